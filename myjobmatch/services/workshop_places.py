"""Places in a session and the line before it. Whoever calls holds the session's lock: one place is taken at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import WorkshopEnrolment, WorkshopSession, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.workshops import EnrolmentStatus, WorkshopDoor
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_youth
from myjobmatch.services.workshop_access import has_begun, is_going, session_for_youth, tell_sharers
from myjobmatch.services.workshop_hours import recount_hours

PROMOTED = "workshop_promoted"
"""The domain event of somebody who got the place they waited for: `{enrolment}`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands now: `rank` is their place in the line, 0 for none; `free` the places left."""

    status: EnrolmentStatus
    rank: int
    free: int


@service(is_youth)
async def enrol(actor: Actor, session_id: str, uow: UnitOfWork) -> Standing:
    """Take a place, or the last one in the line. Again is once.

    Raises:
        NotFound: no session that is open to the youth (`workshop_unknown`).
        Conflict: it is over or cancelled (`workshop_over`), enrolment has ended (`workshop_deadline`), one must
            be invited (`workshop_invited_only`), or they have a place elsewhere then (`workshop_overlap`).
    """
    youth = await _oneself(actor, uow)
    session, shares = await session_for_youth(youth, session_id, uow)
    row = await uow.workshops.enrolment(session.id, youth.id)
    if row is None or row.status not in (EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING):
        if not is_going(session):
            raise Conflict("workshop_over")
        if uow.clock.now() > session.enrol_until:
            raise Conflict("workshop_deadline")
        if session.door is WorkshopDoor.INVITED and (row is None or row.invited_at is None):
            raise Conflict("workshop_invited_only")
        row = await take_place(actor, session, youth, uow)
        tell_sharers(uow, shares)
    return await standing_of(session, row, uow)


@service(is_youth)
async def withdraw(actor: Actor, session_id: str, uow: UnitOfWork) -> Standing:
    """Give a place back, leave the line, or decline an invitation. The first in the line gets the place at once.

    Raises:
        NotFound: the youth has nothing to do with such a session (`workshop_unknown`).
        Conflict: it has begun (`workshop_begun`).
    """
    youth = await _oneself(actor, uow)
    session, shares = await session_for_youth(youth, session_id, uow)
    row = await uow.workshops.enrolment(session.id, youth.id)
    if row is None:
        raise NotFound("workshop_unknown")
    if row.status is not EnrolmentStatus.WITHDRAWN:
        if not is_going(session) or has_begun(session, uow):
            raise Conflict("workshop_begun")
        await leave_place(actor, session, row, youth, uow)
        tell_sharers(uow, shares)
    return await standing_of(session, row, uow)


async def take_place(
    actor: Actor,
    session: WorkshopSession,
    youth: Youth,
    uow: UnitOfWork,
    *,
    on_behalf: bool = False,
) -> WorkshopEnrolment:
    """Give a youth a place, or the last one in the line; under way a free place, whoever else waits.

    Raises:
        Conflict: they have a place elsewhere at that time (`workshop_overlap`).
    """
    if await uow.workshops.at_the_same_time(youth.id, session):
        raise Conflict("workshop_overlap")
    row = await uow.workshops.enrolment(session.id, youth.id)
    if row is None:
        row = new_row(session, youth, EnrolmentStatus.WITHDRAWN, actor, uow)
    waited = row.status is EnrolmentStatus.WAITING
    row.account_id, row.on_behalf = actor.account_id, on_behalf
    row.changed_at = uow.clock.now()
    row.promoted_at = None
    if session.taken < session.capacity and (
        has_begun(session, uow) or await uow.workshops.first_in_line(session.id) is None
    ):
        _seat(session, row, uow)
    else:
        session.line += 1
        row.position, row.status = session.line, EnrolmentStatus.WAITING
    await uow.workshops.flush()
    kind = ActivityKind.WORKSHOP_PROMOTED if waited else ActivityKind.WORKSHOP_ENROLLED
    _log(kind, actor, youth, uow)
    await tell_youth(uow, youth)
    return row


async def leave_place(
    actor: Actor, session: WorkshopSession, row: WorkshopEnrolment, youth: Youth, uow: UnitOfWork
) -> None:
    """Take somebody out; until it begins, who waits first gets the place that becomes free.

    A presence that was told at the door is none, and its hours are no more.
    """
    if row.status is EnrolmentStatus.ENROLLED:
        session.taken -= 1
    held = row.status is not EnrolmentStatus.INVITED
    row.status, row.position = EnrolmentStatus.WITHDRAWN, None
    row.promoted_at = None
    row.changed_at = uow.clock.now()
    row.account_id = actor.account_id or row.account_id  # the system has no account
    row.on_behalf = actor.role is not None and not is_youth(actor)
    await uow.workshops.flush()
    known = await uow.workshops.attendance(row.id)
    if known is not None:
        await uow.workshops.remove(known)
        await recount_hours(uow, session, [youth.id])
    if held:
        _log(ActivityKind.WORKSHOP_WITHDRAWN, actor, youth, uow)
    await tell_youth(uow, youth)
    await promote(actor, session, uow)


async def promote(actor: Actor, session: WorkshopSession, uow: UnitOfWork) -> int:
    """Give the places that are free to those who wait, in their order; answers how many got one.

    Who has taken a place elsewhere at that time meanwhile keeps their turn: it is theirs to give back. Once it has
    begun nobody moves up: they would be missing from a place that they could not know of.
    """
    promoted = 0
    if has_begun(session, uow):
        return promoted
    while session.taken < session.capacity:
        row = await uow.workshops.first_in_line(session.id)
        youth = await uow.youths.get(row.youth_id) if row else None
        if row is None or youth is None:
            break
        _seat(session, row, uow)
        row.promoted_at = row.changed_at = uow.clock.now()
        await uow.workshops.flush()
        _log(ActivityKind.WORKSHOP_PROMOTED, actor, youth, uow)
        uow.ledger.event(PROMOTED, {"enrolment": row.id})
        await tell_youth(uow, youth)
        promoted += 1
    return promoted


def new_row(
    session: WorkshopSession, youth: Youth, status: EnrolmentStatus, actor: Actor, uow: UnitOfWork
) -> WorkshopEnrolment:
    """A youth's first row in a session, to be filled in."""
    row = WorkshopEnrolment(
        public_id=new_public_id(),
        session_id=session.id,
        youth_id=youth.id,
        status=status,
        changed_at=uow.clock.now(),
        account_id=actor.account_id,
    )
    uow.workshops.add(row)
    return row


