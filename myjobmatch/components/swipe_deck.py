"""`swipe_deck`: a pile of cards that follow the finger; the card's template is Python.

The template reads its card by `current_card(OfferCard)`: the deck gives each layer its own.
"""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

MODULE = "$/utils/mjm/swipe_deck"


class _SwipeDeck(rx.Component):
    library = MODULE
    tag = "SwipeDeck"

    cards: rx.Var[list[Any]]
    names: rx.Var[dict[str, str]]
    decide: rx.Var[Any]
    undo: rx.Var[Any]
    open: rx.Var[Any]


def current_card(kind: type) -> Any:
    """The card of the layer that the template is drawn in, as a Var of `kind`."""
    return rx.Var(
        _js_expr="card_",
        _var_type=kind,
        _var_data=VarData(
            imports={MODULE: [ImportVar(tag="useCard")]},
            hooks={"const card_ = useCard();": None},
        ),
    ).to(kind)


def swipe_deck(
    template: rx.Component,
    *,
    cards: rx.Var[Any],
    names: dict[str, rx.Var[str]],
    decide: rx.Var[Any],
    undo: rx.Var[Any],
    opened: rx.Var[Any],
) -> rx.Component:
    """The deck.

    Args:
        template: one card, drawn from `current_card`.
        cards: best first, each with `id` and `title`.
        names: the words `deck`, `card`, `like`, `pass`.
        decide: a function of (id, `like` or `pass`, a reason or nothing); undo: of nothing; opened: of an id.
    """
    return _SwipeDeck.create(
        template, cards=cards, names=names, decide=decide, undo=undo, open=opened
    )


def swiping(kind: str, detail: str = "") -> Any:
    """For a button's `on_click`: the top card of the page's deck flies off, `like` or `pass`; `detail` is why."""
    return rx.Var(
        _js_expr=f'(() => {{ swipe("{kind}", "{detail}"); }})',
        _var_data=VarData(imports={MODULE: [ImportVar(tag="swipe")]}),
    ).to(rx.EventChain)


def opening() -> Any:
    """For a button's `on_click`: open the details of the top card."""
    return rx.Var(
        _js_expr="(() => { openTop(); })",
        _var_data=VarData(imports={MODULE: [ImportVar(tag="openTop")]}),
    ).to(rx.EventChain)
