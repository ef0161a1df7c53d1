"""How often offers and youths were shown, by day; and what the operator's view of it asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from myjobmatch.db.models import Change, Decision, Offer, OfferViews, RankingLog, Youth, YouthViews
from myjobmatch.db.repositories.offers import showable_at
from myjobmatch.domain.enums import Side

COUNTED = "counted"
"""The key of a logged ranking that names whose views were counted with it."""


@dataclass(frozen=True, slots=True)
class CountedViews:
    """Whose views a logged ranking counted: offers on a youth's deck, youths on an offer's."""

    side: Side
    at: datetime
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that may be shown, and since when."""

    id: int
    public_id: str
    title: str
    published_at: datetime | None


class Exposures:
    """Views by day. `side` is whose deck it was: a youth's shows offers, an employer's youths."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def count(self, side: Side, ids: Collection[int], day: date) -> None:
        """One view more for each of these that is still there."""
        model = OfferViews if side is Side.YOUTH else YouthViews
        thing = Offer if side is Side.YOUTH else Youth
        whose, counted, views = _columns(side)
        postgresql = self._s.get_bind().dialect.name == "postgresql"
        insert = pg_insert if postgresql else sqlite_insert
        # in the order of the keys, so that two decks logged at once do not wait for each other
        those = select(thing.id, literal(day, Date()), literal(1)).where(thing.id.in_(sorted(ids)))
        await self._s.execute(
            insert(model)
            .from_select([whose.key, counted.key, views.key], those.order_by(thing.id))
            .on_conflict_do_update(index_elements=[whose, counted], set_={views.key: views + 1})
        )

    async def since(self, side: Side, first: date) -> tuple[int, Sequence[tuple[int, date, int]]]:
        """(id, day, views) from a day on, and the last change that they hold.

        One statement, hence one moment: what is counted after it has a later change.
        """
        shown, day, views = _columns(side)
        latest = select(func.coalesce(func.max(Change.id), 0)).scalar_subquery()
        empty = await self._s.scalar(select(latest)) or 0
        rows = (await self._s.execute(select(shown, day, views, latest).where(day >= first))).all()
        return (rows[0][3] if rows else empty), [(r[0], r[1], r[2]) for r in rows]

    async def counted_since(self, topic: str, change: int) -> list[tuple[int, CountedViews]]:
        """What the rankings counted that a topic of the change sequence names, after a change, in order."""
        rows = await self._s.execute(
            select(Change.id, RankingLog.side, RankingLog.at, RankingLog.log[COUNTED])
            .join(RankingLog, RankingLog.id == Change.entity_id)
            .where(Change.topic == topic, Change.id > change)
            .order_by(Change.id)
        )
        return [
            (number, CountedViews(side, at, tuple(ids or ()))) for number, side, at, ids in rows
        ]

    async def forget_before(self, day: date) -> None:
        """Drop the counts of earlier days."""
        for model in (OfferViews, YouthViews):
            await self._s.execute(delete(model).where(model.day < day))

    async def showable_at(self, now: datetime) -> Sequence[OpenOffer]:
        """The offers that may be shown now, the longest published first."""
        rows = await self._s.execute(
            select(Offer.id, Offer.public_id, Offer.title, Offer.published_at)
            .where(*showable_at(now))
            .order_by(Offer.published_at, Offer.id)
        )
        return [OpenOffer(*row) for row in rows]

    async def decided_since(self, moment: datetime) -> set[int]:
        """Offers on which a youth decided from then on, undone decisions included: they saw it."""
        return set(
            await self._s.scalars(
                select(Decision.offer_id)
                .where(Decision.side == Side.YOUTH, Decision.decided_at >= moment)
                .distinct()
            )
        )


def _columns(
    side: Side,
) -> tuple[InstrumentedAttribute[int], InstrumentedAttribute[date], InstrumentedAttribute[int]]:
    if side is Side.YOUTH:
        return OfferViews.offer_id, OfferViews.day, OfferViews.views
    return YouthViews.youth_id, YouthViews.day, YouthViews.views
