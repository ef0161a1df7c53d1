"""A page's own styles: `sheet("desk")` anywhere in it."""

from __future__ import annotations

import reflex as rx

from myjobmatch.client.sheets import SHEETS, module


class _Sheet(rx.Component):
    """A link to a stylesheet, hoisted into the head."""

    tag = "Sheet"


def sheet(name: str) -> rx.Component:
    """Bring a sheet of `client.sheets.SHEETS` along; again on a page is once.

    Raises:
        KeyError: there is no such sheet.
    """
    if name not in SHEETS:
        raise KeyError(name)
    made = _Sheet.create()
    made.library = f"$/utils/mjm/{module(name)}"
    made.alias = f"Sheet_{name}"
    return made
