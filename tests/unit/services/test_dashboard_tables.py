"""What a table of a dashboard hides when it leaves: what rests on few, and whatever would tell it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from myjobmatch.domain.dashboard import CellKind, Table, masked
from myjobmatch.domain.figures import Measure
from myjobmatch.domain.periods import Period
from myjobmatch.services.dashboards import series

MONDAY = date(2026, 9, 7)


def hidden(table: Table) -> list[list[int]]:
    """Of each row, the places that are hidden."""
    return [
        [at for at, cell in enumerate(row) if cell.kind is CellKind.FEW]
        for row in masked(table).rows
    ]


def day(**counts: int) -> series.Days:
    return {MONDAY: {measure: counts.get(measure.value, 0) for measure in Measure}}


def test_what_a_few_youths_did_is_hidden_with_how_many_they_were() -> None:
    one = Period(MONDAY, MONDAY)
    few = day(youths=2, acts=37, sign_ins=6, decisions=30, received=1, written=9)
    assert hidden(series.activity(few, one, one, {})) == [[1, 2, 3, 4, 5, 6]]
    many = day(youths=8, acts=37, sign_ins=9, decisions=3, received=0, written=9)
    assert hidden(series.activity(many, one, one, {})) == [[5]]


def test_what_a_rate_would_tell_is_hidden_with_it() -> None:
    one = Period(MONDAY, MONDAY)
    assert hidden(series.presence(day(seen=20, attended=2, missed=10), one)) == [[4, 6]]
    assert hidden(series.presence(day(seen=20, attended=12, missed=10), one)) == [[]]
    began = MONDAY - timedelta(weeks=2)
    weeks = [(began, began, 10), (began, began + timedelta(weeks=1), 8)]
    (first, *_) = hidden(series.retention(weeks, MONDAY))
    assert first == [2, 3]


def test_the_one_company_of_few_answers_is_not_told_by_the_sum_of_all() -> None:
    several = [(1, "Atoll", 3, [20, 0]), (2, "Brise", 3, [9, 0]), (3, "Cap", 3, [2, 0])]
    _all, *companies = hidden(series.answers(several))
    assert [1 in row for row in companies] == [False, True, True]
    alone = [(1, "Atoll", 3, [20, 0]), (3, "Cap", 3, [2, 0]), (4, "Dune", 3, [3, 0])]
    assert [1 in row for row in hidden(series.answers(alone))] == [False, False, True, True]


@pytest.mark.parametrize(
    ("first", "last", "mondays"),
    [
        (date(2026, 6, 9), date(2026, 6, 10), [date(2026, 6, 8)]),  # two days
        (date(2026, 6, 8), date(2026, 6, 13), [date(2026, 6, 8)]),  # all but the Sunday
        (date(2026, 6, 8), date(2026, 6, 14), [date(2026, 6, 8)]),
        (
            date(2026, 6, 4),
            date(2026, 6, 10),
            [date(2026, 6, 1)],
        ),  # seven days: the week that is over
        (date(2026, 5, 30), date(2026, 6, 16), [date(2026, 6, 1), date(2026, 6, 8)]),
    ],
)
def test_hours_are_those_of_weeks_that_the_period_touches(
    first: date, last: date, mondays: list[date]
) -> None:
    assert series.hour_weeks(Period(first, last)) == mondays


def test_what_happened_to_youths_who_had_nobody_has_its_line_when_all_have_somebody_now() -> None:
    table = series.advisors(
        [(7, "Aminata"), (0, "")], {}, {}, {0: {Measure.HIRED_ELSEWHERE: 2, Measure.MISSED: 1}}, {}
    )
    assert [row[8].number for row in table.rows] == [0, 2]
    assert (
        len(series.advisors([(7, "Aminata"), (0, "")], {}, {}, {0: {Measure.SEEN: 0}}, {}).rows)
        == 1
    )
