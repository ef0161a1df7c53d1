"""When an employer is reminded of who waits, when waiting ends, and what "answers in N days" may claim.

A youth who likes an employer's offer waits from then on. The rules look at what stands (like, decision, offer) each time
a step falls due, so that an undo, a late answer or a worker that slept for a week changes nothing that was right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST_REMINDER = timedelta(days=7)
SECOND_REMINDER = timedelta(days=14)
CLOSING = timedelta(days=21)
"""How long after the like the employer is reminded, reminded again, and the youth is told that nobody answered."""
BETWEEN_STEPS = timedelta(days=7)
"""How long an employer has after a reminder at least, however late that came."""
UNDO_WITHIN = timedelta(minutes=15)
"""A no is told once it was not taken back for so long."""

RATE_PERIOD = timedelta(days=180)
LEAST_LIKES = 5
"""Fewer likes say nothing of how an employer answers."""


class Step(StrEnum):
    """What a wait has come to."""

    WAITING = "waiting"
    REMINDED = "reminded"
    REMINDED_AGAIN = "reminded_again"
    SILENT = "silent"
    DECLINED = "declined"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now (None: nothing), the step that stands afterwards, and when to look again."""

    act: Step | None
    step: Step
    next_at: datetime | None


_FOLLOWING = {
    Step.WAITING: (Step.REMINDED, FIRST_REMINDER),
    Step.REMINDED: (Step.REMINDED_AGAIN, SECOND_REMINDER),
    Step.REMINDED_AGAIN: (Step.SILENT, CLOSING),
}


def first_look(since: datetime) -> datetime:
    """When a wait that began then is looked at first."""
    return since + FIRST_REMINDER


def due_step(step: Step, since: datetime, last_at: datetime | None, now: datetime) -> Due:
    """The next step of somebody who still waits. `last_at`: when the step that stands was taken.

    One step at a time: whoever was not reminded is never told to be silent.
    """
    if step not in _FOLLOWING:
        return Due(None, step, None)
    act, after = _FOLLOWING[step]
    at = since + after if last_at is None else max(since + after, last_at + BETWEEN_STEPS)
    if at > now:
        return Due(None, step, at)
    if act not in _FOLLOWING:
        return Due(act, act, None)
    return Due(act, act, max(since + _FOLLOWING[act][1], now + BETWEEN_STEPS))


@dataclass(frozen=True, slots=True)
class Wait:
    """A like and what came of it: whole days until the employer's first sign, or until now without one."""

    days: int
    answered: bool


@dataclass(frozen=True, slots=True)
class AnswerHabit:
    """How an employer answers: in how many days in the middle (None: not known, or less than half ever), and the share."""

    days: int | None
    rate: float | None


def answer_habit(waits: Sequence[Wait]) -> AnswerHabit:
    """What a company's likes of the last half year say of it.

    `days` is the median of the time to an answer, where who is still waiting counts as not answered yet (Kaplan and Meier,
    1958): an employer who answered two of ten within a day does not "answer in one day". `rate` is the share answered
    among likes whose time is over, answered or silent for `CLOSING`.
    """
    if len(waits) < LEAST_LIKES:
        return AnswerHabit(None, None)
    over = [wait for wait in waits if wait.answered or wait.days >= CLOSING.days]
    rate = sum(wait.answered for wait in over) / len(over) if len(over) >= LEAST_LIKES else None
    standing, waiting = 1.0, len(waits)
    for day in sorted({wait.days for wait in waits}):
        here = [wait for wait in waits if wait.days == day]
        standing *= 1 - sum(wait.answered for wait in here) / waiting
        if standing <= 0.5 + 1e-9:
            return AnswerHabit(max(1, day), rate)
        waiting -= len(here)
    return AnswerHabit(None, rate)
