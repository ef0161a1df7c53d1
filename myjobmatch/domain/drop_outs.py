"""Who was there and is going: a declared rule over a youth's own past, early enough that writing still helps.

It looks at days with a sign of the youth and at what they missed, and at nothing else: not at who they are, where
they live or what their advisor knows of them. Each is held against their own habit, so that who comes once a week is
not called absent beside who comes every day. It accuses nobody and decides nothing: it is a list for the advisor to read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

RECENT_DAYS = 14
HABIT_WEEKS = 8
LEAST_HABIT_WEEKS = 3
"""Who has not been there for so many weeks before the recent ones has no habit yet."""
SILENT_DAYS = 10
LOST_DAYS = 42
"""Beyond this it is no longer early: such youths are among those without news, not here."""
LOOKED_AT_DAYS = RECENT_DAYS + 7 * HABIT_WEEKS
MISSED_WEEKS = 3
"""This week and the two before."""


class Sign(StrEnum):
    """Why somebody is on the list."""

    SILENT = "silent"
    """No sign for ten days, from somebody who gave one most weeks."""
    FALLING = "falling"
    """In the last two weeks at most half of their usual days."""
    MISSED = "missed"
    """An appointment or a workshop missed this week or in the two before, and fewer days than usual."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a youth: days with a sign, the first one ever, how often they missed something lately."""

    signs: Collection[date]
    first: date | None
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
    silent = (today - max(past.signs)).days
    if silent > LOST_DAYS:
        return None
    usual = _usual(past, today)
    if usual is None or usual < 1:
        return None
    recent = sum((today - day).days < RECENT_DAYS for day in past.signs)
    reasons = []
    if silent >= SILENT_DAYS:
        reasons.append(Sign.SILENT)
    if recent <= usual:  # two weeks at their habit would be twice as much
        reasons.append(Sign.FALLING)
    if past.missed and recent < 2 * usual:
        reasons.append(Sign.MISSED)
    return Verdict(tuple(reasons), usual, recent, silent) if reasons else None


def urgency(verdict: Verdict) -> tuple[int, float, int]:
    """How the list is ordered: most reasons first, then whose habit was broken most, then the longest silence."""
    lost = 1 - verdict.recent / (2 * verdict.usual)
    return -len(verdict.signs), -round(lost, 3), -verdict.silent_days


def _usual(past: Past, today: date) -> float | None:
    """The median of days with a sign over the eight weeks before the recent ones, or as many as there were."""
    begin = today - timedelta(days=RECENT_DAYS)
    weeks = []
    for back in range(HABIT_WEEKS):
        last = begin - timedelta(days=7 * back)
        first = last - timedelta(days=6)
        if past.first is None or first < past.first:
            break
        weeks.append(sum(first <= day <= last for day in past.signs))
    return median(weeks) if len(weeks) >= LEAST_HABIT_WEEKS else None
