"""When interviews are told of: each word at once, a reminder the day before and not on the day, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from myjobmatch.db.models import NotificationChoice
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.notifications import Channel, NotificationKind
from myjobmatch.domain.outcomes import InterviewHow
from myjobmatch.services import outcome_tellers
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.interviews import (
    AnswerInterview,
    ProposeInterview,
    answer_interview,
    cancel_interview,
    propose_interview,
)
from myjobmatch.services.outbox import work_once
from myjobmatch.services.outcome_questions import mind_outcomes
from tests.integration.services.in_touch import Pair, pair_in_touch
from tests.integration.services.told_town import EMAIL, Post, address, move_to

assert outcome_tellers
PLACE = "3 rue des Ateliers, Évry"


@pytest.fixture
async def pair(database: Database) -> Pair:
    made = await pair_in_touch(database)
    await round_of(made, Post())  # what was told before
    return made


async def round_of(pair: Pair, post: Post) -> None:
    """One round of the worker: what falls due, events, what is to be sent."""
    await pair.app.run(mind_outcomes, SYSTEM, None)
    await work_once(pair.app)
    await deliver_once(pair.app, post.senders)


async def propose(pair: Pair, at: datetime) -> str:
    """The company proposes one moment."""
    command = ProposeInterview(pair.match_id, InterviewHow.ON_SITE, PLACE, (at,))
    return (await pair.app.run(propose_interview, pair.recruiter, command)).id


async def test_an_interview_of_the_same_day_is_told_at_each_step(
    pair: Pair, database: Database, clock: FixedClock
) -> None:
    post = Post()
    await address(database, pair.youth, EMAIL, "zelie@exemple.fr")
    move_to(clock, 8, 30)
    at = clock.now() + timedelta(hours=5, minutes=30)
    interview = await propose(pair, at)
    await round_of(pair, post)
    move_to(clock, 9)
    await pair.app.run(answer_interview, pair.youth, AnswerInterview(interview, at))
    await round_of(pair, post)
    move_to(clock, 10)
    await pair.app.run(cancel_interview, pair.recruiter, interview)
    await round_of(pair, post)
    assert [
        (letter.subject, letter.calendar.method if letter.calendar else "")
        for letter in post.letters
    ] == [
        ("On te propose un entretien", ""),
        ("Entretien noté", "REQUEST"),
        ("Entretien annulé", "CANCEL"),
    ]


async def test_tomorrow_is_said_the_day_before(
    pair: Pair, database: Database, clock: FixedClock
) -> None:
    post = Post()
    await address(database, pair.youth, Channel.SMS, "+33612345678")
    async with database.unit() as uow:
        uow.notifications.add(
            NotificationChoice(
                account_id=pair.youth.account_id,
                kind=NotificationKind.OUTCOME,
                channel=Channel.SMS,
                wanted=True,
            )
        )
    move_to(clock, 9)
    at = clock.now() + timedelta(hours=30)
    interview = await propose(pair, at)
    await pair.app.run(answer_interview, pair.youth, AnswerInterview(interview, at))
    heard: list[tuple[str, str]] = []
    while clock.now() < at:
        seen = len(post.texts)
        await round_of(pair, post)
        now = clock.now().astimezone(PARIS).strftime("%d %H")
        heard += [(text.partition(" – ")[0], now) for _, text in post.texts[seen:]]
        clock.advance(timedelta(hours=1))
    assert heard == [("Entretien noté", "15 09"), ("Entretien demain", "15 15")]


async def test_moments_that_were_replaced_meanwhile_are_not_told(
    pair: Pair, database: Database, clock: FixedClock
) -> None:
    post = Post()
    await address(database, pair.youth, EMAIL, "zelie@exemple.fr")
    move_to(clock, 22)
    at = clock.now() + timedelta(days=2)
    for hours in range(3):
        await propose(pair, at + timedelta(hours=hours))
        await round_of(pair, post)
    assert post.letters == []
    move_to(clock, 8)
    await round_of(pair, post)
    assert [letter.subject for letter in post.letters] == ["On te propose un entretien"]
