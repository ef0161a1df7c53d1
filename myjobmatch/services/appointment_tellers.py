"""What people are told of appointments. No name, and no word that was typed, is in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from myjobmatch.db.models import Appointment
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.appointments import AppointmentSide, AppointmentStatus
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.appointment_calendars import invitation
from myjobmatch.services.appointment_planning import CANCELLED, MOVED, SET
from myjobmatch.services.appointment_reminders import REMIND
from myjobmatch.services.telling import encloses, means, tells

YOUTH_PAGE, DESK_PAGE = "/mon-espace/rendez-vous", "/conseil/agenda"
_TO_YOUTH = {SET: "appointment_set", MOVED: "appointment_moved", CANCELLED: "appointment_off"}
_IN_DAYS = {0: "today", 1: "tomorrow", 7: "week"}
_TO_ADVISOR = {SET: "appointment_booked", CANCELLED: "appointment_declined"}


@tells(REMIND, NotificationKind.APPOINTMENT)
async def _reminded(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It is in a week, or tomorrow; where the worker was late, as soon as it is by now."""
    row = await _current(uow, payload)
    if row is None:
        return []
    left = (paris_day(row.starts_at) - paris_day(uow.clock.now())).days
    text = f"appointment_{_IN_DAYS.get(left, 'soon')}"
    return await _tell_youth(uow, payload, text, days=payload["days"])


@tells(SET, NotificationKind.APPOINTMENT)
async def _set(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The youth has it in writing; the advisor hears of what a youth booked alone."""
    return await _both(uow, payload, SET)


@tells(MOVED, NotificationKind.APPOINTMENT)
async def _moved(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Another moment or place."""
    return await _both(uow, payload, MOVED)


@tells(CANCELLED, NotificationKind.APPOINTMENT)
async def _cancelled(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It is off; the youth's calendar takes it out, whoever called it off."""
    return await _both(uow, payload, CANCELLED)


@means(NotificationKind.APPOINTMENT)
async def _stands(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """Neither changed again nor over meanwhile, and the reader's still: a cancelled one reminds nobody."""
    row = await uow.appointments.get(about["appointment"])
    if row is None or row.sequence != about["sequence"] or row.starts_at <= uow.clock.now():
        return False
    identity = await uow.youths.identity(row.youth_id)
    if account_id not in (row.advisor_id, identity.account_id if identity else None):
        return False
    wanted = AppointmentStatus.CANCELLED if about.get("off") else AppointmentStatus.PLANNED
    return row.status is wanted


encloses(NotificationKind.APPOINTMENT)(invitation)


async def _both(uow: UnitOfWork, payload: Mapping[str, Any], topic: str) -> list[Telling]:
    told = await _tell_youth(uow, payload, _TO_YOUTH[topic], off=topic == CANCELLED)
    text = _TO_ADVISOR.get(topic)
    row = await _current(uow, payload)
    if row is not None and text and payload["by"] == AppointmentSide.YOUTH.value:
        told.append(
            _telling(row, row.advisor_id, text, DESK_PAGE, _about(row, off=topic == CANCELLED))
        )
    return told


async def _tell_youth(
    uow: UnitOfWork, payload: Mapping[str, Any], text: str, *, days: int = 0, off: bool = False
) -> list[Telling]:
    row = await _current(uow, payload)
    identity = await uow.youths.identity(row.youth_id) if row else None
    if row is None or identity is None or identity.account_id is None:
        return []
    about = _about(row, off=off) | ({"days": days} if days else {})
    return [_telling(row, identity.account_id, text, YOUTH_PAGE, about)]


def _telling(
    row: Appointment, account_id: int, text: str, path: str, about: Mapping[str, int]
) -> Telling:
    # each its own matter: a reminder must not rest a day because the appointment was told of today
    what = f"{row.id}:{row.sequence}:{text}"
    return Telling(
        NotificationKind.APPOINTMENT,
        (account_id,),
        cause=f"appointment:{what}",
        matter=f"appointment:{what}",
        text=text,
        path=path,
        params={"at": _told(row.starts_at)},
        about=about,
    )


def _about(row: Appointment, *, off: bool) -> dict[str, int]:
    return {"appointment": row.id, "sequence": row.sequence} | ({"off": 1} if off else {})


def _told(moment: datetime) -> str:
    return moment.isoformat()


async def _current(uow: UnitOfWork, payload: Mapping[str, Any]) -> Appointment | None:
    """The appointment, as long as it is the one that was announced."""
    row = await uow.appointments.get(payload["appointment"])
    return row if row is not None and row.sequence == payload["sequence"] else None
