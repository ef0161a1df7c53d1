"""What may be asked of somebody whose name is not known, and what may be answered: closed on both sides.

Nobody writes here, so that nothing can be written that tells who somebody is, or that may not be asked.
Of the licences and hours, only what the offer itself asks for.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from myjobmatch.domain.enums import Schedule


class QuestionTemplate(StrEnum):
    """The questions that there are."""

    START = "start"
    LICENCE = "licence"
    EARLY = "early"
    LATE = "late"
    WEEKEND = "weekend"
    IMMERSION = "immersion"
    STILL_LOOKING = "still_looking"


class QuestionAnswer(StrEnum):
    """The answers that there are."""

    YES = "yes"
    LATER = "later"
    SOMETIMES = "sometimes"
    LEARNING = "learning"
    MAYBE = "maybe"
    NO = "no"
    RATHER_NOT = "rather_not"


_A, _Q = QuestionAnswer, QuestionTemplate

ANSWERS: Mapping[QuestionTemplate, tuple[QuestionAnswer, ...]] = {
    _Q.START: (_A.YES, _A.LATER, _A.NO, _A.RATHER_NOT),
    _Q.LICENCE: (_A.YES, _A.LEARNING, _A.NO, _A.RATHER_NOT),
    _Q.EARLY: (_A.YES, _A.SOMETIMES, _A.NO, _A.RATHER_NOT),
    _Q.LATE: (_A.YES, _A.SOMETIMES, _A.NO, _A.RATHER_NOT),
    _Q.WEEKEND: (_A.YES, _A.SOMETIMES, _A.NO, _A.RATHER_NOT),
    _Q.IMMERSION: (_A.YES, _A.MAYBE, _A.NO, _A.RATHER_NOT),
    _Q.STILL_LOOKING: (_A.YES, _A.MAYBE, _A.NO, _A.RATHER_NOT),
}
"""What may be answered to each; not to answer is always one of them."""

MOST_OPEN = 2
"""How many questions of one offer may wait for one candidate's answer."""

MOST_A_DAY = 30
"""How many questions a company may ask in a day, of everybody together."""

MONTHS_AHEAD = 6
_MONTH = re.compile(r"^20\d\d-(0[1-9]|1[0-2])$")


def months_asked(today: date) -> tuple[str, ...]:
    """The months that a start may be asked for: this one and the next ones, `2026-03`."""
    first = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + MONTHS_AHEAD))


def is_month(text: str) -> bool:
    """Whether a text has a month's form."""
    return bool(_MONTH.match(text))


def questions_for(
    *, licences: Collection[str], schedules: Collection[str]
) -> tuple[QuestionTemplate, ...]:
    """What an offer gives a reason to ask: a licence or hours only where it asks for them."""
    hours = set(schedules)
    fitting = {
        _Q.LICENCE: bool(licences),
        _Q.EARLY: not hours or bool(hours & {Schedule.DAY, Schedule.SHIFTS, Schedule.NIGHT}),
        _Q.LATE: not hours or bool(hours & {Schedule.EVENING, Schedule.SHIFTS, Schedule.NIGHT}),
        _Q.WEEKEND: not hours or Schedule.WEEKEND in hours,
    }
    return tuple(one for one in QuestionTemplate if fitting.get(one, True))
