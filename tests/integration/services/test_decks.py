"""Decks from the database: never twice, never closed, logged and replayed, blind to L1132-1."""

import asyncio
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from myjobmatch.db.models import Offer, YouthIdentity
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Role
from myjobmatch.domain.errors import Forbidden, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.replay import replay
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, OfferDeck, deal_offers
from myjobmatch.services.kept_candidates import KeptCandidates
from myjobmatch.services.matching_runtime import INDEX_FILE, MatchingRuntime
from myjobmatch.services.notices import OFFER, YOUTH
from myjobmatch.services.skill_spaces import SPACE_FILE
from tests import factories

LOGO = new_public_id()


@dataclass
class Town:
    """Offers of three occupations, and youths to show them to."""

    app: Application
    words: factories.Words
    youth: Actor
    neighbour: Actor
    recruiter: Actor
    other_recruiter: Actor
    offers: dict[str, Offer]


@pytest.fixture
async def town(database: Database, clock: FixedClock, encoder: Encoder) -> Town:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        s, o = words.skills, words.occupations
        company = await factories.company(uow, where, answer_rate=0.8, answers_in_days=3, logo=LOGO)
        other = await factories.company(uow, where)
        offers = {
            "shop": await factories.offer(
                uow,
                company,
                title="Vendeur / Vendeuse en boulangerie",
                occupation_id=o["D1106"],
                skills=(s["sell"], s["till"]),
            ),
            "crew": await factories.offer(
                uow, company, occupation_id=o["G1603"], skills=(s["cook"], s["clean"])
            ),
            "night": await factories.offer(
                uow, other, occupation_id=o["K2204"], skills=(s["clean"],), night_work=True
            ),
            "feed": await factories.offer(
                uow, None, occupation_id=o["K2204"], title="Agent d'entretien", skills=(s["clean"],)
            ),
            "far": await factories.offer(
                uow, other, latitude=43.3, longitude=5.4, place="Marseille", skills=(s["sell"],)
            ),
        }
        return Town(
            app=Application(database, clock, MatchingRuntime(database, None, encoder)),
            words=words,
            youth=await factories.youth(
                uow, where, skills=(s["sell"], s["till"]), occupations=(o["D1106"],)
            ),
            neighbour=await factories.youth(uow, where, skills=(s["clean"],)),
            recruiter=await factories.recruiter(uow, company),
            other_recruiter=await factories.recruiter(uow, other),
            offers=offers,
        )


async def deal(town: Town, **query: Any) -> OfferDeck:
    return await deal_offers(town.app, town.youth, DeckQuery(**query))


def ids(deck: OfferDeck) -> list[str]:
    return [card.id for card in deck.cards]


async def test_the_wanted_job_with_the_skills_comes_first_and_says_why(town: Town) -> None:
    deck = await deal(town)
    first = deck.cards[0]
    assert first.id == town.offers["shop"].public_id
    assert {m.label for m in first.explanation.matched} == {
        "Conseiller un client",
        "Tenir une caisse",
    }
    assert first.explanation.wanted_occupation
    assert first.minutes is not None
    assert first.answers_in_days == 3
    assert first.logo == LOGO
    breakdown = first.explanation.breakdown
    assert breakdown is not None
    parts = (breakdown.preference, breakdown.coverage, breakdown.feasibility, breakdown.answer)
    assert all(part is None or 0 <= part <= 1 for part in parts)


async def test_what_no_mode_reaches_is_not_shown(town: Town) -> None:
    assert town.offers["far"].public_id not in ids(await deal(town))


async def test_the_same_card_never_comes_twice(town: Town, database: Database) -> None:
    first = (await deal(town)).cards[0]
    async with database.unit() as uow:
        await decide_on_offer(town.youth, Decide(first.id, DecisionKind.PASS, "hours"), uow)
    rest = ids(await deal(town))
    assert first.id not in rest
    held = frozenset(rest[:1])
    assert held.isdisjoint(ids(await deal(town, exclude=held)))


