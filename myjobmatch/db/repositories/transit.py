"""Public transport feeds in force: what is known of each, and its timetable as bytes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import TransitFeed


class Transit:
    """The feeds; routing is made of all that are in force."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def feed(self, name: str) -> TransitFeed | None:
        """A feed by its name, without its timetable."""
        found: TransitFeed | None = await self._s.scalar(
            select(TransitFeed).where(TransitFeed.name == name)
        )
        return found

    async def of_digest(self, sha256: str) -> TransitFeed | None:
        """The feed made of files of this digest, without its timetable."""
        found: TransitFeed | None = await self._s.scalar(
            select(TransitFeed).where(TransitFeed.sha256 == sha256).limit(1)
        )
        return found

    def add(self, feed: TransitFeed) -> None:
        """Keep a new feed."""
        self._s.add(feed)

    async def remove(self, name: str) -> bool:
        """Take a feed out of force; whether there was one of that name."""
        gone = await self._s.execute(
            delete(TransitFeed).where(TransitFeed.name == name).returning(TransitFeed.id)
        )
        return gone.first() is not None

    async def timetables(self, today: date) -> Sequence[tuple[str, bytes]]:
        """Name and timetable of each feed that is not over, in the order of their names."""
        rows = await self._s.execute(
            select(TransitFeed.name, TransitFeed.timetable)
            .where(or_(TransitFeed.valid_until.is_(None), TransitFeed.valid_until >= today))
            .order_by(TransitFeed.name)
        )
        return [(name, timetable) for name, timetable in rows]
