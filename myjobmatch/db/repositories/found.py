"""Offers found by words: what a saved search asks of the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company, OccupationLabel, Offer, OfferSkill, SkillLabel
from myjobmatch.db.repositories.offers import showable_at
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.travel import Point

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that all stand somewhere, contracts (none: any), and from when on."""

    words: str
    contracts: tuple[ContractKind, ...]
    after: datetime | None
    limit: int


@dataclass(frozen=True, slots=True)
class Found:
    """An offer in short."""

    id: int
    public_id: str
    title: str
    company: str
    place: str
    contract: ContractKind
    published_at: datetime
    point: Point | None


class FoundOffers:
    """Queries by words."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def newest(self, wanted: Wanted, now: datetime) -> list[Found]:
        """The offers that may be shown and hold every word, in their title, company, place, occupation
        or skills; newest first."""
        query = (
            select(Offer, Company.name)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(*showable_at(now))
        )
        if wanted.after is not None:
            query = query.where(Offer.published_at > wanted.after)
        if wanted.contracts:
            query = query.where(Offer.contract.in_(wanted.contracts))
        for word in wanted.words.split()[:MOST_WORDS]:
            pattern = f"%{word.replace('%', '').replace('_', '').replace(chr(92), '')}%"
            query = query.where(
                or_(
                    Offer.title.ilike(pattern),
                    Offer.company_name.ilike(pattern),
                    Offer.place.ilike(pattern),
                    func.coalesce(Company.name, "").ilike(pattern),
                    exists().where(
                        OccupationLabel.occupation_id == Offer.occupation_id,
                        OccupationLabel.text.ilike(pattern),
                    ),
                    exists().where(
                        OfferSkill.offer_id == Offer.id,
                        SkillLabel.skill_id == OfferSkill.skill_id,
                        SkillLabel.text.ilike(pattern),
                    ),
                )
            )
        rows = await self._s.execute(
            query.order_by(Offer.published_at.desc(), Offer.id.desc()).limit(wanted.limit)
        )
        return [
            Found(
                id=offer.id,
                public_id=offer.public_id,
                title=offer.title,
                company=company or offer.company_name,
                place=offer.place,
                contract=offer.contract,
                published_at=offer.published_at or now,
                point=None
                if offer.latitude is None or offer.longitude is None
                else Point(offer.latitude, offer.longitude),
            )
            for offer, company in rows
        ]
