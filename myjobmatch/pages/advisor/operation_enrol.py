"""Entering youths into an operation: one, or many of those whom one accompanies."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    desk_shell,
    empty_state,
    icon,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.operations import EnrollingState, Somebody

_S = EnrollingState


@page(
    "/conseil/operations/[operation_id]/inscrire",
    title="fse.enrolling.title",
    on_load=EnrollingState.load,
    keeps=True,
)
def operation_enrol() -> rx.Component:
    """Who enters, and on which day."""
    return desk_shell(
        Role.ADVISOR,
        "operations",
        sheet("fse"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("fse.participant.back")),
            href="/conseil/operations/" + _S.shown.id,
            class_name="back-link",
        ),
        rx.cond(
            _S.missing,
            empty_state("euro", t("fse.unknown"), t("fse.unknown_text"), heading=1),
            rx.cond(_S.loaded, _content(), skeleton(6)),
        ),
    )


def _content() -> rx.Component:
    return rx.el.div(
        page_title(
            t("fse.enrolling.title"),
            intro=t("fse.enrolling.intro", title=_S.shown.head.title),
        ),
        rx.el.div(
            rx.cond(
                _S.made >= 0,
                banner(rx.el.p(t("fse.enrolling.done", made=_S.made, known=_S.known)), tone="yes"),
            ),
            role="status",
        ),
        card(
            text_field(
                "enrol-search",
                t("fse.enrolling.search"),
                type="search",
                default_value=_S.search,
                on_change=_S.find.debounce(250),
            ),
            rx.cond(
                _S.people.length() > 0,
                rx.el.div(rx.foreach(_S.people, _somebody), class_name="fse-people"),
                empty_state(
                    "users", t("fse.enrolling.none"), t("fse.enrolling.none_text"), heading=2
                ),
            ),
            rx.cond(
                _S.more > 0, rx.el.p(t("fse.enrolling.more", count=_S.more), class_name="soft")
            ),
            class_name="stack",
        ),
        rx.el.div(
            text_field(
                "entered_on",
                t("fse.enrolling.day"),
                type="date",
                value=_S.day,
                max=_S.today,
                on_change=_S.set_day,
            ),
            rx.el.p(t("fse.enrolling.chosen", count=_S.chosen.length()), role="status"),
            button(
                t("fse.enrolling.act"),
                icon_name="user-plus",
                disabled=_S.chosen.length() == 0,
                on_click=_S.enrol,
            ),
            class_name="card fse-act",
        ),
        class_name="stack",
    )


def _somebody(one: rx.Var[Somebody]) -> rx.Component:
    it: Any = one
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=it.chosen,
            on_change=lambda chosen: _S.choose(it.id, chosen),
            class_name="check",
        ),
        rx.el.span(rx.el.bdi(it.name, class_name="strong"), rx.el.bdi(it.place, class_name="soft")),
        class_name="check-label",
    )
