"""Views from the deck to the database to every process, and what the operator sees of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pytest

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import DecisionKind, Role, Side
from myjobmatch.domain.errors import Forbidden
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.replay import replay
from myjobmatch.services.accompaniment import FindOffers, find_offers
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, OfferDeck, deal_offers
from myjobmatch.services.exposure import exposure_report, look_at_exposure
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.outbox import work_once
from tests import factories

ENOUGH = DEFAULT_PARAMETERS.exposure_enough


@dataclass
class Market:
    """Fourteen offers of a kind, and seven youths whom they fit; one process."""

    app: Application
    youths: list[Actor]
    advisor: Actor
    recruiter: Actor
    offers: list[Offer]

    def shown(self, app: Application | None = None) -> list[int]:
        """Views of each offer, as a process knows them."""
        views = (app or self.app).matching.shown.of(Side.YOUTH)
        return views.of(np.array([offer.id for offer in self.offers])).tolist()


@pytest.fixture
async def market(database: Database, clock: FixedClock, encoder: Encoder) -> Market:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        sell, job = words.skills["sell"], words.occupations["D1106"]
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        company = await factories.company(uow, where)
        youths = [
            await factories.youth(uow, where, advisor=advisor, skills=(sell,), occupations=(job,))
            for _ in range(7)
        ]
        offers = [
            await factories.offer(uow, None, occupation_id=job, skills=(sell,)) for _ in range(13)
        ]
        offers.append(await factories.offer(uow, company, occupation_id=job, skills=(sell,)))
        recruiter = await factories.recruiter(uow, company)
    app = Application(database, clock, MatchingRuntime(database, None, encoder))
    return Market(app, youths, advisor, recruiter, offers)


def positions(market: Market, deck: OfferDeck) -> Sequence[int]:
    order = [offer.public_id for offer in market.offers]
    return [order.index(card.id) for card in deck.cards]


async def test_views_are_counted_once_a_shown_deck_and_in_every_process(
    market: Market, database: Database, clock: FixedClock, encoder: Encoder
) -> None:
    elsewhere = Application(database, clock, MatchingRuntime(database, None, encoder))
    await elsewhere.matching.refresh()
    first = await deal_offers(market.app, market.youths[0], DeckQuery(10))
    expected = [int(place in positions(market, first)) for place in range(14)]
    assert sum(expected) == 10
    for app in (market.app, elsewhere):
        await app.matching.refresh()
        assert market.shown(app) == expected
    # the answer got lost, or a page was loaded twice: the same cards again count no second time
    for app in (market.app, elsewhere, market.app):
        again = await deal_offers(app, market.youths[0], DeckQuery(20))
        assert len(again.cards) == 14
        await market.app.matching.refresh()
        assert market.shown() == [1] * 14
    # another youth's deck counts
    other = positions(market, await deal_offers(elsewhere, market.youths[1], DeckQuery(10)))
    await market.app.matching.refresh()
    assert market.shown() == [1 + (place in other) for place in range(14)]
    # a process that starts now reads the same from the aggregate
    late = Application(database, clock, MatchingRuntime(database, None, encoder))
    await late.matching.refresh()
    assert market.shown(late) == market.shown()
    assert late.matching.shown.of(Side.YOUTH).total == sum(market.shown())


async def test_what_nobody_was_shown_gets_the_reserved_place_and_the_log_replays(
    market: Market, database: Database
) -> None:
    """Ten cards a youth, seven youths, fourteen offers that score alike: all are shown."""
    places = []
    for youth in market.youths:
        deck = await deal_offers(market.app, youth, DeckQuery(10))
        places.append(positions(market, deck))
        ranking = deck.rankings[-1]
        held = [item for item in ranking.items if item.reserved]
        assert len(held) <= 1
        async with database.unit(write=False) as uow:
            row = await uow.rankings.last_for_youth(youth.youth_id or 0)
            assert row is not None
            assert replay(row.log).items == ranking.items
    assert {place for deck in places for place in deck} == set(range(14))
    await market.app.matching.refresh()
    assert min(market.shown()) >= 1


async def test_a_new_offer_is_on_the_next_decks_until_it_was_shown_enough(
    market: Market, database: Database
) -> None:
    async with database.unit() as uow:
        day = paris_day(uow.clock.now())
        for _ in range(ENOUGH):
            await uow.exposures.count(Side.YOUTH, [offer.id for offer in market.offers], day)
        weak = await factories.offer(uow, None, occupation_id=market.offers[0].occupation_id)
    market.offers.append(weak)
    for turn, youth in enumerate(market.youths):
        deck = await deal_offers(market.app, youth, DeckQuery(10))
        held = [item.id for item in deck.rankings[-1].items if item.reserved]
        assert held == ([weak.id] if turn < ENOUGH else [])


async def test_views_of_a_week_ago_count_no_longer_and_are_forgotten(
    market: Market, database: Database, clock: FixedClock
) -> None:
    await deal_offers(market.app, market.youths[0], DeckQuery(10))
    await market.app.matching.refresh()
    assert sum(market.shown()) == 10
    clock.advance(timedelta(days=6))
    await market.app.matching.refresh()
    assert sum(market.shown()) == 10
    clock.advance(timedelta(days=1))
    await market.app.matching.refresh()
    assert sum(market.shown()) == 0
    clock.advance(timedelta(days=1))
    await work_once(market.app)
    async with database.unit(write=False) as uow:
        first = paris_day(clock.now()) - timedelta(30)
        assert (await uow.exposures.since(Side.YOUTH, first))[1] == []


async def test_candidates_are_counted_and_an_advisors_list_is_not(market: Market) -> None:
    recruiter, offer = market.recruiter, market.offers[-1]
    deck = await deal_candidates(market.app, recruiter, CandidateQuery(offer.public_id))
    assert deck.ranking is not None
    assert len(deck.cards) == 7
    await deal_candidates(market.app, recruiter, CandidateQuery(offer.public_id))
    await market.app.matching.refresh()
    youths = np.array([youth.youth_id for youth in market.youths])
    assert market.app.matching.shown.of(Side.EMPLOYER).of(youths).tolist() == [1] * 7
    async with market.app.database.unit(write=False) as uow:
        youth = await uow.youths.get(market.youths[0].youth_id or 0)
    assert youth is not None
    found = await find_offers(market.app, market.advisor, FindOffers(youth.public_id))
    assert found.cards
    assert not any(item.reserved for ranking in found.rankings for item in ranking.items)
    await market.app.matching.refresh()
    assert sum(market.shown()) == 0


async def test_a_count_goes_with_the_youth_and_for_who_is_gone_nothing_is_counted(
    market: Market, database: Database
) -> None:
    gone = market.youths[0].youth_id or 0
    async with database.unit() as uow:
        day = paris_day(uow.clock.now())
        await uow.exposures.count(Side.EMPLOYER, [gone, 999_999], day)
        await uow.exposures.count(Side.EMPLOYER, [gone], day)
        assert (await uow.exposures.since(Side.EMPLOYER, day))[1] == [(gone, day, 2)]


async def test_the_operator_sees_who_was_not_seen(
    market: Market, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        for offer in market.offers[:12]:
            await uow.exposures.count(Side.YOUTH, [offer.id], paris_day(uow.clock.now()))
        await decide_on_offer(
            market.youths[0], Decide(market.offers[0].public_id, DecisionKind.LIKE), uow
        )
        far = await factories.offer(uow, None, latitude=43.3, longitude=5.4, place="Marseille")
    report = await look_at_exposure(market.app)
    assert far.id not in [offer.id for offer in market.offers]
    assert report.offers.open_count == 15
    assert report.offers.fitting_count == 14
    assert report.offers.seen_share == round(12 / 14, 4)
    assert report.offers.decided_share == round(1 / 14, 4)
    assert report.offers.gini == pytest.approx(2 / 14)
    assert {each.id for each in report.offers.waiting} == {o.public_id for o in market.offers[12:]}
    assert report.offers.unseen_count == 2
    assert report.youths.searching_count == report.youths.fitting_count == 7
    assert report.youths.unseen_count == 7
    assert report.youths.seen_share == 0
    # two of seven are not seen: so few are not told
    async with database.unit() as uow:
        seen = [youth.youth_id or 0 for youth in market.youths[2:]]
        await uow.exposures.count(Side.EMPLOYER, seen, paris_day(uow.clock.now()))
    late = Application(
        database, clock, MatchingRuntime(database, None, market.app.matching.encoder)
    )
    again = await look_at_exposure(late)
    assert again.youths.unseen_count is None
    assert again.youths.seen_share is None
    with pytest.raises(Forbidden):
        await market.app.run(exposure_report, market.advisor, None, market.app.matching)
    assert (await market.app.run(exposure_report, SYSTEM, None, market.app.matching)).offers
