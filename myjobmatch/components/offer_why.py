"""Why an offer is on the deck: in words first, the figures on tap."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.fit import affinity, percent
from myjobmatch.components.icons import icon
from myjobmatch.i18n.t import t, t_any


def _part(label: rx.Var[str], value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(
            rx.cond(
                value.is_none(),
                t("youth.details.unknown"),
                t("youth.details.percent", value=percent(value)),
            )
        ),
    )


def breakdown(card: Any) -> rx.Component:
    """The parts of the score as figures, folded."""
    parts = card.explanation.breakdown
    return rx.cond(
        parts,
        rx.el.details(
            rx.el.summary(t("youth.details.fit")),
            rx.el.p(t("youth.card.score", score=affinity(parts)), class_name="strong"),
            rx.cond(
                parts.calibrated_on,
                rx.el.p(t_any("enum.CalibratedOn.", parts.calibrated_on), class_name="small"),
            ),
            rx.el.dl(
                _part(t("youth.details.preference"), parts.preference),
                _part(t("youth.details.coverage"), parts.coverage),
                _part(t("youth.details.feasibility"), parts.feasibility),
                _part(t("youth.details.answer"), parts.answer),
                class_name="parts",
            ),
            rx.el.p(
                t("youth.details.fit_text", product=percent(parts.score)), class_name="soft small"
            ),
            class_name="fold",
        ),
    )


def _reason(name: str, words: Any) -> rx.Component:
    return rx.el.li(icon(name, size=18), rx.el.span(words))


def _wish(card: Any) -> rx.Var[str]:
    told = card.explanation
    return rx.cond(
        told.wanted_occupation,
        t("youth.because.wanted"),
        rx.cond(
            told.near_occupation,
            t("youth.because.near"),
            rx.cond(
                told.breakdown.preference.is_none(),
                t("youth.because.wish_unknown"),
                rx.cond(
                    told.breakdown.preference >= 0.5,
                    t("youth.because.alike"),
                    t("youth.because.aside"),
                ),
            ),
        ),
    )


def _skills(card: Any) -> rx.Var[str]:
    told = card.explanation
    asked = told.matched.length() + told.near.length() + told.missing.length()
    return rx.cond(
        asked == 0,
        t("youth.because.no_skills"),
        t(
            "youth.because.skills",
            have=told.matched.length(),
            near=told.near.length(),
            asked=asked,
        ),
    )


def _way(card: Any) -> rx.Var[str]:
    feasibility = card.explanation.breakdown.feasibility
    return rx.cond(
        card.minutes.is_none(),
        t("youth.because.way_unknown"),
        rx.cond(
            feasibility < 0.5,
            t("youth.because.way_hard", minutes=card.minutes),
            t("youth.because.way", minutes=card.minutes),
        ),
    )


def _answer(card: Any) -> rx.Var[str]:
    return rx.cond(
        card.answers_in_days.is_none(),
        t("youth.because.answer_unknown"),
        t("youth.because.answer", days=card.answers_in_days),
    )


def why_this_one(card: Any) -> rx.Component:
    """Four sentences, one for each part of the score."""
    return rx.cond(
        card.explanation.breakdown,
        rx.el.section(
            rx.el.h3(t("youth.because.title")),
            rx.el.ul(
                rx.cond(
                    card.proposed_by_advisor,
                    _reason("badge-check", t("youth.because.proposed")),
                ),
                _reason("target", _wish(card)),
                _reason("wrench", _skills(card)),
                _reason("map-pin", _way(card)),
                _reason("message-circle", _answer(card)),
                class_name="card-why because",
            ),
        ),
    )
