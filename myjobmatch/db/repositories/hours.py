"""Hours that other parts know of, as a week counts them: workshops attended, appointments that were held."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Appointment,
    Workshop,
    WorkshopAttendance,
    WorkshopEnrolment,
    WorkshopSession,
)
from myjobmatch.domain.appointments import AppointmentStatus, Presence
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.weeks import Hours, HourSource, HourStage
from myjobmatch.domain.workshops import EnrolmentStatus, WorkshopPresence, WorkshopStatus


def _between(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of a day in Paris, and the first one after another day."""
    return (
        datetime.combine(first, time.min, PARIS),
        datetime.combine(last + timedelta(days=1), time.min, PARIS),
    )


class OtherHours:
    """Queries on hours of the week that are no actions."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def workshops(
        self, youth_ids: Collection[int], first: date, last: date
    ) -> dict[int, list[Hours]]:
        """Workshops attended, and those with a place that are still to come, by youth."""
        since, until = _between(first, last)
        found: dict[int, list[Hours]] = defaultdict(list)
        for youth_id, starts_at, minutes, presence in await self._s.execute(
            select(
                WorkshopEnrolment.youth_id,
                WorkshopSession.starts_at,
                Workshop.minutes,
                WorkshopAttendance.presence,
            )
            .join(WorkshopSession, WorkshopSession.id == WorkshopEnrolment.session_id)
            .join(Workshop, Workshop.id == WorkshopSession.workshop_id)
            .outerjoin(WorkshopAttendance, WorkshopAttendance.enrolment_id == WorkshopEnrolment.id)
            .where(
                WorkshopEnrolment.youth_id.in_(list(youth_ids)),
                WorkshopEnrolment.status == EnrolmentStatus.ENROLLED,
                WorkshopSession.starts_at >= since,
                WorkshopSession.starts_at < until,
                WorkshopSession.status != WorkshopStatus.CANCELLED,
                or_(
                    WorkshopAttendance.presence == WorkshopPresence.PRESENT,
                    WorkshopSession.status == WorkshopStatus.UPCOMING,
                ),
            )
        ):
            if presence not in (None, WorkshopPresence.PRESENT):
                continue
            stage = HourStage.VALIDATED if presence is not None else HourStage.PLANNED
            counted = Hours(HourSource.WORKSHOP, paris_day(starts_at), minutes, stage)
            found[youth_id].append(counted)
        return found

    async def appointments(
        self, youth_ids: Collection[int], first: date, last: date
    ) -> dict[int, list[Hours]]:
        """Appointments that were held, and those to come, by youth."""
        since, until = _between(first, last)
        found: dict[int, list[Hours]] = defaultdict(list)
        for youth_id, starts_at, ends_at, presence in await self._s.execute(
            select(
                Appointment.youth_id,
                Appointment.starts_at,
                Appointment.ends_at,
                Appointment.presence,
            ).where(
                Appointment.youth_id.in_(list(youth_ids)),
                Appointment.starts_at >= since,
                Appointment.starts_at < until,
                or_(
                    Appointment.presence == Presence.SEEN,
                    Appointment.status == AppointmentStatus.PLANNED,
                ),
            )
        ):
            stage = HourStage.VALIDATED if presence is Presence.SEEN else HourStage.PLANNED
            minutes = int((ends_at - starts_at).total_seconds() // 60)
            counted = Hours(HourSource.APPOINTMENT, paris_day(starts_at), minutes, stage)
            found[youth_id].append(counted)
        return found
