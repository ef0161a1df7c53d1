"""Who was there and is going: the rule by its cases, and against a simulated year in which we know who left."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from datetime import date, timedelta

import pytest

from myjobmatch.domain.drop_outs import LOST_DAYS, Past, Sign, Verdict, judge, urgency

TODAY = date(2026, 9, 14)
NOW = TODAY.toordinal()


def past(*days_ago: int, first: int = 200, missed: int = 0) -> Past:
    return Past({NOW - day for day in days_ago}, NOW - first, missed)


def every(step: int, begin: int, end: int = 80) -> tuple[int, ...]:
    return tuple(range(begin, end, step))


def signs(verdict: Verdict | None) -> tuple[Sign, ...]:
    return verdict.signs if verdict else ()


@pytest.mark.parametrize(
    ("what", "told", "expected"),
    [
        ("comes as ever", past(*every(3, 1)), ()),
        ("comes more", past(1, 2, 3, 4, *every(7, 5)), ()),
        ("silent since ten days", past(*every(3, 10)), (Sign.SILENT,)),
        ("silent since nine days", past(*every(1, 9)), (Sign.FALLING,)),
        ("silent as long before", past(*every(3, 12, 30), *every(3, 45)), ()),
        ("once in two weeks after four times a week", past(6, *every(2, 14)), (Sign.FALLING,)),
        ("once in two weeks after twice a week", past(6, *every(4, 14)), ()),
        ("never came weekly", past(1, 20, 45, 70), ()),
        ("came last too long ago", past(*every(2, LOST_DAYS + 1, 90)), ()),
        ("missed, and comes less", past(2, 9, *every(4, 14), missed=1), (Sign.MISSED,)),
        ("missed, and comes as ever", past(*every(3, 1), missed=1), ()),
        ("came two weeks ago first", past(12, 13, first=13), ()),
        ("never came", Past((), None, missed=2), ()),
    ],
)
def test_the_rule(what: str, told: Past, expected: tuple[Sign, ...]) -> None:
    assert signs(judge(told, TODAY)) == expected, what


def test_each_is_held_against_their_own_habit() -> None:
    """One day in two weeks is little for one who comes every other day, and enough for one who comes weekly."""
    assert signs(judge(past(3, *every(2, 14)), TODAY)) == (Sign.FALLING,)
    assert judge(past(3, *every(7, 15)), TODAY) is None


def test_a_younger_account_is_held_against_the_weeks_it_had() -> None:
    three_weeks = past(*every(2, 14, 35), first=35)
    assert signs(judge(three_weeks, TODAY)) == (Sign.SILENT, Sign.FALLING)
    assert judge(past(*every(2, 14, 34), first=33), TODAY) is None


def test_the_most_pressing_come_first() -> None:
    both = judge(past(*every(2, 12)), TODAY)
    less = judge(past(8, *every(2, 14)), TODAY)
    assert both is not None
    assert less is not None
    assert urgency(both) < urgency(less)


def test_it_looks_at_nothing_but_days_and_what_was_missed() -> None:
    assert {field.name for field in fields(Past)} == {"signs", "first", "missed"}


@dataclass
class Life:
    """A simulated youth: the days they came, and when they began to go for good (None: never)."""

    days: set[int]
    began: int
    going: int | None


def simulate(rng: random.Random, weeks: int = 52) -> Life:
    """Habits of their own, better and worse weeks, holidays; one in three goes: less over two weeks, then not at all."""
    habit = min(6.0, rng.lognormvariate(0.75, 0.5))
    going = rng.randrange(14 * 7, (weeks - 8) * 7) if rng.random() < 1 / 3 else None
    holiday = rng.randrange(0, weeks * 7) if rng.random() < 0.6 else -100
    days = set()
    mood = 1.0
    for day in range(weeks * 7):
        if day % 7 == 0:
            mood = rng.uniform(0.6, 1.4)
        rate = habit * mood / 7
        if 0 <= day - holiday < rng.choice((7, 10, 14)):
            rate *= 0.1
        if going is not None and day >= going:
            rate *= 0.35 if day < going + 14 else 0.0
        if rng.random() < rate:
            days.add(day)
    return Life(days, min(days, default=0), going)


def test_it_finds_most_who_leave_while_it_helps_and_few_who_do_not() -> None:
    """Looked at once a week, as an advisor does. Early: within four weeks of the day that they began to go."""
    rng = random.Random(7)
    found = leavers = listed = right = 0
    delays = []
    for _ in range(600):
        life = simulate(rng)
        if life.going is not None and _habit_before(life) >= 1.5:
            leavers += 1
        first_told = None
        for day in range(12 * 7, 52 * 7, 7):
            known = {d for d in life.days if day - 77 <= d <= day}
            verdict = judge(Past(known, life.began), date.fromordinal(day))
            if verdict is None:
                continue
            listed += 1
            going = life.going is not None and day >= life.going
            right += going
            if going and first_told is None:
                first_told = day - (life.going or 0)
        if first_told is not None and first_told <= 28 and _habit_before(life) >= 1.5:
            found += 1
            delays.append(first_told)
    recall, precision = found / leavers, right / listed
    delay = sorted(delays)[len(delays) // 2]
    a_week = listed / 600 / 40
    print(
        f"\n{leavers} who came 1.5 days a week or more leave: {recall:.0%} told within 4 weeks, after {delay} days in "
        f"the middle; {precision:.0%} of those told are leaving; {a_week:.1%} of all are told a week"
    )
    assert recall >= 0.9
    assert precision >= 0.45
    assert delay <= 21
    assert a_week <= 0.07


def _habit_before(life: Life) -> float:
    if life.going is None:
        return 0
    return sum(life.going - 56 <= day < life.going for day in life.days) / 8


def test_the_day_of_the_week_does_not_matter() -> None:
    for shift in range(7):
        today = TODAY + timedelta(days=shift)
        days = {today.toordinal() - back for back in every(3, 10)}
        assert signs(judge(Past(days, min(days)), today)) == (Sign.SILENT,)
