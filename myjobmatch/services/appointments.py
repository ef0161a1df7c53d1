"""Appointments between an advisor and a youth: setting them, moving them, calling them off."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import Appointment, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    EXCUSE_WITHIN,
    LONGEST_REASON,
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    AppointmentStatus,
    Presence,
    Taken,
    checked_stretch,
    reminders,
)
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.appointment_planning import (
    CANCELLED,
    MOVED,
    Planned,
    announce,
    changed,
    checked_line,
    checked_note,
    is_advising,
    look_again,
    note_act,
    own_appointment,
    own_youth,
    plan,
    refuse_clashes,
    youth_of,
)
from myjobmatch.services.building import service
from myjobmatch.services.presences import note_presence
from myjobmatch.services.video_rooms import new_room

MOST_CALLED_OFF = 1_000


@dataclass(frozen=True, slots=True)
class SetAppointment:
    """An appointment with a youth (public id). `follows` is the missed one that it makes up for (public id).

    `on_behalf`: the youth has no phone, or is present; it is recorded as such.
    """

    youth_id: str
    kind: AppointmentKind
    how: AppointmentHow
    starts_at: datetime
    minutes: int
    place: str = ""
    phone: str = ""
    note: str = ""
    on_behalf: bool = False
    follows: str = ""


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """Another moment for an appointment (public id), or another place; None leaves what it is."""

    id: str
    starts_at: datetime
    minutes: int
    how: AppointmentHow | None = None
    place: str | None = None
    phone: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CancelAppointment:
    """Call an appointment off, with the reason that the other side will read."""

    id: str
    reason: str = ""


@service(is_advising)
async def set_appointment(
    actor: Actor, command: SetAppointment, uow: UnitOfWork, video_base: str = ""
) -> str:
    """Agree on an appointment with one of the actor's youths; answers its public id. The youth is told.

    Raises:
        NotFound: not a youth of theirs (`youth_unknown`), or no such missed one (`appointment_unknown`).
        Invalid: as `checked_stretch`; a text is too long (`note_long`, with `most`); there is no video here
            (`video_unavailable`).
        Conflict: the actor or the youth has another one then (`appointment_clash`, `appointment_clash_youth`).
    """
    youth = await own_youth(actor, command.youth_id, uow)
    missed = await own_appointment(actor, command.follows, uow) if command.follows else None
    now = uow.clock.now()
    row = await plan(
        actor,
        Planned(
            advisor_id=actor.account_id,
            youth=youth,
            kind=command.kind,
            how=command.how,
            starts_at=command.starts_at,
            ends_at=checked_stretch(command.starts_at, command.minutes, now),
            place=checked_line(command.place),
            phone=checked_line(command.phone, 30),
            note=checked_note(command.note),
            by=AppointmentSide.ADVISOR,
            on_behalf=command.on_behalf,
            follows_id=missed.id if missed and missed.youth_id == youth.id else None,
        ),
        uow,
        video_base,
    )
    if missed is not None and missed.presence is Presence.ABSENT and missed.settled_at is None:
        missed.settled_at = now
    return row.public_id


@service(is_advising)
async def move_appointment(
    actor: Actor, command: MoveAppointment, uow: UnitOfWork, video_base: str = ""
) -> None:
    """Change when or where; the sequence grows, reminders are set anew, the youth is told.

    Raises:
        NotFound: none of theirs (`appointment_unknown`).
        Invalid, Conflict: as `set_appointment`; it is over or off (`appointment_over`).
    """
    row = await own_appointment(actor, command.id, uow)
    if row.status is not AppointmentStatus.PLANNED:
        raise Conflict("appointment_over")
    youth = await youth_of(row, uow)
    ends_at = checked_stretch(command.starts_at, command.minutes, uow.clock.now())
    await uow.appointments.hold((row.advisor_id,), youth.id)
    how = command.how or row.how
    wanted = {
        "starts_at": command.starts_at,
        "ends_at": ends_at,
        "how": how,
        "place": row.place if command.place is None else checked_line(command.place),
        "phone": row.phone if command.phone is None else checked_line(command.phone, 30),
        "note": row.note if command.note is None else checked_note(command.note),
        "video_url": (
            (row.video_url or new_room(video_base)) if how is AppointmentHow.VIDEO else ""
        ),
    }
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return
    await refuse_clashes(
        Taken(command.starts_at, ends_at, row.kind), row.advisor_id, youth.id, uow, but=row.id
    )
    for name, value in wanted.items():
        setattr(row, name, value)
    row.remind_week_at, row.remind_day_at = reminders(row.starts_at, uow.clock.now())
    changed(row, uow)
    note_act(ActivityKind.APPOINTMENT_MOVED, actor, row, uow)
    announce(MOVED, row, AppointmentSide.ADVISOR, uow)
    await look_again(row, youth, uow)


@service(is_advising)
async def cancel_appointment(actor: Actor, command: CancelAppointment, uow: UnitOfWork) -> None:
    """Call off one of the actor's appointments; the youth is told, and reminded no more. Again is once.

    Raises:
        NotFound: none of theirs (`appointment_unknown`).
        Invalid: no reason (`appointment_reason`), or a long one (`note_long`, with `most`).
        Conflict: it is over (`appointment_over`).
    """
    reason = checked_line(command.reason, LONGEST_REASON)
    row = await own_appointment(actor, command.id, uow)
    if row.status is AppointmentStatus.CANCELLED:
        return
    if row.status is AppointmentStatus.DONE:
        raise Conflict("appointment_over")
    if not reason:
        raise Invalid("appointment_reason")
    await _call_off(actor, row, AppointmentSide.ADVISOR, reason, uow)


@service(is_youth)
async def decline_appointment(actor: Actor, command: CancelAppointment, uow: UnitOfWork) -> None:
    """A youth cannot come: before it begins it is off, and the slot free; within two days after, they are excused.

    Raises:
        NotFound: none of theirs (`appointment_unknown`).
        Invalid: a long reason (`note_long`, with `most`).
        Conflict: too late, or their presence was noted already (`appointment_over`).
    """
    row = await uow.appointments.by_public_id(checked_public_id(command.id))
    if row is None or row.youth_id != actor.youth_id:
        raise NotFound("appointment_unknown")
    reason = checked_line(command.reason, LONGEST_REASON)
    if row.status is AppointmentStatus.CANCELLED:
        return
    now = uow.clock.now()
    if row.status is AppointmentStatus.DONE or row.starts_at + EXCUSE_WITHIN < now:
        raise Conflict("appointment_over")
    if now < row.starts_at:
        await _call_off(actor, row, AppointmentSide.YOUTH, reason, uow)
        return
    row.reason = reason
    await note_presence(actor, row, Presence.EXCUSED, uow)


async def call_off_all(actor: Actor, youth: Youth, uow: UnitOfWork) -> int:
    """Call off everything to come of a youth who leaves; answers how many. Whoever holds them is told."""
    now = uow.clock.now()
    coming = [
        one.appointment
        for one in await uow.appointments.of_youth(youth.id, now, MOST_CALLED_OFF)
        if one.appointment.status is AppointmentStatus.PLANNED and one.appointment.starts_at > now
    ]
    if coming:
        await uow.appointments.hold([row.advisor_id for row in coming], youth.id)
    for row in coming:
        await _call_off(actor, row, AppointmentSide.YOUTH, "", uow)
    return len(coming)


async def _call_off(
    actor: Actor, row: Appointment, by: AppointmentSide, reason: str, uow: UnitOfWork
) -> None:
    row.status, row.reason = AppointmentStatus.CANCELLED, reason
    row.cancelled_at, row.cancelled_by = uow.clock.now(), by
    row.remind_week_at = row.remind_day_at = None
    changed(row, uow)
    note_act(ActivityKind.APPOINTMENT_CANCELLED, actor, row, uow)
    announce(CANCELLED, row, by, uow)
    await look_again(row, await youth_of(row, uow), uow)
