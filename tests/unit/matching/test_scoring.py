"""The formula's behaviour: what raises a score, what lowers it, what is not known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.enums import (
    CalibratedOn,
    ExperienceBand,
    ExperienceDemand,
    Schedule,
)
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.matching.calibration import calibrated
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.skills import SkillSpace
from tests.unit.matching import town as made
from tests.unit.matching.decks import (
    TOWN,
    YOUTHS,
    deck,
    neutral,
    only,
    seeds,
)
from tests.unit.matching.town import SKILL_COUNT, STEADY


@pytest.mark.parametrize("youth", YOUTHS)
def test_the_score_is_the_product_of_what_the_card_says(youth: CandidateProfile) -> None:
    for item in deck(youth).items:
        parts = item.breakdown
        for value in (parts.preference, parts.coverage, parts.feasibility, parts.answer):
            assert value is None or 0 <= value <= 1
        product = neutral(parts, named_skills=bool(youth.skill_ids))
        assert parts.score == pytest.approx(product, rel=1e-9)
        assert 0 < parts.score <= 1


@STEADY
@given(seeds, st.integers(1, SKILL_COUNT))
def test_one_more_skill_never_lowers_coverage(seed: int, added: int) -> None:
    youth = replace(made.candidate(np.random.default_rng(seed), 1), aptitude_ids=())
    more = replace(youth, skill_ids=(*youth.skill_ids, added))
    before = {item.id: item.breakdown for item in deck(youth).items}
    after = {item.id: item.breakdown for item in deck(more).items}
    assert before.keys() == after.keys()
    for offer_id, breakdown in before.items():
        later = after[offer_id].coverage
        assert breakdown.coverage is None or later is not None
        floor = FIGURES.coverage_floor
        assert (later or FIGURES.coverage_prior) >= (breakdown.coverage or floor) - 1e-12


def test_a_wanted_occupation_counts_more_than_a_near_one_and_that_more_than_another() -> None:
    offer = OfferProfile(offer_id=1, title="", occupation_id=4)
    found = [
        only(offer, replace(CandidateProfile(1), **wish))
        for wish in (
            {"wanted_occupation_ids": (4,)},
            {"wanted_occupation_ids": (5,), "near_occupation_ids": (4,)},
            {"wanted_occupation_ids": (5,)},
        )
    ]
    values = [breakdown.preference for breakdown in found if breakdown]
    assert len(values) == 3
    assert values[0] == 1.0
    assert values[0] > values[1] > values[2] == FIGURES.preference_base  # type: ignore[operator]


def test_essential_skills_weigh_more_than_wished_ones() -> None:
    skills = (OfferSkill(5, essential=True), OfferSkill(45, essential=False))
    offer = OfferProfile(offer_id=1, title="", skills=skills)
    essential, wished, both = (
        only(offer, CandidateProfile(1, skill_ids=held)) for held in ((5,), (45,), (5, 45))
    )
    assert both
    assert essential
    assert wished
    assert both.coverage == 1.0
    assert wished.coverage < essential.coverage < both.coverage  # type: ignore[operator]


def test_a_near_skill_covers_in_part(skills: SkillSpace) -> None:
    near, likeness = skills.near(12)[0]
    offer = OfferProfile(offer_id=1, title="", skills=(OfferSkill(12, essential=True),))
    found = only(offer, CandidateProfile(1, skill_ids=(near,)))
    assert found
    expected = FIGURES.coverage_floor + (1 - FIGURES.coverage_floor) * likeness
    assert found.coverage == pytest.approx(expected)


def test_farther_is_less_feasible_and_the_fall_is_steep_beyond_the_limit() -> None:
    offer = OfferProfile(offer_id=1, title="")
    youth = CandidateProfile(1, max_minutes=40)
    values = []
    for minutes in (0, 20, 40, 45, 50):
        found = only(offer, youth, minutes=np.array([minutes], np.int16))
        assert found
        values.append(found.feasibility)
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    assert values[0] == 1.0
    assert values[2] == pytest.approx(FIGURES.travel_at_limit)
    assert values[4] == pytest.approx(FIGURES.travel_at_stretch)
    assert only(offer, youth, minutes=np.array([51], np.int16)) is None


def test_refused_schedules_and_late_coming_lower_feasibility() -> None:
    night = OfferProfile(
        offer_id=1, title="", schedules=frozenset({Schedule.NIGHT}), starts_on=date(2026, 9, 1)
    )
    way = {"minutes": np.array([0], np.int16)}
    refusing = CandidateProfile(1, refused_schedules=frozenset({Schedule.NIGHT}))
    late = CandidateProfile(1, available_from=date(2026, 9, 1) + timedelta(days=30))
    for youth, expected in ((refusing, FIGURES.refused_schedules), (late, 0.75)):
        found = only(night, youth, **way)
        assert found
        assert found.feasibility == pytest.approx(expected)
    in_time = only(night, late, today=date(2026, 10, 15), **way)
    assert in_time
    assert in_time.feasibility == 1.0


def test_beginners_are_better_where_beginners_are_taken() -> None:
    values = []
    for demand in (ExperienceDemand.BEGINNER, ExperienceDemand.WISHED, ExperienceDemand.REQUIRED):
        offer = OfferProfile(offer_id=1, title="", experience=demand)
        for band in (None, ExperienceBand.UNDER_1):
            found = only(offer, CandidateProfile(1, experience=band), minutes=np.zeros(1, np.int16))
            assert found
            values.append(found.feasibility)
    assert values[0] == values[1] == 1.0
    assert values[2] > values[4]  # type: ignore[operator]
    assert values[3] > values[5]  # type: ignore[operator]


def test_not_enough_data_is_told_as_none() -> None:
    found = only(OfferProfile(offer_id=1, title=""), CandidateProfile(1))
    assert found == Breakdown(
        score=pytest.approx(  # type: ignore[arg-type]
            FIGURES.preference_prior
            * FIGURES.coverage_floor
            * FIGURES.travel_prior
            * FIGURES.answer_prior
        ),
        preference=None,
        coverage=None,
        feasibility=None,
        answer=None,
        calibrated=pytest.approx(calibrated(found.score, FIGURES.calibration)),  # type: ignore[union-attr, arg-type]
        calibrated_on=CalibratedOn.TOWN,
    )


def test_a_company_that_answers_comes_first() -> None:
    values = []
    for rate in (0.0, 0.5, 1.0, 7.0):
        found = only(OfferProfile(offer_id=1, title="", answer_rate=rate), CandidateProfile(1))
        assert found
        values.append(found.answer)
    assert values == pytest.approx([FIGURES.answer_floor, 0.65, 1.0, 1.0])


def test_reading_through_and_picking_give_the_same_to_the_last_bit() -> None:
    view = TOWN.index.view()
    draw = np.random.default_rng(3)
    weight = draw.random(1000)
    every = np.arange(view.rows)
    for lists in (view.skills, view.aptitudes):
        whole = lists.sums(every, lambda ids, flags: weight[ids] * np.where(flags, 1.0, 0.4))
        for one in every:
            picked = lists.sums(
                np.array([one]), lambda ids, flags: weight[ids] * np.where(flags, 1.0, 0.4)
            )
            assert picked[0] == whole[one]
