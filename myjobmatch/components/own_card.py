"""How an employer sees the reader: the anonymous card, drawn from their own profile."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon
from myjobmatch.components.profile_store import profile
from myjobmatch.components.surfaces import chip
from myjobmatch.domain.cards import SkillMatch
from myjobmatch.domain.profile_view import SkillWord, Word
from myjobmatch.i18n.t import t, t_any


def own_card() -> rx.Component:
    """Skills covered and missing, bands, wishes: all that an employer gets before a match."""
    seen = profile.preview
    return rx.el.article(
        rx.el.p(
            icon("user-round-x", size=20),
            rx.el.span(t("youth.space.card_name")),
            class_name="own-name",
        ),
        rx.cond(
            seen.offer_title != "",
            rx.el.p(t("youth.space.card_offer", title=seen.offer_title), class_name="soft small"),
        ),
        rx.cond(
            (seen.matched.length() > 0) | (seen.missing.length() > 0),
            rx.el.div(
                _side(t("youth.space.card_has"), seen.matched, "check", "tick"),
                _side(t("youth.space.card_lacks"), seen.missing, "sprout", "sprout"),
                class_name="own-sides",
            ),
        ),
        _words(t("youth.space.card_others"), seen.others, _skill),
        _words(t("youth.space.card_aptitudes"), profile.preview.aptitudes, _aptitude),
        rx.el.dl(
            _band(
                t("youth.space.card_experience"),
                rx.cond(
                    profile.experience.is_none(),
                    t("youth.space.card_untold"),
                    t_any("enum.ExperienceBand.", profile.experience),
                ),
            ),
            _band(t("youth.space.card_way"), t_any("enum.TravelBand.", seen.travel)),
            _band(
                t("youth.space.card_from"),
                rx.cond(
                    seen.month != "",
                    t("youth.space.card_month", month=seen.month, year=seen.year),
                    t("youth.profile.now"),
                ),
            ),
            class_name="parts",
        ),
        _words(t("youth.space.card_wants"), profile.occupations, _occupation),
        class_name="own-card",
    )


def _side(title: rx.Var[str], skills: Any, sign: str, tone: str) -> rx.Component:
    def row(skill: rx.Var[SkillMatch]) -> rx.Component:
        return rx.el.li(icon(sign, size=18, class_name=tone), rx.el.bdi(skill.label))

    return rx.el.div(
        rx.el.h3(title),
        rx.cond(
            skills.length() > 0,
            rx.el.ul(rx.foreach(skills, row), class_name="card-why"),
            rx.el.p(t("youth.space.card_none"), class_name="soft"),
        ),
    )


def _words(title: rx.Var[str], words: Any, row: Any) -> rx.Component:
    return rx.cond(
        words.length() > 0,
        rx.el.div(
            rx.el.h3(title),
            rx.el.ul(rx.foreach(words, row), class_name="chips"),
            class_name="own-words",
        ),
    )


def _skill(word: rx.Var[SkillWord]) -> rx.Component:
    return chip(word.label)


def _occupation(word: rx.Var[Word]) -> rx.Component:
    return chip(word.label)


def _aptitude(word: rx.Var[Word]) -> rx.Component:
    return chip(word.label)


def _band(label: rx.Var[str], value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))
