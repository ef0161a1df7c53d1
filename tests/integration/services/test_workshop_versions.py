"""Two who write one workshop at once: the second is told, and reverts nothing; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import OutboxEvent
from myjobmatch.db.uow import Database
from myjobmatch.domain.errors import Conflict
from myjobmatch.services.workshop_places import enrol
from myjobmatch.services.workshop_sessions import SaveSession, SessionContent, save_session
from myjobmatch.services.workshop_views import read_session
from tests.integration.services.workshop_town import WorkshopTown, workshop_town


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database)


async def save(town: WorkshopTown, content: SessionContent, session: str, version: str) -> None:
    command = SaveSession(content, session, version=version)
    await town.app.run(save_session, town.advisor, command)


async def test_the_second_of_two_who_write_is_told_and_nothing_is_reverted(
    database: Database, town: WorkshopTown
) -> None:
    session = await town.plan()
    await town.app.run(enrol, town.youths[0], session)
    content = town.content()
    read = await town.version(session)
    later = content.starts_at + timedelta(days=1)
    moved = replace(content, starts_at=later, ends_at=later + timedelta(hours=2))
    await save(town, moved, session, read)

    with pytest.raises(Conflict, match="workshop_changed"):
        await save(town, replace(content, capacity=5), session, read)

    page = await town.app.run(read_session, town.advisor, session)
    assert (page.row.starts_at, page.row.capacity) == (later, 2)
    async with database.unit(write=False) as uow:
        topics = list(await uow.session.scalars(select(OutboxEvent.topic)))
    assert topics.count("workshop_moved") == 1
    await save(town, replace(moved, capacity=5), session, page.version)
    assert (await town.app.run(read_session, town.advisor, session)).row.capacity == 5


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre titre"},
        {"description": "Autrement"},
        {"minutes": 60},
        {"place": "Salle rouge"},
        {"capacity": 3},
        {"shared": ()},
    ],
)
async def test_whatever_the_other_changed_is_a_change(
    town: WorkshopTown, change: dict[str, object]
) -> None:
    session = await town.plan()
    content = town.content()
    read = await town.version(session)
    await save(town, replace(content, **change), session, read)  # type: ignore[arg-type]
    assert await town.version(session) != read
    with pytest.raises(Conflict, match="workshop_changed"):
        await save(town, replace(content, title="Encore un"), session, read)


async def test_who_comes_and_goes_changes_nothing_of_what_is_written(town: WorkshopTown) -> None:
    session = await town.plan()
    read = await town.version(session)
    await town.app.run(enrol, town.youths[0], session)
    await save(town, replace(town.content(), capacity=4), session, read)


async def test_the_same_sent_twice_is_no_quarrel(town: WorkshopTown) -> None:
    session = await town.plan()
    read, content = await town.version(session), replace(town.content(), capacity=4)
    for _ in range(2):
        await save(town, content, session, read)


async def test_of_two_who_save_at_one_moment_one_is_told(town: WorkshopTown) -> None:
    session = await town.plan()
    read, content = await town.version(session), town.content()
    told = await asyncio.gather(
        *[save(town, replace(content, capacity=places), session, read) for places in (3, 4)],
        return_exceptions=True,
    )
    assert sorted(str(getattr(one, "code", "")) for one in told) == ["", "workshop_changed"]
