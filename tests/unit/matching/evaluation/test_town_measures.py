"""The measures of a town against values computed by hand, and against scikit-learn's."""

import math

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from myjobmatch.matching.evaluation.town.measures import (
    covered,
    mean,
    ndcg,
    recall,
    reciprocal_precision,
    shown_share,
)
from myjobmatch.matching.evaluation.town.report import grouped
from myjobmatch.matching.gini import gini

GRADES = np.array([3, 0, 2, 1, 0, 2], np.int8)


def test_ndcg_by_hand() -> None:
    # gains 7, 0, 3, 1, 0, 3; the deck shows 3 then 7; the best deck of two shows 7 then 3
    found = ndcg(GRADES, [2, 0], cards=2)
    assert found == pytest.approx((3 + 7 / math.log2(3)) / (7 + 3 / math.log2(3)))
    assert ndcg(GRADES, [0, 2, 5, 3, 1, 4]) == 1.0
    assert ndcg(GRADES, []) == 0.0
    assert ndcg(np.zeros(3, np.int8), [0]) is None


@pytest.mark.parametrize("seed", range(20))
def test_ndcg_is_scikit_learns(seed: int) -> None:
    draw = np.random.default_rng(seed)
    graded = draw.integers(0, 4, 60).astype(np.int8)
    scores = draw.permutation(60)
    deck = np.argsort(-scores).tolist()
    theirs = ndcg_score([2.0**graded - 1], [scores], k=20)
    assert ndcg(graded, deck) == pytest.approx(float(theirs))


def test_recall_counts_what_can_be_there() -> None:
    assert recall(GRADES, [0, 1, 3], depth=3) == pytest.approx(1 / 3)
    assert recall(GRADES, [0, 2], depth=2) == 1.0  # three are right, two places
    assert recall(np.array([1, 1, 0], np.int8), [0]) is None


def test_coverage_is_one_right_card() -> None:
    assert covered(GRADES, [1, 3, 5]) == 1.0
    assert covered(GRADES, [1, 3, 4]) == 0.0
    assert covered(GRADES, [1, 3, 5], cards=2) == 0.0
    assert covered(np.array([1, 1], np.int8), [0, 1]) is None


def test_reciprocal_precision_wants_both_and_right() -> None:
    graded = np.array([[3, 0, 2], [0, 2, 2]], np.int8)
    offers = [[0, 1], [1, 2]]  # youth 0's cards, youth 1's
    youths = [[0], [0, 1], []]  # candidates of each offer
    # (0,0) right and both; (0,1) both, not right; (1,1) right and both; (1,2) right, one way
    assert reciprocal_precision(graded, offers, youths) == 0.5
    assert reciprocal_precision(graded, [[], []], youths) == 0.0


def test_gini_by_hand() -> None:
    assert gini(np.array([5, 5, 5, 5])) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(0.75)
    assert gini(np.array([1, 3])) == pytest.approx(0.25)
    assert gini(np.zeros(4, np.int64)) == 0.0


def test_shown_share_counts_each_once() -> None:
    assert shown_share([[0, 1], [1, 2], []], 6) == 0.5
    assert shown_share([[*range(20), 21]], 25) == 0.8  # the twenty-first is no first card
    assert shown_share([], 0) == 0.0


def test_means_leave_out_what_is_not() -> None:
    assert mean([1.0, None, 0.5]) == 0.75
    assert mean([None]) == 0.0
    groups = grouped(["a", "b", "a"], {"ours": [1.0, 0.25, None]})
    assert groups["a"].youths == 2
    assert groups["a"].ndcg20 == {"ours": 1.0}
    assert groups["b"].ndcg20 == {"ours": 0.25}
