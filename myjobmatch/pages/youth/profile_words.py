"""Skills, aptitudes and occupations: words of the catalogue, found as one types or picked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.choices import choice_row, step_body
from myjobmatch.components.profile_store import profile, tap
from myjobmatch.components.skill_picker import finder, found, pick_chip, picked
from myjobmatch.domain.profile_view import MOST_APTITUDES_PICKED, AptitudeChoice, Word
from myjobmatch.i18n.t import t
from myjobmatch.state.youth.profile import Found, ProfileState


def _skill(one: rx.Var[Found]) -> rx.Component:
    word: Any = one
    return pick_chip("skills", word, profile.skill_ids.contains(word.id))


def _idea(one: rx.Var[Word]) -> rx.Component:
    return pick_chip("skills", one, rx.Var.create(False))


def skills() -> rx.Component:
    return step_body(
        finder(
            "find-skills",
            t("youth.profile.skills_field"),
            ProfileState.find_skills,
            placeholder=t("youth.profile.skills_example"),
            hint=t("youth.profile.skills_hint"),
        ),
        found(
            ProfileState.skills_for,
            ProfileState.skills,
            _skill,
            nothing=t("youth.profile.skills_nothing"),
        ),
        picked(
            t("youth.profile.skills_picked"),
            "skills",
            profile.skills,
            empty=t("youth.profile.skills_none"),
        ),
        _ideas(t("youth.profile.also"), profile.also),
        _ideas(t("youth.profile.ideas"), profile.ideas),
    )


def _ideas(title: rx.Var[str], words: Any) -> rx.Component:
    return rx.cond(
        words.length() > 0,
        rx.el.section(
            rx.el.h2(title, class_name="step-sub"),
            rx.el.div(rx.foreach(words, _idea), class_name="chips picks"),
        ),
    )


def _aptitude(one: rx.Var[AptitudeChoice]) -> rx.Component:
    word: Any = one
    chosen = profile.aptitude_ids.contains(word.id)
    full = profile.aptitude_ids.length() >= MOST_APTITUDES_PICKED
    return choice_row(
        word.label,
        word.sentence,
        chosen=chosen,
        on_click=tap("pick", "aptitudes", word.id, ~chosen, word.label),
        disabled=full & ~chosen,
    )


def aptitudes() -> rx.Component:
    return step_body(
        rx.el.p(
            t(
                "youth.profile.aptitudes_count",
                count=profile.aptitude_ids.length(),
                most=MOST_APTITUDES_PICKED,
            ),
            role="status",
            class_name="strong",
        ),
        rx.el.div(rx.foreach(profile.aptitude_choices, _aptitude), class_name="choices"),
    )


def _occupation(one: rx.Var[Found]) -> rx.Component:
    word: Any = one
    return pick_chip("occupations", word, profile.occupation_ids.contains(word.id))


def _near(one: rx.Var[Word]) -> rx.Component:
    return pick_chip("occupations", one, rx.Var.create(False))


def occupations() -> rx.Component:
    return step_body(
        finder(
            "find-occupations",
            t("youth.profile.occupations_field"),
            ProfileState.find_occupations,
            placeholder=t("youth.profile.occupations_example"),
            hint=t("youth.profile.occupations_hint"),
        ),
        found(
            ProfileState.occupations_for,
            ProfileState.occupations,
            _occupation,
            nothing=t("youth.profile.occupations_nothing"),
        ),
        picked(
            t("youth.profile.occupations_picked"),
            "occupations",
            profile.occupations,
            empty=t("youth.profile.occupations_none"),
        ),
        rx.cond(
            profile.near.length() > 0,
            rx.el.section(
                rx.el.h2(t("youth.profile.near"), class_name="step-sub"),
                rx.el.p(t("youth.profile.near_hint"), class_name="soft small"),
                rx.el.div(rx.foreach(profile.near, _near), class_name="chips picks"),
            ),
        ),
    )
