"""Where a process takes minutes of travel from: the timetables in force, else the estimate."""

import asyncio
import logging
from collections.abc import Sequence

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import paris_day
from myjobmatch.matching.transit.network import Network
from myjobmatch.matching.transit.port import TimetableTravel
from myjobmatch.matching.transit.timetable import Timetable, TimetableDamagedError
from myjobmatch.matching.travel import EstimatedTravel, TravelPort

logger = logging.getLogger(__name__)


async def load_travel(database: Database) -> TravelPort:
    """The travel port that the database's timetables give; a feed that is over counts no more."""
    async with database.unit(write=False) as uow:
        kept = await uow.transit.timetables(paris_day(uow.clock.now()))
    return await asyncio.to_thread(travel_of, kept)


def travel_of(kept: Sequence[tuple[str, bytes]]) -> TravelPort:
    """The port of these timetables; a damaged one is left out and told in the log."""
    timetables = []
    for name, raw in kept:
        try:
            timetables.append(Timetable.from_bytes(raw))
        except TimetableDamagedError as reason:
            logger.warning("the timetable of %s is left out, import it again: %s", name, reason)
    if not any(table.latitude.size for table in timetables):
        return EstimatedTravel()
    return TimetableTravel(Network(timetables))
