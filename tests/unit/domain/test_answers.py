"""The rules of waiting: one step at a time, whatever the worker slept through; and honest claims of answering."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.answers import (
    BETWEEN_STEPS,
    CLOSING,
    AnswerHabit,
    Step,
    Wait,
    answer_habit,
    due_step,
    first_look,
)

LIKED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def walk(looks: list[datetime]) -> list[tuple[int, Step]]:
    """The steps taken, by the day after the like, of a worker that looks at these moments."""
    step, last, taken = Step.WAITING, None, []
    for now in looks:
        due = due_step(step, LIKED, last, now)
        step = due.step
        if due.act is not None:
            last = now
            taken.append(((now - LIKED).days, due.act))
    return taken


def test_a_week_two_weeks_three_weeks() -> None:
    assert first_look(LIKED) == LIKED + 7 * DAY
    assert walk([LIKED + at * DAY for at in range(40)]) == [
        (7, Step.REMINDED),
        (14, Step.REMINDED_AGAIN),
        (21, Step.SILENT),
    ]


def test_a_worker_that_slept_reminds_before_it_closes() -> None:
    """Whoever was not reminded is never told to be silent."""
    assert walk([LIKED + 50 * DAY + at * DAY for at in range(20)]) == [
        (50, Step.REMINDED),
        (57, Step.REMINDED_AGAIN),
        (64, Step.SILENT),
    ]


@given(
    looks=st.lists(st.integers(0, 100 * 24), max_size=60).map(
        lambda hours: [LIKED + timedelta(hours=at) for at in sorted(hours)]
    )
)
def test_steps_come_in_order_each_once_and_a_week_apart(looks: list[datetime]) -> None:
    taken = walk(looks)
    assert [step for _, step in taken] == [
        Step.REMINDED,
        Step.REMINDED_AGAIN,
        Step.SILENT,
    ][: len(taken)]
    days = [day for day, _ in taken]
    assert all(b - a >= BETWEEN_STEPS.days for a, b in itertools.pairwise(days))


@given(hours=st.integers(0, 24 * 60), step=st.sampled_from(Step), last=st.integers(0, 24 * 40))
def test_the_next_look_is_when_something_falls_due(hours: int, step: Step, last: int) -> None:
    now = LIKED + timedelta(hours=hours)
    before = None if step is Step.WAITING else LIKED + timedelta(hours=min(last, hours))
    due = due_step(step, LIKED, before, now)
    if due.next_at is None:
        assert due.step in (Step.SILENT, Step.DECLINED, Step.SETTLED)
    else:
        assert due.next_at > now


def answered(*days: int) -> list[Wait]:
    return [Wait(day, answered=True) for day in days]


def unanswered(*days: int) -> list[Wait]:
    return [Wait(day, answered=False) for day in days]


@pytest.mark.parametrize(
    ("waits", "days", "rate"),
    [
        ([], None, None),
        (answered(1, 1, 1, 1), None, None),
        (answered(1, 2, 3, 4, 5), 3, 1.0),
        (answered(0, 0, 0, 0, 0), 1, 1.0),
        # two of ten within a day do not make "one day"
        (answered(0, 0) + unanswered(*[30] * 8), None, 0.2),
        # who waits since yesterday says nothing yet
        (answered(3, 3, 3, 3, 3) + unanswered(1, 1, 1, 1), 3, 1.0),
        (answered(2, 4, 6) + unanswered(21, 21, 5), 6, 3 / 5),
    ],
)
def test_a_claim_rests_on_who_still_waits_too(
    waits: list[Wait], days: int | None, rate: float | None
) -> None:
    found = answer_habit(waits)
    assert found.days == days
    assert found.rate == (None if rate is None else pytest.approx(rate))


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=5, max_size=80))
def test_silence_never_makes_an_employer_look_quicker(told: list[tuple[int, bool]]) -> None:
    waits = [Wait(days, answered=yes) for days, yes in told]
    before, after = answer_habit(waits), answer_habit([*waits, *unanswered(CLOSING.days + 40)])
    assert after.days is None or (before.days is not None and after.days >= before.days)
    assert before.rate is None or (after.rate is not None and after.rate <= before.rate)


def test_nothing_known_claims_nothing() -> None:
    assert answer_habit([]) == AnswerHabit(None, None)
