"""A session as somebody may touch it: by the structures that share it, its owner, or as a youth of theirs."""

from dataclasses import dataclass

from myjobmatch.db.models import Workshop, WorkshopSession, WorkshopShare, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import may_follow, require
from myjobmatch.domain.workshops import SESSION, WorkshopStatus, standing
from myjobmatch.services.notices import STRUCTURE


@dataclass(frozen=True, slots=True)
class Seen:
    """A session, its workshop, who shares it, and whether it is the actor's structure's own."""

    session: WorkshopSession
    workshop: Workshop
    shares: tuple[WorkshopShare, ...]
    own: bool


async def seen_session(
    actor: Actor, public_id: str, uow: UnitOfWork, *, lock: bool = False
) -> Seen:
    """A session that the actor's structure owns or shares, as it stands now; locked for who changes it.

    Raises:
        NotFound: there is none (`workshop_unknown`).
    """
    session, workshop, shares = await _found(public_id, uow, lock=lock)
    shared = any(may_follow(actor, structure_id=share.structure_id) for share in shares)
    require(shared, "workshop_unknown")
    own = may_follow(actor, structure_id=session.structure_id)
    return Seen(session, workshop, tuple(shares), own)


async def own_session(actor: Actor, public_id: str, uow: UnitOfWork) -> Seen:
    """A session of the actor's own structure, locked to be changed.

    Raises:
        NotFound: there is none (`workshop_unknown`).
    """
    seen = await seen_session(actor, public_id, uow, lock=True)
    require(seen.own, "workshop_unknown")
    return seen


async def session_for_youth(
    youth: Youth, public_id: str, uow: UnitOfWork
) -> tuple[WorkshopSession, tuple[WorkshopShare, ...]]:
    """A session that is open to a youth's structure, or that the youth has to do with; locked to be changed.

    Raises:
        NotFound: there is none (`workshop_unknown`).
    """
    session, _workshop, shares = await _found(public_id, uow, lock=True)
    shared = any(share.structure_id == youth.structure_id for share in shares)
    if not shared and await uow.workshops.enrolment(session.id, youth.id) is None:
        raise NotFound("workshop_unknown")
    return session, tuple(shares)


def tell_sharers(uow: UnitOfWork, shares: tuple[WorkshopShare, ...]) -> None:
    """The pages of every structure that shares a session have something new."""
    for share in shares:
        uow.changed(STRUCTURE, share.structure_id)


async def _found(
    public_id: str, uow: UnitOfWork, *, lock: bool
) -> tuple[WorkshopSession, Workshop, list[WorkshopShare]]:
    session = await uow.workshops.session_by_public_id(checked_public_id(public_id), lock=lock)
    workshop = await uow.workshops.workshop(session.workshop_id) if session else None
    if session is None or workshop is None:
        raise NotFound("workshop_unknown")
    if lock:
        ripen(session, uow)
    return session, workshop, await uow.workshops.shares(session.id)


def ripen(session: WorkshopSession, uow: UnitOfWork) -> None:
    """Write down that a session has ended, if it has."""
    now = standing(session.status, session.ends_at, uow.clock.now())
    if now is not session.status:
        session.status = SESSION.check(session.status, now)


def is_going(session: WorkshopSession) -> bool:
    """Whether places may still change hands."""
    return session.status is WorkshopStatus.UPCOMING


def has_begun(session: WorkshopSession, uow: UnitOfWork) -> bool:
    """Whether it is under way, or over: who waits at home is given no place any longer."""
    return uow.clock.now() >= session.starts_at


def may_be_seated(session: WorkshopSession, uow: UnitOfWork) -> bool:
    """Whether who waits may be given a place by hand: it goes on, it is under way, and one is free."""
    return is_going(session) and has_begun(session, uow) and session.taken < session.capacity
