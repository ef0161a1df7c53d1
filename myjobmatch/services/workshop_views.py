"""Sessions as their advisors see them: names of their own youths, counts of the others'."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.models import WorkshopSession
from myjobmatch.db.repositories.workshop_people import Person
from myjobmatch.db.repositories.workshops import Listed
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.permissions import is_accompanying, may_follow
from myjobmatch.domain.workshops import (
    CODE_OPENS,
    LEAST_ANSWERS,
    PARTNER_WAITS,
    EnrolmentStatus,
    Liked,
    LikedWhy,
    Participant,
    PartnerCount,
    Satisfaction,
    SessionPage,
    SessionRow,
    WorkshopStatus,
    standing,
    takes_codes,
)
from myjobmatch.services.building import service
from myjobmatch.services.workshop_access import may_be_seated, seen_session
from myjobmatch.services.workshop_sessions import version_of

LISTED_FOR = timedelta(days=180)
"""How long after its end a session stands in the list."""


@dataclass(frozen=True, slots=True)
class SessionList:
    """A structure's sessions, its own and those that others share with it, the soonest first."""

    rows: tuple[SessionRow, ...]


@service(is_accompanying, writes=False)
async def list_sessions(actor: Actor, _command: None, uow: UnitOfWork) -> SessionList:
    """Every session of the last half year and of the time to come."""
    since = uow.clock.now() - LISTED_FOR
    rows = await uow.workshops.listed(actor.structure_id or 0, since)
    return SessionList(tuple(row_of(actor, one, uow) for one in rows))


@service(is_accompanying, writes=False)
async def sessions_to_close(actor: Actor, _command: None, uow: UnitOfWork) -> SessionList:
    """What has ended and waits: for presence of the actor's own youths, or for the owner to close it."""
    rows = await uow.workshops.to_close(actor.structure_id or 0, uow.clock.now())
    told = [row_of(actor, one, uow) for one in rows]
    return SessionList(tuple(row for row in told if row.own or row.undecided))


@service(is_accompanying, writes=False)
async def read_session(actor: Actor, public_id: str, uow: UnitOfWork) -> SessionPage:
    """One session: the actor's own youths by name, everybody else in counts.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
    """
    seen = await seen_session(actor, public_id, uow)
    session = seen.session
    listed = await uow.workshops.listed_one(actor.structure_id or 0, session.id)
    if listed is None:
        raise NotFound("workshop_unknown")
    row = row_of(actor, listed, uow)
    now = uow.clock.now()
    people = await uow.workshop_people.people(session.id, actor.structure_id or 0)
    counted = await uow.workshop_people.counted(session.id)
    structures = {one.id: one for one in await uow.accounts.structures()}
    undecided = sum(one.undecided for one in counted)
    late = now >= session.ends_at + PARTNER_WAITS
    ended = row.status in (WorkshopStatus.TO_CLOSE, WorkshopStatus.SIGNED)
    return SessionPage(
        row=row,
        workshop_id=seen.workshop.public_id,
        description=seen.workshop.description,
        minutes=seen.workshop.minutes,
        link=session.link,
        enrol_until=session.enrol_until,
        reason=session.reason,
        shared=tuple(
            structures[share.structure_id].public_id
            for share in seen.shares
            if share.structure_id != session.structure_id
        ),
        participants=await _participants(actor, session, people, uow),
        partners=tuple(
            PartnerCount(
                one.name,
                one.structure_id == session.structure_id,
                one.invited,
                one.enrolled,
                one.waiting,
                one.present,
                one.undecided,
            )
            for one in counted
            if not may_follow(actor, structure_id=one.structure_id)
        ),
        present=sum(one.present for one in counted),
        satisfaction=await satisfaction_of(session.id, uow),
        code_open=takes_codes(row.status, session.starts_at, session.ends_at, now),
        code_opens_at=session.starts_at - CODE_OPENS,
        may_edit=seen.own and row.status is WorkshopStatus.UPCOMING,
        may_close=seen.own and ended and (undecided == 0 or (late and row.undecided == 0)),
        closes_without=undecided,
        version=version_of(seen),
    )


async def satisfaction_of(session_id: int, uow: UnitOfWork) -> Satisfaction:
    """How it was, in counts, once enough have said so; the caller has checked the right."""
    answers = await uow.workshop_people.answers(session_id)
    if len(answers) < LEAST_ANSWERS:
        return Satisfaction(len(answers))
    liked = Counter(one.liked for one in answers)
    why = Counter(one.why for one in answers if one.why is not None)
    return Satisfaction(
        len(answers),
        tuple((face.value, liked[face]) for face in Liked),
        tuple((reason.value, why[reason]) for reason in LikedWhy if why[reason]),
    )


def row_of(actor: Actor, one: Listed, uow: UnitOfWork) -> SessionRow:
    """A line of the list."""
    session = one.session
    return SessionRow(
        id=session.public_id,
        title=one.workshop.title,
        kind=one.workshop.kind,
        status=standing(session.status, session.ends_at, uow.clock.now()),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        mode=session.mode,
        place=session.place,
        door=session.door,
        owner=one.owner,
        own=may_follow(actor, structure_id=session.structure_id),
        shared_with=one.shared - 1,
        capacity=session.capacity,
        enrolled=session.taken,
        waiting=one.waiting,
        mine=one.mine,
        undecided=one.undecided,
    )


async def _participants(
    actor: Actor, session: WorkshopSession, people: list[Person], uow: UnitOfWork
) -> tuple[Participant, ...]:
    line = await uow.workshops.line(session.id)
    ranks = {row.id: place for place, (row, _) in enumerate(line, start=1)}
    own = [row.id for row, structure in line if may_follow(actor, structure_id=structure)]
    over = uow.clock.now() >= session.ends_at
    seats = not over and may_be_seated(session, uow)
    order = {status: place for place, status in enumerate(_ORDER)}
    told = [
        Participant(
            id=one.enrolment.public_id,
            youth_id=one.youth.public_id,
            name=f"{one.first_name} {one.last_name}".strip(),
            advisor=one.advisor,
            status=one.enrolment.status,
            rank=ranks.get(one.enrolment.id, 0),
            promoted=one.enrolment.promoted_at is not None,
            on_behalf=one.enrolment.on_behalf,
            movable=one.enrolment.id in own[1:],
            seatable=seats and one.enrolment.status is EnrolmentStatus.WAITING,
            presence=one.attendance.presence.value if one.attendance else "",
            how=one.attendance.how.value if one.attendance else "",
            signed_at=one.attendance.at if one.attendance else None,
            signed_by=one.signer if one.attendance and one.attendance.how == "hand" else "",
        )
        for one in people
    ]
    return tuple(sorted(told, key=lambda one: (order[one.status], one.rank)))


_ORDER = (
    EnrolmentStatus.ENROLLED,
    EnrolmentStatus.WAITING,
    EnrolmentStatus.INVITED,
    EnrolmentStatus.WITHDRAWN,
)
