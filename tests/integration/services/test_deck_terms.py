"""Filters and reasons change the next cards by declared rules, can be taken back, and are counted exactly."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.deck_terms import DeckFilters
from myjobmatch.domain.enums import (
    AsideKind,
    ContractKind,
    DecisionKind,
    Licence,
    OfferStatus,
    PassReason,
    RelaxKind,
    ReportReason,
    ReportStatus,
    Role,
    Schedule,
    Starting,
    WorkingTime,
)
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.accompaniment import FindOffers, proposable_offers
from myjobmatch.services.application import Application
from myjobmatch.services.asides import LiftAside, PutAside, lift_aside, list_asides, put_aside
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.decks import DeckQuery, OfferDeck, deal_offers
from myjobmatch.services.kept_offers import KeepOffer, keep_offer, list_kept
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_reports import (
    ReportOffer,
    SettleReport,
    list_reports,
    report_offer,
    settle_report,
)
from myjobmatch.services.phone import SyncQuery, synchronise
from tests import factories

NORTH = 48.6298


@dataclass
class Deck:
    """A youth, who accompanies them, and offers by a word each."""

    app: Application
    youth: Actor
    advisor: Actor
    manager: Actor
    words: factories.Words
    offers: dict[str, Offer]

    async def deal(self, **filters: Any) -> OfferDeck:
        query = DeckQuery(limit=30, filters=DeckFilters(**filters))
        return await deal_offers(self.app, self.youth, query)

    async def names(self, **filters: Any) -> set[str]:
        by_id = {offer.public_id: name for name, offer in self.offers.items()}
        return {by_id[card.id] for card in (await self.deal(**filters)).cards}

    async def passes(self, name: str, reason: PassReason, **told: Any) -> list[Any]:
        offer_id = self.offers[name].public_id
        await self.app.run(decide_on_offer, self.youth, Decide(offer_id, DecisionKind.PASS))
        return await self.app.run(put_aside, self.youth, PutAside(offer_id, reason, **told))


@pytest.fixture
async def deck(database: Database, clock: FixedClock, encoder: Encoder) -> Deck:
    today = clock.now().date()
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        s, o = words.skills, words.occupations
        where = await factories.structure(uow)
        bakery = await factories.company(uow, where, name="Le Fournil")
        grill = await factories.company(uow, where, name="Grill du Pont")
        usual: dict[str, Any] = {"contract": ContractKind.CDD, "weekly_hours": 35.0}
        wares: dict[str, tuple[Any, dict[str, Any]]] = {
            "shop": (bakery, {"occupation_id": o["D1106"], "skills": (s["sell"],)}),
            "shop2": (bakery, {"occupation_id": o["D1106"], "skills": (s["till"],)}),
            "fastfood": (grill, {"occupation_id": o["G1603"], "skills": (s["cook"],)}),
            "fastfood2": (None, {"occupation_id": o["G1603"], "company_name": "Frites & Cie"}),
            "evening": (grill, {"occupation_id": o["K2204"], "schedules": ["evening"]}),
            "evening2": (None, {"occupation_id": o["K2204"], "schedules": ["day", "evening"]}),
            "part": (None, {"occupation_id": o["K2204"], "weekly_hours": 20.0}),
            "poor": (None, {"occupation_id": o["K2204"], "pay_hourly_min": 12.0}),
            "rich": (None, {"occupation_id": o["K2204"], "pay_hourly_min": 15.0}),
            "cdi": (None, {"occupation_id": o["K2204"], "contract": ContractKind.CDI}),
            "later": (None, {"occupation_id": o["K2204"], "starts_on": today + timedelta(60)}),
            "twin": (None, {"title": "Agent de propreté", "company_name": "Net", "positions": 2}),
            "twin2": (None, {"title": "Agent de propreté", "company_name": "Net"}),
            "far": (None, {"latitude": NORTH + 0.10, "occupation_id": o["K2204"]}),
            "farther": (None, {"latitude": NORTH + 0.21, "occupation_id": o["K2204"]}),
            "driver": (None, {"licences_required": [Licence.B.value], "skills": (s["bike"],)}),
        }
        offers = {
            name: await factories.offer(uow, of, **(usual | traits))
            for name, (of, traits) in wares.items()
        }
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(
            uow, where, advisor=advisor, profile={"max_minutes": 30, "modes": ["car"]}
        )
        manager = await factories.staff(uow, Role.MANAGER, where)
    app = Application(database, clock, MatchingRuntime(database, None, encoder))
    return Deck(app, youth, advisor, manager, words, offers)


REASONS = [
    ("shop", PassReason.COMPANY, {}, {"shop2"}),
    ("fastfood", PassReason.NOT_MY_JOB, {}, {"fastfood2", "shop", "shop2"}),
    ("evening", PassReason.HOURS, {}, {"evening2"}),
    ("cdi", PassReason.CONTRACT, {}, set()),
    ("part", PassReason.HOURS, {}, set()),
    ("poor", PassReason.PAY, {}, set()),
    ("rich", PassReason.PAY, {}, {"poor"}),
    ("twin", PassReason.ALREADY_APPLIED, {}, {"twin2"}),
    ("far", PassReason.TOO_FAR, {"minutes": 14}, set()),
    ("fastfood", PassReason.OTHER, {}, set()),
]


@pytest.mark.parametrize(("passed", "reason", "told", "follow"), REASONS)
async def test_a_reason_changes_the_next_cards_until_it_is_taken_back(
    deck: Deck, passed: str, reason: PassReason, told: dict[str, Any], follow: set[str]
) -> None:
    before = await deck.names()
    asides = await deck.passes(passed, reason, **told)
    after = await deck.names()
    assert before - after == {passed} | follow
    assert after <= before

    listed = await deck.app.run(list_asides, deck.youth, None, deck.app.matching)
    assert [one.id for one in listed] == [one.id for one in asides]
    for aside in asides:
        await deck.app.run(lift_aside, deck.youth, LiftAside(aside.id))
    assert before - await deck.names() == {passed}


async def test_undoing_the_pass_takes_its_reason_back(deck: Deck) -> None:
    before = await deck.names()
    await deck.passes("shop", PassReason.COMPANY)
    assert await deck.names() != before
    await deck.app.run(undo_decision, deck.youth, Undo(deck.offers["shop"].public_id))
    assert await deck.names() == before
    assert await deck.app.run(list_asides, deck.youth, None, deck.app.matching) == ()


async def test_what_somebody_wishes_stays_though_its_neighbour_went(
    deck: Deck, database: Database
) -> None:
    async with database.unit() as uow:
        wish = deck.words.occupations["D1106"]
        await uow.youths.set_occupations(deck.youth.youth_id or 0, (wish,))
        uow.changed("youth", deck.youth.youth_id or 0)
    await deck.passes("fastfood", PassReason.NOT_MY_JOB)
    left = await deck.names()
    assert {"shop", "shop2"} <= left
    assert "fastfood2" not in left


async def test_a_missing_skill_puts_aside_what_asks_for_it(deck: Deck) -> None:
    skill = deck.words.skills["till"]
    (aside,) = await deck.passes("shop2", PassReason.SKILLS, skill_id=skill)
    assert (aside.kind, aside.value) == (AsideKind.SKILL, str(skill))
    listed = await deck.app.run(list_asides, deck.youth, None, deck.app.matching)
    assert listed[0].label == "Tenir une caisse"
    # a skill that the offer does not ask for is not believed
    assert await deck.passes("fastfood", PassReason.SKILLS, skill_id=skill) == []


async def test_too_far_keeps_the_ways_that_are_shorter(deck: Deck) -> None:
    minutes = {card.id: card.minutes for card in (await deck.deal()).cards}
    way = minutes[deck.offers["far"].public_id]
    assert way is not None
    assert way > 0
    await deck.passes("far", PassReason.TOO_FAR, minutes=way)
    left = (await deck.deal()).cards
    assert left
    assert all(card.minutes is not None and card.minutes < way for card in left)


async def test_who_accompanies_still_sees_everything(deck: Deck, database: Database) -> None:
    await deck.passes("shop", PassReason.COMPANY)
    async with database.unit(write=False) as uow:
        youth = await uow.youths.get(deck.youth.youth_id or 0)
        assert youth is not None
    await deck.app.matching.refresh()
    found = await deck.app.run(
        proposable_offers, deck.advisor, FindOffers(youth.public_id), deck.app.matching
    )
    assert deck.offers["shop2"].public_id in {card.id for card in found.cards}


FILTERS = [
    ({"contracts": frozenset({ContractKind.CDI})}, {"cdi"}),
    ({"time": WorkingTime.PART}, {"part"}),
]


@pytest.mark.parametrize(("filters", "left"), FILTERS)
async def test_filters_leave_what_they_say(
    deck: Deck, filters: dict[str, Any], left: set[str]
) -> None:
    assert await deck.names(**filters) == left


async def test_filters_never_add_but_the_way_and_the_contract(deck: Deck) -> None:
    everything = await deck.names()
    assert "farther" not in everything
    no_evening = await deck.names(without=frozenset({Schedule.EVENING}))
    assert everything - no_evening == {"evening", "evening2"}
    assert everything - await deck.names(starts=Starting.MONTH) == {"later"}
    near = await deck.names(minutes=10)
    assert everything - near == {"far"}
    wide = await deck.names(minutes=60)
    assert wide - everything == {"farther"}
    assert "driver" not in wide


async def test_relaxing_brings_exactly_as_many_as_told(deck: Deck, database: Database) -> None:
    filters: dict[str, Any] = {
        "contracts": frozenset({ContractKind.CDI}),
        "without": frozenset({Schedule.EVENING}),
        "starts": Starting.MONTH,
    }
    await deck.passes("shop", PassReason.COMPANY)
    dealt = await deck.deal(**filters)
    assert dealt.exhausted
    told = {(one.kind, one.value): one for one in dealt.relaxations}
    best = dealt.relaxations[0]
    assert (best.kind, best.value) == (RelaxKind.CONTRACT, "cdd")
    wider = filters | {"contracts": frozenset({ContractKind.CDI, ContractKind.CDD})}
    more = await deck.deal(**wider)
    assert more.eligible == dealt.eligible + best.count
    # everything but the contract is in the way of nothing alone
    assert set(told) == {(RelaxKind.CONTRACT, "cdd")}

    told = {(one.kind, one.value): one for one in more.relaxations}
    assert told[RelaxKind.SCHEDULE, "evening"].count == 2
    assert told[RelaxKind.STARTS, "month"].count == 1
    way = next(one for (kind, _), one in told.items() if kind is RelaxKind.TRAVEL)
    assert (way.value in {"45", "60"}, way.count) == (True, 1)
    assert told[RelaxKind.LICENCE, "b"].count == 1
    aside = next(one for one in more.relaxations if one.kind is RelaxKind.ASIDE)
    assert (aside.label, aside.count) == ("Le Fournil", 1)
    for one, change in (
        (told[RelaxKind.SCHEDULE, "evening"], {"without": frozenset()}),
        (told[RelaxKind.STARTS, "month"], {"starts": None}),
        (way, {"minutes": int(way.value)}),
    ):
        widest = await deck.deal(**(wider | change))
        assert widest.eligible == more.eligible + one.count, one
    await deck.app.run(lift_aside, deck.youth, LiftAside(aside.aside))
    assert (await deck.deal(**wider)).eligible == more.eligible + 1
    async with database.unit() as uow:
        profile = await uow.youths.profile(deck.youth.youth_id or 0)
        assert profile is not None
        profile.licences = [Licence.B.value]
    assert (await deck.deal(**wider)).eligible == more.eligible + 2


async def test_without_a_home_terms_hold_too(deck: Deck, database: Database) -> None:
    async with database.unit() as uow:
        identity = await uow.youths.identity(deck.youth.youth_id or 0)
        assert identity is not None
        identity.latitude = identity.longitude = None
    assert await deck.names(time=WorkingTime.PART) == {"part"}


async def test_a_phone_is_told_which_of_its_cards_are_put_aside(deck: Deck) -> None:
    everything = tuple(card.id for card in (await deck.deal()).cards)
    now = await synchronise(deck.app, deck.youth, SyncQuery(have=everything))
    assert now.gone == ()
    await deck.passes("fastfood", PassReason.NOT_MY_JOB)
    then = await synchronise(deck.app, deck.youth, SyncQuery(since=now.seq, have=everything))
    gone = {name for name, offer in deck.offers.items() if offer.public_id in then.gone}
    assert gone == {"fastfood", "fastfood2", "shop", "shop2"}
    assert then.asides is not None
    assert [one.label for one in then.asides] == ["Équipier / Équipière de restauration rapide"]


async def test_kept_for_later_is_off_the_deck_until_it_is_decided(deck: Deck) -> None:
    offer_id = deck.offers["cdi"].public_id
    await deck.app.run(keep_offer, deck.youth, KeepOffer(offer_id))
    await deck.app.run(keep_offer, deck.youth, KeepOffer(offer_id))
    assert "cdi" not in await deck.names()
    assert [one.id for one in await deck.app.run(list_kept, deck.youth, None)] == [offer_id]
    await deck.app.run(keep_offer, deck.youth, KeepOffer(offer_id, kept=False))
    assert "cdi" in await deck.names()
    await deck.app.run(keep_offer, deck.youth, KeepOffer(offer_id))
    await deck.app.run(decide_on_offer, deck.youth, Decide(offer_id, DecisionKind.LIKE))
    assert await deck.app.run(list_kept, deck.youth, None) == []


async def test_a_report_is_answered_by_the_structure_and_hides_the_offer(
    deck: Deck, database: Database
) -> None:
    offer = deck.offers["cdi"]
    command = ReportOffer(offer.public_id, ReportReason.ASKS_MONEY, "Ils veulent 50 € d'avance")
    await deck.app.run(report_offer, deck.youth, command)
    await deck.app.run(report_offer, deck.youth, replace(command, note="50 € avant"))
    (told,) = await deck.app.run(list_reports, deck.manager, None)
    assert (told.note, told.status, told.outside) == ("50 € avant", ReportStatus.OPEN, True)
    async with database.unit() as uow:
        elsewhere = await factories.structure(uow)
        other = await factories.staff(uow, Role.MANAGER, elsewhere)
    assert await deck.app.run(list_reports, other, None) == []
    with pytest.raises(NotFound):
        await deck.app.run(settle_report, other, SettleReport(told.id, hide=True))
    await deck.app.run(settle_report, deck.manager, SettleReport(told.id, hide=True))
    assert "cdi" not in await deck.names()
    (told,) = await deck.app.run(list_reports, deck.manager, None)
    assert (told.status, told.offer_status) == (ReportStatus.HIDDEN, OfferStatus.PAUSED)


async def test_nobody_lifts_what_another_put_aside(deck: Deck, database: Database) -> None:
    (aside,) = await deck.passes("shop", PassReason.COMPANY)
    async with database.unit() as uow:
        where = await factories.structure(uow)
        other = await factories.youth(uow, where)
    with pytest.raises(NotFound):
        await deck.app.run(lift_aside, other, LiftAside(aside.id))


async def test_there_is_an_end_to_what_is_put_aside(
    deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("myjobmatch.services.asides.MOST_ASIDES", 1)
    await deck.passes("shop", PassReason.COMPANY)
    with pytest.raises(Conflict):
        await deck.passes("evening", PassReason.HOURS)
