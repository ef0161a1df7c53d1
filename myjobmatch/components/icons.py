"""Pictograms (lucide) and the sign of the product: two shapes that fit together."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.links import nav_link


def icon(name: str, *, size: int = 20, class_name: str = "") -> rx.Component:
    """A lucide pictogram, hidden from screen readers: a word always stands beside it."""
    return rx.icon(name, size=size, class_name=class_name, custom_attrs={"aria-hidden": "true"})


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
