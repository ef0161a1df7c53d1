"""What stands behind the calendar: hours that youths may book, absences, and the subscription of one's own calendar."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    desk_shell,
    icon,
    nav_link,
    page_title,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.appointments import COLLECTIVE, AppointmentKind
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.agenda_away import absences, feed
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.agenda_settings import (
    AgendaSettingsState,
    ClosedRow,
    OpeningRow,
)

_S = AgendaSettingsState
_ADVISOR = _S.role == Role.ADVISOR.value


def _opening(view: rx.Var[OpeningRow]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.cond(
                    one.day != "",
                    t("agenda.opening.one_day", at=one.day, start=one.start, end=one.end),
                    t("agenda.opening.weekly", at=one.weekday, start=one.start, end=one.end),
                ),
                class_name="strong",
            ),
            rx.el.p(
                t_any("enum.AppointmentKind.", one.kind),
                " · ",
                t_any("enum.AppointmentHow.", one.how),
                " · ",
                t("agenda.minutes", minutes=one.minutes),
                rx.cond(
                    one.places > 1,
                    rx.el.span(" · ", t("agenda.opening.places", count=one.places)),
                ),
                rx.cond(one.place != "", rx.el.span(" · ", rx.el.bdi(one.place))),
                rx.cond(
                    one.until != "", rx.el.span(" · ", t("agenda.opening.until", at=one.until))
                ),
                class_name="soft small",
            ),
        ),
        button(
            t("agenda.opening.close"),
            kind="quiet",
            icon_name="trash-2",
            on_click=_S.close_opening(one.id),
        ),
        class_name="agenda-line",
        key=one.id,
    )


def _opening_form() -> rx.Component:
    collective = [kind.value for kind in COLLECTIVE]
    several: Any = rx.Var.create(collective).contains(_S.kind)  # type: ignore[attr-defined]
    return rx.el.form(
        rx.el.div(
            select_field(
                "kind",
                t("agenda.form.kind"),
                rx.fragment(
                    *[rx.el.option(t(kind.label_key), value=kind.value) for kind in AppointmentKind]
                ),
                value=_S.kind,
                on_change=_S.pick_kind,
            ),
            select_field(
                "how",
                t("agenda.form.how"),
                rx.fragment(
                    rx.el.option(t("enum.AppointmentHow.on_site"), value="on_site"),
                    rx.el.option(t("enum.AppointmentHow.phone"), value="phone"),
                    rx.cond(_S.video, rx.el.option(t("enum.AppointmentHow.video"), value="video")),
                ),
                default_value="on_site",
            ),
            select_field(
                "minutes",
                t("agenda.form.minutes"),
                rx.fragment(
                    *[
                        rx.el.option(t("agenda.minutes", minutes=n), value=n)
                        for n in ("15", "20", "30", "45", "60", "90", "120")
                    ]
                ),
                default_value="30",
            ),
            rx.cond(
                several,
                text_field(
                    "places",
                    t("agenda.form.places"),
                    type="number",
                    min="1",
                    max="40",
                    default_value="8",
                ),
            ),
            class_name="agenda-when",
        ),
        rx.el.div(
            select_field(
                "rhythm",
                t("agenda.form.rhythm"),
                rx.fragment(
                    rx.el.option(t("agenda.form.each_week"), value="week"),
                    rx.el.option(t("agenda.form.one_day"), value="day"),
                ),
                value=rx.cond(_S.weekly, "week", "day"),
                on_change=_S.pick_weekly,
            ),
            rx.cond(
                _S.weekly,
                select_field(
                    "weekday",
                    t("agenda.form.weekday"),
                    rx.fragment(
                        *[
                            rx.el.option(t("agenda.weekday", at=f"2024-01-0{n + 1}"), value=str(n))
                            for n in range(6)
                        ]
                    ),
                    default_value="0",
                ),
                text_field("day", t("agenda.form.day"), type="date", required=True),
            ),
            text_field(
                "start", t("agenda.form.from"), type="time", default_value="09:00", required=True
            ),
            text_field(
                "end", t("agenda.form.to"), type="time", default_value="12:00", required=True
            ),
            rx.cond(_S.weekly, text_field("until", t("agenda.form.until"), type="date")),
            class_name="agenda-when",
        ),
        text_field("place", t("agenda.form.place"), hint=t("agenda.form.place_hint")),
        button(t("agenda.opening.add"), type="submit", icon_name="plus"),
        on_submit=_S.open_hours,
        class_name="stack",
        key=_S.version,
    )


def _closed(view: rx.Var[ClosedRow]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.cond(
            one.whole,
            rx.el.span(t("agenda.day", at=one.day)),
            rx.el.span(t("agenda.opening.closed_part", at=one.day, start=one.start, end=one.end)),
        ),
        button(t("agenda.opening.reopen"), kind="quiet", on_click=_S.reopen(one.id)),
        class_name="agenda-line",
        key=one.id,
    )


def _openings() -> rx.Component:
    return card(
        rx.el.h2(t("agenda.opening.title"), class_name="h3"),
        rx.el.p(t("agenda.opening.text"), class_name="soft"),
        rx.cond(
            _S.openings.length() > 0,
            rx.fragment(
                rx.el.ul(rx.foreach(_S.openings, _opening), class_name="agenda-lines"),
                rx.el.p(badge(t("agenda.opening.free", count=_S.free), tone="yes")),
            ),
            rx.el.p(t("agenda.opening.none")),
        ),
        rx.el.details(
            rx.el.summary(t("agenda.opening.new")), _opening_form(), class_name="fold", open=True
        ),
        rx.el.details(
            rx.el.summary(t("agenda.opening.except")),
            rx.el.ul(rx.foreach(_S.closed, _closed), class_name="agenda-lines"),
            rx.el.form(
                rx.el.div(
                    text_field(
                        "day",
                        t("agenda.form.day"),
                        type="date",
                        required=True,
                    ),
                    text_field("start", t("agenda.form.from_optional"), type="time"),
                    text_field("end", t("agenda.form.to_optional"), type="time"),
                    class_name="agenda-when",
                ),
                button(t("agenda.opening.except_add"), kind="outline", type="submit"),
                on_submit=_S.close_day,
                class_name="stack",
                key=_S.version,
            ),
            class_name="fold",
        ),
        class_name="stack agenda-section",
    )


def _done() -> rx.Component:
    return rx.el.div(
        rx.cond(
            _S.done != "",
            banner(
                rx.el.div(
                    rx.el.p(t_any("agenda.settings.done.", _S.done)),
                    rx.cond(
                        _S.done == "closed",
                        button(t("agenda.undo"), kind="outline", on_click=_S.put_back),
                    ),
                    class_name="row",
                ),
                tone="yes",
            ),
        ),
        role="status",
    )


@page(
    "/conseil/agenda/reglages",
    title="agenda.settings.title",
    on_load=AgendaSettingsState.load,
    keeps=True,
)
def agenda_settings() -> rx.Component:
    """Openings, absences, subscription."""
    return desk_shell(
        Role.ADVISOR,
        "calendar",
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("agenda.title")),
            href="/conseil/agenda",
            class_name="back-link",
        ),
        sheet("agenda"),
        page_title(t("agenda.settings.title"), intro=t("agenda.settings.intro")),
        _done(),
        rx.cond(
            _S.loaded,
            rx.el.div(
                rx.cond(_ADVISOR, _openings()),
                rx.el.div(
                    absences(), rx.cond(_ADVISOR, feed()), class_name="stack agenda-column-stack"
                ),
                class_name="agenda-settings",
            ),
            skeleton(8),
        ),
        wide=True,
    )
