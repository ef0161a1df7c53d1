"""Who was there and is going: a declared rule over a youth's own past, early enough that writing still helps.

It looks at days with a sign of the youth and at what they missed, and at nothing else: not at who they are, where
they live or what their advisor knows of them. Each is held against their own habit, so that who comes once a week is
not called absent beside who comes every day. It accuses nobody and decides nothing: it is a list for the advisor to read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import median

RECENT_DAYS = 14
HABIT_WEEKS = 8
LEAST_HABIT_WEEKS = 3
"""Who has not been there for so many weeks before the recent ones has no habit yet."""
SILENT_DAYS = 10
BEYOND_CHANCE = 2
"""A fall counts from so many times the square root of the days expected: less than that is a week like another."""
LOST_DAYS = 42
"""Beyond this it is no longer early: such youths are among those without news, not here."""
LOOKED_AT_DAYS = RECENT_DAYS + 7 * HABIT_WEEKS
MISSED_WEEKS = 3
"""This week and the two before."""


class Sign(StrEnum):
    """Why somebody is on the list."""

    SILENT = "silent"
    """No sign for ten days, and longer than at any time in their eight weeks before; they gave one most weeks."""
    FALLING = "falling"
    """In the last two weeks at most half of their usual days, and fewer than chance explains."""
    MISSED = "missed"
    """An appointment or a workshop missed this week or in the two before, and at most half of the usual days."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a youth: days with a sign and the first one ever, as ordinals (`date.toordinal`); how often
    they missed something lately."""

    signs: Collection[int]
    first: int | None
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reasons, strongest first; the usual days a week, those of the last two weeks, days without a sign."""

    signs: tuple[Sign, ...]
    usual: float
    recent: int
    silent_days: int


def judge(past: Past, today: date) -> Verdict | None:
    """What the rule says of a youth today; None when there is nothing to say."""
    if past.first is None or not past.signs:
        return None
    now = today.toordinal()
    silent = now - max(past.signs)
    if silent > LOST_DAYS:
        return None
    usual = _usual(past.signs, past.first, now)
    if usual is None or usual < 1:
        return None
    recent = sum(now - day < RECENT_DAYS for day in past.signs)
    expected = 2 * usual
    less = recent <= expected / 2
    reasons = []
    if silent >= SILENT_DAYS and silent > _longest_gap(past.signs, now):
        reasons.append(Sign.SILENT)
    if less and expected - recent >= BEYOND_CHANCE * sqrt(expected):
        reasons.append(Sign.FALLING)
    if past.missed and less:
        reasons.append(Sign.MISSED)
    return Verdict(tuple(reasons), usual, recent, silent) if reasons else None


def urgency(verdict: Verdict) -> tuple[int, float, int]:
    """How the list is ordered: most reasons first, then whose habit was broken most, then the longest silence."""
    lost = 1 - verdict.recent / (2 * verdict.usual)
    return -len(verdict.signs), -round(lost, 3), -verdict.silent_days


def _usual(signs: Collection[int], first: int, now: int) -> float | None:
    """The median of days with a sign over the eight weeks before the recent ones, or as many as there were."""
    begin = now - RECENT_DAYS
    known = min(HABIT_WEEKS, (begin - first + 1) // 7)
    if known < LEAST_HABIT_WEEKS:
        return None
    weeks = [0] * known
    for day in signs:
        back = (begin - day) // 7
        if 0 <= back < known:
            weeks[back] += 1
    return median(weeks)


def _longest_gap(signs: Collection[int], now: int) -> int:
    """The longest time between two signs that follow each other, of those looked at."""
    days = sorted(day for day in signs if now - day < LOOKED_AT_DAYS)
    return max((after - before for before, after in pairwise(days)), default=0)
