"""Appointments: their words, how long they are, when they clash, when they are reminded of. No database.

A moment is kept in UTC; what people agreed on is the wall time in Paris, so days are counted there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.errors import Invalid


class AppointmentKind(LabelledEnum):
    """What one meets for."""

    INTERVIEW = "interview"
    INFORMATION = "information"
    WORKSHOP = "workshop"
    VISIT = "visit"
    PARTNER = "partner"
    OUTING = "outing"
    OTHER = "other"


class AppointmentHow(LabelledEnum):
    """Where one meets."""

    ON_SITE = "on_site"
    PHONE = "phone"
    VIDEO = "video"


class AppointmentStatus(StrEnum):
    """The life of an appointment: `done` once somebody's presence was noted."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    DONE = "done"


class Presence(LabelledEnum):
    """Whether the youth came."""

    SEEN = "seen"
    EXCUSED = "excused"
    ABSENT = "absent"


class AppointmentSide(StrEnum):
    """Who set an appointment, or called it off."""

    YOUTH = "youth"
    ADVISOR = "advisor"


class AbsenceReason(StrEnum):
    """Why an advisor is away. Health is nobody's business here: there is no word for it."""

    LEAVE = "leave"
    TRAINING = "training"
    TRAVEL = "travel"
    OTHER = "other"


COLLECTIVE = frozenset(
    {AppointmentKind.INFORMATION, AppointmentKind.WORKSHOP, AppointmentKind.OUTING}
)
"""Kinds that an advisor holds for several youths at the same moment."""

SHORTEST, LONGEST = 10, 8 * 60
"""Minutes."""
LONGEST_NOTE = 500
LONGEST_REASON = 300
LONGEST_PLACE = 200
MOST_PLACES = 40
LATEST = timedelta(days=400)
"""How far ahead an appointment may lie."""
EARLIEST = timedelta(days=60)
"""How long ago one that took place may still be entered."""
EXCUSE_WITHIN = timedelta(days=2)
"""How long after it began a youth may still say that they could not come."""
REMIND_DAYS = (7, 1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of somebody's time that is taken."""

    starts_at: datetime
    ends_at: datetime
    kind: AppointmentKind


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """An appointment as its two sides see it; `video` is the address of the room, empty for none."""

    id: str
    kind: AppointmentKind
    how: AppointmentHow
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    presence: Presence | None
    advisor: str
    structure: str
    place: str
    phone: str
    video: str
    note: str
    sequence: int
    booked_by: AppointmentSide
    cancelled_by: AppointmentSide | None
    reason: str


def on_the_wall(day: date, minute: int) -> datetime:
    """The moment (UTC) when clocks in Paris show this minute of a day; of an hour that comes twice, the first.

    Raises:
        Invalid: clocks skip it that day, or it is no minute of a day (`moment_skipped`).
    """
    if not 0 <= minute <= 24 * 60:
        raise Invalid("moment_skipped")
    naive = datetime.combine(day + timedelta(days=minute // (24 * 60)), time()) + timedelta(
        minutes=minute % (24 * 60)
    )
    moment = naive.replace(tzinfo=PARIS).astimezone(UTC)
    if moment.astimezone(PARIS).replace(tzinfo=None) != naive:
        raise Invalid("moment_skipped")
    return moment


def days_before(moment: datetime, days: int) -> datetime:
    """So many days before, when clocks in Paris show the same; what they skip is when they skip it."""
    local = moment.astimezone(PARIS)
    naive = datetime.combine(local.date() - timedelta(days=days), local.time())
    return naive.replace(tzinfo=PARIS).astimezone(UTC)


def reminders(starts_at: datetime, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When to remind a week and a day before; None for what is past already when it is agreed."""
    week, day = (days_before(starts_at, days) for days in REMIND_DAYS)
    return (week if week > now else None, day if day > now else None)


def checked_stretch(starts_at: datetime, minutes: int, now: datetime) -> datetime:
    """When an appointment that begins then ends.

    Raises:
        Invalid: it has no sensible length (`appointment_length`, with `least` and `most`) or moment
            (`appointment_moment`).
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise Invalid("appointment_length", least=SHORTEST, most=LONGEST)
    if starts_at.tzinfo is None or not now - EARLIEST <= starts_at <= now + LATEST:
        raise Invalid("appointment_moment")
    return starts_at + timedelta(minutes=minutes)


def shared(one: Taken, other: Taken) -> bool:
    """Whether both are the same collective meeting: two youths of it do not clash."""
    return (
        one.kind in COLLECTIVE
        and one.kind is other.kind
        and one.starts_at == other.starts_at
        and one.ends_at == other.ends_at
    )


def overlap(one: Taken, other: Taken) -> bool:
    """Whether two stretches have a moment in common: what ends when the other begins has none."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def clashes(wanted: Taken, taken: Iterable[Taken], *, together: bool) -> bool:
    """Whether somebody cannot be there; `together` where a collective meeting has room for several."""
    return any(
        overlap(wanted, other) and not (together and shared(wanted, other)) for other in taken
    )
