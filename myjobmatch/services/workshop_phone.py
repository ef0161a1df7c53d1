"""Workshops on a youth's phone: what is offered, what is theirs, and how it was. Nobody else is named there."""

from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.models import WorkshopAnswer
from myjobmatch.db.repositories.workshops import Offered
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.workshops import (
    ASKED_FOR,
    EnrolmentStatus,
    Liked,
    LikedWhy,
    WorkshopPresence,
    YouthSession,
    standing,
)
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT

MOST_KEPT = 60
KEPT_FOR = timedelta(days=60)
"""How long after its end one's own session stays on the phone."""


@dataclass(frozen=True, slots=True)
class SayHow:
    """How it was, in two taps: a face, then a reason or none."""

    session_id: str
    liked: Liked
    why: LikedWhy | None = None


@service(is_youth, writes=False)
async def own_workshops(actor: Actor, _command: None, uow: UnitOfWork) -> tuple[YouthSession, ...]:
    """What the youth may enrol in and what they have to do with, the soonest first."""
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        return ()
    now = uow.clock.now()
    rows = await uow.workshops.offered(youth.id, youth.structure_id, now, now - KEPT_FOR, MOST_KEPT)
    return tuple([await _view(one, uow) for one in rows])


@service(is_youth)
async def say_how(actor: Actor, command: SayHow, uow: UnitOfWork) -> None:
    """Say how a workshop was; said again, it takes the place of what was said.

    Raises:
        NotFound: the youth was not present in such a session (`workshop_unknown`).
        Conflict: it has not ended, or ended too long ago (`workshop_not_asked`).
    """
    session = await uow.workshops.session_by_public_id(checked_public_id(command.session_id))
    row = await uow.workshops.enrolment(session.id, actor.youth_id or 0) if session else None
    known = await uow.workshops.attendance(row.id) if row else None
    if session is None or row is None or known is None:
        raise NotFound("workshop_unknown")
    if known.presence is not WorkshopPresence.PRESENT:
        raise NotFound("workshop_unknown")
    now = uow.clock.now()
    if not session.ends_at <= now <= session.ends_at + ASKED_FOR:
        raise Conflict("workshop_not_asked")
    answer = await uow.workshops.answer(row.id)
    if answer is None:
        answer = WorkshopAnswer(enrolment_id=row.id)
        uow.workshops.add(answer)
    answer.liked, answer.why, answer.at = command.liked, command.why, now
    uow.changed(ACCOUNT, actor.account_id)


async def _view(one: Offered, uow: UnitOfWork) -> YouthSession:
    session, now = one.session, uow.clock.now()
    row = one.enrolment
    status = row.status if row else None
    present = one.attendance is not None and one.attendance.presence is WorkshopPresence.PRESENT
    asked = session.ends_at <= now <= session.ends_at + ASKED_FOR
    return YouthSession(
        id=session.public_id,
        title=one.workshop.title,
        description=one.workshop.description,
        kind=one.workshop.kind,
        minutes=one.workshop.minutes,
        structure=one.owner,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        mode=session.mode,
        place=session.place,
        link=session.link if status is EnrolmentStatus.ENROLLED else "",
        door=session.door,
        enrol_until=session.enrol_until,
        free=session.capacity - session.taken,
        waiting=one.waiting,
        status=status.value if status else "",
        rank=await uow.workshops.rank(row) if row else 0,
        session=standing(session.status, session.ends_at, now),
        reason=session.reason,
        presence=one.attendance.presence.value if one.attendance else "",
        signed_at=one.attendance.at if one.attendance else None,
        liked=one.answer.liked.value if one.answer else "",
        liked_why=one.answer.why.value if one.answer and one.answer.why else "",
        asks=present and asked and one.answer is None,
    )
