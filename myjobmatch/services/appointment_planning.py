"""Planning an appointment: nobody of the two is busy then, and what follows from each change.

Advisor and youth are held before it is looked at, so that two writers at once see one another on
either database (docs/decisions/0030-appointments.md).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from myjobmatch.db.models import Appointment, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    LONGEST_NOTE,
    LONGEST_PLACE,
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    Taken,
    clashes,
    reminders,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_own_advisor, require
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.services.notices import ACCOUNT, tell_youth
from myjobmatch.services.video_rooms import new_room

SET, MOVED, CANCELLED = "appointment_set", "appointment_moved", "appointment_cancelled"
"""Domain events: `{appointment, sequence, by}`."""


def is_advising(actor: Actor) -> bool:
    """Who has a calendar of their own: advisors."""
    return actor.role is Role.ADVISOR


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be set, checked, with everybody's dense ids."""

    advisor_id: int
    youth: Youth
    kind: AppointmentKind
    how: AppointmentHow
    starts_at: datetime
    ends_at: datetime
    place: str
    phone: str
    note: str
    by: AppointmentSide
    on_behalf: bool = False
    follows_id: int | None = None
    together: bool = True


async def own_appointment(
    actor: Actor, public_id: str, uow: UnitOfWork, *, lock: bool = True
) -> Appointment:
    """An appointment that the actor holds, or that is with a youth of theirs; locked for whoever writes.

    Raises:
        NotFound: there is none (`appointment_unknown`).
    """
    row = await uow.appointments.by_public_id(checked_public_id(public_id), lock=lock)
    if row is None:
        raise NotFound("appointment_unknown")
    youth = await youth_of(row, uow)
    own = is_own_advisor(actor, advisor_id=row.advisor_id, youth_id=youth.id) or is_own_advisor(
        actor, advisor_id=youth.advisor_id, youth_id=youth.id
    )
    require(own and youth.structure_id == actor.structure_id, "appointment_unknown")
    return row


async def held_appointment(actor: Actor, public_id: str, uow: UnitOfWork) -> Appointment:
    """As `own_appointment`, after those whom it concerns are held: as it is then, which another may have moved.

    Raises:
        NotFound: there is none, or no longer (`appointment_unknown`).
    """
    row = await own_appointment(actor, public_id, uow, lock=False)
    held = row.advisor_id
    await uow.appointments.hold((held,), row.youth_id)
    row = await own_appointment(actor, public_id, uow)
    if row.advisor_id != held:  # handed on meanwhile
        await uow.appointments.hold((row.advisor_id,), row.youth_id)
    return row


async def plan(
    actor: Actor, planned: Planned, uow: UnitOfWork, video_base: str = ""
) -> Appointment:
    """Set what was checked: nobody of the two is busy then.

    Raises:
        Invalid: there is no video here (`video_unavailable`).
        Conflict: as `refuse_clashes`.
    """
    youth = planned.youth
    await uow.appointments.hold((planned.advisor_id,), youth.id)
    await refuse_clashes(
        Taken(planned.starts_at, planned.ends_at, planned.kind),
        planned.advisor_id,
        youth.id,
        uow,
        together=planned.together,
    )
    now = uow.clock.now()
    week, day = reminders(planned.starts_at, now)
    row = Appointment(
        public_id=new_public_id(),
        uid=str(uuid4()),
        structure_id=youth.structure_id or 0,
        advisor_id=planned.advisor_id,
        youth_id=youth.id,
        kind=planned.kind,
        how=planned.how,
        place=planned.place,
        phone=planned.phone,
        video_url=new_room(video_base) if planned.how is AppointmentHow.VIDEO else "",
        note=planned.note,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        booked_by=planned.by,
        on_behalf=planned.on_behalf,
        created_by=None if actor.is_system else actor.account_id,
        created_at=now,
        changed_at=now,
        remind_week_at=week,
        remind_day_at=day,
        follows_id=planned.follows_id,
    )
    uow.appointments.add(row)
    await uow.appointments.flush()
    kind = (
        ActivityKind.APPOINTMENT_BOOKED
        if planned.by is AppointmentSide.YOUTH
        else ActivityKind.APPOINTMENT_SET
    )
    note_act(kind, actor, row, uow)
    if planned.on_behalf:
        uow.ledger.audit(
            actor, "appointment_set", "youth", youth.id, in_name_of=f"youth:{youth.public_id}"
        )
    announce(SET, row, planned.by, uow)
    await look_again(row, youth, uow)
    return row


