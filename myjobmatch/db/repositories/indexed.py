"""Offers as an index takes them: a few columns of many rows at once, and no object for each.

A national index is a million offers; an entity for each, with the text that a card shows, would take
minutes to build and more memory than the index itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company, Embedding, Offer, OfferAptitude, OfferSkill
from myjobmatch.db.repositories.offers import showable_at


class OfferFacts(NamedTuple):
    """One offer's columns. Enumerations by their values, lists as the JSON that is stored."""

    id: int
    title: str
    occupation_id: int | None
    contract: str
    experience: str
    licences: str
    schedules: str
    starts_on: date | None
    latitude: float | None
    longitude: float | None
    company_id: int | None
    answer_rate: float | None
    weekly_hours: float | None
    hourly_pay: float | None


class KeptVector(NamedTuple):
    """A vector as it is kept: float32 bytes, and the hash of the text that it is of."""

    offer_id: int
    text_hash: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class IndexedOffers:
    """Open offers by ascending id; (offer, skill, essential) and (offer, aptitude) by offer, then id.

    The lists and vectors may be of closed offers too, whose facts are then not there.
    """

    facts: Sequence[OfferFacts]
    skills: Sequence[tuple[int, int, bool]]
    aptitudes: Sequence[tuple[int, int]]
    vectors: Sequence[KeptVector]


_FACTS = (
    Offer.id,
    Offer.title,
    Offer.occupation_id,
    cast(Offer.contract, String),
    cast(Offer.experience, String),
    cast(Offer.licences_required, String),
    cast(Offer.schedules, String),
    Offer.starts_on,
    Offer.latitude,
    Offer.longitude,
    Offer.company_id,
    Company.answer_rate,
    Offer.weekly_hours,
    Offer.pay_hourly_min,
)


class Indexed:
    """Queries of whoever fills an index."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def of(
        self, offer_ids: Collection[int], fingerprint: str, now: datetime
    ) -> IndexedOffers:
        """Those of these offers that may be shown now, with the vectors kept by one encoder."""
        ids = list(offer_ids)
        return await self._read(
            _facts(now).where(Offer.id.in_(ids)),
            fingerprint,
            OfferSkill.offer_id.in_(ids),
            OfferAptitude.offer_id.in_(ids),
            Embedding.entity_id.in_(ids),
        )

    async def after(
        self, offer_id: int, count: int, fingerprint: str, now: datetime
    ) -> IndexedOffers:
        """The next `count` open offers after an id: a whole database page by page."""
        last = await self._s.scalar(
            select(func.max(Offer.id)).where(
                Offer.id.in_(
                    select(Offer.id)
                    .where(Offer.id > offer_id, *showable_at(now))
                    .order_by(Offer.id)
                    .limit(count)
                )
            )
        )
        if last is None:
            return IndexedOffers((), (), (), ())
        # ranges, not lists of ids: read in the order in which they lie
        first = offer_id + 1
        return await self._read(
            _facts(now).where(Offer.id.between(first, last)),
            fingerprint,
            OfferSkill.offer_id.between(first, last),
            OfferAptitude.offer_id.between(first, last),
            Embedding.entity_id.between(first, last),
        )

    async def _read(
        self,
        facts: Select[*tuple[Any, ...]],
        fingerprint: str,
        with_skills: ColumnElement[bool],
        with_aptitudes: ColumnElement[bool],
        with_vectors: ColumnElement[bool],
    ) -> IndexedOffers:
        execute = self._s.execute
        found = (await execute(facts.order_by(Offer.id))).all()
        skills = await execute(
            select(OfferSkill.offer_id, OfferSkill.skill_id, OfferSkill.essential)
            .where(with_skills)
            .order_by(OfferSkill.offer_id, OfferSkill.skill_id)
        )
        aptitudes = await execute(
            select(OfferAptitude.offer_id, OfferAptitude.skill_id)
            .where(with_aptitudes)
            .order_by(OfferAptitude.offer_id, OfferAptitude.skill_id)
        )
        vectors = await execute(
            select(Embedding.entity_id, Embedding.text_hash, Embedding.vector).where(
                Embedding.kind == "offer", Embedding.fingerprint == fingerprint, with_vectors
            )
        )
        return IndexedOffers(
            facts=[OfferFacts._make(row) for row in found],
            skills=[(row[0], row[1], row[2]) for row in skills.all()],
            aptitudes=[(row[0], row[1]) for row in aptitudes.all()],
            vectors=[KeptVector._make(row) for row in vectors.all()],
        )


def _facts(now: datetime) -> Select[*tuple[Any, ...]]:
    query = select(*_FACTS).outerjoin(Company, Company.id == Offer.company_id)
    return query.where(*showable_at(now))
