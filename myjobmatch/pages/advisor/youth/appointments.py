"""The appointments of a youth, on their page."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, empty_state, link_button, nav_link, skeleton
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.agenda_panel import entry_facts
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.agenda_grid import Entry
from myjobmatch.state.advisor.youth_appointments import YouthAppointmentsState
from myjobmatch.state.advisor.youth_head import YouthHeadState


def _row(view: rx.Var[Entry]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            nav_link(
                t("agenda.when", at=one.starts_at, minutes=one.minutes),
                href="/conseil/agenda?jour=" + one.day,
                class_name="strong",
            ),
            entry_facts(one),
            rx.cond(one.note != "", rx.el.p(one.note, class_name="agenda-note", dir="auto")),
        ),
        badge(t_any("agenda.state.", one.state)),
        class_name="agenda-line",
        custom_attrs={"data-state": one.state},
        key=one.id,
    )


def _new() -> rx.Component:
    state = YouthAppointmentsState
    return rx.cond(
        YouthHeadState.own,
        link_button(
            t("agenda.file.new"),
            "/conseil/agenda?jeune=" + state.person,
            icon_name="calendar-plus",
        ),
    )


@page(
    "/conseil/jeunes/[youth_id]/rendez-vous",
    title="agenda.file.title",
    on_load=[YouthHeadState.load, YouthAppointmentsState.load],
    keeps=True,
)
def youth_appointments() -> rx.Component:
    """What is planned with this youth, and what was."""
    state = YouthAppointmentsState
    return youth_frame(
        "appointments",
        sheet("agenda"),
        rx.cond(
            state.loaded,
            rx.cond(
                state.rows.length() > 0,
                rx.el.div(
                    rx.el.div(_new()),
                    rx.el.div(
                        rx.el.ul(rx.foreach(state.rows, _row), class_name="agenda-lines"),
                        class_name="card agenda-section",
                    ),
                    class_name="stack",
                ),
                empty_state(
                    "calendar",
                    t("agenda.file.empty"),
                    t("agenda.file.empty_text"),
                    _new(),
                ),
            ),
            skeleton(4),
        ),
    )
