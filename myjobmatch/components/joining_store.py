"""What registering, activating and choosing another password show, as `client/joining.jsx` holds it, and what a tap there does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

MODULE = "$/utils/mjm/joining"


@dataclass(frozen=True, slots=True)
class JoinValues:
    """What was typed; the password is never among it."""

    first_name: str
    day: str
    month: str
    year: str
    commune: str
    place: str
    postcode: str
    login: str
    code: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A commune that the typed text may mean."""

    label: str
    name: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a code is for, and who invites."""

    first_name: str
    structure: str
    advisor: str
    login: str


@dataclass(frozen=True, slots=True)
class JoinView:
    """The step that is shown and all it needs. `ready` is false until the browser has taken over.

    `renews`: the code is for another password of an account that there is.
    """

    ready: bool
    step: str
    number: int
    total: int
    typed: JoinValues
    error: str
    params: dict[str, Any]
    places: list[FoundPlace]
    searched: str
    sending: bool
    strength: str
    minor: bool
    renews: bool
    invitation: Invited | None
    passkeys: bool
    shown: bool
    offline: bool
    agreed: bool


joining: Any = rx.Var(
    _js_expr="joining_",
    _var_type=JoinView,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useJoining")]},
        hooks={"const joining_ = useJoining();": None},
    ),
).to(JoinView)
"""A Var of `JoinView`."""


def _function(code: str, tag: str, *values: rx.Var[Any]) -> Any:
    return rx.Var(
        _js_expr=code,
        _var_data=VarData.merge(
            VarData(imports={MODULE: [ImportVar(tag=tag)]}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


def do(name: str, *arguments: Any) -> Any:
    """For `on_click`: a function of the module: `back`, `choosePlace`, `choosePasskey`, `showPassword`, `hear`."""
    values = tuple(rx.Var.create(argument) for argument in arguments)
    inside = ", ".join(str(value) for value in values)
    return _function(f"(() => {{ {name}({inside}); }})", name, *values)


def typing(name: str) -> Any:
    """For a field's `on_change`: keep what is typed under this name."""
    return _function(f'((event) => fill("{name}", event.target.value))', "fill")


def typing_password() -> Any:
    """For the password's `on_change`: kept in memory alone."""
    return _function("((event) => fillPassword(event.target.value))", "fillPassword")


def ticking() -> Any:
    """For the agreement's `on_change`."""
    return _function("((event) => setAgreed(event.target.checked))", "setAgreed")


class JoinForm(rx.Component):
    """A form whose Enter is the step's own button."""

    library = MODULE
    tag = "JoinForm"


class JoinStart(rx.Component):
    """Once a page: takes up what was typed before, and follows the address."""

    library = MODULE
    tag = "JoinStart"