async def refuse_clashes(
    wanted: Taken,
    advisor_id: int,
    youth_id: int,
    uow: UnitOfWork,
    *,
    but: int | None = None,
    together: bool = True,
) -> None:
    """Go on if both are free; they must be held.

    Raises:
        Conflict: the advisor (`appointment_clash`) or the youth (`appointment_clash_youth`) is not.
    """
    start, end = wanted.starts_at, wanted.ends_at
    of_advisor = await uow.appointments.taken(start, end, advisor_id=advisor_id, but=but)
    if clashes(wanted, map(taken_by, of_advisor), together=together):
        raise Conflict("appointment_clash")
    of_youth = await uow.appointments.taken(start, end, youth_id=youth_id, but=but)
    if clashes(wanted, map(taken_by, of_youth), together=False):
        raise Conflict("appointment_clash_youth")


def taken_by(row: Appointment) -> Taken:
    """The time that an appointment takes."""
    return Taken(row.starts_at, row.ends_at, row.kind)


def changed(row: Appointment, uow: UnitOfWork) -> None:
    """It is another one than calendars know."""
    row.sequence += 1
    row.changed_at = uow.clock.now()


def note_act(
    kind: ActivityKind,
    actor: Actor,
    row: Appointment,
    uow: UnitOfWork,
    takes_back: datetime | None = None,
) -> None:
    """Write into the activity log what was done with an appointment, or that what was noted then is no longer so."""
    uow.ledger.activity(
        kind,
        actor,
        structure_id=row.structure_id,
        youth_id=row.youth_id,
        takes_back=takes_back,
    )


def announce(topic: str, row: Appointment, by: AppointmentSide, uow: UnitOfWork) -> None:
    """Tell of a coming appointment; nobody is told of one that is past."""
    if row.starts_at > uow.clock.now():
        uow.ledger.event(topic, {"appointment": row.id, "sequence": row.sequence, "by": by.value})


def checked_line(text: str, most: int = LONGEST_PLACE) -> str:
    """A line as it is kept.

    Raises:
        Invalid: it is too long (`note_long`, with `most`).
    """
    line = one_line(text)
    if len(line) > most:
        raise Invalid("note_long", most=most)
    return line


def checked_note(text: str) -> str:
    """A note as it is kept.

    Raises:
        Invalid: it is too long (`note_long`, with `most`).
    """
    note = some_lines(text)
    if len(note) > LONGEST_NOTE:
        raise Invalid("note_long", most=LONGEST_NOTE)
    return note


async def look_again(row: Appointment, youth: Youth, uow: UnitOfWork) -> None:
    """The phone of the youth and the pages of both advisors have something new."""
    await tell_youth(uow, youth)
    uow.changed(ACCOUNT, row.advisor_id)


async def own_youth(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    """One of the actor's own youths.

    Raises:
        NotFound: not a youth of theirs (`youth_unknown`).
    """
    youth = await uow.youths.by_public_id(checked_public_id(public_id))
    if (
        youth is None
        or youth.structure_id is None
        or youth.structure_id != actor.structure_id
        or not is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)
    ):
        raise NotFound("youth_unknown")
    return youth


async def youth_of(row: Appointment, uow: UnitOfWork) -> Youth:
    """Whom an appointment is with.

    Raises:
        NotFound: they are gone (`appointment_unknown`).
    """
    youth = await uow.youths.get(row.youth_id)
    if youth is None:
        raise NotFound("appointment_unknown")
    return youth


def minutes_of(row: Appointment) -> int:
    """How long it is."""
    return (row.ends_at - row.starts_at) // timedelta(minutes=1)
