"""That somebody writes, on the open pages of those they write to: a signal, kept nowhere."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import reflex as rx
from reflex_base.event import Event
from reflex_base.utils.format import format_event_handler

from myjobmatch.container import Container
from myjobmatch.domain.enums import Role
from myjobmatch.integrations.typing_relay import relay
from myjobmatch.lifespan import task
from myjobmatch.services.typing import typing_in
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on
from myjobmatch.typing_signals import TYPING

TALKING = (Role.YOUTH, Role.ADVISOR, Role.RECRUITER, Role.EMPLOYMENT_OFFICER)

_tabs: dict[str, tuple[int, str]] = {}
"""By Reflex's token: whose page it is, and the socket that asked."""


class TypingState(AppState):
    """Who writes in which conversation; `serial` differs each time it is heard of."""

    conversation: str = ""
    name: str = ""
    serial: int = 0

    @on(*TALKING)
    async def watch(self) -> None:
        """This tab shows conversations: it is told who writes."""
        session = self.router.session
        _tabs[session.client_token] = (self._actor().account_id, session.session_id)
        self.serial = 0

    @on(*TALKING)
    async def hear(self) -> None:
        """Somebody writes to whoever is signed in here."""
        typing = TYPING.of(self._actor().account_id)
        if typing is not None:
            self.conversation, self.name = typing.conversation_id, typing.name
            self.serial = typing.serial

    @on(*TALKING)
    async def tell(self, conversation_id: str) -> None:
        """Whoever is signed in here writes."""
        TYPING.tell(await self._run(typing_in, conversation_id))


@task("typing")
@contextlib.asynccontextmanager
async def typing(app: rx.App, container: Container) -> AsyncIterator[None]:
    """Tell the tabs of this process, and the other processes where there are some, as long as the server runs."""
    running = [asyncio.create_task(_tell_tabs(app), name="typing")]
    if container.settings.redis_url:
        passing = relay(container.settings.redis_url, TYPING)
        running.append(asyncio.create_task(passing, name="typing relay"))
    try:
        yield
    finally:
        for one in running:
            one.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await one


async def _tell_tabs(app: rx.App) -> None:
    queue = TYPING.listen()
    name = format_event_handler(TypingState.hear)
    while True:
        account_id = await queue.get()
        namespace = app.event_namespace
        if namespace is None:
            continue
        for token, (whose, socket) in list(_tabs.items()):
            # With another socket the token is somebody else's: they ask for themselves.
            if namespace.token_to_sid.get(token) != socket:
                del _tabs[token]
            elif whose == account_id:
                await app.event_processor.enqueue(token, Event(name=name, payload={}))
