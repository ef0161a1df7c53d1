"""A deck's terms: every card keeps to them, stricter ones never add a card, and the count is the deck's."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.deck_terms import FULL_TIME_HOURS, DeckTerms
from myjobmatch.domain.enums import ContractKind, Schedule, WorkingTime
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import Ranking, rank_offers
from myjobmatch.matching.terms import count_passing, longest_way, passing, under_terms, ways_left
from myjobmatch.matching.travel import minutes_in_reach
from tests.unit.matching import town as made
from tests.unit.matching.decks import EVERYTHING, YOUTHS
from tests.unit.matching.town import CENTRE, STEADY, Town

SOON = date(2026, 9, 20)


def told_town() -> Town:
    """The town, whose offers also tell hours, pay and start, or not."""
    town = made.town(300)
    draw = np.random.default_rng(3)
    told = [
        replace(
            offer,
            weekly_hours=[None, 20.0, 35.0][int(draw.integers(3))],
            hourly_pay=[None, 12.0, 14.0][int(draw.integers(3))],
            starts_on=[None, date(2026, 9, 15), date(2026, 12, 1)][int(draw.integers(3))],
        )
        for offer in town.offers.values()
    ]
    town.index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    town.index.upsert(told, town.vectors, town.places, company_ids=town.companies)
    town.offers = {offer.offer_id: offer for offer in told}
    return town


TOWN = told_town()
terms = st.builds(
    DeckTerms,
    within=st.none() | st.integers(5, 90),
    less_than=st.none() | st.integers(5, 90),
    contracts=st.frozensets(st.sampled_from(list(ContractKind)[:4]), max_size=2),
    no_contracts=st.frozensets(st.sampled_from(list(ContractKind)[:4]), max_size=1),
    no_schedules=st.frozensets(st.sampled_from(list(Schedule)), max_size=2),
    times=st.sampled_from([frozenset(WorkingTime), *(frozenset({t}) for t in WorkingTime)]),
    starts_by=st.none() | st.just(SOON),
    no_occupations=st.frozensets(st.integers(1, 12), max_size=3),
    no_skills=st.frozensets(st.integers(1, made.SKILL_COUNT), max_size=3),
    no_offers=st.frozensets(st.integers(1, 300), max_size=20),
    pay_above=st.none() | st.just(12.0),
)


def dealt(youth: CandidateProfile, asked: DeckTerms) -> Ranking:
    """As `services.decks` deals."""
    view = TOWN.index.view()
    who = under_terms(youth, asked, FIGURES)
    mask = passing(who, asked, view)
    within = longest_way(asked, youth, FIGURES)
    ways = minutes_in_reach(view, CENTRE, youth.modes, within=within, among=mask)
    return rank_offers(
        who,
        view=view,
        skills=TOWN.skills,
        minutes=ways_left(ways, within, mask),
        limit=EVERYTHING,
    )


@STEADY
@given(st.sampled_from(YOUTHS), terms)
def test_every_card_keeps_to_the_terms(youth: CandidateProfile, asked: DeckTerms) -> None:
    longest = longest_way(asked, youth, FIGURES)
    for item in dealt(youth, asked).items:
        offer = TOWN.offers[item.id]
        assert item.minutes is None or item.minutes <= longest
        assert offer.contract in (asked.contracts or youth.contracts or set(ContractKind))
        assert offer.contract not in asked.no_contracts
        assert not offer.schedules & asked.no_schedules
        assert not asked.no_skills & {skill.skill_id for skill in offer.skills}
        assert offer.occupation_id not in asked.no_occupations
        assert offer.offer_id not in asked.no_offers
        if asked.starts_by is not None:
            assert offer.starts_on is None or offer.starts_on <= asked.starts_by
        if asked.pay_above is not None:
            assert offer.hourly_pay is None or offer.hourly_pay > asked.pay_above
        if offer.weekly_hours is not None:
            full = offer.weekly_hours >= FULL_TIME_HOURS
            assert (WorkingTime.FULL if full else WorkingTime.PART) in asked.times


@STEADY
@given(st.sampled_from(YOUTHS), terms)
def test_the_count_is_of_the_deck_that_would_be_dealt(
    youth: CandidateProfile, asked: DeckTerms
) -> None:
    view = TOWN.index.view()
    ways = minutes_in_reach(view, CENTRE, youth.modes, within=200)
    counted = count_passing(youth, asked, view, ways, np.empty(0, np.int64), FIGURES)
    assert counted == dealt(youth, asked).eligible_count


@STEADY
@given(st.sampled_from(YOUTHS), terms, terms)
def test_more_put_aside_never_adds_a_card(
    youth: CandidateProfile, asked: DeckTerms, more: DeckTerms
) -> None:
    narrower = replace(
        asked,
        no_contracts=asked.no_contracts | more.no_contracts,
        no_schedules=asked.no_schedules | more.no_schedules,
        times=asked.times & more.times,
        no_occupations=asked.no_occupations | more.no_occupations,
        no_skills=asked.no_skills | more.no_skills,
        no_offers=asked.no_offers | more.no_offers,
    )
    assert set(dealt(youth, narrower).ids) <= set(dealt(youth, asked).ids)


@pytest.mark.parametrize("youth", YOUTHS[:10])
def test_no_terms_are_the_deck_as_it_was(youth: CandidateProfile) -> None:
    view = TOWN.index.view()
    within = FIGURES.hard_minutes(youth.max_minutes)
    ways = minutes_in_reach(view, CENTRE, youth.modes, within=within)
    usual = rank_offers(youth, view=view, skills=TOWN.skills, minutes=ways, limit=20)
    assert dealt(youth, DeckTerms()).ids[:5] == usual.ids[:5]
