"""Découvrir: the deck."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    close_button,
    dialog,
    empty_state,
    icon,
    link_button,
    out_link,
    skeleton,
)
from myjobmatch.components.offer_card import offer_card, offer_details, source_name
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


def _empty() -> rx.Component:
    return rx.cond(
        store.online,
        rx.match(
            store.hint,
            ("preparing", _waiting()),
            (
                "profile",
                empty_state(
                    "sprout",
                    t("youth.empty.profile"),
                    t("youth.empty.profile_text"),
                    link_button(t("youth.empty.profile_act"), "/mon-espace/profil#skills"),
                ),
            ),
            (
                "travel",
                empty_state(
                    "map-pin",
                    t("youth.empty.travel"),
                    t("youth.empty.travel_text"),
                    link_button(t("youth.empty.travel_act"), "/mon-espace/profil#travel"),
                ),
            ),
            empty_state(
                "sparkles",
                t("youth.empty.later"),
                t("youth.empty.later_text"),
                link_button(t("youth.empty.later_act"), "/mes-offres"),
            ),
        ),
        empty_state(
            "wifi-off",
            t("youth.empty.offline"),
            t("youth.empty.offline_text"),
            link_button(t("youth.empty.later_act"), "/mes-offres"),
        ),
    )


def _outside_next() -> rx.Component:
    """What a like on an outside offer leads to: its own link, and the question of later."""
    card = store.outside
    return dialog(
        "outside-next",
        t("youth.outside.title", source=source_name(card.source)),
        rx.cond(
            card,
            rx.el.div(
                rx.el.p(t("youth.outside.text", title=card.title)),
                rx.el.p(t("youth.outside.next"), class_name="soft"),
                rx.cond(
                    card.url != "",
                    out_link(
                        icon("external-link"),
                        rx.el.span(t("youth.outside.open")),
                        href=card.url,
                        target="_blank",
                        rel="noopener noreferrer external",
                        class_name="btn btn-primary btn-wide",
                    ),
                    rx.el.p(t("youth.outside.no_link"), class_name="banner tone-plain"),
                ),
                close_button(t("youth.outside.later"), wide=True),
                class_name="stack",
            ),
        ),
        sheet=True,
    )


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
        rx.cond(
            store.ready,
            rx.cond(store.cards_count > 0, _deck(), _empty()),
            _waiting(),
        ),
        _controls(),
        offer_details(store.shown),
        _outside_next(),
        bare=True,
    )
