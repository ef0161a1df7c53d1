"""The anonymous candidates of an offer: mouse, finger or keyboard."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    card,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.components.swipe_deck import current_card, swipe_deck, swiping
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.candidate_card import candidate_card
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_candidates import (
    REASONS,
    Candidate,
    CandidatesState,
    OfferTab,
)


def _function(handler: Any, args: Any) -> rx.Var[Any]:
    """A handler as the function that the deck calls."""
    return rx.Var.create(rx.EventChain.create(value=handler, args_spec=args))


def _deck() -> rx.Component:
    return swipe_deck(
        candidate_card(current_card(Candidate)),
        cards=CandidatesState.cards,
        names={
            "deck": t("employer.deck.label"),
            "card": t("employer.deck.card"),
            "like": t("employer.deck.like"),
            "pass": t("employer.deck.pass"),
        },
        decide=_function(CandidatesState.decide, lambda alias, kind: (alias, kind)),
        undo=_function(CandidatesState.undo, lambda: ()),
        opened=rx.Var(_js_expr="(() => undefined)"),
    )


def _controls() -> rx.Component:
    none_left = CandidatesState.cards.length() == 0
    return rx.el.div(
        rx.el.button(
            icon("x", size=24),
            rx.el.span(t("employer.deck.pass")),
            rx.el.kbd("←", aria_hidden="true"),
            type="button",
            on_click=swiping("pass"),
            disabled=none_left,
            class_name="deck-btn deck-pass",
        ),
        rx.el.button(
            icon("heart", size=24),
            rx.el.span(t("employer.deck.like")),
            rx.el.kbd("→", aria_hidden="true"),
            type="button",
            on_click=swiping("like"),
            disabled=none_left,
            class_name="deck-btn deck-like",
        ),
        rx.el.button(
            icon("undo-2", size=22),
            rx.el.span(t("employer.deck.undo")),
            rx.el.kbd("U", aria_hidden="true"),
            type="button",
            on_click=CandidatesState.undo,
            disabled=~CandidatesState.undoable,
            class_name="deck-btn deck-back",
        ),
        rx.el.p(t("employer.deck.keys"), class_name="visually-hidden"),
        class_name="deck-controls",
    )


def _reason(reason: str) -> rx.Component:
    return rx.el.button(
        t(f"employer.reason.{reason}"),
        type="button",
        on_click=CandidatesState.explain(reason),
        class_name="chip chip-choice",
    )


def _why_passed() -> rx.Component:
    """Why, in one click, after the card has gone: nobody is held up."""
    return rx.cond(
        CandidatesState.passed != "",
        rx.el.div(
            rx.el.p(t("employer.reason.ask"), class_name="small strong", id="why-passed"),
            rx.el.div(
                *[_reason(reason) for reason in REASONS],
                class_name="row",
                role="group",
                aria_labelledby="why-passed",
            ),
            class_name="why-passed",
        ),
    )


def _said() -> rx.Component:
    return rx.el.p(
        rx.cond(
            CandidatesState.said != "",
            rx.el.span(
                t_any("employer.deck.said_", CandidatesState.said),
                " ",
                t("employer.deck.left", count=CandidatesState.left),
            ),
        ),
        role="status",
        class_name="visually-hidden",
    )


def _match() -> rx.Component:
    return rx.el.div(
        rx.cond(
            CandidatesState.matched,
            rx.el.div(
                icon("handshake", size=28),
                rx.el.div(
                    rx.el.p(t("employer.matched.title"), class_name="strong"),
                    rx.el.p(t("employer.matched.text")),
                    class_name="banner-text",
                ),
                link_button(t("employer.matched.see"), "/employeur/matchs", kind="outline"),
                icon_button(
                    "x",
                    t("employer.matched.close"),
                    on_click=CandidatesState.close_match_banner,
                ),
                class_name="banner match-banner",
            ),
        ),
        role="status",
    )


def _tab(tab: rx.Var[OfferTab]) -> rx.Component:
    return rx.el.option(
        tab.title,
        rx.cond(tab.place != "", " — " + tab.place, ""),
        value=tab.id,
    )


def _chooser() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("employer.deck.offer"), html_for="offer-shown", class_name="field-label"),
        rx.el.select(
            rx.foreach(CandidatesState.tabs, _tab),
            id="offer-shown",
            value=CandidatesState.offer_id,
            on_change=CandidatesState.show_offer,
            class_name="input select",
        ),
        nav_link(
            icon("pencil", size=16),
            rx.el.span(t("employer.deck.edit_offer")),
            href="/employeur/offres/" + CandidatesState.offer_id,
            class_name="btn btn-quiet",
        ),
        class_name="offer-chooser",
    )


def _pile() -> rx.Component:
    return rx.cond(
        CandidatesState.cards.length() > 0,
        _deck(),
        empty_state(
            "users",
            t("employer.deck.empty"),
            t("employer.deck.empty_text"),
            link_button(t("employer.deck.empty_act"), "/employeur/matchs", kind="outline"),
        ),
    )


def _content() -> rx.Component:
    return rx.cond(
        CandidatesState.company_id == "",
        no_company(),
        rx.cond(
            CandidatesState.tabs.length() > 0,
            rx.el.div(
                rx.el.div(
                    _chooser(),
                    rx.el.p(t("employer.deck.left", count=CandidatesState.left), class_name="soft"),
                    class_name="candidates-for",
                ),
                rx.el.div(_match(), _pile(), class_name="candidates-pile"),
                rx.el.div(_controls(), _why_passed(), class_name="candidates-acts"),
                class_name="candidates",
            ),
            empty_state(
                "briefcase",
                t("employer.deck.no_offer"),
                t("employer.deck.no_offer_text"),
                link_button(t("employer.offers.new"), "/employeur/offres/nouvelle"),
            ),
        ),
    )


@page("/employeur/candidats", title="employer.deck.title", on_load=CandidatesState.load)
def candidates() -> rx.Component:
    """One card at a time: skills first, and nothing that says who."""
    return employer_page(
        "candidates",
        page_title(t("employer.deck.title"), intro=t("employer.deck.intro")),
        _said(),
        rx.cond(CandidatesState.loaded, _content(), card(skeleton(8), class_name="candidates")),
        choose=CandidatesState.choose,
    )
