"""Weeks of Paris, their sums, and when a week without hours is worth a word."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import Scheme
from myjobmatch.domain.weeks import (
    Hours,
    HourSource,
    HourStage,
    Week,
    WeekTotal,
    ZeroHours,
    target_of,
    total_of,
    week_at,
    week_of,
    week_totals,
    weeks_in_a_row,
    weeks_until,
    zero_hours,
)

MONDAY = date(2026, 9, 14)
THIS = Week(MONDAY)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))
HOURS = st.builds(
    Hours,
    st.sampled_from(HourSource),
    DAYS,
    st.integers(1, 140).map(lambda quarters: quarters * 15),
    st.sampled_from(HourStage),
)


def test_a_week_begins_on_monday_and_knows_its_days() -> None:
    assert week_of(date(2026, 9, 20)) == THIS
    assert date(2026, 9, 20) in THIS
    assert date(2026, 9, 21) not in THIS
    assert THIS.sunday == date(2026, 9, 20)
    with pytest.raises(ValueError, match="Monday"):
        Week(date(2026, 9, 15))


def test_a_week_goes_over_the_year_and_a_leap_day() -> None:
    assert week_of(date(2027, 1, 1)) == week_of(date(2026, 12, 31)) == Week(date(2026, 12, 28))
    assert week_of(date(2028, 2, 29)) == Week(date(2028, 2, 28))


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        # summer time ends on Sunday 25 October 2026: Sunday lasts until 23:00 UTC
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 19)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        # it begins on Sunday 28 March 2027: Monday begins at 22:00 UTC
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), date(2027, 3, 22)),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
        # the new year in Paris is an hour before that in London
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
def test_a_moment_lies_in_the_week_of_its_day_in_paris(moment: datetime, monday: date) -> None:
    assert week_at(moment) == Week(monday)


@given(DAYS, st.integers(0, 60))
def test_weeks_in_a_row_hold_each_day_once(day: date, back: int) -> None:
    weeks = weeks_until(week_of(day), 61)
    earlier = day - timedelta(days=7 * back)
    assert [week for week in weeks if earlier in week] == [week_of(earlier)]


@given(st.lists(HOURS, max_size=30), st.randoms(use_true_random=False))
def test_the_sum_of_a_week_is_the_same_in_any_order(hours: list[Hours], chance: object) -> None:
    mixed = sorted(hours, key=lambda _: chance.random())  # type: ignore[attr-defined]
    totals = week_totals(hours)

    assert week_totals(mixed) == totals
    assert sum(t.planned + t.done for t in totals.values()) == sum(one.minutes for one in hours)
    for week, total in totals.items():
        assert total_of(mixed, week) == total
        assert total.done == total.waiting + total.validated


def test_only_the_contract_asks_for_hours() -> None:
    target = target_of(Scheme.CEJ)
    assert target is not None
    assert (target.least, target.most) == (15 * 60, 20 * 60)
    assert [scheme for scheme in Scheme if target_of(scheme)] == [Scheme.CEJ]


LONG_AGO = date(2026, 1, 5)
SOME = WeekTotal(waiting=60)
PLANS = WeekTotal(planned=600)


@pytest.mark.parametrize(
    ("day", "this", "last", "expected"),
    [
        (0, WeekTotal(), SOME, None),
        (1, WeekTotal(), SOME, None),
        (2, WeekTotal(), SOME, ZeroHours.THIS_WEEK),
        (6, PLANS, SOME, ZeroHours.THIS_WEEK),
        (2, SOME, WeekTotal(), None),
        (0, WeekTotal(), WeekTotal(), ZeroHours.LAST_WEEK),
        (0, WeekTotal(), PLANS, ZeroHours.LAST_WEEK),
        (4, WeekTotal(), WeekTotal(), ZeroHours.THIS_WEEK),
    ],
)
def test_zero_hours(day: int, this: WeekTotal, last: WeekTotal, expected: ZeroHours | None) -> None:
    totals = {THIS: this, THIS.shifted(-1): last}
    today = MONDAY + timedelta(days=day)

    assert zero_hours(Scheme.CEJ, LONG_AGO, today, totals) is expected
    assert zero_hours(Scheme.PACEA, LONG_AGO, today, totals) is None


def test_nobody_is_missed_in_the_week_they_came() -> None:
    friday = MONDAY + timedelta(days=4)
    assert zero_hours(Scheme.CEJ, MONDAY + timedelta(days=1), friday, {}) is None
    assert zero_hours(Scheme.CEJ, MONDAY, friday, {}) is ZeroHours.THIS_WEEK
    assert zero_hours(Scheme.CEJ, MONDAY - timedelta(days=3), MONDAY, {}) is None


def test_weeks_in_a_row_are_not_broken_by_one_that_has_just_begun() -> None:
    done = {THIS.shifted(-back): SOME for back in (1, 2, 3, 5)}
    assert weeks_in_a_row(done, MONDAY) == 3
    assert weeks_in_a_row({**done, THIS: SOME}, MONDAY) == 4
    assert weeks_in_a_row({}, MONDAY) == 0
