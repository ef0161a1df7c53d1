"""Form fields: a visible label, a hint, an error tied to the input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon

Text = str | rx.Var[str]


def _framed(
    name: str, label: Text, control: rx.Component, hint: Text | None, error: Text | None
) -> rx.Component:
    below: list[rx.Component] = []
    if hint is not None:
        below.append(rx.el.p(hint, id=f"{name}-hint", class_name="field-hint"))
    if error is not None:
        below.append(
            rx.el.p(
                rx.cond(error, rx.el.span(icon("circle-alert", size=18), rx.el.span(error))),
                id=f"{name}-error",
                class_name="field-error",
                aria_live="polite",
            )
        )
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="field-label"),
        control,
        *below,
        class_name="field",
    )


def _described(name: str, hint: Text | None, error: Text | None) -> dict[str, Any]:
    ids = [
        f"{name}-{part}" for part, text in (("hint", hint), ("error", error)) if text is not None
    ]
    described: dict[str, Any] = {"aria_describedby": " ".join(ids)} if ids else {}
    if error is not None:
        described["aria_invalid"] = rx.cond(error, "true", "false")
    return described


def text_field(
    name: str,
    label: Text,
    *,
    hint: Text | None = None,
    error: Text | None = None,
    type: str = "text",
    **props: Any,
) -> rx.Component:
    """One line of text. `name` is also the input's id; `error` empty means none."""
    control = rx.el.input(
        id=name,
        name=name,
        type=type,
        class_name="input",
        **_described(name, hint, error),
        **props,
    )
    return _framed(name, label, control, hint, error)


def password_field(name: str, label: Text, **props: Any) -> rx.Component:
    """A password; password managers and pasting work."""
    return text_field(name, label, type="password", **props)


def text_area(
    name: str,
    label: Text,
    *,
    hint: Text | None = None,
    error: Text | None = None,
    rows: int = 5,
    **props: Any,
) -> rx.Component:
    """Several lines of text."""
    control = rx.el.textarea(
        id=name,
        name=name,
        rows=str(rows),
        class_name="input",
        **_described(name, hint, error),
        **props,
    )
    return _framed(name, label, control, hint, error)


def select_field(
    name: str,
    label: Text,
    options: Sequence[tuple[str, Text]] | rx.Component,
    *,
    hint: Text | None = None,
    error: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A native choice among `(value, label)` pairs, or an `rx.foreach` of `rx.el.option`."""
    inside: list[Any] = (
        [options]
        if isinstance(options, rx.Component)
        else [rx.el.option(text, value=value) for value, text in options]
    )
    control = rx.el.select(
        *inside,
        id=name,
        name=name,
        class_name="input select",
        **_described(name, hint, error),
        **props,
    )
    return _framed(name, label, control, hint, error)


def checkbox_field(name: str, label: Text, **props: Any) -> rx.Component:
    """One yes or no, with its words beside."""
    return rx.el.label(
        rx.el.input(type="checkbox", id=name, name=name, class_name="check", **props),
        rx.el.span(label),
        class_name="check-label",
    )


def chip_choice(
    label: Text, *, chosen: bool | rx.Var[bool], on_click: Any, **props: Any
) -> rx.Component:
    """A chip that is on or off: one of several that may be chosen together."""
    return rx.el.button(
        rx.cond(chosen, icon("check", size=16), icon("plus", size=16)),
        rx.el.bdi(label),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=on_click,
        class_name="chip chip-choice",
        **props,
    )
