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


@pytest.mark.parametrize("name", OURS)
def test_a_handler_of_ours_declares_its_roles_or_is_refused(name: str) -> None:
    handler = _handlers()[name].handler.fn
    if name.endswith(".setvar"):  # made by Reflex for every state
        with pytest.raises(Refused):
            Guard._check(Event(name=name, payload={}), None)
        return
    assert declared(handler), f"{name} declares no roles: decorate it with @on(...)"
    parameters = list(inspect.signature(handler).parameters)[1:]
    hints = get_type_hints(handler)
    loose = [p for p in parameters if p not in hints or hints[p] is Any]
    assert loose == [], f"{name}: annotate {loose}"


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize("role", [None, *Role])
def test_a_handler_of_reflex_is_allowed_by_name_or_refused(name: str, role: Role | None) -> None:
    if name in _FRAMEWORK or name == _FAILURE:
        return
    actor = Actor(1, "p", role) if role else None
    with pytest.raises(Refused):
        Guard._check(Event(name=name, payload={}), actor)


def test_the_allowed_handlers_of_reflex_exist() -> None:
    assert {*_FRAMEWORK, _FAILURE} <= set(THEIRS)


@pytest.mark.parametrize("name", [n for n in OURS if not n.endswith(".setvar")])
@pytest.mark.parametrize("role", [None, *Role])
def test_every_handler_by_every_role(name: str, role: Role | None) -> None:
    """Who is not declared does not get past the guard, whatever the arguments."""
    handler = _handlers()[name].handler.fn
    roles = declared(handler)
    assert roles is not None
    actor = Actor(1, "p", role) if role else None
    required = [
        p
        for p in list(inspect.signature(handler).parameters.values())[1:]
        if p.default is inspect.Parameter.empty
    ]
    event = Event(name=name, payload={})
    if required:
        with pytest.raises(Refused):
            Guard._check(event, actor)
    elif PUBLIC in roles or role in roles:
        assert Guard._check(event, actor) is False
    elif role is None:
        assert Guard._check(event, actor) is True
    else:
        with pytest.raises(Refused):
            Guard._check(event, actor)
