"""Matches and consents."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Consent, Match, MatchTransition, Offer
from myjobmatch.domain.enums import ConsentKind, MatchStatus


def is_shared() -> ColumnElement[bool]:
    """Whether a match's company may see who the youth is now: they said yes, and it still stands."""
    stands = (
        select(Consent.id)
        .where(
            Consent.match_id == Match.id,
            Consent.kind == ConsentKind.SHARE_IDENTITY,
            Consent.given,
            Consent.withdrawn_at.is_(None),
        )
        .exists()
    )
    return and_(Match.status == MatchStatus.SHARED, stands)


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

    async def by_public_id(self, public_id: str, *, lock: bool = False) -> Match | None:
        """The match with that public id; `lock`: as it stands now, and nobody else moves it until the transaction ends."""
        query = select(Match).where(Match.public_id == public_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._s.scalar(query)

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

    async def shared(self, match_ids: Collection[int]) -> set[int]:
        """Those whose company may see who the youth is now."""
        query = select(Match.id).where(Match.id.in_(list(match_ids)), is_shared())
        return set(await self._s.scalars(query))

    async def withdrawn(self, match_ids: Collection[int]) -> set[int]:
        """Those in which the youth took their yes back."""
        query = select(Consent.match_id).where(
            Consent.match_id.in_(list(match_ids)), Consent.withdrawn_at.is_not(None)
        )
        return {match_id for match_id in await self._s.scalars(query) if match_id is not None}

    async def of_youth_and_company(
        self, youth_id: int, company_id: int
    ) -> Sequence[tuple[Match, Offer]]:
        """The matches of a youth on a company's offers, the oldest first; locked where a database can."""
        rows = await self._s.execute(
            select(Match, Offer)
            .join(Offer, Offer.id == Match.offer_id)
            .where(Match.youth_id == youth_id, Offer.company_id == company_id)
            .order_by(Match.id)
            .with_for_update(of=Match)
            .execution_options(populate_existing=True)
        )
        return [(row[0], row[1]) for row in rows]

    async def take_back(self, match_id: int, at: datetime) -> None:
        """The youth's yes to sharing who they are, in this match, stands no longer."""
        await self._s.execute(
            update(Consent)
            .where(
                Consent.match_id == match_id,
                Consent.kind == ConsentKind.SHARE_IDENTITY,
                Consent.given,
                Consent.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at)
        )

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
