"""The catalogue of a structure: what is offered to be done, with its hours; and the screen at reception."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    close_button,
    column,
    data_table,
    desk_shell,
    dialog,
    icon,
    nav_link,
    open_button,
    page_title,
    select_field,
    text_field,
)
from myjobmatch.components.weeks_desk import ReceptionScreen
from myjobmatch.domain.actions import LONGEST_PLACE, LONGEST_TITLE, StepKind
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.weeks_give import CATEGORIES
from myjobmatch.pages.advisor.weeks_waiting import hours_options, name_of
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.weeks_give import Choice, GiveState

ENTRY = "weeks-entry"


def _back() -> rx.Component:
    return nav_link(
        icon("arrow-left", size=18),
        rx.el.span(t("weeks.title")),
        href="/conseil/semaine",
        class_name="back-link",
    )


def _row(view: rx.Var[Choice]) -> rx.Component:
    one: Any = view
    return rx.el.tr(
        rx.el.td(
            rx.el.span(name_of(one), class_name="strong", custom_attrs={"dir": "auto"}),
            rx.cond(one.place != "", rx.el.span(one.place, class_name="row-place")),
        ),
        rx.el.td(t_any("enum.ActionCategory.", one.category)),
        rx.el.td(t("week.time", h=one.h, m=one.m)),
        rx.el.td(rx.cond(one.step != "none", t_any("enum.StepKind.", one.step), "")),
        rx.el.td(
            rx.cond(
                one.hidden,
                badge(t("weeks.catalogue.hidden")),
                badge(
                    rx.cond(one.key != "", t("weeks.catalogue.shared"), t("weeks.catalogue.own")),
                    tone="yes",
                ),
            )
        ),
        rx.el.td(
            rx.el.div(
                open_button(
                    t("weeks.catalogue.edit"),
                    opens=ENTRY,
                    about=one.id,
                    on_click=GiveState.edit(one.id),
                    aria_label=t("weeks.catalogue.edit_name", name=name_of(one)),
                ),
                button(
                    rx.cond(one.hidden, t("weeks.catalogue.show"), t("weeks.catalogue.hide")),
                    kind="quiet",
                    on_click=GiveState.hide(one.id, ~one.hidden),
                    aria_label=t("weeks.catalogue.hide_name", name=name_of(one)),
                ),
                class_name="row",
            )
        ),
        key=one.id,
    )


def _entry() -> rx.Component:
    one: Any = GiveState.edited
    shared = one.key != ""
    return dialog(
        ENTRY,
        rx.cond(GiveState.editing == "", t("weeks.catalogue.new"), t("weeks.catalogue.edit")),
        rx.el.form(
            rx.cond(
                (GiveState.editing != "") & shared,
                rx.el.p(name_of(one), class_name="strong"),
                rx.el.div(
                    text_field(
                        "title",
                        t("weeks.give_own"),
                        default_value=rx.cond(GiveState.editing == "", "", one.title),
                        max_length=LONGEST_TITLE,
                        required=True,
                        auto_complete="off",
                    ),
                    select_field(
                        "category",
                        t("weeks.give_category"),
                        CATEGORIES,
                        default_value=rx.cond(GiveState.editing == "", "employment", one.category),
                    ),
                    class_name="weeks-two",
                ),
            ),
            rx.el.div(
                select_field(
                    "minutes",
                    t("weeks.hours"),
                    rx.fragment(*hours_options()),
                    default_value=rx.cond(GiveState.editing == "", "120", one.minutes),
                ),
                select_field(
                    "step",
                    t("weeks.catalogue.step"),
                    [(step.value, t(step.label_key)) for step in StepKind],
                    default_value=rx.cond(GiveState.editing == "", "none", one.step),
                ),
                class_name="weeks-two",
            ),
            text_field(
                "place",
                t("weeks.give_place"),
                default_value=rx.cond(GiveState.editing == "", "", one.place),
                max_length=LONGEST_PLACE,
                auto_complete="off",
            ),
            close_button(t("weeks.catalogue.save"), kind="primary", type="submit"),
            on_submit=GiveState.save,
            key=GiveState.editing,
            class_name="stack",
        ),
        about=GiveState.editing,
    )


@page("/conseil/semaine/catalogue", title="weeks.catalogue.title", on_load=GiveState.load)
def catalogue() -> rx.Component:
    """What my structure offers to be done."""
    return desk_shell(
        Role.ADVISOR,
        "actions",
        _back(),
        page_title(
            t("weeks.catalogue.title"),
            open_button(
                t("weeks.catalogue.new"),
                opens=ENTRY,
                about="",
                kind="primary",
                icon_name="plus",
                on_click=GiveState.edit(""),
            ),
            intro=t("weeks.catalogue.intro"),
        ),
        data_table(
            t("weeks.catalogue.title"),
            [
                column(t("weeks.action")),
                column(t("weeks.give_category")),
                column(t("weeks.hours")),
                column(t("weeks.catalogue.step")),
                column(t("weeks.catalogue.state")),
                column(t("weeks.answer")),
            ],
            rx.foreach(GiveState.entries, _row),
        ),
        _entry(),
        wide=True,
    )


@page("/conseil/semaine/accueil", title="weeks.reception.title")
def reception() -> rx.Component:
    """What a screen at reception shows to whoever signs on site."""
    return desk_shell(
        Role.ADVISOR,
        "actions",
        _back(),
        page_title(t("weeks.reception.title"), intro=t("weeks.reception.intro")),
        ReceptionScreen.create(),
        wide=True,
    )
