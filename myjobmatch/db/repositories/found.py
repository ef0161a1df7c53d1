"""Offers found by words: what a saved search asks of the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company, OccupationLabel, Offer, OfferSkill, SkillLabel
from myjobmatch.db.repositories.offers import showable_at
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.travel import Point

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that all stand somewhere, contracts (none: any), and since when an offer is new."""

    words: str
    contracts: tuple[ContractKind, ...]
    since: datetime
    limit: int
    new_only: bool = False


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
    created_at: datetime
    """When it came here: a feed brings offers that its source published before."""
    point: Point | None

    def is_new(self, since: datetime) -> bool:
        """Whether it was published, or came from a feed, after a moment."""
        return max(self.published_at, self.created_at) > since


class FoundOffers:
    """Queries by words."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def newest(self, wanted: Wanted, now: datetime) -> list[Found]:
        """The offers that may be shown and hold every word, in their title, company, place, occupation
        or skills: first those that are new, the last to come before the others, then by their date."""
        new = or_(Offer.published_at > wanted.since, Offer.created_at > wanted.since)
        came = case(
            (Offer.created_at > Offer.published_at, Offer.created_at), else_=Offer.published_at
        )
        newest = case((new, came), else_=Offer.published_at)
        query = (
            select(Offer, Company.name)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(*showable_at(now))
        )
        if wanted.new_only:
            query = query.where(new)
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
            query.order_by(newest.desc(), Offer.published_at.desc(), Offer.id.desc()).limit(
                wanted.limit
            )
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
                created_at=offer.created_at,
                point=None
                if offer.latitude is None or offer.longitude is None
                else Point(offer.latitude, offer.longitude),
            )
            for offer, company in rows
        ]
