"""Wordings of offers that were found, and offers whose end comes near."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models.offer_checks import OfferCheck
from myjobmatch.db.models.offers import Offer
from myjobmatch.domain.enums import OfferStatus


class OfferChecks:
    """Rows of `offer_check`, and the offers to remind of."""

    def __init__(self, session: AsyncSession) -> None:
        """Work within a session."""
        self._s = session

    def add(self, row: OfferCheck) -> None:
        """Keep a new row."""
        self._s.add(row)

    async def of_offer(self, offer_id: int) -> Sequence[OfferCheck]:
        """All wordings ever found in an offer, the first found first."""
        rows = await self._s.scalars(
            select(OfferCheck).where(OfferCheck.offer_id == offer_id).order_by(OfferCheck.id)
        )
        return rows.all()

    async def to_remind(self, now: datetime, most: int) -> Sequence[Offer]:
        """Published offers a reminder of whose end is due, the soonest first; locked, where that is known."""
        rows = await self._s.scalars(
            select(Offer)
            .where(
                Offer.status == OfferStatus.PUBLISHED,
                or_(Offer.remind_week_at <= now, Offer.remind_day_at <= now),
            )
            .order_by(Offer.expires_at, Offer.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return rows.all()
