"""A desk's keyboard: from row to row by j and k, a letter presses the button that bears it (client/desk_keys.jsx)."""

from __future__ import annotations

from typing import Any

import reflex as rx

MODULE = "$/utils/mjm/desk_keys"


class DeskKeys(rx.Component):
    """Hears the keys of the page; once a page."""

    library = MODULE
    tag = "DeskKeys"


def keyed_row(**attributes: str) -> dict[str, Any]:
    """What makes an element a row that the keyboard goes to."""
    return {"tab_index": 0, "custom_attrs": {"data-keyed-row": "", **attributes}}


def pressed_by(key: str) -> dict[str, str]:
    """What makes a button answer a key: for its `custom_attrs`."""
    return {"data-key": key, "aria-keyshortcuts": key}


def shortcuts(label: rx.Var[str], *keys: tuple[str, rx.Var[str]]) -> rx.Component:
    """The keys that a page answers, each with what it does."""
    return rx.el.dl(
        *[
            rx.el.div(rx.el.dt(rx.el.kbd(key)), rx.el.dd(what), class_name="shortcut")
            for key, what in keys
        ],
        class_name="shortcuts",
        aria_label=label,
    )
