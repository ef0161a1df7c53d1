"""What the sections of a youth's page are made of: a titled card, lines of facts, rows of words."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, card, chip, chips
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.youth import Fact


def section(title: rx.Var[str], *children: Any) -> rx.Component:
    """A card with its heading."""
    return card(rx.el.h2(title), *children, class_name="file-card")


def facts(title: rx.Var[str], lines: Any, prefix: str, nothing: rx.Var[str]) -> rx.Component:
    """Matches, applications or proposals, with their states."""

    def line(fact: rx.Var[Fact]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(fact.title, class_name="strong"),
                rx.el.span(fact.company, class_name="soft small"),
                rx.cond(fact.note != "", rx.el.q(fact.note, class_name="small")),
                class_name="fact-words",
            ),
            rx.el.div(
                badge(t_any(prefix, fact.status)),
                rx.el.span(t("advisor.youth.on", at=fact.at), class_name="soft small"),
                class_name="fact-state",
            ),
        )

    return section(
        title,
        rx.cond(
            lines.length() > 0,
            rx.el.ul(rx.foreach(lines, line), class_name="facts"),
            rx.el.p(nothing, class_name="soft"),
        ),
    )


def words(label: rx.Var[str], values: Any, prefix: str = "") -> rx.Component:
    """Chips under a heading; nothing when there are none."""
    return rx.cond(
        values.length() > 0,
        rx.el.div(
            rx.el.h3(label),
            chips(
                rx.foreach(
                    values,
                    lambda value: chip(t_any(prefix, value) if prefix else value),
                ),
                label=label,
            ),
            class_name="file-words",
        ),
    )
