"""Once a workshop is under way its line stands still: a place is given by hand, to who is there; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, OutboxEvent
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.workshops import EnrolmentStatus, Participant, WorkshopPresence
from myjobmatch.services.workshop_attendance import TellPresence, close_session, tell_presence
from myjobmatch.services.workshop_invitations import (
    ForEnrolments,
    ForYouths,
    enrol_for,
    withdraw_for,
)
from myjobmatch.services.workshop_phone import own_workshops
from myjobmatch.services.workshop_places import enrol, withdraw
from myjobmatch.services.workshop_sessions import SaveSession, save_session
from myjobmatch.services.workshop_views import read_session
from tests.integration.services.workshop_town import WorkshopTown, workshop_town

ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database, youths=4)


async def person(town: WorkshopTown, session: str, youth: Actor) -> Participant:
    page = await town.app.run(read_session, town.advisor, session)
    return next(one for one in page.participants if one.youth_id == town.public(youth))


async def full(town: WorkshopTown) -> str:
    """One place, which the first youth has; the second and the third wait."""
    session = await town.plan(capacity=1)
    for youth in town.youths[:3]:
        await town.app.run(enrol, youth, session)
    return session


async def take_out(town: WorkshopTown, session: str, youth: Actor) -> None:
    row = await person(town, session, youth)
    await town.app.run(withdraw_for, town.advisor, ForEnrolments(session, (row.id,)))


async def seat(town: WorkshopTown, session: str, youth: Actor) -> tuple[int, int, int]:
    command = ForYouths(session, (town.public(youth),))
    dealt = await town.app.run(enrol_for, town.advisor, command)
    return dealt.done, dealt.waiting, dealt.left


async def test_a_place_given_back_under_way_falls_to_nobody_who_waits(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10, minutes=20))
    await take_out(town, session, town.youths[0])
    assert (await person(town, session, town.youths[1])).status is WAITING
    clock.advance(timedelta(hours=2))
    await town.app.run(close_session, town.advisor, session)
    async with database.unit(write=False) as uow:
        kinds = set(await uow.session.scalars(select(Activity.kind)))
        topics = set(await uow.session.scalars(select(OutboxEvent.topic)))
    assert not kinds & {ActivityKind.WORKSHOP_MISSED, ActivityKind.WORKSHOP_PROMOTED}
    assert "workshop_promoted" not in topics


async def test_the_last_minute_before_it_begins_still_moves_the_line(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10) - timedelta(minutes=1))
    await town.app.run(withdraw, town.youths[0], session)
    assert (await person(town, session, town.youths[1])).status is ENROLLED


async def test_who_waits_and_is_there_is_given_the_place_by_hand(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    assert await seat(town, session, town.youths[2]) == (0, 0, 1)
    clock.advance(timedelta(days=10))
    assert not (await person(town, session, town.youths[2])).seatable
    assert await seat(town, session, town.youths[2]) == (0, 0, 1), "no place is free"
    await take_out(town, session, town.youths[0])
    assert (await person(town, session, town.youths[2])).seatable

    assert await seat(town, session, town.youths[2]) == (1, 0, 0)

    row = await person(town, session, town.youths[2])
    assert (row.status, row.rank, row.on_behalf, row.promoted) == (ENROLLED, 0, True, False)
    waits = await person(town, session, town.youths[1])
    assert (waits.status, waits.rank, waits.seatable) == (WAITING, 1, False)
    (mine,) = await town.app.run(own_workshops, town.youths[2], None)
    assert (mine.status, mine.free) == ("enrolled", 0)
    told = TellPresence(session, (row.id,), WorkshopPresence.PRESENT)
    assert await town.app.run(tell_presence, town.advisor, told) == 1
    async with database.unit(write=False) as uow:
        kinds = list(await uow.session.scalars(select(Activity.kind).order_by(Activity.id)))
    assert kinds.count(ActivityKind.WORKSHOP_ENROLLED) == 3, "who came to the line counts once"
    assert kinds[-1] is ActivityKind.WORKSHOP_PROMOTED


async def test_who_walks_in_takes_a_place_that_is_free_whoever_waits_elsewhere(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10, minutes=5))
    await take_out(town, session, town.youths[0])
    assert await seat(town, session, town.youths[3]) == (1, 0, 0)
    assert await seat(town, session, town.youths[0]) == (0, 1, 0)


async def test_put_off_under_way_the_line_gets_the_places_that_are_free(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10, minutes=5))
    await take_out(town, session, town.youths[0])
    command = SaveSession(town.content(), session, version=await town.version(session))
    await town.app.run(save_session, town.advisor, command)
    statuses = [(await person(town, session, youth)).status for youth in town.youths[1:3]]
    assert statuses == [ENROLLED, ENROLLED]


async def test_a_presence_noted_by_a_slip_is_taken_back(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10))
    row = await person(town, session, town.youths[0])
    for presence in (WorkshopPresence.ABSENT, None):
        told = TellPresence(session, (row.id,), presence)
        assert await town.app.run(tell_presence, town.advisor, told) == 1
    assert (await person(town, session, town.youths[0])).presence == ""


async def test_whose_presence_was_noted_may_still_be_taken_out(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await full(town)
    clock.advance(timedelta(days=10))
    row = await person(town, session, town.youths[0])
    told = TellPresence(session, (row.id,), WorkshopPresence.ABSENT)
    await town.app.run(tell_presence, town.advisor, told)
    await take_out(town, session, town.youths[0])
    gone = await person(town, session, town.youths[0])
    assert (gone.status, gone.presence) == (EnrolmentStatus.WITHDRAWN, "")


async def test_a_structure_that_a_session_is_shared_with_no_longer_sees_it(
    town: WorkshopTown,
) -> None:
    session = await town.plan()
    alone = replace(town.content(), shared=())
    command = SaveSession(alone, session, version=await town.version(session))
    await town.app.run(save_session, town.advisor, command)
    with pytest.raises(NotFound, match="workshop_unknown"):
        await town.app.run(read_session, town.partner, session)
