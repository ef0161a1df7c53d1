"""Which services run on which day, and which weekday and Saturday stand for the usual ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

LOOK_AHEAD = 42
"""So many days from today are looked at for a usual one: six weeks outlast two weeks of holidays."""

SATURDAY = 5


@dataclass(slots=True)
class Service:
    """A row of calendar.txt and its exceptions."""

    begins: date | None = None
    ends: date | None = None
    weekdays: tuple[bool, ...] = (False,) * 7
    added: set[date] = field(default_factory=set)
    removed: set[date] = field(default_factory=set)

    def runs(self, day: date) -> bool:
        """Whether it runs that day."""
        if day in self.added:
            return True
        if self.begins is None or self.ends is None or day in self.removed:
            return False
        return self.begins <= day <= self.ends and self.weekdays[day.weekday()]


@dataclass(frozen=True, slots=True)
class UsualDays:
    """The days that stand for the others; None where the feed has none. `over`: all were before today."""

    weekday: date | None
    saturday: date | None
    until: date | None
    over: bool


def usual_days(services: Mapping[str, Service], trips: Counter[str], today: date) -> UsualDays:
    """Of the six weeks from today (or the feed's last six), the weekday and the Saturday with the
    median number of runs: neither a holiday nor a strike day stands for the rest."""
    ends = [each.ends for each in services.values() if each.ends]
    ends += [max(each.added) for each in services.values() if each.added]
    begins = [each.begins for each in services.values() if each.begins]
    begins += [min(each.added) for each in services.values() if each.added]
    if not ends:
        return UsualDays(None, None, None, over=False)
    first, last = min(begins, default=min(ends)), max(ends)
    over = last < today
    begin = max(first, today)
    if over:  # no day before the calendar's first
        begin = last - timedelta(min(LOOK_AHEAD, (last - first).days))
    days = [begin + timedelta(n) for n in range(min(LOOK_AHEAD, (last - begin).days) + 1)]
    weekdays = (day for day in days if day.weekday() < SATURDAY)
    saturdays = (day for day in days if day.weekday() == SATURDAY)
    return UsualDays(
        _median(weekdays, services, trips), _median(saturdays, services, trips), last, over
    )


def _median(
    days: Iterable[date], services: Mapping[str, Service], trips: Counter[str]
) -> date | None:
    counted = []
    for day in days:
        runs = sum(count for id_, count in trips.items() if services[id_].runs(day))
        if runs:
            counted.append((runs, day))
    counted.sort()
    return counted[len(counted) // 2][1] if counted else None
