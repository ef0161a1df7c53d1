"""Slots that a youth books alone: those of their advisor, or of whoever answers while the advisor is away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    AppointmentStatus,
)
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.slots import HORIZON, MOST_OWN, MOST_SHOWN, NOTICE, OpenHours, Slot, slots
from myjobmatch.services.appointment_planning import Planned, checked_note, plan, taken_by
from myjobmatch.services.building import service
from myjobmatch.services.openings import hours_of, only_between, open_hours
from myjobmatch.services.standing import who_answers


@dataclass(frozen=True, slots=True)
class BookSlot:
    """A slot, by its opening (public id) and its beginning, with a word of what it is about."""

    opening_id: str
    starts_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """A slot as a youth sees it, and with whom."""

    opening_id: str
    kind: AppointmentKind
    how: AppointmentHow
    starts_at: datetime
    ends_at: datetime
    place: str
    advisor: str


@dataclass(frozen=True, slots=True)
class SlotList:
    """What may be booked. `booked` counts the coming ones that the youth booked alone, `most` is the limit.

    `advisor` is empty for who has none.
    """

    advisor: str
    slots: tuple[OfferedSlot, ...]
    booked: int
    most: int = MOST_OWN


@service(is_youth, writes=False)
async def find_slots(
    actor: Actor, _command: None, uow: UnitOfWork, video_base: str = ""
) -> SlotList:
    """What the actor may book in the next two months, the next first."""
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None or youth.advisor_id is None:
        return SlotList("", (), 0)
    now = uow.clock.now()
    mine = await uow.appointments.taken(now, now + HORIZON, youth_id=youth.id)
    offered = []
    names: dict[int, str] = {}
    for advisor_id, slot in await _bookable(youth, uow, video_base):
        if any(r.starts_at < slot.ends_at and slot.starts_at < r.ends_at for r in mine):
            continue
        if advisor_id not in names:
            account = await uow.accounts.get(advisor_id)
            names[advisor_id] = account.display_name if account else ""
        offered.append(
            OfferedSlot(
                slot.opening_id,
                slot.kind,
                slot.how,
                slot.starts_at,
                slot.ends_at,
                slot.place,
                names[advisor_id],
            )
        )
    own = await uow.accounts.get(youth.advisor_id)
    return SlotList(
        own.display_name if own else "",
        tuple(offered[:MOST_SHOWN]),
        await uow.appointments.count_booked_alone(youth.id, now),
    )


@service(is_youth)
async def book_slot(actor: Actor, command: BookSlot, uow: UnitOfWork, video_base: str = "") -> str:
    """Book a slot; of two who want the last place at once, one gets it. Again is once. Answers the public id.

    Raises:
        NotFound: no such opening of their advisor (`opening_unknown`).
        Conflict: it is no longer free (`slot_taken`), the youth has another one then
            (`appointment_clash_youth`).
        Invalid: they have booked as many as one may (`slots_enough`, with `most`).
    """
    youth = await uow.youths.get(actor.youth_id or 0)
    opening = await uow.appointments.opening(checked_public_id(command.opening_id))
    if youth is None or youth.advisor_id is None or opening is None:
        raise NotFound("opening_unknown")
    if command.starts_at.tzinfo is None:
        raise Invalid("appointment_moment")
    if abs(command.starts_at - uow.clock.now()) > 2 * HORIZON:
        raise Conflict("slot_taken")
    note = checked_note(command.note)
    # held before it is looked at: whoever is second sees what the first has booked
    await uow.appointments.hold((opening.advisor_id,), youth.id)
    for row in await uow.appointments.taken(
        command.starts_at, command.starts_at + timedelta(minutes=1), youth_id=youth.id
    ):
        if (row.advisor_id, row.starts_at, row.kind, row.status) == (
            opening.advisor_id,
            command.starts_at,
            opening.kind,
            AppointmentStatus.PLANNED,
        ):
            return row.public_id
    if await uow.appointments.count_booked_alone(youth.id, uow.clock.now()) >= MOST_OWN:
        raise Invalid("slots_enough", most=MOST_OWN)
    advisors = {advisor_id for advisor_id, _, _ in await _receiving(youth, uow)}
    if opening.advisor_id not in advisors:
        raise NotFound("opening_unknown")
    slot = next(
        (
            slot
            for advisor_id, slot in await _bookable(youth, uow, video_base)
            if advisor_id == opening.advisor_id
            and slot.opening_id == opening.public_id
            and slot.starts_at == command.starts_at
        ),
        None,
    )
    if slot is None:
        raise Conflict("slot_taken")
    hours = hours_of(opening)
    row = await plan(
        actor,
        Planned(
            advisor_id=opening.advisor_id,
            youth=youth,
            kind=slot.kind,
            how=slot.how,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=hours.place if slot.how is AppointmentHow.ON_SITE else "",
            phone="",
            note=note,
            by=AppointmentSide.YOUTH,
            together=hours.places > 1,
        ),
        uow,
        video_base,
    )
    await uow.youths.touch(youth.id, uow.clock.now())
    return row.public_id


async def _receiving(youth: Youth, uow: UnitOfWork) -> list[tuple[int, date, date]]:
    """Who receives a youth, and on which days: their advisor, and who answers while the advisor is away."""
    if youth.advisor_id is None:
        return []
    first = paris_day(uow.clock.now())
    last = paris_day(uow.clock.now() + HORIZON)
    found = [(youth.advisor_id, first, last)]
    for row in await uow.appointments.absences((youth.advisor_id,), first, last):
        if row.replacing is not None and row.replacing.structure_id == youth.structure_id:
            absence = row.absence
            found.append(
                (row.replacing.id, max(first, absence.from_day), min(last, absence.to_day))
            )
    answering = await who_answers(uow, youth)
    if answering is not None and answering.first.until is not None:
        found.append((answering.first.account_id, first, min(last, answering.first.until)))
    return found


async def _bookable(youth: Youth, uow: UnitOfWork, video_base: str) -> list[tuple[int, Slot]]:
    now = uow.clock.now()
    receiving = await _receiving(youth, uow)
    by_advisor = await open_hours({advisor_id for advisor_id, _, _ in receiving}, uow)
    found: list[tuple[int, Slot]] = []
    for advisor_id, first, last in receiving:
        openings, closed, away = by_advisor[advisor_id]
        hours: list[OpenHours] = [
            one
            for each in openings
            if (video_base or each.how is not AppointmentHow.VIDEO)
            and (one := only_between(each, first, last)) is not None
        ]
        if not hours:
            continue
        taken = await uow.appointments.taken(now, now + HORIZON, advisor_id=advisor_id)
        free = slots(hours, closed, away, [taken_by(r) for r in taken], now + NOTICE, now + HORIZON)
        found += [(advisor_id, slot) for slot in free]
    # one who is named twice, by an absence and by a hand-over, receives once
    return sorted(set(found), key=lambda one: (one[1].starts_at, one[1].kind, one[0]))
