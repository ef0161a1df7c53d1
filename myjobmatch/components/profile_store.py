"""The profile as its pages see it in the client store, and what a tap on them does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.store import store
from myjobmatch.domain.cards import SkillMatch
from myjobmatch.domain.profile_view import ExperienceView, ProfileView, SkillWord, Word

MODULE = "$/utils/mjm/profile_hooks"

STEP_ICONS = {
    "done": "history",
    "skills": "wrench",
    "aptitudes": "smile",
    "occupations": "target",
    "contracts": "file-text",
    "travel": "bus",
    "when": "calendar-days",
}
"""The pictogram of each step of the profile."""


@dataclass(frozen=True, slots=True)
class KeptExperience(ExperienceView):
    """Something they did; `pending` while it waits in the outbox."""

    pending: bool = False


@dataclass(frozen=True, slots=True)
class ToldSteps:
    """Which steps say something."""

    done: bool
    skills: bool
    aptitudes: bool
    occupations: bool
    contracts: bool
    travel: bool
    when: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What an employer sees, for the first offer of the deck (`client/profile.js:preview`)."""

    offer_title: str
    matched: tuple[SkillMatch, ...]
    missing: tuple[SkillMatch, ...]
    others: tuple[SkillWord, ...]
    aptitudes: tuple[Word, ...]
    travel: str
    month: str
    year: str


@dataclass(frozen=True, kw_only=True)
class KeptProfile(ProfileView):
    """The profile with what the pages need to show it (`client/profile.js:profileOf`)."""

    experiences: tuple[KeptExperience, ...]  # type: ignore[assignment]
    told: ToldSteps
    done: int
    next: str
    skill_ids: tuple[int, ...]
    aptitude_ids: tuple[int, ...]
    occupation_ids: tuple[int, ...]
    eligible: int
    stale: bool
    today: str
    now_free: bool
    preview: Preview
    advisor_thread: str


@dataclass(frozen=True, slots=True)
class Step:
    """The step that the address names."""

    key: str
    number: int
    next: str
    last: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """The word taken out last."""

    what: str
    label: str


def _hooked(name: str, hook: str, kind: Any) -> Any:
    return rx.Var(
        _js_expr=name,
        _var_type=kind,
        _var_data=VarData(
            imports={MODULE: [ImportVar(tag=hook)]}, hooks={f"const {name} = {hook}();": None}
        ),
    ).to(kind)


profile: Any = store.profile.to(KeptProfile)
"""A Var of `KeptProfile`."""

step: Any = _hooked("step_", "useStep", Step)
"""A Var of `Step`."""

removed: Any = _hooked("removed_", "useRemoved", Removed)
"""A Var of `Removed`, null for none."""


def tap(name: str, *arguments: Any) -> Any:
    """For `on_click`: a function of `client/profile_hooks.jsx`, in the browser alone.

    `pick(what, value, picked, label, origin)`, `takeOut(what, value, label)`, `putBack()`,
    `forgetExperience(id)`, `setHome(place)`, `setExperience(band)`, `setStart(day)`.
    """
    values = tuple(rx.Var.create(argument) for argument in arguments)
    return rx.Var(
        _js_expr=f"(() => {{ {name}({', '.join(str(value) for value in values)}); }})",
        _var_data=VarData.merge(
            VarData(imports={MODULE: [ImportVar(tag=name)]}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


class StepTop(rx.Component):
    """Goes to the title when the step changes."""

    library = MODULE
    tag = "StepTop"


class Minutes(rx.Component):
    """How far, in minutes and in words."""

    library = MODULE
    tag = "Minutes"

    value: rx.Var[int | None]
    labelled_by: rx.Var[str]


class StartDay(rx.Component):
    """The day from which one is free."""

    library = MODULE
    tag = "StartDay"

    value: rx.Var[Any]
    today: rx.Var[str]


def _added(text: rx.Var[str], origin: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (text, origin)


class ExperienceForm(rx.Component):
    """A form with `experience` (a text) and `origin`; what is sent goes to the outbox."""

    library = MODULE
    tag = "ExperienceForm"

    on_added: rx.EventHandler[_added]  # type: ignore[type-arg, valid-type]
