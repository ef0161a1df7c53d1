"""La semaine: what waits for validation, settled in bulk, and the hours of each youth week by week."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    open_button,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.components.weeks_desk import WeekKeys
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.weeks_give import GIVE, done_of_giving, give_dialog
from myjobmatch.pages.advisor.weeks_waiting import BACK, back_dialog, waiting_section
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.weeks import Cell, WeeksState, YouthRow
from myjobmatch.state.advisor.weeks_give import GiveState

__all__ = ["BACK", "weeks"]


def _cell(view: rx.Var[Cell]) -> rx.Component:
    one: Any = view
    return rx.el.td(
        rx.el.span(
            t("week.time", h=one.h, m=one.m),
            class_name="weeks-hours",
            custom_attrs={"data-tone": one.tone},
        ),
        rx.cond(
            one.waiting,
            rx.el.span(
                icon("hourglass", size=14),
                rx.el.span(t("weeks.some_waiting"), class_name="visually-hidden"),
                class_name="weeks-mark",
            ),
        ),
        rx.cond(
            one.planned_h + one.planned_m > 0,
            rx.el.span(
                t("weeks.planned", h=one.planned_h, m=one.planned_m), class_name="weeks-planned"
            ),
        ),
        class_name="weeks-cell",
    )


def _row(view: rx.Var[YouthRow]) -> rx.Component:
    row: Any = view
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row.settles,
                rx.el.input(
                    type="checkbox",
                    class_name="check",
                    checked=GiveState.youths.contains(row.id),
                    on_change=GiveState.toggle_youth(row.id),
                    aria_label=t("weeks.choose_name", name=row.name),
                ),
            ),
            class_name="weeks-box",
        ),
        rx.el.td(
            nav_link(
                row.name, href="/conseil/jeunes/" + row.id + "/semaine", class_name="row-name"
            ),
            rx.el.span(t_any("enum.Scheme.", row.scheme), class_name="row-place"),
        ),
        rx.el.td(
            rx.cond(
                row.zero != "",
                badge(t_any("enum.ZeroHours.", row.zero), tone="bad", icon_name="triangle-alert"),
            ),
            rx.cond(
                row.waiting > 0, badge(t("weeks.waiting_count", count=row.waiting), tone="act")
            ),
        ),
        rx.foreach(row.cells, _cell),
        key=row.id,
        custom_attrs={"data-zero": rx.cond(row.zero != "", "yes", "no")},
    )


def _tools() -> rx.Component:
    state = WeeksState
    return rx.el.div(
        text_field(
            "search",
            t("weeks.search"),
            type="search",
            default_value=state.search,
            on_change=WeeksState.find.debounce(250),
            auto_complete="off",
        ),
        rx.el.div(
            rx.el.button(
                icon("triangle-alert", size=16),
                rx.el.span(t("weeks.only_zero")),
                rx.el.span(state.zero_count, class_name="count"),
                type="button",
                aria_pressed=rx.cond(state.zero, "true", "false"),
                on_click=WeeksState.only_zero,
                class_name="chip chip-choice",
            ),
            rx.el.button(
                rx.cond(state.asked, icon("check", size=16), icon("plus", size=16)),
                rx.el.span(t("weeks.only_asked")),
                type="button",
                aria_pressed=rx.cond(state.asked, "true", "false"),
                on_click=WeeksState.only_asked,
                class_name="chip chip-choice",
            ),
            class_name="chips",
            role="group",
            aria_label=t("weeks.filters"),
        ),
        rx.cond(
            state.role == Role.ADVISOR.value,
            checkbox_field(
                "everyone",
                t("advisor.portfolio.everyone"),
                default_checked=state.everyone,
                on_change=WeeksState.widen,
            ),
        ),
        class_name="weeks-tools",
    )


def _moves() -> rx.Component:
    state = WeeksState
    return rx.el.div(
        icon_button("chevron-left", t("weeks.earlier"), on_click=WeeksState.move(-1)),
        rx.cond(
            state.back > 0,
            button(t("weeks.now"), kind="quiet", on_click=WeeksState.move(0)),
        ),
        icon_button(
            "chevron-right", t("weeks.later"), on_click=WeeksState.move(1), disabled=state.back == 0
        ),
        class_name="row weeks-moves",
    )


def _table() -> rx.Component:
    state = WeeksState
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("weeks.table"), class_name="h3"),
            rx.el.div(
                open_button(
                    t("weeks.give_to", count=GiveState.youths.length()),
                    opens=GIVE,
                    kind="primary",
                    icon_name="plus",
                    disabled=GiveState.youths.length() == 0,
                ),
                _moves(),
                class_name="row",
            ),
            class_name="spread",
        ),
        done_of_giving(),
        _tools(),
        rx.cond(
            state.rows.length() > 0,
            rx.el.div(
                data_table(
                    t("weeks.table"),
                    [
                        column(
                            rx.el.button(
                                t("weeks.all_youths"),
                                type="button",
                                class_name="sort",
                                on_click=GiveState.choose_youths(
                                    state.rows.map(lambda row: row.id)
                                ),
                            )
                        ),
                        column(t("advisor.portfolio.name")),
                        column(t("weeks.sign")),
                        rx.foreach(state.mondays, lambda day: column(t("weeks.week_of", day=day))),
                    ],
                    rx.foreach(state.rows, _row),
                ),
                rx.cond(state.pages > 1, _pager()),
                rx.el.p(t("weeks.legend"), class_name="soft small"),
                class_name="stack",
            ),
            rx.cond(
                state.zero | (state.search != "") | state.asked,
                empty_state("search", t("weeks.nobody"), t("weeks.nobody_text")),
                empty_state(
                    "users",
                    t("weeks.empty"),
                    t("weeks.empty_text"),
                    link_button(t("advisor.portfolio.invite"), "/conseil/inviter"),
                ),
            ),
        ),
        class_name="stack weeks-table",
    )


def _pager() -> rx.Component:
    state = WeeksState
    return rx.el.div(
        button(
            t("weeks.page_before"),
            kind="quiet",
            disabled=state.page_number <= 1,
            on_click=WeeksState.turn(state.page_number - 1),
        ),
        rx.el.span(t("weeks.page", page=state.page_number, pages=state.pages)),
        button(
            t("weeks.page_after"),
            kind="quiet",
            disabled=state.page_number >= state.pages,
            on_click=WeeksState.turn(state.page_number + 1),
        ),
        class_name="row",
    )


@page("/conseil/semaine", title="weeks.title", on_load=[WeeksState.load, GiveState.load])
def weeks() -> rx.Component:
    """The week of my youths."""
    return desk_shell(
        Role.ADVISOR,
        "actions",
        page_title(
            t("weeks.title"),
            link_button(
                t("weeks.catalogue.title"),
                "/conseil/semaine/catalogue",
                kind="outline",
                icon_name="list-checks",
            ),
            link_button(
                t("weeks.reception.title"),
                "/conseil/semaine/accueil",
                kind="outline",
                icon_name="qr-code",
            ),
            intro=t("weeks.intro"),
        ),
        rx.cond(
            WeeksState.loaded,
            rx.el.div(waiting_section(), _table(), class_name="stack weeks-page"),
            skeleton(8),
        ),
        give_dialog(),
        back_dialog(),
        WeekKeys.create(),
        wide=True,
    )
