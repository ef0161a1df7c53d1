"""Live pages: one pump a process watches the change sequence and re-runs a page's own refresh.

A page says in `on_load` what it watches (`self._watch(...)`). When one of these topics changes, its
refresh handler is enqueued for that tab as if the page had sent it: the guard resolves the session
and checks the role again, the service authorises again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass

import reflex as rx
from reflex_base.event import Event

from myjobmatch.container import Changes, Container, Topic
from myjobmatch.heard import HEARD, Heard
from myjobmatch.lifespan import task

logger = logging.getLogger("myjobmatch.live")

_PAUSE_AFTER_FAILURE_S = 5.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What a tab watches: the topics by the full name of the handler that they refresh."""

    topics: Mapping[str, frozenset[Topic]]
    socket: str = ""
    """The socket that asked: whoever comes back with the same token has to ask again."""
    page: str | None = None
    """The address that asked: its parts watch together."""


class Watches:
    """The tabs of this process that watch something, by Reflex's token."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_token: dict[str, Watch] = {}

    def watch(
        self,
        token: str,
        topics: Iterable[Topic],
        event: str,
        socket: str = "",
        page: str | None = None,
    ) -> None:
        """This tab now shows a page that watches these; the page shown before watches no more.

        A page of several states asks once for each: what the others of the same page asked for stays.
        """
        before = self._by_token.get(token)
        kept: Mapping[str, frozenset[Topic]] = {}
        if (
            before is not None
            and page is not None
            and (before.socket, before.page) == (socket, page)
        ):
            kept = before.topics
        self._by_token[token] = Watch({**kept, event: frozenset(topics)}, socket, page)

    def forget(self, token: str) -> None:
        """This tab watches nothing."""
        self._by_token.pop(token, None)

    def keep(self, connected: Mapping[str, str]) -> None:
        """Forget the tabs that are gone; `connected` is the socket of each token.

        Reflex's token stands in an address and opens the state of whoever had it: with another
        socket it must not be sent what the last one watched.
        """
        for token, watch in list(self._by_token.items()):
            if token not in connected or watch.socket not in ("", connected[token]):
                del self._by_token[token]

    def concerned(self, changed: Mapping[Topic, int], heard: Heard) -> list[tuple[str, str]]:
        """The (token, event) of each tab that watches one of these and has not heard of it already."""
        return [
            (token, event)
            for token, watch in self._by_token.items()
            for event, topics in watch.topics.items()
            if any(
                not (topic == "account" and heard.knows(token, id_, changed[topic, id_]))
                for topic, id_ in topics & changed.keys()
            )
        ]


WATCHES = Watches()


async def pump(app: rx.App, changes: Changes, interval_s: float) -> None:
    """Watch the sequence for ever; a database that is away is waited for, never fatal."""
    seq: int | None = None
    while True:
        await asyncio.sleep(interval_s)
        try:
            if seq is None:
                seq = await changes.latest()
                continue
            newest = await changes.latest()
            if newest == seq:
                continue
            seq, changed = await changes.since(seq)
        except Exception:
            logger.exception("the change sequence cannot be read; trying again")
            await asyncio.sleep(_PAUSE_AFTER_FAILURE_S)
            continue
        await tell(app, changed)


async def tell(app: rx.App, changed: Mapping[Topic, int]) -> None:
    """Enqueue the refresh of every connected tab that watches one of these topics."""
    namespace = app.event_namespace
    if namespace is None:
        return
    WATCHES.keep(namespace.token_to_sid)
    for token, name in WATCHES.concerned(changed, HEARD):
        await app.event_processor.enqueue(token, Event(name=name, payload={}))


@task("live")
@contextlib.asynccontextmanager
async def live(app: rx.App, container: Container) -> AsyncIterator[None]:
    """The pump, as long as the server runs."""
    running = asyncio.create_task(
        pump(app, container.changes, container.settings.pump_interval_ms / 1000), name="live-pump"
    )
    try:
        yield
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
