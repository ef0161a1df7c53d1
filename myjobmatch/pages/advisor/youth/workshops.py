"""Workshops, in a youth's file: theirs to come, those to enrol them in, those that are over."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, card, empty_state, nav_link, skeleton
from myjobmatch.i18n.t import t
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.advisor.youth_workshops import FileLine, YouthWorkshopsState


def _words(one: rx.Var[FileLine]) -> rx.Component:
    return rx.el.div(
        nav_link(one.title, href="/conseil/ateliers/" + one.id, class_name="row-name"),
        rx.el.span(
            t("workshops.day", at=one.starts_at),
            " · ",
            t("workshops.hours", at=one.starts_at, to=one.ends_at),
            " · ",
            one.owner,
            class_name="soft small",
        ),
        class_name="fact-words",
    )


def _mine(one: rx.Var[FileLine]) -> rx.Component:
    return rx.el.li(
        _words(one),
        rx.el.div(
            rx.match(
                one.status,
                ("enrolled", badge(t("workshops.person.enrolled"), tone="yes", icon_name="check")),
                (
                    "waiting",
                    badge(
                        t("workshops.person.waiting", rank=one.rank), tone="warn", icon_name="clock"
                    ),
                ),
                badge(t("workshops.person.invited"), icon_name="mail"),
            ),
            rx.cond(one.on_behalf, badge(t("workshops.person.on_behalf"))),
            button(
                t("workshops.file_withdraw"),
                kind="quiet",
                aria_label=t("workshops.file_withdraw_name", title=one.title),
                on_click=YouthWorkshopsState.withdraw(one.id, one.enrolment_id),
            ),
            class_name="fact-state",
        ),
        key=one.id,
    )


def _offered(one: rx.Var[FileLine]) -> rx.Component:
    return rx.el.li(
        _words(one),
        rx.el.div(
            rx.el.span(t("workshops.file_free", count=one.free), class_name="soft small"),
            button(
                rx.cond(one.free > 0, t("workshops.file_enrol"), t("workshops.file_queue")),
                kind="outline",
                aria_label=t("workshops.file_enrol_name", title=one.title),
                on_click=YouthWorkshopsState.enrol(one.id),
            ),
            class_name="fact-state",
        ),
        key=one.id,
    )


def _past(one: rx.Var[FileLine]) -> rx.Component:
    return rx.el.li(
        _words(one),
        rx.match(
            one.presence,
            ("present", badge(t("workshops.presence.present"), tone="yes", icon_name="check")),
            ("absent", badge(t("workshops.presence.absent"), tone="no", icon_name="x")),
            ("excused", badge(t("workshops.presence.excused"), tone="warn")),
            rx.cond(
                one.session == "cancelled",
                badge(t("workshops.status.cancelled"), tone="no", icon_name="ban"),
                badge(t("workshops.undecided", count=1), tone="warn"),
            ),
        ),
        key=one.id,
    )


def _part(title: str, rows: Any, draw: Any) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        card(
            rx.el.h2(t(title), class_name="h3"),
            rx.el.ul(rx.foreach(rows, draw), class_name="facts"),
            class_name="stack-tight",
        ),
    )


@page(
    "/conseil/jeunes/[youth_id]/ateliers",
    title="workshops.title",
    on_load=[YouthHeadState.load, YouthWorkshopsState.load],
)
def youth_workshops() -> rx.Component:
    """A youth's workshops."""
    state = YouthWorkshopsState
    nothing = (state.mine.length() + state.offered.length() + state.past.length()) == 0
    return youth_frame(
        "workshops",
        rx.cond(
            state.loaded,
            rx.el.div(
                rx.cond(
                    nothing,
                    empty_state(
                        "calendar-plus", t("workshops.none"), t("workshops.file_none_text")
                    ),
                ),
                _part("workshops.file_mine", state.mine, _mine),
                _part("workshops.file_offered", state.offered, _offered),
                _part("workshops.file_past", state.past, _past),
                class_name="stack",
            ),
            skeleton(5),
        ),
    )
