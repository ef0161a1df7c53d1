"""The deck: order, variety, exposure, retrieval, bad input."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given

from myjobmatch.domain.enums import (
    ExperienceDemand,
)
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.errors import BadIds, BadVectors
from myjobmatch.matching.exposure import Exposure
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.learning.guard import LEAST_POWER, MOST_POWER
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import rank_candidates, rank_offers
from myjobmatch.matching.travel import minutes_to_offers
from tests.unit.matching import town as made
from tests.unit.matching.decks import (
    TOWN,
    YOUTHS,
    deck,
    seeds,
)
from tests.unit.matching.town import CENTRE, STEADY, Town


def test_the_same_input_gives_the_same_deck_from_any_process(a_town: Town) -> None:
    """An index filled in another order, in other steps, is another process's."""
    other = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    order = np.random.default_rng(1).permutation(400).tolist()
    offers = list(a_town.offers.values())
    for at in (*order[:90], *order):
        other.upsert(
            [offers[at]],
            a_town.vectors[at : at + 1],
            [a_town.places[at]],
            company_ids=[a_town.companies[at]],
        )
    for youth in YOUTHS:
        mine = deck(youth, limit=20)
        view = other.view()
        minutes = minutes_to_offers(view, CENTRE, youth.modes)
        theirs = rank_offers(youth, view=view, skills=a_town.skills, minutes=minutes)
        assert theirs.ids == mine.ids
        for one, two in zip(mine.items, theirs.items, strict=True):
            assert one.score == pytest.approx(two.score, rel=1e-6)


def test_ties_go_by_id() -> None:
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    ids = [9, 4, 700, 5, 2, 31]
    for i in ids:
        index.upsert([OfferProfile(offer_id=i, title="")], np.zeros((1, 32)), [None])
    ranking = rank_offers(CandidateProfile(1), view=index.view(), skills=TOWN.skills, limit=4)
    assert ranking.ids == (2, 4, 5, 9)


def test_an_empty_profile_gets_near_varied_beginners_offers() -> None:
    nobody = CandidateProfile(1)
    ranking = deck(nobody, limit=20)
    assert len(ranking.items) == 20
    offers = [TOWN.offers[i] for i in ranking.ids]
    assert sum(o.experience is ExperienceDemand.BEGINNER for o in offers) >= 12
    occupations = [o.occupation_id for o in offers if o.occupation_id]
    assert max(occupations.count(o) for o in occupations) <= 4
    near = [item.minutes for item in ranking.items if item.minutes is not None]
    everywhere = [i.minutes for i in deck(nobody).items if i.minutes is not None]
    assert np.median(near) < np.median(everywhere)


@pytest.mark.parametrize("youth", YOUTHS)
def test_no_occupation_or_company_fills_the_deck(youth: CandidateProfile) -> None:
    ranking = deck(youth, limit=20)
    if ranking.eligible_count < 200:
        return
    for group, most in ((ranking.groups.company, 3), (ranking.groups.occupation, 4)):
        for value in set(group.tolist()) - {-1, *youth.wanted_occupation_ids}:
            assert (group == value).sum() <= most


def test_variety_gives_way_when_there_is_nothing_else() -> None:
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    offers = [OfferProfile(offer_id=i, title="", occupation_id=1) for i in range(900)]
    index.upsert(offers, np.zeros((900, 32)), [None] * 900, company_ids=[7] * 900)
    ranking = rank_offers(CandidateProfile(1), view=index.view(), skills=TOWN.skills)
    assert ranking.ids == tuple(range(20))


def test_variety_looks_beyond_the_first_hundreds() -> None:
    """600 equal offers of one occupation first, others behind: the deck is still varied."""
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    offers = [
        OfferProfile(offer_id=i, title="", occupation_id=1 if i < 600 else i, answer_rate=0.6)
        for i in range(700)
    ]
    index.upsert(offers, np.zeros((700, 32)), [None] * 700)
    ranking = rank_offers(CandidateProfile(1), view=index.view(), skills=TOWN.skills)
    assert ranking.ids == (*range(4), *range(600, 616))


def test_what_was_seen_little_rises_within_a_bound() -> None:
    youth = YOUTHS[3]
    plain = deck(youth)
    seen = dict.fromkeys(plain.ids, 100_000)
    hidden = plain.items[10]
    del seen[hidden.id]
    boosted = deck(youth, seen_counts=seen)
    places = boosted.ids.index(hidden.id), plain.ids.index(hidden.id)
    assert places[0] <= places[1]
    for item in boosted.items:
        assert 1 <= item.boost <= 1 + FIGURES.exposure_boost
        assert item.boost == (1.1 if item.id == hidden.id else pytest.approx(1.0))
    assert {i.id: i.score for i in boosted.items} == {i.id: i.score for i in plain.items}


def test_views_are_looked_up_alike_however_many_are_known() -> None:
    draw = np.random.default_rng(8)
    ids = draw.permutation(500)[:100].astype(np.int64)
    for known in (0, 1, 30, 400):
        seen = {int(i): int(draw.integers(0, 90)) for i in draw.permutation(500)[:known]}
        expected = [
            1 + FIGURES.exposure_boost * 2 ** (-seen.get(i, 0) / FIGURES.exposure_half)
            for i in ids.tolist()
        ]
        np.testing.assert_allclose(Exposure(seen, FIGURES).of(ids), expected)
    assert (Exposure(None, FIGURES).of(ids) == 1).all()


TIGHT = EngineParameters(exhaustive_limit=50, first_look=60)


