"""Native dialogs: focus kept inside, Escape closes, no script of a library.

Opened and closed in the browser by `assets/ui.js`: `open_button(..., opens="id")`.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import Kind, Label, button, icon_button
from myjobmatch.i18n.t import t

Text = str | rx.Var[str]


class _Later(rx.Component):
    """What is drawn once the page rests, or when one of its dialogs is asked for."""

    library = "$/utils/mjm/later"
    tag = "Later"


def later(*dialogs: rx.Component) -> rx.Component:
    """Dialogs of a page whose first content waits for none of them."""
    return _Later.create(*dialogs)


def dialog(
    id: str, title: Text, *children: Any, sheet: bool = False, about: Text | None = None
) -> rx.Component:
    """A dialog that waits, closed; `sheet` slides up from the bottom on phones.

    `about`: which of several things it is about, as the state says; see `open_button`.
    """
    of = {} if about is None else {"data-about": about}
    return rx.el.dialog(
        rx.el.header(
            rx.el.h2(title, id=f"{id}-title"),
            icon_button("x", t("common.close"), custom_attrs={"data-closes": ""}),
            class_name="dialog-head",
        ),
        *children,
        id=id,
        aria_labelledby=f"{id}-title",
        class_name="dialog sheet" if sheet else "dialog",
        custom_attrs={"data-light": "", **of},
    )


def open_button(
    label: Label,
    *,
    opens: str,
    about: Text | None = None,
    kind: Kind = "outline",
    **props: Any,
) -> rx.Component:
    """A button that opens the dialog of that id.

    `about`: what its `on_click` asks the dialog to be about. It opens once the state says so: before, it would show
    another one's words, and its form, drawn anew for this one, would lose what was typed meanwhile.
    """
    of = {} if about is None else {"data-about": about}
    return button(label, kind=kind, custom_attrs={"data-opens": opens, **of}, **props)


def close_button(label: Label, *, kind: Kind = "quiet", **props: Any) -> rx.Component:
    """A button that closes the dialog it lies in, before its own `on_click` runs."""
    return button(label, kind=kind, custom_attrs={"data-closes": ""}, **props)
