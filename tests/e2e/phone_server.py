"""Acts of the other side, by the services on the running server's own database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from production import RunningServer

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, SystemClock
from myjobmatch.services.sessions import actor_of

R = TypeVar("R")


def beside(
    server: RunningServer,
    work: Callable[[UnitOfWork], Awaitable[R]],
    *,
    at: datetime | None = None,
) -> R:
    """Carry work out in one transaction on the server's database, from another process; `at`: as if it were then.

    Playwright's loop runs in this thread: ours gets one of its own.
    """

    clock = SystemClock() if at is None else FixedClock(at)

    async def run() -> R:
        database = Database(f"sqlite:///{server.data_dir / 'myjobmatch.db'}", clock)
        try:
            async with database.unit() as uow:
                return await work(uow)
        finally:
            await database.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


async def actor_named(uow: UnitOfWork, login: str) -> Actor:
    """The actor that a login makes."""
    account = await uow.accounts.by_login(login)
    assert account is not None, login
    return actor_of(account, await uow.accounts.youth_id_of(account.id))
