"""Pictograms (lucide) and the sign of the product: two shapes that fit together."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.links import nav_link

TURNING = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-out", "send", "undo-2"}
)
"""Pictograms whose direction means forward or back: they turn round where one reads from the right."""


def icon(name: str, *, size: int = 20, class_name: str = "") -> rx.Component:
    """A lucide pictogram, hidden from screen readers: a word always stands beside it."""
    classes = f"{class_name} turns".strip() if name in TURNING else class_name
    return rx.icon(name, size=size, class_name=classes, custom_attrs={"aria-hidden": "true"})


def easy_icon(name: str, *, size: int = 28) -> rx.Component:
    """A pictogram beside a heading or an act, for who reads easy French only."""
    return icon(name, size=size, class_name="easy-only")


def easy_sign(*, size: int = 22) -> rx.Component:
    """The sign of easy French: an open book, and a tick for "understood"."""
    return rx.el.svg(
        rx.el.svg.path(
            d="M12 7.5C10 5.6 7.2 5 3 5v13.5c4.2 0 7 .6 9 2.5 2-1.9 4.8-2.5 9-2.5V13",
        ),
        rx.el.svg.path(d="M12 7.5V21"),
        rx.el.svg.path(d="m14.5 6.5 3 3L22 3.5", class_name="easy-tick"),
        view_box="0 0 24 24",
        width=str(size),
        height=str(size),
        aria_hidden="true",
        class_name="easy-sign",
    )


def logo(*, size: int = 32) -> rx.Component:
    """The sign of the product, coloured by the theme."""
    return rx.el.svg(
        rx.el.svg.path(
            d="M4 8a4 4 0 0 1 4-4h7v7.44a5.2 5.2 0 1 0 0 9.12V28H8a4 4 0 0 1-4-4Z",
            class_name="logo-a",
        ),
        rx.el.svg.path(
            d="M17.2 4H24a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4h-6.8v-9.4h-1.9a3.8 3.8 0 1 1 0-5.2h1.9Z",
            class_name="logo-b",
        ),
        view_box="0 0 32 32",
        width=str(size),
        height=str(size),
        aria_hidden="true",
        class_name="logo",
    )


def product_name(**props: Any) -> rx.Component:
    """The sign and the name, linking home."""
    return nav_link(
        logo(), rx.el.span("My Job Match"), href="/", class_name="product-name", **props
    )
