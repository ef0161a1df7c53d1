"""A button beside a field: what one says is written into it, where the phone can listen."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.icons import icon


class _Dictate(rx.Component):
    library = "$/utils/mjm/dictation"
    tag = "Dictate"

    field: rx.Var[str]


def dictation(field: str) -> rx.Component:
    """Speaks into the field of this id; nothing at all where the browser cannot listen."""
    return _Dictate.create(icon("mic", size=20), field=field)
