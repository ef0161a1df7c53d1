"""The main path on both databases: likes, match, consent, conversation; and what may never happen."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from myjobmatch.db.models import Decision, Offer
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ApplicationStatus,
    DecisionKind,
    MatchStatus,
    OfferStatus,
    Role,
    Side,
)
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    list_conversations,
    read_conversation,
    send_message,
)
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
    list_company_matches,
    list_own_matches,
)
from tests import factories


@dataclass
class World:
    """A youth, a recruiter, one offer of each kind."""

    youth: Actor
    other_youth: Actor
    advisor: Actor
    recruiter: Actor
    other_recruiter: Actor
    company_id: int
    offer: Offer
    outside: Offer


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        company = await factories.company(uow, where, name="Boulangerie Pain Perdu")
        other = await factories.company(uow, where)
        return World(
            youth=await factories.youth(uow, where, advisor=advisor),
            other_youth=await factories.youth(uow, where),
            advisor=advisor,
            recruiter=await factories.recruiter(uow, company),
            other_recruiter=await factories.recruiter(uow, other),
            company_id=company.id,
            offer=await factories.offer(uow, company),
            outside=await factories.offer(uow, None),
        )


async def employer_likes(database: Database, world: World) -> None:
    async with database.unit() as uow:
        await uow.decisions.add(
            Decision(
                youth_id=world.youth.youth_id or 0,
                offer_id=world.offer.id,
                side=Side.EMPLOYER,
                kind=DecisionKind.LIKE,
                account_id=world.recruiter.account_id,
                decided_at=uow.clock.now(),
            )
        )


def like(offer: Offer) -> Decide:
    return Decide(offer.public_id, DecisionKind.LIKE)


async def matched(database: Database, world: World) -> str:
    await employer_likes(database, world)
    async with database.unit() as uow:
        result = await decide_on_offer(world.youth, like(world.offer), uow)
    assert result.match_id is not None
    return result.match_id


async def test_a_like_alone_makes_no_match(database: Database, world: World) -> None:
    async with database.unit() as uow:
        result = await decide_on_offer(world.youth, like(world.offer), uow)
    assert (result.match_id, result.application_id) == (None, None)


async def test_a_mutual_like_asks_the_youth_at_once(database: Database, world: World) -> None:
    await matched(database, world)
    async with database.unit(write=False) as uow:
        (view,) = await list_own_matches(world.youth, None, uow)
    assert view.status is MatchStatus.CONSENT_ASKED
    assert view.company == "Boulangerie Pain Perdu"
    assert view.consent_text_version == CONSENT_TEXT_VERSION


async def test_the_employer_learns_nothing_before_the_yes(database: Database, world: World) -> None:
    await matched(database, world)
    async with database.unit() as uow:
        (view,) = await list_company_matches(world.recruiter, world.company_id, uow)
        conversations = await list_conversations(world.recruiter, None, uow)
    assert view.person == ""
    assert view.conversation_id is None
    assert conversations == []


async def test_a_yes_reveals_a_first_name_and_opens_the_conversation(
    database: Database, world: World
) -> None:
    match_id = await matched(database, world)
    async with database.unit() as uow:
        await answer_consent(
            world.youth, AnswerConsent(match_id, given=True, text_version=CONSENT_TEXT_VERSION), uow
        )
    async with database.unit() as uow:
        (view,) = await list_company_matches(world.recruiter, world.company_id, uow)
        consents = await uow.matches.consents(world.youth.youth_id or 0)
        assert view.conversation_id is not None
        await send_message(world.recruiter, SendMessage(view.conversation_id, " Bonjour ! "), uow)
    assert view.person == "Zélie"
    assert [(c.given, c.text_version) for c in consents] == [(True, CONSENT_TEXT_VERSION)]
    async with database.unit() as uow:
        talk = await read_conversation(world.youth, ReadConversation(view.conversation_id), uow)
        assert [(m.body, m.mine) for m in talk.messages] == [("Bonjour !", False)]
        with pytest.raises(NotFound):
            await read_conversation(
                world.other_recruiter, ReadConversation(view.conversation_id), uow
            )
        with pytest.raises(NotFound):
            await read_conversation(world.other_youth, ReadConversation(view.conversation_id), uow)
        with pytest.raises(NotFound):
            await read_conversation(world.advisor, ReadConversation(view.conversation_id), uow)


async def test_a_no_reveals_nothing_and_stays_no(database: Database, world: World) -> None:
    match_id = await matched(database, world)
    no = AnswerConsent(match_id, given=False, text_version=CONSENT_TEXT_VERSION)
    async with database.unit() as uow:
        await answer_consent(world.youth, no, uow)
    async with database.unit() as uow:
        again = await answer_consent(world.youth, no, uow)
        (view,) = await list_company_matches(world.recruiter, world.company_id, uow)
        with pytest.raises(Conflict):
            await answer_consent(world.youth, replace(no, given=True), uow)
    assert again.status is MatchStatus.DECLINED
    assert (view.person, view.conversation_id) == ("", None)


async def test_consent_is_to_the_text_of_today(database: Database, world: World) -> None:
    match_id = await matched(database, world)
    async with database.unit() as uow:
        with pytest.raises(Invalid, match="consent_text_old"):
            await answer_consent(world.youth, AnswerConsent(match_id, True, "share-2019"), uow)


async def test_nobody_answers_for_another(database: Database, world: World) -> None:
    match_id = await matched(database, world)
    yes = AnswerConsent(match_id, given=True, text_version=CONSENT_TEXT_VERSION)
    async with database.unit() as uow:
        with pytest.raises(NotFound):
            await answer_consent(world.other_youth, yes, uow)
        for actor in (world.recruiter, world.advisor):
            with pytest.raises(Forbidden):
                await answer_consent(actor, yes, uow)
        with pytest.raises(NotFound):
            await list_company_matches(world.other_recruiter, world.company_id, uow)


async def test_an_outside_like_opens_an_application(
    database: Database, world: World, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        result = await decide_on_offer(world.youth, like(world.outside), uow)
    async with database.unit(write=False) as uow:
        application = await uow.applications.by_public_id(result.application_id or "")
    assert result.match_id is None
    assert application is not None
    assert application.status is ApplicationStatus.OPENED
    assert application.ask_after == clock.now() + timedelta(days=3)


async def test_the_same_decision_twice_is_one(database: Database, world: World) -> None:
    for _ in range(2):
        async with database.unit() as uow:
            await decide_on_offer(world.youth, like(world.offer), uow)
    async with database.unit(write=False) as uow:
        assert len(await uow.decisions.youth_likes(world.youth.youth_id or 0)) == 1


async def test_undo_brings_the_card_back_and_withdraws_the_application(
    database: Database, world: World
) -> None:
    for offer in (world.offer, world.outside):
        async with database.unit() as uow:
            await decide_on_offer(world.youth, like(offer), uow)
        async with database.unit() as uow:
            await undo_decision(world.youth, Undo(offer.public_id), uow)
    async with database.unit(write=False) as uow:
        assert await uow.decisions.decided_offers(world.youth.youth_id or 0) == set()
        (application,) = await uow.applications.of_youths([world.youth.youth_id or 0])
    assert application.status is ApplicationStatus.WITHDRAWN
    async with database.unit() as uow:
        again = await decide_on_offer(world.youth, like(world.outside), uow)
    assert again.application_id == application.public_id


async def test_a_match_is_not_undone(database: Database, world: World) -> None:
    await matched(database, world)
    async with database.unit() as uow:
        with pytest.raises(Conflict, match="match_exists"):
            await undo_decision(world.youth, Undo(world.offer.public_id), uow)


@pytest.mark.parametrize("status", [OfferStatus.FILLED, OfferStatus.PAUSED, OfferStatus.EXPIRED])
async def test_a_closed_offer_is_told(
    database: Database, world: World, status: OfferStatus
) -> None:
    async with database.unit() as uow:
        offer = await uow.offers.get(world.offer.id)
        assert offer is not None
        offer.status = status
    async with database.unit() as uow:
        with pytest.raises(Conflict) as refusal:
            await decide_on_offer(world.youth, like(world.offer), uow)
    assert refusal.value.code == "offer_closed"
    assert refusal.value.params == {"title": world.offer.title}


async def test_a_draft_does_not_exist_for_a_youth(database: Database, world: World) -> None:
    async with database.unit() as uow:
        offer = await uow.offers.get(world.offer.id)
        assert offer is not None
        offer.status = OfferStatus.DRAFT
    async with database.unit() as uow:
        with pytest.raises(NotFound):
            await decide_on_offer(world.youth, like(world.offer), uow)


async def test_closing_stops_the_conversation(database: Database, world: World) -> None:
    match_id = await matched(database, world)
    async with database.unit() as uow:
        view = await answer_consent(
            world.youth, AnswerConsent(match_id, given=True, text_version=CONSENT_TEXT_VERSION), uow
        )
    async with database.unit() as uow:
        with pytest.raises(NotFound):
            await close_match(world.other_recruiter, CloseMatch(match_id), uow)
    async with database.unit() as uow:
        await close_match(world.recruiter, CloseMatch(match_id), uow)
    async with database.unit() as uow:
        with pytest.raises(Conflict, match="conversation_closed"):
            await send_message(
                world.youth, SendMessage(view.conversation_id or "", "Encore ?"), uow
            )


async def test_each_step_tells_the_pages_that_show_it(database: Database, world: World) -> None:
    async def told(uow: UnitOfWork, since: int) -> set[tuple[str, int]]:
        topics = ("account", "company", "structure")
        return {(c.topic, c.entity_id) for c in await uow.ledger.changes_since(since, topics)}

    await employer_likes(database, world)
    async with database.unit(write=False) as uow:
        before = await uow.ledger.latest_change()
    async with database.unit() as uow:
        await decide_on_offer(world.youth, like(world.offer), uow)
    async with database.unit(write=False) as uow:
        topics = await told(uow, before)
    assert ("account", world.youth.account_id) in topics
    assert ("account", world.advisor.account_id) in topics
    assert ("company", world.company_id) in topics


async def test_two_likes_at_the_same_moment_are_a_match(database: Database, world: World) -> None:
    """Neither side may read before the other has written: one of the two makes the match."""
    async with database.unit() as uow:
        aliases = await uow.decisions.aliases(world.offer.id, [world.youth.youth_id or 0])
    alias = aliases[world.youth.youth_id or 0]

    async def recruiter_likes() -> None:
        command = DecideCandidate(world.offer.public_id, alias, DecisionKind.LIKE)
        async with database.unit() as uow:
            await decide_on_candidate(world.recruiter, command, uow)

    async with database.unit() as uow:
        await decide_on_offer(world.youth, like(world.offer), uow)
        meanwhile = asyncio.create_task(recruiter_likes())
        await asyncio.sleep(0.5)  # time enough to read what is not yet committed, if it could
    await meanwhile
    async with database.unit(write=False) as uow:
        matches = await uow.matches.of_youths([world.youth.youth_id or 0])
    assert [match.status for match in matches] == [MatchStatus.CONSENT_ASKED]
