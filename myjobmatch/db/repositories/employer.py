"""What the employer's space asks of the database beyond what the others ask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company, Decision, Offer, Structure
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import CompanyStatus, DecisionKind, OfferOrigin, OfferStatus, Side


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A commune that something here lies in."""

    commune: str
    postcode: str
    latitude: float
    longitude: float


class Employer:
    """Queries on a company's offers and on where they may be."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def seen_by_offer(self, offer_ids: Collection[int]) -> dict[int, int]:
        """How many candidates the employer has decided on, by offer."""
        return await self._decided(offer_ids, None)

    async def liked_by_offer(self, offer_ids: Collection[int]) -> dict[int, int]:
        """How many candidates the employer likes, by offer."""
        return await self._decided(offer_ids, DecisionKind.LIKE)

    async def _decided(
        self, offer_ids: Collection[int], kind: DecisionKind | None
    ) -> dict[int, int]:
        query = (
            select(Decision.offer_id, func.count())
            .where(
                Decision.offer_id.in_(list(offer_ids)),
                Decision.side == Side.EMPLOYER,
                stands(),
            )
            .group_by(Decision.offer_id)
        )
        if kind is not None:
            query = query.where(Decision.kind == kind)
        return {row[0]: row[1] for row in await self._s.execute(query)}

    async def submitted(self, structure_id: int) -> Sequence[tuple[Offer, Company]]:
        """The offers that wait for an answer of this structure, the oldest first; none of who was refused."""
        rows = await self._s.execute(
            select(Offer, Company)
            .join(Company, Company.id == Offer.company_id)
            .where(
                Offer.status == OfferStatus.SUBMITTED,
                Company.structure_id == structure_id,
                Company.status.in_([CompanyStatus.PENDING, CompanyStatus.APPROVED]),
            )
            .order_by(Offer.updated_at, Offer.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def company_counts(self, company_ids: Collection[int]) -> dict[int, int]:
        """How many published offers each company has."""
        rows = await self._s.execute(
            select(Offer.company_id, func.count())
            .where(Offer.company_id.in_(list(company_ids)), Offer.status == OfferStatus.PUBLISHED)
            .group_by(Offer.company_id)
        )
        return {row[0]: row[1] for row in rows if row[0] is not None}

    async def places(self) -> Sequence[PlaceRow]:
        """The communes of structures, companies and offers written here, each once."""
        found: dict[tuple[str, str], PlaceRow] = {}
        for query in (
            select(Structure.commune, Structure.postcode, Structure.latitude, Structure.longitude),
            select(Company.commune, Company.postcode, Company.latitude, Company.longitude),
            select(Offer.place, Offer.postcode, Offer.latitude, Offer.longitude)
            .where(Offer.origin == OfferOrigin.INTERNAL)
            .distinct(),
        ):
            for name, postcode, latitude, longitude in await self._s.execute(query):
                if name and latitude is not None and longitude is not None:
                    found.setdefault(
                        (name, postcode), PlaceRow(name, postcode, latitude, longitude)
                    )
        return list(found.values())
