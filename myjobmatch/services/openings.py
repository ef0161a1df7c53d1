"""When an advisor may be booked: weekly hours, single openings, and the days when they do not hold."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from myjobmatch.db.models import AppointmentOpening, OpeningException
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.slots import MOST_OPENINGS, NOTICE, Closed, OpenHours, checked_hours, slots
from myjobmatch.services.appointment_planning import checked_line, is_advising, taken_by
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT

LOOKED_AHEAD = timedelta(days=14)
MOST_EXCEPTIONS = 200
LATEST_DAY = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SaveOpening:
    """Hours, new or, with an `id`, changed. Minutes of the day; `weekday` 0 is Monday, or a single `day`."""

    kind: AppointmentKind
    how: AppointmentHow
    minutes: int
    start: int
    end: int
    weekday: int | None = None
    day: date | None = None
    places: int = 1
    valid_from: date | None = None
    valid_until: date | None = None
    place: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class CloseHours:
    """A part of a day in which nothing is open after all."""

    day: date
    start: int = 0
    end: int = 24 * 60


@dataclass(frozen=True, slots=True)
class ClosedView:
    """An exception."""

    id: str
    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OpeningList:
    """An advisor's openings and exceptions; `free` counts what may be booked in the next two weeks."""

    openings: tuple[OpenHours, ...]
    closed: tuple[ClosedView, ...]
    free: int


@service(is_advising, writes=False)
async def list_openings(actor: Actor, _command: None, uow: UnitOfWork) -> OpeningList:
    """When the actor may be booked."""
    now = uow.clock.now()
    mine = (actor.account_id,)
    openings = tuple(hours_of(row) for row in await uow.appointments.openings(mine))
    exceptions = await uow.appointments.exceptions(mine, paris_day(now))
    away = await uow.appointments.absences(mine, paris_day(now))
    until = now + LOOKED_AHEAD
    taken = await uow.appointments.taken(now, until, advisor_id=actor.account_id)
    free = slots(
        openings,
        [Closed(row.day, row.start_minute, row.end_minute) for row in exceptions],
        [(row.absence.from_day, row.absence.to_day) for row in away],
        [taken_by(row) for row in taken],
        now + NOTICE,
        until,
    )
    return OpeningList(
        openings,
        tuple(
            ClosedView(row.public_id, row.day, row.start_minute, row.end_minute)
            for row in exceptions
        ),
        sum(slot.left for slot in free),
    )


@service(is_advising)
async def save_opening(
    actor: Actor, command: SaveOpening, uow: UnitOfWork, video_base: str = ""
) -> str:
    """Open hours, or change them; what was booked in them stays. Answers their public id.

    Raises:
        NotFound: none of theirs (`opening_unknown`).
        Invalid: as `checked_hours`; too many (`too_many_kept`, with `most`); no video here
            (`video_unavailable`); a long place (`note_long`, with `most`).
    """
    hours = checked_hours(
        OpenHours(
            id="",
            kind=command.kind,
            how=command.how,
            minutes=command.minutes,
            places=command.places,
            weekday=command.weekday,
            day=command.day,
            start=command.start,
            end=command.end,
            valid_from=command.valid_from if command.day is None else None,
            valid_until=command.valid_until if command.day is None else None,
            place=checked_line(command.place),
        )
    )
    if hours.how is AppointmentHow.VIDEO and not video_base:
        raise Invalid("video_unavailable")
    today = paris_day(uow.clock.now())
    if hours.day is not None and not today <= hours.day <= today + LATEST_DAY:
        raise Invalid("opening_days")
    if command.id:
        row = await _own(actor, command.id, uow)
    else:
        if len(await uow.appointments.openings((actor.account_id,))) >= MOST_OPENINGS:
            raise Invalid("too_many_kept", most=MOST_OPENINGS)
        row = AppointmentOpening(
            public_id=new_public_id(), advisor_id=actor.account_id, created_at=uow.clock.now()
        )
    row.kind, row.how, row.place = hours.kind, hours.how, hours.place
    row.minutes, row.places = hours.minutes, hours.places
    row.weekday, row.day = hours.weekday, hours.day
    row.start_minute, row.end_minute = hours.start, hours.end
    row.valid_from, row.valid_until = hours.valid_from, hours.valid_until
    uow.appointments.add(row)
    uow.changed(ACCOUNT, actor.account_id)
    return row.public_id


