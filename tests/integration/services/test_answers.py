"""Waiting for an employer's answer, on both databases: reminders, a kind no, silence, answering from a mail."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.answers import UNDO_WITHIN, Step
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.dashboard import DashboardQuery, TableKey
from myjobmatch.domain.enums import AccountStatus, DecisionKind, OfferStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.mail_links import LIFETIME, LinkPurpose
from myjobmatch.domain.periods import PeriodKind
from myjobmatch.services import answer_tellers
from myjobmatch.services.answer_clock import mind_answers
from myjobmatch.services.answer_rates import count_answers
from myjobmatch.services.answers import (
    AnswerByLink,
    AwaitedOffer,
    AwaitedQuery,
    answer_by_link,
    awaited_by_link,
    list_awaited,
)
from myjobmatch.services.candidate_decisions import (
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.contacts import (
    EnterCode,
    ForgetAddress,
    GiveAddress,
    enter_code,
    forget_address,
    send_code,
)
from myjobmatch.services.dashboards.reading import read_dashboard
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.mail_links import KEPT_EXPIRED, LinkSubject, forget_links, make_link
from myjobmatch.services.phone import list_liked_offers
from myjobmatch.services.sharing import Block, block_company
from tests import factories
from tests.integration.services.told_town import EMAIL, Town, address, phone, town

__all__ = ["town"]

LISTENING = (answer_tellers,)
LIKE, PASS = DecisionKind.LIKE, DecisionKind.PASS
DAY = timedelta(days=1)


async def like(town: Town, youth: Actor | None = None) -> None:
    decide = Decide(town.offer.public_id, LIKE)
    await town.app.run(decide_on_offer, youth or town.youth, decide)
    await town.round()


async def pass_by(town: Town, clock: FixedClock, days: float) -> None:
    """Time goes by, hour by hour enough for the worker to look."""
    clock.advance(days * DAY)
    await town.app.run(mind_answers, SYSTEM, None)
    await town.round()


async def offer_of(town: Town) -> Offer:
    async with town.app.database.unit(write=False) as uow:
        found = await uow.offers.get(town.offer.id)
    assert found is not None
    return found


async def step_of(town: Town) -> Step:
    async with town.app.database.unit(write=False) as uow:
        wait = await uow.answers.wait_of(town.youth.youth_id or 0, town.offer.id)
    assert wait is not None
    return wait.step


async def waiting(town: Town, actor: Actor | None = None) -> list[AwaitedOffer]:
    query = AwaitedQuery(town.offer.company_id or 0)
    return await list_awaited(town.app, actor or town.recruiter, query)


async def decide(town: Town, kind: DecisionKind, reason: str = "") -> None:
    ((one,),) = [offer.people for offer in await waiting(town)]
    command = DecideCandidate(town.offer.public_id, one.card.alias, kind, reason)
    await town.app.run(decide_on_candidate, town.recruiter, command)
    await town.round()


async def liked(town: Town) -> tuple[str, str]:
    async with town.app.database.unit(write=False) as uow:
        (offer,) = await list_liked_offers(town.youth, None, uow)
    return offer.answer, offer.reason


async def test_an_employer_is_told_reminded_twice_then_the_wait_ends(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth, "y")
    await phone(database, town.recruiter, "r")
    await like(town)
    assert town.post.titles == ["1 personne attend votre réponse"]
    assert town.post.rung[0][1]["url"] == f"/employeur/reponses?offre={town.offer.public_id}"
    assert town.offer.title in town.post.rung[0][1]["body"]
    await pass_by(town, clock, 6.9)
    assert len(town.post.rung) == 1
    await pass_by(town, clock, 0.2)
    assert town.post.titles[1:] == ["1 personne attend votre réponse"]
    await pass_by(town, clock, 7)
    assert town.post.titles[2:] == [f"Dernier rappel pour «\u00a0{town.offer.title}\u00a0»"]
    assert await liked(town) == ("", "")
    await pass_by(town, clock, 7)
    told = town.post.titles[3:]
    assert sorted(told) == [
        f"Pas de réponse pour «\u00a0{town.offer.title}\u00a0»",
        f"«\u00a0{town.offer.title}\u00a0» est en pause",
    ]
    assert await liked(town) == ("silent", "other")
    assert (await offer_of(town)).status is OfferStatus.PAUSED
    await pass_by(town, clock, 30)
    assert len(town.post.rung) == 5, "said once"


async def test_officers_hear_the_second_reminder_and_all_of_it_where_nobody_recruits(
    town: Town, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        company = await uow.companies.get(town.offer.company_id or 0)
        where = await uow.accounts.structure(company.structure_id) if company else None
        assert where is not None
        officer = await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where)
    await phone(database, officer, "o")
    await like(town)
    await pass_by(town, clock, 7.1)
    assert town.post.rung == []
    await pass_by(town, clock, 7.1)
    assert town.post.titles == [f"Dernier rappel pour «\u00a0{town.offer.title}\u00a0»"]
    async with database.unit() as uow:
        recruiter = await uow.accounts.get(town.recruiter.account_id)
        assert recruiter is not None
        recruiter.status = AccountStatus.DISABLED
        other = await factories.youth(uow, where)
    await like(town, other)
    assert len(town.post.rung) == 2


@pytest.mark.parametrize("reason", ["", "travel"])
async def test_a_no_is_told_kindly_once_it_can_no_longer_be_taken_back(
    town: Town, database: Database, clock: FixedClock, reason: str
) -> None:
    await phone(database, town.youth, "y")
    await like(town)
    await decide(town, PASS, reason)
    await town.app.run(mind_answers, SYSTEM, None)
    await town.round()
    assert town.post.rung == []
    assert await liked(town) == ("", "")
    clock.advance(UNDO_WITHIN)
    await pass_by(town, clock, 0)
    ((_, told),) = town.post.rung
    assert told["title"] == f"Réponse pour «\u00a0{town.offer.title}\u00a0»"
    assert ("trajet" in told["body"]) == (reason == "travel")
    assert told["url"] == f"/mes-offres/suivi#o-{town.offer.public_id}"
    assert await liked(town) == ("declined", reason or "other")
    await pass_by(town, clock, 30)
    assert len(town.post.rung) == 1


async def test_a_no_taken_back_in_time_is_never_told_and_waiting_goes_on(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth, "y")
    await phone(database, town.recruiter, "r")
    await like(town)
    ((one,),) = [offer.people for offer in await waiting(town)]
    await decide(town, PASS)
    undo = UndoCandidate(town.offer.public_id, one.card.alias)
    await town.app.run(undo_candidate, town.recruiter, undo)
    await town.round()
    await pass_by(town, clock, 0.1)
    assert len(town.post.rung) == 1, "the recruiter was told of the like, the youth of nothing"
    await pass_by(town, clock, 7)
    assert len(town.post.rung) == 2, "and is reminded as if nothing had been"


async def test_a_reason_given_later_is_kept_and_not_told_twice(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth, "y")
    await like(town)
    ((one,),) = [offer.people for offer in await waiting(town)]
    await decide(town, PASS)
    await pass_by(town, clock, 0.1)
    command = DecideCandidate(town.offer.public_id, one.card.alias, PASS, "experience")
    await town.app.run(decide_on_candidate, town.recruiter, command)
    await town.round()
    await pass_by(town, clock, 0.1)
    assert await liked(town) == ("declined", "experience")
    assert len(town.post.rung) == 1


async def test_whoever_takes_the_like_back_waits_for_nothing_and_liking_again_begins_anew(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.recruiter, "r")
    await like(town)
    await town.app.run(undo_decision, town.youth, Undo(town.offer.public_id))
    await pass_by(town, clock, 7.1)
    assert len(town.post.rung) == 1
    assert await step_of(town) is Step.SETTLED
    await like(town)
    assert await step_of(town) is Step.WAITING
    await pass_by(town, clock, 6)
    assert len(town.post.rung) == 2
    await pass_by(town, clock, 1.1)
    assert len(town.post.rung) == 3


async def test_a_yes_or_a_filled_offer_ends_the_clock(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await like(town)
    await decide(town, LIKE)
    await pass_by(town, clock, 25)
    assert await step_of(town) is Step.SETTLED
    assert (await offer_of(town)).status is OfferStatus.PUBLISHED
    assert await waiting(town) == []


async def test_a_late_yes_makes_the_match_all_the_same(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth, "y")
    await like(town)
    for _ in range(4):
        await pass_by(town, clock, 7.1)
    assert await liked(town) == ("silent", "other")
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        offer.status = OfferStatus.PUBLISHED
    await decide(town, LIKE)
    assert town.post.titles[-1] == "C'est un match\u00a0!"
    await pass_by(town, clock, 1)
    assert await step_of(town) is Step.SETTLED


async def test_who_waits_longest_comes_first_even_out_of_the_decks_reach(
    town: Town, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        youth = await uow.youths.get(town.youth.youth_id or 0)
        assert youth is not None
        where = await uow.accounts.structure(youth.structure_id or 0)
        assert where is not None
        far = await factories.youth(
            uow,
            where,
            identity={"latitude": 48.0, "longitude": -4.0},
            profile={"max_minutes": 10},
        )
    await like(town, far)
    clock.advance(2 * DAY)
    await like(town)
    (offer,) = await waiting(town)
    assert [one.days for one in offer.people] == [2, 0]
    assert [one.days_left for one in offer.people] == [19, 21]
    assert all(one.card.likes_you for one in offer.people)
    told = json.dumps([repr(one.card) for one in offer.people])
    assert "Zélie" not in told


async def test_only_the_company_and_its_officers_see_who_waits(
    town: Town, database: Database
) -> None:
    async with database.unit() as uow:
        company = await uow.companies.get(town.offer.company_id or 0)
        assert company is not None
        where = await uow.accounts.structure(company.structure_id)
        elsewhere = await factories.structure(uow)
        assert where is not None
        stranger = await factories.recruiter(uow, await factories.company(uow, where))
        officer = await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where)
        other_officer = await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere)
        manager = await factories.staff(uow, Role.MANAGER, where)
    await like(town)
    assert len(await waiting(town, officer)) == 1
    for actor in (stranger, other_officer):
        with pytest.raises(NotFound):
            await waiting(town, actor)
    for actor in (town.youth, town.advisor, manager):
        with pytest.raises(Forbidden):
            await waiting(town, actor)


async def letter_link(town: Town, database: Database) -> str:
    """The token of the link in the mail that tells of a like."""
    await address(database, town.recruiter, EMAIL, "patronne@exemple.invalid")
    await like(town)
    (letter,) = town.post.letters
    found = re.search(r"https://x\.fr/employeur/repondre\?jeton=([\w-]+)", letter.text)
    assert found is not None, letter.text
    assert found[1] in letter.html
    return found[1]


async def test_a_mail_lets_its_reader_answer_without_a_password(
    town: Town, database: Database, clock: FixedClock
) -> None:
    token = await letter_link(town, database)
    for _ in range(3):  # scanners look as often as they like
        (offer,) = await awaited_by_link(town.app, token)
    (one,) = offer.people
    answer = AnswerByLink(token, one.card.alias, "pass", "availability")
    decision = await answer_by_link(town.app, answer)
    assert decision.kind == "pass"
    assert await awaited_by_link(town.app, token) == []
    await town.round()
    await pass_by(town, clock, 0.1)
    assert await liked(town) == ("declined", "availability")


async def test_a_link_is_for_its_offer_its_time_and_its_reader(
    town: Town, database: Database, clock: FixedClock
) -> None:
    token = await letter_link(town, database)
    (offer,) = await awaited_by_link(town.app, token)
    alias = offer.people[0].card.alias
    for wrong in ("", "x" * 43, token[:-1], token + "a", token.swapcase()):
        with pytest.raises(NotFound):
            await awaited_by_link(town.app, wrong)
    with pytest.raises(Invalid):
        await answer_by_link(town.app, AnswerByLink(token, alias, "hire"))
    with pytest.raises(Invalid):
        await answer_by_link(town.app, AnswerByLink(token, alias, "pass", "too young"))
    with pytest.raises(NotFound):
        await answer_by_link(town.app, AnswerByLink(token, "a" * 22, "like"))
    clock.advance(LIFETIME[LinkPurpose.ANSWER])
    with pytest.raises(Conflict) as late:
        await answer_by_link(town.app, AnswerByLink(token, alias, "like"))
    assert late.value.code == "link_expired"
    clock.advance(-LIFETIME[LinkPurpose.ANSWER])
    async with database.unit() as uow:
        account = await uow.accounts.get(town.recruiter.account_id)
        assert account is not None
        account.status = AccountStatus.DISABLED
    with pytest.raises(NotFound):
        await answer_by_link(town.app, AnswerByLink(token, alias, "like"))


async def test_cards_claim_what_was_answered(
    town: Town, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        youth = await uow.youths.get(town.youth.youth_id or 0)
        assert youth is not None
        where = await uow.accounts.structure(youth.structure_id or 0)
        assert where is not None
        others = [await factories.youth(uow, where) for _ in range(5)]
    for other in others:
        await like(town, other)
    clock.advance(3 * DAY)
    (offer,) = await waiting(town)
    for one in offer.people[:4]:
        command = DecideCandidate(town.offer.public_id, one.card.alias, PASS)
        await town.app.run(decide_on_candidate, town.recruiter, command)
    assert await town.app.run(count_answers, SYSTEM, None) == 1
    company = await company_of(town)
    assert (company.answers_in_days, company.answer_rate) == (3, None)
    clock.advance(30 * DAY)
    await town.app.run(count_answers, SYSTEM, None)
    company = await company_of(town)
    assert (company.answers_in_days, company.answer_rate) == (3, 0.8)
    assert await town.app.run(count_answers, SYSTEM, None) == 0
    clock.advance(200 * DAY)
    await town.app.run(count_answers, SYSTEM, None)
    company = await company_of(town)
    assert (company.answers_in_days, company.answer_rate) == (None, None)


async def company_of(town: Town) -> Company:
    async with town.app.database.unit(write=False) as uow:
        company = await uow.companies.get(town.offer.company_id or 0)
    assert company is not None
    return company


async def test_advisors_see_why_employers_say_no(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await like(town)
    await decide(town, PASS, "travel")
    query = DashboardQuery(kind=PeriodKind.DAYS_7)
    before = await town.app.run(read_dashboard, town.advisor, query)
    table = before.table(TableKey.REFUSALS)
    assert table is not None
    assert table.rows == (), "not before it was told"
    await pass_by(town, clock, 0.1)
    found = await town.app.run(read_dashboard, town.advisor, query)
    table = found.table(TableKey.REFUSALS)
    assert table is not None
    ((why, now, earlier),) = table.rows
    assert (why.text, now.number, earlier.number) == ("no_travel", 1, 0)


async def test_nobody_is_reminded_while_the_company_is_suspended_or_after_the_offer_is_withdrawn(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth, "y")
    await phone(database, town.recruiter, "r")
    await like(town)
    told = len(town.post.rung)
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        offer.withheld = True
    for _ in range(4):
        await pass_by(town, clock, 7)
    assert len(town.post.rung) == told
    assert await step_of(town) is Step.WAITING
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        offer.withheld = False
    await pass_by(town, clock, 1.1)
    assert await step_of(town) is Step.REMINDED
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offer.id)
        assert offer is not None
        offer.status = OfferStatus.WITHDRAWN
    await pass_by(town, clock, 8)
    assert await step_of(town) is Step.SETTLED


async def test_old_links_and_their_addresses_are_forgotten(
    town: Town, database: Database, clock: FixedClock
) -> None:
    token = await letter_link(town, database)
    clock.advance(LIFETIME[LinkPurpose.ANSWER] + DAY)
    await town.app.run(forget_links, SYSTEM, None)
    with pytest.raises(Conflict):
        await awaited_by_link(town.app, token)
    clock.advance(KEPT_EXPIRED)
    await town.app.run(forget_links, SYSTEM, None)
    with pytest.raises(NotFound):
        await awaited_by_link(town.app, token)


async def test_a_link_ends_with_the_address_that_it_was_sent_to(
    town: Town, database: Database
) -> None:
    """Given up or exchanged: the old mailbox, whoever reads it now, answers nobody any more."""
    token = await letter_link(town, database)
    run, recruiter = town.app.run, town.recruiter
    await send_code(town.app, town.post.senders, recruiter, GiveAddress("email", "b@exemple.fr"))
    assert len(await awaited_by_link(town.app, token)) == 1, "until the new one is verified"
    code = re.search(r"\b\d{6}\b", town.post.letters[-1].subject)
    assert code is not None
    await run(enter_code, recruiter, EnterCode("email", code[0]))
    with pytest.raises(NotFound, match="link_unknown"):
        await awaited_by_link(town.app, token)
    async with database.unit() as uow:
        subject = LinkSubject("b@exemple.fr", recruiter.account_id, offer_id=town.offer.id)
        fresh = await make_link(uow, LinkPurpose.ANSWER, subject)
    assert len(await awaited_by_link(town.app, fresh)) == 1
    await run(forget_address, recruiter, ForgetAddress("email"))
    with pytest.raises(Conflict, match="link_expired"):
        await awaited_by_link(town.app, fresh)


async def test_a_link_of_an_invented_recruiter_is_nobodys_outside_the_demonstration(
    town: Town, database: Database
) -> None:
    token = await letter_link(town, database)
    async with database.unit() as uow:
        account = await uow.accounts.get(town.recruiter.account_id)
        assert account is not None
        account.is_demo = True
    with pytest.raises(NotFound, match="link_unknown"):
        await awaited_by_link(town.app, token)
    assert len(await awaited_by_link(replace(town.app, demo=True), token)) == 1


async def test_whoever_blocked_the_company_waits_for_nothing_of_it(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.recruiter, "r")
    await like(town)
    told = len(town.post.rung)
    token = await letter_link_of(town, database)
    block = Block(offer_id=town.offer.public_id)
    await town.app.run(block_company, town.youth, block)
    assert await waiting(town) == []
    assert await awaited_by_link(town.app, token) == []
    await pass_by(town, clock, 7.1)
    assert len(town.post.rung) == told
    assert await step_of(town) is Step.SETTLED


async def letter_link_of(town: Town, database: Database) -> str:
    """A link to the candidates who wait for the offer, as a mail would carry it."""
    async with database.unit() as uow:
        subject = LinkSubject(
            "patronne@exemple.invalid", town.recruiter.account_id, offer_id=town.offer.id
        )
        return await make_link(uow, LinkPurpose.ANSWER, subject)
