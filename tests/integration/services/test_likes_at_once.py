"""Likes and what undoes them at the same moment: two likes make one match, a like taken back makes none.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Match
from myjobmatch.db.repositories.decisions import Decisions
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.domain.errors import Conflict
from myjobmatch.services.candidate_decisions import (
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.missed_matches import match_missed_likes
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import MoveOffer, fill_offer, pause_offer
from tests.integration.services.at_once import halt, halt_before_commit, meanwhile
from tests.integration.services.in_touch import Pair, pair_in_touch

Work = Coroutine[Any, Any, Any]
LIKE = DecisionKind.LIKE


@pytest.fixture
async def database(postgres_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = Database(postgres_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def pair(database: Database) -> Pair:
    return await pair_in_touch(database)


@pytest.fixture
async def alias(pair: Pair) -> str:
    """The youth's, for the second offer, on which nobody has decided."""
    youth_id = pair.youth.youth_id or 0
    async with pair.app.database.unit() as uow:
        return (await uow.decisions.aliases(pair.second.id, [youth_id]))[youth_id]


def youth_likes(pair: Pair) -> Work:
    return pair.app.run(decide_on_offer, pair.youth, Decide(pair.second.public_id, LIKE))


def company_likes(pair: Pair, alias: str) -> Work:
    like = DecideCandidate(pair.second.public_id, alias, LIKE)
    return pair.app.run(decide_on_candidate, pair.recruiter, like)


def company_undoes(pair: Pair, alias: str) -> Work:
    return pair.app.run(undo_candidate, pair.recruiter, UndoCandidate(pair.second.public_id, alias))


def youth_undoes(pair: Pair) -> Work:
    return pair.app.run(undo_decision, pair.youth, Undo(pair.second.public_id))


def company_moves(pair: Pair, verb: Any) -> Work:
    move = MoveOffer(pair.second.public_id, version_of(pair.second))
    return pair.app.run(verb, pair.recruiter, move)


async def matches_of(pair: Pair) -> list[str]:
    async with pair.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(select(Match).where(Match.offer_id == pair.second.id))
        return [row.public_id for row in rows]


async def test_a_like_meets_the_company_s(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The youth's was about to be written when the company's came."""
    stop = halt(monkeypatch, Decisions, "record")

    done = await meanwhile(pair.app.database, stop, youth_likes(pair), company_likes(pair, alias))

    (match,) = await matches_of(pair)
    assert [one.match_id for one in done] == [None, match]


async def test_the_company_s_like_meets_a_youth_s(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = halt_before_commit(monkeypatch)

    done = await meanwhile(pair.app.database, stop, company_likes(pair, alias), youth_likes(pair))

    (match,) = await matches_of(pair)
    assert [one.match_id for one in done] == [None, match]


async def test_a_like_that_is_taken_back_meanwhile_makes_no_match(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company_likes(pair, alias)
    stop = halt_before_commit(monkeypatch)

    undone, liked = await meanwhile(
        pair.app.database, stop, company_undoes(pair, alias), youth_likes(pair)
    )

    assert (undone.kind, liked.match_id) == ("", None)
    assert await matches_of(pair) == []


async def test_a_like_that_made_a_match_can_be_taken_back_no_more(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company_likes(pair, alias)
    stop = halt(monkeypatch, Decisions, "record")

    liked, refused = await meanwhile(
        pair.app.database, stop, youth_likes(pair), company_undoes(pair, alias)
    )

    assert isinstance(refused, Conflict), refused
    assert refused.code == "match_exists"
    assert [liked.match_id] == await matches_of(pair)


async def test_a_youth_s_like_taken_back_while_the_company_likes(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await youth_likes(pair)
    stop = halt_before_commit(monkeypatch)

    undone, liked = await meanwhile(
        pair.app.database, stop, youth_undoes(pair), company_likes(pair, alias)
    )

    assert (undone.status, liked.match_id) == ("undone", None)
    assert await matches_of(pair) == []


async def test_a_youth_s_like_that_becomes_a_pass_while_the_company_likes(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await youth_likes(pair)
    stop = halt_before_commit(monkeypatch)
    pass_on = Decide(pair.second.public_id, DecisionKind.PASS)

    passed, liked = await meanwhile(
        pair.app.database,
        stop,
        pair.app.run(decide_on_offer, pair.youth, pass_on),
        company_likes(pair, alias),
    )

    assert (passed.kind, liked.match_id) == ("pass", None)
    assert await matches_of(pair) == []


async def test_a_like_taken_back_while_the_worker_looks_for_missed_matches(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company_likes(pair, alias)
    async with pair.app.database.unit() as uow:
        await uow.decisions.record(
            pair.youth.youth_id or 0,
            pair.second.id,
            Side.YOUTH,
            LIKE,
            reason="",
            account_id=pair.youth.account_id,
            at=uow.clock.now(),
        )
    stop = halt_before_commit(monkeypatch)

    undone, made = await meanwhile(
        pair.app.database,
        stop,
        company_undoes(pair, alias),
        pair.app.run(match_missed_likes, SYSTEM, None),
    )

    assert (undone.kind, made) == ("", 0)
    assert await matches_of(pair) == []


async def test_a_like_from_two_phones_is_one(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = halt_before_commit(monkeypatch)

    done = await meanwhile(pair.app.database, stop, youth_likes(pair), youth_likes(pair))

    assert [one.status for one in done] == ["decided"] * 2


@pytest.mark.parametrize("who", ["youth", "company"])
async def test_an_offer_that_is_filled_meanwhile_is_liked_no_more(
    pair: Pair, alias: str, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    stop = halt_before_commit(monkeypatch)
    like = youth_likes(pair) if who == "youth" else company_likes(pair, alias)

    filled, refused = await meanwhile(
        pair.app.database, stop, company_moves(pair, fill_offer), like
    )

    assert filled.status is OfferStatus.FILLED
    assert isinstance(refused, Conflict), refused
    assert refused.code == ("offer_closed" if who == "youth" else "offer_not_shown")


async def test_an_offer_moved_by_two_is_moved_by_the_first(
    pair: Pair, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(timedelta(minutes=1))
    stop = halt_before_commit(monkeypatch)

    moved, refused = await meanwhile(
        pair.app.database, stop, company_moves(pair, pause_offer), company_moves(pair, fill_offer)
    )

    assert moved.status is OfferStatus.PAUSED
    assert isinstance(refused, Conflict), refused
    assert refused.code == "offer_changed"
