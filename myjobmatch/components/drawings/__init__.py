"""Drawings of ours: plain SVG files whose shapes are coloured by the theme (`assets/styles/public.css`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import reflex as rx

_FOLDER = Path(__file__).parent


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()


def drawing(name: str, *, class_name: str = "") -> rx.Component:
    """The drawing `<name>.svg`; decoration only, hidden from screen readers."""
    return rx.html(_source(name), class_name=f"drawing {class_name}".strip())
