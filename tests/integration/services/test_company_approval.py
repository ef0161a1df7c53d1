"""Approving, refusing, suspending, reinstating: who may, what is kept, and what everybody sees of it at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.companies import COMPANY
from myjobmatch.domain.enums import CompanyStatus, DecisionKind, OfferStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.notifications import KINDS_OF_ROLE, NotificationKind
from myjobmatch.integrations.company_directory import Establishment
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.companies import EditCompany, edit_company, list_own_companies
from myjobmatch.services.company_approval import (
    DecideCompany,
    OfferSeen,
    ask_again,
    decide_company,
    list_company_cases,
    read_company_cases,
)
from myjobmatch.services.company_offers import list_company_offers
from myjobmatch.services.conversations import SendMessage, list_conversations, send_message
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_company_matches,
    list_own_matches,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import MoveOffer, list_waiting_offers, pause_offer
from myjobmatch.services.phone import list_liked_offers
from myjobmatch.services.shared_offers import shared_offer
from tests import factories
from tests.integration.services.company_house import FORM, House, company_house

S = CompanyStatus


@pytest.fixture
async def house(database: Database) -> House:
    return await company_house(database)


async def company_of(house: House, actor: Actor) -> Company:
    async with house.app.database.unit(write=False) as uow:
        company = await uow.companies.get(actor.company_id or 0)
        assert company is not None
        return company


async def submitted(house: House, company: Company) -> Offer:
    async with house.app.database.unit() as uow:
        return await factories.offer(
            uow, company, status=OfferStatus.SUBMITTED, published_at=None, title="Mécanique"
        )


async def decided(
    house: House,
    company: Company,
    before: CompanyStatus,
    after: CompanyStatus,
    reason: str = "",
    by: Actor | None = None,
    offers: tuple[OfferSeen, ...] = (),
) -> None:
    command = DecideCompany(company.public_id, before, after, reason, offers)
    await house.app.run(decide_company, by or house.manager, command)


async def test_a_manager_reads_who_waits_beside_what_the_directory_says(house: House) -> None:
    house.directory.known["73282932000074"] = Establishment(
        "73282932000074", "GARAGE NEUF SARL", open=False
    )
    owner = await house.registered()
    company = await company_of(house, owner)
    offer = await submitted(house, company)
    for actor in (house.manager, house.officer):
        house.app.companies = house.directory
        (case,) = await read_company_cases(house.app, actor)
        assert (case.name, case.status, case.people) == ("Garage Neuf", S.PENDING, ("Awa Diallo",))
        assert case.known is not None
        assert (case.known.name, case.known.open, case.looked_up) == (
            "GARAGE NEUF SARL",
            False,
            True,
        )
        assert [one.id for one in case.offers] == [offer.public_id]
    house.app.companies = None
    (case,) = await read_company_cases(house.app, house.manager)
    assert (case.known, case.looked_up) == (None, False)
    assert await house.app.run(list_company_cases, house.elsewhere, None) == []
    for actor in (owner, house.advisor, house.youth):
        with pytest.raises(Forbidden):
            await house.app.run(list_company_cases, actor, None)


async def test_an_approval_publishes_the_offers_that_were_read(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    company = await company_of(house, owner)
    read, changed = await submitted(house, company), await submitted(house, company)
    seen = (
        OfferSeen(read.public_id, version_of(read)),
        OfferSeen(changed.public_id, "2020-01-01T00:00:00+00:00"),
    )
    await decided(house, company, S.PENDING, S.APPROVED, offers=seen)
    async with database.unit(write=False) as uow:
        offers = {offer.id: offer.status for offer in await uow.offers.of_company(company.id)}
        (last, first) = await uow.companies.transitions([company.id])
        entries = await uow.ledger.audits_of("company", company.id)
    assert offers == {read.id: OfferStatus.PUBLISHED, changed.id: OfferStatus.SUBMITTED}
    assert (first.after, last.before, last.after, last.account_id) == (
        S.PENDING,
        S.PENDING,
        S.APPROVED,
        house.manager.account_id,
    )
    assert "company_approved" in [entry.action for entry in entries]
    with pytest.raises(Conflict, match="company_changed"):
        await decided(house, company, S.PENDING, S.REFUSED, "Trop tard")


async def test_only_its_own_structure_decides(house: House) -> None:
    owner = await house.registered()
    company = await company_of(house, owner)
    with pytest.raises(NotFound, match="company_unknown"):
        await decided(house, company, S.PENDING, S.APPROVED, by=house.elsewhere)
    for actor in (owner, house.advisor, house.youth):
        with pytest.raises(Forbidden):
            await decided(house, company, S.PENDING, S.APPROVED, by=actor)


async def test_a_no_has_a_reason_that_the_company_reads_and_it_may_ask_again(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    company = await company_of(house, owner)
    await submitted(house, company)
    with pytest.raises(Invalid, match="reason_missing"):
        await decided(house, company, S.PENDING, S.REFUSED, "  ")
    with pytest.raises(Invalid, match="text_long"):
        await decided(house, company, S.PENDING, S.REFUSED, "x" * 501)
    await decided(house, company, S.PENDING, S.REFUSED, "Le SIRET est celui d'une autre adresse.")
    (own,) = await house.app.run(list_own_companies, owner, None)
    assert (own.status, own.reason) == (S.REFUSED, "Le SIRET est celui d'une autre adresse.")
    assert await house.app.run(list_waiting_offers, house.manager, None) == []
    await house.app.run(edit_company, owner, EditCompany(company.public_id, "Mécanique", "Voilà."))
    with pytest.raises(NotFound, match="company_unknown"):
        await house.app.run(ask_again, house.elsewhere, company.public_id)
    asked = await house.app.run(ask_again, owner, company.public_id)
    assert (asked.status, asked.reason) == (S.PENDING, "")
    assert len(await house.app.run(list_waiting_offers, house.manager, None)) == 1
    with pytest.raises(Conflict, match="company_transition"):
        await house.app.run(ask_again, owner, company.public_id)
    (case,) = await house.app.run(list_company_cases, house.manager, None)
    assert [step.after for step in case.steps] == [S.PENDING, S.REFUSED, S.PENDING]
    assert case.steps[1].reason == "Le SIRET est celui d'une autre adresse."


def test_the_life_of_a_company_is_this_one() -> None:
    allowed = {(before, after) for before in S for after in S if COMPANY.allows(before, after)}
    assert allowed == {
        (S.PENDING, S.APPROVED),
        (S.PENDING, S.REFUSED),
        (S.REFUSED, S.PENDING),
        (S.REFUSED, S.APPROVED),
        (S.APPROVED, S.SUSPENDED),
        (S.SUSPENDED, S.APPROVED),
    }


@dataclass
class Shown:
    """A company with an offer that a youth likes, matched with another one who is asked."""

    app: Application
    company: Company
    offer: Offer
    recruiter: Actor
    officer: Actor
    manager: Actor
    liker: Actor
    asked: Actor
    match_id: str


@pytest.fixture
async def shown(database: Database, encoder: Encoder) -> Shown:
    app = Application(database, database.clock, MatchingRuntime(database, None, encoder))
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        skills = tuple(words.skills.values())[:2]
        here = await factories.structure(uow)
        company = await factories.company(uow, here)
        offer = await factories.offer(uow, company, skills=skills)
        people = {
            "recruiter": await factories.recruiter(uow, company),
            "officer": await factories.staff(uow, Role.EMPLOYMENT_OFFICER, here),
            "manager": await factories.staff(uow, Role.MANAGER, here),
            "liker": await factories.youth(uow, here, skills=skills),
            "asked": await factories.youth(uow, here, skills=skills),
        }
    await app.run(decide_on_offer, people["asked"], Decide(offer.public_id, DecisionKind.LIKE))
    deck = await deal_candidates(app, people["recruiter"], CandidateQuery(offer.public_id))
    alias = next(card.alias for card in deck.cards if card.likes_you)
    answer = await app.run(
        decide_on_candidate,
        people["recruiter"],
        DecideCandidate(offer.public_id, alias, DecisionKind.LIKE),
    )
    assert answer.match_id is not None
    return Shown(app, company, offer, match_id=answer.match_id, **people)


async def _suspend(shown: Shown) -> None:
    command = DecideCompany(shown.company.public_id, S.APPROVED, S.SUSPENDED, "Signalée deux fois.")
    await shown.app.run(decide_company, shown.manager, command)


async def test_suspended_a_company_is_gone_from_every_deck_at_once(
    shown: Shown, database: Database
) -> None:
    deck = await deal_offers(shown.app, shown.liker, DeckQuery(limit=5))
    assert [card.id for card in deck.cards] == [shown.offer.public_id]
    async with database.unit(write=False) as uow:
        before = await uow.ledger.last_change_of("account", shown.asked.account_id)
    await _suspend(shown)
    gone = await deal_offers(shown.app, shown.liker, DeckQuery(limit=5))
    assert gone.cards == ()
    async with database.unit(write=False) as uow:
        offer = await uow.offers.get(shown.offer.id)
        assert offer is not None
        now = database.clock.now()
        assert (offer.status, is_open(offer, now)) == (OfferStatus.PUBLISHED, False)
        assert await uow.offers.still_open([offer.id], now) == set()
        assert await uow.offers.published_ids(now) == []
        assert await uow.offers.new_since(offer.created_at.replace(year=2020), now) == []
        assert await uow.ledger.last_change_of("account", shown.asked.account_id) > before
    assert (await shown.app.run(shared_offer, shown.liker, offer.public_id)) is not None
    public = await shown.app.run(shared_offer, shown.liker, offer.public_id)
    assert public is not None
    assert not public.open
    with pytest.raises(Conflict):
        await shown.app.run(
            decide_on_offer, shown.liker, Decide(offer.public_id, DecisionKind.LIKE)
        )


async def test_what_it_would_ask_of_youths_is_not_asked_and_comes_back(shown: Shown) -> None:
    (match,) = await shown.app.run(list_own_matches, shown.asked, None)
    assert match.consent_text_version
    await _suspend(shown)
    assert await shown.app.run(list_own_matches, shown.asked, None) == []
    yes = AnswerConsent(shown.match_id, True, CONSENT_TEXT_VERSION)
    with pytest.raises(Conflict, match="match_paused"):
        await shown.app.run(answer_consent, shown.asked, yes)
    (liked,) = await shown.app.run(list_liked_offers, shown.asked, None)
    assert liked.status is OfferStatus.PAUSED
    command = DecideCompany(shown.company.public_id, S.SUSPENDED, S.APPROVED)
    await shown.app.run(decide_company, shown.manager, command)
    (back,) = await shown.app.run(list_own_matches, shown.asked, None)
    assert back.id == shown.match_id
    (liked,) = await shown.app.run(list_liked_offers, shown.asked, None)
    assert liked.status is OfferStatus.PUBLISHED
    deck = await deal_offers(shown.app, shown.liker, DeckQuery(limit=5))
    assert [card.id for card in deck.cards] == [shown.offer.public_id]


async def test_its_people_read_and_do_nothing_whoever_acts_in_its_name(shown: Shown) -> None:
    await _suspend(shown)
    version = version_of(shown.offer)
    for actor in (shown.recruiter, shown.officer):
        (own,) = await shown.app.run(list_own_companies, actor, None)
        assert (own.status, own.reason) == (S.SUSPENDED, "Signalée deux fois.")
        assert len(await shown.app.run(list_company_offers, actor, own.id)) == 1
        assert len(await shown.app.run(list_company_matches, actor, own.key)) == 1
        deck = await deal_candidates(shown.app, actor, CandidateQuery(shown.offer.public_id))
        assert deck.cards == ()
        for service, command in (
            (pause_offer, MoveOffer(shown.offer.public_id, version)),
            (edit_company, EditCompany(own.id, "", "")),
        ):
            with pytest.raises(Conflict, match="company_suspended"):
                await shown.app.run(service, actor, command)


async def test_conversations_with_it_rest_on_both_sides(shown: Shown) -> None:
    yes = AnswerConsent(shown.match_id, True, CONSENT_TEXT_VERSION)
    match = await shown.app.run(answer_consent, shown.asked, yes)
    talk = match.conversation_id or ""
    await shown.app.run(send_message, shown.recruiter, SendMessage(talk, "Bonjour"))
    await _suspend(shown)
    for actor in (shown.recruiter, shown.asked):
        assert talk in [one.id for one in await shown.app.run(list_conversations, actor, None)]
        with pytest.raises(Conflict, match="conversation_paused"):
            await shown.app.run(send_message, actor, SendMessage(talk, "Et alors ?"))


def test_managers_are_told_who_waits() -> None:
    assert NotificationKind.APPROVAL in KINDS_OF_ROLE[Role.MANAGER]
    assert FORM.siret