def test_leaving_out_by_bounds_gives_the_exact_deck() -> None:
    """With limits so low that most of four hundred offers are never scored in full."""
    for youth in YOUTHS:
        for seen in (None, dict.fromkeys(range(1, 300, 7), 40)):
            exact = deck(youth, limit=20, seen_counts=seen)
            quick = deck(youth, limit=20, parameters=TIGHT, seen_counts=seen)
            assert quick.items == exact.items
            assert quick.eligible_count == exact.eligible_count
            if exact.eligible_count > 120 and TOWN.skills.mean_vector(youth.skill_ids) is not None:
                assert quick.scored_count < exact.scored_count


@STEADY
@given(seeds)
def test_bounds_hold_for_any_youth_deck_size_and_figures(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth = made.candidate(draw, 1)
    text = made.HashedWords().encode([made.skill_label(int(draw.integers(1, 60)))])[0]
    figures = replace(
        FIGURES,
        preference_prior=float(draw.uniform(0.2, 0.9)),
        aptitude_bonus=float(draw.uniform(0, 0.5)),
        answer_floor=float(draw.uniform(0, 0.9)),
        travel_prior=float(draw.uniform(0.1, 1)),
    ).weighed(
        draw.uniform(LEAST_POWER, MOST_POWER, 4).tolist() if draw.random() < 0.7 else [1.0] * 4
    )
    tight = replace(figures, exhaustive_limit=0, first_look=20)
    more = {
        "limit": int(draw.integers(1, 60)),
        "vector": text if draw.random() < 0.7 else None,
        "today": date(2026, 9, 1) if draw.random() < 0.7 else None,
        "seen_counts": {int(i): 9 for i in draw.integers(1, 400, 80)},
    }
    youth = replace(youth, available_from=date(2026, 9, 1) + timedelta(int(draw.integers(-9, 90))))
    exact = deck(youth, parameters=figures, **more)
    quick = deck(youth, parameters=tight, **more)
    assert quick.items == exact.items


@STEADY
@given(seeds)
def test_bounds_hold_for_candidates_too(seed: int) -> None:
    draw = np.random.default_rng(seed)
    people = [made.candidate(draw, i) for i in range(200)]
    texts = [" ".join(made.skill_label(i) for i in p.skill_ids) for p in people]
    pool = CandidatePool.of(people, made.HashedWords().encode(texts), fingerprint=made.FINGERPRINT)
    offer = made.offer(draw, 1)
    vector = made.HashedWords().encode([made.skill_label(int(draw.integers(1, 60)))])[0]
    minutes = draw.integers(-1, 80, 200).astype(np.int16)
    figures = FIGURES.weighed(draw.uniform(LEAST_POWER, MOST_POWER, 4).tolist())
    tight = replace(figures, exhaustive_limit=0, first_look=20)
    exact, quick = (
        rank_candidates(
            offer,
            pool=pool,
            skills=TOWN.skills,
            vector=vector,
            minutes=minutes,
            parameters=parameters,
        )
        for parameters in (figures, tight)
    )
    assert [i.id for i in quick.items] == [i.id for i in exact.items]
    assert [i.score for i in quick.items] == pytest.approx([i.score for i in exact.items], rel=1e-6)


def test_no_card_when_there_is_none() -> None:
    empty = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT).view()
    ranking = rank_offers(YOUTHS[0], view=empty, skills=TOWN.skills)
    assert ranking.items == ()
    assert deck(YOUTHS[0], limit=0).items == ()
    nobody = CandidatePool.of([])
    offer = TOWN.offers[1]
    assert rank_candidates(offer, pool=nobody, skills=TOWN.skills).items == ()


def test_ten_thousand_skills_and_unknown_ids() -> None:
    many = replace(YOUTHS[1], skill_ids=tuple(range(1, 10_001)))
    assert deck(many).eligible_count == deck(YOUTHS[1]).eligible_count
    for item in deck(replace(many, aptitude_ids=())).items:
        assert item.breakdown.coverage in {None, 1.0} or TOWN.offers[item.id].aptitude_ids
    strange = replace(
        YOUTHS[1],
        skill_ids=(40_000_000,),
        aptitude_ids=(77_777,),
        wanted_occupation_ids=(999_999,),
    )
    assert deck(strange, excluded_ids=[8_888_888]).items


def test_bad_numbers_are_refused() -> None:
    youth, width = YOUTHS[1], made.HashedWords.dimensions
    for vector in (np.full(width, np.nan), np.ones(width + 1), np.full(width, np.inf)):
        with pytest.raises(BadVectors):
            deck(youth, vector=vector.astype(np.float32))
    with pytest.raises(BadIds):
        deck(replace(youth, skill_ids=(-4,)))
    with pytest.raises(ValueError, match="same view"):
        deck(youth, minutes=np.zeros(3, np.int16))
    with pytest.raises(BadVectors):
        CandidatePool.of([youth], np.full((1, width), np.nan), fingerprint=made.FINGERPRINT)
    with pytest.raises(BadIds):
        CandidatePool.of([youth, youth])


def test_another_encoders_vectors_are_refused() -> None:
    view = OfferIndex(made.HashedWords.dimensions, "another").view()
    with pytest.raises(BadVectors):
        rank_offers(YOUTHS[0], view=view, skills=TOWN.skills)
    pool = CandidatePool.of(YOUTHS, np.zeros((60, 32)), fingerprint="another")
    with pytest.raises(BadVectors):
        rank_candidates(TOWN.offers[1], pool=pool, skills=TOWN.skills)
    with pytest.raises(BadVectors):
        CandidatePool.of(YOUTHS, np.zeros((60, 32)))
