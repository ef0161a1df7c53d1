"""Contracts, the way there, and when: what an offer must be like."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import chip_choice, icon
from myjobmatch.components.choices import choice_row, step_body, tile
from myjobmatch.components.offer_card import mode_icon
from myjobmatch.components.profile_store import Minutes, StartDay, profile, tap
from myjobmatch.components.skill_picker import finder, found
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, TravelMode
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.youth.profile import ProfileState

CONTRACTS = (
    ContractKind.CDI,
    ContractKind.CDD,
    ContractKind.APPRENTICESHIP,
    ContractKind.TEMPORARY,
    ContractKind.SEASONAL,
    ContractKind.IMMERSION,
    ContractKind.INTERNSHIP,
    ContractKind.CIVIC_SERVICE,
    ContractKind.PROFESSIONALISATION,
    ContractKind.INSERTION,
    ContractKind.ASSISTED,
    ContractKind.TRAINING,
)
COMMON_LICENCES = (Licence.B, Licence.AM, Licence.A1)
SCHEDULES = {
    Schedule.EVENING: "sunset",
    Schedule.NIGHT: "moon",
    Schedule.WEEKEND: "calendar-days",
    Schedule.SHIFTS: "refresh-cw",
}


def _toggle(what: str, value: str, chosen: Any) -> Any:
    return tap("pick", what, value, ~chosen)


def _contract(kind: ContractKind) -> rx.Component:
    chosen = profile.contracts.contains(kind.value)
    return choice_row(
        t_any("enum.ContractKind.", rx.Var.create(kind.value)),
        t_any("youth.profile.contract.", rx.Var.create(kind.value)),
        chosen=chosen,
        on_click=_toggle("contracts", kind.value, chosen),
    )


def contracts() -> rx.Component:
    return step_body(
        rx.el.div(*[_contract(kind) for kind in CONTRACTS], class_name="choices"),
    )


def _mode(mode: TravelMode) -> rx.Component:
    chosen = profile.modes.contains(mode.value)
    return tile(
        t_any("enum.TravelMode.", rx.Var.create(mode.value)),
        mode_icon(rx.Var.create(mode.value), size=26),
        chosen=chosen,
        on_click=_toggle("modes", mode.value, chosen),
    )


def _licence(licence: Licence) -> rx.Component:
    chosen = profile.licences.contains(licence.value)
    return chip_choice(
        t_any("enum.Licence.", rx.Var.create(licence.value)),
        chosen=chosen,
        on_click=_toggle("licences", licence.value, chosen),
    )


def _place(label: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon("map-pin", size=16),
        rx.el.span(label),
        type="button",
        on_click=[tap("setHome", label), ProfileState.start],
        class_name="chip chip-choice",
    )


def travel() -> rx.Component:
    return step_body(
        rx.el.section(
            rx.el.h2(t("youth.profile.modes"), class_name="step-sub"),
            rx.el.div(*[_mode(mode) for mode in TravelMode], class_name="tiles"),
        ),
        rx.el.section(
            rx.el.h2(t("youth.profile.how_far"), id="how-far", class_name="step-sub"),
            Minutes.create(value=profile.max_minutes, labelled_by="how-far"),
        ),
        rx.el.section(
            rx.el.h2(t("youth.profile.home"), class_name="step-sub"),
            rx.el.p(
                icon("map-pin", size=20),
                rx.cond(
                    profile.commune != "",
                    rx.el.span(profile.commune, class_name="strong"),
                    rx.el.span(t("youth.profile.home_none"), class_name="soft"),
                ),
                class_name="row",
            ),
            finder(
                "find-home",
                t("youth.profile.home_field"),
                ProfileState.find_homes,
                placeholder=t("youth.profile.home_example"),
                hint=t("youth.profile.home_hint"),
            ),
            found(
                ProfileState.places_for,
                ProfileState.places,
                _place,
                nothing=t("youth.profile.home_nothing"),
            ),
        ),
        rx.el.section(
            rx.el.h2(t("youth.profile.licences"), class_name="step-sub"),
            rx.el.div(*[_licence(each) for each in COMMON_LICENCES], class_name="chips picks"),
            rx.el.details(
                rx.el.summary(t("youth.profile.more_licences")),
                rx.el.div(
                    *[_licence(each) for each in Licence if each not in COMMON_LICENCES],
                    class_name="chips picks",
                ),
                class_name="fold",
            ),
        ),
    )


def _schedule(schedule: Schedule, name: str) -> rx.Component:
    chosen = profile.refused_schedules.contains(schedule.value)
    return tile(
        t_any("youth.profile.refuse.", rx.Var.create(schedule.value)),
        icon(name, size=26),
        chosen=chosen,
        on_click=_toggle("refused_schedules", schedule.value, chosen),
        tick="x",
    )


def when() -> rx.Component:
    return step_body(
        rx.el.section(
            rx.el.div(
                chip_choice(
                    t("youth.profile.now"),
                    chosen=profile.now_free,
                    on_click=tap("setStart", profile.today),
                ),
                class_name="chips picks",
            ),
            rx.el.div(
                rx.el.label(
                    t("youth.profile.from_day"), html_for="start-day", class_name="field-label"
                ),
                StartDay.create(
                    value=rx.cond(profile.now_free, None, profile.available_from),
                    today=profile.today,
                ),
                class_name="field",
            ),
        ),
        rx.el.section(
            rx.el.h2(t("youth.profile.refused"), class_name="step-sub"),
            rx.el.p(t("youth.profile.refused_hint"), class_name="soft small"),
            rx.el.div(
                *[_schedule(schedule, name) for schedule, name in SCHEDULES.items()],
                class_name="tiles",
            ),
        ),
    )
