"""A text with words marked in it, and what is to be said of each: which rule, and what to write instead."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.i18n.t import t, t_any


def _piece(piece: Any) -> rx.Component:
    return rx.cond(piece.kind != "", rx.el.mark(piece.text), rx.el.span(piece.text))


def marked_text(pieces: Any, label: rx.Var[str]) -> rx.Component:
    """The text under its label; nothing when nothing is marked in it."""
    return rx.cond(
        pieces.length() > 0,
        rx.el.div(
            rx.el.p(label, class_name="small strong"),
            rx.el.p(rx.foreach(pieces, _piece), class_name="marked long-text", dir="auto"),
        ),
    )


def _word(word: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.mark(word.words),
            " ",
            rx.el.span(t_any("employer.wording_why.", word.kind)),
        ),
        rx.el.p(
            t_any("employer.wording_instead.", word.kind),
            " ",
            rx.cond(
                word.article != "",
                rx.el.span(t("employer.wording.article", article=word.article), class_name="soft"),
            ),
            class_name="small",
        ),
    )


def word_list(words: Any) -> rx.Component:
    """Each wording with its reason and another way to say it."""
    return rx.el.ul(rx.foreach(words, _word), class_name="word-list")
