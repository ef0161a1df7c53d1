"""A recruiter with ten sites and ten offers tries to find out where people live, and to join their cards.

The attacker is given more than anybody has: which cards are one person's, how they travel, and the formula of the
minutes. What is left to them are the bands that cards tell, and who is in reach of which site at all. They mark, on a
grid, every place that all of it allows, and guess its middle. Held against the same attacker with one site only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from random import Random

import numpy as np
import pytest

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import CandidateCard
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import TravelBand
from myjobmatch.domain.travel import DEFAULT_MODES, Point, band, distance_km, journey
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.services import candidate_limits
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

YOUTHS = 40
SITES = 10
NEAR_KM = 2.0
MARGIN = 0.10
"""How much more often than with one site somebody may be located within two kilometres."""
KM = 1 / 111.2
LIMITS = (45, 60, 90)
"""The longest ways that people said; the attacker tries them all."""


@dataclass
class Town:
    """Homes at random around a town, sites spread over it, and what the recruiter saw at each."""

    company: Company
    offers: list[Offer]
    recruiter: Actor
    homes: dict[int, Point]
    app: Application
    seen: dict[int, dict[int, CandidateCard]]
    """By site and youth."""


async def look_at_all(database: Database, clock: FixedClock) -> Town:
    """The recruiter pages through every offer, as many days as it takes."""
    chance = Random(20260914)
    lat, lon = factories.EVRY
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills = list(words.skills.values())
        company = await factories.company(uow, where)
        offers = [
            await factories.offer(
                uow,
                company,
                skills=tuple(skills[:3]),
                latitude=lat + chance.uniform(-6, 6) * KM,
                longitude=lon + chance.uniform(-6, 6) * KM * 1.5,
            )
            for _ in range(SITES)
        ]
        homes = {}
        for number in range(YOUTHS):
            home = Point(lat + chance.uniform(-9, 9) * KM, lon + chance.uniform(-9, 9) * KM * 1.5)
            actor = await factories.youth(
                uow,
                where,
                skills=tuple(chance.sample(skills, 2 + number % 3)),
                identity={"latitude": home.latitude, "longitude": home.longitude},
                profile={"max_minutes": LIMITS[number % 3]},
            )
            homes[actor.youth_id or 0] = home
        recruiter = await factories.recruiter(uow, company)
    app = Application(database, clock, MatchingRuntime(database, None))
    town = Town(company, offers, recruiter, homes, app, defaultdict(dict))
    for number, offer in enumerate(offers):
        for _ in range(3):
            deck = await deal_candidates(app, recruiter, CandidateQuery(offer.public_id, 60))
            async with database.unit(write=False) as uow:
                named = await uow.decisions.named(offer.id, [card.alias for card in deck.cards])
            town.seen[number] |= {named[card.alias]: card for card in deck.cards}
            if deck.resumes_at is None:
                break
            clock.advance(timedelta(days=1))
    return town


def guess(town: Town, youth_id: int, sites: int) -> Point:
    """The middle of all places that what was seen at the first sites allows."""
    lat, lon = factories.EVRY
    steps = np.linspace(-9, 9, 31)
    possible = []
    for north in steps:
        for east in steps:
            place = Point(lat + north * KM, lon + east * KM * 1.5)
            if any(fits(town, youth_id, place, limit, sites) for limit in LIMITS):
                possible.append((place.latitude, place.longitude))
    middle = np.mean(possible, axis=0) if possible else (lat, lon)
    return Point(float(middle[0]), float(middle[1]))


def fits(town: Town, youth_id: int, place: Point, limit: int, sites: int) -> bool:
    longest = DEFAULT_PARAMETERS.hard_minutes(limit)
    for number in range(sites):
        offer, card = town.offers[number], town.seen[number].get(youth_id)
        assert offer.latitude is not None
        assert offer.longitude is not None
        work = Point(offer.latitude, offer.longitude)
        minutes = journey(place, work, DEFAULT_MODES).minutes
        assert minutes is not None
        if card is None:
            if minutes <= longest:
                return False
        elif minutes > longest or (
            card.travel is not TravelBand.IN_REACH and band(minutes) is not card.travel
        ):
            return False
    return True


def located(town: Town, sites: int) -> float:
    """The share of people whose home lies within two kilometres of the guess."""
    near = [
        distance_km(guess(town, youth_id, sites), home) <= NEAR_KM
        for youth_id, home in town.homes.items()
    ]
    return sum(near) / len(near)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: the limits are tried on both by `test_candidate_limits`."""
    return sqlite_url


async def test_ten_sites_tell_little_more_than_one(database: Database, clock: FixedClock) -> None:
    town = await look_at_all(database, clock)
    assert sum(map(len, town.seen.values())) > YOUTHS * SITES / 2
    one, ten = located(town, 1), located(town, SITES)
    print(f"located within {NEAR_KM} km: {one:.2f} by one site, {ten:.2f} by {SITES}")
    assert ten <= one + MARGIN


async def test_without_the_limit_ten_sites_would_tell_where_people_live(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the test above can fail: this attacker does locate when bands are told from everywhere."""
    monkeypatch.setattr(candidate_limits, "PLACES_TOLD", SITES)
    town = await look_at_all(database, clock)
    one, ten = located(town, 1), located(town, SITES)
    print(f"without: {one:.2f} by one site, {ten:.2f} by {SITES}")
    assert ten > one + MARGIN


async def test_no_alias_joins_two_offers(database: Database, clock: FixedClock) -> None:
    town = await look_at_all(database, clock)
    for first, second in combinations(range(SITES), 2):
        aliases = [{card.alias for card in town.seen[at].values()} for at in (first, second)]
        assert aliases[0] & aliases[1] == set()


async def test_cards_that_are_joined_tell_no_more_than_one_of_them(
    database: Database, clock: FixedClock
) -> None:
    """Copies of one offer: rare skills join two cards, and all that is known then stood on one of them."""
    town = await look_at_all(database, clock)
    first, second = town.seen[0], town.seen[1]
    by_words = defaultdict(list)
    for youth_id, card in second.items():
        by_words[words_of(card)].append(youth_id)
    alone = {words: ids for words, ids in by_words.items() if len(ids) == 1}
    guesses = [
        youth_id == alone[words_of(card)][0]
        for youth_id, card in first.items()
        if words_of(card) in alone
    ]
    print(f"joined by their words: {sum(guesses)} of {len(first)}, {len(guesses)} guessed")
    assert guesses  # the attack is one: rare skills do join cards
    for youth_id, card in first.items():
        told = [seen[youth_id] for seen in town.seen.values() if youth_id in seen]
        assert {words_of(one) for one in told} == {words_of(card)}
        assert sum(one.travel is not TravelBand.IN_REACH for one in told) <= 1


def words_of(card: CandidateCard) -> tuple[object, ...]:
    """All that a card tells but how well it fits the offer, and the way to it."""
    skills = {match.by or match.label for match in (*card.matched, *card.near)}
    skills |= set(card.other_skills)
    return (
        frozenset(skills),
        frozenset(card.aptitudes),
        card.experience,
        card.available_from_month,
        frozenset(card.looking_for),
        frozenset(card.contracts),
    )
