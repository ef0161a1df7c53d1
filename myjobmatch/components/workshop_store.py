"""Workshops as a youth's pages see them in the client store, and the controls that think in the browser.

The view is `client/workshops.js`; `workshop_hooks.jsx` is loaded by the pages of workshops alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

HOOKS = "$/utils/mjm/workshop_hooks"
SCREEN = "$/utils/mjm/workshop_screen"


@dataclass(frozen=True, slots=True)
class KeptWorkshop:
    """A session on the phone. `pending`: `in` or `out` while the outbox holds it; `hours` count for the week."""

    id: str
    title: str
    description: str
    kind: str
    hours: float
    structure: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    link: str
    enrol_until: datetime
    free: int
    waiting: int
    status: str
    rank: int
    cancelled: bool
    reason: str
    presence: str
    signed_at: datetime
    liked: str
    liked_why: str
    pending: str
    late: bool
    begun: bool
    signs: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class Workshops:
    """One's own, what is offered, what is over."""

    mine: list[KeptWorkshop]
    offered: list[KeptWorkshop]
    past: list[KeptWorkshop]


workshops: Any = rx.Var(
    _js_expr="workshops_",
    _var_type=Workshops,
    _var_data=VarData(
        imports={HOOKS: [ImportVar(tag="useWorkshops")]},
        hooks={"const workshops_ = useWorkshops();": None},
    ),
).to(Workshops)
"""A Var of `Workshops`."""


class SignPresence(rx.Component):
    """Signs by the code of the address, or by the one that is typed, and says what came of it."""

    library = HOOKS
    tag = "SignPresence"


class ScreenCode(rx.Component):
    """The code on the room's screen, renewed as long as the page is open."""

    library = SCREEN
    tag = "ScreenCode"

    session: rx.Var[str]
