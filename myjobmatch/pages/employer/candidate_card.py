"""The card of a candidate as LOOK.md draws it: skills covered and missing, aptitudes, bands, wishes."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, chip, chips, icon
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.candidates_compare import asked_line
from myjobmatch.state.employer_cards import Need


def candidate_card(card: Any) -> rx.Component:
    """Catalogue words and bands only; nothing that the person typed."""
    return rx.el.article(
        rx.el.header(
            rx.el.div(
                rx.el.p(t("employer.card.looks_for"), class_name="card-over"),
                rx.el.h2(rx.cond(card.title != "", card.title, t("employer.card.open"))),
                rx.cond(
                    card.looking_for.length() > 1,
                    rx.el.p(_more_wishes(card.looking_for), class_name="soft small"),
                ),
            ),
            rx.el.div(
                rx.match(
                    card.fit,
                    ("close", badge(t("employer.fit.close"), tone="yes", icon_name="target")),
                    ("step_aside", badge(t("employer.fit.step_aside"), icon_name="git-branch")),
                    badge(t("employer.fit.reachable"), tone="no", icon_name="target"),
                ),
                rx.cond(
                    card.likes_you,
                    badge(t("employer.card.likes_you"), tone="act", icon_name="heart"),
                ),
                class_name="card-badges",
            ),
            class_name="card-head",
        ),
        rx.el.div(
            rx.el.section(
                rx.el.h3(icon("check", size=20), rx.el.span(t("employer.card.has"))),
                rx.cond(
                    card.matched.length() + card.near.length() > 0,
                    rx.el.ul(
                        rx.foreach(card.matched, _has),
                        rx.foreach(card.near, _near),
                        class_name="skill-list",
                    ),
                    rx.el.p(t("employer.card.has_none"), class_name="soft"),
                ),
                class_name="side side-has",
            ),
            rx.el.section(
                rx.el.h3(icon("sprout", size=20), rx.el.span(t("employer.card.lacks"))),
                rx.cond(
                    card.missing.length() > 0,
                    rx.el.ul(rx.foreach(card.missing, _lacks), class_name="skill-list"),
                    rx.el.p(t("employer.card.lacks_none"), class_name="soft"),
                ),
                class_name="side side-lacks",
            ),
            class_name="sides",
        ),
        rx.el.dl(
            _band(
                "briefcase",
                t("employer.card.experience"),
                rx.cond(
                    card.experience != "",
                    t_any("enum.ExperienceBand.", card.experience),
                    t("employer.card.untold"),
                ),
            ),
            _band(
                "route",
                t("employer.card.travel"),
                t_any("employer.travel.", card.travel),
            ),
            _band(
                "calendar",
                t("employer.card.free"),
                rx.cond(
                    card.month != "",
                    t(
                        "employer.card.from",
                        month=t_any("employer.month.", card.month),
                        year=card.year,
                    ),
                    t("employer.card.now"),
                ),
            ),
            class_name="bands",
        ),
        rx.cond(
            card.contracts.length() > 0,
            _words(t("employer.card.contracts"), rx.foreach(card.contracts, _contract)),
        ),
        rx.cond(
            card.aptitudes.length() > 0,
            _words(t("employer.card.aptitudes"), rx.foreach(card.aptitudes, _plain)),
        ),
        rx.cond(
            card.others.length() > 0,
            _words(t("employer.card.others"), rx.foreach(card.others, _plain)),
        ),
        rx.cond(
            card.asked.length() > 0,
            rx.el.section(
                rx.el.h3(t("candidates.asked"), class_name="card-over"),
                rx.el.ul(rx.foreach(card.asked, asked_line), class_name="candidate-plain"),
                class_name="card-words",
            ),
        ),
        class_name="candidate-card",
    )


def _more_wishes(wishes: Any) -> rx.Var[str]:
    return t("employer.card.also", others=wishes[1:].join(", "))


def _has(need: rx.Var[Need]) -> rx.Component:
    return rx.el.li(icon("check", size=18, class_name="tick"), rx.el.span(need.label))


def _near(need: rx.Var[Need]) -> rx.Component:
    return rx.el.li(
        icon("equal-approximately", size=18, class_name="near"),
        rx.el.span(
            need.label,
            rx.cond(
                need.by != "",
                rx.el.span(t("employer.card.by", skill=need.by), class_name="by"),
            ),
        ),
    )


def _lacks(need: rx.Var[Need]) -> rx.Component:
    return rx.el.li(
        icon("circle-dashed", size=18, class_name="lack"),
        rx.el.span(
            need.label,
            rx.cond(
                need.essential,
                rx.el.span(t("employer.card.essential"), class_name="by"),
            ),
        ),
    )


def _band(name: str, label: rx.Var[str], value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(icon(name, size=18), rx.el.span(label)),
        rx.el.dd(value),
        class_name="band",
    )


def _words(label: rx.Var[str], items: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h3(label, class_name="card-over"), chips(items, label=label), class_name="card-words"
    )


def _contract(value: rx.Var[str]) -> rx.Component:
    return chip(t_any("enum.ContractKind.", value))


def _plain(label: rx.Var[str]) -> rx.Component:
    return chip(label)