async def standing_of(
    session: WorkshopSession, row: WorkshopEnrolment, uow: UnitOfWork
) -> Standing:
    """Where somebody stands in a session."""
    free = session.capacity - session.taken
    return Standing(row.status, await uow.workshops.rank(row), free)


async def swap(rows: Sequence[WorkshopEnrolment], uow: UnitOfWork) -> None:
    """Two who wait change their places in the line."""
    first, second = rows
    ahead, behind = first.position, second.position
    # no two have one number, not even for a moment
    first.position = -(ahead or 0)
    await uow.workshops.flush()
    second.position = ahead
    await uow.workshops.flush()
    first.position = behind
    await uow.workshops.flush()


def _seat(session: WorkshopSession, row: WorkshopEnrolment, uow: UnitOfWork) -> None:
    session.taken += 1
    row.status, row.position = EnrolmentStatus.ENROLLED, None
    row.enrolled_at, row.reminded = uow.clock.now(), ""


def _log(kind: ActivityKind, actor: Actor, youth: Youth, uow: UnitOfWork) -> None:
    uow.ledger.activity(kind, actor, structure_id=youth.structure_id, youth_id=youth.id)


async def _oneself(actor: Actor, uow: UnitOfWork) -> Youth:
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        raise NotFound("workshop_unknown")
    return youth