async def test_a_closed_offer_is_never_shown_even_when_the_index_is_stale(
    town: Town, database: Database
) -> None:
    await deal(town)
    async with database.unit() as uow:
        offer = await uow.offers.get(town.offers["shop"].id)
        assert offer is not None
        offer.status = OfferStatus.FILLED  # and nobody tells the change sequence
    assert town.offers["shop"].public_id not in ids(await deal(town))


async def test_an_offer_past_its_time_is_not_shown(town: Town, clock: FixedClock) -> None:
    assert ids(await deal(town))
    clock.advance(timedelta(days=31))
    assert ids(await deal(town)) == []


async def test_a_new_offer_is_in_the_next_deck_of_every_process(
    town: Town, database: Database, encoder: Encoder, clock: FixedClock
) -> None:
    elsewhere = Application(database, clock, MatchingRuntime(database, None, encoder))
    await deal_offers(elsewhere, town.youth, DeckQuery())
    before = await deal(town)
    async with database.unit() as uow:
        company = await uow.companies.get(town.offers["shop"].company_id or 0)
        fresh = await factories.offer(uow, company, occupation_id=town.words.occupations["D1106"])
    here, there = await deal(town), await deal_offers(elsewhere, town.youth, DeckQuery())
    assert fresh.public_id not in ids(before)
    assert fresh.public_id in ids(here)
    assert ids(here) == ids(there)


async def test_new_and_closed_offers_are_seen_within_a_second_in_every_process(
    town: Town, database: Database, encoder: Encoder, clock: FixedClock, tmp_path: Path
) -> None:
    """While both are dealing, and one of them writes its file."""
    elsewhere = Application(database, clock, MatchingRuntime(database, tmp_path, encoder))
    for app in (town.app, elsewhere):
        await deal_offers(app, town.youth, DeckQuery())
    job, waits, showable_at = town.words.occupations["D1106"], [], [town.offers["shop"]]
    for _ in range(3):
        async with database.unit() as uow:
            company = await uow.companies.get(town.offers["shop"].company_id or 0)
            fresh = [await factories.offer(uow, company, occupation_id=job) for _ in range(3)]
            filled = await uow.offers.get(showable_at.pop(0).id)
            assert filled is not None
            filled.status = OfferStatus.FILLED
            uow.changed(OFFER, filled.id)
        showable_at += fresh
        saving = asyncio.create_task(elsewhere.matching.close())
        begin = time.perf_counter()
        decks = await asyncio.gather(
            *(deal_offers(app, town.youth, DeckQuery(limit=60)) for app in (town.app, elsewhere))
        )
        waits.append(time.perf_counter() - begin)
        await saving
        for app, deck in zip((town.app, elsewhere), decks, strict=True):
            view = app.matching.offers.view()
            assert view.rows_of([offer.id for offer in showable_at]).size == len(showable_at)
            assert view.rows_of([filled.id]).size == 0
            assert filled.public_id not in ids(deck)
            assert {offer.public_id for offer in showable_at} & set(ids(deck))
    assert min(waits) < 1  # a busy machine may stop a process for longer, three times in a row not


async def test_the_index_is_kept_checked_and_rebuilt(
    town: Town, database: Database, encoder: Encoder, tmp_path: Path
) -> None:
    first = MatchingRuntime(database, tmp_path, encoder)
    await first.refresh()
    assert (tmp_path / INDEX_FILE).exists()
    whole = len(first.offers)
    again = MatchingRuntime(database, tmp_path, encoder)
    await again.refresh()
    assert len(again.offers) == whole
    (tmp_path / INDEX_FILE).write_bytes(b"\x00" * 100)
    rebuilt = MatchingRuntime(database, tmp_path, encoder)
    await rebuilt.refresh()
    assert len(rebuilt.offers) == whole


