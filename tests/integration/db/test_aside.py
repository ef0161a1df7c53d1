"""Work beside the event loop: in a thread on SQLite, here on PostgreSQL, with the same effect."""

import asyncio
import threading
from collections.abc import AsyncIterator, Generator

import pytest
from sqlalchemy import func, select

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Activity, Change
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from tests import factories


@pytest.fixture
async def in_a_file(sqlite_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    """A database of SQLite, for what concerns it alone."""
    opened = Database(sqlite_url, clock)
    yield opened
    await opened.close()


async def _count(database: Database, model: type[Activity | Change]) -> int:
    async with database.unit(write=False) as uow:
        return await uow.session.scalar(select(func.count()).select_from(model)) or 0


async def test_a_unit_of_work_runs_in_a_thread_where_the_database_is_a_file(
    database: Database,
) -> None:
    async def work() -> tuple[bool, int]:
        async with database.unit() as uow:
            uow.changed("youth", 7)
        async with database.unit(write=False) as uow:
            here = threading.current_thread() is threading.main_thread()
            return here, await uow.ledger.last_change_of("youth", 7)

    here, seq = await database.aside(work, write=True)

    assert here is not database.is_sqlite
    assert seq > 0
    async with database.unit(write=False) as uow:
        assert await uow.ledger.last_change_of("youth", 7) == seq


async def test_the_loop_goes_on_meanwhile(in_a_file: Database) -> None:
    database = in_a_file

    inside, go_on = threading.Event(), threading.Event()

    async def work() -> bool:
        async with database.unit(write=False):
            inside.set()
            return go_on.wait(10)

    doing = asyncio.create_task(database.aside(work, write=False))
    await asyncio.to_thread(inside.wait, 10)
    go_on.set()
    assert await doing


async def test_what_fails_there_is_undone_and_told(database: Database) -> None:
    async def work() -> None:
        async with database.unit() as uow:
            uow.changed("youth", 7)
            uow.ledger.activity(ActivityKind.SIGNED_IN, SYSTEM, structure_id=None)
            raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await database.aside(work, write=True)
    assert (await _count(database, Change), await _count(database, Activity)) == (0, 0)


async def test_waiting_for_something_else_there_is_refused(in_a_file: Database) -> None:
    class Never:
        def __await__(self) -> Generator[None]:
            yield None

    async def work() -> None:
        await Never()

    with pytest.raises(RuntimeError, match="the database only"):
        await in_a_file.aside(work, write=False)


async def test_writers_on_the_loop_and_in_threads_take_turns(in_a_file: Database) -> None:
    database = in_a_file

    async def one_more() -> None:
        async with database.unit() as uow:
            seen = await uow.session.scalar(select(func.count()).select_from(Change))
            uow.changed("youth", (seen or 0) + 1)

    await asyncio.gather(
        *[database.aside(one_more, write=True) for _ in range(20)],
        *[one_more() for _ in range(20)],
    )
    async with database.unit(write=False) as uow:
        numbers = (await uow.session.scalars(select(Change.entity_id).order_by(Change.id))).all()
    assert list(numbers) == list(range(1, 41))


async def test_a_writer_that_gives_up_waiting_leaves_the_lock_to_the_next(
    in_a_file: Database,
) -> None:
    database = in_a_file
    inside, go_on = threading.Event(), threading.Event()

    async def long() -> None:
        async with database.unit():
            inside.set()
            go_on.wait(10)

    async def short() -> None:
        async with database.unit() as uow:
            uow.changed("youth", 1)

    doing = asyncio.create_task(database.aside(long, write=True))
    await asyncio.to_thread(inside.wait, 10)
    waiting = asyncio.create_task(short())
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    await doing
    await asyncio.wait_for(short(), 10)
    assert await _count(database, Change) == 1


async def test_what_takes_a_moment_leaves_the_loop_but_not_a_thread(database: Database) -> None:
    async def work() -> tuple[threading.Thread, threading.Thread]:
        return threading.current_thread(), await off_loop(threading.current_thread)

    around, inside = await database.aside(work, write=False)
    assert (around is inside) is database.is_sqlite
    assert inside is not threading.main_thread()


async def test_a_savepoint_undoes_what_was_noted_and_announced_in_it(database: Database) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await uow.session.flush()
    before = await _count(database, Change), await _count(database, Activity)
    async with database.unit() as uow:
        uow.ledger.activity(ActivityKind.SIGNED_IN, SYSTEM, structure_id=where.id)

        async def fail() -> None:
            async with uow.savepoint():
                uow.ledger.activity(ActivityKind.MATCHED, SYSTEM, structure_id=where.id)
                uow.changed("structure", where.id)
                raise LookupError

        with pytest.raises(LookupError):
            await fail()
    after = await _count(database, Change), await _count(database, Activity)
    assert (after[0] - before[0], after[1] - before[1]) == (0, 1)
