"""What the boxes of the editor share: their frame, a field's error, a place by its name."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import text_field
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.employer_editor import EditorState


def problem_of(name: str) -> rx.Var[str]:
    """What is wrong with a field; empty when nothing is."""
    return rx.cond(
        EditorState.problems.contains(name),
        t_any(
            "employer.problem.",
            EditorState.problems[name],
            rx.Var.create({"value": EditorState.problem_values[name]}),
        ),
        "",
    )


def box(name: str, title: str, *children: Any) -> rx.Component:
    """A part of the form under its own heading."""
    return rx.el.section(
        rx.el.h2(t(title), id=f"box-{name}"),
        *children,
        aria_labelledby=f"box-{name}",
        class_name="card editor-box",
    )


def _place_option(label: rx.Var[str]) -> rx.Component:
    return rx.el.option(value=label)


def place_field(
    name: str,
    *,
    default: str | rx.Var[str],
    typed: Any,
    places: rx.Var[list[str]],
    error: rx.Var[str],
) -> rx.Component:
    """A town by its name, completed by the browser from the places that `typed` finds."""
    return rx.el.div(
        text_field(
            name,
            t("employer.editor.place"),
            hint=t("employer.editor.place_hint"),
            error=error,
            default_value=default,
            on_change=typed,
            auto_complete="off",
            custom_attrs={"list": f"{name}-list"},
        ),
        rx.el.datalist(rx.foreach(places, _place_option), id=f"{name}-list"),
    )
