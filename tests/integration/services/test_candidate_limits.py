"""What one company may look at: cards a day, all together; bands of a way from one place; an officer may widen it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_limits import MORE_A_TIME, MOST_MORE, PLACES_TOLD
from myjobmatch.domain.clock import FixedClock, next_paris_midnight
from myjobmatch.domain.enums import DecisionKind, Role, TravelBand
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.services import candidate_limits
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.candidate_decks import CandidateDeck, CandidateQuery, deal_candidates
from myjobmatch.services.candidate_limits import AllowMore, allow_more
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

LIMIT = 6


@dataclass
class World:
    """A company with three offers in three places and two recruiters, ten candidates."""

    company: Company
    offers: list[Offer]
    recruiter: Actor
    colleague: Actor
    officer: Actor
    app: Application


@pytest.fixture
async def world(database: Database, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(candidate_limits, "DEALT_A_DAY", LIMIT)
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills = (words.skills["sell"], words.skills["till"])
        company = await factories.company(uow, where)
        offers = [
            await factories.offer(
                uow,
                company,
                skills=skills,
                latitude=factories.EVRY[0] + 0.02 * number,
                longitude=factories.EVRY[1],
            )
            for number in range(3)
        ]
        for _ in range(10):
            await factories.youth(uow, where, skills=skills)
        return World(
            company=company,
            offers=offers,
            recruiter=await factories.recruiter(uow, company),
            colleague=await factories.recruiter(uow, company),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            app=Application(database, database.clock, MatchingRuntime(database, None)),
        )


async def deal(world: World, offer: int, limit: int, who: Actor | None = None) -> CandidateDeck:
    query = CandidateQuery(world.offers[offer].public_id, limit)
    return await deal_candidates(world.app, who or world.recruiter, query)


async def test_so_many_cards_a_day_for_all_colleagues_and_offers(
    world: World, clock: FixedClock
) -> None:
    first = await deal(world, 0, 4)
    assert len(first.cards) == 4
    assert first.resumes_at is None
    second = await deal(world, 1, 4, world.colleague)
    assert len(second.cards) == 2
    assert second.resumes_at == next_paris_midnight(clock.now())
    assert second.dealt_today == LIMIT
    third = await deal(world, 2, 4)
    assert third.cards == ()
    assert third.resumes_at is not None

    # what was seen stays, and may be decided on
    again = await deal(world, 0, 4, world.colleague)
    assert {card.alias for card in again.cards} == {card.alias for card in first.cards}
    command = DecideCandidate(
        world.offers[0].public_id, first.cards[0].alias, DecisionKind.PASS, "skills"
    )
    await world.app.run(decide_on_candidate, world.recruiter, command)

    clock.advance(timedelta(days=1))
    assert len((await deal(world, 2, 4)).cards) == 4


async def test_an_officer_opens_more_with_a_reason(world: World) -> None:
    await deal(world, 0, LIMIT)
    assert (await deal(world, 1, 4)).cards == ()
    command = AllowMore(world.company.public_id, "Ouverture de magasin, dix postes")
    with pytest.raises(Forbidden):
        await world.app.run(allow_more, world.recruiter, command)
    with pytest.raises(Invalid, match="limit_reason"):
        await world.app.run(allow_more, world.officer, AllowMore(world.company.public_id, "  "))
    assert await world.app.run(allow_more, world.officer, command) == LIMIT + MORE_A_TIME
    assert len((await deal(world, 1, 4)).cards) == 4

    for _ in range(MOST_MORE - 1):
        await world.app.run(allow_more, world.officer, command)
    with pytest.raises(Conflict, match="limit_wide"):
        await world.app.run(allow_more, world.officer, command)
    async with world.app.database.unit() as uow:
        elsewhere = await factories.staff(
            uow, Role.EMPLOYMENT_OFFICER, await factories.structure(uow)
        )
        entries = await uow.ledger.audits_of("company", world.company.id)
    with pytest.raises(NotFound):
        await world.app.run(allow_more, elsewhere, command)
    assert len(entries) == MOST_MORE
    assert entries[0].in_name_of == world.company.public_id
    assert entries[0].details["reason"] == command.reason


async def test_a_way_is_told_in_bands_from_one_place_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_limits, "DEALT_A_DAY", 1000)
    assert PLACES_TOLD == 1
    cards = (await deal(world, 0, 20)).cards
    assert {card.travel for card in cards} <= {TravelBand.WITHIN_30, TravelBand.WITHIN_45}
    for number in (1, 2):
        cards = (await deal(world, number, 20)).cards
        assert {card.travel for card in cards} == {TravelBand.IN_REACH}
    # the first again: known there
    again = {card.travel for card in (await deal(world, 0, 20)).cards}
    assert TravelBand.IN_REACH not in again

    # an offer that moves is another place, and moving it back tells what was told
    async with world.app.database.unit() as uow:
        row = await uow.offers.get(world.offers[0].id)
        assert row is not None
        await uow.dealings.keep_places(row.id, uow.clock.now())
        await uow.decisions.forget_aliases(row.id)
        row.latitude = factories.EVRY[0] + 0.06
        uow.changed("offer", row.id)
    assert {card.travel for card in (await deal(world, 0, 20)).cards} == {TravelBand.IN_REACH}
