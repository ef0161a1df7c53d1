"""An employer decides on anonymous candidates: once each, a match only when both like, nothing revealed."""

from dataclasses import asdict, dataclass

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import DecisionKind, MatchStatus, OfferStatus, Role, Side
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decisions import (
    CandidateDecision,
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.matches import list_company_matches, list_own_matches
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

LIKE, PASS = DecisionKind.LIKE, DecisionKind.PASS


@dataclass
class World:
    """Two offers of a company, a youth who fits both, and who may decide."""

    company: Company
    offer: Offer
    second: Offer
    recruiter: Actor
    colleague: Actor
    stranger: Actor
    officer: Actor
    youth: Actor
    app: Application
    alias: str
    second_alias: str


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills = (words.skills["sell"], words.skills["till"])
        company = await factories.company(uow, where)
        offer = await factories.offer(uow, company, skills=skills)
        second = await factories.offer(uow, company, skills=skills)
        youth = await factories.youth(uow, where, skills=skills)
        recruiter = await factories.recruiter(uow, company)
        app = Application(database, database.clock, MatchingRuntime(database, None))
        made = World(
            company=company,
            offer=offer,
            second=second,
            recruiter=recruiter,
            colleague=await factories.recruiter(uow, company),
            stranger=await factories.recruiter(uow, await factories.company(uow, where)),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            youth=youth,
            app=app,
            alias="",
            second_alias="",
        )
    made.alias = await alias_for(made, offer)
    made.second_alias = await alias_for(made, second)
    return made


async def alias_for(world: World, offer: Offer) -> str:
    deck = await deal_candidates(world.app, world.recruiter, CandidateQuery(offer.public_id))
    (card,) = deck.cards
    return card.alias


async def decide(
    world: World, kind: DecisionKind, actor: Actor | None = None, reason: str = ""
) -> CandidateDecision:
    command = DecideCandidate(world.offer.public_id, world.alias, kind, reason)
    return await world.app.run(decide_on_candidate, actor or world.recruiter, command)


async def youth_likes(world: World) -> None:
    await world.app.run(decide_on_offer, world.youth, Decide(world.offer.public_id, LIKE))


async def test_aliases_of_two_offers_cannot_be_joined(world: World) -> None:
    assert world.alias != world.second_alias


async def test_a_like_that_comes_first_tells_nobody_anything(
    database: Database, world: World
) -> None:
    async with database.unit(write=False) as uow:
        before = await uow.ledger.latest_change()
    result = await decide(world, LIKE)

    assert result.match_id is None
    async with database.unit() as uow:
        assert await list_own_matches(world.youth, None, uow) == []
        told = await uow.ledger.changes_since(before, ("account", "youth", "structure"))
    assert [(c.topic, c.entity_id) for c in told] == []


async def test_both_likes_make_a_match_without_a_name(database: Database, world: World) -> None:
    await youth_likes(world)
    result = await decide(world, LIKE)

    assert result.match_id is not None
    async with database.unit() as uow:
        (theirs,) = await list_company_matches(world.recruiter, world.company.id, uow)
        (own,) = await list_own_matches(world.youth, None, uow)
    assert (theirs.status, theirs.person) == (MatchStatus.CONSENT_ASKED, "")
    assert own.status is MatchStatus.CONSENT_ASKED
    assert "Zélie" not in str(asdict(theirs))


async def test_the_same_decision_twice_is_one(database: Database, world: World) -> None:
    await youth_likes(world)
    first, again = await decide(world, LIKE), await decide(world, LIKE)

    assert first == again
    async with database.unit(write=False) as uow:
        liked = await uow.session.scalars(
            select(Activity).where(Activity.kind == ActivityKind.CANDIDATE_LIKED)
        )
    assert len(liked.all()) == 1


async def test_a_candidate_decided_on_is_not_dealt_again_until_undone(world: World) -> None:
    await decide(world, PASS, reason="availability")
    deck = await deal_candidates(world.app, world.colleague, CandidateQuery(world.offer.public_id))
    assert deck.cards == ()
    undo = UndoCandidate(world.offer.public_id, world.alias)
    for _ in range(2):
        await world.app.run(undo_candidate, world.recruiter, undo)
    assert await alias_for(world, world.offer) == world.alias


async def test_a_colleagues_pass_may_become_a_like(database: Database, world: World) -> None:
    await decide(world, PASS)
    await decide(world, LIKE, world.colleague)
    async with database.unit(write=False) as uow:
        kept = await uow.decisions.active(world.youth.youth_id or 0, world.offer.id, Side.EMPLOYER)
    assert kept is not None
    assert (kept.kind, kept.account_id) == (LIKE, world.colleague.account_id)


async def test_a_like_after_a_pass_makes_no_match(database: Database, world: World) -> None:
    await decide(world, PASS)
    await youth_likes(world)
    async with database.unit() as uow:
        assert await list_own_matches(world.youth, None, uow) == []
        assert await list_company_matches(world.recruiter, world.company.id, uow) == []


async def test_a_match_cannot_be_undone(world: World) -> None:
    await youth_likes(world)
    await decide(world, LIKE)
    with pytest.raises(Conflict, match="match_exists"):
        await world.app.run(
            undo_candidate, world.recruiter, UndoCandidate(world.offer.public_id, world.alias)
        )
    with pytest.raises(Conflict, match="match_exists"):
        await decide(world, PASS)


async def test_a_youths_undone_like_makes_no_match(world: World) -> None:
    await youth_likes(world)
    await world.app.run(undo_decision, world.youth, Undo(world.offer.public_id))

    assert (await decide(world, LIKE)).match_id is None


@pytest.mark.parametrize("reason", ["age", "Trop jeune", "x" * 70])
async def test_only_reasons_of_the_list_are_kept(world: World, reason: str) -> None:
    with pytest.raises(Invalid, match="bad_reason"):
        await decide(world, PASS, reason=reason)


async def test_an_officer_decides_in_the_companys_name(database: Database, world: World) -> None:
    await decide(world, LIKE, world.officer)
    async with database.unit(write=False) as uow:
        kept = await uow.decisions.active(world.youth.youth_id or 0, world.offer.id, Side.EMPLOYER)
        entries = await uow.ledger.audits_of("youth", world.youth.youth_id or 0)
    assert kept is not None
    assert kept.on_behalf
    assert [(e.action, e.in_name_of) for e in entries] == [
        ("candidate_liked", world.company.public_id)
    ]


async def test_an_offer_past_its_time_takes_no_decision(database: Database, world: World) -> None:
    async with database.unit() as uow:
        offer = await uow.offers.get(world.offer.id)
        assert offer is not None
        offer.expires_at = uow.clock.now()
    with pytest.raises(Conflict, match="offer_not_shown"):
        await decide(world, LIKE)


async def test_an_offer_that_is_not_shown_takes_no_decision(
    database: Database, world: World
) -> None:
    async with database.unit() as uow:
        offer = await uow.offers.get(world.offer.id)
        assert offer is not None
        offer.status = OfferStatus.PAUSED
    with pytest.raises(Conflict, match="offer_not_shown"):
        await decide(world, LIKE)


async def test_an_alias_opens_one_offer_only(world: World) -> None:
    command = DecideCandidate(world.offer.public_id, world.second_alias, LIKE)
    with pytest.raises(NotFound, match="candidate_unknown"):
        await world.app.run(decide_on_candidate, world.recruiter, command)


async def test_nobody_else_may_decide(world: World) -> None:
    with pytest.raises(NotFound, match="offer_unknown"):
        await decide(world, LIKE, world.stranger)
    with pytest.raises(Forbidden):
        await decide(world, LIKE, world.youth)
