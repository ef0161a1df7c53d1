"""Découvrir: the deck."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import icon, skeleton
from myjobmatch.components.company_sheets import company_sheets
from myjobmatch.components.deck_bar import deck_bar, filter_sheet
from myjobmatch.components.deck_end import deck_end
from myjobmatch.components.dialog import later
from myjobmatch.components.like_coach import like_coach
from myjobmatch.components.offer_acts import offer_sheets
from myjobmatch.components.offer_card import offer_card, offer_details
from myjobmatch.components.outside_next import outside_next
from myjobmatch.components.store import call, function, store
from myjobmatch.components.swipe_deck import current_card, opening, swipe_deck, swiping
from myjobmatch.domain.cards import OfferCard
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState


def _deck() -> rx.Component:
    return swipe_deck(
        offer_card(current_card(OfferCard), opened=opening(), advisor=store.me.advisor),
        cards=store.top,
        names={
            "deck": t("youth.deck.label"),
            "card": t("youth.deck.card"),
            "like": t("youth.deck.like"),
            "pass": t("youth.deck.pass"),
        },
        decide=function("decide"),
        undo=function("undo"),
        opened=function("show"),
    )


def _controls() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("x", size=26),
            rx.el.span(t("youth.deck.pass")),
            type="button",
            on_click=swiping("pass"),
            disabled=store.cards_count == 0,
            class_name="deck-btn deck-pass",
        ),
        rx.el.button(
            icon("undo-2", size=22),
            rx.el.span(t("youth.deck.undo"), class_name="visually-hidden"),
            type="button",
            title=t("youth.deck.undo"),
            on_click=call("undo"),
            disabled=~store.undoable,
            class_name="deck-btn deck-undo",
        ),
        rx.el.button(
            icon("heart", size=26),
            rx.el.span(t("youth.deck.like")),
            type="button",
            on_click=swiping("like"),
            disabled=store.cards_count == 0,
            class_name="deck-btn deck-like",
        ),
        rx.el.p(t("youth.deck.keys"), class_name="visually-hidden"),
        class_name="deck-controls",
    )


def _waiting() -> rx.Component:
    return rx.el.div(skeleton(6), class_name="card deck-waiting")


def _said() -> rx.Component:
    """The live region: what was decided, and the card that is on top now."""
    said = store.said
    return rx.el.p(
        rx.cond(
            said,
            rx.el.span(
                t("youth.deck.said", kind=said.kind, title=said.title),
                " ",
                rx.cond(said.next != "", t("youth.deck.next", title=said.next), ""),
            ),
        ),
        role="status",
        class_name="visually-hidden",
    )


@page("/decouvrir", title="youth.discover.title", on_load=PhoneState.load)
def discover() -> rx.Component:
    """The deck, its buttons within the thumb's reach."""
    return youth_page(
        "discover",
        rx.el.h1(t("youth.discover.title"), class_name="visually-hidden"),
        _said(),
        deck_bar(),
        like_coach(),
        rx.cond(
            store.ready,
            rx.cond(store.cards_count > 0, _deck(), deck_end(_waiting())),
            _waiting(),
        ),
        _controls(),
        later(
            offer_details(store.shown),
            outside_next(),
            filter_sheet(),
            *offer_sheets(store.shown),
            *company_sheets(),
        ),
        bare=True,
    )
