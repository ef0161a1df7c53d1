"""Appointments that need an advisor today: those of the day, presence that nobody has noted, no-shows."""

from datetime import timedelta

from myjobmatch.db.repositories.appointments import AppointmentRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentStatus, Presence, on_the_wall
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.appointment_planning import is_advising
from myjobmatch.services.appointment_views import calendars_of
from myjobmatch.services.presences import MarkPresence, mark_presence
from myjobmatch.services.today.registry import key_of, source

AGENDA = "/conseil/agenda"
LATE = timedelta(days=14)
"""How long presence is asked for."""


async def _seen(actor: Actor, ref: str, uow: UnitOfWork) -> None:
    """They came: one click."""
    await mark_presence(actor, MarkPresence(ref, Presence.SEEN), uow)


@source(TodayKind.APPOINTMENT, behind=AGENDA, policy=is_advising, settle=_seen)
async def appointments_of_the_day(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """What is planned today, in its order, and what of the days before nobody has noted."""
    now = uow.clock.now()
    today = paris_day(now)
    end = on_the_wall(today + timedelta(days=1), 0)
    rows = await uow.appointments.of_advisors(calendars_of(actor), now - LATE, end)
    open_ = [row for row in rows if row.appointment.status is AppointmentStatus.PLANNED]
    return TodayFound([_row(row, uow) for row in open_[:READ_EACH]], len(open_))


@source(TodayKind.NO_SHOW, behind=f"{AGENDA}#absents", policy=is_advising)
async def missed_appointments(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who did not come, and whom nobody has spoken to since: the button proposes a new date."""
    rows = await uow.appointments.missed(calendars_of(actor), READ_EACH)
    return TodayFound(
        [
            TodayRow(
                key=key_of(TodayKind.NO_SHOW, row.appointment.public_id),
                kind=TodayKind.NO_SHOW,
                at=row.appointment.changed_at,
                subject=_name(row),
                detail="no_show",
                when=row.appointment.starts_at.isoformat(),
                youth_id=row.youth.public_id,
                act="new_date",
                href=f"{AGENDA}?relance={row.appointment.public_id}",
            )
            for row in rows
        ],
        len(rows),
    )


def _row(row: AppointmentRow, uow: UnitOfWork) -> TodayRow:
    one = row.appointment
    over = one.ends_at <= uow.clock.now()
    return TodayRow(
        key=key_of(TodayKind.APPOINTMENT, one.public_id),
        kind=TodayKind.APPOINTMENT,
        at=one.changed_at,
        subject=_name(row),
        detail="appointment_over" if over else f"appointment_{one.how.value}",
        when=one.starts_at.isoformat(),
        youth_id=row.youth.public_id,
        act="seen" if over else "open_appointment",
        href="" if over else f"{AGENDA}?jour={paris_day(one.starts_at).isoformat()}",
        urgent=over,
    )


def _name(row: AppointmentRow) -> str:
    return f"{row.identity.first_name} {row.identity.last_name}".strip()
