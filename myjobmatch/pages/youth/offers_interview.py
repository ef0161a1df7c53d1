"""Before an interview (`/mes-offres/entretien#key`): what to tell, to admit, to ask, and how to get there."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import card, empty_state, icon, link_button, skeleton
from myjobmatch.components.search_store import tips
from myjobmatch.components.store import store
from myjobmatch.domain.tips import TipSkill
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState


def _part(sign: str, title: Any, *children: Any) -> rx.Component:
    return card(
        rx.el.h2(icon(sign, size=22), rx.el.span(title), class_name="space-title search-tip-title"),
        *children,
        class_name="stack-tight",
    )


def _told(skill: rx.Var[TipSkill]) -> rx.Component:
    one: Any = skill
    return rx.el.li(
        rx.el.h3(icon("check", size=18, class_name="tick"), rx.el.span(one.label)),
        rx.el.p(t("search.tips.question", skill=one.label), class_name="search-quote"),
        rx.el.p(t_any("search.tips.origin.", one.origin), class_name="soft"),
    )


def _near(skill: rx.Var[TipSkill]) -> rx.Component:
    one: Any = skill
    return rx.el.li(
        rx.el.h3(icon("arrow-right", size=18), rx.el.span(one.label)),
        rx.cond(
            one.by != "",
            rx.el.p(t("search.tips.near", by=one.by)),
            rx.el.p(t("search.tips.near_plain")),
        ),
    )


def _missing(label: rx.Var[str]) -> rx.Component:
    return rx.el.li(
        rx.el.h3(icon("sprout", size=18, class_name="sprout"), rx.el.span(label)),
        rx.cond(
            tips.tips.lean_on != "",
            rx.el.p(t("search.tips.admit", skill=tips.tips.lean_on), class_name="search-quote"),
            rx.el.p(t("search.tips.admit_plain"), class_name="search-quote"),
        ),
    )


def _ask(code: rx.Var[str]) -> rx.Component:
    return rx.el.li(rx.el.span(t_any("search.tips.ask.", code)))


def _practical() -> rx.Component:
    one = tips.tips

    def licence(value: rx.Var[str]) -> rx.Component:
        return rx.el.li(icon("id-card", size=20), rx.el.span(t_any("enum.Licence.", value)))

    return _part(
        "map-pin",
        t("search.tips.practical"),
        rx.el.ul(
            rx.cond(
                one.place != "",
                rx.el.li(
                    icon("map-pin", size=20), rx.el.span(one.place, custom_attrs={"dir": "auto"})
                ),
            ),
            rx.cond(
                one.minutes,
                rx.el.li(
                    icon("clock", size=20),
                    rx.el.span(
                        t(
                            "search.tips.way",
                            minutes=one.minutes,
                            mode=t_any("youth.mode.", one.mode),
                        ),
                        " ",
                        rx.cond(one.estimated, t("search.tips.way_estimated"), ""),
                        rx.cond(
                            one.last_return != "",
                            rx.fragment(" ", t("search.tips.last_return", at=one.last_return)),
                            "",
                        ),
                    ),
                ),
                rx.el.li(icon("clock", size=20), rx.el.span(t("search.tips.way_unknown"))),
            ),
            rx.el.li(icon("file-text", size=20), rx.el.span(t("search.tips.papers"))),
            rx.foreach(one.licences, licence),
            rx.el.li(icon("phone-off", size=20), rx.el.span(t("search.tips.quiet"))),
            class_name="search-tip-facts",
        ),
    )


def _tips() -> rx.Component:
    one = tips.tips
    return rx.el.div(
        rx.el.p(
            one.title,
            rx.cond(one.company != "", " · ", ""),
            one.company,
            class_name="strong",
            custom_attrs={"dir": "auto"},
        ),
        rx.cond(
            one.guessed != "",
            rx.el.p(t("search.tips.guessed", occupation=one.guessed), class_name="soft small"),
        ),
        rx.cond(
            one.tell.length() > 0,
            _part(
                "message-circle",
                t("search.tips.tell"),
                rx.el.p(t("search.tips.tell_how"), class_name="soft"),
                rx.el.ul(rx.foreach(one.tell, _told), class_name="search-tip-list"),
            ),
        ),
        rx.cond(
            one.near.length() > 0,
            _part(
                "arrow-left-right",
                t("search.tips.close"),
                rx.el.ul(rx.foreach(one.near, _near), class_name="search-tip-list"),
            ),
        ),
        rx.cond(
            one.missing.length() > 0,
            _part(
                "sprout",
                t("search.tips.missing"),
                rx.el.p(t("search.tips.missing_how"), class_name="soft"),
                rx.el.ul(rx.foreach(one.missing, _missing), class_name="search-tip-list"),
            ),
        ),
        rx.cond(
            (one.tell.length() == 0) & (one.near.length() == 0) & (one.missing.length() == 0),
            _part(
                "message-circle",
                t("search.tips.tell"),
                rx.el.p(t("search.tips.no_skills")),
                link_button(t("search.tips.complete"), "/mon-espace/profil#skills", kind="outline"),
            ),
        ),
        _part(
            "circle-help",
            t("search.tips.asks"),
            rx.el.ul(rx.foreach(one.asks, _ask), class_name="search-tip-asks"),
        ),
        _practical(),
        link_button(
            t("search.tools.cv"), "/mon-espace/cv", kind="outline", icon_name="file-text", wide=True
        ),
        class_name="stack",
    )


@page("/mes-offres/entretien", title="search.tips.title", on_load=PhoneState.load)
def interview() -> rx.Component:
    """Tips of the file that the address names; those read once are there without a network."""
    return youth_page(
        "offers",
        back(t("youth.offers.title"), "/mes-offres"),
        rx.el.h1(t("search.tips.title"), class_name="search-title"),
        rx.cond(
            store.ready,
            rx.match(
                tips.state,
                ("some", _tips()),
                (
                    "waiting",
                    empty_state(
                        "wifi-off", t("search.tips.waiting"), t("search.tips.waiting_text")
                    ),
                ),
                (
                    "unknown",
                    empty_state("folder-open", t("search.file.gone"), t("search.file.gone_text")),
                ),
                skeleton(8),
            ),
            skeleton(8),
        ),
    )
