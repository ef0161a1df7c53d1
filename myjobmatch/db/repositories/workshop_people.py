"""Who takes part in workshops, as each structure may see it: names of its own youths, counts of the others'."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Function, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import (
    Account,
    Structure,
    WorkshopAnswer,
    WorkshopAttendance,
    WorkshopEnrolment,
    WorkshopSession,
    WorkshopShare,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Scheme
from myjobmatch.domain.workshops import EnrolmentStatus, WorkshopPresence, WorkshopStatus

_E, _S, _A = WorkshopEnrolment, WorkshopSession, WorkshopAttendance
_COUNTS = ("invited", "enrolled", "waiting", "present", "undecided")


def _many(which: ColumnElement[bool]) -> Function[int]:
    return func.sum(case((which, 1), else_=0))


@dataclass(frozen=True, slots=True)
class Person:
    """A youth of one's own structure in a session."""

    enrolment: WorkshopEnrolment
    youth: Youth
    first_name: str
    last_name: str
    advisor: str
    attendance: WorkshopAttendance | None
    signer: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A structure's share of a session, in counts."""

    structure_id: int
    name: str
    invited: int
    enrolled: int
    waiting: int
    present: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Invitable:
    """A youth of one's own structure, and where they stand with a session, if anywhere."""

    youth: Youth
    first_name: str
    last_name: str
    advisor: str
    status: EnrolmentStatus | None


class WorkshopPeople:
    """Queries on participants."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def people(self, session_id: int, structure_id: int) -> list[Person]:
        """The youths of a structure who have to do with a session, by name."""
        advisor, signer = aliased(Account), aliased(Account)
        rows = await self._s.execute(
            select(
                _E,
                Youth,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                advisor.display_name,
                _A,
                signer.display_name,
            )
            .join(Youth, Youth.id == _E.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(advisor, advisor.id == Youth.advisor_id)
            .outerjoin(_A, _A.enrolment_id == _E.id)
            .outerjoin(signer, signer.id == _A.account_id)
            .where(_E.session_id == session_id, Youth.structure_id == structure_id)
            .order_by(YouthIdentity.last_name, YouthIdentity.first_name, _E.id)
        )
        return [Person(r[0], r[1], r[2], r[3], r[4] or "", r[5], r[6] or "") for r in rows]

    async def counted(self, session_id: int) -> list[Counted]:
        """Every structure that shares a session, in counts, by name."""
        enrolled = _E.status == EnrolmentStatus.ENROLLED
        each = (
            select(
                Youth.structure_id.label("structure_id"),
                _many(_E.status == EnrolmentStatus.INVITED).label("invited"),
                _many(enrolled).label("enrolled"),
                _many(_E.status == EnrolmentStatus.WAITING).label("waiting"),
                _many(and_(enrolled, _A.presence == WorkshopPresence.PRESENT)).label("present"),
                _many(and_(enrolled, _A.enrolment_id.is_(None))).label("undecided"),
            )
            .join(_E, _E.youth_id == Youth.id)
            .outerjoin(_A, _A.enrolment_id == _E.id)
            .where(_E.session_id == session_id)
            .group_by(Youth.structure_id)
            .subquery()
        )
        counts = [func.coalesce(each.c[name], 0) for name in _COUNTS]
        rows = await self._s.execute(
            select(Structure.id, Structure.name, *counts)
            .join(WorkshopShare, WorkshopShare.structure_id == Structure.id)
            .outerjoin(each, each.c.structure_id == Structure.id)
            .where(WorkshopShare.session_id == session_id)
            .order_by(Structure.name)
        )
        return [Counted(r[0], r[1], *(int(value) for value in r[2:])) for r in rows]

    async def invitable(
        self,
        session_id: int,
        structure_id: int,
        of: Actor | None,
        words: str,
        scheme: Scheme | None,
    ) -> list[Invitable]:
        """The active youths of a structure, all or those whom one advisor accompanies today, by name."""
        query = (
            select(
                Youth,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                Account.display_name,
                _E.status,
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == Youth.advisor_id)
            .outerjoin(_E, and_(_E.youth_id == Youth.id, _E.session_id == session_id))
            .where(Youth.structure_id == structure_id, Youth.active)
            .order_by(YouthIdentity.last_name, YouthIdentity.first_name, Youth.id)
        )
        if of is not None:
            query = query.where(followed_by(of))
        if scheme is not None:
            query = query.where(Youth.scheme == scheme)
        for word in words.split():
            pattern = f"%{word.replace('%', '').replace('_', '')}%"
            query = query.where(
                or_(YouthIdentity.first_name.ilike(pattern), YouthIdentity.last_name.ilike(pattern))
            )
        return [Invitable(r[0], r[1], r[2], r[3] or "", r[4]) for r in await self._s.execute(query)]

    async def youths(self, structure_id: int, public_ids: Collection[str]) -> list[Youth]:
        """The active youths of a structure with these public ids."""
        rows = await self._s.scalars(
            select(Youth)
            .where(
                Youth.structure_id == structure_id,
                Youth.active,
                Youth.public_id.in_(list(public_ids)),
            )
            .order_by(Youth.id)
        )
        return list(rows)

    async def accounts(
        self, session_id: int, statuses: Collection[EnrolmentStatus]
    ) -> dict[int, int]:
        """The accounts of whoever stands so with a session, by youth."""
        rows = await self._s.execute(
            select(YouthIdentity.youth_id, YouthIdentity.account_id)
            .join(_E, _E.youth_id == YouthIdentity.youth_id)
            .where(
                _E.session_id == session_id,
                _E.status.in_(list(statuses)),
                YouthIdentity.account_id.is_not(None),
            )
            .order_by(YouthIdentity.youth_id)
        )
        return {row[0]: row[1] for row in rows if row[1] is not None}

    async def answers(self, session_id: int) -> list[WorkshopAnswer]:
        """What participants said of a session; the caller tells it in counts."""
        rows = await self._s.scalars(
            select(WorkshopAnswer)
            .join(_E, _E.id == WorkshopAnswer.enrolment_id)
            .where(_E.session_id == session_id)
        )
        return list(rows)

    async def to_remind(
        self, told: Collection[str], after: datetime, until: datetime, limit: int
    ) -> list[tuple[WorkshopEnrolment, WorkshopSession]]:
        """Who has a place in a session that begins within a stretch of time, by the last reminder they had."""
        rows = await self._s.execute(
            select(_E, _S)
            .join(_S, _S.id == _E.session_id)
            .where(
                _E.status == EnrolmentStatus.ENROLLED,
                _E.reminded.in_(list(told)),
                _S.status == WorkshopStatus.UPCOMING,
                _S.starts_at > after,
                _S.starts_at <= until,
            )
            .order_by(_S.starts_at, _E.id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in rows]

    async def ended(self, now: datetime, limit: int) -> list[int]:
        """The sessions that have ended and still count as upcoming."""
        rows = await self._s.scalars(
            select(_S.id)
            .where(_S.status == WorkshopStatus.UPCOMING, _S.ends_at <= now)
            .order_by(_S.ends_at)
            .limit(limit)
        )
        return list(rows)
