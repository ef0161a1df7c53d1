"""Closed questions to anonymous candidates, and their closed answers. Nobody writes a word here."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import CandidateQuestion, Offer
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_questions import (
    ANSWERS,
    MOST_A_DAY,
    MOST_OPEN,
    QuestionAnswer,
    QuestionTemplate,
    is_month,
    months_asked,
    questions_for,
)
from myjobmatch.domain.cards import AskedOfCandidate
from myjobmatch.domain.clock import paris_day, paris_midnight
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_employer_side, is_youth
from myjobmatch.domain.sharing import OpenQuestion
from myjobmatch.services.building import service
from myjobmatch.services.candidate_decisions import pair_shown
from myjobmatch.services.companies import trace
from myjobmatch.services.decks import company_offer
from myjobmatch.services.notices import tell_company, tell_youth

ASKED = "candidate_asked"
"""The domain event of a question: `{question}`."""
ANSWERED = "candidate_answered"
"""The domain event of its answer: `{question}`."""


@dataclass(frozen=True, slots=True)
class AskCandidate:
    """A question of the list to a candidate of an offer; `month` (`2026-03`) for a start alone."""

    offer_id: str
    alias: str
    template: QuestionTemplate
    month: str = ""


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """One of the answers that the question has."""

    question_id: str
    answer: QuestionAnswer


@dataclass(frozen=True, slots=True)
class Askable:
    """What an offer gives a reason to ask, and the months that a start may be asked for."""

    templates: tuple[QuestionTemplate, ...]
    months: tuple[str, ...]


@service(is_employer_side, writes=False)
async def askable(actor: Actor, offer_id: str, uow: UnitOfWork) -> Askable:
    """What may be asked of an offer's candidates.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`).
    """
    offer, _ = await company_offer(actor, offer_id, uow)
    return Askable(_templates(offer), months_asked(paris_day(uow.clock.now())))


@service(is_employer_side)
async def ask_candidate(
    actor: Actor, command: AskCandidate, uow: UnitOfWork
) -> tuple[AskedOfCandidate, ...]:
    """Ask; answers all that was asked of this candidate. The same question again changes nothing.

    Raises:
        Invalid: not a question that this offer gives a reason for (`question_unknown`), another month than those
            to choose from (`question_month`).
        NotFound: not an offer of theirs (`offer_unknown`), no such candidate (`candidate_unknown`).
        Conflict: the offer is not shown now (`offer_not_shown`), they know each other already
            (`question_not_needed`), as many as may wait for them do (`questions_open`, with `most`), or the
            company asked as much as it may today (`questions_today`, with `most`).
    """
    offer, company, youth = await pair_shown(actor, command.offer_id, command.alias, uow)
    if command.template not in _templates(offer):
        raise Invalid("question_unknown")
    now = uow.clock.now()
    starts = command.template is QuestionTemplate.START
    if starts and not (is_month(command.month) and command.month in months_asked(paris_day(now))):
        raise Invalid("question_month")
    before = await uow.sharing.questions_of(offer.id, [youth.id])
    if any(one.template is command.template for one in before):
        return _told(before)
    if not is_open(offer, now):
        raise Conflict("offer_not_shown", title=offer.title)
    if await uow.matches.of_pair(youth.id, offer.id) is not None:
        raise Conflict("question_not_needed")
    if sum(one.answer is None for one in before) >= MOST_OPEN:
        raise Conflict("questions_open", most=MOST_OPEN)
    if await uow.sharing.asked_since(company.id, paris_midnight(now)) >= MOST_A_DAY:
        raise Conflict("questions_today", most=MOST_A_DAY)
    question = CandidateQuestion(
        public_id=new_public_id(),
        offer_id=offer.id,
        youth_id=youth.id,
        template=command.template,
        month=command.month if starts else "",
        asked_by=actor.account_id,
        asked_at=now,
    )
    uow.sharing.add(question)
    try:
        await uow.sharing.flush()
    except Clash as error:
        raise Conflict("candidate_decided") from error
    trace(actor, company, uow, ASKED, "offer", offer.id)
    uow.ledger.event(ASKED, {"question": question.id, "youth": youth.id, "offer": offer.id})
    await tell_youth(uow, youth, advisor_too=False)
    return _told([*before, question])


@service(is_youth)
async def answer_question(actor: Actor, command: AnswerQuestion, uow: UnitOfWork) -> AnswerQuestion:
    """Answer by one of the choices; another answer later takes its place.

    Raises:
        NotFound: not a question to them (`question_gone`).
        Invalid: not one of its answers (`answer_unknown`).
    """
    question = await uow.sharing.question(checked_public_id(command.question_id))
    if question is None or question.youth_id != actor.youth_id:
        raise NotFound("question_gone")
    if command.answer not in ANSWERS[question.template]:
        raise Invalid("answer_unknown")
    offer = await uow.offers.get(question.offer_id)
    youth = await uow.youths.get(question.youth_id)
    if offer is None or youth is None:
        raise NotFound("question_gone")
    if question.answer is not command.answer:
        first = question.answer is None
        question.answer, question.answered_at = command.answer, uow.clock.now()
        if first:
            details = {"question": question.id, "offer": offer.id}
            uow.ledger.event(ANSWERED, details)
        await tell_youth(uow, youth, advisor_too=False)
        tell_company(uow, offer)
    return command


async def questions_told(youth_id: int, uow: UnitOfWork) -> tuple[OpenQuestion, ...]:
    """What companies asked a youth, as the phone shows it; not those of a company that they block."""
    blocked = {company.id for company, _ in await uow.sharing.blocked_by(youth_id)}
    return tuple(
        OpenQuestion(
            id=question.public_id,
            company_id=company.public_id,
            company=company.name,
            offer_id=offer.public_id,
            offer_title=offer.title,
            template=question.template.value,
            month=question.month,
            answers=tuple(answer.value for answer in ANSWERS[question.template]),
            answer=question.answer.value if question.answer else "",
            asked_at=question.asked_at,
        )
        for question, offer, company in await uow.sharing.questions_to(youth_id)
        if company.id not in blocked
    )


async def asked_of(
    offer_id: int, youth_ids: Collection[int], uow: UnitOfWork
) -> Mapping[int, tuple[AskedOfCandidate, ...]]:
    """What an offer asked its candidates, and what they answered."""
    found: dict[int, list[CandidateQuestion]] = defaultdict(list)
    for question in await uow.sharing.questions_of(offer_id, youth_ids):
        found[question.youth_id].append(question)
    return {youth_id: _told(questions) for youth_id, questions in found.items()}


def _told(questions: Collection[CandidateQuestion]) -> tuple[AskedOfCandidate, ...]:
    return tuple(
        AskedOfCandidate(one.template.value, one.month, one.answer.value if one.answer else "")
        for one in questions
    )


def _templates(offer: Offer) -> tuple[QuestionTemplate, ...]:
    return questions_for(
        licences=[*offer.licences_required, *offer.licences_wished], schedules=offer.schedules
    )
