"""Shapes of charts: round axes, bars that stand on each other, marks, strips."""

from __future__ import annotations

import pytest

from myjobmatch.domain.dashboard import Cell, CellKind, Table, TableKey, count, masked, share
from myjobmatch.state.advisor.dashboard_charts import HEIGHT, columns, curve, nice_top, strips


def table(*rows: tuple[int, ...]) -> Table:
    lines = tuple(
        (Cell(CellKind.DAY, text=f"2026-09-{at + 1:02d}"), *map(count, row))
        for at, row in enumerate(rows)
    )
    return Table(TableKey.ACTIVITY, (), lines)


@pytest.mark.parametrize(
    ("most", "top"), [(0, 4), (3, 4), (5, 8), (19, 20), (21, 40), (101, 120), (999, 1200)]
)
def test_an_axis_ends_at_a_number_of_four_whole_steps(most: int, top: int) -> None:
    assert nice_top(most) == top


def test_columns_stand_on_each_other_and_marks_show_what_was_before() -> None:
    chart = columns(table((2, 4, 3), (0, 0, 0)), [("came", (1,)), ("missed", (2,))], before=3)
    came, missed, before = chart.shapes
    assert (came.series, missed.series, before.series) == ("came", "missed", "before")
    assert missed.y + missed.height == pytest.approx(came.y, abs=0.2)
    assert came.y + came.height == pytest.approx(HEIGHT - 28, abs=0.2)
    assert chart.most == 6
    assert not chart.empty


def test_nothing_is_drawn_of_nothing() -> None:
    assert columns(table((0, 0)), [("now", (1,))]).empty
    assert columns(Table(TableKey.ACTIVITY, (), ()), [("now", (1,))]).empty
    assert strips(table((0, 0)), 0, 1, [("now", 1)], 2)[0].shapes == []


def test_a_curve_has_a_dot_for_each_share_that_is_known() -> None:
    rows = [(Cell(CellKind.WEEK_NUMBER, n), share(n, 4), share(0, 0)) for n in (1, 2)]
    chart = curve(Table(TableKey.RETENTION, (), tuple(rows)), 1, 2)
    assert len(chart.shapes) == 2
    assert chart.line.startswith("M")
    assert chart.line_before == ""


def test_few_are_hidden_and_so_is_what_would_give_them_away() -> None:
    rows = (
        (Cell(CellKind.STEP, text="liked"), count(30), count(7), count(17), count(10), count(3)),
        (Cell(CellKind.STEP, text="hired"), count(3), count(0), count(3), count(0), count(0)),
        (Cell(CellKind.STEP, text="interview"), count(20), count(9), count(12), count(8), count(0)),
    )
    found = masked(Table(TableKey.FUNNEL, (), rows, sums=(1, 3, 4, 5)))
    hidden = [
        [at for at, cell in enumerate(row) if cell.kind is CellKind.FEW] for row in found.rows
    ]
    # of the first line one part is few: the smallest other goes with it, or the sum would tell it
    assert hidden == [[4, 5], [1, 3], []]
    assert all(cell.number == 0 for row in found.rows for cell in row if cell.kind is CellKind.FEW)
