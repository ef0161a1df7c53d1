"""How well an offer fits: words beside a ring, and its figures in hundredths."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.i18n.t import t, t_any


def fit(card: Any) -> rx.Component:
    """How well it fits, in words beside a ring; the figure on tap."""
    ring = rx.el.svg(
        rx.el.svg.circle(cx="12", cy="12", r="9", class_name="fit-ring-track"),
        rx.el.svg.circle(
            cx="12",
            cy="12",
            r="9",
            class_name="fit-ring-value",
            custom_attrs={"pathLength": "100"},
        ),
        view_box="0 0 24 24",
        width="24",
        height="24",
        aria_hidden="true",
        class_name="fit-ring",
    )
    return rx.el.details(
        rx.el.summary(ring, rx.el.span(t_any("youth.fit.", card.explanation.fit))),
        rx.cond(
            card.explanation.breakdown,
            rx.el.span(
                t("youth.card.score", score=affinity(card.explanation.breakdown)),
                class_name="fit-score",
            ),
        ),
        class_name="fit",
        custom_attrs={"data-fit": card.explanation.fit},
    )


def affinity(parts: Any) -> rx.Var[int]:
    """The calibrated figure in hundredths (cards of an older version: the product of the parts)."""
    return percent(rx.cond(parts.calibrated.is_none(), parts.score, parts.calibrated))


def percent(part: Any) -> rx.Var[int]:
    """A part in [0, 1] as a whole number of hundredths."""
    return rx.Var(
        _js_expr=f"Math.round(100 * {part!s})",
        _var_type=int,
        _var_data=part._get_all_var_data(),
    ).to(int)
