"""A tab that comes back to another worker: one record of its socket for all, which the former worker does not delete."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import redis.asyncio
from reflex.state import State
from reflex.utils.token_manager import RedisTokenManager

from myjobmatch.state.base import AppState, fingerprint
from myjobmatch.state.returning import CONNECTED, take_over

ENVIRON = {"QUERY_STRING": "token=tab", "HTTP_COOKIE": "mjm_session=mine"}
BACK = {"event": {"name": CONNECTED, "payload": {}}}


class Worker:
    """One of two, and the states that both read."""

    def __init__(self, url: str) -> None:
        self.manager = RedisTokenManager(redis.asyncio.Redis.from_url(url))
        self.app: Any = SimpleNamespace(state_manager=self, _state=State)
        self.namespace: Any = SimpleNamespace(_token_manager=self.manager)

    @asynccontextmanager
    async def modify_state(self, token: Any) -> AsyncIterator[Any]:
        root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
        (await root.get_state(AppState))._session = fingerprint("mine")
        yield root

    async def owner(self) -> tuple[str, str] | None:
        """Whose the tab is, as Redis has it: the worker and the socket."""
        found = await self.manager._fetch_socket_record("tab")
        return (found.instance_id, found.sid) if found else None


async def test_another_worker_takes_it_over(redis_url: str) -> None:
    one, other = Worker(redis_url), Worker(redis_url)
    try:
        assert await one.manager.link_token_to_sid("tab", "first") is None
        assert await take_over(other.app, other.namespace, "second", ENVIRON, BACK)
        assert await other.manager.link_token_to_sid("tab", "second") is None
        assert await other.owner() == (other.manager.instance_id, "second")
        await one.manager._get_token_owner("tab", refresh=True)  # what Redis tells it of itself
        await one.manager.disconnect_token("tab", "first")
        assert await other.owner() == (other.manager.instance_id, "second")
        # and back again
        assert await take_over(one.app, one.namespace, "third", ENVIRON, BACK)
        assert await one.owner() == (one.manager.instance_id, "third")
    finally:
        for worker in (one, other):
            await worker.manager.close()
            await worker.manager.redis.aclose()


async def test_a_tab_that_nobody_has_is_linked_as_ever(redis_url: str) -> None:
    one = Worker(redis_url)
    try:
        assert not await take_over(one.app, one.namespace, "first", ENVIRON, BACK)
        assert await one.manager.link_token_to_sid("tab", "first") is None
    finally:
        await one.manager.close()
        await one.manager.redis.aclose()
