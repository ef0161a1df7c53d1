"""Reserved places: who holds them, that everyone who fits is shown in bounded time, what it costs."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import Fit
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.errors import BadIds
from myjobmatch.matching.explanation import fit_of
from myjobmatch.matching.exposure import DAYS, MOST_VIEWS, NO_VIEWS, Views, WeekOfViews
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import Ranking, rank_candidates
from myjobmatch.matching.replay import replay, to_log
from tests.unit.matching import town as made
from tests.unit.matching.decks import EVERYTHING, TOWN, YOUTHS, deck, seeds
from tests.unit.matching.town import STEADY

ENOUGH = FIGURES.exposure_enough
PLAIN = replace(FIGURES, reserved_share=0.0)
IN_TURN = replace(FIGURES, claims_exact=0, claims_look=90, claims_scored=25)
PEOPLE = [made.candidate(np.random.default_rng(1000 + i), i) for i in range(1, 121)]
POOL = CandidatePool.of(PEOPLE)


def fitting(ranking: Ranking, place: int) -> bool:
    """The rule as docs/matching/fairness.md states it, from a card's figures."""
    item, features = ranking.items[place], ranking.features
    preference, coverage = item.breakdown.preference, item.breakdown.coverage
    limit = int(features.max_minutes[place])
    for_it = (
        (preference is None and coverage is None)
        or (preference is not None and preference >= 0.45)
        or (coverage is not None and coverage >= 0.5)
    )
    near = item.minutes is None or item.minutes <= (60 if limit < 0 else limit)
    return for_it and near and float(features.schedule_share[place]) < 1


def candidates(offer_id: int, **more: object) -> Ranking:
    minutes = np.random.default_rng(offer_id).integers(-1, 80, len(PEOPLE)).astype(np.int16)
    return rank_candidates(
        TOWN.offers[offer_id],
        pool=POOL,
        skills=TOWN.skills,
        **({"minutes": minutes} | more),  # type: ignore[arg-type]
    )


def some_views(draw: np.random.Generator, count: int) -> dict[int, int]:
    ids = draw.permutation(count)[: int(draw.integers(0, count))] + 1
    return {int(i): int(draw.integers(0, 2 * ENOUGH)) for i in ids}


def rule(everyone: Ranking, plain: Ranking, views: dict[int, int], limit: int) -> list[int]:
    """The deck by the rule's own words, from all cards and from the deck without reserved places."""
    count = (limit + 5) // 10
    if len(everyone.items) <= limit:
        return list(plain.ids)
    stay = set(plain.ids[: limit - count])
    waiting = sorted(
        (views.get(item.id, 0), item.id, int(everyone.groups.company[place]))
        for place, item in enumerate(everyone.items)
        if item.id not in stay and views.get(item.id, 0) < ENOUGH and fitting(everyone, place)
    )
    held: list[int] = []
    companies: set[int] = set()
    for _, number, company in waiting:
        if len(held) < count and (company < 0 or company not in companies):
            held.append(number)
            companies.add(company)
    best = [number for number in plain.ids if number not in held]
    return best[: limit - len(held)] + held


