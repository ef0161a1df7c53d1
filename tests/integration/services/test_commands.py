"""A command's id is answered once, the same each time, also when two come at the same moment."""

import asyncio
from collections.abc import Mapping
from uuid import uuid4

import pytest

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.services.commands import answer_once
from tests import factories


@pytest.fixture
async def someone(database: Database) -> Actor:
    async with database.unit() as uow:
        return await factories.staff(uow, Role.ADVISOR, await factories.structure(uow))


async def test_a_replay_gives_the_first_answer_and_no_second_effect(
    database: Database, someone: Actor
) -> None:
    done = 0

    async def work(_uow: UnitOfWork) -> Mapping[str, object]:
        nonlocal done
        done += 1
        return {"number": done}

    command = str(uuid4())
    first = await answer_once(database, someone, command, "count", {"a": 1}, work)
    again = await answer_once(database, someone, command, "count", {"a": 1}, work)
    assert (first.data, again.data, again.replayed, done) == ({"number": 1}, {"number": 1}, True, 1)


async def test_a_refusal_is_remembered_and_undoes_its_work(
    database: Database, someone: Actor
) -> None:
    async def work(uow: UnitOfWork) -> Mapping[str, object]:
        await factories.structure(uow, name="Never kept")
        raise Conflict("offer_closed", title="Vendeuse")

    command = str(uuid4())
    answers = [await answer_once(database, someone, command, "decide", {}, work) for _ in range(2)]
    assert {(a.status, a.code, tuple((a.params or {}).items())) for a in answers} == {
        ("refused", "offer_closed", (("title", "Vendeuse"),))
    }
    async with database.unit(write=False) as uow:
        assert "Never kept" not in {s.name for s in await uow.accounts.structures()}


async def test_an_id_serves_one_command_of_one_account(database: Database, someone: Actor) -> None:
    async def work(_uow: UnitOfWork) -> Mapping[str, object]:
        return {}

    command = str(uuid4())
    await answer_once(database, someone, command, "decide", {"a": 1}, work)
    with pytest.raises(Conflict, match="command_reused"):
        await answer_once(database, someone, command, "decide", {"a": 2}, work)
    async with database.unit() as uow:
        other = await factories.staff(uow, Role.ADVISOR, await factories.structure(uow))
    answer = await answer_once(database, other, command, "decide", {"a": 2}, work)
    assert not answer.replayed


@pytest.mark.parametrize("bad", ["", "1", "not-a-uuid", None, 7, "x" * 4000])
async def test_an_id_must_be_a_uuid(database: Database, someone: Actor, bad: object) -> None:
    async def work(_uow: UnitOfWork) -> Mapping[str, object]:
        raise AssertionError("never reached")

    with pytest.raises(Invalid, match="bad_command_id"):
        await answer_once(database, someone, bad, "decide", {}, work)


async def test_many_at_the_same_moment_have_one_effect(database: Database, someone: Actor) -> None:
    async def work(uow: UnitOfWork) -> Mapping[str, object]:
        row = await factories.structure(uow, name="Once")
        return {"id": row.id}

    command = str(uuid4())
    answers = await asyncio.gather(
        *(answer_once(database, someone, command, "make", {}, work) for _ in range(8))
    )
    assert len({a.data["id"] for a in answers}) == 1
    async with database.unit(write=False) as uow:
        assert [s.name for s in await uow.accounts.structures()].count("Once") == 1
