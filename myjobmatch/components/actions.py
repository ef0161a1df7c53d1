"""Buttons and links that look like buttons: 44 pixels at least, a word in each."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from myjobmatch.components.icons import easy_icon, icon
from myjobmatch.components.links import nav_link, out_link

Kind = Literal["primary", "yes", "no", "quiet", "outline", "danger"]
Label = str | rx.Var[str] | rx.Component


def _class(kind: Kind, *, wide: bool, extra: str) -> str:
    return " ".join(filter(None, ["btn", f"btn-{kind}", "btn-wide" if wide else "", extra]))


def _inside(label: Label, icon_name: str, easy: str) -> list[rx.Component]:
    signs = [icon(icon_name)] if icon_name else [easy_icon(easy, size=22)] if easy else []
    return [*signs, rx.el.span(label)]


def button(
    label: Label,
    *,
    kind: Kind = "primary",
    icon_name: str = "",
    easy: str = "",
    wide: bool = False,
    type: Literal["button", "submit"] = "button",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A button; `props` take `on_click`, `disabled`, `aria_label` and so on.

    `easy` names a pictogram that stands there in easy French only.
    """
    inside = _inside(label, icon_name, easy)
    return rx.el.button(
        *inside, type=type, class_name=_class(kind, wide=wide, extra=class_name), **props
    )


def icon_button(
    name: str, label: str | rx.Var[str], *, kind: Kind = "quiet", class_name: str = "", **props: Any
) -> rx.Component:
    """A round button with a pictogram; `label` is what screen readers say and what a hover shows."""
    return rx.el.button(
        icon(name, size=22),
        type="button",
        aria_label=label,
        title=label,
        class_name=_class(kind, wide=False, extra=f"btn-round {class_name}".strip()),
        **props,
    )


def link_button(
    label: Label,
    href: str | rx.Var[str],
    *,
    kind: Kind = "primary",
    icon_name: str = "",
    easy: str = "",
    wide: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A link that looks like a button: it goes somewhere, a button does something.

    Another site's address in a Var: `out_link(..., class_name="btn btn-primary")`. `easy` as of `button`.
    """
    inside = _inside(label, icon_name, easy)
    made = nav_link if isinstance(href, rx.Var) or href.startswith("/") else out_link
    return made(*inside, href=href, class_name=_class(kind, wide=wide, extra=class_name), **props)
