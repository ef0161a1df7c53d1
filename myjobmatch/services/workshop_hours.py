"""The hours of workshops in a youth's week: planned while one has a place, told once one was there, sure once closed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from myjobmatch.db.models import WorkshopSession
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.weeks import Hours, HourSource, HourStage
from myjobmatch.domain.workshops import WorkshopStatus
from myjobmatch.services.hour_sources import hours_source, recount


@hours_source("workshops")
async def workshop_hours(
    uow: UnitOfWork, youth_ids: Collection[int], first: date, last: date
) -> Mapping[int, Sequence[Hours]]:
    """The minutes of each youth's workshops between two days."""
    since = datetime.combine(first, time.min, PARIS)
    until = datetime.combine(last + timedelta(days=1), time.min, PARIS)
    found: dict[int, list[Hours]] = defaultdict(list)
    for row in await uow.workshop_hours.of_youths(youth_ids, since, until):
        if not row.present:
            stage = HourStage.PLANNED
        elif row.status is WorkshopStatus.CLOSED:
            stage = HourStage.VALIDATED
        else:
            stage = HourStage.WAITING
        day = paris_day(row.starts_at)
        found[row.youth_id].append(Hours(HourSource.WORKSHOP, day, row.minutes, stage))
    return found


async def recount_hours(
    uow: UnitOfWork, session: WorkshopSession, youth_ids: Collection[int]
) -> None:
    """What these youths have of this session has changed: their week is summed up anew."""
    await uow.workshops.flush()
    await recount(uow, youth_ids, [paris_day(session.starts_at)])


async def recount_told(uow: UnitOfWork, session: WorkshopSession, *before: datetime) -> None:
    """The session is another one: the weeks of whose presence was told are summed up anew, those it was in `before` too.

    Who signed at the door of another day was not there yet.
    """
    await uow.workshops.flush()
    days = [paris_day(at) for at in (session.starts_at, *before)]
    told = []
    for row, attendance, _structure in await uow.workshops.decided(session.id):
        if attendance is not None:
            told.append(row.youth_id)
            if any(day != days[0] for day in days):
                await uow.workshops.remove(attendance)
    if told:
        await recount(uow, told, days)