@service(is_advising)
async def delete_opening(actor: Actor, public_id: str, uow: UnitOfWork) -> OpenHours:
    """Close hours for good; what was booked in them stays. Answers them, so that they can be put back.

    Raises:
        NotFound: none of theirs (`opening_unknown`).
    """
    row = await _own(actor, public_id, uow)
    hours = hours_of(row)
    await uow.appointments.remove(row)
    uow.changed(ACCOUNT, actor.account_id)
    return hours


@service(is_advising)
async def close_hours(actor: Actor, command: CloseHours, uow: UnitOfWork) -> None:
    """Nothing is open in a part of a day.

    Raises:
        Invalid: no part of a day to come (`opening_times`, `opening_days`), or too many
            (`too_many_kept`, with `most`).
    """
    today = paris_day(uow.clock.now())
    if not 0 <= command.start < command.end <= 24 * 60:
        raise Invalid("opening_times")
    if not today <= command.day <= today + LATEST_DAY:
        raise Invalid("opening_days")
    mine = (actor.account_id,)
    if len(await uow.appointments.exceptions(mine, today)) >= MOST_EXCEPTIONS:
        raise Invalid("too_many_kept", most=MOST_EXCEPTIONS)
    uow.appointments.add(
        OpeningException(
            public_id=new_public_id(),
            advisor_id=actor.account_id,
            day=command.day,
            start_minute=command.start,
            end_minute=command.end,
        )
    )
    uow.changed(ACCOUNT, actor.account_id)


@service(is_advising)
async def reopen_hours(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """The openings hold again on that day; an exception that is gone already changes nothing."""
    await uow.appointments.forget_exception(actor.account_id, checked_public_id(public_id))
    uow.changed(ACCOUNT, actor.account_id)


async def open_hours(
    advisor_ids: Collection[int], uow: UnitOfWork
) -> dict[int, tuple[list[OpenHours], list[Closed], list[tuple[date, date]]]]:
    """By advisor: openings, exceptions and days away."""
    today = paris_day(uow.clock.now())
    found: dict[int, tuple[list[OpenHours], list[Closed], list[tuple[date, date]]]] = {
        id_: ([], [], []) for id_ in advisor_ids
    }
    for opening in await uow.appointments.openings(advisor_ids):
        found[opening.advisor_id][0].append(hours_of(opening))
    for exception in await uow.appointments.exceptions(advisor_ids, today):
        found[exception.advisor_id][1].append(
            Closed(exception.day, exception.start_minute, exception.end_minute)
        )
    for row in await uow.appointments.absences(advisor_ids, today):
        found[row.absence.advisor_id][2].append((row.absence.from_day, row.absence.to_day))
    return found


def hours_of(row: AppointmentOpening) -> OpenHours:
    """An opening as the rules take it."""
    return OpenHours(
        id=row.public_id,
        kind=row.kind,
        how=row.how,
        minutes=row.minutes,
        places=row.places,
        weekday=row.weekday,
        day=row.day,
        start=row.start_minute,
        end=row.end_minute,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        place=row.place,
    )


def only_between(hours: OpenHours, first: date, last: date) -> OpenHours | None:
    """The same hours, on these days alone; None when they do not open then."""
    if hours.day is not None:
        return hours if first <= hours.day <= last else None
    return replace(
        hours,
        valid_from=max(first, hours.valid_from or first),
        valid_until=min(last, hours.valid_until or last),
    )


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> AppointmentOpening:
    row = await uow.appointments.opening(checked_public_id(public_id))
    if row is None or row.advisor_id != actor.account_id:
        raise NotFound("opening_unknown")
    return row
