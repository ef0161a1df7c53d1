"""A database: its engines, its threads, its clock; makes units of work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from myjobmatch.db.aside import PlainSession, Threads, WriterLock, off_loop, on_loop
from myjobmatch.db.engine import WRITE, create_beside_engine, create_engine, create_plain_engine
from myjobmatch.domain.clock import Clock

if TYPE_CHECKING:
    from myjobmatch.db.uow import UnitOfWork

R = TypeVar("R")


class Database:
    """A database and the clock its rows are stamped with: makes units of work."""

    def __init__(self, url: str, clock: Clock) -> None:
        """Open (lazily) the database at `url`, `sqlite:///path` or `postgresql://…`."""
        self._url = url
        self.engine: AsyncEngine = create_engine(url)
        self._writing = self.engine.execution_options(**{WRITE: True})
        self.clock = clock
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.plain: Engine | None = create_plain_engine(url)
        self._plain_writing = self.plain.execution_options(**{WRITE: True}) if self.plain else None
        self._plain_beside: Engine | None = None
        self._threads = Threads()
        self.writer = WriterLock()

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Every engine that statements go through, for whoever counts or listens."""
        plain = (self.plain, self._plain_beside)
        return (self.engine.sync_engine, *(engine for engine in plain if engine is not None))

    def unit(self, *, write: bool = True) -> UnitOfWork:
        """A fresh unit of work; `write=False` for one that only reads."""
        from myjobmatch.db.uow import UnitOfWork  # which holds a database

        return UnitOfWork(self, write=write)

    async def aside(self, work: Callable[[], Coroutine[Any, Any, R]], *, write: bool) -> R:
        """Carry out work on this database that waits for nothing else; `write` when any of it writes.

        On SQLite it runs in a thread (`db.aside`), and its units of work with it; else here.

        Raises:
            RuntimeError: it waited for something else.
        """
        if self.plain is None or not on_loop():
            return await work()
        return await self._threads.run(work, write=write)

    async def beside(self, work: Callable[[], Coroutine[Any, Any, R]], *, write: bool) -> R:
        """As `aside`, in a thread on PostgreSQL as well: for work that keeps Python busy for long.

        Raises:
            RuntimeError: it waited for something else.
        """
        if not on_loop() or (self.is_sqlite and self.plain is None):
            return await work()
        if not self.is_sqlite:
            self._beside_engine()  # made here, on the loop, where nobody else makes one meanwhile
        return await self._threads.run(work, write=write)

    def session(self, *, write: bool) -> AsyncSession:
        """A session that begins as a writer, or not; it opens nothing before its first statement."""
        if self.plain is not None and self._plain_writing is not None and not on_loop():
            plain = PlainSession(self._plain_writing if write else self.plain)
            return cast("AsyncSession", plain)
        if not self.is_sqlite and not on_loop():
            return cast("AsyncSession", PlainSession(self._beside_engine()))
        return AsyncSession(self._writing if write else self.engine, expire_on_commit=False)

    async def forget_log(self) -> None:
        """On SQLite write what waits in the log into the file and cut it, so that no deleted word stays in it.

        As far as nobody reads an earlier state meanwhile; PostgreSQL has its vacuum.
        """
        plain = self.plain
        if plain is None:
            return

        def checkpoint() -> None:
            with contextlib.closing(plain.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

        await off_loop(checkpoint)

    def _beside_engine(self) -> Engine:
        """PostgreSQL for threads: its asynchronous connections belong to the loop."""
        if self._plain_beside is None:
            self._plain_beside = create_beside_engine(self._url)
        return self._plain_beside

    async def close(self) -> None:
        """Close all connections."""
        await self._threads.close()
        if self._plain_beside is not None:
            self._plain_beside.dispose()
        if self.plain is not None:
            self.plain.dispose()
        await self.engine.dispose()
