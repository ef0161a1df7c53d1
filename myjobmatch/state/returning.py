"""A tab that comes back after its socket broke: its page is still there, with what is typed on it.

Reflex takes it for one that opens: where the server has not yet noticed that the former socket is dead it gets another
state, as a tab that was duplicated does, and `on_load` begins anew, so that forms lose what was not yet sent. Here
a tab of the same session takes its own state over, and a page that keeps (`registry.page`) is refreshed, not loaded.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import parse_qs

import reflex as rx
from reflex.app import EventNamespace
from reflex.istate.manager.token import BaseStateToken
from reflex.utils.token_manager import RedisTokenManager, SocketRecord
from reflex_base.event import Event

from myjobmatch.container import Container
from myjobmatch.lifespan import task
from myjobmatch.state.base import SESSION_COOKIE, AppState, cookie_of, fingerprint

ROOT = "reflex___state____state"
CONNECTED = f"{ROOT}.hydrate_and_load"
ARRIVED = f"{ROOT}.reflex___state____on_load_internal_state.on_load_internal"
"""What a page sends each time that another address is shown."""
SHOWN = f"{ROOT}.reflex___state____on_load_internal_state.set_is_hydrated"
"""What ends the handlers by which a page opens."""
KEPT: set[str] = set()
"""The routes whose pages keep what is typed on them."""


def comes_back(payload: Mapping[str, Any]) -> bool:
    """Whether who connects has a page already: one that opens says which defaults it was built with."""
    return not payload.get("hashes")


def arriving(shown: AppState, event: Event) -> list[Event] | None:
    """What a page that came back does in the place of its `on_load`; None lets the event through as it is.

    `shown` is the root's own; the event has passed the guard.
    """
    address = str(shown.router.url)
    if event.name == CONNECTED:
        kept = shown.router.route_id in KEPT and shown._page_opened == address
        shown._page_back = address if kept and comes_back(event.payload) else ""
    elif event.name == ARRIVED:
        if shown._page_back and shown._page_back == address:
            shown._page_back = ""
            return [*_refreshed(shown), Event(name=SHOWN, payload={"value": True})]
        shown._page_opened, shown._page_back, shown._page_watches = "", "", {}
    elif event.name == SHOWN and event.payload["value"]:
        shown._page_opened = address
    return None


def _refreshed(shown: AppState) -> list[Event]:
    """Watch again what the page asked for, by its new socket, and see what changed meanwhile."""
    for name, topics in shown._page_watches.items():
        shown._listen(name, topics)
    return [Event(name=name, payload={}) for name in shown._page_watches]


async def take_over(
    app: rx.App, namespace: EventNamespace, sid: str, environ: Mapping[str, Any], auth: object
) -> bool:
    """Give a tab that comes back its own state, though its former socket is not known to be dead.

    Only to the session that the state belongs to: Reflex's token stands in an address. Answers whether it did.
    """
    boot = auth.get("event") if isinstance(auth, dict) else None
    if not isinstance(boot, dict) or boot.get("name") != CONNECTED:
        return False
    payload = boot.get("payload") or {}
    if not isinstance(payload, dict) or not comes_back(payload):
        return False
    tokens = parse_qs(str(environ.get("QUERY_STRING", ""))).get("token", [])
    manager = namespace._token_manager
    if app._state is None or not tokens or not await _is_linked(manager, tokens[0]):
        return False
    token = tokens[0]
    session = fingerprint(cookie_of(str(environ.get("HTTP_COOKIE", "")), SESSION_COOKIE))
    async with app.state_manager.modify_state(BaseStateToken(ident=token, cls=app._state)) as root:
        shown = await root.get_state(AppState)
        if not session or shown._session != session:
            return False
    former = manager.token_to_socket.get(token)
    if former is not None:
        manager.sid_to_token.pop(
            former.sid, None
        )  # so that its end, when it comes, unlinks nothing
    record = SocketRecord(instance_id=manager.instance_id, sid=sid)
    manager.token_to_socket[token] = record
    manager.sid_to_token[sid] = token
    if isinstance(manager, RedisTokenManager):
        await manager._store_socket_record(token, record)
    return True


async def _is_linked(manager: Any, token: str) -> bool:
    if isinstance(manager, RedisTokenManager):
        return await manager._get_token_owner(token) is not None
    return token in manager.token_to_socket


@task("returning")
@contextlib.asynccontextmanager
async def returning(app: rx.App, _container: Container) -> AsyncIterator[None]:
    """Every connection is asked first whether its tab comes back."""
    namespace = app.event_namespace
    if namespace is None:
        yield
        return
    connect = namespace.on_connect

    async def on_connect(sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        await take_over(app, namespace, sid, environ, auth)
        await connect(sid, environ, auth)

    namespace.on_connect = on_connect  # type: ignore[method-assign]
    try:
        yield
    finally:
        namespace.on_connect = connect  # type: ignore[method-assign]
