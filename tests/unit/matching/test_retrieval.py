"""What the search for contenders stands on: who asks for a skill, who is crowded out, and the whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Ints64
from myjobmatch.matching.askers import Askers
from myjobmatch.matching.columns import aptitude_bits
from myjobmatch.matching.crowding import not_crowded_out
from myjobmatch.matching.diversity import Groups, arrange, last_key
from myjobmatch.matching.features import (
    offer_aptitude_share,
    offer_shares_at_most,
    offer_skill_share,
)
from myjobmatch.matching.filters import open_offers
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.ranking import rank_offers
from myjobmatch.matching.travel import minutes_in_reach, minutes_to_offers
from myjobmatch.matching.view import OfferView
from tests.unit.matching import town as made
from tests.unit.matching.decks import TOWN, YOUTHS, seeds
from tests.unit.matching.town import CENTRE, STEADY


def settled_view() -> OfferView:
    """The town's offers put in order, then some changed and some removed: every kind of row."""
    offers = list(TOWN.offers.values())
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)

    def put(some: range) -> None:
        index.upsert(
            [offers[i] for i in some],
            TOWN.vectors[some.start : some.stop],
            TOWN.places[some.start : some.stop],
            company_ids=TOWN.companies[some.start : some.stop],
        )

    put(range(350))
    index.settle()
    put(range(300, 400))
    index.remove([5, 390])
    return index.view()


VIEW = settled_view()
ALIVE = np.flatnonzero(VIEW.alive)


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=4), max_size=12))
def test_lists_turned_round_say_the_same(lists: list[list[tuple[int, bool]]]) -> None:
    counts = np.array([len(each) for each in lists], np.int32)
    ids = np.array([i for each in lists for i, _ in each], np.int32)
    flags = np.array([flag for each in lists for _, flag in each], np.bool_)
    askers = Askers.of(RaggedRows.of(ids, flags, counts))
    for skill in range(11):
        for essential in (True, False):
            starts, sizes = askers.lists_for(np.array([skill]), essential)
            found = askers.asking[starts[0] : starts[0] + sizes[0]].tolist()
            assert found == [
                row for row, each in enumerate(lists) for x in each if x == (skill, essential)
            ]


@pytest.mark.parametrize("youth", YOUTHS)
def test_shares_by_skill_are_at_least_those_by_row(youth: CandidateProfile) -> None:
    cover = TOWN.skills.cover(youth.skill_ids)
    exact = offer_skill_share(VIEW, ALIVE, cover, FIGURES)
    most = offer_shares_at_most(VIEW, ALIVE, cover, FIGURES)
    assert VIEW.askers.rows == 350
    if most is None:  # more places than rows are worth
        assert np.count_nonzero(exact) > 50
        return
    assert (most >= exact.astype(np.float32)).all()
    np.testing.assert_allclose(most, exact, atol=1e-4)


@pytest.mark.parametrize("youth", YOUTHS)
def test_no_bit_in_common_is_no_aptitude_in_common(youth: CandidateProfile) -> None:
    held = np.bitwise_or.reduce(aptitude_bits(np.array(youth.aptitude_ids, np.int64)))
    shared = offer_aptitude_share(youth, VIEW, ALIVE) > 0
    assert not shared[(VIEW.aptitude_bits[ALIVE] & held) == 0].any()


@STEADY
@given(seeds, st.integers(1, 25))
def test_who_is_crowded_out_is_never_dealt(seed: int, limit: int) -> None:
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 900))
    occupation: Ints64 = draw.integers(-1, int(draw.integers(1, 12)), count)
    company: Ints64 = draw.integers(-1, int(draw.integers(1, 90)), count)
    groups = Groups(occupation, company, occupation == 1)
    ids, keys = draw.permutation(count), np.round(draw.random(count), int(draw.integers(1, 4)))
    some = not_crowded_out(ids, keys, groups, limit, FIGURES)
    if not last_key(ids[some], keys[some], groups.take(some), limit, FIGURES):
        return
    everybody = arrange(ids, keys, groups, limit, FIGURES)
    fewer = arrange(ids[some], keys[some], groups.take(some), limit, FIGURES)
    assert some[fewer].tolist() == everybody.tolist()


@STEADY
@given(seeds)
def test_the_deck_of_a_settled_index_is_that_of_scoring_everybody(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth = made.candidate(draw, 1)
    if draw.random() < 0.4:
        youth = replace(youth, wanted_occupation_ids=(), near_occupation_ids=())
    text = made.HashedWords().encode([made.skill_label(int(draw.integers(1, 60)))])[0]
    home = CENTRE if draw.random() < 0.6 else None
    within = FIGURES.hard_minutes(youth.max_minutes)
    told = minutes_in_reach(VIEW, home, youth.modes, within=within, among=open_offers(youth, VIEW))
    tight = replace(FIGURES, exhaustive_limit=0, first_look=int(draw.integers(5, 60)))
    more = {
        "limit": int(draw.integers(1, 40)),
        "vector": text if draw.random() < 0.7 else None,
        "seen_counts": {int(i): 9 for i in draw.integers(1, 400, 80)},
        "excluded_ids": draw.integers(1, 401, 40).tolist(),
    }

    def dealt(**how: object) -> list[tuple[int, Breakdown]]:
        ranking = rank_offers(youth, view=VIEW, skills=TOWN.skills, **more, **how)  # type: ignore[arg-type]
        return [(item.id, item.breakdown) for item in ranking.items]

    everywhere = minutes_to_offers(VIEW, home, youth.modes)
    assert dealt(minutes=told, parameters=tight) == dealt(minutes=everywhere)
