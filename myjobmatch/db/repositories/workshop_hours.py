"""What workshops count for: hours of a week, and entries for i-milo."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Workshop,
    WorkshopAttendance,
    WorkshopEnrolment,
    WorkshopSession,
    Youth,
)
from myjobmatch.domain.workshops import (
    AttendanceHow,
    EnrolmentStatus,
    WorkshopKind,
    WorkshopPresence,
    WorkshopStatus,
)

_E, _S, _A = WorkshopEnrolment, WorkshopSession, WorkshopAttendance
_OVER = (WorkshopStatus.CLOSED, WorkshopStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class SessionMinutes:
    """The minutes of one session in a youth's week; `present` once they were there."""

    youth_id: int
    starts_at: datetime
    minutes: int
    status: WorkshopStatus
    present: bool


@dataclass(frozen=True, slots=True)
class TakenPart:
    """A presence in a closed session; `by` names who noted it by hand, empty for a signature of the youth's own."""

    enrolment_id: int
    youth_id: int
    kind: WorkshopKind
    title: str
    starts_at: datetime
    minutes: int
    by: str


@dataclass(frozen=True, slots=True)
class Attended:
    """A workshop that a youth took part in."""

    youth_id: int
    session_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    minutes: int


class WorkshopHours:
    """Queries on hours."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def of_youths(
        self, youth_ids: Collection[int], since: datetime, until: datetime
    ) -> Sequence[SessionMinutes]:
        """Places of youths in sessions that begin in a stretch of time: held still, or taken up."""
        present = _A.presence == WorkshopPresence.PRESENT
        planned = and_(_A.enrolment_id.is_(None), _S.status.not_in(_OVER))
        rows = await self._s.execute(
            select(
                _E.youth_id,
                _S.starts_at,
                Workshop.minutes,
                _S.status,
                case((present, 1), else_=0),
            )
            .join(_S, _S.id == _E.session_id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .outerjoin(_A, _A.enrolment_id == _E.id)
            .where(
                _E.youth_id.in_(list(youth_ids)),
                _E.status == EnrolmentStatus.ENROLLED,
                _S.status != WorkshopStatus.CANCELLED,
                Workshop.minutes > 0,
                or_(present, planned),
                _S.starts_at >= since,
                _S.starts_at < until,
            )
            .order_by(_S.starts_at, _E.id)
        )
        return [SessionMinutes(r[0], r[1], r[2], r[3], bool(r[4])) for r in rows]

    async def entries(
        self,
        structure_id: int,
        advisor_ids: Collection[int] | None,
        since: datetime,
        until: datetime,
        besides: Collection[int] = (),
    ) -> Sequence[TakenPart]:
        """Presences in closed sessions of a structure's youths: all, or those of some advisors and those besides."""
        query = (
            select(
                _E.id,
                _E.youth_id,
                Workshop.kind,
                Workshop.title,
                _S.starts_at,
                Workshop.minutes,
                _A.how,
                Account.display_name,
            )
            .join(_S, _S.id == _E.session_id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .join(_A, _A.enrolment_id == _E.id)
            .join(Account, Account.id == _A.account_id)
            .join(Youth, Youth.id == _E.youth_id)
            .where(
                Youth.structure_id == structure_id,
                _S.status == WorkshopStatus.CLOSED,
                _A.presence == WorkshopPresence.PRESENT,
                _S.starts_at >= since,
                _S.starts_at < until,
            )
            .order_by(_S.starts_at, _E.id)
        )
        if advisor_ids is not None:
            of_theirs = Youth.advisor_id.in_(list(advisor_ids))
            query = query.where(or_(of_theirs, Youth.id.in_(list(besides))))
        rows = await self._s.execute(query)
        return [
            TakenPart(
                r[0], r[1], r[2], r[3], r[4], r[5], r[7] if r[6] is AttendanceHow.HAND else ""
            )
            for r in rows
        ]

    async def attended(
        self, youth_ids: Collection[int], since: datetime, until: datetime
    ) -> Sequence[Attended]:
        """The workshops that youths were present at, which began in a stretch of time, the first first."""
        rows = await self._s.execute(
            select(
                _E.youth_id,
                _S.public_id,
                Workshop.title,
                _S.starts_at,
                _S.ends_at,
                Workshop.minutes,
            )
            .join(_S, _S.id == _E.session_id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .join(WorkshopAttendance, WorkshopAttendance.enrolment_id == _E.id)
            .where(
                _E.youth_id.in_(list(youth_ids)),
                WorkshopAttendance.presence == WorkshopPresence.PRESENT,
                _S.starts_at >= since,
                _S.starts_at < until,
            )
            .order_by(_S.starts_at, _E.id)
        )
        return [Attended(*row) for row in rows]
