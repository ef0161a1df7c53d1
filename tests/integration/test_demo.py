"""The demonstration, loaded for real: its counts, every rule of the product, and loading it twice."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from myjobmatch.db.base import Base
from myjobmatch.db.models import (
    Account,
    Activity,
    Application,
    Company,
    Consent,
    Conversation,
    Decision,
    Match,
    MatchTransition,
    Message,
    Occupation,
    OccupationLabel,
    Offer,
    OfferSource,
    OutboxEvent,
    Proposal,
    Structure,
    Youth,
    YouthExperience,
    YouthIdentity,
    YouthObstacle,
    YouthSkill,
)
from myjobmatch.db.uow import Database
from myjobmatch.demo.accounts import DEMO_PASSWORD, ORDER, shown_accounts
from myjobmatch.demo.load import load_demo
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.domain.enums import (
    ApplicationStatus,
    ConversationKind,
    DecisionKind,
    FollowUp,
    LabelKind,
    MatchStatus,
    OfferOrigin,
    OfferStatus,
    Side,
)
from myjobmatch.domain.errors import Unauthenticated
from myjobmatch.domain.workflow import MATCH
from myjobmatch.services.application import Application as App
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import SessionService
from tests.fixtures.demonstration import load

pytestmark = pytest.mark.timeout(180)


@pytest.mark.parametrize("moment", [(2026, 11, 30, 0, 4), (2027, 3, 28, 0, 30)])
def test_it_can_be_loaded_in_the_first_hour_of_a_day(
    moment: tuple[int, int, int, int, int], sqlite_template: Path, tmp_path: Path
) -> None:
    """A Monday, when the week has no other day yet; the night the clocks change."""
    shutil.copyfile(sqlite_template, tmp_path / "demo.db")
    assert load(f"sqlite:///{tmp_path / 'demo.db'}", datetime(*moment, tzinfo=PARIS))


async def rows(database: Database, query: Any) -> list[Any]:
    async with database.unit(write=False) as uow:
        return list(await uow.session.execute(query))


async def all_of(database: Database, model: type[Base]) -> list[Any]:
    return [row[0] for row in await rows(database, select(model))]


async def one(database: Database, query: Any) -> Any:
    return (await rows(database, query))[0][0]


async def sizes(database: Database) -> dict[str, int]:
    return {
        table.name: await one(database, select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }


async def actor_of(database: Database, login: str) -> Actor:
    async with database.unit(write=False) as uow:
        account = await uow.accounts.by_login(login)
        assert account is not None
        youth_id = await uow.accounts.youth_id_of(account.id)
    return Actor(
        account.id,
        account.public_id,
        account.role,
        account.structure_id,
        account.company_id,
        youth_id,
    )


async def waiting_offer(database: Database) -> Offer:
    """The bakery's offer that several youths like already."""
    recruiter = await actor_of(database, "recruteur")
    query = select(Offer).where(
        Offer.company_id == recruiter.company_id,
        Offer.title == "Vendeur / Vendeuse en boulangerie",
    )
    return await one(database, query)


async def test_it_is_as_large_as_promised(demo: Database) -> None:
    counted = await sizes(demo)
    assert counted["structure"] == 3
    assert counted["youth"] == counted["youth_identity"] == counted["youth_profile"] == 60
    assert counted["company"] == 26
    assert counted["offer"] >= 260
    assert counted["occupation"] >= 100
    assert counted["skill"] >= 615
    assert counted["conversation"] >= 20
    published = select(func.count(), func.count(Offer.occupation_id.distinct())).where(
        Offer.status == OfferStatus.PUBLISHED
    )
    offers, occupations = (await rows(demo, published))[0]
    assert offers >= 250
    assert occupations >= 60
    roles = Counter(account.role.value for account in await all_of(demo, Account))
    assert roles["advisor"] == 6
    assert roles["recruiter"] >= 12
    assert roles["manager"] == roles["employment_officer"] == 3
    assert roles["funder"] == roles["administrator"] == 1
    follow_ups = Counter(youth.follow_up for youth in await all_of(demo, Youth))
    assert follow_ups == {FollowUp.FOLLOWED: 57, FollowUp.REQUESTED: 3}


async def test_loading_again_changes_nothing(demo: Database, clock: FixedClock) -> None:
    before = await sizes(demo)
    clock.advance(timedelta(days=3))
    again = await load_demo(demo.unit, clock)
    assert not again.loaded
    assert await sizes(demo) == before


async def test_it_loads_on_either_system(database: Database, clock: FixedClock) -> None:
    summary = await load_demo(database.unit, clock)
    assert summary.loaded
    counted = await sizes(database)
    assert (counted["youth"], counted["company"], counted["structure"]) == (60, 26, 3)
    assert counted["offer"] == summary.counts["offers"]
    assert counted["message"] == summary.counts["messages"]


async def test_the_shown_accounts_sign_in(demo: Database) -> None:
    accounts = await shown_accounts(demo.unit)
    assert [account.login for account in accounts] == list(ORDER)
    sessions = SessionService(demo, demo=True)
    for account in accounts:
        opened = await sessions.sign_in(
            account.login, account.password, replaced=None, client="test"
        )
        assert opened.actor.role.value == account.role


