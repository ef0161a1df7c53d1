"""Appointments as both sides see them: the youth's phone, the advisor's calendar, a youth's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from myjobmatch.db.repositories.appointments import AppointmentRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentView, on_the_wall
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor, is_youth
from myjobmatch.domain.text import plain
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.appointment_planning import is_advising
from myjobmatch.services.building import service

MOST_DAYS = 42
"""A month as a calendar shows it: six weeks."""
ON_PHONE = 30
KEPT_ON_PHONE = timedelta(days=14)
"""How long a phone keeps what is past."""
ON_PAGE = 50
MISSED_SHOWN = 50
UNMARKED_SINCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """An appointment in a calendar; `own`: the reader may change it."""

    view: AppointmentView
    youth_id: str
    youth_name: str
    youth_phone: str
    advisor_id: str
    own: bool
    on_behalf: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day on which an advisor is away."""

    day: date
    advisor: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """An advisor whose calendar may be read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Meetable:
    """A youth whom the actor may set an appointment with."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AskAgenda:
    """So many days of a calendar, from one on; a manager names the advisor (public id), or nobody for all."""

    first: date
    days: int
    advisor_id: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What stands in a calendar, and what asks for something: no-shows, and presence nobody has noted."""

    entries: tuple[AgendaEntry, ...]
    away: tuple[AgendaDay, ...]
    missed: tuple[AgendaEntry, ...]
    unmarked: tuple[AgendaEntry, ...]
    advisors: tuple[Colleague, ...]


@service(is_accompanying, writes=False)
async def list_agenda(actor: Actor, query: AskAgenda, uow: UnitOfWork) -> Agenda:
    """An advisor's own calendar; for a manager, that of an advisor of their structure or of all.

    Raises:
        Invalid: too many days, or a day out of all reach (`agenda_days`, with `most`).
        NotFound: no such advisor of the actor's structure (`advisor_unknown`).
    """
    if not 1 <= query.days <= MOST_DAYS or not 2000 <= query.first.year <= 2200:
        raise Invalid("agenda_days", most=MOST_DAYS)
    advisors = await _readable_advisors(actor, query.advisor_id, uow)
    ids = [account_id for account_id, _, _ in advisors]
    last = query.first + timedelta(days=query.days - 1)
    start, end = on_the_wall(query.first, 0), on_the_wall(last + timedelta(days=1), 0)
    now = uow.clock.now()
    names = {account_id: name for account_id, _, name in advisors}
    public = {account_id: public_id for account_id, public_id, _ in advisors}
    return Agenda(
        entries=_entries(actor, await uow.appointments.of_advisors(ids, start, end), public),
        away=tuple(
            AgendaDay(day, names.get(row.absence.advisor_id, ""))
            for row in await uow.appointments.absences(ids, query.first, last)
            for day in days_between(
                max(row.absence.from_day, query.first), min(row.absence.to_day, last)
            )
        ),
        missed=_entries(actor, await uow.appointments.missed(ids, MISSED_SHOWN), public),
        unmarked=_entries(
            actor,
            [
                row
                for row in await uow.appointments.unmarked(ids, now, MISSED_SHOWN)
                if row.appointment.starts_at > now - UNMARKED_SINCE
            ],
            public,
        ),
        advisors=tuple(
            Colleague(one.public_id, one.display_name)
            for one in await uow.accounts.staff(actor.structure_id or 0, (Role.ADVISOR,))
        )
        if actor.role is Role.MANAGER
        else (),
    )


@service(is_accompanying, writes=False)
async def appointments_with(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> tuple[AgendaEntry, ...]:
    """A youth's appointments, the latest first, for their own advisor or a manager of their structure.

    Raises:
        NotFound: not a youth of theirs (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    if actor.role is not Role.MANAGER and not is_own_advisor(
        actor, advisor_id=youth.advisor_id, youth_id=youth.id
    ):
        raise NotFound("youth_unknown")
    rows = await uow.appointments.of_youth(
        youth.id, datetime(2000, 1, 1, tzinfo=UTC), ON_PAGE, latest_first=True
    )
    return _entries(actor, rows, {})


@service(is_advising, writes=False)
async def youths_to_meet(actor: Actor, _command: None, uow: UnitOfWork) -> list[Meetable]:
    """Those whom the actor accompanies today, by name."""
    rows = await uow.portfolio.youths(actor.structure_id or 0, actor)
    people = [
        Meetable(row.youth.public_id, f"{row.identity.first_name} {row.identity.last_name}".strip())
        for row in rows
    ]
    return sorted(people, key=lambda one: plain(one.name))


@service(is_youth, writes=False)
async def own_appointments(
    actor: Actor, _command: None, uow: UnitOfWork
) -> tuple[AppointmentView, ...]:
    """What a youth's phone keeps: what comes, and what was in the last two weeks."""
    since = uow.clock.now() - KEPT_ON_PHONE
    rows = await uow.appointments.of_youth(actor.youth_id or 0, since, ON_PHONE)
    return tuple(view_of(row) for row in rows)


async def readable_row(actor: Actor, public_id: str, uow: UnitOfWork) -> AppointmentRow:
    """An appointment for whoever may read it: the youth, the advisors concerned, the structure's manager.

    Raises:
        NotFound: there is none (`appointment_unknown`).
    """
    row = await uow.appointments.row_by_public_id(checked_public_id(public_id))
    if row is None or not may_read_row(actor, row):
        raise NotFound("appointment_unknown")
    return row


def view_of(row: AppointmentRow) -> AppointmentView:
    """An appointment as its two sides see it."""
    one = row.appointment
    return AppointmentView(
        id=one.public_id,
        kind=one.kind,
        how=one.how,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        status=one.status,
        presence=one.presence,
        advisor=row.advisor,
        structure=row.structure,
        place=one.place,
        phone=one.phone or row.identity.phone,
        video=one.video_url,
        note=one.note,
        sequence=one.sequence,
        booked_by=one.booked_by,
        cancelled_by=one.cancelled_by,
        reason=one.reason,
    )


def days_between(first: date, last: date) -> list[date]:
    """Every day from one to another, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def week_of(moment: datetime) -> date:
    """The Monday of a moment's week in Paris."""
    day = paris_day(moment)
    return day - timedelta(days=day.weekday())


def calendars_of(actor: Actor) -> tuple[int, ...]:
    """Whose calendars an advisor has before them: their own, and those of whom they stand in for today."""
    return (actor.account_id, *sorted(actor.stands_for))


def may_read_row(actor: Actor, row: AppointmentRow) -> bool:
    """The youth, the advisors concerned, and the manager of the youth's structure."""
    if actor.role is Role.YOUTH:
        return actor.youth_id == row.appointment.youth_id
    if not is_accompanying(actor) or actor.structure_id != row.youth.structure_id:
        return False
    return actor.role is Role.MANAGER or _is_own(actor, row)


def _is_own(actor: Actor, row: AppointmentRow) -> bool:
    return is_own_advisor(
        actor, advisor_id=row.appointment.advisor_id, youth_id=row.youth.id
    ) or is_own_advisor(actor, advisor_id=row.youth.advisor_id, youth_id=row.youth.id)


def _entries(
    actor: Actor, rows: Iterable[AppointmentRow], public: dict[int, str]
) -> tuple[AgendaEntry, ...]:
    return tuple(
        AgendaEntry(
            view=view_of(row),
            youth_id=row.youth.public_id,
            youth_name=f"{row.identity.first_name} {row.identity.last_name}".strip(),
            youth_phone=row.identity.phone,
            advisor_id=public.get(row.appointment.advisor_id, ""),
            own=_is_own(actor, row),
            on_behalf=row.appointment.on_behalf,
            settled=row.appointment.settled_at is not None,
        )
        for row in rows
    )


async def _readable_advisors(
    actor: Actor, public_id: str, uow: UnitOfWork
) -> list[tuple[int, str, str]]:
    """Dense id, public id and name of those whose calendar is asked for.

    An advisor's own, and those of whom they stand in for today.
    """
    staff = await uow.accounts.staff(actor.structure_id or 0, (Role.ADVISOR,))
    found = [
        (one.id, one.public_id, one.display_name)
        for one in staff
        if actor.role is Role.MANAGER or one.id in calendars_of(actor)
    ]
    if not public_id:
        return found
    chosen = [one for one in found if one[1] == checked_public_id(public_id)]
    if not chosen:
        raise NotFound("advisor_unknown")
    return chosen
