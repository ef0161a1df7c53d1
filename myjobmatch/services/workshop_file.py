"""Workshops in a youth's file: what they take part in, and what they could be enrolled in on the spot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.workshops import WorkshopKind, WorkshopStatus, standing
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service

SINCE = timedelta(days=366)
MOST = 100


@dataclass(frozen=True, slots=True)
class FileWorkshop:
    """A session in a youth's file. `status` and `enrolment_id` are empty for one they have nothing to do with."""

    id: str
    title: str
    kind: WorkshopKind
    starts_at: datetime
    ends_at: datetime
    owner: str
    session: WorkshopStatus
    status: str
    rank: int
    enrolment_id: str
    presence: str
    on_behalf: bool
    free: int


@service(is_accompanying, writes=False)
async def workshops_of(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> tuple[FileWorkshop, ...]:
    """A youth's workshops of the last year and to come, and those that are open to them, the soonest first.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    now = uow.clock.now()
    rows = await uow.workshops.offered(youth.id, youth.structure_id, now, now - SINCE, MOST)
    return tuple(
        [
            FileWorkshop(
                id=one.session.public_id,
                title=one.workshop.title,
                kind=one.workshop.kind,
                starts_at=one.session.starts_at,
                ends_at=one.session.ends_at,
                owner=one.owner,
                session=standing(one.session.status, one.session.ends_at, now),
                status=one.enrolment.status.value if one.enrolment else "",
                rank=await uow.workshops.rank(one.enrolment) if one.enrolment else 0,
                enrolment_id=one.enrolment.public_id if one.enrolment else "",
                presence=one.attendance.presence.value if one.attendance else "",
                on_behalf=one.enrolment.on_behalf if one.enrolment else False,
                free=one.session.capacity - one.session.taken,
            )
            for one in rows
        ]
    )
