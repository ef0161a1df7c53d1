"""SQLite beside the event loop: a whole unit of work in one thread, where a statement is a plain call.

An asynchronous driver of SQLite crosses to a thread and back several times a statement, which costs more
than the statement. Here the work itself goes to a thread, once: the same coroutine, driven to its end
over a session whose methods wait for nothing. The loop stays free meanwhile. PostgreSQL needs none of it.
"""

import asyncio
import contextvars
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Executable, Result, ScalarResult
from sqlalchemy.orm import Session

R = TypeVar("R")
P = ParamSpec("P")

READERS = 4
"""Threads that only read; one more writes, as SQLite has one writer."""


def on_loop() -> bool:
    """Whether this runs on an event loop, which nothing may hold up."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def off_loop(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do what takes a moment: in a thread when called on the loop, at once when in a thread already."""
    if on_loop():
        return await asyncio.to_thread(work, *args, **kwargs)
    return work(*args, **kwargs)


def drive(work: Callable[[], Coroutine[Any, Any, R]]) -> R:
    """Carry a coroutine out in this thread.

    Raises:
        RuntimeError: it waits for something else than the database.
    """
    coroutine = work()
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: R = end.value
        return result
    coroutine.close()
    raise RuntimeError("what runs beside the loop may wait for the database only")


class Threads:
    """The threads beside the loop: a few that read, one that writes."""

    def __init__(self) -> None:
        """Start none; they start with the first work."""
        self._reading = ThreadPoolExecutor(READERS, "sqlite-reader")
        self._writing = ThreadPoolExecutor(1, "sqlite-writer")

    async def run(self, work: Callable[[], Coroutine[Any, Any, R]], *, write: bool) -> R:
        """Carry a coroutine out there. Given up on the loop, it comes to its end all the same."""
        pool = self._writing if write else self._reading
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        return await loop.run_in_executor(pool, context.run, drive, work)

    async def close(self) -> None:
        """Let them finish."""
        await asyncio.to_thread(self._reading.shutdown)
        await asyncio.to_thread(self._writing.shutdown)


class WriterLock:
    """One writer at a time, on loops and in threads: waiting here is fair and cheap, in SQLite neither."""

    def __init__(self) -> None:
        """Start free."""
        self._lock = threading.Lock()
        self._queues: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Hold it."""
        if not on_loop():
            with self._lock:
                yield
            return
        queue = self._queues.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        async with queue:
            await self._acquire()
            try:
                yield
            finally:
                self._lock.release()

    async def _acquire(self) -> None:
        if self._lock.acquire(blocking=False):
            return
        waiting = asyncio.get_running_loop().run_in_executor(None, self._lock.acquire)
        try:
            await asyncio.shield(waiting)
        except asyncio.CancelledError:
            # the thread goes on waiting: what it gets then is nobody's
            waiting.add_done_callback(lambda _: self._lock.release())
            raise


class PlainConnection:
    """What repositories use of an asynchronous connection."""

    def __init__(self, connection: Connection) -> None:
        """Wrap a plain one."""
        self._plain = connection

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Send a statement."""
        return self._plain.execute(statement, parameters)


class PlainSession:
    """What repositories and units of work use of an asynchronous session; none of it waits."""

    def __init__(self, engine: Engine) -> None:
        """Open nothing before the first statement."""
        self._plain = Session(engine, expire_on_commit=False)
        # these never wait in the asynchronous session either
        self.add, self.add_all = self._plain.add, self._plain.add_all
        self.expunge_all, self.get_bind = self._plain.expunge_all, self._plain.get_bind

    async def __aenter__(self) -> "PlainSession":
        """As the asynchronous session."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Give the connection back."""
        self._plain.close()

    @property
    def new(self) -> Iterable[object]:
        """What is not inserted yet."""
        return self._plain.new

    @property
    def dirty(self) -> Iterable[object]:
        """What may be changed."""
        return self._plain.dirty

    async def execute(
        self, statement: Executable, parameters: Any = None, **options: Any
    ) -> Result[Any]:
        """Send a statement; its rows are all there."""
        return self._plain.execute(statement, parameters, **options)

    async def scalar(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Any:
        """The first value of the first row, or None."""
        return self._plain.scalar(statement, parameters)

    async def scalars(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> ScalarResult[Any]:
        """The first value of each row."""
        return self._plain.scalars(statement, parameters)

    async def get(self, entity: type[R], ident: object) -> R | None:
        """The row with that key."""
        return self._plain.get(entity, ident)

    async def delete(self, instance: object) -> None:
        """Delete a row at the next flush."""
        self._plain.delete(instance)

    async def flush(self) -> None:
        """Send what waits."""
        self._plain.flush()

    async def commit(self) -> None:
        """Commit."""
        self._plain.commit()

    async def rollback(self) -> None:
        """Roll back."""
        self._plain.rollback()

    async def connection(self) -> PlainConnection:
        """The connection of the transaction."""
        return PlainConnection(self._plain.connection())

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        """A savepoint."""
        with self._plain.begin_nested():
            yield
