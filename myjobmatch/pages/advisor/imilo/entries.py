"""i-milo without typing twice: what waits, ticked off in bulk; whose dossier is lacking; what stands there."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    page_title,
    plain_form,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.imilo.lists import entered_list, lacking_list
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.imilo import ImiloState, KindCount, Row

DAYS = ("7", "30", "90", "365")
ORDERS = ("youth", "kind", "day")
TABS = ("todo", "lacking", "entered")


@page("/conseil/imilo", title="imilo.title", on_load=ImiloState.load)
def imilo() -> rx.Component:
    """What is not in i-milo yet."""
    state = ImiloState
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        sheet("imports"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("imports.back")),
            href="/conseil/portefeuille",
            class_name="back-link",
        ),
        page_title(
            t("imilo.title"),
            link_button(
                t("imilo.bring_dossiers"),
                "/conseil/importer?type=dossiers",
                kind="outline",
                icon_name="upload",
            ),
            link_button(
                t("imilo.bring_situations"),
                "/conseil/importer?type=situations",
                kind="outline",
                icon_name="upload",
            ),
            intro=t("imilo.intro"),
        ),
        rx.el.div(
            *[_tab(name) for name in TABS],
            class_name="chips",
            role="group",
            aria_label=t("imilo.tabs"),
        ),
        rx.cond(
            state.batch != "",
            banner(
                rx.el.div(
                    rx.el.p(t("imilo.ticked", count=state.ticked)),
                    button(
                        t("imilo.undo"), kind="outline", icon_name="undo-2", on_click=state.undo
                    ),
                    class_name="spread",
                ),
                tone="yes",
                role="status",
            ),
        ),
        rx.cond(
            state.loaded,
            rx.match(
                state.tab,
                ("lacking", lacking_list()),
                ("entered", rx.el.div(entered_list(), _pager(), class_name="stack")),
                _todo(),
            ),
            skeleton(6),
        ),
        wide=True,
    )


def _tab(name: str) -> rx.Component:
    chosen = ImiloState.tab == name
    count = ImiloState.lacking if name == "lacking" else None
    return rx.el.button(
        rx.el.span(t_any("imilo.tab.", rx.Var.create(name))),
        *([rx.cond(count > 0, rx.el.span(count, class_name="count"))] if count is not None else []),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=ImiloState.show(name),
        class_name="chip chip-choice",
    )


def _todo() -> rx.Component:
    state = ImiloState
    narrowed = (state.search != "") | (state.kind != "")
    return rx.el.div(
        _tools(),
        rx.cond(
            state.total > 0,
            rx.el.div(_acts(), _table(), _pager(), class_name="stack"),
            rx.cond(
                narrowed,
                empty_state("search-x", t("imilo.none_found"), t("imilo.none_found_text")),
                empty_state("list-checks", t("imilo.none"), t("imilo.none_text")),
            ),
        ),
        class_name="stack",
    )


def _tools() -> rx.Component:
    state = ImiloState
    return rx.el.div(
        text_field(
            "search",
            t("imilo.search"),
            type="search",
            default_value=state.search,
            on_change=state.find.debounce(250),
            auto_complete="off",
        ),
        select_field(
            "days",
            t("imilo.since"),
            [(days, t_any("imilo.days.", rx.Var.create(days))) for days in DAYS],
            value=state.days,
            on_change=state.since,
        ),
        select_field(
            "order",
            t("imilo.order"),
            [(order, t_any("imilo.order_by.", rx.Var.create(order))) for order in ORDERS],
            value=state.order,
            on_change=state.sort,
        ),
        rx.cond(
            state.role == Role.ADVISOR.value,
            checkbox_field(
                "everyone",
                t("imilo.everyone"),
                checked=state.everyone,
                on_change=state.widen,
            ),
        ),
        rx.el.div(
            rx.foreach(state.kinds, _kind),
            class_name="chips imilo-kinds",
            role="group",
            aria_label=t("imilo.kinds"),
        ),
        class_name="imilo-tools",
    )


def _kind(one: rx.Var[KindCount]) -> rx.Component:
    chosen = ImiloState.kind == one.kind
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16), icon("filter", size=16)),
        rx.el.span(t_any("imilo.kind.", one.kind)),
        rx.el.span(one.count, class_name="count"),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=ImiloState.only(one.kind),
        class_name="chip chip-choice",
    )


def _acts() -> rx.Component:
    state = ImiloState
    some = state.chosen.length() > 0
    return card(
        rx.el.p(
            rx.cond(
                some,
                t("imilo.chosen", count=state.chosen.length()),
                rx.cond(
                    state.hours > 0,
                    t("imilo.sum_hours", count=state.total, hours=state.hours),
                    t("imilo.sum", count=state.total),
                ),
            ),
            aria_live="polite",
            class_name="strong",
        ),
        rx.el.div(
            plain_form(
                *[
                    rx.el.input(type="hidden", name=name, value=value)
                    for name, value in (
                        ("days", state.days),
                        ("kind", state.kind),
                        ("search", state.search),
                        ("everyone", rx.cond(state.everyone, "yes", "no")),
                        ("ids", state.chosen.join(" ")),
                    )
                ],
                button(
                    rx.cond(some, t("imilo.download_chosen"), t("imilo.download")),
                    type="submit",
                    kind="outline",
                    icon_name="download",
                ),
                method="post",
                action="/api/v1/imilo/entries",
            ),
            rx.cond(
                some,
                button(t("imilo.tick_chosen"), icon_name="check", on_click=state.tick),
                button(
                    t("imilo.tick_all", count=state.total),
                    icon_name="check",
                    on_click=state.tick_all(state.seen),
                ),
            ),
            class_name="row",
        ),
        class_name="spread imilo-acts",
    )


def _table() -> rx.Component:
    state = ImiloState
    return data_table(
        t("imilo.title"),
        [
            column(
                rx.el.input(
                    type="checkbox",
                    aria_label=t("imilo.choose_page"),
                    on_change=state.choose_page,
                    key=state.page_number,
                    class_name="check",
                )
            ),
            column(t("imilo.column.youth")),
            column(t("imilo.column.dossier")),
            column(t("imilo.column.kind")),
            column(t("imilo.column.day")),
            column(t("imilo.column.what")),
            column(t("imilo.column.hours")),
            column(t("imilo.column.by")),
        ],
        rx.foreach(state.rows, _row),
    )


def _row(one: rx.Var[Row]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                checked=ImiloState.chosen.contains(one.id),
                on_change=ImiloState.choose(one.id),
                aria_label=t("imilo.choose", name=one.name, what=one.what),
                class_name="check",
            )
        ),
        rx.el.td(nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="row-name")),
        rx.el.td(one.dossier, class_name="imilo-plain"),
        rx.el.td(t_any("imilo.kind.", one.kind)),
        rx.el.td(t("imilo.day", at=one.day), class_name="imilo-plain"),
        rx.el.td(rx.el.bdi(one.what), _marks(one)),
        rx.el.td(
            rx.cond(one.hours > 0, t("imilo.hours", hours=one.hours), ""), class_name="imilo-number"
        ),
        rx.el.td(one.by),
        key=one.id,
        class_name=rx.cond(one.first, "imilo-first", ""),
    )


def _marks(one: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(one.for_youth, badge(t("imilo.for_youth"), icon_name="user-round-pen")),
        rx.cond(
            one.exported_at != "",
            badge(t("imilo.exported", at=one.exported_at), icon_name="download"),
        ),
        class_name="row imilo-marks",
    )


def _pager() -> rx.Component:
    state = ImiloState
    return rx.cond(
        state.pages > 1,
        rx.el.nav(
            icon_button(
                "chevron-left",
                t("advisor.portfolio.previous"),
                disabled=state.page_number <= 1,
                on_click=state.turn(state.page_number - 1),
            ),
            rx.el.span(
                t("advisor.portfolio.page", page=state.page_number, pages=state.pages),
                aria_live="polite",
            ),
            icon_button(
                "chevron-right",
                t("advisor.portfolio.next"),
                disabled=state.page_number >= state.pages,
                on_click=state.turn(state.page_number + 1),
            ),
            aria_label=t("advisor.portfolio.pages"),
            class_name="row pager",
        ),
    )
