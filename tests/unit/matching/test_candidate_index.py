"""The candidates kept up as they change: whatever came and went, the deck of a pool made afresh."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import ContractKind, TravelMode
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Floats32, Ints16
from myjobmatch.matching.candidate_features import eligible_candidates
from myjobmatch.matching.candidate_index import CandidateIndex, Candidates
from myjobmatch.matching.errors import BadIds, BadVectors
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import Ranking, rank_candidates
from myjobmatch.matching.travel import UNKNOWN_MINUTES, Homes, minutes_to_offer
from tests.unit.matching import town as made
from tests.unit.matching.town import CENTRE, STEADY

SKILLS = made.skill_space()
WIDTH = made.HashedWords.dimensions
BOUNDED = replace(FIGURES, exhaustive_limit=0, first_look=10)
Person = tuple[CandidateProfile, Floats32, Point | None]
seeds = st.integers(0, 2**32 - 1)


def person(draw: np.random.Generator, youth_id: int) -> Person:
    profile = made.candidate(draw, youth_id)
    total = SKILLS.vectors[[i - 1 for i in profile.skill_ids]].sum(axis=0)
    return profile, total / (np.linalg.norm(total) or np.float32(1)), made.place(draw)


def filled(people: list[Person]) -> CandidateIndex:
    index = CandidateIndex(WIDTH, made.FINGERPRINT)
    put(index, people)
    return index


def put(index: CandidateIndex, people: list[Person]) -> None:
    profiles, vectors, homes = zip(*people, strict=True)
    index.upsert(list(profiles), np.stack(vectors), list(homes))


def afresh(people: list[Person]) -> tuple[CandidatePool, Homes]:
    pool = CandidatePool.of(
        [p for p, _, _ in people], np.stack([v for _, v, _ in people]), fingerprint=made.FINGERPRINT
    )
    return pool, Homes.of([h for _, _, h in people], [p.modes for p, _, _ in people])


def deck(
    offer: OfferProfile, pool: CandidatePool, minutes: Ints16 | None, **more: object
) -> Ranking:
    vector = made.HashedWords().encode([offer.title])[0]
    return rank_candidates(
        offer,
        pool=pool,
        skills=SKILLS,
        minutes=minutes,
        vector=vector,
        **more,  # type: ignore[arg-type]
    )


def ways(view: Candidates, offer: OfferProfile, place: Point | None) -> Ints16:
    able = view.pool.passing(offer)
    return minutes_to_offer(view.homes, place, within=view.within, among=able)


@STEADY
@given(seeds)
def test_after_any_changes_the_deck_is_that_of_a_pool_made_afresh(seed: int) -> None:
    draw = np.random.default_rng(seed)
    known = {i: person(draw, i) for i in range(1, 60)}
    index = filled(list(known.values()))
    for _ in range(int(draw.integers(0, 8))):
        some = [int(i) for i in draw.integers(1, 90, int(draw.integers(1, 30)))]
        if draw.random() < 0.6:
            put(index, changed := [person(draw, i) for i in some])
            known |= {p[0].youth_id: p for p in changed}
        else:
            there = len(known.keys() & set(some))
            assert index.remove(some) == there
            known = {i: p for i, p in known.items() if i not in some}
        if draw.random() < 0.3:
            index.settle()
    if not known:
        return
    offer, view = made.offer(draw, 1), index.view()
    place = None if draw.random() < 0.2 else made.place(draw)
    left_out = [int(i) for i in draw.integers(1, 90, 5)]
    pool, homes = afresh(list(known.values()))
    plain = minutes_to_offer(homes, place)
    expected = deck(offer, pool, plain, excluded_ids=left_out)
    found = [deck(offer, view.pool, ways(view, offer, place), excluded_ids=left_out)]
    found.append(deck(offer, view.pool, ways(view, offer, place), barred_ids=np.array(left_out)))
    if place is None:
        found.append(deck(offer, view.pool, None, excluded_ids=left_out))
    for ranking in found:
        assert ranking.items == expected.items
        assert ranking.eligible_count == expected.eligible_count
    assert len(view.pool) == len(index) == len(known)
    bounded = deck(
        offer, view.pool, ways(view, offer, place), excluded_ids=left_out, parameters=BOUNDED
    )
    assert bounded.ids == expected.ids
    assert [i.score for i in bounded.items] == [i.score for i in expected.items]


@STEADY
@given(seeds)
def test_bounds_leave_out_nobody_who_belongs_in_the_deck(seed: int) -> None:
    draw = np.random.default_rng(seed)
    people = [person(draw, i) for i in range(1, 160)]
    index = filled(people)
    index.settle()
    put(index, [person(draw, int(i)) for i in draw.choice(np.arange(1, 180), 40, replace=False)])
    view, offer = index.view(), made.offer(draw, 1)
    more = {"seen_counts": {int(i): 9 for i in draw.integers(1, 160, 60)}, "limit": 15}
    minutes = ways(view, offer, made.place(draw))
    exact = deck(offer, view.pool, minutes, **more)
    assert deck(offer, view.pool, minutes, parameters=BOUNDED, **more).items == exact.items


@STEADY
@given(seeds, st.floats(-80, 80), st.floats(-180, 180))
def test_who_can_come_in_time_is_told_the_very_minutes(
    seed: int, north: float, east: float
) -> None:
    draw = np.random.default_rng(seed)
    place = Point(north, east)
    spots = np.stack([draw.normal(north, 0.7, 200), draw.normal(east, 0.7, 200)], axis=1)
    homes = [
        None if draw.random() < 0.1 else Point(float(a), float((b + 180) % 360 - 180))
        for a, b in spots
    ]
    modes = [frozenset(m for m in TravelMode if draw.random() < 0.4) for _ in homes]
    within = draw.integers(0, 700, 200).astype(np.int32)
    able = draw.random(200) < 0.7
    lived = Homes.of(homes, modes)
    whole = minutes_to_offer(lived, place)
    found = minutes_to_offer(lived, place, within=within, among=able)
    in_time = able & (whole <= within)
    assert (found[in_time] == whole[in_time]).all()
    assert (found[~in_time] > within[~in_time])[able[~in_time]].all()
    assert (found[~able] != UNKNOWN_MINUTES).all()


def test_a_view_does_not_change_while_the_index_does() -> None:
    draw = np.random.default_rng(4)
    index = filled([person(draw, i) for i in range(1, 200)])
    view, offer = index.view(), made.offer(draw, 1)
    before = deck(offer, view.pool, ways(view, offer, CENTRE))
    for _ in range(30):
        put(index, [person(draw, int(i)) for i in draw.integers(1, 300, 100)])
        index.remove([int(i) for i in draw.integers(1, 300, 30)])
    assert deck(offer, view.pool, ways(view, offer, CENTRE)).items == before.items
    after = index.view()
    assert deck(offer, after.pool, ways(after, offer, CENTRE)).items != before.items


def test_a_deck_dealt_while_everybody_changes_sees_one_version() -> None:
    """Each write gives all the same skill; whatever is seen, all must have one."""
    draw = np.random.default_rng(5)
    people = [person(draw, i) for i in range(1, 120)]

    def version(number: int) -> list[Person]:
        skill = number % made.SKILL_COUNT + 1
        return [(replace(p, skill_ids=(skill,), contracts=frozenset()), v, h) for p, v, h in people]

    index, done = filled(version(0)), threading.Event()

    def change() -> None:
        for number in range(1, 60):
            put(index, version(number))
        done.set()

    writer = threading.Thread(target=change)
    writer.start()
    offer = replace(
        made.offer(draw, 1), contract=ContractKind.CDI, licences_required=frozenset(), skills=()
    )
    seen = 0
    while not done.is_set() or seen < 3:
        view = index.view()
        rows = view.pool.living(np.arange(view.pool.rows))
        at, counts = view.pool.skills.take(rows)
        assert rows.size == len(people)
        assert (counts == 1).all()
        assert np.unique(view.pool.skills.ids[at]).size == 1
        minutes = ways(view, offer, CENTRE)
        reached = eligible_candidates(offer, view.pool, minutes, FIGURES)
        assert deck(offer, view.pool, minutes).eligible_count == reached.size > 0
        seen += 1
    writer.join()


def test_who_is_removed_is_gone_and_may_come_again() -> None:
    draw = np.random.default_rng(6)
    people = [person(draw, i) for i in range(1, 20)]
    index = filled(people)
    assert index.remove([3, 3, 77], sequence=9) == 1
    assert (index.sequence, index.view().pool.sequence) == (9, 9)
    assert index.view().pool.rows_of([3]).size == 0
    put(index, people[2:3])
    assert index.view().pool.rows_of([3]).size == 1
    assert len(index) == 19


def test_what_is_wrong_changes_nothing() -> None:
    draw = np.random.default_rng(7)
    index = filled([person(draw, 1)])
    profile, vector, home = person(draw, 2)
    with pytest.raises(BadVectors):
        index.upsert([profile], np.full((1, WIDTH), np.nan), [home])
    with pytest.raises(BadVectors):
        index.upsert([profile], vector[None, :-1], [home])
    with pytest.raises(BadIds):
        index.upsert([replace(profile, youth_id=-1)], vector[None], [home])
    with pytest.raises(ValueError, match="homes"):
        index.upsert([profile], vector[None], [])
    assert len(index) == 1
    index.upsert([profile, replace(profile, skill_ids=(7,))], np.stack([vector] * 2), [home, home])
    pool = index.view().pool
    at, _ = pool.skills.take(pool.rows_of([2]))
    assert pool.skills.ids[at].tolist() == [7]
