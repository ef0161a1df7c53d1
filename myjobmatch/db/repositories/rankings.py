"""The log of rankings shown."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import RankingLog
from myjobmatch.domain.enums import Side


class Rankings:
    """Written each time a ranking is shown; read to replay it."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def add(
        self,
        side: Side,
        engine_version: str,
        log: dict[str, object],
        at: datetime,
        *,
        youth_id: int | None = None,
        offer_id: int | None = None,
    ) -> int:
        """Keep a ranking; answers its number."""
        row = RankingLog(
            side=side,
            youth_id=youth_id,
            offer_id=offer_id,
            engine_version=engine_version,
            log=log,
            at=at,
        )
        self._s.add(row)
        await self._s.flush()
        return row.id

    async def forget_before(self, moment: datetime, limit: int) -> int:
        """Delete the oldest that were shown before a moment, at most so many; answers how many.

        The last one stays: SQLite would give its number again, and a change of today would name it.
        """
        oldest = await self._s.execute(
            select(RankingLog.id, RankingLog.at).order_by(RankingLog.id).limit(limit + 1)
        )
        rows = [(row[0], row[1]) for row in oldest]
        gone = [number for number, at in rows[:-1] if at < moment]
        if gone:
            await self._s.execute(delete(RankingLog).where(RankingLog.id.in_(gone)))
        return len(gone)

    async def get(self, ranking_id: int) -> RankingLog | None:
        """The ranking with that number."""
        return await self._s.get(RankingLog, ranking_id)

    async def shown_before(
        self, side: Side, *, youth_id: int | None = None, offer_id: int | None = None
    ) -> set[int]:
        """The cards of the last two rankings of a youth's deck, or of an offer's.

        Two, since a deck that begins with what an advisor proposed is made of two.
        """
        whose = (
            RankingLog.youth_id == youth_id if offer_id is None else RankingLog.offer_id == offer_id
        )
        rows = await self._s.scalars(
            select(RankingLog.log["ids"])
            .where(whose, RankingLog.side == side)
            .order_by(RankingLog.at.desc(), RankingLog.id.desc())
            .limit(2)
        )
        return {number for ids in rows for number in ids or ()}

    async def last_for_youth(self, youth_id: int) -> RankingLog | None:
        """The last deck shown to a youth."""
        return await self._s.scalar(
            select(RankingLog)
            .where(RankingLog.youth_id == youth_id, RankingLog.side == Side.YOUTH)
            .order_by(RankingLog.id.desc())
            .limit(1)
        )
