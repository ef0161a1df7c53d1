"""The one door of the websocket: every event passes here, and what is not declared is refused.

Every public method of a state is an endpoint that anyone can call with anything. The guard lets an
event through when its handler declares who may call it, the session's holder has that role, and the
arguments are what the handler's annotations say. A refused event is answered nothing, and logged; only
whoever opens a page of another role is brought to the first page of their own.
"""

from __future__ import annotations

import inspect
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, get_type_hints

import orjson
import reflex as rx
from pydantic import TypeAdapter, ValidationError
from reflex.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event, EventHandler, EventSpec
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY
from reflex_base.utils.format import format_event_handler

from myjobmatch.container import current
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError
from myjobmatch.domain.homes import HOMES
from myjobmatch.i18n.catalogue import LOCALES, desk_locale
from myjobmatch.state.base import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    AppState,
    cookie_of,
    fingerprint,
    renewing_states,
    set_acting,
)
from myjobmatch.state.defaults import Defaults
from myjobmatch.state.returning import ARRIVED, CONNECTED, ROOT, SHOWN, arriving
from myjobmatch.state.roles import PUBLIC, declared

logger = logging.getLogger("myjobmatch.guard")

MAX_ARGUMENTS_BYTES = 64 * 1024
MAX_REPORT_CHARS = 500
LARGEST_NUMBER = 2**31 - 1
"""What a column of ids holds."""
SIGN_IN_PAGE = "/connexion"

_NOTHING = StateUpdate()
_OPENING = frozenset({f"{ROOT}.hydrate", CONNECTED})
"""By these a page asks for all that the tab's state holds."""


class Refused(Exception):
    """The event is not let through; the text is for the log."""


class OfAnotherRole(Refused):
    """Somebody is signed in, but the handler is for others."""


def _no_values(payload: Mapping[str, Any]) -> bool:
    """Browser storage vars: we have none, so whoever sends some is not our page."""
    return not payload.get("vars")


def _hydration(payload: Mapping[str, Any]) -> bool:
    hashes = payload.get("hashes")
    sound = hashes is None or (
        isinstance(hashes, list) and len(hashes) < 500 and all(isinstance(h, str) for h in hashes)
    )
    return sound and _no_values(payload) and set(payload) <= {"vars", "hashes"}


def _hydrated_flag(payload: Mapping[str, Any]) -> bool:
    return set(payload) == {"value"} and isinstance(payload["value"], bool)


def _empty(payload: Mapping[str, Any]) -> bool:
    return not payload


_FRAMEWORK: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    f"{ROOT}.hydrate": _empty,
    CONNECTED: _hydration,
    f"{ROOT}.set_is_hydrated": _hydrated_flag,
    ARRIVED: _empty,
    SHOWN: _hydrated_flag,
    f"{ROOT}.reflex___state____update_vars_internal_state.update_vars_internal": _no_values,
}
"""Reflex's own handlers that a page needs, with what may be sent to them. All others
(`setvar`, shared state, setters) are refused."""

_FAILURE = f"{ROOT}.reflex___state____frontend_event_exception_state.handle_frontend_exception"
"""What a page sends when its scripts fail. Reflex's answer needs `eval`: we only keep a line of it."""


class FailureLog:
    """Keeps what pages report of their failures, a few a minute: anyone can send them."""

    MOST_A_MINUTE = 20

    def __init__(self) -> None:
        """Start with none kept."""
        self._minute = 0
        self._kept = 0

    def keep(self, payload: Mapping[str, Any], second: float) -> bool:
        """Log the first line of a report; answers whether there was room for it."""
        minute = int(second // 60)
        if minute != self._minute:
            self._minute, self._kept = minute, 0
        self._kept += 1
        if self._kept > self.MOST_A_MINUTE:
            return False
        logger.warning(
            "a page failed: %s", _printable(str(payload.get("info", ""))[:MAX_REPORT_CHARS])
        )
        return True


def _printable(text: str) -> str:
    """What anyone sent, on one line of the log."""
    return "".join(c if c.isprintable() else " " for c in text)


@cache
def _adapters(handler: Callable[..., Any]) -> dict[str, tuple[TypeAdapter[Any], bool]]:
    """The validators of a handler's arguments, and whether each may be left out."""
    hints = get_type_hints(handler)
    found: dict[str, tuple[TypeAdapter[Any], bool]] = {}
    for name, parameter in list(inspect.signature(handler).parameters.items())[1:]:
        if name not in hints:
            raise Refused(f"argument {name} has no annotation")
        optional = parameter.default is not inspect.Parameter.empty
        found[name] = (TypeAdapter(hints[name]), optional)
    return found


def leave_out_undrawn(payload: Any) -> None:
    """Take out of the forms of an event the fields that the page did not draw.

    Reflex's form names every field that its code knows, drawn or not, and sends null for the others: for the
    handlers these are not there.
    """
    if not isinstance(payload, dict):
        return
    for name, value in payload.items():
        entries = value.get(FORM_DATA_ENTRIES_KEY) if isinstance(value, dict) else None
        if isinstance(entries, list):
            drawn = [
                pair
                for pair in entries
                if not (
                    isinstance(pair, list)
                    and len(pair) == 2
                    and isinstance(pair[0], str)
                    and pair[1] is None
                )
            ]
            payload[name] = {**value, FORM_DATA_ENTRIES_KEY: drawn}


def _plain_form(value: Any) -> Any:
    """A form's fields as one object, as Reflex will give them to the handler."""
    if isinstance(value, dict) and set(value) == {FORM_DATA_ENTRIES_KEY}:
        entries = value[FORM_DATA_ENTRIES_KEY]
        if not isinstance(entries, list) or not all(
            isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)
            for pair in entries
        ):
            raise Refused("malformed form")
        return dict(entries)
    return value


