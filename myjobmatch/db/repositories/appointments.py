"""Appointments, and what decides whether one may be set: openings, exceptions, absences."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import (
    Account,
    AdvisorAbsence,
    Appointment,
    AppointmentOpening,
    CalendarFeed,
    OpeningException,
    Structure,
    Youth,
    YouthIdentity,
)
from myjobmatch.domain.appointments import AppointmentSide, AppointmentStatus, Presence


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment, the youth, who they are, and the names of the advisor and the structure."""

    appointment: Appointment
    youth: Youth
    identity: YouthIdentity
    advisor: str
    structure: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence and the colleague who answers meanwhile, if any."""

    absence: AdvisorAbsence
    replacing: Account | None


Owned = Appointment | AppointmentOpening | OpeningException | AdvisorAbsence | CalendarFeed


def _rows() -> Select[Appointment, Youth, YouthIdentity, str, str]:
    return (
        select(Appointment, Youth, YouthIdentity, Account.display_name, Structure.name)
        .join(Youth, Youth.id == Appointment.youth_id)
        .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
        .join(Account, Account.id == Appointment.advisor_id)
        .join(Structure, Structure.id == Appointment.structure_id)
    )


class Appointments:
    """Queries on appointments."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Owned) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def remove(self, row: AppointmentOpening | AdvisorAbsence) -> None:
        """Delete a row."""
        kind = type(row)
        await self._s.execute(delete(kind).where(kind.id == row.id))

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    # --- who is busy ---

    async def hold(self, advisor_ids: Collection[int], *youth_ids: int) -> None:
        """Nobody else sets an appointment of these people until this transaction ends.

        In one order for everybody, and before any appointment, so that two writers never wait for one another. What
        was read of the youths before is read anew: another advisor accompanies them, maybe.
        """
        for advisor_id in sorted(set(advisor_ids)):
            await self._s.execute(
                select(Account.id)
                .where(Account.id == advisor_id)
                .with_for_update(key_share=True, of=Account)
            )
        await self._s.execute(
            select(Youth)
            .where(Youth.id.in_(youth_ids))
            .order_by(Youth.id)
            .with_for_update(key_share=True, of=Youth)
            .execution_options(populate_existing=True)
        )

    async def taken(
        self,
        start: datetime,
        end: datetime,
        *,
        advisor_id: int | None = None,
        youth_id: int | None = None,
        but: int | None = None,
        lock: bool = False,
    ) -> Sequence[Appointment]:
        """What stands between two moments for an advisor or a youth; cancelled ones do not stand."""
        query = select(Appointment).where(
            Appointment.status != AppointmentStatus.CANCELLED,
            Appointment.starts_at < end,
            Appointment.ends_at > start,
        )
        if advisor_id is not None:
            query = query.where(Appointment.advisor_id == advisor_id)
        if youth_id is not None:
            query = query.where(Appointment.youth_id == youth_id)
        if but is not None:
            query = query.where(Appointment.id != but)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return (await self._s.scalars(query.order_by(Appointment.starts_at))).all()

    async def count_booked_alone(self, youth_id: int, now: datetime) -> int:
        """How many coming appointments a youth has booked without anybody."""
        return (
            await self._s.scalar(
                select(func.count())
                .select_from(Appointment)
                .where(
                    Appointment.youth_id == youth_id,
                    Appointment.booked_by == AppointmentSide.YOUTH,
                    Appointment.status == AppointmentStatus.PLANNED,
                    Appointment.starts_at > now,
                )
            )
            or 0
        )

    # --- appointments ---

    async def get(self, appointment_id: int) -> Appointment | None:
        """The appointment with that id."""
        return await self._s.get(Appointment, appointment_id)

    async def by_public_id(self, public_id: str, *, lock: bool = True) -> Appointment | None:
        """The appointment with that public id; locked for whoever writes, unless it is only looked at."""
        query = select(Appointment).where(Appointment.public_id == public_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._s.scalar(query)

    async def row(self, appointment_id: int) -> AppointmentRow | None:
        """An appointment with its people."""
        row = (await self._s.execute(_rows().where(Appointment.id == appointment_id))).first()
        return AppointmentRow(*row) if row else None

    async def row_by_public_id(self, public_id: str) -> AppointmentRow | None:
        """The appointment with that public id, with its people; not locked."""
        found = await self._s.execute(_rows().where(Appointment.public_id == public_id))
        row = found.first()
        return AppointmentRow(*row) if row else None

    async def rows_by_public_id(self, public_ids: Collection[str]) -> list[AppointmentRow]:
        """Appointments by public id, with their people."""
        found = await self._s.execute(_rows().where(Appointment.public_id.in_(list(public_ids))))
        return [AppointmentRow(*row) for row in found]

    async def held(
        self,
        structure_id: int,
        advisor_ids: Collection[int] | None,
        start: datetime,
        end: datetime,
        besides: Collection[int] = (),
    ) -> list[AppointmentRow]:
        """Appointments of a structure's youths between two moments, of which presence was noted.

        `advisor_ids` narrows them to the youths of these advisors, and those besides.
        """
        query = _rows().where(
            Youth.structure_id == structure_id,
            Appointment.presence.is_not(None),
            Appointment.starts_at >= start,
            Appointment.starts_at < end,
        )
        if advisor_ids is not None:
            of_theirs = Youth.advisor_id.in_(list(advisor_ids))
            query = query.where(or_(of_theirs, Youth.id.in_(list(besides))))
        rows = await self._s.execute(query.order_by(Appointment.starts_at, Appointment.id))
        return [AppointmentRow(*row) for row in rows]

    async def of_advisors(
        self, advisor_ids: Collection[int], start: datetime, end: datetime
    ) -> list[AppointmentRow]:
        """What these advisors have between two moments, cancelled ones included, the first first."""
        rows = await self._s.execute(
            _rows()
            .where(
                Appointment.advisor_id.in_(list(advisor_ids)),
                Appointment.starts_at < end,
                Appointment.ends_at > start,
            )
            .order_by(Appointment.starts_at, Appointment.id)
        )
        return [AppointmentRow(*row) for row in rows]

    async def of_youth(
        self, youth_id: int, since: datetime, limit: int, *, latest_first: bool = False
    ) -> list[AppointmentRow]:
        """A youth's appointments that end after a moment, the first first by default."""
        order = Appointment.starts_at.desc() if latest_first else Appointment.starts_at
        rows = await self._s.execute(
            _rows()
            .where(Appointment.youth_id == youth_id, Appointment.ends_at > since)
            .order_by(order, Appointment.id)
            .limit(limit)
        )
        return [AppointmentRow(*row) for row in rows]

    async def missed(self, advisor_ids: Collection[int], limit: int) -> list[AppointmentRow]:
        """No-shows of these advisors' youths that nobody has followed up yet, whoever held them; the latest first."""
        rows = await self._s.execute(
            _rows()
            .where(
                Youth.advisor_id.in_(list(advisor_ids)),
                Appointment.presence == Presence.ABSENT,
                Appointment.settled_at.is_(None),
            )
            .order_by(Appointment.starts_at.desc(), Appointment.id)
            .limit(limit)
        )
        return [AppointmentRow(*row) for row in rows]

    async def unmarked(
        self, advisor_ids: Collection[int], before: datetime, limit: int
    ) -> list[AppointmentRow]:
        """Appointments that are over and of which nobody has said whether the youth came."""
        rows = await self._s.execute(
            _rows()
            .where(
                Appointment.advisor_id.in_(list(advisor_ids)),
                Appointment.status == AppointmentStatus.PLANNED,
                Appointment.ends_at <= before,
            )
            .order_by(Appointment.starts_at.desc(), Appointment.id)
            .limit(limit)
        )
        return [AppointmentRow(*row) for row in rows]

    async def to_remind(self, now: datetime, limit: int) -> Sequence[Appointment]:
        """Planned appointments with a reminder that is due, locked for this worker."""
        return (
            await self._s.scalars(
                select(Appointment)
                .where(
                    Appointment.status == AppointmentStatus.PLANNED,
                    or_(Appointment.remind_week_at <= now, Appointment.remind_day_at <= now),
                )
                .order_by(Appointment.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
        ).all()

    # --- openings ---

    async def openings(self, advisor_ids: Collection[int]) -> Sequence[AppointmentOpening]:
        """When these advisors may be booked."""
        return (
            await self._s.scalars(
                select(AppointmentOpening)
                .where(AppointmentOpening.advisor_id.in_(list(advisor_ids)))
                .order_by(
                    AppointmentOpening.weekday,
                    AppointmentOpening.day,
                    AppointmentOpening.start_minute,
                    AppointmentOpening.id,
                )
            )
        ).all()

    async def opening(self, public_id: str) -> AppointmentOpening | None:
        """The opening with that public id."""
        return await self._s.scalar(
            select(AppointmentOpening).where(AppointmentOpening.public_id == public_id)
        )

    async def exceptions(
        self, advisor_ids: Collection[int], first: date
    ) -> Sequence[OpeningException]:
        """The days from this one on when the openings of these advisors do not hold."""
        return (
            await self._s.scalars(
                select(OpeningException)
                .where(
                    OpeningException.advisor_id.in_(list(advisor_ids)),
                    OpeningException.day >= first,
                )
                .order_by(OpeningException.day, OpeningException.start_minute)
            )
        ).all()

    async def forget_exception(self, advisor_id: int, public_id: str) -> None:
        """The openings hold again."""
        await self._s.execute(
            delete(OpeningException).where(
                OpeningException.advisor_id == advisor_id, OpeningException.public_id == public_id
            )
        )

    # --- absences ---

    async def absences(
        self, advisor_ids: Collection[int], first: date, last: date | None = None
    ) -> list[AbsenceRow]:
        """The absences of these advisors that touch these days, the first first."""
        replacing = aliased(Account)
        query = (
            select(AdvisorAbsence, replacing)
            .outerjoin(replacing, replacing.id == AdvisorAbsence.replacing_id)
            .where(AdvisorAbsence.advisor_id.in_(list(advisor_ids)), AdvisorAbsence.to_day >= first)
            .order_by(AdvisorAbsence.from_day, AdvisorAbsence.id)
        )
        if last is not None:
            query = query.where(AdvisorAbsence.from_day <= last)
        return [AbsenceRow(row[0], row[1]) for row in await self._s.execute(query)]

    async def absence(self, public_id: str) -> AdvisorAbsence | None:
        """The absence with that public id."""
        return await self._s.scalar(
            select(AdvisorAbsence).where(AdvisorAbsence.public_id == public_id)
        )

    # --- calendars ---

    async def live_feed(self, account_id: int) -> CalendarFeed | None:
        """The address under which an account's calendar may be read, if there is one."""
        return await self._s.scalar(
            select(CalendarFeed).where(
                CalendarFeed.account_id == account_id, CalendarFeed.revoked_at.is_(None)
            )
        )

    async def feed_by_hash(self, token_hash: str) -> CalendarFeed | None:
        """The live address whose secret has this hash."""
        return await self._s.scalar(
            select(CalendarFeed).where(
                CalendarFeed.token_hash == token_hash, CalendarFeed.revoked_at.is_(None)
            )
        )
