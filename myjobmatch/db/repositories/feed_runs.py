"""Runs of feeds, and which of a feed's records stand."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Decision, FeedRun, Offer, OfferSource
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.domain.feeds import FeedState

_CHUNK = 400


class FeedRuns:
    """Queries on runs and on the records that they leave."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def add(self, run: FeedRun) -> None:
        """Insert now, so that its id is known."""
        self._s.add(run)
        await self._s.flush()

    async def get(self, run_id: int) -> FeedRun | None:
        """The run with that id, locked until the transaction ends where rows can be."""
        return await self._s.scalar(select(FeedRun).where(FeedRun.id == run_id).with_for_update())

    async def running(self, source: str) -> FeedRun | None:
        """The run of a source that goes on, or was broken off."""
        return await self._s.scalar(
            select(FeedRun)
            .where(FeedRun.source == source, FeedRun.state == FeedState.RUNNING)
            .order_by(FeedRun.id.desc())
            .limit(1)
        )

    async def latest(self, source: str, limit: int = 10) -> Sequence[FeedRun]:
        """The latest runs of a source, the last first; those that another replaced are left out."""
        rows = await self._s.scalars(
            select(FeedRun)
            .where(FeedRun.source == source, FeedRun.state != FeedState.REPLACED)
            .order_by(FeedRun.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def last_done(self, source: str, *, full: bool | None = None) -> FeedRun | None:
        """The last run of a source that read all it was to read; held ones did."""
        query = select(FeedRun).where(
            FeedRun.source == source, FeedRun.state.in_([FeedState.DONE, FeedState.HELD])
        )
        if full is not None:
            query = query.where((FeedRun.kind == "full") if full else (FeedRun.kind == "delta"))
        return await self._s.scalar(query.order_by(FeedRun.id.desc()).limit(1))

    async def standing(self, source: str, before: datetime) -> int:
        """How many records of a source were there before a moment and stand, behind offers that are not over."""
        query = select(func.count()).select_from(OfferSource).join(Offer)
        return (
            await self._s.scalar(query.where(OfferSource.first_seen_at < before, *_stands(source)))
            or 0
        )

    async def missing(self, source: str, since: datetime) -> int:
        """How many records that stand were not seen since a moment."""
        query = select(func.count()).select_from(OfferSource).join(Offer)
        return (
            await self._s.scalar(query.where(OfferSource.last_seen_at < since, *_stands(source)))
            or 0
        )

    async def some_missing(
        self, source: str, since: datetime, limit: int
    ) -> Sequence[tuple[int, int]]:
        """(record, offer) of some records that stand and were not seen since a moment."""
        query = select(OfferSource.id, OfferSource.offer_id).join(Offer)
        rows = await self._s.execute(
            query.where(OfferSource.last_seen_at < since, *_stands(source))
            .order_by(OfferSource.id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in rows]

    async def waited_on(self, source: str, limit: int) -> Sequence[str]:
        """The feed's own ids of records that stand behind offers that somebody likes, the longest unseen first."""
        liked = exists().where(
            Decision.offer_id == OfferSource.offer_id,
            Decision.side == Side.YOUTH,
            Decision.kind == DecisionKind.LIKE,
            stands(),
        )
        rows = await self._s.scalars(
            select(OfferSource.source_id)
            .join(Offer)
            .where(liked, *_stands(source))
            .order_by(OfferSource.last_seen_at, OfferSource.id)
            .limit(limit)
        )
        return rows.all()

    async def records(self, source: str, source_ids: Collection[str]) -> Sequence[tuple[int, int]]:
        """(record, offer) of a feed's own ids, of those that stand; unknown ids are left out."""
        found: list[tuple[int, int]] = []
        ordered = sorted(source_ids)
        for start in range(0, len(ordered), _CHUNK):
            rows = await self._s.execute(
                select(OfferSource.id, OfferSource.offer_id).where(
                    OfferSource.source == source,
                    OfferSource.source_id.in_(ordered[start : start + _CHUNK]),
                    OfferSource.gone_at.is_(None),
                )
            )
            found += [(row[0], row[1]) for row in rows]
        return found

    async def end_records(self, record_ids: Collection[int], at: datetime) -> None:
        """The feed no longer has these."""
        for some in _chunks(sorted(record_ids)):
            await self._s.execute(
                update(OfferSource)
                .where(OfferSource.id.in_(some))
                .values(gone_at=at)
                .execution_options(synchronize_session=False)
            )

    async def still_found(self, offer_ids: Collection[int]) -> set[int]:
        """Which of these offers have a record that stands."""
        found: set[int] = set()
        for some in _chunks(sorted(offer_ids)):
            found |= set(
                await self._s.scalars(
                    select(OfferSource.offer_id).where(
                        OfferSource.offer_id.in_(some), OfferSource.gone_at.is_(None)
                    )
                )
            )
        return found

    async def lead_anew(self, offer_ids: Collection[int]) -> None:
        """The first record that stands now says what these jobs are: it is written when it is seen again."""
        for some in _chunks(sorted(offer_ids)):
            leads = (
                select(func.min(OfferSource.id))
                .where(OfferSource.offer_id.in_(some), OfferSource.gone_at.is_(None))
                .group_by(OfferSource.offer_id)
            )
            await self._s.execute(
                update(OfferSource)
                .where(OfferSource.id.in_(leads))
                .values(content_hash=func.substr(OfferSource.content_hash, 1, 32))
                .execution_options(synchronize_session=False)
            )


def _stands(source: str) -> tuple[ColumnElement[bool], ...]:
    return (
        OfferSource.source == source,
        OfferSource.gone_at.is_(None),
        or_(Offer.status == OfferStatus.PUBLISHED, Offer.status == OfferStatus.PAUSED),
    )


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