def check_arguments(handler: Callable[..., Any], payload: Mapping[str, Any]) -> None:
    """Hold the arguments of an event against the handler's annotations.

    Raises:
        Refused: an argument is unknown, missing, too large or of another type.
    """
    try:
        size = len(orjson.dumps(payload))
    except (TypeError, orjson.JSONEncodeError) as error:
        raise Refused("arguments are not JSON") from error
    if size > MAX_ARGUMENTS_BYTES:
        raise Refused(f"arguments of {size} bytes")
    adapters = _adapters(handler)
    if unknown := set(payload) - set(adapters):
        raise Refused(f"unknown arguments {_printable(str(sorted(unknown))[:120])}")
    for name, (adapter, optional) in adapters.items():
        if name not in payload:
            if not optional:
                raise Refused(f"argument {name} is missing")
            continue
        try:
            value = adapter.validate_json(orjson.dumps(_plain_form(payload[name])), strict=True)
        except ValidationError as error:
            raise Refused(f"argument {name} is not what it should be") from error
        if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            raise Refused(f"argument {name} is too large a number")


def _reading_in(actor: Actor | None, language: str) -> Actor | None:
    """The actor, answered in the language that this browser was switched to, if it is one of theirs."""
    if actor is None:
        return None
    locale = language if language in LOCALES else actor.locale
    return replace(actor, locale=locale if actor.role is Role.YOUTH else desk_locale(locale))


async def _renew_people(root: BaseState, shown: AppState) -> None:
    """A tab that opens is sent all that its state holds: of people, what may be seen now and not what once might.

    Somebody may have taken their yes back while the page that named them was not looked at.
    """
    for kind in renewing_states():
        state: Any = await root.get_state(kind)
        try:
            await state._renew()
        except DomainError:
            state.reset()
            shown._page_opened = ""  # a page that came back opens anew


class Guard(Middleware):
    """Deny by default; see the module."""

    def __init__(self) -> None:
        """Start with an empty log of failures, and no defaults computed."""
        self._failures = FailureLog()
        self._defaults = Defaults()
        self._first: frozenset[str] | None = None

    def _opens(self, app: rx.App) -> frozenset[str]:
        """The handlers by which pages are opened."""
        if self._first is None:
            opened = [one for page in app._load_events.values() for one in page]
            self._first = frozenset(
                format_event_handler(one if isinstance(one, EventHandler) else one.handler)
                for one in opened
                if isinstance(one, EventHandler | EventSpec)
            )
        return self._first

    def _goes_on(self, app: rx.App, name: str) -> bool:
        """Whether the reader leaves the error that is told: goes elsewhere, comes back, or acts again.

        What fails again is told again. A refresh comes by itself and leaves what is told; so do the handlers
        of a page that opens, the first of which may have told it.
        """
        if name in _FRAMEWORK:
            return name in _OPENING or name == ARRIVED
        return not name.rsplit(".", 1)[-1].startswith("refresh") and name not in self._opens(app)

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Let the event through (None) or answer it with nothing."""
        set_acting(None)
        if event.name == _FAILURE:
            self._failures.keep(event.payload, time.monotonic())
            return _NOTHING
        root = state._get_root_state()
        headers = root.router_data.get("headers") or {}
        token = cookie_of(str(headers.get("cookie", "")), SESSION_COOKIE)
        actor = await current().sessions.resolve(token) if token else None
        session = fingerprint(token) if actor else ""
        shown = await root.get_state(AppState)
        forgotten = await shown._adopt(session, actor)
        set_acting(_reading_in(actor, cookie_of(str(headers.get("cookie", "")), LANGUAGE_COOKIE)))
        leave_out_undrawn(event.payload)
        if event.name in _OPENING and actor is not None:
            await _renew_people(root, shown)
        elsewhere = ""
        try:
            if self._check(event, actor):
                elsewhere = SIGN_IN_PAGE
        except Refused as refusal:
            logger.warning("refused %s: %s", _printable(event.name[-120:]), refusal)
            # whoever opened a page of another role is brought to their own, instead of waiting for it
            if isinstance(refusal, OfAnotherRole) and actor and event.name in self._opens(app):
                elsewhere = HOMES[actor.role]
        else:
            if not elsewhere:
                if event.name == CONNECTED and event.payload.get("hashes"):
                    event.payload["hashes"] = await self._defaults.all_for(event.payload["hashes"])
                if shown.error_code and self._goes_on(app, event.name):
                    shown.error_code, shown.error_params = "", {}
                instead = arriving(shown, event)
                return None if instead is None else StateUpdate(events=instead)
        events = Event.from_event_type(rx.redirect(elsewhere)) if elsewhere else []
        if forgotten:
            delta = await root._get_resolved_delta()
            root._clean()
            return StateUpdate(delta=delta, events=events)
        return StateUpdate(events=events) if events else _NOTHING

    @staticmethod
    def _check(event: Event, actor: Actor | None) -> bool:
        """Answer whether the sender must sign in first; False when the event may pass.

        Raises:
            Refused: the event may not pass.
        """
        allowed = _FRAMEWORK.get(event.name)
        if allowed is not None:
            if not allowed(event.payload):
                raise Refused("arguments that no page of ours sends")
            return False
        registered = RegistrationContext.get().event_handlers.get(event.name)
        if registered is None:
            raise Refused("no such handler")
        handler = registered.handler.fn
        roles = declared(handler)
        if roles is None:
            raise Refused("its handler declares no roles")
        check_arguments(handler, event.payload)
        if PUBLIC in roles:
            return False
        if actor is None:
            return True
        if actor.role not in roles:
            raise OfAnotherRole(f"not for {actor.role.value}")
        return False
