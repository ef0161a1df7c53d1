"""Periods: what they are compared with, and the days or weeks they are drawn in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.periods import Against, Period, PeriodKind, period_of

TODAY = date(2026, 9, 14)


def test_what_one_may_choose_ends_today() -> None:
    assert period_of(PeriodKind.DAYS_7, TODAY) == Period(date(2026, 9, 8), TODAY)
    assert period_of(PeriodKind.QUARTER, TODAY).days == 91
    assert period_of(PeriodKind.YEAR, TODAY).first == date(2025, 9, 16)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, TODAY),
        (TODAY, None),
        (TODAY, TODAY - timedelta(days=1)),
        (TODAY, TODAY + timedelta(days=1)),
        (date(2020, 1, 1), TODAY),
    ],
)
def test_dates_that_do_not_work_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises(Invalid, match="period_bad"):
        period_of(PeriodKind.OWN, TODAY, first, last)


def test_the_period_before_is_as_long_and_a_year_before_has_the_same_weekdays() -> None:
    period = Period(date(2026, 9, 1), TODAY)
    assert period.compared(Against.BEFORE) == Period(date(2026, 8, 18), date(2026, 8, 31))
    year = period.compared(Against.YEAR_BEFORE)
    assert year.days == period.days
    assert year.first.weekday() == period.first.weekday()


@given(
    first=st.dates(date(2024, 1, 1), date(2026, 9, 1)),
    days=st.integers(0, 700),
)
def test_the_parts_are_the_period_without_a_hole(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    parts = period.parts()
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    for one, following in pairwise(parts):
        assert following.first == one.last + timedelta(days=1)
        assert len(parts) == period.days or one.last.weekday() == 6
