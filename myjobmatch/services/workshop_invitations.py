"""What advisors do with places: invite in bulk, enrol or take out one of their youths, mind the line's order.

Each structure deals with its own youths alone: of the others it sees counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import WorkshopEnrolment, WorkshopSession, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role, Scheme
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, may_follow, require
from myjobmatch.domain.text import one_line
from myjobmatch.domain.workshops import MOST_INVITED, EnrolmentStatus
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_youth
from myjobmatch.services.workshop_access import (
    Seen,
    is_going,
    may_be_seated,
    seen_session,
    tell_sharers,
)
from myjobmatch.services.workshop_places import leave_place, new_row, swap, take_place

INVITED = "workshop_invited"
"""The domain event of invitations sent at once: `{session, youths, at}`."""

ENROLLED = "workshop_enrolled"
"""The domain event of somebody whom an advisor enrolled: `{enrolment, at}`."""


@dataclass(frozen=True, slots=True)
class FindInvitable:
    """Whom one could invite: words of a name, everybody of the structure or one's own, a scheme's value or none."""

    session_id: str
    words: str = ""
    everyone: bool = False
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A youth who could be invited; `status` is where they stand with the session, empty for nowhere."""

    youth_id: str
    name: str
    advisor: str
    scheme: Scheme
    status: str


@dataclass(frozen=True, slots=True)
class ForYouths:
    """Youths (public ids) of the actor's structure and a session."""

    session_id: str
    youth_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForEnrolments:
    """Enrolments (public ids) of youths of the actor's structure in a session."""

    session_id: str
    enrolment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dealt:
    """What came of it: how many were `done` (invited, enrolled), how many `wait` in line, how many were left."""

    done: int
    waiting: int = 0
    left: int = 0


@service(is_accompanying, writes=False)
async def find_invitable(
    actor: Actor, query: FindInvitable, uow: UnitOfWork
) -> tuple[Candidate, ...]:
    """The actor's own youths, or all of their structure, by name, each with where they stand.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
        Invalid: no scheme of ours (`malformed`).
    """
    seen = await seen_session(actor, query.session_id, uow)
    if query.scheme and query.scheme not in set(Scheme):
        raise Invalid("malformed")
    alone = actor.role is Role.ADVISOR and not query.everyone
    rows = await uow.workshop_people.invitable(
        seen.session.id,
        actor.structure_id or 0,
        actor if alone else None,
        one_line(query.words)[:80],
        Scheme(query.scheme) if query.scheme else None,
    )
    return tuple(
        Candidate(
            row.youth.public_id,
            f"{row.first_name} {row.last_name}".strip(),
            row.advisor,
            row.youth.scheme,
            row.status.value if row.status else "",
        )
        for row in rows
    )


@service(is_accompanying)
async def invite_youths(actor: Actor, command: ForYouths, uow: UnitOfWork) -> Dealt:
    """Invite youths at once; who is invited, has a place or waits for one already is left as they are.

    Raises:
        NotFound: no session (`workshop_unknown`) or no youth (`youth_unknown`) of the actor's structure.
        Conflict: it is over or cancelled (`workshop_over`), or enrolment has ended (`workshop_deadline`).
        Invalid: nobody (`workshop_nobody`), or too many (`workshop_too_many`, with `most`).
    """
    seen = await seen_session(actor, command.session_id, uow, lock=True)
    if not is_going(seen.session):
        raise Conflict("workshop_over")
    if uow.clock.now() > seen.session.enrol_until:
        raise Conflict("workshop_deadline")
    youths = await _youths(actor, command.youth_ids, uow)
    known = await uow.workshops.of_youths(seen.session.id, [youth.id for youth in youths])
    invited: list[Youth] = []
    for youth in youths:
        row = known.get(youth.id)
        if row is not None and row.status is not EnrolmentStatus.WITHDRAWN:
            continue
        row = row or new_row(seen.session, youth, EnrolmentStatus.INVITED, actor, uow)
        row.status = EnrolmentStatus.INVITED
        row.invited_at = row.changed_at = uow.clock.now()
        row.account_id, row.on_behalf = actor.account_id, False
        invited.append(youth)
        await tell_youth(uow, youth)
    if invited:
        told = [youth.id for youth in invited]
        uow.ledger.event(
            INVITED,
            {"session": seen.session.id, "youths": told, "at": uow.clock.now().isoformat()},
        )
        tell_sharers(uow, seen.shares)
    return Dealt(len(invited), left=len(youths) - len(invited))


