"""An interview on a phone: the moments to choose from, where and how, and as it was agreed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.dialog import open_button
from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.outcome_store import tell
from myjobmatch.components.store import store
from myjobmatch.components.surfaces import badge
from myjobmatch.i18n.t import t, t_any

MAP = "https://www.openstreetmap.org/search?query="
CANCEL = "interview-cancel"


def _how(one: Any) -> rx.Component:
    return rx.el.p(
        rx.match(
            one.how,
            ("phone", icon("phone", size=20)),
            ("video", icon("video", size=20)),
            icon("map-pin", size=20),
        ),
        rx.el.span(
            t_any("enum.AppointmentHow.", one.how),
            " · ",
            t("outcome.minutes", minutes=one.minutes),
        ),
        class_name="outcome-how soft",
    )


def interview_where(one: Any) -> rx.Component:
    """An address and its map, a number to call, a room."""
    return rx.match(
        one.how,
        (
            "video",
            out_link(
                icon("video"),
                rx.el.span(t("outcome.join")),
                href=one.place,
                target="_blank",
                rel="noopener noreferrer external",
                class_name="btn btn-outline btn-wide",
            ),
        ),
        (
            "phone",
            rx.el.div(
                rx.el.p(t("outcome.call")),
                rx.cond(
                    one.tel != "",
                    out_link(
                        icon("phone"),
                        rx.el.span(t("outcome.call_now", place=one.place)),
                        href="tel:" + one.tel.to(str),
                        class_name="btn btn-outline btn-wide",
                    ),
                    rx.el.p(one.place, class_name="strong", custom_attrs={"dir": "auto"}),
                ),
                class_name="stack-tight",
            ),
        ),
        rx.el.div(
            rx.el.p(one.place, class_name="strong", custom_attrs={"dir": "auto"}),
            rx.cond(
                store.online,
                out_link(
                    icon("map"),
                    rx.el.span(t("outcome.map")),
                    href=MAP + one.map.to(str),
                    target="_blank",
                    rel="noopener noreferrer external",
                    class_name="btn btn-outline btn-wide",
                ),
            ),
            class_name="stack-tight",
        ),
    )


def interview_calendar(interview_id: Any) -> rx.Component:
    """The file for a calendar; the server makes it."""
    return out_link(
        icon("calendar-plus"),
        rx.el.span(t("outcome.add")),
        href="/api/v1/interviews/" + interview_id.to(str) + ".ics",
        class_name="btn btn-outline btn-wide",
        custom_attrs={"download": ""},
    )


def _note(one: Any) -> rx.Component:
    return rx.cond(
        one.note != "",
        rx.el.p(one.note, class_name="outcome-note", custom_attrs={"dir": "auto"}),
    )


def _moments(one: Any) -> rx.Component:
    """The moments proposed, one tap each; and none of them."""

    def moment(slot: rx.Var[datetime]) -> rx.Component:
        return button(
            t("outcome.moment", at=slot),
            kind="outline",
            wide=True,
            class_name="outcome-moment",
            aria_label=t("outcome.choose", at=slot),
            on_click=tell("answerInterview", one, slot),
            key=slot.to(str),
        )

    return rx.el.div(
        rx.foreach(one.interview.slots.to(list[datetime]), moment),
        button(
            t("outcome.none"),
            kind="quiet",
            wide=True,
            on_click=tell("answerInterview", one, None),
        ),
        class_name="stack-tight",
    )


def proposal(one: Any) -> list[rx.Component]:
    """Where one would meet, and the moments to choose from."""
    return [
        rx.cond(
            one.interview.instead_of,
            rx.el.p(t("outcome.instead_of", at=one.interview.instead_of), class_name="strong"),
        ),
        _how(one.interview),
        interview_where(one.interview),
        _note(one.interview),
        _moments(one),
    ]


def interview_of(one: Any) -> rx.Component:
    """On a file: the interview that lies ahead, to be answered, or as it was agreed on."""
    return rx.cond(
        one.interview,
        rx.cond(
            one.interview.status == "proposed",
            rx.el.section(
                rx.el.h3(t("outcome.propose_title", company=one.company)),
                *proposal(one),
                class_name="outcome-box stack-tight",
            ),
            rx.el.section(
                rx.el.h3(t("outcome.title")),
                rx.el.div(
                    rx.el.p(t("outcome.moment", at=one.interview.starts_at)),
                    class_name="outcome-when",
                ),
                _how(one.interview),
                interview_where(one.interview),
                _note(one.interview),
                rx.cond(
                    store.online & ~one.interview.pending, interview_calendar(one.interview.id)
                ),
                open_button(t("outcome.cancel"), opens=CANCEL, kind="quiet", wide=True),
                class_name="outcome-box stack-tight",
            ),
        ),
    )


def coming_interview(one: Any, when: rx.Component) -> rx.Component:
    """An interview that was agreed on, among the next appointments."""
    return rx.el.li(
        when,
        rx.el.h2(t("outcome.with", company=one.company), class_name="appointment-kind"),
        rx.el.div(badge(t("outcome.badge"), tone="act", icon_name="building-2"), class_name="row"),
        _how(one),
        interview_where(one),
        _note(one),
        rx.cond(store.online & ~one.pending, interview_calendar(one.id)),
        rx.el.details(
            rx.el.summary(t("outcome.cancel")),
            rx.el.p(t("outcome.cancel_text", company=one.company)),
            button(
                t("outcome.cancel_send"),
                kind="danger",
                wide=True,
                on_click=tell("cancelInterview", one.id, one.company),
            ),
            class_name="fold",
        ),
        class_name="card stack appointment-card",
        custom_attrs={"data-soon": rx.cond(one.soon, "yes", "no")},
        key=one.id,
    )
