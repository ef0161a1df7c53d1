"""An offer prolonged at the moment when its time is over: whoever comes second sees what the first did.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import pytest

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.offer_endings import LONGEST_PAUSE
from myjobmatch.services import offer_endings
from myjobmatch.services.offer_endings import expire_offers, put_away_offers
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_prolonging import ProlongOffer, prolong_offer
from tests.integration.services.at_once import halt, halt_before_commit, meanwhile
from tests.integration.services.in_touch import Pair, pair_in_touch

Work = Coroutine[Any, Any, Any]
WORKER = {"expired": expire_offers, "rested": put_away_offers}
ENDED = {"expired": OfferStatus.EXPIRED, "rested": OfferStatus.WITHDRAWN}


@pytest.fixture
async def database(postgres_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = Database(postgres_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def pair(database: Database) -> Pair:
    return await pair_in_touch(database)


async def now(pair: Pair) -> Offer:
    async with pair.app.database.unit(write=False) as uow:
        offer = await uow.offers.get(pair.second.id)
    assert offer is not None
    return offer


async def due(pair: Pair, clock: FixedClock, how: str) -> None:
    """Only the second offer is about to end so."""
    async with pair.app.database.unit() as uow:
        for offer_id in (pair.offer.id, pair.second.id):
            offer = await uow.offers.get(offer_id)
            assert offer is not None
            offer.expires_at = clock.now() + timedelta(days=90)
            if offer_id == pair.second.id and how == "rested":
                offer.status = OfferStatus.PAUSED
            elif offer_id == pair.second.id:
                offer.expires_at = clock.now() + timedelta(days=30)
    clock.advance(max(LONGEST_PAUSE, timedelta(days=30)) + timedelta(hours=1))


async def prolonging(pair: Pair) -> Work:
    offer = await now(pair)
    longer = ProlongOffer(offer.public_id, version_of(offer), 30)
    return pair.app.run(prolong_offer, pair.recruiter, longer)


@pytest.mark.parametrize("how", WORKER)
async def test_an_offer_does_not_end_while_it_is_prolonged(
    pair: Pair, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """That is written, and nobody sees it yet: the worker leaves it alone."""
    await due(pair, clock, how)
    before = await now(pair)
    stop = halt_before_commit(monkeypatch)

    done, ended = await meanwhile(
        pair.app.database,
        stop,
        await prolonging(pair),
        pair.app.run(WORKER[how], SYSTEM, None),
    )

    assert not isinstance(done, BaseException), done
    assert ended == 0
    assert (await now(pair)).status is before.status
    assert await pair.app.run(WORKER[how], SYSTEM, None) == 0


@pytest.mark.parametrize("how", WORKER)
async def test_an_offer_is_not_prolonged_while_it_ends(
    pair: Pair, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The worker has read that its time is over: the company waits, and is told that it changed."""
    await due(pair, clock, how)
    stop = halt(monkeypatch, offer_endings, "end_offers")

    ended, refused = await meanwhile(
        pair.app.database,
        stop,
        pair.app.run(WORKER[how], SYSTEM, None),
        await prolonging(pair),
    )

    assert ended == 1
    assert isinstance(refused, Conflict), refused
    assert refused.code == "offer_changed"
    assert (await now(pair)).status is ENDED[how]
