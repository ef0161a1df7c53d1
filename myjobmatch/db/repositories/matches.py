"""Matches and consents."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Consent, Match, MatchTransition, Offer
from myjobmatch.domain.enums import MatchStatus


class Matches:
    """Queries on mutual likes and what became of them."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Match | MatchTransition | Consent) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, match_id: int) -> Match | None:
        """The match with that id."""
        return await self._s.get(Match, match_id)

    async def by_public_id(self, public_id: str) -> Match | None:
        """The match with that public id."""
        return await self._s.scalar(select(Match).where(Match.public_id == public_id))

    async def of_pair(self, youth_id: int, offer_id: int) -> Match | None:
        """The match of a pair."""
        return await self._s.scalar(
            select(Match).where(Match.youth_id == youth_id, Match.offer_id == offer_id)
        )

    async def of_youths(self, youth_ids: Collection[int]) -> Sequence[Match]:
        """The matches of some youths, the latest first."""
        rows = await self._s.scalars(
            select(Match)
            .where(Match.youth_id.in_(list(youth_ids)))
            .order_by(Match.updated_at.desc(), Match.id.desc())
        )
        return rows.all()

    async def of_company(self, company_id: int) -> Sequence[Match]:
        """The matches on a company's offers, the latest first."""
        rows = await self._s.scalars(
            select(Match)
            .join(Offer, Offer.id == Match.offer_id)
            .where(Offer.company_id == company_id)
            .order_by(Match.updated_at.desc(), Match.id.desc())
        )
        return rows.all()

    async def counts_by_offer(self, company_id: int) -> dict[int, int]:
        """How many matches each offer of a company has (closed and declined left out)."""
        rows = await self._s.execute(
            select(Match.offer_id, func.count())
            .join(Offer, Offer.id == Match.offer_id)
            .where(
                Offer.company_id == company_id,
                Match.status.not_in([MatchStatus.CLOSED, MatchStatus.DECLINED]),
            )
            .group_by(Match.offer_id)
        )
        return {r[0]: r[1] for r in rows}

    async def consents(self, youth_id: int) -> Sequence[Consent]:
        """A youth's consents, the latest first."""
        rows = await self._s.scalars(
            select(Consent).where(Consent.youth_id == youth_id).order_by(Consent.id.desc())
        )
        return rows.all()
