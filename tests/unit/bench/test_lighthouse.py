"""What the Lighthouse benchmark keeps of a report, and what it holds it to."""

from typing import Any

import pytest

GOOD = {"performance": 0.95, "accessibility": 1.0, "best_practices": 1.0, "transferred_kib": 200.0}


def told(**scores: float) -> dict[str, Any]:
    """A report of Lighthouse, as small as it can be."""
    times = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
    audits: dict[str, Any] = {name: {"numericValue": 1500.4, "score": 1} for name in times}
    audits["total-byte-weight"] = {"numericValue": 204_800, "score": 1}
    audits["cumulative-layout-shift"] = {"numericValue": 0.01234, "score": 1}
    audits["color-contrast"] = {"title": "Too little contrast", "score": 0}
    names = ("performance", "accessibility", "best-practices")
    return {
        "audits": audits,
        "categories": {
            name: {
                "score": scores.get(name.replace("-", "_"), 1),
                "auditRefs": [{"id": "color-contrast", "weight": int(name == "accessibility")}],
            }
            for name in names
        },
    }


def test_the_figures_of_a_report() -> None:
    from lighthouse import figures_of

    figures = figures_of(told(performance=0.93))
    assert figures["performance"] == 0.93
    assert figures["transferred_kib"] == 200
    assert figures["first_paint_ms"] == 1500
    assert figures["layout_shift"] == 0.0123


def test_a_shortcoming_is_named() -> None:
    from lighthouse import shortcomings

    assert shortcomings(told()) == ["accessibility: Too little contrast"]


def test_the_worst_page_counts() -> None:
    from lighthouse import worst

    pages = {"a": GOOD, "b": GOOD | {"performance": 0.8, "transferred_kib": 100.0}}
    assert worst(pages) == GOOD | {"performance": 0.8}


def test_the_median_of_three_runs() -> None:
    from lighthouse import median

    assert median([{"blocking_ms": n} for n in (30.0, 900.0, 20.0)]) == {"blocking_ms": 30}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"performance": 0.95}, True),
        ({"performance": 0.94}, False),
        ({"accessibility": 0.99}, False),
        ({"best_practices": 0.96}, False),
    ],
)
def test_the_bars(change: dict[str, float], expected: bool) -> None:
    from lighthouse import holds

    assert holds(GOOD | change, GOOD | {"performance": 0.97}) is expected


def test_an_empty_page_that_is_slow_itself_lowers_the_bar() -> None:
    from lighthouse import holds

    empty = GOOD | {"performance": 0.91}
    assert holds(GOOD | {"performance": 0.9}, empty)
    assert not holds(GOOD | {"performance": 0.89}, empty)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(230.0, 30.0, True), (230.1, 3.0, False), (200.0, 30.1, False)],
)
def test_the_bars_of_two_visits(first: float, second: float, expected: bool) -> None:
    from lighthouse import light

    assert light({"first_visit_kib": first, "second_visit_kib": second}) is expected
