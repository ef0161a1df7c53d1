"""Picking words of the catalogue: a field that finds as one types, chips to tap, and a way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.dictation import dictation
from myjobmatch.components.fields import chip_choice
from myjobmatch.components.icons import icon
from myjobmatch.components.profile_store import removed, tap
from myjobmatch.components.store import store
from myjobmatch.i18n.t import t

Text = str | rx.Var[str]
AS_ONE_TYPES = 200
"""Milliseconds after the last letter before the server is asked."""


def finder(name: str, label: Text, asks: Any, *, placeholder: Text, hint: Text) -> rx.Component:
    """A search field; `asks` is the handler that takes what was typed so far."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="field-label"),
        rx.el.div(
            icon("search", size=22),
            rx.el.input(
                id=name,
                name=name,
                type="search",
                placeholder=placeholder,
                auto_complete="off",
                max_length=300,
                enter_key_hint="search",
                on_change=asks.debounce(AS_ONE_TYPES),
                aria_describedby=f"{name}-hint",
                class_name="input",
                custom_attrs={"dir": "auto"},
            ),
            class_name="finder-box",
        ),
        rx.cond(
            store.online,
            rx.el.p(hint, id=f"{name}-hint", class_name="field-hint"),
            rx.el.p(t("youth.profile.offline"), id=f"{name}-hint", class_name="finder-offline"),
        ),
        dictation(name),
        class_name="field finder",
    )


def found(asked: Any, results: Any, chip_of: Any, *, nothing: Text) -> rx.Component:
    """What was found for what was typed, as chips; heard by screen readers as a number."""
    return rx.el.div(
        rx.el.p(
            rx.cond(asked != "", t("youth.profile.found", count=results.length()), ""),
            role="status",
            class_name="visually-hidden",
        ),
        rx.cond(
            results.length() > 0,
            rx.el.div(rx.foreach(results, chip_of), class_name="chips picks"),
            rx.cond(
                asked.length() >= 2,
                rx.el.p(nothing, class_name="soft small"),
            ),
        ),
        class_name="found",
    )


def pick_chip(
    what: str, word: Any, chosen: Any, *, origin: Any = "other", disabled: Any = False
) -> rx.Component:
    """A word of the catalogue, on or off at a tap."""
    return chip_choice(
        word.label,
        chosen=chosen,
        on_click=tap("pick", what, word.id, ~chosen, word.label, origin),
        disabled=disabled,
    )


def picked(title: Text, what: str, words: Any, *, empty: Text) -> rx.Component:
    """What was picked, each with its way out, and the last one taken out with its way back."""

    def origin_of(word: Any) -> Any:
        return word.origin if what == "skills" else ""

    def chosen(word: Any) -> rx.Component:
        return rx.el.li(
            rx.el.bdi(word.label),
            rx.el.button(
                icon("x", size=18),
                type="button",
                aria_label=t("youth.profile.remove", word=word.label),
                on_click=tap("takeOut", what, word.id, word.label, origin_of(word)),
                class_name="chip-out",
            ),
            class_name="chip chip-kept",
        )

    return rx.el.section(
        rx.el.h2(
            title, " ", rx.el.span(words.length(), class_name="picked-count"), class_name="step-sub"
        ),
        _way_back(what),
        rx.cond(
            words.length() > 0,
            rx.el.ul(rx.foreach(words, chosen), class_name="chips"),
            rx.el.p(empty, class_name="soft"),
        ),
        class_name="picked",
    )


def _way_back(what: str) -> rx.Component:
    return rx.el.div(
        rx.cond(
            removed.what == what,
            rx.el.div(
                rx.el.span(t("youth.profile.removed", word=removed.label)),
                button(
                    t("youth.profile.put_back"),
                    kind="quiet",
                    icon_name="undo-2",
                    on_click=tap("putBack"),
                ),
                class_name="way-back",
            ),
        ),
        role="status",
    )
