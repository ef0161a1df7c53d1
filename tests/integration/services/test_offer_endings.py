"""An offer that ends, whatever ends it: who waits is told once and kindly, what waits is closed, and it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, Conversation, Offer, OfferTransition
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ApplicationStatus,
    DecisionKind,
    MatchStatus,
    OfferOrigin,
    OfferStatus,
    Side,
)
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.services import ending_tellers
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
)
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import (
    MoveOffer,
    fill_offer,
    pause_offer,
    withdraw_offer,
)
from myjobmatch.services.outbox import work_once
from tests import factories
from tests.integration.services.told_town import Town, like_each_other, move_to, phone, town

__all__ = ["town"]
assert ending_tellers.TELLS


async def another_youth(town: Town) -> Actor:
    async with town.app.database.unit() as uow:
        youth = await uow.youths.get(town.youth.youth_id or 0)
        assert youth is not None
        where = await uow.accounts.structure(youth.structure_id or 0)
        assert where is not None
        return await factories.youth(uow, where)


async def like(town: Town, youth: Actor) -> None:
    await town.app.run(decide_on_offer, youth, Decide(town.offer.public_id, DecisionKind.LIKE))


async def in_touch(town: Town) -> str:
    match = await like_each_other(town)
    await town.app.run(answer_consent, town.youth, AnswerConsent(match, True, CONSENT_TEXT_VERSION))
    return match


async def move(town: Town, verb: object = fill_offer, hired: tuple[str, ...] = ()) -> None:
    async with town.app.database.unit(write=False) as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        version = version_of(offer)
    await town.app.run(verb, town.recruiter, MoveOffer(town.offer.public_id, version, hired))  # type: ignore[arg-type]


async def told(town: Town, actor: Actor) -> Sequence[str]:
    ended = ("offer_", "talk_ended")
    return [one.text for one in await town.noted(actor) if one.text.startswith(ended)]


async def statuses(town: Town, match_id: str) -> tuple[OfferStatus, MatchStatus]:
    async with town.app.database.unit(write=False) as uow:
        offer = await uow.offers.get(town.offer.id)
        match = await uow.matches.by_public_id(match_id)
        assert offer is not None
        assert match is not None
        return offer.status, match.status


async def logged(town: Town, offer_id: int) -> list[ActivityKind]:
    async with town.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(Activity.kind).where(Activity.offer_id == offer_id).order_by(Activity.id)
        )
        return list(rows)


async def test_an_offer_that_expires_tells_its_likers_and_is_counted(
    town: Town, database: Database, clock: FixedClock
) -> None:
    other = await another_youth(town)
    match = await like_each_other(town)
    await like(town, other)
    await town.round()
    clock.advance(timedelta(days=31))
    for youth in (town.youth, other):
        await phone(database, youth)
    async with database.unit(write=False) as uow:
        before = await uow.ledger.latest_change()
    await work_once(town.app)
    move_to(clock, 12)
    await town.round()
    assert await statuses(town, match) == (OfferStatus.EXPIRED, MatchStatus.CLOSED)
    for youth in (town.youth, other):
        assert await told(town, youth) == ["offer_expired"]
    async with database.unit(write=False) as uow:
        seen = {
            (c.topic, c.entity_id)
            for c in await uow.ledger.changes_since(before, ("account", "company"))
        }
    assert {("account", town.youth.account_id), ("account", other.account_id)} <= seen
    assert ("company", town.offer.company_id) in seen
    assert ActivityKind.OFFER_EXPIRED in await logged(town, town.offer.id)
    assert "n'est plus en ligne" in " ".join(told["title"] for _, told in town.post.rung)
    await town.round()
    assert await told(town, other) == ["offer_expired"]


async def test_a_talk_goes_on_when_the_advert_is_over(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    match = await in_touch(town)
    clock.advance(timedelta(days=31))
    await town.round()
    assert await statuses(town, match) == (OfferStatus.EXPIRED, MatchStatus.SHARED)
    assert await told(town, town.youth) == [], "they are in touch: nothing is over for them"


async def test_a_filled_offer_closes_every_match_but_that_of_who_was_hired(
    town: Town, database: Database
) -> None:
    other, third = await another_youth(town), await another_youth(town)
    for youth in (town.youth, other, third):
        await phone(database, youth)
    hired = await in_touch(town)
    async with database.unit() as uow:
        await uow.decisions.record(
            other.youth_id or 0, town.offer.id, Side.EMPLOYER, DecisionKind.LIKE,
            reason="", account_id=town.recruiter.account_id, at=uow.clock.now(),
        )  # fmt: skip
    asked = await town.app.run(
        decide_on_offer, other, Decide(town.offer.public_id, DecisionKind.LIKE)
    )
    await like(town, third)
    await town.round()
    await move(town, hired=(hired,))
    await town.round()
    assert await statuses(town, hired) == (OfferStatus.FILLED, MatchStatus.SHARED)
    assert (await statuses(town, asked.match_id or ""))[1] is MatchStatus.CLOSED
    assert await told(town, town.youth) == []
    assert (await logged(town, town.offer.id)).count(ActivityKind.HIRED) == 1
    assert await told(town, other) == await told(town, third) == ["offer_filled"]
    assert (await logged(town, town.offer.id)).count(ActivityKind.MATCH_CLOSED) == 1
    with pytest.raises(Conflict, match="match_transition"):
        await town.app.run(
            answer_consent, other, AnswerConsent(asked.match_id or "", True, CONSENT_TEXT_VERSION)
        )


async def test_nobody_hired_here_ends_the_talks_with_a_word_of_their_own(
    town: Town, database: Database
) -> None:
    await phone(database, town.youth)
    match = await in_touch(town)
    await town.round()
    await move(town)
    await town.round()
    assert await statuses(town, match) == (OfferStatus.FILLED, MatchStatus.CLOSED)
    assert await told(town, town.youth) == ["talk_ended"]
    async with database.unit(write=False) as uow:
        row = await uow.matches.by_public_id(match)
        assert row is not None
        talk = await uow.session.scalar(select(Conversation).where(Conversation.match_id == row.id))
    assert talk is not None
    assert talk.closed_at is not None, "it can be read, no longer written"


async def test_whoever_was_told_already_is_not_told_again(town: Town, database: Database) -> None:
    await phone(database, town.youth)
    match = await like_each_other(town)
    await town.app.run(close_match, town.recruiter, CloseMatch(match))
    await town.round()
    await move(town)
    await town.round()
    assert [one.text for one in await town.noted()][-1] == "match_closed"
    assert await told(town, town.youth) == []


async def test_only_a_match_of_the_offer_in_which_they_are_in_touch_was_hired(
    town: Town, database: Database
) -> None:
    match = await like_each_other(town)
    with pytest.raises(NotFound, match="match_unknown"):
        await move(town, hired=(match,))
    with pytest.raises(NotFound, match="match_unknown"):
        await move(town, hired=("x" * 22,))
    assert (await statuses(town, match))[0] is OfferStatus.PUBLISHED


async def test_a_recruiter_withdraws_an_offer(town: Town, database: Database) -> None:
    other = await another_youth(town)
    await phone(database, other)
    await like(town, other)
    await move(town, withdraw_offer)
    await town.round()
    assert await told(town, other) == ["offer_withdrawn"]
    assert ActivityKind.OFFER_WITHDRAWN in await logged(town, town.offer.id)
    async with database.unit(write=False) as uow:
        steps = await uow.session.scalars(
            select(OfferTransition.after).where(OfferTransition.offer_id == town.offer.id)
        )
        assert steps.all()[-1] is OfferStatus.WITHDRAWN
    with pytest.raises(Conflict, match="offer_transition"):
        await move(town, pause_offer)


async def test_an_offer_paused_for_a_month_is_put_away_and_its_likers_need_not_wait(
    town: Town, database: Database, clock: FixedClock
) -> None:
    other = await another_youth(town)
    async with database.unit() as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        row.expires_at = None
    await like(town, other)
    await move(town, pause_offer)
    clock.advance(timedelta(days=29))
    await phone(database, other)
    await town.round()
    assert await told(town, other) == []
    clock.advance(timedelta(days=2))
    await town.round()
    assert await told(town, other) == ["offer_resting"]
    async with database.unit(write=False) as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        assert row.status is OfferStatus.WITHDRAWN


async def outside(town: Town) -> Offer:
    async with town.app.database.unit() as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        row.origin = OfferOrigin.OUTSIDE
        return row


@pytest.mark.parametrize(
    ("said", "after"),
    [
        (None, ApplicationStatus.OPENED),
        (ApplicationStatus.NOT_SENT, ApplicationStatus.WITHDRAWN),
        (ApplicationStatus.SENT, ApplicationStatus.SENT),
    ],
)
async def test_an_application_that_can_no_longer_be_sent_is_closed_and_others_asked_about(
    town: Town, database: Database, clock: FixedClock,
    said: ApplicationStatus | None, after: ApplicationStatus,
) -> None:  # fmt: skip
    await outside(town)
    decided = await town.app.run(
        decide_on_offer, town.youth, Decide(town.offer.public_id, DecisionKind.LIKE)
    )
    if said is not None:
        await town.app.run(
            answer_application, town.youth, AnswerApplication(decided.application_id or "", said)
        )
    async with database.unit() as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        row.expires_at = clock.now() + timedelta(hours=1)
    clock.advance(timedelta(hours=2))
    await town.round()
    async with database.unit(write=False) as uow:
        application = await uow.applications.by_public_id(decided.application_id or "")
    assert application is not None
    assert application.status is after
    if after is ApplicationStatus.OPENED:
        assert application.ask_after <= clock.now(), "asked at once whether it had been sent"


async def test_an_offer_hidden_by_its_moderators_does_not_expire_into_the_feeds_hands(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await outside(town)
    async with database.unit() as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        row.status = OfferStatus.PAUSED
    clock.advance(timedelta(days=90))
    await town.round()
    async with database.unit(write=False) as uow:
        row = await uow.offers.get(town.offer.id)
        assert row is not None
        assert row.status is OfferStatus.PAUSED, (
            "seen in the feed again, it would be published again"
        )
