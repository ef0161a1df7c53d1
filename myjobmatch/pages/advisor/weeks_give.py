"""Giving actions: the sheet where they are chosen, for the youths that are chosen."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    checkbox_field,
    close_button,
    dialog,
    icon,
    select_field,
    text_field,
)
from myjobmatch.domain.actions import LONGEST_PLACE, LONGEST_TITLE, ActionCategory
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.weeks_waiting import name_of
from myjobmatch.state.advisor.weeks_give import Choice, GiveState

GIVE = "weeks-give"
CATEGORIES = [(one.value, t(one.label_key)) for one in ActionCategory]


def _choice(view: rx.Var[Choice]) -> rx.Component:
    one: Any = view
    chosen = GiveState.wanted.contains(one.id)
    return rx.cond(
        one.hidden,
        rx.fragment(),
        rx.el.button(
            rx.cond(chosen, icon("check", size=16), icon("plus", size=16)),
            rx.el.bdi(name_of(one)),
            rx.el.span(t("week.time", h=one.h, m=one.m), class_name="soft small"),
            type="button",
            aria_pressed=rx.cond(chosen, "true", "false"),
            on_click=GiveState.toggle_entry(one.id),
            class_name="chip chip-choice",
            title=t_any("enum.ActionCategory.", one.category),
        ),
    )


def give_dialog() -> rx.Component:
    """What is given, when, where, and whether it is done already."""
    state = GiveState
    return dialog(
        GIVE,
        t("weeks.give_title", count=state.youths.length()),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend(t("weeks.give_what"), class_name="field-label"),
                rx.el.div(rx.foreach(state.entries, _choice), class_name="chips weeks-choices"),
                class_name="weeks-fieldset",
            ),
            rx.el.div(
                text_field(
                    "title", t("weeks.give_own"), max_length=LONGEST_TITLE, auto_complete="off"
                ),
                select_field("category", t("weeks.give_category"), CATEGORIES),
                class_name="weeks-two",
            ),
            rx.el.div(
                text_field("day", t("weeks.give_day"), type="date", hint=t("weeks.give_day_hint")),
                text_field(
                    "place", t("weeks.give_place"), max_length=LONGEST_PLACE, auto_complete="off"
                ),
                class_name="weeks-two",
            ),
            checkbox_field("done", t("weeks.give_done")),
            close_button(
                t("weeks.give_send", count=state.youths.length()),
                kind="primary",
                type="submit",
                disabled=state.youths.length() == 0,
            ),
            on_submit=state.give,
            reset_on_submit=True,
            class_name="stack",
        ),
    )


def done_of_giving() -> rx.Component:
    """What was given last, with the way back."""
    state = GiveState
    return rx.el.div(
        rx.cond(
            (state.done != "") & (state.done != "saved"),
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
                        t("weeks.undo"), kind="quiet", icon_name="undo-2", on_click=GiveState.undo
                    ),
                ),
                tone="yes",
            ),
        ),
        role="status",
    )