async def test_nobody_of_the_demonstration_signs_in_outside_it(demo: Database) -> None:
    """Everybody knows the password, of the accounts that are not shown too."""
    for account in await all_of(demo, Account):
        assert account.is_demo, account.login
    outside = SessionService(demo)
    within = SessionService(demo, demo=True)
    opened = await within.sign_in("conseil", DEMO_PASSWORD, replaced=None, client="test")
    assert await within.resolve(opened.token) is not None
    assert await outside.resolve(opened.token) is None
    with pytest.raises(Unauthenticated, match="sign_in_wrong"):
        await outside.sign_in("conseil", DEMO_PASSWORD, replaced=None, client="test")


async def test_every_match_has_a_like_on_both_sides_before_it(demo: Database) -> None:
    liked = {
        (row.youth_id, row.offer_id, row.side): row.decided_at
        for row in await all_of(demo, Decision)
        if row.kind is DecisionKind.LIKE and row.undone_at is None
    }
    matches = await all_of(demo, Match)
    assert matches
    for match in matches:
        for side in Side:
            assert liked[match.youth_id, match.offer_id, side] <= match.created_at
    pairs = {(youth, offer) for youth, offer, _ in liked}
    both = {p for p in pairs if all((*p, side) in liked for side in Side)}
    assert both == {(match.youth_id, match.offer_id) for match in matches}


async def test_matches_are_in_every_state_and_got_there_step_by_step(demo: Database) -> None:
    matches = {match.id: match for match in await all_of(demo, Match)}
    states = Counter(match.status for match in matches.values())
    assert set(states) == set(MatchStatus) - {MatchStatus.MUTUAL}
    assert min(states.values()) >= 9
    last: dict[int, MatchStatus] = {}
    for step in sorted(await all_of(demo, MatchTransition), key=lambda row: row.id):
        assert last.get(step.match_id) is step.before
        assert step.before is None or MATCH.allows(step.before, step.after)
        last[step.match_id] = step.after
    assert last == {id_: match.status for id_, match in matches.items()}


async def test_only_a_yes_opens_a_conversation_with_a_company(demo: Database) -> None:
    matches = {match.id: match for match in await all_of(demo, Match)}
    consents = {row.match_id: row.given for row in await all_of(demo, Consent)}
    talks = [c for c in await all_of(demo, Conversation) if c.kind is ConversationKind.MATCH]
    assert {c.match_id for c in talks} == {
        id_ for id_, match in matches.items() if match.shared_at is not None
    }
    for match in matches.values():
        assert (
            consents.get(match.id)
            == {
                MatchStatus.SHARED: True,
                MatchStatus.DECLINED: False,
                MatchStatus.CLOSED: True,
                MatchStatus.CONSENT_ASKED: None,
            }[match.status]
        )
    for conversation in talks:
        closed = matches[conversation.match_id].status is MatchStatus.CLOSED
        assert (conversation.closed_at is not None) == closed


async def test_a_like_on_an_outside_offer_is_an_application(demo: Database) -> None:
    outside = {o.id for o in await all_of(demo, Offer) if o.origin is OfferOrigin.OUTSIDE}
    likes = {
        (row.youth_id, row.offer_id)
        for row in await all_of(demo, Decision)
        if row.kind is DecisionKind.LIKE and row.side is Side.YOUTH and row.offer_id in outside
    }
    applications = await all_of(demo, Application)
    assert likes == {(row.youth_id, row.offer_id) for row in applications}
    assert len(applications) >= 6
    assert len({row.status for row in applications} & set(ApplicationStatus)) >= 4
    assert {row.offer_id for row in await all_of(demo, OfferSource)} == outside
    assert all(
        row.url.startswith("https://exemple.invalid/") for row in await all_of(demo, OfferSource)
    )


async def test_everything_happened_in_the_last_weeks(demo: Database, clock: FixedClock) -> None:
    now, first = clock.now(), clock.now() - timedelta(days=66)
    published = {offer.id: offer.published_at for offer in await all_of(demo, Offer)}
    for decision in await all_of(demo, Decision):
        assert first < decision.decided_at < now
        assert published[decision.offer_id] < decision.decided_at
    for message in await all_of(demo, Message):
        assert first < message.sent_at < now
    begun = {youth.id: youth.created_at for youth in await all_of(demo, Youth)}
    for activity in await all_of(demo, Activity):
        assert begun.get(activity.youth_id, first) <= activity.at <= now
    for match in await all_of(demo, Match):
        assert match.created_at <= match.updated_at < now
    for proposal in await all_of(demo, Proposal):
        assert first < proposal.proposed_at < now
    joined = {youth.id: youth.created_at for youth in await all_of(demo, Youth)}
    for decision in await all_of(demo, Decision):
        assert joined[decision.youth_id] < decision.decided_at


async def test_the_past_leaves_no_work_for_the_worker(demo: Database) -> None:
    assert await one(demo, select(func.count()).where(OutboxEvent.done_at.is_(None))) == 0


