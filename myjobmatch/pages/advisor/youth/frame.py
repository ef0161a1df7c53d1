"""The frame of a youth's file: who it is about, and a tab for each section.

A section is a page of its own: a module in this package with

    @page("/conseil/jeunes/[youth_id]/semaine", title=…, on_load=[YouthHeadState.load, WeekState.load])
    def week() -> rx.Component:
        return youth_frame("week", …)

and an entry in `TABS`. Its own state's `load` comes after the head's, and watches (a tab watches once).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    desk_shell,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.erasing import erasure_notice
from myjobmatch.state.advisor.youth_head import YouthHeadState


@dataclass(frozen=True, slots=True)
class Tab:
    """A section: its key, what follows the youth's address, its label (a catalogue key), its pictogram."""

    key: str
    path: str
    label: str
    icon: str


TABS: tuple[Tab, ...] = (
    Tab("overview", "", "file.tab.overview", "layout-dashboard"),
    Tab("accompanying", "/accompagnement", "file.tab.accompanying", "users"),
    Tab("timeline", "/historique", "file.tab.timeline", "history"),
    Tab("profile", "/profil", "file.tab.profile", "pencil"),
    Tab("appointments", "/rendez-vous", "file.tab.appointments", "calendar-days"),
    Tab("situation", "/situation", "file.tab.situation", "milestone"),
    Tab("immersions", "/immersions", "file.tab.immersions", "briefcase-business"),
    Tab("operations", "/operations", "file.tab.operations", "euro"),
    Tab("workshops", "/ateliers", "file.tab.workshops", "presentation"),
    Tab("week", "/semaine", "weeks.tab", "list-checks"),
    Tab("door", "/acces", "file.tab.door", "qr-code"),
)
"""In the order that they are shown. A section joins here once its page exists."""


def youth_frame(
    active: str, *children: Any, actions: tuple[rx.Component, ...] = ()
) -> rx.Component:
    """A section of a youth's file; `actions` stand at the end of the line of their name."""
    state = YouthHeadState
    return desk_shell(
        Role.ADVISOR,
        "portfolio",
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("advisor.youth.back")),
            href="/conseil/portefeuille",
            class_name="back-link",
        ),
        rx.cond(
            state.missing,
            empty_state(
                "user-round-x",
                t("advisor.youth.unknown"),
                t("advisor.youth.unknown_text"),
                link_button(t("advisor.youth.back"), "/conseil/portefeuille", kind="outline"),
                heading=1,
            ),
            rx.cond(
                state.known,
                rx.el.div(
                    page_title(state.name, _write(), *actions, intro=_facts_line()),
                    _badges(),
                    erasure_notice(),
                    _tabs(active),
                    *children,
                ),
                skeleton(6),
            ),
        ),
        wide=True,
    )


def _facts_line() -> rx.Var[str]:
    state = YouthHeadState
    return rx.cond(
        state.age > 0, t("advisor.youth.age_place", age=state.age, place=state.place), state.place
    )


def _write() -> rx.Component:
    return rx.cond(
        YouthHeadState.own,
        button(
            t("advisor.youth.write"),
            kind="outline",
            icon_name="message-circle",
            on_click=YouthHeadState.write,
        ),
    )


def _badges() -> rx.Component:
    state = YouthHeadState
    return rx.el.div(
        rx.cond(state.phone != "", badge(state.phone, icon_name="phone")),
        rx.cond(state.email != "", badge(state.email, icon_name="mail")),
        badge(t_any("enum.Scheme.", state.scheme)),
        rx.cond(state.dossier != "", badge(t("file.head.dossier", number=state.dossier))),
        rx.cond(
            ~state.own & (state.advisor != ""),
            badge(t("file.head.advisor", name=state.advisor), icon_name="user-round"),
        ),
        badge(
            rx.cond(
                state.last_active_at != "",
                t("advisor.portfolio.seen", at=state.last_active_at),
                t("advisor.portfolio.never"),
            ),
            icon_name="clock",
        ),
        class_name="row file-badges",
    )


def _tabs(active: str) -> rx.Component:
    youth = "/conseil/jeunes/" + YouthHeadState.youth
    return rx.el.nav(
        rx.el.ul(
            *[
                rx.el.li(
                    nav_link(
                        icon(tab.icon, size=18),
                        rx.el.span(t(tab.label)),
                        href=youth + tab.path if tab.path else youth,
                        **({"aria_current": "page"} if tab.key == active else {}),
                    )
                )
                for tab in TABS
            ],
        ),
        aria_label=t("file.tabs"),
        class_name="file-tabs",
    )
