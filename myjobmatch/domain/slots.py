"""The slots that youths may book: an advisor's weekly hours and single openings, less what is taken. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.domain.appointments import (
    COLLECTIVE,
    LONGEST,
    MOST_PLACES,
    SHORTEST,
    AppointmentHow,
    AppointmentKind,
    Taken,
    clashes,
    on_the_wall,
    shared,
)
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid

NOTICE = timedelta(hours=2)
"""How soon a slot may still be booked: whoever receives must have seen it."""
HORIZON = timedelta(days=60)
MOST_SHOWN = 240
MOST_OWN = 3
"""How many coming appointments a youth may have booked alone: the others' turn comes too."""
MOST_OPENINGS = 60


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When an advisor may be booked, for a kind: each week on a weekday (0 is Monday), or on one day.

    `start` and `end` are minutes of the day in Paris; `minutes` is the length of an appointment.
    """

    id: str
    kind: AppointmentKind
    how: AppointmentHow
    minutes: int
    places: int
    weekday: int | None
    day: date | None
    start: int
    end: int
    valid_from: date | None = None
    valid_until: date | None = None
    place: str = ""

    def on(self, day: date) -> bool:
        """Whether it opens that day."""
        if self.day is not None:
            return self.day == day
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class Closed:
    """An exception: a part of a day in which nothing is open after all."""

    day: date
    start: int = 0
    end: int = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment that may be booked, and how many places are left in it."""

    opening_id: str
    kind: AppointmentKind
    how: AppointmentHow
    starts_at: datetime
    ends_at: datetime
    place: str
    left: int


def checked_hours(hours: OpenHours) -> OpenHours:
    """The hours, if they make sense.

    Raises:
        Invalid: `appointment_length` (with `least`, `most`), `opening_times`, `opening_days`,
            `opening_places` (with `most`).
    """
    if not SHORTEST <= hours.minutes <= LONGEST:
        raise Invalid("appointment_length", least=SHORTEST, most=LONGEST)
    if not 0 <= hours.start < hours.end <= 24 * 60 or hours.end - hours.start < hours.minutes:
        raise Invalid("opening_times")
    if (hours.weekday is None) == (hours.day is None) or hours.weekday not in {None, *range(7)}:
        raise Invalid("opening_days")
    if hours.valid_from and hours.valid_until and hours.valid_until < hours.valid_from:
        raise Invalid("opening_days")
    most = MOST_PLACES if hours.kind in COLLECTIVE else 1
    if not 1 <= hours.places <= most:
        raise Invalid("opening_places", most=most)
    return hours


def slots(
    openings: Sequence[OpenHours],
    closed: Iterable[Closed],
    away: Iterable[tuple[date, date]],
    taken: Sequence[Taken],
    earliest: datetime,
    latest: datetime,
) -> list[Slot]:
    """What may be booked between two moments, the next first; `away` are days, both ends included.

    An hour that clocks skip is no slot; in the hour that comes twice, the first is.
    """
    exceptions, absences = list(closed), list(away)
    found: dict[tuple[AppointmentKind, datetime], Slot] = {}
    for day in _days(paris_day(earliest), paris_day(latest)):
        if any(first <= day <= last for first, last in absences):
            continue
        of_day = [one for one in exceptions if one.day == day]
        for hours in openings:
            if not hours.on(day):
                continue
            for start, starts_at in _starts(hours, day):
                end, ends_at = start + hours.minutes, starts_at + timedelta(minutes=hours.minutes)
                if not earliest <= starts_at < latest or any(
                    start < one.end and one.start < end for one in of_day
                ):
                    continue
                slot = _free(hours, starts_at, ends_at, taken)
                if slot is not None:
                    found.setdefault((hours.kind, starts_at), slot)
    return sorted(found.values(), key=lambda slot: (slot.starts_at, slot.kind))


def _free(
    hours: OpenHours, starts_at: datetime, ends_at: datetime, taken: Sequence[Taken]
) -> Slot | None:
    wanted = Taken(starts_at, ends_at, hours.kind)
    if clashes(wanted, taken, together=hours.places > 1):
        return None
    left = hours.places - sum(shared(wanted, other) for other in taken)
    if left < 1:
        return None
    return Slot(hours.id, hours.kind, hours.how, starts_at, ends_at, hours.place, left)


def _starts(hours: OpenHours, day: date) -> Iterator[tuple[int, datetime]]:
    for start in range(hours.start, hours.end - hours.minutes + 1, hours.minutes):
        try:
            yield start, on_the_wall(day, start)
        except Invalid:
            continue


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
