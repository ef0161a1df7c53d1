"""Mes rendez-vous: what comes, how to get there, saying that one cannot come, booking another. Readable off line."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    chip_choice,
    empty_state,
    icon,
    link_button,
    out_link,
    skeleton,
    text_field,
)
from myjobmatch.components.appointments_store import DeclineForm, KeptAppointment, appointments
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.immersion_parts import own_immersions, past_immersions
from myjobmatch.components.interview_parts import MAP, coming_interview
from myjobmatch.components.outcome_parts import said_banner
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import store
from myjobmatch.domain.appointments import LONGEST_NOTE, LONGEST_REASON
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.booking import BookingState, SlotDay, SlotRow
from myjobmatch.state.youth.phone import PhoneState


def _sign(one: Any) -> rx.Component:
    return rx.match(
        one.how,
        ("phone", icon("phone", size=20)),
        ("video", icon("video", size=20)),
        icon("map-pin", size=20),
    )


def _where(one: Any) -> rx.Component:
    """How to get there: a place and its map, a phone that will ring, a room."""
    return rx.match(
        one.how,
        (
            "video",
            rx.el.div(
                rx.el.p(t("appointment.video_text"), class_name="small"),
                out_link(
                    icon("video", size=20),
                    rx.el.span(t("appointment.join")),
                    href=one.video,
                    class_name="btn btn-primary btn-wide",
                    custom_attrs={"target": "_blank", "rel": "noopener noreferrer"},
                ),
                class_name="stack-tight",
            ),
        ),
        (
            "phone",
            rx.el.p(
                rx.cond(
                    one.phone != "",
                    t("appointment.phone_text", number=one.phone),
                    t("appointment.phone_unknown"),
                )
            ),
        ),
        rx.el.div(
            rx.el.p(
                rx.cond(one.place != "", one.place, one.structure),
                class_name="strong",
                custom_attrs={"dir": "auto"},
            ),
            rx.cond(
                store.online,
                out_link(
                    icon("map", size=20),
                    rx.el.span(t("appointment.map")),
                    # a room is no address: the map shows the house then
                    href=MAP
                    + rx.cond(one.place.to(str).contains(","), one.place, one.structure)
                    .to(str)
                    .replace(" ", "+"),
                    class_name="btn btn-outline btn-wide",
                    custom_attrs={"target": "_blank", "rel": "noopener noreferrer"},
                ),
            ),
            class_name="stack-tight",
        ),
    )


def _when(one: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("appointment.day", at=one.starts_at), class_name="appointment-day"),
        rx.el.p(
            t("appointment.hours", first=one.starts_at, last=one.ends_at),
            class_name="appointment-hours",
        ),
        class_name="appointment-when",
    )


def _coming(view: rx.Var[KeptAppointment]) -> rx.Component:
    one: Any = view
    return rx.cond(one.company != "", coming_interview(one, _when(one)), _appointment(one))


def _appointment(one: Any) -> rx.Component:
    return rx.el.li(
        _when(one),
        rx.el.h2(t_any("enum.AppointmentKind.", one.kind), class_name="appointment-kind"),
        rx.el.p(
            _sign(one),
            rx.el.span(
                t_any("enum.AppointmentHow.", one.how),
                rx.cond(
                    one.advisor != "",
                    rx.fragment(" · ", t("appointment.with", name=one.advisor)),
                ),
            ),
            class_name="appointment-how soft",
        ),
        _where(one),
        rx.cond(
            one.note != "",
            rx.el.p(one.note, class_name="appointment-note", custom_attrs={"dir": "auto"}),
        ),
        rx.cond(
            store.online,
            out_link(
                icon("calendar-plus", size=20),
                rx.el.span(t("appointment.add")),
                href="/api/v1/appointments/" + one.id.to(str) + ".ics",
                class_name="btn btn-outline btn-wide",
                custom_attrs={"download": ""},
            ),
        ),
        rx.cond(
            one.can_decline,
            rx.el.details(
                rx.el.summary(t("appointment.decline")),
                DeclineForm.create(appointment=one, most=LONGEST_REASON),
                class_name="fold",
            ),
        ),
        class_name="card stack appointment-card",
        custom_attrs={"data-soon": rx.cond(one.soon, "yes", "no")},
        key=one.id,
    )


def _other(view: rx.Var[KeptAppointment]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.p(
            t("appointment.day", at=one.starts_at),
            " · ",
            t_any("enum.AppointmentKind.", one.kind),
            class_name="strong",
        ),
        rx.el.p(
            rx.cond(
                one.status == "cancelled",
                rx.cond(
                    one.cancelled_by == "youth",
                    t("appointment.off_by_me"),
                    t("appointment.off"),
                ),
                rx.cond(
                    one.status == "done",
                    t_any("appointment.presence.", one.presence.to(str)),
                    t("appointment.over"),
                ),
            ),
            rx.cond(one.pending, rx.el.span(" · ", t("appointment.waiting"))),
            class_name="soft small",
        ),
        rx.cond(
            one.reason != "",
            rx.el.p(one.reason, class_name="small", custom_attrs={"dir": "auto"}),
        ),
        class_name="item",
        key=one.id,
    )


def _slot(view: rx.Var[SlotRow]) -> rx.Component:
    one: Any = view
    state = BookingState
    return rx.el.button(
        rx.el.span(t("appointment.time", at=one.starts_at), class_name="strong"),
        _sign(one),
        rx.el.span(t_any("enum.AppointmentHow.", one.how), class_name="small"),
        type="button",
        on_click=state.choose(one.opening_id, one.starts_at),
        aria_pressed=rx.cond(
            (state.chosen.starts_at == one.starts_at) & (state.chosen.opening_id == one.opening_id),
            "true",
            "false",
        ),
        class_name="chip chip-choice appointment-slot",
        key=one.starts_at,
    )


def _slots_of(view: rx.Var[SlotDay]) -> rx.Component:
    one: Any = view
    return rx.el.div(
        rx.el.h3(t("appointment.day", at=one.day)),
        rx.el.div(rx.foreach(one.slots.to(list[SlotRow]), _slot), class_name="chips"),
        class_name="stack-tight",
        key=one.day,
    )


def _kind(kind: rx.Var[str]) -> rx.Component:
    return chip_choice(
        t_any("enum.AppointmentKind.", kind),
        chosen=BookingState.kind == kind,
        on_click=BookingState.pick_kind(kind),
    )


def _confirm() -> rx.Component:
    state = BookingState
    one: Any = state.chosen
    return rx.el.form(
        rx.el.p(
            t("appointment.confirm", at=one.starts_at),
            class_name="strong",
        ),
        rx.el.p(
            t_any("enum.AppointmentKind.", one.kind),
            " · ",
            t_any("enum.AppointmentHow.", one.how),
            " · ",
            t("appointment.with", name=one.advisor),
            class_name="soft",
        ),
        text_field(
            "about",
            t("appointment.about"),
            hint=t("appointment.about_hint"),
            max_length=LONGEST_NOTE,
        ),
        button(t("appointment.book"), type="submit", icon_name="calendar-check", wide=True),
        button(t("appointment.another"), kind="quiet", wide=True, on_click=state.forget),
        on_submit=state.book,
        class_name="stack appointment-confirm",
    )


def _book() -> rx.Component:
    state = BookingState
    return card(
        rx.el.h2(easy_icon("calendar-plus"), t("appointment.book_title")),
        rx.el.div(
            rx.cond(
                state.booked != "",
                banner(rx.el.p(t("appointment.booked", at=state.booked)), tone="yes"),
            ),
            role="status",
        ),
        rx.cond(
            ~store.online,
            rx.el.p(icon("wifi-off", size=20), t("appointment.offline"), class_name="row"),
            rx.cond(
                state.loaded,
                rx.cond(
                    state.full,
                    rx.el.p(t("appointment.enough", most=state.most)),
                    rx.cond(
                        state.days.length() > 0,
                        rx.cond(
                            state.chosen.opening_id != "",
                            _confirm(),
                            rx.el.div(
                                rx.el.p(t("appointment.book_text"), class_name="soft"),
                                rx.cond(
                                    state.kinds.length() > 1,
                                    rx.el.div(
                                        rx.foreach(state.kinds, _kind),
                                        class_name="chips",
                                        role="group",
                                        aria_label=t("appointment.kind"),
                                    ),
                                    rx.el.p(
                                        t_any("enum.AppointmentKind.", state.kind),
                                        class_name="strong",
                                    ),
                                ),
                                rx.foreach(state.days, _slots_of),
                                rx.cond(
                                    state.more,
                                    button(
                                        t("appointment.later_days"),
                                        kind="outline",
                                        wide=True,
                                        on_click=state.show_more,
                                    ),
                                ),
                                class_name="stack",
                            ),
                        ),
                        rx.el.p(
                            rx.cond(
                                state.advisor != "",
                                t("appointment.no_slots"),
                                t("appointment.no_advisor"),
                            )
                        ),
                    ),
                ),
                skeleton(3),
            ),
        ),
        class_name="stack",
        id="prendre",
    )


@page(
    "/mon-espace/rendez-vous",
    title="appointment.title",
    on_load=[PhoneState.load, BookingState.load],
)
def own_appointments() -> rx.Component:
    """What comes, the next first."""
    return youth_page(
        "space",
        sheet("appointments"),
        sheet("outcome"),
        back(t("common.nav.space"), "/mon-espace"),
        rx.el.h1(easy_icon("calendar"), t("appointment.title"), class_name="appointment-title"),
        said_banner(),
        rx.cond(
            store.ready,
            rx.el.div(
                own_immersions(),
                rx.cond(
                    appointments.coming.length() > 0,
                    rx.el.ul(
                        rx.foreach(appointments.coming, _coming), class_name="appointment-list"
                    ),
                    empty_state(
                        "calendar",
                        t("appointment.none"),
                        t("appointment.none_text"),
                        link_button(t("appointment.book_title"), "#prendre", kind="outline"),
                    ),
                ),
                rx.cond(
                    appointments.called_off.length() > 0,
                    rx.el.section(
                        rx.el.h2(t("appointment.called_off")),
                        rx.el.ul(
                            rx.foreach(appointments.called_off, _other),
                            class_name="appointment-list",
                        ),
                        class_name="stack-tight",
                    ),
                ),
                _book(),
                rx.cond(
                    appointments.past.length() > 0,
                    rx.el.section(
                        rx.el.h2(t("appointment.past")),
                        rx.el.ul(
                            rx.foreach(appointments.past, _other), class_name="appointment-list"
                        ),
                        class_name="stack-tight",
                    ),
                ),
                past_immersions(),
                class_name="stack",
            ),
            skeleton(6),
        ),
    )
