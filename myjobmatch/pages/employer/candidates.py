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
from myjobmatch.components.desk_keys import DeskKeys, pressed_by
from myjobmatch.components.swipe_deck import current_card, swipe_deck, swiping
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.candidate_card import candidate_card
from myjobmatch.pages.employer.candidates_compare import comparison, tray
from myjobmatch.pages.employer.candidates_sheets import (
    ASK,
    KEYS,
    ORDER,
    candidate_sheets,
    limit_banner,
)
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_candidates import REASONS, CandidatesState
from myjobmatch.state.employer_cards import Candidate, OfferTab
from myjobmatch.state.employer_questions import QuestionsState


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
        decide=_function(CandidatesState.decide, lambda alias, kind, reason: (alias, kind, reason)),
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


def _reason(number: int, reason: str) -> rx.Component:
    key = str(number)
    return rx.el.button(
        rx.el.kbd(key, aria_hidden="true"),
        rx.el.span(t(f"employer.reason.{reason}")),
        type="button",
        on_click=swiping("pass", reason),
        class_name="chip chip-choice candidate-reason",
        custom_attrs=pressed_by(key),
    )


def _reasons() -> rx.Component:
    """Why not, in one key or touch: the card on top passes with its reason."""
    return rx.cond(
        CandidatesState.cards.length() > 0,
        rx.el.div(
            rx.el.p(t("candidates.reasons"), class_name="small strong", id="why-passed"),
            rx.el.div(
                *[_reason(number, reason) for number, reason in enumerate(REASONS, 1)],
                class_name="row",
                role="group",
                aria_labelledby="why-passed",
            ),
            class_name="why-passed",
        ),
    )


def _tool(name: str, label: Any, key: str, **props: Any) -> rx.Component:
    attributes = {**pressed_by(key), **props.pop("custom_attrs", {})}
    return rx.el.button(
        icon(name, size=18),
        rx.el.span(label),
        rx.el.kbd(key.upper(), aria_hidden="true"),
        type="button",
        class_name="btn btn-quiet candidate-tool",
        custom_attrs=attributes,
        **props,
    )


def _tools() -> rx.Component:
    """What one may do with the card on top besides deciding."""
    top = CandidatesState.cards[0]
    return rx.cond(
        CandidatesState.cards.length() > 0,
        rx.el.div(
            _tool("columns-3", t("candidates.mark"), "c", on_click=CandidatesState.mark(top.id)),
            _tool(
                "message-circle-question",
                t("candidates.ask"),
                "q",
                on_click=QuestionsState.prepare(top.id),
                custom_attrs={"data-opens": ASK},
            ),
            _tool("list-ordered", t("candidates.order"), "p", custom_attrs={"data-opens": ORDER}),
            _tool("keyboard", t("candidates.help_open"), "?", custom_attrs={"data-opens": KEYS}),
            class_name="candidate-tools",
        ),
    )


def _said() -> rx.Component:
    return rx.el.p(
        rx.cond(
            CandidatesState.said != "",
            rx.el.span(
                rx.cond(
                    CandidatesState.passed_for != "",
                    t(
                        "candidates.reason_given",
                        reason=t_any("employer.reason.", CandidatesState.passed_for),
                    ),
                    t_any("employer.deck.said_", CandidatesState.said),
                ),
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
            custom_attrs=pressed_by("o"),
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
        rx.cond(
            CandidatesState.resumes_at != "",
            rx.fragment(),
            empty_state(
                "users",
                t("employer.deck.empty"),
                t("employer.deck.empty_text"),
                link_button(t("employer.deck.empty_act"), "/employeur/matchs", kind="outline"),
            ),
        ),
    )


def _cards() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            _chooser(),
            rx.el.p(t("employer.deck.left", count=CandidatesState.left), class_name="soft"),
            tray(),
            class_name="candidates-for",
        ),
        rx.el.div(_match(), limit_banner(), _pile(), class_name="candidates-pile"),
        rx.el.div(_controls(), class_name="candidates-acts"),
        rx.el.div(
            _reasons(),
            _tools(),
            rx.el.p(t("employer.deck.intro"), class_name="soft candidates-below"),
            class_name="candidates-more",
        ),
        class_name="candidates",
    )


def _content() -> rx.Component:
    return rx.cond(
        CandidatesState.company_id == "",
        no_company(),
        rx.cond(
            CandidatesState.tabs.length() > 0,
            rx.cond(
                CandidatesState.comparing,
                rx.el.div(_match(), comparison(), class_name="stack"),
                _cards(),
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
        DeskKeys.create(),
        _said(),
        rx.cond(CandidatesState.loaded, _content(), card(skeleton(8), class_name="candidates")),
        *candidate_sheets(),
        choose=CandidatesState.choose,
    )
