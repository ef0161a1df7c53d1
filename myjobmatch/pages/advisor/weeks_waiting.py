"""What youths told and waits for their advisor: chosen one by one, by youth, by category or all, then settled."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    close_button,
    column,
    data_table,
    dialog,
    empty_state,
    icon,
    nav_link,
    open_button,
    out_link,
    select_field,
    text_area,
)
from myjobmatch.domain.actions import LONGEST, LONGEST_WORDS, ReturnReason
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.weeks import Count, WaitingRow, WeeksState

BACK = "weeks-back"
CHOICES = [15, *range(30, 8 * 60 + 1, 30), *range(9 * 60, 21 * 60, 60)]
assert max(CHOICES) <= LONGEST


def name_of(one: Any) -> Any:
    """What an action is called."""
    return rx.cond(one.key != "", t_any("week.default.", one.key), one.title)


def hours_options(told: Any = None) -> list[rx.Component]:
    """Durations to choose from; `told` is one that may not be among them."""
    options = [rx.el.option(t("week.time", h=m // 60, m=m % 60), value=str(m)) for m in CHOICES]
    if told is None:
        return options
    usual = rx.Var.create([str(m) for m in CHOICES])
    extra = rx.cond(
        usual.contains(told.told),
        rx.fragment(),
        rx.el.option(t("week.time", h=told.h, m=told.m), value=told.told),
    )
    return [extra, *options]


def _row(view: rx.Var[WaitingRow]) -> rx.Component:
    one: Any = view
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                class_name="check",
                checked=WeeksState.chosen.contains(one.id),
                on_change=WeeksState.toggle(one.id),
                aria_label=t("weeks.choose_action", name=name_of(one), youth=one.youth),
                custom_attrs={"data-week-choice": ""},
            ),
            class_name="weeks-box",
        ),
        rx.el.td(
            nav_link(
                one.youth,
                href="/conseil/jeunes/" + one.youth_id + "/semaine",
                class_name="row-name",
            ),
            rx.el.button(
                t("weeks.all_of"),
                type="button",
                class_name="weeks-all-of",
                on_click=WeeksState.all_of(one.youth_id),
                aria_label=t("weeks.all_of_name", name=one.youth),
            ),
        ),
        rx.el.td(
            rx.el.span(name_of(one), class_name="strong", custom_attrs={"dir": "auto"}),
            rx.el.span(t_any("enum.ActionCategory.", one.category), class_name="row-place"),
        ),
        rx.el.td(t("weeks.day", day=one.done_on)),
        rx.el.td(
            rx.el.select(
                *hours_options(one),
                value=one.minutes,
                on_change=lambda value: WeeksState.set_minutes(one.id, value),
                class_name="input weeks-choice",
                aria_label=t("weeks.hours_name", name=name_of(one), youth=one.youth),
            )
        ),
        rx.el.td(
            rx.el.div(
                rx.cond(one.signed, badge(t("weeks.signed"), tone="yes", icon_name="qr-code")),
                rx.cond(one.on_behalf, badge(t("weeks.behalf"))),
                rx.cond(
                    one.document_id != "",
                    out_link(
                        icon("paperclip", size=16),
                        rx.el.bdi(one.document_name),
                        href="/api/v1/documents/" + one.document_id,
                        class_name="weeks-proof",
                    ),
                ),
                class_name="row",
            )
        ),
        rx.el.td(
            button(
                t("weeks.validate"),
                kind="outline",
                on_click=WeeksState.validate_one(one.id),
                aria_label=t("weeks.validate_name", name=name_of(one), youth=one.youth),
            )
        ),
        key=one.id,
        custom_attrs={"data-chosen": rx.cond(WeeksState.chosen.contains(one.id), "yes", "no")},
    )


def _category(view: rx.Var[Count]) -> rx.Component:
    one: Any = view
    return rx.el.button(
        rx.el.span(t_any("enum.ActionCategory.", one.category)),
        rx.el.span(one.count, class_name="count"),
        type="button",
        aria_pressed=rx.cond(WeeksState.category == one.category, "true", "false"),
        on_click=WeeksState.only_category(
            rx.cond(WeeksState.category == one.category, "", one.category)
        ),
        class_name="chip chip-choice",
    )


def _bar() -> rx.Component:
    state = WeeksState
    return rx.el.div(
        rx.el.div(
            rx.foreach(state.categories, _category),
            class_name="chips",
            role="group",
            aria_label=t("weeks.categories"),
        ),
        rx.el.div(
            button(
                t("weeks.all_shown"),
                kind="quiet",
                icon_name="list-checks",
                on_click=WeeksState.all_shown,
            ),
            button(
                t("weeks.validate_count", count=state.chosen.length()),
                kind="yes",
                icon_name="check",
                disabled=state.chosen.length() == 0,
                on_click=WeeksState.validate_chosen,
                custom_attrs={"data-week-validate": ""},
            ),
            open_button(
                t("weeks.back_count", count=state.chosen.length()),
                opens=BACK,
                icon_name="undo-2",
                disabled=state.chosen.length() == 0,
            ),
            class_name="row",
        ),
        class_name="weeks-bar",
    )


def _done() -> rx.Component:
    state = WeeksState
    return rx.el.div(
        rx.cond(
            state.done != "",
            banner(
                rx.el.p(
                    t(
                        "weeks.done",
                        how=state.done,
                        count=state.done_actions,
                        youths=state.done_youths,
                    )
                ),
                rx.cond(
                    state.batch != "",
                    button(
                        t("weeks.undo"), kind="quiet", icon_name="undo-2", on_click=WeeksState.undo
                    ),
                ),
                tone="yes",
            ),
        ),
        role="status",
    )


def waiting_section() -> rx.Component:
    """What waits, and what one does with it."""
    state = WeeksState
    return rx.el.section(
        rx.el.h2(t("weeks.waiting", count=state.waiting_count), class_name="h3"),
        _done(),
        rx.cond(
            state.waiting_count > 0,
            rx.el.div(
                _bar(),
                data_table(
                    t("weeks.waiting", count=state.waiting_count),
                    [
                        column(t("weeks.choice")),
                        column(t("advisor.portfolio.name")),
                        column(t("weeks.action")),
                        column(t("weeks.when")),
                        column(t("weeks.hours")),
                        column(t("weeks.proof")),
                        column(t("weeks.answer")),
                    ],
                    rx.foreach(state.waiting, _row),
                ),
                rx.el.p(t("weeks.keys"), class_name="soft small"),
                class_name="stack",
            ),
            empty_state("circle-check", t("weeks.none_waiting"), t("weeks.none_waiting_text")),
        ),
        class_name="stack weeks-waiting",
    )


def back_dialog() -> rx.Component:
    """Why what is chosen goes back."""
    return dialog(
        BACK,
        t("weeks.back_title", count=WeeksState.chosen.length()),
        rx.el.form(
            select_field(
                "reason",
                t("weeks.reason"),
                [(one.value, t(one.label_key)) for one in ReturnReason],
                value=WeeksState.reason,
                on_change=WeeksState.pick_reason,
            ),
            text_area(
                "words",
                t("weeks.words"),
                hint=t("weeks.words_hint"),
                rows=2,
                max_length=LONGEST_WORDS,
                required=WeeksState.reason == ReturnReason.OTHER.value,
            ),
            close_button(t("weeks.send_back"), kind="primary", type="submit"),
            on_submit=WeeksState.send_back,
            reset_on_submit=True,
            class_name="stack",
        ),
    )