async def test_nobody_decided_on_what_the_law_bars_to_them(
    demo: Database, clock: FixedClock
) -> None:
    births = {row.youth_id: row.birth_date for row in await all_of(demo, YouthIdentity)}
    offers = {offer.id: offer for offer in await all_of(demo, Offer)}
    for decision in await all_of(demo, Decision):
        offer = offers[decision.offer_id]
        assert not barring_rules(
            births[decision.youth_id],
            clock.now().date(),
            night_work=offer.night_work,
            hazardous_work=offer.hazardous_work,
        )


async def test_moments_of_life_differ(demo: Database, clock: FixedClock) -> None:
    youths = await all_of(demo, Youth)
    week = clock.now() - timedelta(days=7)
    dormant = clock.now() - timedelta(days=30)
    assert sum(y.last_active_at is not None and y.last_active_at > week for y in youths) >= 10
    assert sum(y.last_active_at is not None and y.last_active_at < dormant for y in youths) >= 3
    assert await one(demo, select(func.count(YouthObstacle.youth_id.distinct()))) >= 6


async def test_nadia_has_not_swiped_and_one_like_makes_a_match(demo: Database) -> None:
    nadia = await actor_of(demo, "nadia")
    offer = await waiting_offer(demo)
    mine = select(Decision).where(Decision.youth_id == nadia.youth_id, Decision.side == Side.YOUTH)
    assert await rows(demo, mine) == []
    async with demo.unit() as uow:
        command = Decide(offer.public_id, DecisionKind.LIKE)
        result = await decide_on_offer(nadia, command, uow)
    assert result.match_id is not None


async def test_several_youths_wait_for_the_recruiter(demo: Database) -> None:
    offer = await waiting_offer(demo)
    async with demo.unit(write=False) as uow:
        likers = await uow.decisions.likers(offer.id)
        decided = await uow.decisions.decided_youths(offer.id)
    assert len(likers - decided) >= 4
    lina = await actor_of(demo, "lina")
    assert lina.youth_id in likers


async def test_every_company_without_a_recruiter_has_an_officer(demo: Database) -> None:
    accounts = await all_of(demo, Account)
    officers = {a.structure_id for a in accounts if a.role.value == "employment_officer"}
    recruited = {a.company_id for a in accounts if a.role.value == "recruiter"}
    for company in await all_of(demo, Company):
        assert company.id in recruited or company.structure_id in officers


async def test_named_youths_get_a_deck_and_employers_nothing_that_identifies(
    demo: Database, clock: FixedClock
) -> None:
    app = App(demo, clock, MatchingRuntime(demo, None))
    for login in ("lina", "moussa", "emma", "nadia"):
        deck = await deal_offers(app, await actor_of(demo, login), DeckQuery(limit=20))
        assert len(deck.cards) == 20, login
        assert any(card.explanation.wanted_occupation for card in deck.cards[:3]), login
        assert any(card.explanation.matched for card in deck.cards[:5]), login
        assert {card.origin for card in deck.cards} == set(OfferOrigin), login
    offer = await waiting_offer(demo)
    recruiter = await actor_of(demo, "recruteur")
    shown = await deal_candidates(app, recruiter, CandidateQuery(offer.public_id, limit=20))
    assert len(shown.cards) >= 10
    seen = json.dumps([asdict(card) for card in shown.cards], default=str, ensure_ascii=False)
    for identity in await all_of(demo, YouthIdentity):
        for private in (
            identity.first_name,
            identity.last_name,
            identity.phone,
            identity.email,
            identity.commune,
            str(identity.birth_date),
        ):
            assert not re.search(rf"\b{re.escape(private)}\b", seen), private
    for experience in await all_of(demo, YouthExperience):
        assert experience.text not in seen


async def test_catalogue_words_are_what_profiles_are_made_of(demo: Database) -> None:
    assert await one(demo, select(func.count()).select_from(YouthSkill)) >= 60 * 3
    sources = {row.source for row in await all_of(demo, Occupation)}
    assert sources == {"rome"}
    names = {structure.name for structure in await all_of(demo, Structure)}
    assert len(names) == 3


async def test_what_an_import_of_rome_brought_first_is_kept_and_linked(
    sqlite_url: str, clock: FixedClock
) -> None:
    opened = Database(sqlite_url, clock)
    async with opened.unit() as uow:
        imported = Occupation(source="rome", code="D1106")
        uow.session.add(imported)
        await uow.session.flush()
        uow.session.add(
            OccupationLabel(
                occupation_id=imported.id,
                language="fr",
                kind=LabelKind.PREFERRED,
                text="Vente en alimentation",
            )
        )
    assert (await load_demo(opened.unit, clock)).loaded
    async with opened.unit(write=False) as uow:
        assert (await uow.catalogue.occupations_by_code())["D1106"] == imported.id
        assert len(await uow.catalogue.skills_of_occupation(imported.id)) >= 5
        names = await uow.catalogue.occupation_names([imported.id], "fr")
    assert names == {imported.id: "Vente en alimentation"}
    await opened.close()
