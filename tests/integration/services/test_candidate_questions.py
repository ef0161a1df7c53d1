"""Closed questions to somebody without a name: what may be asked, how often, what comes back, and to whom."""

from dataclasses import asdict, dataclass

import pytest

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_questions import (
    ANSWERS,
    MOST_A_DAY,
    QuestionAnswer,
    QuestionTemplate,
    months_asked,
    questions_for,
)
from myjobmatch.domain.cards import AskedOfCandidate
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import DecisionKind, Licence, Role, Schedule
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.candidate_questions import (
    AnswerQuestion,
    AskCandidate,
    answer_question,
    ask_candidate,
    askable,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sharing import Block, block_company, own_sharing
from tests import factories

Q, A = QuestionTemplate, QuestionAnswer


@dataclass
class World:
    """An offer that asks for a licence, who may ask, and somebody who may be asked."""

    company: Company
    offer: Offer
    recruiter: Actor
    officer: Actor
    stranger: Actor
    youth: Actor
    app: Application
    alias: str


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills = (words.skills["sell"], words.skills["till"])
        company = await factories.company(uow, where)
        offer = await factories.offer(
            uow, company, skills=skills, licences_wished=[Licence.B.value]
        )
        youth = await factories.youth(uow, where, skills=skills)
        made = World(
            company=company,
            offer=offer,
            recruiter=await factories.recruiter(uow, company),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            stranger=await factories.recruiter(uow, await factories.company(uow, where)),
            youth=youth,
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            alias="",
        )
    (card,) = (await deal(made)).cards
    made.alias = card.alias
    return made


async def deal(world: World):  # type: ignore[no-untyped-def]
    return await deal_candidates(world.app, world.recruiter, CandidateQuery(world.offer.public_id))


async def ask(world: World, template: QuestionTemplate, month: str = "", **who: Actor):  # type: ignore[no-untyped-def]
    command = AskCandidate(world.offer.public_id, world.alias, template, month)
    return await world.app.run(ask_candidate, who.get("by", world.recruiter), command)


async def waiting(world: World):  # type: ignore[no-untyped-def]
    return (await world.app.run(own_sharing, world.youth, None)).questions


async def test_a_question_reaches_the_youth_and_its_answer_the_card(world: World) -> None:
    told = await ask(world, Q.LICENCE)
    assert told == (AskedOfCandidate("licence", "", ""),)
    (question,) = await waiting(world)
    assert question.company == world.company.name
    assert question.answers == tuple(answer.value for answer in ANSWERS[Q.LICENCE])

    await world.app.run(answer_question, world.youth, AnswerQuestion(question.id, A.LEARNING))

    (card,) = (await deal(world)).cards
    assert card.asked == (AskedOfCandidate("licence", "", "learning"),)
    assert set(asdict(card)["asked"][0]) == {"template", "month", "answer"}


async def test_another_answer_takes_the_place_of_the_first(world: World) -> None:
    await ask(world, Q.IMMERSION)
    (question,) = await waiting(world)
    for answer in (A.YES, A.YES, A.NO):
        await world.app.run(answer_question, world.youth, AnswerQuestion(question.id, answer))
    (card,) = (await deal(world)).cards
    assert card.asked[0].answer == "no"
    async with world.app.database.unit() as uow:
        topics = [event.topic for event in await uow.ledger.pending_events(50)]
    assert topics.count("candidate_answered") == 1


async def test_only_what_the_offer_gives_a_reason_for_may_be_asked(world: World) -> None:
    assert Q.LICENCE not in questions_for(licences=[], schedules=[])
    assert Q.WEEKEND not in questions_for(licences=[], schedules=[Schedule.DAY])
    assert Q.WEEKEND in questions_for(licences=[], schedules=[Schedule.DAY, Schedule.WEEKEND])
    async with world.app.database.unit() as uow:
        row = await uow.offers.get(world.offer.id)
        assert row is not None
        row.licences_wished = []
    seen = await world.app.run(askable, world.recruiter, world.offer.public_id)
    assert Q.LICENCE not in seen.templates
    with pytest.raises(Invalid, match="question_unknown"):
        await ask(world, Q.LICENCE)


async def test_a_start_is_asked_for_one_of_the_next_months(world: World) -> None:
    today = paris_day(world.app.clock.now())
    first, *_, last = months_asked(today)
    assert first == f"{today:%Y-%m}"
    for month in ("", "1999-01", "2026-13", "demain", f"{int(last[:4]) + 1}{last[4:]}"):
        with pytest.raises(Invalid, match="question_month"):
            await ask(world, Q.START, month)
    assert await ask(world, Q.START, last) == (AskedOfCandidate("start", last, ""),)
    assert months_asked(today.replace(month=11, day=1))[2] == f"{today.year + 1}-01"


async def test_two_wait_at_most_and_each_is_asked_once(world: World) -> None:
    await ask(world, Q.IMMERSION)
    await ask(world, Q.IMMERSION)
    await ask(world, Q.STILL_LOOKING)
    with pytest.raises(Conflict, match="questions_open"):
        await ask(world, Q.LICENCE)
    question = (await waiting(world))[0]
    await world.app.run(answer_question, world.youth, AnswerQuestion(question.id, A.RATHER_NOT))
    assert len(await ask(world, Q.LICENCE)) == 3


async def test_a_company_asks_so_many_a_day_in_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_A_DAY >= 10
    monkeypatch.setattr("myjobmatch.services.candidate_questions.MOST_A_DAY", 1)
    await ask(world, Q.IMMERSION)
    with pytest.raises(Conflict, match="questions_today"):
        await ask(world, Q.STILL_LOOKING)


async def test_nobody_else_asks_or_answers(world: World) -> None:
    with pytest.raises(NotFound):
        await ask(world, Q.IMMERSION, by=world.stranger)
    await ask(world, Q.IMMERSION, by=world.officer)
    (question,) = await waiting(world)
    async with world.app.database.unit() as uow:
        other = await factories.youth(uow, await factories.structure(uow))
        entries = await uow.ledger.audits_of("offer", world.offer.id)
    assert [(one.action, one.in_name_of) for one in entries] == [
        ("candidate_asked", world.company.public_id)
    ]
    with pytest.raises(NotFound):
        await world.app.run(answer_question, other, AnswerQuestion(question.id, A.YES))
    with pytest.raises(Invalid, match="answer_unknown"):
        await world.app.run(answer_question, world.youth, AnswerQuestion(question.id, A.LEARNING))


async def test_who_blocks_the_company_is_asked_nothing(world: World) -> None:
    await ask(world, Q.IMMERSION)
    await world.app.run(block_company, world.youth, Block(company_id=world.company.public_id))
    assert await waiting(world) == ()
    with pytest.raises(NotFound):
        await ask(world, Q.STILL_LOOKING)


async def test_who_has_met_is_asked_in_their_conversation(world: World) -> None:
    like = DecisionKind.LIKE
    await world.app.run(decide_on_offer, world.youth, Decide(world.offer.public_id, like))
    command = DecideCandidate(world.offer.public_id, world.alias, like)
    await world.app.run(decide_on_candidate, world.recruiter, command)
    with pytest.raises(Conflict, match="question_not_needed"):
        await ask(world, Q.IMMERSION)
