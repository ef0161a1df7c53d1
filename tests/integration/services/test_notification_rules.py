"""Who is told what by which channel, and what holds it back; the rules, on SQLite alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.delivery import Outcome, Result
from myjobmatch.domain.enums import DecisionKind
from myjobmatch.domain.notifications import (
    MOST_TRIES,
    Channel,
    NotificationStatus,
)
from myjobmatch.services.accompaniment import Propose, propose_offer
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
)
from myjobmatch.services.new_offers import look_for_new_offers
from myjobmatch.services.notification_choices import Choose, KeepQuiet, choose, keep_quiet
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import MoveOffer, fill_offer
from myjobmatch.services.outbox import work_once
from myjobmatch.services.sharing import Withdraw, withdraw_sharing
from tests.integration.services.told_town import (
    DOWN,
    EMAIL,
    PUSH,
    Town,
    address,
    like_each_other,
    move_to,
    phone,
    town,
)

__all__ = ["database_url", "town"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: the queries are tried on both by `test_notifications`."""
    return sqlite_url


async def test_whoever_has_no_channel_is_told_nothing(town: Town) -> None:
    await town.write()
    assert await town.round() == 0
    assert await town.noted() == []


async def test_a_match_answered_meanwhile_is_not_told(town: Town, database: Database) -> None:
    await phone(database, town.youth)
    match = await like_each_other(town)
    await work_once(town.app)
    answer = AnswerConsent(match, given=False, text_version=CONSENT_TEXT_VERSION)
    await town.app.run(answer_consent, town.youth, answer)
    assert await town.round() == 0
    assert [n.status for n in await town.noted()] == [NotificationStatus.DROPPED]


async def test_a_proposal_and_a_filled_offer_are_told(town: Town, database: Database) -> None:
    await phone(database, town.youth)
    await town.app.run(
        propose_offer, town.advisor, Propose(town.youth_public_id, town.offer.public_id, "")
    )
    await town.round()
    assert town.post.rung[0][1]["body"].endswith("Vendeur / Vendeuse\u00a0».")
    await town.app.run(decide_on_offer, town.youth, Decide(town.offer.public_id, DecisionKind.LIKE))
    await town.app.run(
        fill_offer, town.recruiter, MoveOffer(town.offer.public_id, version_of(town.offer))
    )
    await town.round()
    assert town.post.titles == ["Une offre pour toi", "L'offre est pourvue"]


async def test_hours_chosen_meanwhile_hold(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    await town.write()
    await work_once(town.app)  # due at once
    await town.app.run(keep_quiet, town.youth, KeepQuiet(on=True, start=10 * 60, end=12 * 60))
    assert await town.round() == 0
    clock.advance(timedelta(hours=1))  # noon in Paris
    assert await town.round() == 1


async def test_a_text_message_comes_for_a_match(town: Town, database: Database) -> None:
    await address(database, town.youth, Channel.SMS, "+33612345678")
    await town.write()
    await like_each_other(town)
    await town.round()
    ((number, text),) = town.post.texts
    assert number == "+33612345678"
    assert text.endswith("https://x.fr/mes-offres")


async def test_a_choice_against_holds_before_and_after_it_was_noted(
    town: Town, database: Database
) -> None:
    await phone(database, town.youth)
    await town.write()
    await work_once(town.app)
    await town.app.run(choose, town.youth, Choose("message", "push", wanted=False))
    assert await town.round() == 0
    await town.write()
    assert await town.round() == 0
    assert [n.status for n in await town.noted()] == [NotificationStatus.DROPPED]


async def test_it_is_given_up_after_the_last_try_and_a_wait_that_is_asked_for_holds(
    town: Town, database: Database, clock: FixedClock
) -> None:
    device = await phone(database, town.youth)
    town.post.devices[device] = Outcome(Result.LATER, "429", wait_s=7200)
    await town.app.run(keep_quiet, town.youth, KeepQuiet(on=False, start=0, end=1))
    await town.write()
    await town.round()
    (row,) = await town.noted()
    assert row.due_at - clock.now() == timedelta(hours=2)
    town.post.devices[device] = DOWN
    async with database.unit() as uow:
        kept = await uow.notifications.get(row.id)
        assert kept is not None
        kept.attempts = MOST_TRIES - 1
    clock.advance(timedelta(hours=2))
    await town.round()
    (row,) = await town.noted()
    assert (row.status, row.error) == (NotificationStatus.GIVEN_UP, "down")


async def test_one_that_breaks_keeps_no_other_from_being_sent(
    town: Town, database: Database
) -> None:
    await phone(database, town.youth)
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    town.post.breaks = True
    await like_each_other(town)
    await town.round()
    assert len(town.post.letters) == 1
    by_channel = {n.channel: n.status for n in await town.noted()}
    assert by_channel == {PUSH: NotificationStatus.WAITING, EMAIL: NotificationStatus.SENT}


async def test_new_offers_are_not_looked_for_where_nobody_wants_them(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    await town.app.run(choose, town.youth, Choose("new_offers", "push", wanted=False))
    move_to(clock, 17)
    await look_for_new_offers(town.app)
    assert await town.round() == 0
    assert await town.noted() == []


async def test_the_words_are_those_of_the_language_read(town: Town, database: Database) -> None:
    await phone(database, town.youth)
    async with database.unit() as uow:
        account = await uow.accounts.get(town.youth.account_id)
        assert account is not None
        account.locale = "en"
    await town.write()
    await town.round()
    assert town.post.titles == ["New message"]


async def test_a_yes_taken_back_is_told_at_once_and_names_nobody(
    town: Town, database: Database
) -> None:
    await address(database, town.recruiter, EMAIL, "rh@exemple.invalid")
    match = await like_each_other(town)
    yes = AnswerConsent(match, given=True, text_version=CONSENT_TEXT_VERSION)
    await town.app.run(answer_consent, town.youth, yes)
    await town.round()
    async with database.unit() as uow:
        company = await uow.companies.get(town.offer.company_id or 0)
        identity = await uow.youths.identity(town.youth.youth_id or 0)
    assert company is not None
    assert identity is not None
    await town.app.run(withdraw_sharing, town.youth, Withdraw(company.public_id))
    await town.round()
    subjects = [letter.subject for letter in town.post.letters]
    assert subjects == ["C'est un match", "Une personne s'est retirée"]
    assert identity.first_name not in town.post.letters[-1].text
