"""Filling a youth's profile beside them: every tap is kept at once, and written down as the advisor's."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    card,
    chip_choice,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, TravelMode
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.acting import ActingState, Entry
from myjobmatch.state.advisor.youth_head import YouthHeadState

CONTRACTS = tuple(kind for kind in ContractKind if kind is not ContractKind.OTHER)
SCHEDULES = (Schedule.EVENING, Schedule.NIGHT, Schedule.WEEKEND, Schedule.SHIFTS)
MINUTES = (15, 20, 30, 45, 60, 75, 90)


def _closed(title: Any, what: str, held: Any, values: tuple[StrEnum, ...]) -> rx.Component:
    def one(value: StrEnum) -> rx.Component:
        chosen = held.contains(value.value)
        label = t_any(f"enum.{type(value).__name__}.", rx.Var.create(value.value))
        return chip_choice(
            label, chosen=chosen, on_click=ActingState.tap(what, value.value, ~chosen)
        )

    return rx.el.section(
        rx.el.h2(title, class_name="h3"),
        rx.el.div(*[one(value) for value in values], class_name="chips"),
        class_name="stack-tight",
    )


def _words(what: str, title: Any, field: Any, held: Any, found: Any, find: Any) -> rx.Component:
    def kept(entry: rx.Var[Entry]) -> rx.Component:
        return chip_choice(
            entry.label, chosen=True, on_click=ActingState.word(what, entry.id, False)
        )

    def offered(entry: rx.Var[Entry]) -> rx.Component:
        return chip_choice(
            entry.label, chosen=False, on_click=ActingState.word(what, entry.id, True)
        )

    return rx.el.section(
        rx.el.h2(title, class_name="h3"),
        rx.cond(held.length() > 0, rx.el.div(rx.foreach(held, kept), class_name="chips")),
        text_field(f"find-{what}", field, on_change=find.debounce(250), auto_complete="off"),
        rx.cond(found.length() > 0, rx.el.div(rx.foreach(found, offered), class_name="chips")),
        class_name="stack-tight",
    )


def _profile() -> rx.Component:
    state = ActingState
    return rx.el.div(
        card(
            _words(
                "occupations",
                t("advisor.acting.occupations"),
                t("advisor.acting.find_occupations"),
                state.occupations,
                state.found_occupations,
                state.find_occupations,
            ),
            _words(
                "skills",
                t("advisor.acting.skills"),
                t("advisor.acting.find_skills"),
                state.skills,
                state.found_skills,
                state.find_skills,
            ),
            class_name="stack",
        ),
        card(
            _closed(t("advisor.acting.contracts"), "contracts", state.contracts, CONTRACTS),
            _closed(t("advisor.acting.modes"), "modes", state.modes, tuple(TravelMode)),
            select_field(
                "minutes",
                t("advisor.acting.minutes"),
                [
                    ("", t("advisor.acting.unsaid")),
                    *((str(m), t("advisor.acting.minutes_value", minutes=m)) for m in MINUTES),
                ],
                value=rx.cond(state.minutes > 0, state.minutes.to_string(), ""),
                on_change=state.set_minutes,
            ),
            _closed(t("advisor.acting.licences"), "licences", state.licences, tuple(Licence)),
            _closed(t("advisor.acting.refused"), "refused_schedules", state.refused, SCHEDULES),
            class_name="stack",
        ),
        class_name="stack",
    )


@page(
    "/conseil/jeunes/[youth_id]/profil",
    title="advisor.acting.title",
    on_load=[YouthHeadState.load, ActingState.load],
    keeps=True,
)
def acting() -> rx.Component:
    """A youth's profile, filled in together."""
    state = ActingState
    return youth_frame(
        "profile",
        rx.el.h2(t("advisor.acting.heading", name=state.name)),
        banner(rx.el.p(t("advisor.acting.recorded")), tone="plain"),
        rx.cond(state.loaded, _profile(), skeleton(6)),
    )
