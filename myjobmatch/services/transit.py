"""Public transport feeds: what an import read becomes the timetable in force, for every process."""

from dataclasses import dataclass

from myjobmatch.db.models import TransitFeed
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.permissions import is_system_or_administrator
from myjobmatch.integrations.gtfs.halts import Connections
from myjobmatch.integrations.gtfs.reader import GtfsFeed
from myjobmatch.matching.transit.timetable import DayTimes, Timetable
from myjobmatch.services.building import service
from myjobmatch.services.notices import TRANSIT


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed as read from files of a digest."""

    feed: GtfsFeed
    sha256: str


@service(is_system_or_administrator)
async def import_feed(_actor: Actor, command: FeedRead, uow: UnitOfWork) -> str:
    """Put a feed in force in place of the one of the same name: `created`, `updated` or `unchanged`."""
    feed, days = command.feed, command.feed.days
    await uow.imports.exclusive()
    row = await uow.transit.feed(feed.name)
    if row and (row.sha256, row.weekday) == (command.sha256, days.weekday):
        return "unchanged"
    outcome = "updated" if row else "created"
    if row is None:
        row = TransitFeed(name=feed.name)
        uow.transit.add(row)
    row.version, row.sha256 = feed.version, command.sha256
    row.weekday, row.saturday, row.valid_until = days.weekday, days.saturday, days.until
    row.stop_count = int(feed.latitude.size)
    row.connection_count = int(feed.weekday.departs.size)
    row.imported_at = uow.clock.now()
    row.timetable = timetable_of(feed).to_bytes()
    uow.changed(TRANSIT, 0)
    return outcome


@service(is_system_or_administrator)
async def forget_feed(_actor: Actor, name: str, uow: UnitOfWork) -> bool:
    """Take the feed of a name out of force; whether there was one. Its area is estimated again."""
    await uow.imports.exclusive()
    found = await uow.transit.remove(name)
    if found:
        uow.changed(TRANSIT, 0)
    return found


def timetable_of(feed: GtfsFeed) -> Timetable:
    """What routing needs of a feed."""
    return Timetable(
        feed.latitude,
        feed.longitude,
        feed.transfers,
        weekday=_times(feed.weekday),
        saturday=_times(feed.saturday),
    )


def _times(made: Connections) -> DayTimes:
    return DayTimes(
        made.departs.astype("int16"),
        made.arrives.astype("int16"),
        made.origin.astype("int32"),
        made.target.astype("int32"),
        made.trip.astype("int32"),
        made.board,
        made.alight,
    )
