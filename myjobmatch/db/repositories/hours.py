"""Hours of appointments, as a week counts them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Appointment
from myjobmatch.domain.appointments import AppointmentStatus, Presence
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.weeks import Hours, HourSource, HourStage


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
