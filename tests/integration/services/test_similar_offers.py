"""The old link of an offer that is over: what happened is told apart, and open offers like it are shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.shared_offers import shared_offer
from myjobmatch.services.similar_offers import similar_offers
from tests import factories
from tests.fixtures.encoder import shipped


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return Application(database, clock, MatchingRuntime(database, None, shipped()))


async def test_only_open_offers_alike_and_near_are_shown(
    app: Application, clock: FixedClock
) -> None:
    async with app.database.unit() as uow:
        words = await factories.catalogue(uow)
        company = await factories.company(uow, await factories.structure(uow))
        till = (words.skills["sell"], words.skills["till"])
        here = {"latitude": 48.63, "longitude": 2.44}
        over = await factories.offer(
            uow, company, skills=till, title="Vendeur / Vendeuse", status=OfferStatus.FILLED, **here
        )
        alike = await factories.offer(
            uow, company, skills=till, title="Vendeur / Vendeuse en pain", **here
        )
        await factories.offer(
            uow, company, skills=till, title="Vendeur / Vendeuse à Brest",
            latitude=48.39, longitude=-4.49,
        )  # fmt: skip
        ended = await factories.offer(uow, company, skills=till, title="Vendeur / Vendeuse", **here)
        draft = await factories.offer(uow, company, title="Brouillon", status=OfferStatus.DRAFT)
    assert await app.run(similar_offers, SYSTEM, over.public_id, app.matching) == []
    await app.matching.refresh()
    async with app.database.unit() as uow:
        row = await uow.offers.get(ended.id)
        assert row is not None
        row.status = OfferStatus.EXPIRED  # and nobody tells the index
    found = await app.run(similar_offers, SYSTEM, over.public_id, app.matching)
    assert [one.id for one in found] == [alike.public_id]
    for id_ in (draft.public_id, "A" * 22, "../../etc"):
        assert await app.run(similar_offers, SYSTEM, id_, app.matching) == []


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (OfferStatus.FILLED, "filled"),
        (OfferStatus.EXPIRED, "expired"),
        (OfferStatus.WITHDRAWN, "withdrawn"),
        (OfferStatus.PAUSED, "paused"),
        (OfferStatus.PUBLISHED, "expired"),
    ],
)
async def test_what_happened_is_told_apart(
    app: Application, clock: FixedClock, status: OfferStatus, says: str
) -> None:
    async with app.database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        offer = await factories.offer(uow, company, status=status)
        offer.expires_at = clock.now() + timedelta(days=1)
    clock.advance(timedelta(days=2))
    told = await app.run(shared_offer, SYSTEM, offer.public_id)
    assert told is not None
    assert (told.open, told.over, told.description) == (False, says, "")
