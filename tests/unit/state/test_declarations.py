"""Every handler of every state says who may call it; what Reflex adds is allowed by name or refused."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest
from reflex_base.event import Event
from reflex_base.registry import RegisteredEventHandler, RegistrationContext

import myjobmatch.myjobmatch  # noqa: F401  (registers every page, and so every state)
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.state.guard import _FAILURE, _FRAMEWORK, Guard, Refused
from myjobmatch.state.roles import PUBLIC, declared

PUBLIC_HANDLERS = {"dismiss_error", "load"}


def _handlers() -> dict[str, RegisteredEventHandler]:
    return dict(RegistrationContext.get().event_handlers)


def _ours(registered: RegisteredEventHandler) -> bool:
    return registered.states[0].__module__.startswith("myjobmatch")


OURS = sorted(name for name, registered in _handlers().items() if _ours(registered))
THEIRS = sorted(name for name, registered in _handlers().items() if not _ours(registered))


def test_there_are_handlers() -> None:
    assert len(OURS) >= 3
    assert len(THEIRS) >= 5


def _refused(event: Event, actor: Actor | None) -> bool:
    try:
        Guard._check(event, actor)
    except Refused:
        return True
    return False


def _undeclared(name: str) -> str:
    """What is wrong with how a handler of ours is declared, or nothing."""
    handler = _handlers()[name].handler.fn
    if name.endswith(".setvar"):  # made by Reflex for every state
        return "" if _refused(Event(name=name, payload={}), None) else "let in"
    if not declared(handler):
        return "declares no roles: decorate it with @on(...)"
    hints = get_type_hints(handler)
    parameters = list(inspect.signature(handler).parameters)[1:]
    loose = [p for p in parameters if p not in hints or hints[p] is Any]
    return f"annotate {loose}" if loose else ""


def test_a_handler_of_ours_declares_its_roles_or_is_refused() -> None:
    assert {name: wrong for name in OURS if (wrong := _undeclared(name))} == {}


@pytest.mark.parametrize("role", [None, *Role])
def test_a_handler_of_reflex_is_allowed_by_name_or_refused(role: Role | None) -> None:
    actor = Actor(1, "p", role) if role else None
    others = [name for name in THEIRS if name not in _FRAMEWORK and name != _FAILURE]
    let_in = [name for name in others if not _refused(Event(name=name, payload={}), actor)]
    assert let_in == []


def test_the_allowed_handlers_of_reflex_exist() -> None:
    assert {*_FRAMEWORK, _FAILURE} <= set(THEIRS)


def _answer(name: str, actor: Actor | None) -> bool | None:
    """What the guard says to a call without arguments: signed out or not, or nothing where it refuses."""
    try:
        return Guard._check(Event(name=name, payload={}), actor)
    except Refused:
        return None


@pytest.mark.parametrize("role", [None, *Role])
def test_every_handler_by_every_role(role: Role | None) -> None:
    """Who is not declared does not get past the guard, whatever the arguments."""
    actor = Actor(1, "p", role) if role else None
    wrong = {}
    for name in OURS:
        if name.endswith(".setvar"):
            continue
        handler = _handlers()[name].handler.fn
        roles = declared(handler)
        assert roles is not None, name
        required = [
            p
            for p in list(inspect.signature(handler).parameters.values())[1:]
            if p.default is inspect.Parameter.empty
        ]
        expected: bool | None = None
        if not required:
            if PUBLIC in roles or role in roles:
                expected = False
            elif role is None:
                expected = True
        if (answer := _answer(name, actor)) is not expected:
            wrong[name] = answer
    assert wrong == {}
