"""Two writers at the same moment on PostgreSQL: one stops between its reading and its writing, the other comes meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import text

from myjobmatch.db.uow import Database, UnitOfWork

PATIENCE_S = 20.0
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Halt:
    """A place in the code at which the first who comes by stops until told to go on."""

    def __init__(self) -> None:
        """Nobody has come yet."""
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    def before(self, step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The step, at whose door the first one stops."""

        async def halting(*args: Any, **kwargs: Any) -> Any:
            if not self.reached.is_set():
                self.reached.set()
                await self.go_on.wait()
            return await step(*args, **kwargs)

        return halting


def halt(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Halt:
    """Whoever comes first to that function stops before it."""
    made = Halt()
    monkeypatch.setattr(owner, name, made.before(getattr(owner, name)))
    return made


def halt_before_commit(monkeypatch: pytest.MonkeyPatch) -> Halt:
    """Whoever comes first to its commit stops: its rows are written and held, and nobody sees them."""
    made = Halt()
    real = UnitOfWork._commit

    async def flushed(uow: UnitOfWork) -> None:
        await uow.session.flush()
        await made.before(real)(uow)

    monkeypatch.setattr(UnitOfWork, "_commit", flushed)
    return made


async def meanwhile(
    database: Database,
    stop: Halt,
    first: Coroutine[Any, Any, Any],
    second: Coroutine[Any, Any, Any],
) -> list[Any]:
    """Run the first up to where it halts, the second until it ends or waits for the first, then both to their end.

    Answers what each came to, its error included.
    """
    one = asyncio.create_task(first)
    await asyncio.wait_for(stop.reached.wait(), PATIENCE_S)
    other = asyncio.create_task(second)
    async with asyncio.timeout(PATIENCE_S):
        while not other.done() and not await _somebody_waits(database):
            await asyncio.wait({other}, timeout=0.01)
    stop.go_on.set()
    return await asyncio.wait_for(
        asyncio.gather(one, other, return_exceptions=True), timeout=PATIENCE_S
    )


async def _somebody_waits(database: Database) -> bool:
    async with database.unit(write=False) as uow:
        return bool(await uow.session.scalar(_WAITING))
