"""What index work adds to an event loop's lag is told round by round, not across rounds."""

import sys

import pytest

from myjobmatch.services.turns import TURN_S, short_turns


def test_what_the_work_adds_is_counted_within_its_round() -> None:
    from _lag import lag_figures

    rounds = [
        {"idle": [busy] * 9, "counting": [2 * busy] * 9, "loop": [busy + added] * 9}
        for busy, added in ((1.0, 3.0), (50.0, 4.0), (9.0, 200.0))
    ]
    figures = lag_figures(rounds)
    assert figures["lag_added_p99_ms"] == 4.0
    assert figures["lag_times_counting"] == pytest.approx(2.0)
    assert figures["idle_lag_p99_ms"] == 9.0
    assert figures["loop_lag_max_ms"] == 54.0


def test_short_turns_end_with_the_server() -> None:
    before = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
    assert sys.getswitchinterval() == before
