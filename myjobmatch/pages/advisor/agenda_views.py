"""The calendar itself: hours by days, or weeks by days; each appointment a button, each empty hour one too."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, icon
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.agenda import AgendaState
from myjobmatch.state.advisor.agenda_grid import (
    Cell,
    DayHead,
    Entry,
    HourRow,
    MonthDay,
    MonthWeek,
)

_MANAGER = AgendaState.role == Role.MANAGER.value


def _entry(view: rx.Var[Entry]) -> rx.Component:
    """An appointment in the grid: a button that opens it."""
    one: Any = view
    return rx.el.button(
        rx.el.span(one.time, class_name="agenda-time"),
        rx.el.span(one.name, class_name="agenda-name", custom_attrs={"dir": "auto"}),
        rx.match(
            one.how,
            ("phone", icon("phone", size=14)),
            ("video", icon("video", size=14)),
            rx.fragment(),
        ),
        rx.match(
            one.state,
            ("seen", icon("check", size=14)),
            ("absent", icon("user-round-x", size=14)),
            ("excused", icon("circle-minus", size=14)),
            ("cancelled", icon("x", size=14)),
            rx.fragment(),
        ),
        rx.el.span(
            t_any("enum.AppointmentKind.", one.kind),
            " ",
            t_any("agenda.state.", one.state),
            class_name="visually-hidden",
        ),
        type="button",
        on_click=AgendaState.open_entry(one.id),
        class_name="agenda-entry",
        custom_attrs={"data-state": one.state},
        key=one.id,
    )


def _head(view: rx.Var[DayHead]) -> rx.Component:
    one: Any = view
    return rx.el.th(
        rx.el.button(
            t("agenda.column", at=one.day),
            type="button",
            on_click=AgendaState.open_day(one.day),
            class_name="agenda-column",
        ),
        rx.cond(one.away, badge(t("agenda.away"), tone="warn")),
        scope="col",
        custom_attrs={"data-today": rx.cond(one.today, "yes", "no")},
        key=one.day,
    )


def _cell(view: rx.Var[Cell]) -> rx.Component:
    one: Any = view
    return rx.el.td(
        rx.foreach(one.shown.to(list[Entry]), _entry),
        rx.cond(
            _MANAGER | one.past | one.away,
            rx.fragment(),
            rx.el.button(
                icon("plus", size=16),
                type="button",
                on_click=AgendaState.new_at(one.day, one.minute),
                aria_label=t("agenda.new_at", at=one.at),
                class_name="agenda-add",
            ),
        ),
        custom_attrs={
            "data-today": rx.cond(one.today, "yes", "no"),
            "data-away": rx.cond(one.away, "yes", "no"),
        },
        key=one.at,
    )


def _hour(view: rx.Var[HourRow]) -> rx.Component:
    one: Any = view
    return rx.el.tr(
        rx.el.th(one.hour, scope="row", class_name="agenda-hour"),
        rx.foreach(one.cells.to(list[Cell]), _cell),
        key=one.hour,
    )


def grid() -> rx.Component:
    """Hours by days."""
    state = AgendaState
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("agenda.title"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.td(class_name="agenda-corner"),
                    rx.foreach(state.heads, _head),
                )
            ),
            rx.el.tbody(rx.foreach(state.hours, _hour)),
            class_name="agenda-table",
        ),
        class_name="agenda-frame",
        tab_index=0,
        role="region",
        aria_label=t("agenda.title"),
    )


def _month_day(view: rx.Var[MonthDay]) -> rx.Component:
    one: Any = view
    return rx.el.td(
        rx.el.button(
            one.number,
            type="button",
            on_click=AgendaState.open_day(one.day),
            aria_label=t("agenda.day", at=one.day),
            class_name="agenda-number",
        ),
        rx.cond(one.away, badge(t("agenda.away"), tone="warn")),
        rx.foreach(one.shown.to(list[Entry]), _entry),
        rx.cond(
            one.more > 0,
            rx.el.button(
                t("agenda.more", count=one.more),
                type="button",
                on_click=AgendaState.open_day(one.day),
                class_name="agenda-more",
            ),
        ),
        custom_attrs={
            "data-today": rx.cond(one.today, "yes", "no"),
            "data-other": rx.cond(one.other, "yes", "no"),
        },
        key=one.day,
    )


def _week(view: rx.Var[MonthWeek], number: rx.Var[int]) -> rx.Component:
    one: Any = view
    return rx.el.tr(rx.foreach(one.days.to(list[MonthDay]), _month_day), key=number)


def month() -> rx.Component:
    """Weeks by days."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("agenda.title"), class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(t("agenda.weekday", at=f"2024-01-0{number}"), scope="col")
                        for number in range(1, 8)
                    ]
                )
            ),
            rx.el.tbody(rx.foreach(AgendaState.weeks, _week)),
            class_name="agenda-table agenda-month",
        ),
        class_name="agenda-frame",
        tab_index=0,
        role="region",
        aria_label=t("agenda.title"),
    )
