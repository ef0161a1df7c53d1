"""A calendar laid out: hours by days, or weeks by days, as the page draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from myjobmatch.domain.appointments import AppointmentStatus
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.services.appointment_views import AgendaEntry

DAY, WEEK, MONTH = "day", "week", "month"
VIEWS = frozenset({DAY, WEEK, MONTH})
OPENS, CLOSES = 8, 18
"""The hours that are always shown; others when something stands in them."""
SHOWN_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """An appointment as the page shows it. `markable`: its day has come; `open`: it may still be changed."""

    id: str = ""
    youth_id: str = ""
    name: str = ""
    kind: str = ""
    how: str = ""
    starts_at: str = ""
    ends_at: str = ""
    day: str = ""
    time: str = ""
    minutes: int = 0
    status: str = ""
    presence: str = ""
    place: str = ""
    phone: str = ""
    video: str = ""
    note: str = ""
    advisor: str = ""
    reason: str = ""
    cancelled_by: str = ""
    booked_by: str = ""
    own: bool = False
    on_behalf: bool = False
    markable: bool = False
    open: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class DayHead:
    """A column."""

    day: str
    today: bool
    away: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a day; `minute` is where a new appointment would begin."""

    day: str
    minute: int
    at: str
    away: bool
    past: bool
    today: bool
    shown: list[Entry]


@dataclass(frozen=True, slots=True)
class HourRow:
    """An hour across the days."""

    hour: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day in a month, with its first appointments."""

    day: str
    number: int
    other: bool
    today: bool
    away: bool
    shown: list[Entry]
    more: int


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """Seven days."""

    days: list[MonthDay] = field(default_factory=list)


def span_of(view: str, day: date) -> tuple[date, int]:
    """The first day that a view asks for, and how many."""
    if view == DAY:
        return day, 1
    monday = day - timedelta(days=day.weekday())
    if view == WEEK:
        return monday, 7
    first = day.replace(day=1)
    return first - timedelta(days=first.weekday()), 42


def entry_of(told: AgendaEntry, now: datetime, *, with_advisor: bool) -> Entry:
    """An appointment as the page shows it."""
    view = told.view
    local = view.starts_at.astimezone(PARIS)
    planned = view.status is AppointmentStatus.PLANNED
    cancelled = view.status is AppointmentStatus.CANCELLED
    return Entry(
        id=view.id,
        youth_id=told.youth_id,
        name=told.youth_name,
        kind=view.kind.value,
        how=view.how.value,
        starts_at=view.starts_at.isoformat(),
        ends_at=view.ends_at.isoformat(),
        day=local.date().isoformat(),
        time=local.strftime("%H:%M"),
        minutes=(view.ends_at - view.starts_at) // timedelta(minutes=1),
        status=view.status.value,
        presence=view.presence.value if view.presence else "",
        place=view.place,
        phone=view.phone,
        video=view.video,
        note=view.note,
        advisor=view.advisor if with_advisor or not told.own else "",
        reason=view.reason,
        cancelled_by=view.cancelled_by.value if view.cancelled_by else "",
        booked_by=view.booked_by.value,
        own=told.own,
        on_behalf=told.on_behalf,
        markable=told.own and not cancelled and paris_day(view.starts_at) <= paris_day(now),
        open=told.own and planned,
        state="cancelled" if cancelled else (view.presence.value if view.presence else "planned"),
    )


def heads_of(
    entries: Sequence[Entry], first: date, days: int, today: str, away: Collection[str]
) -> list[DayHead]:
    """The columns: days of work, and those of the weekend on which something stands."""
    busy = {one.day for one in entries}
    shown = [first + timedelta(days=number) for number in range(days)]
    return [
        DayHead(day.isoformat(), day.isoformat() == today, day.isoformat() in away)
        for day in shown
        if days == 1 or day.weekday() < 5 or day.isoformat() in busy
    ]


def hours_of(
    entries: Sequence[Entry], days: Sequence[str], away: Collection[str], now: datetime
) -> list[HourRow]:
    """The hours from the first to the last in which something stands, those of work at least."""
    by_hour: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for one in entries:
        by_hour[one.day, int(one.time[:2])].append(one)
    begun = [hour for _, hour in by_hour]
    local = now.astimezone(PARIS)
    here = (local.date().isoformat(), local.hour)
    return [
        HourRow(
            f"{hour:02d}:00",
            [
                Cell(
                    day=day,
                    minute=hour * 60,
                    at=datetime.combine(
                        date.fromisoformat(day), time(hour), tzinfo=PARIS
                    ).isoformat(),
                    away=day in away,
                    past=(day, hour) < here,
                    today=day == here[0],
                    shown=by_hour.get((day, hour), []),
                )
                for day in days
            ],
        )
        for hour in range(min([OPENS, *begun]), max([CLOSES, *begun]) + 1)
    ]


def weeks_of(
    entries: Sequence[Entry], first: date, month: date, today: str, away: Collection[str]
) -> list[MonthWeek]:
    """Five or six weeks of a month; what was called off is left to the day's own view."""
    by_day: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        if one.state != "cancelled":
            by_day[one.day].append(one)
    weeks = []
    for week in range(6):
        monday = first + timedelta(days=7 * week)
        if week and monday.month != month.month and monday > month:
            break
        days = [monday + timedelta(days=number) for number in range(7)]
        weeks.append(
            MonthWeek(
                [
                    MonthDay(
                        day=day.isoformat(),
                        number=day.day,
                        other=day.month != month.month,
                        today=day.isoformat() == today,
                        away=day.isoformat() in away,
                        shown=by_day[day.isoformat()][:SHOWN_A_DAY],
                        more=max(0, len(by_day[day.isoformat()]) - SHOWN_A_DAY),
                    )
                    for day in days
                ]
            )
        )
    return weeks
