"""Workshops: sessions, who shares them, places and the line, presence. People's lists are in `workshop_people`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Structure,
    Workshop,
    WorkshopAnswer,
    WorkshopAttendance,
    WorkshopEnrolment,
    WorkshopSession,
    WorkshopShare,
    Youth,
)
from myjobmatch.domain.workshops import (
    HELD,
    EnrolmentStatus,
    WorkshopDoor,
    WorkshopStatus,
)

_E, _S = WorkshopEnrolment, WorkshopSession


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a structure's list: its workshop, owner, and counts; `mine` are the structure's own youths."""

    session: WorkshopSession
    workshop: Workshop
    owner: str
    shared: int
    waiting: int
    mine: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A session as a youth may see it, and their own row in it, if there is one."""

    session: WorkshopSession
    workshop: Workshop
    owner: str
    waiting: int
    enrolment: WorkshopEnrolment | None
    attendance: WorkshopAttendance | None
    answer: WorkshopAnswer | None


class Workshops:
    """Queries on workshops and their sessions."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self,
        row: Workshop
        | WorkshopSession
        | WorkshopShare
        | WorkshopEnrolment
        | WorkshopAttendance
        | WorkshopAnswer,
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def remove(self, row: WorkshopShare | WorkshopAttendance) -> None:
        """Delete a row."""
        await self._s.delete(row)
        await self._s.flush()

    async def workshop(self, workshop_id: int) -> Workshop | None:
        """The workshop with that id."""
        return await self._s.get(Workshop, workshop_id)

    async def count_sessions(self, workshop_id: int) -> int:
        """How many sessions a workshop has."""
        query = select(func.count()).select_from(_S).where(_S.workshop_id == workshop_id)
        return await self._s.scalar(query) or 0

    async def session(self, session_id: int, *, lock: bool = False) -> WorkshopSession | None:
        """The session with that id; locked for who changes its places."""
        return await self._session(_S.id == session_id, lock=lock)

    async def session_by_public_id(
        self, public_id: str, *, lock: bool = False
    ) -> WorkshopSession | None:
        """The session with that public id; locked for who changes its places."""
        return await self._session(_S.public_id == public_id, lock=lock)

    async def _session(self, which: ColumnElement[bool], *, lock: bool) -> WorkshopSession | None:
        query = select(_S).where(which)
        if lock:
            # what another transaction has changed while we waited for the lock is read, not remembered
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._s.scalar(query)

    async def shares(self, session_id: int) -> list[WorkshopShare]:
        """Which structures share a session, the owner included."""
        rows = await self._s.scalars(
            select(WorkshopShare)
            .where(WorkshopShare.session_id == session_id)
            .order_by(WorkshopShare.structure_id)
        )
        return list(rows)

    # --- lists -----------------------------------------------------------------------------------

    async def listed(self, structure_id: int, since: datetime) -> list[Listed]:
        """Every session that a structure owns or shares and that ends after a moment, the soonest first."""
        return await self._listed(structure_id, _S.ends_at >= since)

    async def listed_one(self, structure_id: int, session_id: int) -> Listed | None:
        """One session as a structure's list tells it."""
        found = await self._listed(structure_id, _S.id == session_id)
        return found[0] if found else None

    async def shown(self, structure_id: int, public_ids: Collection[str]) -> list[Offered]:
        """Sessions that a structure owns or shares, by public id; nobody's row in them."""
        rows = await self._s.execute(
            select(_S, Workshop, Structure.name)
            .join(WorkshopShare, WorkshopShare.session_id == _S.id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .join(Structure, Structure.id == _S.structure_id)
            .where(WorkshopShare.structure_id == structure_id, _S.public_id.in_(list(public_ids)))
        )
        return [Offered(row[0], row[1], row[2], 0, None, None, None) for row in rows]

    async def to_close(self, structure_id: int, now: datetime) -> list[Listed]:
        """A structure's sessions that have ended and are not closed, the oldest first."""
        open_still = _S.status.in_(
            (WorkshopStatus.UPCOMING, WorkshopStatus.TO_CLOSE, WorkshopStatus.SIGNED)
        )
        return await self._listed(structure_id, and_(open_still, _S.ends_at <= now))

    async def _listed(self, structure_id: int, which: ColumnElement[bool]) -> list[Listed]:
        own = Youth.structure_id == structure_id
        undecided = and_(
            own, _E.status == EnrolmentStatus.ENROLLED, WorkshopAttendance.enrolment_id.is_(None)
        )
        counted = (
            select(
                _E.session_id.label("session_id"),
                func.sum(case((_E.status == EnrolmentStatus.WAITING, 1), else_=0)).label("waiting"),
                func.sum(case((and_(own, _E.status.in_(HELD)), 1), else_=0)).label("mine"),
                func.sum(case((undecided, 1), else_=0)).label("undecided"),
            )
            .join(Youth, Youth.id == _E.youth_id)
            .outerjoin(WorkshopAttendance, WorkshopAttendance.enrolment_id == _E.id)
            .join(WorkshopShare, WorkshopShare.session_id == _E.session_id)
            .where(WorkshopShare.structure_id == structure_id)
            .group_by(_E.session_id)
            .subquery()
        )
        shared = (
            select(func.count())
            .select_from(WorkshopShare)
            .where(WorkshopShare.session_id == _S.id)
            .correlate(_S)
            .scalar_subquery()
        )
        rows = await self._s.execute(
            select(
                _S,
                Workshop,
                Structure.name,
                shared,
                func.coalesce(counted.c.waiting, 0),
                func.coalesce(counted.c.mine, 0),
                func.coalesce(counted.c.undecided, 0),
            )
            .join(WorkshopShare, WorkshopShare.session_id == _S.id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .join(Structure, Structure.id == _S.structure_id)
            .outerjoin(counted, counted.c.session_id == _S.id)
            .where(WorkshopShare.structure_id == structure_id, which)
            .order_by(_S.starts_at, _S.id)
        )
        return [Listed(r[0], r[1], r[2], r[3], int(r[4]), int(r[5]), int(r[6])) for r in rows]

    async def offered(
        self, youth_id: int, structure_id: int | None, now: datetime, since: datetime, most: int
    ) -> list[Offered]:
        """What a youth may enrol in, and what they have or had to do with since a moment, the soonest first."""
        shared = select(WorkshopShare.session_id).where(WorkshopShare.structure_id == structure_id)
        open_now = and_(
            _S.id.in_(shared),
            _S.status == WorkshopStatus.UPCOMING,
            _S.starts_at > now,
            _S.door == WorkshopDoor.OPEN,
        )
        own = and_(_E.id.is_not(None), _E.status != EnrolmentStatus.WITHDRAWN)
        rows = await self._s.execute(
            select(
                _S,
                Workshop,
                Structure.name,
                self._waiting(),
                _E,
                WorkshopAttendance,
                WorkshopAnswer,
            )
            .join(Workshop, Workshop.id == _S.workshop_id)
            .join(Structure, Structure.id == _S.structure_id)
            .outerjoin(_E, and_(_E.session_id == _S.id, _E.youth_id == youth_id))
            .outerjoin(WorkshopAttendance, WorkshopAttendance.enrolment_id == _E.id)
            .outerjoin(WorkshopAnswer, WorkshopAnswer.enrolment_id == _E.id)
            .where(or_(open_now, and_(own, _S.ends_at >= since)))
            .order_by(_S.starts_at, _S.id)
            .limit(most)
        )
        return [Offered(*row) for row in rows]

    @staticmethod
    def _waiting() -> ScalarSelect[int]:
        """How many wait for a place in the session of the outer query."""
        return (
            select(func.count())
            .select_from(_E)
            .where(_E.session_id == _S.id, _E.status == EnrolmentStatus.WAITING)
            .correlate(_S)
            .scalar_subquery()
        )

    # --- places and the line ---------------------------------------------------------------------

    async def enrolment(self, session_id: int, youth_id: int) -> WorkshopEnrolment | None:
        """A youth's row in a session."""
        return await self._s.scalar(
            select(_E).where(_E.session_id == session_id, _E.youth_id == youth_id)
        )

    async def enrolment_by_id(self, enrolment_id: int) -> WorkshopEnrolment | None:
        """The row with that id."""
        return await self._s.get(WorkshopEnrolment, enrolment_id)

    async def enrolments(
        self, session_id: int, public_ids: Collection[str]
    ) -> list[tuple[WorkshopEnrolment, Youth]]:
        """The rows of a session with these public ids, each with whose it is."""
        rows = await self._s.execute(
            select(_E, Youth)
            .join(Youth, Youth.id == _E.youth_id)
            .where(_E.session_id == session_id, _E.public_id.in_(list(public_ids)))
            .order_by(_E.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def of_youths(
        self, session_id: int, youth_ids: Collection[int]
    ) -> dict[int, WorkshopEnrolment]:
        """The rows of some youths in a session, by youth."""
        rows = await self._s.scalars(
            select(_E).where(_E.session_id == session_id, _E.youth_id.in_(list(youth_ids)))
        )
        return {row.youth_id: row for row in rows}

    async def first_in_line(self, session_id: int) -> WorkshopEnrolment | None:
        """Who is the next to get a place."""
        return await self._s.scalar(
            select(_E)
            .where(_E.session_id == session_id, _E.status == EnrolmentStatus.WAITING)
            .order_by(_E.position)
            .limit(1)
        )

    async def line(self, session_id: int) -> list[tuple[WorkshopEnrolment, int | None]]:
        """Who waits, in order, each with their structure."""
        rows = await self._s.execute(
            select(_E, Youth.structure_id)
            .join(Youth, Youth.id == _E.youth_id)
            .where(_E.session_id == session_id, _E.status == EnrolmentStatus.WAITING)
            .order_by(_E.position)
        )
        return [(row[0], row[1]) for row in rows]

    async def rank(self, enrolment: WorkshopEnrolment) -> int:
        """The place in the line, from 1; 0 for who does not wait."""
        if enrolment.position is None:
            return 0
        query = select(func.count()).where(
            _E.session_id == enrolment.session_id,
            _E.status == EnrolmentStatus.WAITING,
            _E.position <= enrolment.position,
        )
        return await self._s.scalar(query) or 0

    async def at_the_same_time(self, youth_id: int, session: WorkshopSession) -> bool:
        """Whether a youth has a place in another session that overlaps this one."""
        query = (
            select(_E.id)
            .join(_S, _S.id == _E.session_id)
            .where(
                _E.youth_id == youth_id,
                _E.status == EnrolmentStatus.ENROLLED,
                _S.id != session.id,
                _S.status != WorkshopStatus.CANCELLED,
                _S.starts_at < session.ends_at,
                _S.ends_at > session.starts_at,
            )
            .limit(1)
        )
        return await self._s.scalar(query) is not None

    async def held_by(self, session_id: int) -> set[int]:
        """The structures whose youths have a place in a session or wait for one."""
        rows = await self._s.scalars(
            select(Youth.structure_id)
            .join(_E, _E.youth_id == Youth.id)
            .where(_E.session_id == session_id, _E.status.in_(HELD))
            .distinct()
        )
        return {row for row in rows if row is not None}

    # --- presence --------------------------------------------------------------------------------

    async def attendance(self, enrolment_id: int) -> WorkshopAttendance | None:
        """What is known of a participant's presence."""
        return await self._s.get(WorkshopAttendance, enrolment_id)

    async def answer(self, enrolment_id: int) -> WorkshopAnswer | None:
        """What a participant said of it."""
        return await self._s.get(WorkshopAnswer, enrolment_id)

    async def going_on(
        self, youth_id: int, starts_before: datetime, ends_after: datetime
    ) -> list[tuple[WorkshopSession, WorkshopEnrolment, str]]:
        """The sessions around now that a youth has a place in or waits for, with the title."""
        rows = await self._s.execute(
            select(_S, _E, Workshop.title)
            .join(_E, _E.session_id == _S.id)
            .join(Workshop, Workshop.id == _S.workshop_id)
            .where(
                _E.youth_id == youth_id,
                _E.status.in_(HELD),
                _S.starts_at <= starts_before,
                _S.ends_at >= ends_after,
                _S.status.in_((WorkshopStatus.UPCOMING, WorkshopStatus.TO_CLOSE)),
            )
            .order_by(_S.starts_at)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def decided(
        self, session_id: int
    ) -> list[tuple[WorkshopEnrolment, WorkshopAttendance | None, int | None]]:
        """Everybody with a place, what is known of their presence, and their structure."""
        rows = await self._s.execute(
            select(_E, WorkshopAttendance, Youth.structure_id)
            .join(Youth, Youth.id == _E.youth_id)
            .outerjoin(WorkshopAttendance, WorkshopAttendance.enrolment_id == _E.id)
            .where(_E.session_id == session_id, _E.status == EnrolmentStatus.ENROLLED)
            .order_by(_E.id)
        )
        return [(row[0], row[1], row[2]) for row in rows]
