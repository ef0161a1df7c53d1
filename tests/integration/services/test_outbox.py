"""The worker: events once each, failures kept and tried again, offers expired by the clock."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import OfferStatus, Role
from myjobmatch.domain.errors import Forbidden
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.outbox import LISTENERS, carry_out_events, listens, work_once
from tests import factories


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return Application(database, clock, MatchingRuntime(database, None))


@pytest.fixture
def heard() -> Iterator[list[Mapping[str, Any]]]:
    found: list[Mapping[str, Any]] = []

    @listens("test_topic")
    async def hear(_uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
        found.append(payload)
        if payload["n"] == 2 and len(found) < 4:
            raise ValueError("not today")

    yield found
    del LISTENERS["test_topic"]


async def test_each_event_is_carried_out_once_and_a_failure_is_tried_again(
    app: Application, database: Database, heard: list[Mapping[str, Any]]
) -> None:
    async with database.unit() as uow:
        for n in (1, 2, 3):
            uow.ledger.event("test_topic", {"n": n})
    await work_once(app)
    await work_once(app)
    await work_once(app)
    assert [p["n"] for p in heard] == [1, 2, 3, 2]
    async with database.unit(write=False) as uow:
        assert await uow.ledger.pending_events(10) == []


async def test_offers_expire_by_the_clock(
    app: Application, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        offer = await factories.offer(uow, company)
        kept = await factories.offer(uow, company, expires_at=None)
    clock.advance(timedelta(days=30))
    await work_once(app)
    async with database.unit(write=False) as uow:
        rows = await uow.offers.rows([offer.id, kept.id])
    assert rows[offer.id].offer.status is OfferStatus.EXPIRED
    assert rows[kept.id].offer.status is OfferStatus.PUBLISHED


async def test_no_person_drives_the_worker(app: Application, database: Database) -> None:
    async with database.unit() as uow:
        actor = await factories.staff(uow, Role.MANAGER, await factories.structure(uow))
    with pytest.raises(Forbidden):
        await app.run(carry_out_events, actor, 10)
    assert await app.run(carry_out_events, SYSTEM, 10) == 0
