"""A youth's weeks as their page sees them in the client store, and what its controls are (client/week_hooks.jsx)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.search_store import tap as tapped

HOOKS = "$/utils/mjm/week_hooks"


@dataclass(frozen=True, slots=True)
class Time:
    """A duration: hours, and minutes beyond them."""

    h: int
    m: int


@dataclass(frozen=True, slots=True)
class ShownAction:
    """An action in a list; `pending` while it waits in the outbox."""

    id: str
    category: str
    status: str
    origin: str
    key: str
    title: str
    planned_on: date | None
    done_on: date | None
    step: str
    place: str
    signed: bool
    on_behalf: bool
    reason: str
    reason_words: str
    document_name: str
    pending: bool
    h: int
    m: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Hours from another part."""

    source: str
    day: date
    h: int
    m: int


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment or a workshop to come."""

    kind: str
    id: str
    at: datetime
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A week gone by."""

    monday: date
    place: int
    h: int
    m: int
    height: int
    now: bool


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """What `client/week.js:shownWeek` answers."""

    monday: date
    sunday: date
    is_current: bool
    target: bool
    least: int
    most: int
    reached: bool
    left: Time
    done: Time
    validated: Time
    waiting: Time
    planned: Time
    some: bool
    ring_validated: int
    ring_waiting: int
    ring_planned: int
    returned: list[ShownAction]
    todo: list[ShownAction]
    finished: list[ShownAction]
    elsewhere: list[Elsewhere]
    next: list[Coming]
    streak: int
    bars: list[Bar]
    to_sign: list[ShownAction]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of the catalogue."""

    id: str
    key: str
    title: str
    category: str
    step: str
    h: int
    m: int


@dataclass(frozen=True, slots=True)
class Adding:
    """What the sheet of choices shows."""

    planned: bool
    category: str
    categories: list[str]
    choices: list[Entry]


@dataclass(frozen=True, slots=True)
class SaidOfWeek:
    """What was done last, and whether it can be taken back."""

    what: str
    id: str
    undo: bool


def _hooked(name: str, hook: str, kind: Any) -> Any:
    return rx.Var(
        _js_expr=name,
        _var_type=kind,
        _var_data=VarData(
            imports={HOOKS: [ImportVar(tag=hook)]}, hooks={f"const {name} = {hook}();": None}
        ),
    ).to(kind)


week: Any = _hooked("week_", "useWeek", ShownWeek)
adding: Any = _hooked("adding_", "useAdding", Adding)
said: Any = _hooked("saidOfWeek_", "useSaid", SaidOfWeek)


def tap(name: str, *arguments: Any) -> Any:
    """For `on_click`: a function of the page's own module, in the browser alone."""
    return tapped(name, *arguments, module=HOOKS)


class OwnForm(rx.Component):
    """Something that is not in the list."""

    library = HOOKS
    tag = "OwnForm"


class EditForm(rx.Component):
    """A correction, until it is validated."""

    library = HOOKS
    tag = "EditForm"


class NamedAction(rx.Component):
    """Shows the action that the address names."""

    library = HOOKS
    tag = "NamedAction"


class SignForm(rx.Component):
    """The code of the screen at reception."""

    library = HOOKS
    tag = "SignForm"
