"""What youths told of their decks: things put aside, offers kept for later, reports."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company, DeckAside, KeptOffer, Offer, OfferReport
from myjobmatch.domain.enums import AsideKind, OfferStatus, ReportStatus

MOST_READ = 200


class DeckTold:
    """Queries on what a youth said of offers without deciding on them."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: DeckAside | KeptOffer | OfferReport) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    # --- put aside ----------------------------------------------------------------------------

    async def asides(self, youth_id: int) -> Sequence[DeckAside]:
        """What a youth's decks leave out, in the order in which it was said."""
        rows = await self._s.scalars(
            select(DeckAside)
            .where(DeckAside.youth_id == youth_id, DeckAside.lifted_at.is_(None))
            .order_by(DeckAside.id)
        )
        return rows.all()

    async def aside(self, youth_id: int, public_id: str) -> DeckAside | None:
        """One of them, whether it was put back or not."""
        return await self._s.scalar(
            select(DeckAside).where(
                DeckAside.youth_id == youth_id, DeckAside.public_id == public_id
            )
        )

    async def lift_said_on(self, youth_id: int, offer_id: int, at: datetime) -> int:
        """Put back what was put aside on an offer; how much that was."""
        done = await self._s.execute(
            update(DeckAside)
            .where(
                DeckAside.youth_id == youth_id,
                DeckAside.offer_id == offer_id,
                DeckAside.lifted_at.is_(None),
            )
            .values(lifted_at=at)
            .execution_options(synchronize_session="fetch")
        )
        return int(getattr(done, "rowcount", 0))

    async def offers_behind(self, asides: Collection[tuple[AsideKind, str]]) -> set[int]:
        """Published offers of the companies, and the jobs, that were put aside by their names."""
        names = [value for kind, value in asides if kind is AsideKind.COMPANY]
        jobs = [
            value.split("\n", 1)
            for kind, value in asides
            if kind is AsideKind.SAME_JOB and "\n" in value
        ]
        if not names and not jobs:
            return set()
        every = list({*names, *(company for company, _ in jobs)})
        rows = await self._s.execute(
            select(Offer.id, Offer.title, Offer.company_name, Company.name)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(
                Offer.status == OfferStatus.PUBLISHED,
                or_(
                    Offer.company_name.in_(every),
                    Offer.company_id.in_(select(Company.id).where(Company.name.in_(every))),
                ),
            )
        )
        of_company, same = set(names), {(company, title) for company, title in jobs}
        return {
            number
            for number, title, own_name, company in rows
            if (company or own_name) in of_company or (company or own_name, title) in same
        }

    # --- kept for later -----------------------------------------------------------------------

    async def kept(self, youth_id: int) -> Sequence[KeptOffer]:
        """What a youth keeps for later, the latest first."""
        rows = await self._s.scalars(
            select(KeptOffer)
            .where(KeptOffer.youth_id == youth_id)
            .order_by(KeptOffer.at.desc(), KeptOffer.offer_id.desc())
        )
        return rows.all()

    async def kept_ids(self, youth_id: int) -> set[int]:
        """The offers behind."""
        return set(
            await self._s.scalars(select(KeptOffer.offer_id).where(KeptOffer.youth_id == youth_id))
        )

    async def drop_kept(self, youth_id: int, offer_id: int) -> None:
        """Keep it no longer."""
        await self._s.execute(
            delete(KeptOffer).where(KeptOffer.youth_id == youth_id, KeptOffer.offer_id == offer_id)
        )

    # --- reports ------------------------------------------------------------------------------

    async def report_of(self, youth_id: int, offer_id: int) -> OfferReport | None:
        """What a youth reported of an offer."""
        return await self._s.scalar(
            select(OfferReport).where(
                OfferReport.youth_id == youth_id, OfferReport.offer_id == offer_id
            )
        )

    async def report(self, structure_id: int, public_id: str) -> OfferReport | None:
        """A report of a structure's youth."""
        return await self._s.scalar(
            select(OfferReport).where(
                OfferReport.structure_id == structure_id, OfferReport.public_id == public_id
            )
        )

    async def reports(self, structure_id: int) -> Sequence[OfferReport]:
        """A structure's reports, the open ones first, the latest before the others."""
        rows = await self._s.scalars(
            select(OfferReport)
            .where(OfferReport.structure_id == structure_id)
            .order_by(OfferReport.status != ReportStatus.OPEN, OfferReport.id.desc())
            .limit(MOST_READ)
        )
        return rows.all()

    async def settle(
        self,
        structure_id: int,
        offer_id: int,
        status: ReportStatus,
        *,
        by: int,
        at: datetime,
    ) -> None:
        """Answer all open reports of an offer by the structure's youths."""
        await self._s.execute(
            update(OfferReport)
            .where(
                OfferReport.structure_id == structure_id,
                OfferReport.offer_id == offer_id,
                OfferReport.status == ReportStatus.OPEN,
            )
            .values(status=status, settled_by=by, settled_at=at)
            .execution_options(synchronize_session="fetch")
        )
