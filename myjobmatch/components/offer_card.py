"""The card of an offer as LOOK.md draws it, and its details that slide up."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import icon_button
from myjobmatch.components.fit import fit
from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.listen import LISTENED, OFFERS_TONGUE, listen
from myjobmatch.components.offer_acts import offer_acts
from myjobmatch.components.offer_why import breakdown, why_this_one
from myjobmatch.components.surfaces import chip
from myjobmatch.domain.cards import SkillMatch
from myjobmatch.domain.enums import ContractKind, TravelMode
from myjobmatch.domain.remote import Remote
from myjobmatch.i18n.t import t, t_any

_MODE_ICONS = {
    TravelMode.WALK: "footprints",
    TravelMode.BIKE: "bike",
    TravelMode.TRANSIT: "bus",
    TravelMode.MOPED: "motorbike",
    TravelMode.CAR: "car",
}

LOGOS = "/api/v1/logos/"

SOURCES = {"france_travail": "France Travail"}
"""Feeds by the name they call themselves."""


def source_name(source: rx.Var[str]) -> rx.Var[str]:
    """How a feed calls itself; "another site" for one that we do not know."""
    return rx.match(source, *SOURCES.items(), t("youth.source.unknown"))


def is_outside(card: Any) -> Any:
    """Whether no recruiter stands behind the offer here."""
    return card.origin == "outside"


def mode_icon(mode: rx.Var[str], size: int = 18) -> rx.Component:
    """The pictogram of how one gets there."""
    return rx.match(
        mode,
        *[(mode_.value, icon(name, size=size)) for mode_, name in _MODE_ICONS.items()],
        icon("map-pin", size=size),
    )


def who(card: Any) -> rx.Component:
    """The company, and for an outside offer the feed it comes from."""
    company = rx.cond(card.company != "", card.company, t("youth.card.company_unknown"))
    return rx.cond(
        is_outside(card),
        rx.el.div(
            rx.cond(
                card.company != "", rx.el.p(rx.el.bdi(card.company), class_name="card-company")
            ),
            rx.el.p(
                icon("external-link", size=16),
                rx.el.span(t("youth.card.via", source=source_name(card.source))),
                class_name="card-via",
            ),
        ),
        rx.el.p(company_mark(card.logo), rx.el.bdi(company), class_name="card-company"),
    )


def company_mark(logo: Any) -> rx.Component:
    """A company's logo beside its name, or the pictogram of a company."""
    return rx.cond(
        logo,
        rx.el.img(
            src=LOGOS + logo,
            alt="",
            width="32",
            height="32",
            loading="lazy",
            class_name="company-mark",
        ),
        icon("building-2", size=18),
    )


def way(card: Any) -> rx.Component:
    """The place, and the minutes by the person's own means."""
    minutes = rx.cond(
        card.minutes.is_none(),
        rx.el.span(t("youth.card.minutes_unknown"), class_name="card-minutes soft"),
        rx.el.span(
            mode_icon(card.mode),
            rx.el.span(_minutes(card), _last_return(card)),
            class_name="card-minutes",
        ),
    )
    return rx.el.p(
        rx.el.span(
            icon("map-pin", size=18),
            rx.el.bdi(rx.cond(card.place != "", card.place, t("youth.card.place_unknown"))),
            class_name="card-place",
        ),
        minutes,
        _gap(card),
        class_name="card-way",
    )


def _minutes(card: Any) -> rx.Var[str]:
    """The minutes; "about" unless a timetable is behind them (cards of an older version: about)."""
    told = {"minutes": card.minutes, "mode": t_any("youth.mode.", card.mode)}
    return rx.cond(
        card.estimated == False,  # noqa: E712 - a condition for the browser
        t("youth.card.minutes_timetable", **told),
        t("youth.card.minutes", **told),
    )


def _last_return(card: Any) -> rx.Component:
    return rx.cond(
        card.last_return,
        rx.el.span(", ", t("youth.card.last_return", at=card.last_return)),
    )


def _gap(card: Any) -> rx.Component:
    """That the timetable has nothing at the offer's usual hours."""
    return rx.cond(
        card.gap,
        rx.el.span(
            icon("triangle-alert", size=18),
            rx.el.span(t_any("enum.TravelGap.", card.gap)),
            class_name="card-gap",
        ),
    )


def facts(card: Any) -> rx.Component:
    """Contract, hours, pay, and how soon the company answers."""
    return rx.el.ul(
        chip(t_any("enum.ContractKind.", card.contract), icon_name="file-text"),
        rx.cond(
            card.hours.is_none(),
            rx.fragment(),
            chip(t("youth.card.hours", hours=card.hours), icon_name="clock"),
        ),
        rx.cond(card.pay != "", chip(card.pay, icon_name="euro")),
        rx.cond(
            card.contract == ContractKind.IMMERSION.value,
            chip(t("youth.card.unpaid"), icon_name="euro"),
        ),
        rx.cond(
            (card.remote == Remote.PARTLY.value) | (card.remote == Remote.FULLY.value),
            chip(t_any("enum.Remote.", card.remote), icon_name="house"),
        ),
        rx.cond(
            card.answers_in_days.is_none(),
            rx.fragment(),
            chip(t("youth.card.answers", days=card.answers_in_days), icon_name="message-circle"),
        ),
        class_name="chips card-facts",
    )


def _have(skill: rx.Var[SkillMatch]) -> rx.Component:
    return rx.el.li(
        icon("check", size=18, class_name="tick"),
        rx.el.span(t("youth.card.have"), class_name="visually-hidden"),
        rx.el.bdi(skill.label),
    )


