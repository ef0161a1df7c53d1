"""Where a process takes minutes of travel from: the estimate, as long as no timetable is loaded."""

from myjobmatch.db.uow import Database
from myjobmatch.matching.travel import EstimatedTravel, TravelPort


async def load_travel(_database: Database) -> TravelPort:
    """The travel port that the database's timetables give."""
    return EstimatedTravel()