async def test_an_index_that_another_process_saved_meanwhile_is_taken(
    town: Town,
    database: Database,
    encoder: Encoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = MatchingRuntime(database, tmp_path, encoder)
    await first.refresh()
    second = MatchingRuntime(database, tmp_path, encoder)
    load = second._load_catalogue

    async def load_while_the_first_goes_on() -> None:
        await load()
        async with database.unit() as uow:
            await factories.offer(uow, None)
        await first.refresh()
        await first.close()

    async def rebuild() -> None:
        raise AssertionError("the file is sound and of this database")

    monkeypatch.setattr(second, "_load_catalogue", load_while_the_first_goes_on)
    monkeypatch.setattr(second, "_rebuild", rebuild)
    await second.refresh()
    assert len(second.offers) == len(first.offers)


async def test_the_space_of_skills_is_kept_checked_and_made_anew(
    town: Town, database: Database, encoder: Encoder, tmp_path: Path
) -> None:
    first = MatchingRuntime(database, tmp_path, encoder)
    await first.refresh()
    kept = (tmp_path / SPACE_FILE).read_bytes()
    again = MatchingRuntime(database, tmp_path, encoder)
    await again.refresh()
    a, b = (town.words.skills[name] for name in ("sell", "till"))
    assert again.catalogue.space.similarity(a, b) == first.catalogue.space.similarity(a, b)
    assert (tmp_path / SPACE_FILE).read_bytes() == kept
    (tmp_path / SPACE_FILE).write_bytes(kept[:-1])
    async with database.unit() as uow:
        await factories.offer(uow, None)
    mended = MatchingRuntime(database, tmp_path, encoder)
    await mended.refresh()
    assert (tmp_path / SPACE_FILE).read_bytes() == kept


async def test_a_shown_ranking_is_logged_and_replayed(town: Town, database: Database) -> None:
    deck = await deal(town)
    async with database.unit(write=False) as uow:
        log = await uow.rankings.last_for_youth(town.youth.youth_id or 0)
    assert log is not None
    again = replay(log.log)
    (shown,) = deck.rankings
    assert again.ids == shown.ids
    assert [i.breakdown for i in again.items] == [i.breakdown for i in shown.items]
    assert log.engine_version == shown.engine


PROTECTED: dict[str, Any] = {
    "first_name": "Fatoumata",
    "last_name": "N'Guyen-Öz",
    "sex": "female",
    "birth_date": date(2001, 1, 1),
    "phone": "06 00 00 00 00",
    "email": "x@exemple.invalid",
    "address": "1 rue de la Cité",
    "commune": "Grigny",
    "postcode": "91350",
    "nationality": "Comores",
    "home_languages": ["ar", "sw"],
    "family_situation": "single_parent",
    "disability": True,
    "priority_district": "QN09101M",
    "found_by": "fatoumata n guyen oz grigny",
}
"""Each attribute of article L1132-1 that the database holds, with another value."""


@pytest.mark.parametrize("attribute", PROTECTED)
async def test_no_protected_attribute_changes_a_deck(
    town: Town, database: Database, attribute: str
) -> None:
    before = [asdict(card) for card in (await deal(town)).cards]
    offer = CandidateQuery(town.offers["shop"].public_id)
    candidates = [asdict(c) for c in (await deal_candidates(town.app, town.recruiter, offer)).cards]
    async with database.unit() as uow:
        identity = await uow.youths.identity(town.youth.youth_id or 0)
        assert identity is not None
        setattr(identity, attribute, PROTECTED[attribute])
        uow.changed("youth", town.youth.youth_id or 0)
    assert [asdict(card) for card in (await deal(town)).cards] == before
    after = [asdict(c) for c in (await deal_candidates(town.app, town.recruiter, offer)).cards]
    assert after == candidates


def test_every_column_of_the_identity_is_held_to_it() -> None:
    kept_apart = {"youth_id", "account_id", "latitude", "longitude"}  # place became minutes before
    assert set(YouthIdentity.__table__.columns.keys()) - kept_apart == set(PROTECTED)


async def test_crossing_eighteen_changes_only_cards_with_a_declared_rule(
    town: Town, database: Database, clock: FixedClock
) -> None:
    birthday = clock.now().date() + timedelta(days=1)
    async with database.unit() as uow:
        identity = await uow.youths.identity(town.youth.youth_id or 0)
        assert identity is not None
        identity.birth_date = birthday.replace(year=birthday.year - 18)
    minor = ids(await deal(town))
    clock.advance(timedelta(days=1))
    adult = ids(await deal(town))
    night = town.offers["night"].public_id
    assert night not in minor
    assert night in adult
    assert [card for card in adult if card != night] == minor


async def test_a_minor_is_not_shown_to_a_night_job(
    town: Town, database: Database, clock: FixedClock
) -> None:
    query = CandidateQuery(town.offers["night"].public_id)
    everyone = await deal_candidates(town.app, town.other_recruiter, query)
    async with database.unit() as uow:
        identity = await uow.youths.identity(town.neighbour.youth_id or 0)
        assert identity is not None
        identity.birth_date = clock.now().date() - timedelta(days=17 * 365)
        uow.changed("youth", town.neighbour.youth_id or 0)
    fewer = await deal_candidates(town.app, town.other_recruiter, query)
    assert len(fewer.cards) == len(everyone.cards) - 1


async def test_an_offer_past_its_time_deals_no_candidates_even_before_it_is_swept(
    town: Town, clock: FixedClock
) -> None:
    query = CandidateQuery(town.offers["night"].public_id)
    assert (await deal_candidates(town.app, town.other_recruiter, query)).cards
    clock.advance(timedelta(days=31))
    deck = await deal_candidates(town.app, town.other_recruiter, query)
    assert (deck.cards, deck.exhausted) == ((), True)


async def test_candidates_are_anonymous_and_their_aliases_cannot_be_joined(town: Town) -> None:
    decks = {}
    for name in ("shop", "crew"):
        query = CandidateQuery(town.offers[name].public_id)
        decks[name] = await deal_candidates(town.app, town.recruiter, query)
    text = str([asdict(card) for deck in decks.values() for card in deck.cards])
    for secret in ("Zélie", "Quatremer", "Évry", "2006", town.youth.public_id):
        assert secret not in text
    aliases = {name: {c.alias for c in deck.cards} for name, deck in decks.items()}
    assert aliases["shop"]
    assert aliases["shop"].isdisjoint(aliases["crew"])


async def test_who_hides_while_the_candidates_are_read_is_shown_no_more(
    town: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching = town.app.matching
    read = matching._load_candidates
    hidden = town.youth.youth_id or 0

    async def read_meanwhile_they_hide() -> KeptCandidates:
        found = await read()
        assert hidden in found.view()
        async with database.unit() as uow:
            youth = await uow.youths.get(hidden)
            assert youth is not None
            youth.visible = False
            uow.changed(YOUTH, hidden)
        await matching.refresh()
        return found

    await matching.refresh()
    monkeypatch.setattr(matching, "_load_candidates", read_meanwhile_they_hide)
    assert hidden not in await matching.candidates()
    monkeypatch.setattr(matching, "_load_candidates", read)
    assert hidden not in await matching.candidates()


async def test_nobody_waits_to_write_while_the_candidates_are_read(
    town: Town, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching = town.app.matching
    read = matching._load_candidates
    wrote = 0

    async def read_while_others_write() -> KeptCandidates:
        nonlocal wrote
        async with asyncio.timeout(5), database.unit() as uow:
            uow.changed("account", 1)
        wrote += 1
        return await read()

    monkeypatch.setattr(matching, "_load_candidates", read_while_others_write)
    query = CandidateQuery(town.offers["shop"].public_id)
    assert (await deal_candidates(town.app, town.recruiter, query)).cards
    assert wrote == 1


async def test_only_the_company_sees_its_candidates(town: Town, database: Database) -> None:
    query = CandidateQuery(town.offers["shop"].public_id)
    with pytest.raises(NotFound):
        await deal_candidates(town.app, town.other_recruiter, query)
    with pytest.raises(Forbidden):
        await deal_candidates(town.app, town.youth, query)
    async with database.unit() as uow:
        elsewhere = await factories.structure(uow)
        officer = await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere)
    with pytest.raises(NotFound):
        await deal_candidates(town.app, officer, query)


async def test_an_empty_profile_gets_a_deck(town: Town, database: Database) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        nobody = await factories.youth(uow, where, identity={"latitude": None, "longitude": None})
    deck = await deal_offers(town.app, nobody, DeckQuery())
    assert len(deck.cards) >= 3
