"""A tab that comes back: whose state it gets, and whether its page opens anew or is only refreshed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from reflex.state import State
from reflex.utils.token_manager import LocalTokenManager
from reflex_base.event import Event

from myjobmatch.state import returning
from myjobmatch.state.base import AppState, fingerprint
from myjobmatch.state.live import WATCHES
from myjobmatch.state.returning import ARRIVED, CONNECTED, KEPT, SHOWN, arriving, take_over

FORM = "/conseil/formulaire"
TOPICS = (("account", 3),)


@pytest.fixture(autouse=True)
def _a_page_that_keeps() -> Iterator[None]:
    KEPT.add(FORM)
    yield
    KEPT.discard(FORM)
    WATCHES.forget("tab")


async def shown_at(path: str, socket: str = "first") -> AppState:
    """The state of a tab at an address."""
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    await go(root, path, socket)
    return await root.get_state(AppState)


async def go(root: Any, path: str, socket: str = "first") -> None:
    before = root.router_data
    now = {
        "pathname": path.partition("?")[0],
        "asPath": path,
        "sid": socket,
        "token": "tab",
        "headers": {"origin": "http://here"},
    }
    root.router_data = root._update_router_vars(now, before)


def connects(*, opens: bool) -> Event:
    return Event(name=CONNECTED, payload={"hashes": ["a"]} if opens else {})


async def opened(path: str) -> AppState:
    """A tab whose page has opened to its end, and watches something."""
    shown = await shown_at(path)
    assert arriving(shown, connects(opens=True)) is None
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None
    shown._page_watches = {"refresh": TOPICS}
    assert arriving(shown, Event(name=SHOWN, payload={"value": True})) is None
    return shown


async def test_a_page_that_comes_back_is_refreshed_and_watches_by_its_new_socket() -> None:
    shown = await opened(FORM)
    await go(shown._get_root_state(), FORM, "second")
    assert arriving(shown, connects(opens=False)) is None
    instead = arriving(shown, Event(name=ARRIVED, payload={}))
    assert [(one.name, one.payload) for one in instead or []] == [
        ("refresh", {}),
        (SHOWN, {"value": True}),
    ]
    watch = WATCHES._by_token["tab"]
    assert (watch.socket, watch.topics) == ("second", {"refresh": frozenset(TOPICS)})
    # and once more, for each time that the line breaks
    arriving(shown, Event(name=SHOWN, payload={"value": True}))
    arriving(shown, connects(opens=False))
    assert arriving(shown, Event(name=ARRIVED, payload={})) is not None


@pytest.mark.parametrize("path", ["/conseil/ailleurs", f"{FORM}?jeune=2"])
async def test_another_address_opens(path: str) -> None:
    shown = await opened(FORM)
    await go(shown._get_root_state(), path)
    arriving(shown, connects(opens=False))
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None
    assert shown._page_watches == {}


async def test_who_goes_elsewhere_while_it_comes_back_opens_there() -> None:
    shown = await opened(FORM)
    arriving(shown, connects(opens=False))
    await go(shown._get_root_state(), "/conseil/ailleurs")
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None
    await go(shown._get_root_state(), FORM)
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None


async def test_a_page_that_does_not_keep_or_was_read_again_opens() -> None:
    shown = await opened("/conseil/ailleurs")
    arriving(shown, connects(opens=False))
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None
    shown = await opened(FORM)
    arriving(shown, connects(opens=True))
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None


async def test_a_page_that_had_not_opened_to_its_end_opens() -> None:
    shown = await shown_at(FORM)
    arriving(shown, connects(opens=True))
    arriving(shown, Event(name=ARRIVED, payload={}))
    arriving(shown, connects(opens=False))
    assert arriving(shown, Event(name=ARRIVED, payload={})) is None


class Desk:
    """An app with one tab, whose socket is linked."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.manager = LocalTokenManager()
        self.app: Any = SimpleNamespace(state_manager=self, _state=State)
        self.namespace: Any = SimpleNamespace(_token_manager=self.manager)

    @asynccontextmanager
    async def modify_state(self, token: Any) -> AsyncIterator[Any]:
        assert token.ident == "tab"
        root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
        shown = await root.get_state(AppState)
        shown._session = fingerprint(self.session)
        yield root

    async def connect(self, sid: str, cookie: str, *, opens: bool = False) -> bool:
        boot = {"name": CONNECTED} | ({"payload": {"hashes": ["a"]}} if opens else {})
        environ = {"QUERY_STRING": "token=tab&EIO=4", "HTTP_COOKIE": f"mjm_session={cookie}"}
        return await take_over(self.app, self.namespace, sid, environ, {"event": boot})


async def test_a_tab_that_comes_back_keeps_its_state_and_the_end_of_the_former_socket_ends_nothing() -> (
    None
):
    desk = Desk("mine")
    assert await desk.manager.link_token_to_sid("tab", "first") is None
    assert await desk.connect("second", "mine")
    assert await desk.manager.link_token_to_sid("tab", "second") is None
    assert "first" not in desk.manager.sid_to_token
    assert desk.manager.token_to_sid["tab"] == "second"


@pytest.mark.parametrize(
    ("cookie", "opens"),
    [("another", False), ("", False), ("mine", True)],
    ids=["another session", "nobody", "a duplicated tab"],
)
async def test_nobody_else_gets_it(cookie: str, opens: bool) -> None:
    desk = Desk("mine")
    await desk.manager.link_token_to_sid("tab", "first")
    assert not await desk.connect("second", cookie, opens=opens)
    assert await desk.manager.link_token_to_sid("tab", "second") not in {None, "tab"}
    assert desk.manager.token_to_sid["tab"] == "first"


async def test_a_state_of_nobody_is_not_given_to_nobody() -> None:
    desk = Desk("")
    await desk.manager.link_token_to_sid("tab", "first")
    assert not await desk.connect("second", "")


@pytest.mark.parametrize(
    "auth", [None, "x", {}, {"event": 1}, {"event": {"name": CONNECTED, "payload": [1]}}]
)
async def test_what_no_page_sends_takes_nothing_over(auth: Any) -> None:
    desk = Desk("mine")
    await desk.manager.link_token_to_sid("tab", "first")
    environ = {"QUERY_STRING": "token=tab", "HTTP_COOKIE": "mjm_session=mine"}
    assert not await take_over(desk.app, desk.namespace, "second", environ, auth)


async def test_every_connection_is_asked_as_long_as_the_server_runs() -> None:
    asked: list[str] = []

    async def connect(sid: str, environ: Any, auth: Any = None) -> None:
        asked.append(sid)

    desk = Desk("mine")
    desk.namespace.on_connect = connect
    desk.app.event_namespace = desk.namespace
    await desk.manager.link_token_to_sid("tab", "first")
    boot = {"event": {"name": CONNECTED, "payload": {}}}
    environ = {"QUERY_STRING": "token=tab", "HTTP_COOKIE": "mjm_session=mine"}
    async with returning.returning(desk.app, None):  # type: ignore[arg-type]
        await desk.namespace.on_connect("second", environ, boot)
    assert asked == ["second"]
    assert desk.manager.token_to_sid["tab"] == "second"
    assert desk.namespace.on_connect is connect
