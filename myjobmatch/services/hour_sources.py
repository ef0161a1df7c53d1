"""What counts in a week, wherever it was noted: actions here, and each part that knows of hours of its own.

A part joins by `@hours_source` on an async function of (unit of work, youth ids, first day, last day) that answers
the hours it knows of, by youth; and calls `recount` when one of them has changed.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.weeks import Hours, Week, WeekTotal, week_of, week_totals

Source = Callable[
    [UnitOfWork, Collection[int], date, date], Awaitable[Mapping[int, Sequence[Hours]]]
]

SOURCES: dict[str, Source] = {}
"""By name; the actions of the week are one of them."""


def hours_source(name: str) -> Callable[[Source], Source]:
    """Register a source of hours.

    Raises:
        ValueError: another one has that name.
    """

    def register(source: Source) -> Source:
        if name in SOURCES:
            raise ValueError(f"two sources of hours named {name}")
        SOURCES[name] = source
        return source

    return register


@hours_source("actions")
async def _actions(
    uow: UnitOfWork, youth_ids: Collection[int], first: date, last: date
) -> Mapping[int, Sequence[Hours]]:
    return await uow.actions.hours(youth_ids, first, last)


@hours_source("appointments")
async def _appointments(
    uow: UnitOfWork, youth_ids: Collection[int], first: date, last: date
) -> Mapping[int, Sequence[Hours]]:
    return await uow.other_hours.appointments(youth_ids, first, last)


async def hours_between(
    uow: UnitOfWork, youth_ids: Collection[int], first: date, last: date, *, but: str = ""
) -> dict[int, list[Hours]]:
    """All hours of some youths between two days, by youth: as many queries as there are sources.

    `but` leaves one source out.
    """
    found: dict[int, list[Hours]] = defaultdict(list)
    if not youth_ids:
        return found
    for name, source in sorted(SOURCES.items()):
        if name == but:
            continue
        for youth_id, hours in (await source(uow, youth_ids, first, last)).items():
            found[youth_id].extend(hours)
    return found


async def totals_between(
    uow: UnitOfWork, youth_ids: Collection[int], weeks: Sequence[Week]
) -> dict[int, Mapping[Week, WeekTotal]]:
    """The sums of some weeks in a row (oldest first), by youth."""
    hours = await hours_between(uow, youth_ids, weeks[0].monday, weeks[-1].sunday)
    return {youth_id: week_totals(hours.get(youth_id, ())) for youth_id in youth_ids}


async def recount(uow: UnitOfWork, youth_ids: Collection[int], days: Iterable[date | None]) -> None:
    """Keep the sums of the weeks that some days lie in, for whoever reads figures."""
    weeks = {week_of(day) for day in days if day is not None}
    for week in sorted(weeks):
        hours = await hours_between(uow, youth_ids, week.monday, week.sunday)
        for youth_id in sorted(set(youth_ids)):
            total = week_totals(hours.get(youth_id, ())).get(week, WeekTotal())
            await uow.actions.keep_week(youth_id, week, total)
