"""Periods that dashboards show, what they are compared with, and the days or weeks they are drawn in."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.figures import monday_of

LONGEST_DAYS = 731
DRAWN_BY_DAY = 31
"""Up to so many days, each is drawn; beyond, weeks are."""
_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """What one may choose; all but one's own end today, that they may be compared with their like."""

    DAYS_7 = "days_7"
    DAYS_30 = "days_30"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


class Against(StrEnum):
    """What a period is compared with."""

    BEFORE = "before"
    YEAR_BEFORE = "year_before"


_LENGTHS = {
    PeriodKind.DAYS_7: 7,
    PeriodKind.DAYS_30: 30,
    PeriodKind.QUARTER: 13 * 7,
    PeriodKind.YEAR: 52 * 7,
}
EARLIEST = date(2000, 1, 1)
"""Nothing was counted before."""
_WEEKS_A_YEAR = timedelta(weeks=52)
"""Whole weeks, so that the same days of the week are compared."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both within."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last

    def compared(self, against: Against) -> "Period":
        """The period before it, as long as it; or the same a year before."""
        if against is Against.YEAR_BEFORE:
            return Period(self.first - _WEEKS_A_YEAR, self.last - _WEEKS_A_YEAR)
        return Period(self.first - self.days * _DAY, self.first - _DAY)

    def parts(self) -> tuple["Period", ...]:
        """Its days when they are few, else its weeks from Monday to Sunday, cut at both ends."""
        if self.days <= DRAWN_BY_DAY:
            return tuple(Period(day, day) for day in self._days())
        first, parts = self.first, []
        while first <= self.last:
            last = min(monday_of(first) + 6 * _DAY, self.last)
            parts.append(Period(first, last))
            first = last + _DAY
        return tuple(parts)

    def cut_weeks(self) -> tuple["Period", ...]:
        """Of weeks that are drawn, those at its ends that it holds in part."""
        parts = self.parts()
        return () if len(parts) == self.days else tuple(each for each in parts if each.days < 7)

    def _days(self) -> list[date]:
        return [self.first + at * _DAY for at in range(self.days)]


def period_of(
    kind: PeriodKind, today: date, first: date | None = None, last: date | None = None
) -> Period:
    """The period that somebody chose.

    Raises:
        Invalid: one's own without both days, the wrong way round, in the future or too long (`period_bad`).
    """
    if kind is not PeriodKind.OWN:
        return Period(today - (_LENGTHS[kind] - 1) * _DAY, today)
    if first is None or last is None or not EARLIEST <= first <= last <= today:
        raise Invalid("period_bad", most=LONGEST_DAYS)
    if (last - first).days >= LONGEST_DAYS:
        raise Invalid("period_bad", most=LONGEST_DAYS)
    return Period(first, last)