@STEADY
@given(seeds)
def test_the_deck_is_the_rules_own(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth = made.candidate(draw, 1)
    limit = int(draw.integers(1, 61))
    views = some_views(draw, 400)
    everyone = deck(youth, seen_counts=views)
    plain = deck(youth, limit=limit, seen_counts=views, parameters=PLAIN)
    found = deck(youth, limit=limit, seen_counts=views)
    assert list(found.ids) == rule(everyone, plain, views, limit)
    tight = replace(FIGURES, exhaustive_limit=0, first_look=20)
    assert deck(youth, limit=limit, seen_counts=views, parameters=tight).items == found.items
    assert [item.views for item in found.items] == [views.get(i, 0) for i in found.ids]


@STEADY
@given(seeds)
def test_the_deck_of_candidates_is_the_rules_own(seed: int) -> None:
    draw = np.random.default_rng(seed)
    offer_id, limit = int(draw.integers(1, 401)), int(draw.integers(1, 61))
    views = some_views(draw, len(PEOPLE))
    everyone = candidates(offer_id, seen_counts=views, limit=EVERYTHING)
    plain = candidates(offer_id, seen_counts=views, limit=limit, parameters=PLAIN)
    found = candidates(offer_id, seen_counts=views, limit=limit)
    assert list(found.ids) == rule(everyone, plain, views, limit)


@STEADY
@given(seeds)
def test_a_reserved_place_is_never_for_who_does_not_fit(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth, limit = made.candidate(draw, 1), int(draw.integers(1, 61))
    views = some_views(draw, 400)
    barred = draw.integers(1, 400, 40).tolist()
    found = deck(youth, limit=limit, seen_counts=views, excluded_ids=barred)
    plain = deck(youth, limit=limit, seen_counts=views, excluded_ids=barred, parameters=PLAIN)
    held = [item for item in found.items if item.reserved]
    assert len(found.ids) == len(set(found.ids)) == len(plain.ids)
    assert len(held) <= (limit + 5) // 10
    assert list(found.items[len(found.items) - len(held) :]) == held
    assert [(i.views, i.id) for i in held] == sorted((i.views, i.id) for i in held)
    assert set(found.ids) <= set(deck(youth, excluded_ids=barred).ids)
    for place, item in enumerate(found.items):
        if item.reserved:
            assert item.views < ENOUGH
            assert fitting(found, place)
            assert fit_of(item.breakdown) is not Fit.STEP_ASIDE
    # one a company among them, beside what the quota lets the others have
    companies = Counter(found.groups.company[[i.reserved for i in found.items]].tolist())
    assert max(companies.values(), default=0) <= 1


@STEADY
@given(seeds)
def test_what_it_costs_is_bounded_by_the_last_places(seed: int) -> None:
    """In the engine's own scores, order included: docs/matching/fairness.md, "What it costs"."""
    draw = np.random.default_rng(seed)
    youth = made.candidate(draw, 1)
    views = some_views(draw, 400)
    found = deck(youth, limit=20, seen_counts=views)
    plain = deck(youth, limit=20, seen_counts=views, parameters=PLAIN)
    if len(plain.items) < 20:
        return
    discounts = 1 / np.log2(np.arange(2, 22))
    kept = np.array([i.score * i.boost for i in plain.items])
    given_up = kept @ discounts - np.array([i.score * i.boost for i in found.items]) @ discounts
    assert given_up <= kept[-2:] @ discounts[-2:] + 1e-12
    if not (np.diff(kept) > 0).any():  # variety did not let a better card wait
        assert given_up <= 0.0653 * (kept @ discounts)


def a_week(
    youths: list[CandidateProfile], parameters: EngineParameters = FIGURES
) -> tuple[Counter[int], list[tuple[int, set[int]]]]:
    """Youths in turn, seven times, decide on what they see; views, and whose deck held which cards."""
    views: Counter[int] = Counter()
    decided: dict[int, set[int]] = {youth.youth_id: set() for youth in youths}
    decks = []
    for _ in range(7):
        for youth in youths:
            gone = decided[youth.youth_id]
            found = deck(
                youth,
                limit=10,
                seen_counts=views,
                excluded_ids=sorted(gone),
                parameters=parameters,
            )
            views.update(found.ids)
            gone.update(found.ids)
            decks.append((youth.youth_id, set(found.ids)))
    return views, decks


@pytest.mark.parametrize("seed", range(3))
def test_everyone_who_fits_is_shown_before_the_bound(seed: int) -> None:
    """It waits for no more decks than there are offers ahead of it; then it has been shown."""
    draw = np.random.default_rng(seed)
    youths = [YOUTHS[int(i)] for i in draw.permutation(len(YOUTHS))[:12]]
    fit = {}
    for youth in youths:
        everyone = deck(youth)
        fit[youth.youth_id] = {
            item.id for place, item in enumerate(everyone.items) if fitting(everyone, place)
        }
    views, decks = a_week(youths)
    somewhere = set().union(*fit.values())
    for number in somewhere:
        ahead = {n for those in fit.values() if number in those for n in those if n < number}
        waited = 0
        for youth_id, cards in decks:
            if number in cards:
                break
            waited += number in fit[youth_id]
        assert waited <= len(ahead)
        if sum(number in fit[youth_id] for youth_id, _ in decks) > len(ahead):
            assert views[number]
    missed = somewhere - views.keys()
    without = somewhere - a_week(youths, PLAIN)[0].keys()
    assert len(missed) < len(without)


@STEADY
@given(seeds)
def test_in_turn_leaving_out_by_bounds_changes_nothing(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth, views = made.candidate(draw, 1), some_views(draw, 400)
    tight = replace(IN_TURN, exhaustive_limit=0, first_look=20)
    exact = deck(youth, limit=20, seen_counts=views, parameters=IN_TURN)
    assert deck(youth, limit=20, seen_counts=views, parameters=tight).items == exact.items


def test_in_turn_everyones_turn_comes() -> None:
    """Of hundreds who fit, with twenty-five looked at a deck, each is shown in the end."""
    youth = CandidateProfile(1)  # nothing is known: all that is in reach fits
    everyone = deck(youth)
    once = {i.id for p, i in enumerate(everyone.items) if fitting(everyone, p)}
    assert len(once) > 200
    views: Counter[int] = Counter()
    for _ in range(700):
        views.update(deck(youth, limit=20, seen_counts=views, parameters=IN_TURN).ids)
    assert once <= views.keys()


def one_whom_many_fit() -> CandidateProfile:
    return next(y for y in YOUTHS if sum(i.reserved for i in first(y).items) == 2)


def first(youth: CandidateProfile) -> Ranking:
    return deck(youth, limit=20, seen_counts={})


def test_no_place_is_reserved_when_nobody_counts_or_all_were_shown_enough() -> None:
    youth = one_whom_many_fit()
    for views in (None, dict.fromkeys(range(1, 401), ENOUGH)):
        found = deck(youth, limit=20, seen_counts=views)
        assert found.ids == deck(youth, limit=20, seen_counts=None).ids
        assert not any(item.reserved for item in found.items)
    fresh = deck(youth, limit=20, seen_counts={})
    assert sum(item.reserved for item in fresh.items) == 2
    assert fresh.items == deck(youth, limit=20, seen_counts=NO_VIEWS).items


def test_a_new_offer_has_its_place_at_once() -> None:
    youth = one_whom_many_fit()
    everyone = deck(youth)
    last = max(p for p in range(len(everyone.items)) if fitting(everyone, p))
    new = everyone.items[last].id
    shown = {i: ENOUGH for i in range(1, 401) if i != new}
    assert new not in deck(youth, limit=20).ids
    assert deck(youth, limit=20, seen_counts=shown).ids[-1] == new


def test_a_deck_with_reserved_places_is_replayed() -> None:
    for youth in YOUTHS[:20]:
        found = deck(youth, limit=30, seen_counts={5: 1, 7: 2, 9: 80})
        log = json.loads(json.dumps(to_log(found), allow_nan=False))
        assert replay(log).items == found.items
        assert sum(log["reserved"]) <= 3


days = st.dates(date(2026, 1, 1), date(2026, 1, 20))
shows = st.lists(
    st.tuples(days, st.lists(st.integers(0, 50), unique=True, max_size=9), st.integers(1, 40_000)),
    max_size=40,
)


@given(shows)
def test_the_week_counts_as_a_plain_table_does(shown: list[tuple[date, list[int], int]]) -> None:
    week = WeekOfViews()
    table: Counter[tuple[date, int]] = Counter()
    for today, ids, count in sorted(shown, key=lambda each: each[0]):
        week.add(today, np.array(ids, np.int64), count)
        for number in ids:
            table[today, number] = min(table[today, number] + count, MOST_VIEWS)
        first = today - timedelta(DAYS - 1)
        expected = [
            sum(n for (day, i), n in table.items() if i == number and day >= first)
            for number in range(60)
        ]
        found = week.views(today)
        counts = found.of(np.arange(60))
        np.testing.assert_array_equal(counts, np.minimum(expected, MOST_VIEWS))
        assert found.total == counts.sum()


def test_who_holds_views_never_sees_them_change() -> None:
    week = WeekOfViews()
    today = date(2026, 11, 2)
    week.add(today, np.array([3]))
    before = week.views(today)
    week.add(today, np.array([3, 900]))
    assert before.of(np.array([3, 900])).tolist() == [1, 0]
    assert week.views(today).of(np.array([3, 900])).tolist() == [2, 1]
    assert week.views(today) is week.views(today)
    assert week.views(today + timedelta(7)).total == 0
    with pytest.raises(BadIds):
        week.add(today, np.array([-1]))
    with pytest.raises(BadIds):
        Views.of_mapping({-4: 1})