@service(is_accompanying)
async def enrol_for(actor: Actor, command: ForYouths, uow: UnitOfWork) -> Dealt:
    """Enrol youths who are present, or have no phone: it is written down who did it. Who has no place waits.

    After the deadline too, as long as the session goes on. Under way the line stands still: who waits and is there is
    seated like anybody else, while a place is free.

    Raises:
        NotFound: no session (`workshop_unknown`) or no youth (`youth_unknown`) of the actor's structure.
        Conflict: it is over or cancelled (`workshop_over`).
        Invalid: nobody (`workshop_nobody`), or too many (`workshop_too_many`, with `most`).
    """
    seen = await seen_session(actor, command.session_id, uow, lock=True)
    if not is_going(seen.session):
        raise Conflict("workshop_over")
    youths = await _youths(actor, command.youth_ids, uow)
    known = await uow.workshops.of_youths(seen.session.id, [youth.id for youth in youths])
    seated = waiting = left = 0
    for youth in youths:
        row = known.get(youth.id)
        status = row.status if row is not None else None
        held = status is EnrolmentStatus.ENROLLED or (
            status is EnrolmentStatus.WAITING and not may_be_seated(seen.session, uow)
        )
        if held or await uow.workshops.at_the_same_time(youth.id, seen.session):
            left += 1
            continue
        row = await take_place(actor, seen.session, youth, uow, on_behalf=True)
        seated += row.status is EnrolmentStatus.ENROLLED
        waiting += row.status is EnrolmentStatus.WAITING
        at = uow.clock.now().isoformat()
        uow.ledger.event(ENROLLED, {"enrolment": row.id, "at": at})
        _audit(actor, "workshop_enrolled_for", seen, youth, uow)
    tell_sharers(uow, seen.shares)
    return Dealt(seated, waiting, left)


@service(is_accompanying)
async def withdraw_for(actor: Actor, command: ForEnrolments, uow: UnitOfWork) -> Dealt:
    """Take youths of the actor's structure out, on their word; until it begins, who waits first gets each place.

    Raises:
        NotFound: no session (`workshop_unknown`) or nobody there (`participant_unknown`) of the actor's structure.
        Conflict: it is over or cancelled (`workshop_over`).
    """
    seen = await seen_session(actor, command.session_id, uow, lock=True)
    if not is_going(seen.session):
        raise Conflict("workshop_over")
    done = 0
    for row, youth in await _rows(actor, seen.session, command.enrolment_ids, uow):
        if row.status is EnrolmentStatus.WITHDRAWN:
            continue
        await leave_place(actor, seen.session, row, youth, uow)
        _audit(actor, "workshop_withdrawn_for", seen, youth, uow)
        done += 1
    tell_sharers(uow, seen.shares)
    return Dealt(done)


@service(is_accompanying)
async def move_up(actor: Actor, command: ForEnrolments, uow: UnitOfWork) -> None:
    """Let a youth change places in the line with the one of the same structure who is next before them.

    Nobody of another structure waits longer for it.

    Raises:
        NotFound: no session (`workshop_unknown`) or nobody who waits there (`participant_unknown`) of the actor's
            structure.
        Conflict: nobody of the structure waits before them (`workshop_line_first`).
    """
    seen = await seen_session(actor, command.session_id, uow, lock=True)
    moved = [row.id for row, _ in await _rows(actor, seen.session, command.enrolment_ids, uow)]
    line = await uow.workshops.line(seen.session.id)
    own = [row for row, structure in line if may_follow(actor, structure_id=structure)]
    place = next((index for index, row in enumerate(own) if row.id in moved), None)
    if place is None:
        raise NotFound("participant_unknown")
    if place == 0:
        raise Conflict("workshop_line_first")
    await swap((own[place - 1], own[place]), uow)
    for row in (own[place - 1], own[place]):
        youth = await uow.youths.get(row.youth_id)
        if youth is not None:
            await tell_youth(uow, youth)
            _audit(actor, "workshop_line_moved", seen, youth, uow)
    tell_sharers(uow, seen.shares)


async def _youths(actor: Actor, public_ids: Sequence[str], uow: UnitOfWork) -> list[Youth]:
    wanted = {checked_public_id(value) for value in public_ids}
    if not wanted:
        raise Invalid("workshop_nobody")
    if len(wanted) > MOST_INVITED:
        raise Invalid("workshop_too_many", most=MOST_INVITED)
    found = await uow.workshop_people.youths(actor.structure_id or 0, wanted)
    require(len(found) == len(wanted), "youth_unknown")
    return found


async def _rows(
    actor: Actor, session: WorkshopSession, public_ids: Sequence[str], uow: UnitOfWork
) -> list[tuple[WorkshopEnrolment, Youth]]:
    wanted = {checked_public_id(value) for value in public_ids[:MOST_INVITED]}
    rows = await uow.workshops.enrolments(session.id, wanted)
    require(bool(rows) and len(rows) == len(wanted), "participant_unknown")
    for _row, youth in rows:
        require(may_follow(actor, structure_id=youth.structure_id), "participant_unknown")
    return rows


def _audit(actor: Actor, action: str, seen: Seen, youth: Youth, uow: UnitOfWork) -> None:
    uow.ledger.audit(
        actor,
        action,
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"session": seen.session.public_id},
    )
