"""Who went to another company hears nothing more of the one they left, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from myjobmatch.db.models import CandidateQuestion, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_questions import QuestionAnswer, QuestionTemplate
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import AccountStatus, DecisionKind, Side
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.outcomes import InterviewHow
from myjobmatch.services import answer_tellers, outcome_tellers, sharing_tellers, tellers
from myjobmatch.services.candidate_questions import AnswerQuestion, answer_question
from myjobmatch.services.company_people import RemovePerson, remove_person
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.interviews import (
    AnswerInterview,
    ProposeInterview,
    answer_interview,
    propose_interview,
)
from myjobmatch.services.matches import CONSENT_TEXT_VERSION, AnswerConsent, answer_consent
from myjobmatch.services.outbox import work_once
from tests import factories
from tests.integration.services.in_touch import Pair, asked, pair_in_touch
from tests.integration.services.told_town import EMAIL, Post, address, move_to

LISTENING = (answer_tellers, outcome_tellers, sharing_tellers, tellers)
OF_THE_COMPANY = [
    "1 personne attend votre réponse",
    "C'est un match",
    "Entretien accepté",
    "Où en êtes-vous\u00a0?",
    "Une personne s'est retirée",
]
ANSWERED = "Une réponse à votre question"


@dataclass
class House:
    """A pair in touch by the doing of a recruiter who may leave, their colleague, a third offer with a question."""

    pair: Pair
    colleague: Actor
    another: Actor
    third: Offer
    question: str
    consent: str
    post: Post = field(default_factory=Post)

    async def round(self) -> None:
        """One round of the worker."""
        for _ in range(2):  # a listener may have something to tell itself
            await work_once(self.pair.app)
        await deliver_once(self.pair.app, self.post.senders)

    async def news(self) -> None:
        """Something of each kind happens that the company is told of."""
        run, pair = self.pair.app.run, self.pair
        at = pair.app.database.clock.now() + timedelta(days=3)
        moments = ProposeInterview(pair.match_id, InterviewHow.ON_SITE, "3 rue des Ateliers", (at,))
        view = await run(propose_interview, pair.officer, moments)
        await run(answer_interview, pair.youth, AnswerInterview(view.id, at))
        yes = AnswerConsent(self.consent, True, CONSENT_TEXT_VERSION)
        await run(answer_consent, pair.youth, yes)
        answer = AnswerQuestion(self.question, QuestionAnswer.YES)
        await run(answer_question, pair.youth, answer)
        await run(decide_on_offer, self.another, Decide(self.third.public_id, DecisionKind.LIKE))
        async with pair.app.database.unit() as uow:
            match = await uow.matches.by_public_id(pair.match_id)
            assert match is not None
            uow.ledger.event("outcome_asked", {"match": match.id, "side": Side.EMPLOYER.value})
            uow.ledger.event("sharing_withdrawn", {"match": match.id})

    async def leave(self) -> None:
        """The recruiter is taken out of the company, and comes anew into another one."""
        async with self.pair.app.database.unit(write=False) as uow:
            account = await uow.accounts.get(self.pair.recruiter.account_id)
            assert account is not None
        command = RemovePerson(self.pair.company.public_id, account.public_id)
        await self.pair.app.run(remove_person, self.pair.officer, command)
        async with self.pair.app.database.unit() as uow:
            where = await uow.accounts.structure(self.pair.company.structure_id)
            account = await uow.accounts.get(self.pair.recruiter.account_id)
            assert account is not None
            assert where is not None
            account.status = AccountStatus.ACTIVE
            account.company_id = (await factories.company(uow, where)).id

    def heard(self, actor: Actor) -> list[str]:
        """The subjects of what somebody was sent."""
        return sorted(one.subject for one in self.post.letters if one.to == _mail(actor))


def _mail(actor: Actor) -> str:
    return f"{actor.account_id}@exemple.fr"


@pytest.fixture
async def house(database: Database) -> House:
    pair = await pair_in_touch(database)
    consent = (await asked(pair, pair.second)).id
    async with database.unit() as uow:
        where = await uow.accounts.structure(pair.company.structure_id)
        company = await uow.companies.get(pair.company.id)
        assert where is not None
        assert company is not None
        third = await factories.offer(uow, company)
        question = CandidateQuestion(
            public_id=new_public_id(),
            offer_id=third.id,
            youth_id=pair.youth.youth_id or 0,
            template=QuestionTemplate.LICENCE,
            asked_by=pair.recruiter.account_id,
            asked_at=uow.clock.now(),
        )
        uow.sharing.add(question)
        colleague = await factories.recruiter(uow, company)
        another = await factories.youth(uow, where)
        made = House(pair, colleague, another, third, question.public_id, consent)
    await made.round()  # what was told before
    for actor in (pair.recruiter, colleague):
        await address(database, actor, EMAIL, _mail(actor))
    return made


async def test_who_is_there_hears_of_it(house: House) -> None:
    await house.news()
    await house.round()
    assert house.heard(house.pair.recruiter) == sorted([*OF_THE_COMPANY, ANSWERED])
    assert house.heard(house.colleague) == OF_THE_COMPANY


async def test_who_left_is_told_of_nothing(house: House) -> None:
    await house.leave()
    await house.news()
    await house.round()
    assert house.heard(house.pair.recruiter) == []
    assert house.heard(house.colleague) == OF_THE_COMPANY


async def test_what_waits_for_who_left_is_not_sent(house: House, clock: FixedClock) -> None:
    move_to(clock, 22)
    await house.news()
    await house.round()
    async with house.pair.app.database.unit(write=False) as uow:
        waiting = await uow.notifications.of_account(house.pair.recruiter.account_id)
    assert len(waiting) == len([*OF_THE_COMPANY, ANSWERED])
    await house.leave()
    move_to(clock, 8)
    await house.round()
    assert house.heard(house.pair.recruiter) == []
    assert house.heard(house.colleague) == OF_THE_COMPANY
