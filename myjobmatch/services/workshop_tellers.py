"""What workshops tell outside the pages, and the worker's round on them. No title: an advisor typed it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from myjobmatch.db.models import WorkshopEnrolment, WorkshopSession
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.permissions import is_system
from myjobmatch.domain.workshops import (
    HELD,
    REMINDERS,
    EnrolmentStatus,
    WorkshopStatus,
    is_reminded,
)
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.telling import means, tells
from myjobmatch.services.workshop_attendance import settle_ended
from myjobmatch.services.workshop_invitations import ENROLLED, INVITED
from myjobmatch.services.workshop_places import PROMOTED
from myjobmatch.services.workshop_sessions import CANCELLED, MOVED

REMINDED = "workshop_reminder"
"""The domain event of a reminder: `{enrolment, when}`, `week` or `day`."""

PAGE = "/mon-espace/ateliers"
_AT_ONCE = 200
_ONLY_AS = {
    "seated": EnrolmentStatus.ENROLLED,
    "invited": EnrolmentStatus.INVITED,
    "in_line": EnrolmentStatus.WAITING,
}
"""By what is in `Telling.about`: how the reader must stand for it to mean something."""


@tells(INVITED, NotificationKind.WORKSHOP)
async def _invited(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Come: there is a workshop on such a day."""
    session = await uow.workshops.session(payload["session"])
    if session is None:
        return []
    accounts = await uow.workshop_people.accounts(session.id, (EnrolmentStatus.INVITED,))
    told = [accounts[youth] for youth in payload["youths"] if youth in accounts]
    return _telling(session, told, "invited", f"invited:{session.id}:{payload['at']}")


@tells(ENROLLED, NotificationKind.WORKSHOP)
async def _enrolled(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """An advisor enrolled you."""
    return await _one(uow, payload, "enrolled", f"enrolled:{payload['at']}")


@tells(PROMOTED, NotificationKind.WORKSHOP)
async def _promoted(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A place became free, and it is yours."""
    row = await uow.workshops.enrolment_by_id(payload["enrolment"])
    at = row.promoted_at.isoformat() if row and row.promoted_at else ""
    return await _one(uow, payload, "promoted", f"promoted:{at}")


@tells(REMINDED, NotificationKind.WORKSHOP)
async def _reminded(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """In a week, or tomorrow."""
    when = payload["when"]
    row = await uow.workshops.enrolment_by_id(payload["enrolment"])
    session = await uow.workshops.session(row.session_id) if row else None
    starts = session.starts_at.isoformat() if session else ""
    return await _one(uow, payload, f"reminder_{when}", f"{when}:{starts}")


@tells(MOVED, NotificationKind.WORKSHOP)
async def _moved(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It takes place another time, or elsewhere; who is only invited is invited to the other time."""
    session = await uow.workshops.session(payload["session"])
    if session is None:
        return []
    accounts = await uow.workshop_people.accounts(session.id, HELD)
    told = list(accounts.values())
    tellings = _telling(session, told, "moved", f"moved:{session.id}:{payload['at']}")
    if payload.get("begins"):  # what invited them told another moment, or still waits with it
        invited = await uow.workshop_people.accounts(session.id, (EnrolmentStatus.INVITED,))
        cause = f"moved:{session.id}:{payload['at']}:invited"
        tellings += _telling(session, list(invited.values()), "invited", cause)
    return tellings


@tells(CANCELLED, NotificationKind.WORKSHOP)
async def _cancelled(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It does not take place."""
    session = await uow.workshops.session(payload["session"])
    if session is None:
        return []
    accounts = await uow.workshop_people.accounts(session.id, (EnrolmentStatus.INVITED, *HELD))
    return _telling(session, list(accounts.values()), "cancelled", f"cancelled:{session.id}")


@means(NotificationKind.WORKSHOP)
async def _still_means(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """It is still to come when it was said to be, not cancelled unless that is the news, and the reader stands as it says.

    A place is news at any date: who gets one hears of it, and of the other date.
    """
    session = await uow.workshops.session(about["session"])
    if session is None or session.starts_at <= uow.clock.now():
        return False
    if about.get("cancelled"):
        return session.status is WorkshopStatus.CANCELLED
    if about.get("starts", _second(session)) != _second(session):
        return False
    youth_id = await uow.accounts.youth_id_of(account_id)
    row = await uow.workshops.enrolment(session.id, youth_id or 0)
    needed = next((status for name, status in _ONLY_AS.items() if about.get(name)), None)
    if row is None or row.status is EnrolmentStatus.WITHDRAWN or needed not in (None, row.status):
        return False
    return session.status is WorkshopStatus.UPCOMING


async def _one(uow: UnitOfWork, payload: Mapping[str, Any], text: str, cause: str) -> list[Telling]:
    row: WorkshopEnrolment | None = await uow.workshops.enrolment_by_id(payload["enrolment"])
    session = await uow.workshops.session(row.session_id) if row else None
    identity = await uow.youths.identity(row.youth_id) if row else None
    if row is None or session is None or identity is None or identity.account_id is None:
        return []
    if text == "enrolled" and row.status is EnrolmentStatus.WAITING:
        text = "in_line"
    return _telling(session, [identity.account_id], text, f"{cause}:{row.id}")


def _telling(
    session: WorkshopSession, accounts: Sequence[int], text: str, cause: str
) -> list[Telling]:
    reminds = text.startswith("reminder_")
    about = {
        "session": session.id,
        "cancelled": int(text == "cancelled"),
        "seated": int(reminds or text in ("promoted", "enrolled")),
        "invited": int(text == "invited"),
        "in_line": int(text == "in_line"),
    }
    if reminds or text in ("invited", "moved"):
        about["starts"] = _second(session)
    return [
        Telling(
            NotificationKind.WORKSHOP,
            tuple(accounts),
            cause=f"workshop_{cause}",
            # each its own matter: nothing must rest because something else was told of the workshop
            matter=f"workshop_{cause}",
            text=f"workshop_{text}",
            path=f"{PAGE}#{session.public_id}",
            params={"at": session.starts_at.isoformat()},
            about=about,
        )
    ]


def _second(session: WorkshopSession) -> int:
    return int(session.starts_at.timestamp())


async def mind_workshops(app: Application) -> int:
    """One round of the worker: what has ended is to be closed, who has a place is reminded."""
    ended = await app.run(end_sessions, SYSTEM, None)
    return ended + await app.run(remind_participants, SYSTEM, None)


@service(is_system)
async def end_sessions(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Write down which sessions have ended; answers how many."""
    ended = await uow.workshop_people.ended(uow.clock.now(), _AT_ONCE)
    for session_id in ended:
        await settle_ended(session_id, uow)
    return len(ended)


@service(is_system)
async def remind_participants(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each reminder whose moment has come, once; answers how many."""
    now, told = uow.clock.now(), 0
    day, week = REMINDERS["day"], REMINDERS["week"]
    stretches: tuple[tuple[str, tuple[str, ...], timedelta, timedelta], ...] = (
        ("day", ("", "week"), timedelta(), day),
        ("week", ("",), day, week),
    )
    for name, before, after, until in stretches:
        for row, session in await uow.workshop_people.to_remind(
            before, now + after, now + until, _AT_ONCE
        ):
            row.reminded = name
            if row.enrolled_at and is_reminded(name, session.starts_at, row.enrolled_at):
                uow.ledger.event(REMINDED, {"enrolment": row.id, "when": name})
                told += 1
    return told
