"""Beside the calendar: one appointment at hand, a new one, its move, its end, a kind word."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    icon,
    icon_button,
    nav_link,
    out_link,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.domain.appointments import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_REASON,
    AppointmentKind,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.agenda_presence import presence_buttons
from myjobmatch.state.advisor.agenda import AgendaState, Person

MINUTES = ("15", "20", "30", "45", "60", "90", "120", "180", "240")


def entry_facts(one: Any) -> rx.Component:
    """Kind, how, and what is to be known of it, in small."""
    return rx.el.p(
        t_any("enum.AppointmentKind.", one.kind),
        " · ",
        t_any("enum.AppointmentHow.", one.how),
        rx.cond(one.advisor != "", rx.el.span(" · ", rx.el.bdi(one.advisor))),
        rx.cond(
            one.state == "cancelled",
            rx.el.span(" · ", t("agenda.cancelled_by", by=one.cancelled_by)),
        ),
        class_name="soft small",
    )


def _where(one: Any) -> rx.Component:
    return rx.match(
        one.how,
        (
            "video",
            out_link(
                icon("video", size=18),
                rx.el.span(t("agenda.join")),
                href=one.video,
                class_name="btn btn-outline",
                custom_attrs={"target": "_blank", "rel": "noopener noreferrer"},
            ),
        ),
        (
            "phone",
            rx.cond(
                one.phone != "",
                out_link(
                    icon("phone", size=18),
                    rx.el.span(one.phone),
                    href="tel:" + one.phone.to(str),
                    class_name="btn btn-outline",
                ),
                rx.el.p(t("agenda.no_phone"), class_name="soft"),
            ),
        ),
        rx.el.p(
            icon("map-pin", size=18),
            rx.el.span(rx.cond(one.place != "", one.place, t("agenda.at_structure"))),
            class_name="row",
        ),
    )


def _entry() -> rx.Component:
    one: Any = AgendaState.chosen
    return rx.el.div(
        rx.el.p(t("agenda.when", at=one.starts_at, minutes=one.minutes), class_name="strong"),
        entry_facts(one),
        rx.el.div(
            badge(t_any("agenda.state.", one.state)),
            rx.cond(one.on_behalf, badge(t("agenda.on_behalf_short"), tone="warn")),
            rx.cond(one.booked_by == "youth", badge(t("agenda.booked_alone"), tone="yes")),
            class_name="row",
        ),
        rx.cond(one.state == "cancelled", rx.fragment(), _where(one)),
        rx.cond(one.note != "", rx.el.p(one.note, class_name="agenda-note", dir="auto")),
        rx.cond(
            one.reason != "",
            rx.el.p(t("agenda.reason_told", reason=one.reason), class_name="agenda-note"),
        ),
        nav_link(t("agenda.open_file"), href="/conseil/jeunes/" + one.youth_id),
        rx.cond(one.markable, presence_buttons(one)),
        rx.cond(
            one.open,
            rx.el.div(
                button(
                    t("agenda.move.button"),
                    kind="outline",
                    icon_name="calendar-clock",
                    on_click=AgendaState.begin_move,
                ),
                button(
                    t("agenda.cancel.button"),
                    kind="quiet",
                    icon_name="calendar-x",
                    on_click=AgendaState.begin_cancel,
                ),
                class_name="row",
            ),
        ),
        class_name="stack",
    )


def _person(one: rx.Var[Person]) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


def _when() -> rx.Component:
    draft: Any = AgendaState.draft
    return rx.el.div(
        text_field(
            "day", t("agenda.form.day"), type="date", default_value=draft.day, required=True
        ),
        text_field(
            "time", t("agenda.form.time"), type="time", default_value=draft.time, required=True
        ),
        select_field(
            "minutes",
            t("agenda.form.minutes"),
            rx.fragment(
                *[rx.el.option(t("agenda.minutes", minutes=n), value=n) for n in map(str, MINUTES)]
            ),
            default_value=draft.minutes,
        ),
        class_name="agenda-when",
    )


def _how() -> rx.Component:
    draft: Any = AgendaState.draft
    # One that is by video keeps its room, also where no new ones are offered.
    by_video = AgendaState.video | (
        (AgendaState.panel == "move") & (AgendaState.chosen.how == "video")
    )
    return rx.fragment(
        select_field(
            "how",
            t("agenda.form.how"),
            rx.fragment(
                rx.el.option(t("enum.AppointmentHow.on_site"), value="on_site"),
                rx.el.option(t("enum.AppointmentHow.phone"), value="phone"),
                rx.cond(
                    by_video,
                    rx.el.option(t("enum.AppointmentHow.video"), value="video"),
                ),
            ),
            value=draft.how,
            on_change=AgendaState.pick_how,
            hint=rx.cond(
                draft.how == "video",
                t("agenda.form.video_hint"),
                rx.cond(AgendaState.video, "", t("agenda.form.no_video")),
            ),
        ),
        rx.match(
            draft.how,
            (
                "on_site",
                text_field(
                    "place",
                    t("agenda.form.place"),
                    hint=t("agenda.form.place_hint"),
                    default_value=draft.place,
                    max_length=LONGEST_PLACE,
                ),
            ),
            (
                "phone",
                text_field(
                    "phone",
                    t("agenda.form.phone"),
                    hint=t("agenda.form.phone_hint"),
                    default_value=draft.phone,
                    type="tel",
                    max_length=30,
                ),
            ),
            rx.fragment(),
        ),
        text_area(
            "note",
            t("agenda.form.note"),
            hint=t("agenda.form.note_hint"),
            default_value=draft.note,
            rows=3,
            max_length=LONGEST_NOTE,
        ),
    )


def _new() -> rx.Component:
    draft: Any = AgendaState.draft
    return rx.el.form(
        select_field(
            "youth",
            t("agenda.form.youth"),
            rx.fragment(
                rx.el.option(t("agenda.form.choose"), value=""),
                rx.foreach(AgendaState.people, _person),
            ),
            default_value=draft.youth_id,
            required=True,
        ),
        select_field(
            "kind",
            t("agenda.form.kind"),
            rx.fragment(
                *[rx.el.option(t(kind.label_key), value=kind.value) for kind in AppointmentKind]
            ),
            default_value=draft.kind,
        ),
        _when(),
        _how(),
        rx.el.label(
            rx.el.input(type="checkbox", name="on_behalf", class_name="check"),
            rx.el.span(t("agenda.form.on_behalf")),
            class_name="check-label",
        ),
        button(t("agenda.form.set"), type="submit", icon_name="calendar-check", wide=True),
        on_submit=AgendaState.save,
        class_name="stack",
        key=AgendaState.version,
    )


def _move() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("agenda.move.text"), class_name="soft small"),
        _when(),
        _how(),
        button(t("agenda.move.submit"), type="submit", icon_name="calendar-clock", wide=True),
        on_submit=AgendaState.save,
        class_name="stack",
        key=AgendaState.version,
    )


def _cancel() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("agenda.cancel.text"), class_name="soft small"),
        text_field(
            "reason",
            t("agenda.cancel.reason"),
            hint=t("agenda.cancel.reason_hint"),
            required=True,
            max_length=LONGEST_REASON,
        ),
        button(t("agenda.cancel.submit"), kind="danger", type="submit", wide=True),
        on_submit=AgendaState.cancel,
        class_name="stack",
    )


def _write() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("agenda.write.text"), class_name="soft small"),
        text_area(
            "body",
            t("agenda.write.body"),
            default_value=AgendaState.kind_words,
            rows=6,
            max_length=2000,
            required=True,
        ),
        button(t("agenda.write.submit"), type="submit", icon_name="send", wide=True),
        on_submit=AgendaState.write,
        class_name="stack",
        key=AgendaState.version,
    )


def panel() -> rx.Component:
    """What is open beside the calendar."""
    state = AgendaState
    return rx.el.section(
        rx.el.header(
            rx.el.h2(
                rx.match(
                    state.panel,
                    ("new", t("agenda.new")),
                    ("move", t("agenda.move.title", name=state.chosen.name)),
                    ("cancel", t("agenda.cancel.title", name=state.chosen.name)),
                    ("write", t("agenda.write.title", name=state.chosen.name)),
                    state.chosen.name,
                ),
                class_name="h3",
                id="agenda-panel",
                tab_index=-1,
            ),
            icon_button(
                "x",
                t("common.close"),
                on_click=state.close,
                custom_attrs={"data-agenda": "close"},
            ),
            class_name="spread",
        ),
        rx.match(
            state.panel,
            ("new", _new()),
            ("move", _move()),
            ("cancel", _cancel()),
            ("write", _write()),
            _entry(),
        ),
        class_name="card stack agenda-section agenda-panel",
        aria_labelledby="agenda-panel",
    )
