"""A match answered, ended and met about at the same moment: whoever comes second sees what the first did.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Interview, MatchTransition, OutboxEvent
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.cards import MatchView
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import MatchStatus
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.outcomes import InterviewHow, InterviewStatus, Stage
from myjobmatch.services import interviews, matches
from myjobmatch.services.interviews import (
    CANCELLED,
    AnswerInterview,
    ProposeInterview,
    answer_interview,
    cancel_interview,
    propose_interview,
)
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
    list_company_matches,
)
from myjobmatch.services.offer_endings import expire_offers
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import MoveOffer, fill_offer, withdraw_offer
from myjobmatch.services.outcome_questions import mind_outcomes
from myjobmatch.services.outcomes import MoveOn, move_on
from myjobmatch.services.sharing import Block, block_company
from tests.integration.services.at_once import halt, halt_before_commit, meanwhile
from tests.integration.services.in_touch import Pair, asked, pair_in_touch

Work = Coroutine[Any, Any, Any]
ENDERS = ["blocked", "closed", "withdrawn", "filled", "expired"]


@pytest.fixture
async def database(postgres_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = Database(postgres_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def pair(database: Database) -> Pair:
    return await pair_in_touch(database)


@pytest.fixture
async def question(pair: Pair) -> MatchView:
    """Both like the second offer, and the youth is asked."""
    return await asked(pair, pair.second)


def answer(pair: Pair, question: MatchView, *, given: bool) -> Work:
    return pair.app.run(
        answer_consent, pair.youth, AnswerConsent(question.id, given, CONSENT_TEXT_VERSION)
    )


def end(pair: Pair, how: str, question: MatchView) -> Work:
    """One of the ways in which a match ends while its youth is asked."""
    move = MoveOffer(pair.second.public_id, version_of(pair.second))
    works: dict[str, Any] = {
        "blocked": (block_company, pair.youth, Block(pair.company.public_id)),
        "closed": (close_match, pair.recruiter, CloseMatch(question.id)),
        "withdrawn": (withdraw_offer, pair.recruiter, move),
        "filled": (fill_offer, pair.recruiter, move),
        "expired": (expire_offers, SYSTEM, None),
    }
    return pair.app.run(*works[how])


async def told(pair: Pair, question: MatchView) -> tuple[MatchStatus, str]:
    """How the company sees that match: its state, and a name if it sees one. Its steps follow one another."""
    views = await pair.app.run(list_company_matches, pair.recruiter, pair.company.id)
    (view,) = [one for one in views if one.id == question.id]
    async with pair.app.database.unit(write=False) as uow:
        match = await uow.matches.by_public_id(question.id)
        assert match is not None
        steps = await uow.session.scalars(
            select(MatchTransition)
            .where(MatchTransition.match_id == match.id)
            .order_by(MatchTransition.id)
        )
        said = [(step.before, step.after) for step in steps]
    assert all(one[1] is other[0] for one, other in pairwise(said)), said
    assert said[-1][1] is view.status
    return view.status, view.person


@pytest.mark.parametrize("how", ENDERS)
async def test_a_yes_meets_an_end(
    pair: Pair,
    question: MatchView,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    """The yes was read as open; the end comes before it is written."""
    clock.advance(timedelta(days=31 if how == "expired" else 0))
    stop = halt(monkeypatch, matches, "move_match")

    done = await meanwhile(
        pair.app.database,
        stop,
        answer(pair, question, given=True),
        end(pair, how, question),
    )

    assert not [one for one in done if isinstance(one, BaseException)], done
    status, name = await told(pair, question)
    if how == "expired":  # who has spoken goes on when a time is over
        assert status is MatchStatus.SHARED
    else:
        assert (status, name) == (MatchStatus.CLOSED, "")
    if how == "blocked":
        async with pair.app.database.unit(write=False) as uow:
            consents = await uow.matches.consents(pair.youth.youth_id or 0)
        assert all(consent.withdrawn_at is not None for consent in consents)


@pytest.mark.parametrize("how", ENDERS)
async def test_an_end_meets_a_yes(
    pair: Pair,
    question: MatchView,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    """The end is written, and nobody sees it yet: the yes waits for it, and is refused."""
    clock.advance(timedelta(days=31 if how == "expired" else 0))
    stop = halt_before_commit(monkeypatch)

    ended, refused = await meanwhile(
        pair.app.database,
        stop,
        end(pair, how, question),
        answer(pair, question, given=True),
    )

    assert not isinstance(ended, BaseException), ended
    assert isinstance(refused, Conflict), refused
    assert refused.code == "match_transition"
    assert await told(pair, question) == (MatchStatus.CLOSED, "")


async def consents_given(pair: Pair, question: MatchView) -> list[bool]:
    async with pair.app.database.unit(write=False) as uow:
        match = await uow.matches.by_public_id(question.id)
        assert match is not None
        consents = await uow.matches.consents(match.youth_id)
    return [consent.given for consent in consents if consent.match_id == match.id]


@pytest.mark.parametrize("first", [True, False])
async def test_a_yes_meets_a_no(
    pair: Pair, question: MatchView, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    stop = halt(monkeypatch, matches, "move_match")

    kept, refused = await meanwhile(
        pair.app.database,
        stop,
        answer(pair, question, given=first),
        answer(pair, question, given=not first),
    )

    assert not isinstance(kept, BaseException), kept
    assert isinstance(refused, Conflict)
    assert await consents_given(pair, question) == [first]
    status, _ = await told(pair, question)
    assert status is (MatchStatus.SHARED if first else MatchStatus.DECLINED)


async def test_a_yes_from_two_phones_is_one(
    pair: Pair, question: MatchView, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = halt(monkeypatch, matches, "move_match")

    done = await meanwhile(
        pair.app.database,
        stop,
        answer(pair, question, given=True),
        answer(pair, question, given=True),
    )

    assert [one.status for one in done] == [MatchStatus.SHARED] * 2
    assert await consents_given(pair, question) == [True]


def closing(pair: Pair, question: MatchView) -> Work:
    return pair.app.run(close_match, pair.youth, CloseMatch(question.id))


async def test_both_close_at_once_and_it_is_closed_once(
    pair: Pair, question: MatchView, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = halt_before_commit(monkeypatch)

    done, refused = await meanwhile(
        pair.app.database, stop, closing(pair, question), end(pair, "closed", question)
    )

    assert done is None
    assert isinstance(refused, Conflict)
    assert refused.code == "match_transition"


# --- interviews


async def proposed(pair: Pair) -> AnswerInterview:
    """Moments proposed to the youth, and the answer that takes the first."""
    moment = pair.app.clock.now() + timedelta(days=3)
    command = ProposeInterview(pair.match_id, InterviewHow.PHONE, "01 60 00 00 00", (moment,))
    view = await pair.app.run(propose_interview, pair.recruiter, command)
    return AnswerInterview(view.id, moment)


async def interview(pair: Pair, taking: AnswerInterview) -> Interview:
    async with pair.app.database.unit(write=False) as uow:
        row = await uow.outcomes.interview(taking.interview_id)
    assert row is not None
    return row


async def test_a_moment_taken_while_it_is_called_off(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking = await proposed(pair)
    stop = halt_before_commit(monkeypatch)

    off, refused = await meanwhile(
        pair.app.database,
        stop,
        pair.app.run(cancel_interview, pair.recruiter, taking.interview_id),
        pair.app.run(answer_interview, pair.youth, taking),
    )

    assert off is None
    assert isinstance(refused, Conflict), refused
    assert refused.code == "interview_over"
    row = await interview(pair, taking)
    assert (row.status, row.starts_at) == (InterviewStatus.CANCELLED, None)


async def test_a_moment_taken_while_the_match_is_closed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking = await proposed(pair)
    stop = halt_before_commit(monkeypatch)

    closed, refused = await meanwhile(
        pair.app.database,
        stop,
        pair.app.run(close_match, pair.recruiter, CloseMatch(pair.match_id)),
        pair.app.run(answer_interview, pair.youth, taking),
    )

    assert closed is None
    assert isinstance(refused, Conflict), refused
    assert refused.code == "outcome_not_in_touch"
    assert (await interview(pair, taking)).status is InterviewStatus.PROPOSED


async def test_an_interview_called_off_while_the_worker_does_so(
    pair: Pair, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came to nothing; a quarter of an hour later the worker calls off what was agreed on: nobody is told twice."""
    taking = await proposed(pair)
    await pair.app.run(answer_interview, pair.youth, taking)
    await pair.app.run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.NOT_HIRED))
    clock.advance(timedelta(hours=1))
    stop = halt(monkeypatch, interviews, "_changed")

    await meanwhile(
        pair.app.database,
        stop,
        pair.app.run(cancel_interview, pair.recruiter, taking.interview_id),
        pair.app.run(mind_outcomes, SYSTEM, None),
    )

    row = await interview(pair, taking)
    assert (row.status, row.sequence) == (InterviewStatus.CANCELLED, 3)
    async with pair.app.database.unit(write=False) as uow:
        topics = list(await uow.session.scalars(select(OutboxEvent.topic)))
    assert topics.count(CANCELLED) == 1
