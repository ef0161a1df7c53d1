"""What is new in a saved search, on both databases: an offer of a feed is new by when it came, not by its date alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import OutboxEvent
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services import saved_searches
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.saved_searches import (
    FoundOffer,
    SaveSearch,
    check_searches,
    find_saved,
    save_search,
    see_search,
)
from tests import factories

SEARCH = "s" * 32


@dataclass
class Desk:
    """A youth with a search for sellers."""

    app: Application
    clock: FixedClock
    youth: Actor

    async def comes(self, title: str, *, dated: timedelta) -> None:
        """An offer of the feed that comes now, and was published so long ago."""
        async with self.app.database.unit() as uow:
            await factories.offer(uow, None, title=title, published_at=self.clock.now() - dated)

    async def fresh(self) -> int:
        """How many are new, once they were looked through."""
        self.clock.advance(timedelta(hours=1, minutes=1))
        await check_searches(self.app)
        async with self.app.database.unit(write=False) as uow:
            row = await uow.my_search.search_of(self.youth.youth_id or 0, SEARCH)
            assert row is not None
            return row.fresh

    async def found(self) -> list[FoundOffer]:
        return await find_saved(self.app, self.youth, SEARCH)

    async def told(self) -> Sequence[int]:
        async with self.app.database.unit(write=False) as uow:
            rows = await uow.session.scalars(
                select(OutboxEvent)
                .where(OutboxEvent.topic == saved_searches.FOUND)
                .order_by(OutboxEvent.id)
            )
            return [row.payload["count"] for row in rows]


@pytest.fixture
async def desk(database: Database, clock: FixedClock, encoder: Encoder) -> Desk:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(uow, where, advisor=advisor)
    app = Application(database, clock, MatchingRuntime(database, None, encoder))
    await app.run(save_search, youth, SaveSearch(SEARCH, "La vente", "vendeur"))
    return Desk(app, clock, youth)


async def test_an_offer_that_comes_with_an_earlier_date_is_new_and_told_of_once(desk: Desk) -> None:
    desk.clock.advance(timedelta(hours=1))
    await desk.comes(
        "Vendeur au marché", dated=timedelta(hours=1, minutes=5)
    )  # before it was saved

    assert await desk.fresh() == 1
    assert await desk.told() == [1]
    assert [offer.fresh for offer in await desk.found()] == [True]

    assert await desk.fresh() == 1
    await desk.app.run(see_search, desk.youth, SEARCH)
    desk.clock.advance(timedelta(days=2))
    assert await desk.fresh() == 0
    assert await desk.told() == [1], "told of once, before and after it was looked at"
    assert [offer.fresh for offer in await desk.found()] == [False]

    await desk.comes("Vendeur de nuit", dated=timedelta(days=20))
    assert await desk.fresh() == 1
    assert await desk.told() == [1, 1]


async def test_of_more_than_are_looked_through_those_that_came_last_are_taken(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in range(3):
        desk.clock.advance(timedelta(minutes=1))
        await desk.comes(f"Vendeur {hours}", dated=timedelta(hours=hours))
    await desk.app.run(see_search, desk.youth, SEARCH)
    desk.clock.advance(timedelta(hours=1))
    await desk.comes("Vendeur tard venu", dated=timedelta(days=9))
    monkeypatch.setattr(saved_searches, "LOOKED_THROUGH", 2)

    assert await desk.fresh() == 1
    assert [(offer.title, offer.fresh) for offer in await desk.found()] == [
        ("Vendeur tard venu", True),
        ("Vendeur 0", False),
    ], "what is counted as new is seen, first of all; the others by their date"

    await desk.comes("Vendeur d'hier", dated=timedelta(days=1))
    desk.clock.advance(timedelta(minutes=1))
    await desk.comes("Vendeur de l'an passé", dated=timedelta(days=300))
    assert [offer.title for offer in await desk.found()] == [
        "Vendeur de l'an passé",
        "Vendeur d'hier",
    ]
