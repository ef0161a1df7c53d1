"""Weeks as they are lived in Paris, and what counts in them: one sum for phones, desks and dashboards.

A week begins on Monday. It is made of calendar days, never of moments, so that neither the change of clocks nor a new
year moves an hour from one week to another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import LabelledEnum, Scheme

DAYS = 7
LEAST_HOURS = 15
MOST_HOURS = 20
"""What a contrat d'engagement jeune asks for: fifteen to twenty hours of activities a week at least (Code du
travail, articles L5131-6, L5131-7 and R5131-15 to R5131-26; instruction of 25 February 2022)."""

ALERT_FROM_WEEKDAY = 2
"""From Wednesday on a week without a single hour is worth a word: on Monday nobody has been able to do anything yet,
and on Friday it is too late to help. The law names no day: this one is ours."""


class HourSource(LabelledEnum):
    """Where an hour of the week comes from."""

    ACTION = "action"
    WORKSHOP = "workshop"
    APPOINTMENT = "appointment"


class HourStage(LabelledEnum):
    """How sure an hour is: planned, told by the youth, or held to be true by the advisor."""

    PLANNED = "planned"
    WAITING = "waiting"
    VALIDATED = "validated"


class ZeroHours(LabelledEnum):
    """Why a week without hours raises an alert."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week, by its Monday."""

    monday: date

    def __post_init__(self) -> None:
        """Refuse another day of the week."""
        if self.monday.weekday() != 0:
            msg = "a week begins on Monday"
            raise ValueError(msg)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=DAYS - 1)

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.monday <= day <= self.sunday

    def shifted(self, weeks: int) -> "Week":
        """The week so many weeks later, or earlier."""
        return Week(self.monday + timedelta(weeks=weeks))


def week_of(day: date) -> Week:
    """The week that a day lies in."""
    return Week(day - timedelta(days=day.weekday()))


def week_at(moment: datetime) -> Week:
    """The week that a moment lies in, where the users live."""
    return week_of(paris_day(moment))


def weeks_until(last: Week, count: int) -> tuple[Week, ...]:
    """So many weeks in a row up to `last`, the oldest first."""
    return tuple(last.shifted(-back) for back in reversed(range(count)))


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of one day, from one source; what the sum is made of."""

    source: HourSource
    day: date
    minutes: int
    stage: HourStage


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """Minutes of a week. What is done is what was told and what is validated together."""

    planned: int = 0
    waiting: int = 0
    validated: int = 0

    @property
    def done(self) -> int:
        """Minutes done, validated or not yet."""
        return self.waiting + self.validated


@dataclass(frozen=True, slots=True)
class Target:
    """Minutes that a scheme asks for in a week."""

    least: int
    most: int


def target_of(scheme: Scheme) -> Target | None:
    """What a scheme asks for in a week; None: it asks for no number of hours."""
    return Target(LEAST_HOURS * 60, MOST_HOURS * 60) if scheme is Scheme.CEJ else None


def week_totals(hours: Iterable[Hours]) -> Mapping[Week, WeekTotal]:
    """The minutes of each week that has any, whatever the order they come in."""
    sums: dict[Week, dict[HourStage, int]] = defaultdict(lambda: dict.fromkeys(HourStage, 0))
    for one in hours:
        sums[week_of(one.day)][one.stage] += one.minutes
    return {
        week: WeekTotal(
            planned=by[HourStage.PLANNED],
            waiting=by[HourStage.WAITING],
            validated=by[HourStage.VALIDATED],
        )
        for week, by in sums.items()
    }


def total_of(hours: Iterable[Hours], week: Week) -> WeekTotal:
    """The minutes of one week."""
    return week_totals(one for one in hours if one.day in week).get(week, WeekTotal())


def zero_hours(
    scheme: Scheme, since: date, today: date, totals: Mapping[Week, WeekTotal]
) -> ZeroHours | None:
    """Whether somebody's weeks without hours are worth a word, and which one.

    Only those whose scheme asks for hours; this week from Wednesday on, else last week, if they were there (`since`)
    before it began. What they told of counts, validated or not: nobody is at nought because an advisor is late.
    """
    if target_of(scheme) is None:
        return None
    this = week_of(today)
    last = this.shifted(-1)

    def nothing(week: Week) -> bool:
        return totals.get(week, WeekTotal()).done == 0

    if since <= this.monday and today.weekday() >= ALERT_FROM_WEEKDAY and nothing(this):
        return ZeroHours.THIS_WEEK
    if since <= last.monday and nothing(last) and nothing(this):
        return ZeroHours.LAST_WEEK
    return None


def weeks_in_a_row(totals: Mapping[Week, WeekTotal], today: date) -> int:
    """How many weeks in a row hold something done, up to this one; one that has just begun breaks no row."""
    week = week_of(today)
    if totals.get(week, WeekTotal()).done == 0:
        week = week.shifted(-1)
    return sum(1 for _ in _done_back_from(week, totals))


def _done_back_from(week: Week, totals: Mapping[Week, WeekTotal]) -> Iterator[Week]:
    while totals.get(week, WeekTotal()).done > 0:
        yield week
        week = week.shifted(-1)
