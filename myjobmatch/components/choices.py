"""What is answered by taps: rows with a sentence, tiles with a pictogram, and the body of a step."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon
from myjobmatch.state.youth.profile import ProfileState


def step_body(*children: Any) -> rx.Component:
    """The body of a step; what an earlier visit found is forgotten."""
    return rx.el.div(*children, on_mount=ProfileState.start, class_name="step-body")


def choice_row(
    label: Any, sentence: Any, *, chosen: Any, on_click: Any, **props: Any
) -> rx.Component:
    """A choice with a sentence that says what it is."""
    return rx.el.button(
        rx.el.span(rx.cond(chosen, icon("check", size=18), rx.fragment()), class_name="box"),
        rx.el.span(
            rx.el.bdi(label, class_name="strong"),
            rx.cond(sentence != "", rx.el.span(sentence, class_name="soft small")),
            class_name="choice-words",
        ),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=on_click,
        class_name="choice",
        **props,
    )


def tile(
    label: Any, sign: rx.Component, *, chosen: Any, on_click: Any, tick: str = "check"
) -> rx.Component:
    """A choice with a pictogram."""
    return rx.el.button(
        sign,
        rx.el.span(label),
        rx.cond(chosen, icon(tick, size=16, class_name="tile-tick")),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=on_click,
        class_name="tile tile-no" if tick == "x" else "tile",
    )