def _learn(skill: rx.Var[SkillMatch]) -> rx.Component:
    return rx.el.li(
        icon("sprout", size=18, class_name="sprout"),
        rx.el.span(
            rx.el.span(t("youth.card.learn"), class_name="learn-word"), " ", rx.el.bdi(skill.label)
        ),
    )


def why(card: Any) -> rx.Component:
    """Up to three matched skills with a tick, and one to learn."""
    return rx.el.ul(
        rx.cond(
            card.explanation.wanted_occupation,
            rx.el.li(icon("star", size=18, class_name="star"), rx.el.span(t("youth.card.wanted"))),
            rx.cond(
                card.explanation.near_occupation,
                rx.el.li(
                    icon("star", size=18, class_name="star"),
                    rx.el.span(t("youth.card.near_wanted")),
                ),
            ),
        ),
        rx.foreach(card.explanation.matched[:3], _have),
        rx.foreach(card.explanation.missing[:1], _learn),
        aria_label=t("youth.card.why"),
        class_name="card-why",
    )


def offer_card(card: Any, *, opened: Any, advisor: Any) -> rx.Component:
    """One card of the deck. `opened` opens its details; `advisor` is the name of who proposes."""
    return rx.el.article(
        rx.cond(
            card.proposed_by_advisor,
            rx.el.p(
                icon("badge-check", size=18),
                rx.el.span(
                    rx.cond(
                        advisor != "",
                        t("youth.card.proposed", advisor=advisor),
                        t("youth.card.proposed_advisor"),
                    )
                ),
                class_name="card-proposed",
            ),
        ),
        rx.el.div(fit(card), listen(also=OFFERS_TONGUE), class_name="offer-head"),
        rx.el.h2(
            card.title,
            lang=OFFERS_TONGUE,
            class_name="card-title",
            custom_attrs={"dir": "auto"},
        ),
        who(card),
        way(card),
        why(card),
        facts(card),
        rx.el.button(
            icon("chevron-up"),
            rx.el.span(t("youth.card.details")),
            type="button",
            on_click=opened,
            class_name="card-more",
        ),
        class_name="offer-card",
        custom_attrs={"data-origin": card.origin, **LISTENED},
    )


def _near(skill: rx.Var[SkillMatch]) -> rx.Component:
    return rx.el.li(
        icon("arrow-right", size=18),
        rx.el.span(
            rx.cond(
                skill.by != "",
                t("youth.details.near_by", label=skill.label, by=skill.by),
                skill.label,
            )
        ),
    )


def _missing(skill: rx.Var[SkillMatch]) -> rx.Component:
    return rx.el.li(icon("sprout", size=18, class_name="sprout"), rx.el.bdi(skill.label))


def _aptitude(name: rx.Var[str]) -> rx.Component:
    return chip(name)


def _skills(title: rx.Var[str], skills: Any, row: Any, *below: Any) -> rx.Component:
    return rx.cond(
        skills.length() > 0,
        rx.el.section(
            rx.el.h3(title), rx.el.ul(rx.foreach(skills, row), class_name="card-why"), *below
        ),
    )


def offer_details(card: Any) -> rx.Component:
    """Everything that the card left out, in the dialog `offer-details`."""
    return rx.el.dialog(
        rx.cond(
            card,
            rx.el.div(
                rx.el.header(
                    rx.el.h2(
                        card.title,
                        id="offer-details-title",
                        lang=OFFERS_TONGUE,
                        custom_attrs={"dir": "auto"},
                    ),
                    icon_button("x", t("common.close"), custom_attrs={"data-closes": ""}),
                    listen(also=OFFERS_TONGUE),
                    class_name="dialog-head",
                ),
                who(card),
                way(card),
                rx.cond(
                    card.estimated == False,  # noqa: E712 - a condition for the browser
                    rx.el.p(t("youth.details.changes", changes=card.changes), class_name="soft"),
                ),
                facts(card),
                offer_acts(card),
                why_this_one(card),
                rx.cond(
                    card.starts_on.is_none(),
                    rx.fragment(),
                    rx.el.p(t("youth.details.starts", on=card.starts_on), class_name="soft"),
                ),
                _skills(t("youth.details.matched"), card.explanation.matched, _have),
                _skills(t("youth.details.near"), card.explanation.near, _near),
                _skills(
                    t("youth.details.missing"),
                    card.explanation.missing,
                    _missing,
                    rx.el.p(t("youth.details.missing_hint"), class_name="soft small"),
                ),
                rx.cond(
                    card.explanation.aptitudes.length() > 0,
                    rx.el.section(
                        rx.el.h3(t("youth.details.aptitudes")),
                        rx.el.ul(
                            rx.foreach(card.explanation.aptitudes, _aptitude),
                            class_name="chips",
                        ),
                    ),
                ),
                rx.cond(
                    card.description != "",
                    rx.el.section(
                        rx.el.h3(t("youth.details.description")),
                        rx.el.p(
                            card.description,
                            lang=OFFERS_TONGUE,
                            class_name="offer-text",
                            custom_attrs={"dir": "auto"},
                        ),
                    ),
                ),
                rx.cond(
                    is_outside(card) & (card.url != ""),
                    out_link(
                        icon("external-link"),
                        rx.el.span(t("youth.details.source")),
                        href=card.url,
                        target="_blank",
                        rel="noopener noreferrer external",
                        class_name="btn btn-outline btn-wide",
                    ),
                ),
                breakdown(card),
                rx.el.details(
                    rx.el.summary(t("youth.details.way")),
                    rx.el.p(t("youth.details.way_text"), class_name="soft small"),
                    class_name="fold",
                ),
                class_name="stack",
                custom_attrs=LISTENED,
            ),
        ),
        id="offer-details",
        aria_labelledby="offer-details-title",
        class_name="dialog sheet",
        custom_attrs={"data-light": ""},
    )
