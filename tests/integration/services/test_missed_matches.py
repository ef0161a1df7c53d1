"""Both like, and no match was made of it: the worker makes it, where it may still be."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from myjobmatch.db.models import Decision
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, MatchStatus, OfferStatus, Side
from myjobmatch.services.decisions import Undo, undo_decision
from myjobmatch.services.matches import list_own_matches
from myjobmatch.services.missed_matches import match_missed_likes
from myjobmatch.services.sharing import Block, block_company
from tests.integration.services.in_touch import Pair, pair_in_touch


@pytest.fixture
async def pair(database: Database) -> Pair:
    """Both like the second offer, each without having seen the other's like."""
    made = await pair_in_touch(database)
    async with database.unit() as uow:
        for side, who in ((Side.YOUTH, made.youth), (Side.EMPLOYER, made.recruiter)):
            await uow.decisions.record(
                made.youth.youth_id or 0,
                made.second.id,
                side,
                DecisionKind.LIKE,
                reason="",
                account_id=who.account_id,
                at=uow.clock.now(),
            )
    return made


async def missed(pair: Pair) -> int:
    return await pair.app.run(match_missed_likes, SYSTEM, None)


async def test_who_like_each_other_are_matched_once(pair: Pair) -> None:
    assert await missed(pair) == 1
    assert await missed(pair) == 0

    views = {view.offer_id: view for view in await pair.app.run(list_own_matches, pair.youth, None)}
    assert views[pair.second.public_id].status is MatchStatus.CONSENT_ASKED
    assert len(views) == 2


async def _hide(pair: Pair, uow: UnitOfWork) -> None:
    youth = await uow.youths.get(pair.youth.youth_id or 0)
    assert youth is not None
    youth.visible = False


async def _fill(pair: Pair, uow: UnitOfWork) -> None:
    offer = await uow.offers.get(pair.second.id)
    assert offer is not None
    offer.status = OfferStatus.FILLED


async def _bar(pair: Pair, uow: UnitOfWork) -> None:
    identity = await uow.youths.identity(pair.youth.youth_id or 0)
    offer = await uow.offers.get(pair.second.id)
    assert identity is not None
    assert offer is not None
    identity.birth_date = uow.clock.now().date() - timedelta(days=365 * 17)
    offer.night_work = True


async def _pass(pair: Pair, uow: UnitOfWork) -> None:
    theirs = await uow.decisions.active(pair.youth.youth_id or 0, pair.second.id, Side.EMPLOYER)
    assert isinstance(theirs, Decision)
    theirs.kind = DecisionKind.PASS


@pytest.mark.parametrize("change", [_hide, _fill, _bar, _pass])
async def test_who_may_not_be_shown_or_does_not_like_is_not_matched(
    pair: Pair, change: Callable[[Pair, UnitOfWork], Awaitable[None]]
) -> None:
    async with pair.app.database.unit() as uow:
        await change(pair, uow)

    assert await missed(pair) == 0


async def test_an_offer_past_its_time_is_left_alone(pair: Pair, clock: FixedClock) -> None:
    clock.advance(timedelta(days=31))

    assert await missed(pair) == 0


async def test_a_like_that_was_taken_back_counts_no_more(pair: Pair) -> None:
    await pair.app.run(undo_decision, pair.youth, Undo(pair.second.public_id))

    assert await missed(pair) == 0


async def test_a_block_keeps_them_apart_as_long_as_it_stands(pair: Pair) -> None:
    await pair.app.run(block_company, pair.youth, Block(pair.company.public_id))
    assert await missed(pair) == 0

    await pair.app.run(block_company, pair.youth, Block(pair.company.public_id, off=True))
    assert await missed(pair) == 1
