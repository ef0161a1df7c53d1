"""What a score means: strictly rising, drawn from decisions little by little, the same in both seasons."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.matching.calibration import calibrated, calibrated_at
from myjobmatch.matching.learning.calibrating import fit_calibration
from myjobmatch.matching.learning.guard import EDGES
from myjobmatch.matching.learning.lesson import learn
from myjobmatch.matching.learning.measures import (
    bins_of,
    calibration_error,
    measure,
    told_shares,
)
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.scoring import PairFeatures
from tests.unit.matching.learning import deciders

curves = st.tuples(*[st.floats(least, most) for least, most in EDGES])


@given(curves, st.floats(0.001, 0.99), st.floats(1.001, 1.1))
def test_a_greater_score_means_more_and_never_leaves_zero_to_one(
    curve: tuple[float, float, float, float], score: float, factor: float
) -> None:
    lower, higher = calibrated(score, curve), calibrated(min(score * factor, 0.999), curve)
    assert 0 <= lower <= higher <= 1
    if lower > 1e-9 and higher < 1 - 1e-9:
        assert lower < higher
    assert calibrated(0.0, curve) <= lower
    assert calibrated(1.0, curve) >= higher


def test_arrays_and_numbers_are_told_alike_and_further_down_means_less() -> None:
    curve = (2.0, 0.5, 1.0, 0.3)
    scores = np.array([0.0, 0.1, 0.5, 1.0])
    assert calibrated(scores, curve) == pytest.approx([calibrated(float(s), curve) for s in scores])
    places = np.array([1.0, 2.0, 10.0, 20.0])
    told = np.asarray(calibrated_at(np.full(4, 0.4), places, curve))
    assert (np.diff(told) < 0).all()


def test_without_decisions_a_score_means_what_it_meant() -> None:
    figures = replace(DEFAULT_PARAMETERS, calibration=(2.0, 0.5, 1.0, 0.3))
    assert fit_calibration(deciders.nothing(), figures, figures) == figures.calibration


def test_few_decisions_move_the_meaning_little_and_many_find_it() -> None:
    before, rates = DEFAULT_PARAMETERS, {}
    for count in (10, 300, 10_000):
        draw = np.random.default_rng(3)
        examples = deciders.decisions(deciders.pairs(count, draw), draw, base=2.5)
        after = replace(before, calibration=fit_calibration(examples, before, before))
        fresh = deciders.decisions(deciders.pairs(20_000, draw), draw, base=2.5)
        rates[count] = calibration_error(told_shares(fresh, after), fresh.yes)
        if count == 10:
            share = np.linspace(0.02, 0.9, 20)
            moved = calibrated(share, after.calibration) - calibrated(share, before.calibration)
            assert np.abs(moved).max() < 0.12
    assert rates[10] > rates[300] > rates[10_000]
    assert rates[10_000] < 0.02


def test_bins_and_error_on_figures_worked_by_hand() -> None:
    told = np.array([0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9])
    yes = np.array([False, False, False, True, True, True, True, True])
    (low, high) = bins_of(told, yes, 2)
    assert (low.count, low.told, low.found) == (4, pytest.approx(0.1), 0.25)
    assert (high.count, high.told, high.found) == (4, pytest.approx(0.9), 1.0)
    assert calibration_error(told, yes, 2) == pytest.approx((0.15 + 0.1) / 2)


WINTER, SUMMER = (0, 60), (150, 210)


def season(when: tuple[int, int], count: int, seed: int) -> deciders.Examples:
    """January: few likes, far and hardly wanted offers, people swipe far. June: all the other way round."""
    draw = np.random.default_rng(seed)
    features: PairFeatures = deciders.pairs(count, draw)
    if when[0] < SUMMER[0]:
        return deciders.decisions(
            features, draw, base=1.5, tiring=0.25, taste=0.6, places=40, days=when
        )
    near = replace(
        features,
        relation=draw.choice(4, count, p=[0.1, 0.2, 0.3, 0.4]).astype(np.int8),
        minutes=draw.integers(5, 40, count).astype(np.int16),
    )
    return deciders.decisions(near, draw, base=3.0, tiring=0.25, taste=0.6, places=10, days=when)


def test_the_figure_means_the_same_in_january_and_june() -> None:
    """Learnt anew in each season and held against later weeks of it; January's curve fails in June."""
    figures = DEFAULT_PARAMETERS
    errors, likes = {}, {}
    for seed, (when, after) in enumerate(((WINTER, (60, 80)), (SUMMER, (210, 230)))):
        before = figures
        lesson = learn(season(when, 6_000, seed), figures, people=300)
        assert "calibration" in lesson.taken
        figures = lesson.parameters
        later = season((after[0], after[1]), 8_000, 90 + seed)
        likes[when] = later.yes.mean()
        errors[when] = [measure(later, known).calibration_error for known in (before, figures)]
        told = told_shares(later, figures)
        for part in bins_of(told, later.yes):  # not only on the mean: in every tenth of the cards
            assert part.found == pytest.approx(part.told, abs=0.06)
    assert likes[SUMMER] > 2 * likes[WINTER]
    assert errors[WINTER][1] < 0.02
    assert errors[SUMMER][1] < 0.02
    assert errors[SUMMER][0] > 0.15
