"""Whether a youth came to an appointment, and what follows when they did not."""

from dataclasses import dataclass

from myjobmatch.db.models import Appointment
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentStatus, Presence, reminders
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict
from myjobmatch.services.appointment_planning import (
    is_advising,
    look_again,
    note_act,
    own_appointment,
    youth_of,
)
from myjobmatch.services.building import service
from myjobmatch.services.conversations import SendMessage, conversation_with_youth, send_message
from myjobmatch.services.hour_sources import recount

_NOTED = {
    Presence.SEEN: ActivityKind.APPOINTMENT_SEEN,
    Presence.EXCUSED: ActivityKind.APPOINTMENT_EXCUSED,
    Presence.ABSENT: ActivityKind.APPOINTMENT_MISSED,
}


@dataclass(frozen=True, slots=True)
class MarkPresence:
    """Whether the youth came; None takes the mark back."""

    id: str
    presence: Presence | None


@dataclass(frozen=True, slots=True)
class SettleMissed:
    """A no-show (public id) needs nothing more; False: it does again."""

    id: str
    settled: bool = True


@dataclass(frozen=True, slots=True)
class WriteKindly:
    """A message to a youth who did not come; it settles the no-show."""

    id: str
    body: str


@service(is_advising)
async def mark_presence(actor: Actor, command: MarkPresence, uow: UnitOfWork) -> None:
    """Note whether the youth came, from the day itself on, or take the mark back.

    Raises:
        NotFound: none of theirs (`appointment_unknown`).
        Conflict: it is off (`appointment_over`), or its day has not come (`appointment_not_yet`).
    """
    row = await own_appointment(actor, command.id, uow)
    if row.status is AppointmentStatus.CANCELLED:
        raise Conflict("appointment_over")
    if paris_day(row.starts_at) > paris_day(uow.clock.now()):
        raise Conflict("appointment_not_yet")
    await note_presence(actor, row, command.presence, uow)
    await uow.actions.flush()
    await recount(uow, (row.youth_id,), (paris_day(row.starts_at),))


@service(is_advising)
async def settle_missed(actor: Actor, command: SettleMissed, uow: UnitOfWork) -> None:
    """Take a no-show off the list, or put it back.

    Raises:
        NotFound: none of theirs (`appointment_unknown`).
        Conflict: nobody missed it (`appointment_not_missed`).
    """
    row = await _missed(actor, command.id, uow)
    row.settled_at = uow.clock.now() if command.settled else None
    await look_again(row, await youth_of(row, uow), uow)


@service(is_advising)
async def write_kindly(actor: Actor, command: WriteKindly, uow: UnitOfWork) -> None:
    """Write to a youth who did not come; then nothing more is to be done.

    Raises:
        NotFound: none of theirs (`appointment_unknown`, `youth_unknown`).
        Conflict: nobody missed it (`appointment_not_missed`).
        Invalid: as `send_message`.
    """
    row = await _missed(actor, command.id, uow)
    youth = await youth_of(row, uow)
    opened = await conversation_with_youth(actor, youth.public_id, uow)
    await send_message(actor, SendMessage(opened.id, command.body), uow)
    row.settled_at = uow.clock.now()
    await look_again(row, youth, uow)


async def note_presence(
    actor: Actor, row: Appointment, presence: Presence | None, uow: UnitOfWork
) -> None:
    """Note it, or take the mark back; reminders of what is still to come are set anew."""
    if row.presence is presence:
        return
    if row.presence is not None:
        note_act(_NOTED[row.presence], actor, row, uow, row.changed_at)
    row.presence = presence
    row.status = AppointmentStatus.PLANNED if presence is None else AppointmentStatus.DONE
    row.settled_at = None
    row.changed_at = uow.clock.now()
    if presence is None:
        # so that a mark by mistake, taken back, reminds of what is still to come
        row.remind_week_at, row.remind_day_at = reminders(row.starts_at, uow.clock.now())
    else:
        row.remind_week_at = row.remind_day_at = None
        note_act(_NOTED[presence], actor, row, uow)
    await look_again(row, await youth_of(row, uow), uow)


async def _missed(actor: Actor, public_id: str, uow: UnitOfWork) -> Appointment:
    row = await own_appointment(actor, public_id, uow)
    if row.presence is not Presence.ABSENT:
        raise Conflict("appointment_not_missed")
    return row
