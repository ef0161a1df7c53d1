"""The youths of my structure in a session: places, the line, invitations, presence by hand."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    column,
    data_table,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
)
from myjobmatch.domain.workshops import WorkshopPresence
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.workshop_session import Person, WorkshopSessionState

_ICONS = {"present": "check", "absent": "x", "excused": "message-circle-question"}


def _mark(one: rx.Var[Person], presence: WorkshopPresence) -> rx.Component:
    chosen = one.presence == presence.value
    return rx.el.button(
        icon(_ICONS[presence.value], size=18),
        rx.el.span(t_any("workshops.presence.", rx.Var.create(presence.value))),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        aria_label=t("workshops.mark", presence=presence.value, name=one.name),
        on_click=WorkshopSessionState.mark(one.id, presence.value),
        class_name="workshops-mark",
        custom_attrs={"data-presence": presence.value},
    )


def _state(one: rx.Var[Person]) -> rx.Component:
    return rx.el.div(
        rx.match(
            one.status,
            ("enrolled", badge(t("workshops.person.enrolled"), tone="yes", icon_name="check")),
            (
                "waiting",
                badge(t("workshops.person.waiting", rank=one.rank), tone="warn", icon_name="clock"),
            ),
            badge(t("workshops.person.invited"), icon_name="mail"),
        ),
        rx.cond(one.promoted, badge(t("workshops.person.promoted"), tone="act")),
        rx.cond(
            one.on_behalf, badge(t("workshops.person.on_behalf"), icon_name="user-round-check")
        ),
        class_name="row",
    )


def _presence(one: rx.Var[Person]) -> rx.Component:
    signed = rx.cond(
        one.presence != "",
        rx.el.span(
            t("workshops.signed", how=one.how, at=one.signed_at, by=one.signed_by),
            class_name="row-place",
        ),
    )
    return rx.cond(
        one.status == "enrolled",
        rx.el.div(
            rx.cond(
                (WorkshopSessionState.line.status == "closed") & (one.presence != ""),
                rx.el.span(t_any("workshops.presence.", one.presence), class_name="strong"),
                rx.el.div(
                    *[_mark(one, presence) for presence in WorkshopPresence],
                    role="group",
                    aria_label=t("workshops.presence_of", name=one.name),
                    class_name="workshops-marks",
                ),
            ),
            signed,
        ),
        rx.cond(
            one.seatable,
            button(
                t("workshops.seat_short"),
                kind="outline",
                icon_name="user-round-check",
                aria_label=t("workshops.seat", name=one.name),
                on_click=WorkshopSessionState.seat(one.youth_id),
            ),
        ),
    )


def _acts(one: rx.Var[Person]) -> rx.Component:
    state = WorkshopSessionState
    return rx.cond(
        state.line.status == "upcoming",
        rx.el.div(
            rx.cond(
                one.movable,
                icon_button(
                    "arrow-up",
                    t("workshops.move_up", name=one.name),
                    on_click=state.move_up(one.id),
                ),
            ),
            icon_button(
                "user-minus",
                t("workshops.withdraw", name=one.name),
                on_click=state.withdraw(one.id),
            ),
            class_name="row",
        ),
    )


def _row(one: rx.Var[Person]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="row-name"),
            rx.el.span(one.advisor, class_name="row-place"),
        ),
        rx.el.td(_state(one)),
        rx.cond(WorkshopSessionState.begun, rx.el.td(_presence(one))),
        rx.el.td(_acts(one)),
        key=one.id,
    )


def _rest() -> rx.Component:
    state: Any = WorkshopSessionState
    return rx.cond(
        state.begun & (state.line.undecided > 0),
        rx.el.div(
            rx.el.span(t("workshops.rest", count=state.line.undecided), class_name="soft"),
            button(
                t("workshops.rest_present"), kind="outline", on_click=state.mark_rest("present")
            ),
            button(t("workshops.rest_absent"), kind="outline", on_click=state.mark_rest("absent")),
            class_name="row workshops-rest",
        ),
    )


def people_section() -> rx.Component:
    """The table, or the first step towards one."""
    state = WorkshopSessionState
    invite = link_button(
        t("workshops.invite"),
        "/conseil/ateliers/" + state.line.id + "/inviter",
        icon_name="user-plus",
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("workshops.people"), class_name="h3"),
            rx.cond(state.line.status == "upcoming", invite),
            class_name="spread",
        ),
        _rest(),
        rx.cond(
            state.people.length() > 0,
            data_table(
                t("workshops.people"),
                [
                    column(t("workshops.head.name")),
                    column(t("workshops.head.state")),
                    rx.cond(state.begun, column(t("workshops.head.presence"))),
                    column(rx.el.span(t("workshops.head.acts"), class_name="visually-hidden")),
                ],
                rx.foreach(state.people, _row),
            ),
            empty_state("users", t("workshops.nobody"), t("workshops.nobody_text")),
        ),
        class_name="stack workshops-people",
    )
