"""Measures as trec_eval gives them."""

import pytest

from myjobmatch.matching.evaluation.measures import Measures, measure


def test_first_right_answer_counts() -> None:
    rankings = {"q1": ["a", "b", "c"], "q2": ["x", "b"], "q3": ["x"]}
    right = {"q1": {"b", "c"}, "q2": {"x"}, "q3": {"z"}}
    assert measure(rankings, right) == Measures(3, pytest.approx(0.5), 1 / 3, 2 / 3, 2 / 3)


def test_nothing_counts_beyond_the_first_hundred() -> None:
    ranking = [str(number) for number in range(101)]
    assert measure({"q": ranking}, {"q": {"100"}}).mrr == 0
    assert measure({"q": ranking}, {"q": {"99"}}).mrr == pytest.approx(0.01)


def test_a_query_without_ranking_counts_as_missed() -> None:
    assert measure({}, {"q": {"a"}}).queries == 1
    assert measure({}, {"q": {"a"}}).mrr == 0


def test_no_queries() -> None:
    assert measure({}, {}) == Measures(0, 0.0, 0.0, 0.0, 0.0)
