"""Property: however many reach for the last seat at once, and in whatever order people come and go,
exactly the capacity has a place, the line keeps its order, and nobody is lost. On both databases."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myjobmatch.db.uow import Database
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.workshops import EnrolmentStatus
from myjobmatch.services.workshop_places import enrol, withdraw
from tests.integration.services.workshop_town import WorkshopTown, workshop_town

CROWD = 8
ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING

# one database for all examples of a test: each example plans a session of its own, on another day
ONE_TOWN = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database, youths=CROWD - 3, others=3)


def crowd(town: WorkshopTown) -> list:  # type: ignore[type-arg]
    return [*town.youths, *town.others]


async def seats(database: Database, session: str) -> tuple[list[int], list[int], int]:
    """Who has a place, who waits in order, and how many places the session itself counts as taken."""
    async with database.unit(write=False) as uow:
        row = await uow.workshops.session_by_public_id(session)
        assert row is not None
        taken = [one.youth_id for one, _, _ in await uow.workshops.decided(row.id)]
        line = [one.youth_id for one, _ in await uow.workshops.line(row.id)]
    return taken, line, row.taken


async def leave_all(town: WorkshopTown, session: str) -> None:
    """So that the next example's session is not at the same time as a place that is held."""
    for youth in crowd(town):
        if any(one.id == session for one in await _own(town, youth)):
            await town.app.run(withdraw, youth, session)


async def _own(town: WorkshopTown, youth) -> list:  # type: ignore[no-untyped-def,type-arg]
    from myjobmatch.services.workshop_phone import own_workshops

    return [one for one in await town.app.run(own_workshops, youth, None) if one.status]


@ONE_TOWN
@given(capacity=st.integers(1, 4), count=st.integers(2, CROWD))
async def test_the_last_seats_taken_by_many_at_once(
    database: Database, town: WorkshopTown, capacity: int, count: int
) -> None:
    session = await town.plan(capacity=capacity)
    reaching = crowd(town)[:count]
    told = await asyncio.gather(*[town.app.run(enrol, youth, session) for youth in reaching])
    taken, line, counted = await seats(database, session)
    assert len(taken) == counted == min(capacity, count)
    assert sorted(taken + line) == sorted(youth.youth_id for youth in reaching)
    assert [one.status for one in told].count(ENROLLED) == len(taken)
    assert sorted(one.rank for one in told if one.status is WAITING) == list(
        range(1, len(line) + 1)
    )
    await leave_all(town, session)


STEPS = st.lists(st.tuples(st.integers(0, CROWD - 1), st.booleans()), min_size=4, max_size=24)


@ONE_TOWN
@given(capacity=st.integers(1, 3), steps=STEPS)
async def test_in_whatever_order_people_come_and_go_the_line_keeps_its_order(
    database: Database, town: WorkshopTown, capacity: int, steps: list[tuple[int, bool]]
) -> None:
    session = await town.plan(capacity=capacity)
    people = crowd(town)
    seated: list[int] = []
    line: list[int] = []
    for who, comes in steps:
        youth = people[who]
        key = youth.youth_id or 0
        if comes:
            await town.app.run(enrol, youth, session)
            if key not in seated and key not in line:
                (seated if len(seated) < capacity else line).append(key)
        elif key in seated or key in line:
            await town.app.run(withdraw, youth, session)
            (seated if key in seated else line).remove(key)
            if len(seated) < capacity and line:
                seated.append(line.pop(0))
        taken, waiting, counted = await seats(database, session)
        assert sorted(taken) == sorted(seated)
        assert waiting == line
        assert counted == len(seated)
    await leave_all(town, session)


@ONE_TOWN
@given(
    capacity=st.integers(1, 4), leaving=st.sets(st.integers(0, CROWD - 1), min_size=1, max_size=5)
)
async def test_who_leaves_while_others_come_loses_nobodys_turn(
    database: Database, town: WorkshopTown, capacity: int, leaving: set[int]
) -> None:
    session = await town.plan(capacity=capacity)
    people = crowd(town)
    early = [people[who] for who in sorted(leaving)]
    for youth in early:
        await town.app.run(enrol, youth, session)
    late = [youth for youth in people if youth not in early]
    await asyncio.gather(
        *[town.app.run(withdraw, youth, session) for youth in early],
        *[town.app.run(enrol, youth, session) for youth in late],
    )
    taken, line, counted = await seats(database, session)
    assert sorted(taken + line) == sorted(youth.youth_id for youth in late)
    assert len(taken) == counted == min(capacity, len(late))
    await leave_all(town, session)


async def test_two_reach_for_the_very_last_place(database: Database, town: WorkshopTown) -> None:
    """Scenario 16: twelve places would take twelve youths; two places show the same."""
    session = await town.plan(capacity=2)
    first, one, other = crowd(town)[0], town.youths[1], town.others[0]
    await town.app.run(enrol, first, session)
    told = await asyncio.gather(*[town.app.run(enrol, youth, session) for youth in (one, other)])
    assert sorted(standing.status.value for standing in told) == ["enrolled", "waiting"]
    waits = one if told[0].status is WAITING else other
    await town.app.run(withdraw, first, session)
    assert (await town.app.run(enrol, waits, session)).status is ENROLLED
    with pytest.raises(Conflict, match="workshop_overlap"):
        await town.app.run(enrol, waits, await town.plan())
