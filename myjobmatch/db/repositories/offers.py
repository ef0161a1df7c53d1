"""Offers: the jobs, their sources, their skills, and what the engine takes of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Company,
    Occupation,
    Offer,
    OfferAptitude,
    OfferSkill,
    OfferSource,
    OfferTransition,
)
from myjobmatch.domain.enums import Licence, OfferStatus, Schedule
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.profiles import OfferSkill as SkillAsked


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with what a card shows of its company and source."""

    offer: Offer
    company: Company | None
    source: str
    url: str

    @property
    def company_name(self) -> str:
        """Who offers it: the company that is here, else the name its source gave, if any."""
        return self.company.name if self.company else self.offer.company_name


class Offers:
    """Queries on jobs."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Offer | OfferSource | OfferTransition) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, offer_id: int) -> Offer | None:
        """The offer with that id."""
        return await self._s.get(Offer, offer_id)

    async def by_public_id(self, public_id: str) -> Offer | None:
        """The offer with that public id."""
        return await self._s.scalar(select(Offer).where(Offer.public_id == public_id))

    async def with_company(self, public_id: str) -> tuple[Offer, Company] | None:
        """The offer with that public id and its company; None where either is missing."""
        found = await self._s.execute(
            select(Offer, Company)
            .join(Company, Company.id == Offer.company_id)
            .where(Offer.public_id == public_id)
        )
        row = found.first()
        return None if row is None else (row[0], row[1])

    async def to_decide_on(self, public_id: str) -> Offer | None:
        """The offer with that public id as it stands now, locked until the transaction ends where rows can be.

        Against those who would lock it too; what only refers to it is written beside, or a yes, which holds its
        match and then writes of the offer, and an end, which holds the offer and then its matches, would wait for
        each other.
        """
        return await self._s.scalar(
            select(Offer)
            .where(Offer.public_id == public_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )

    async def ids_of(self, public_ids: Collection[str]) -> set[int]:
        """The ids behind some public ids; unknown ones are left out."""
        if not public_ids:
            return set()
        return set(
            await self._s.scalars(select(Offer.id).where(Offer.public_id.in_(list(public_ids))))
        )

    async def rows(self, offer_ids: Collection[int]) -> dict[int, OfferRow]:
        """Offers with company and the first source that stands, by id: one query each."""
        ids = list(set(offer_ids))
        if not ids:
            return {}
        offers = await self._s.execute(
            select(Offer, Company)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(Offer.id.in_(ids))
        )
        sources: dict[int, tuple[str, str]] = {}
        for offer_id, source, url in await self._s.execute(
            select(OfferSource.offer_id, OfferSource.source, OfferSource.url)
            .where(OfferSource.offer_id.in_(ids))
            .order_by(OfferSource.gone_at.is_not(None), OfferSource.id)
        ):
            sources.setdefault(offer_id, (source, url))
        return {
            offer.id: OfferRow(offer, company, *sources.get(offer.id, ("", "")))
            for offer, company in offers
        }

    async def rows_by_public_id(self, public_ids: Collection[str]) -> dict[str, OfferRow]:
        """As `rows`, by public id."""
        found = await self._s.scalars(select(Offer.id).where(Offer.public_id.in_(list(public_ids))))
        return {row.offer.public_id: row for row in (await self.rows(found.all())).values()}

    async def of_company(self, company_id: int) -> Sequence[Offer]:
        """A company's offers, the latest first."""
        rows = await self._s.scalars(
            select(Offer)
            .where(Offer.company_id == company_id)
            .order_by(Offer.updated_at.desc(), Offer.id.desc())
        )
        return rows.all()

    async def skills(self, offer_id: int) -> Sequence[tuple[int, bool]]:
        """(skill id, essential) of an offer."""
        rows = await self._s.execute(
            select(OfferSkill.skill_id, OfferSkill.essential)
            .where(OfferSkill.offer_id == offer_id)
            .order_by(OfferSkill.essential.desc(), OfferSkill.skill_id)
        )
        return [(r[0], r[1]) for r in rows]

    async def aptitudes(self, offer_id: int) -> Sequence[int]:
        """Aptitudes of an offer."""
        return sorted(
            await self._s.scalars(
                select(OfferAptitude.skill_id).where(OfferAptitude.offer_id == offer_id)
            )
        )

    async def set_skills(self, offer_id: int, skills: Iterable[tuple[int, bool]]) -> None:
        """Replace the skills an offer asks for."""
        await self._s.execute(delete(OfferSkill).where(OfferSkill.offer_id == offer_id))
        self._s.add_all(
            OfferSkill(offer_id=offer_id, skill_id=id_, essential=essential)
            for id_, essential in sorted(dict(skills).items())
        )
        await self._s.flush()

    async def useful_aptitudes(self, offer_id: int) -> Sequence[int]:
        """Those of an offer's aptitudes that are only useful."""
        return sorted(
            await self._s.scalars(
                select(OfferAptitude.skill_id).where(
                    OfferAptitude.offer_id == offer_id, OfferAptitude.essential.is_(False)
                )
            )
        )

    async def set_aptitudes(
        self, offer_id: int, ids: Iterable[int], useful: Collection[int] = ()
    ) -> None:
        """Replace the aptitudes an offer asks for; `useful` are the ones that are not essential."""
        await self._s.execute(delete(OfferAptitude).where(OfferAptitude.offer_id == offer_id))
        self._s.add_all(
            OfferAptitude(offer_id=offer_id, skill_id=id_, essential=id_ not in useful)
            for id_ in sorted(set(ids))
        )
        await self._s.flush()

    async def published_ids(self, now: datetime) -> Sequence[int]:
        """Ids of the offers that may be shown now."""
        return (
            await self._s.scalars(select(Offer.id).where(*showable_at(now)).order_by(Offer.id))
        ).all()

    async def new_since(self, moment: datetime, now: datetime) -> Sequence[int]:
        """Ids of the offers that may be shown now and were published, or came from a feed, after a moment."""
        came = or_(Offer.published_at > moment, Offer.created_at > moment)
        asked = select(Offer.id).where(*showable_at(now), came).order_by(Offer.id)
        return (await self._s.scalars(asked)).all()

    async def still_open(self, offer_ids: Collection[int], now: datetime) -> set[int]:
        """Which of these offers may be shown now: asked of the database, whatever the index holds."""
        ids = list(offer_ids)
        if not ids:
            return set()
        return set(
            await self._s.scalars(select(Offer.id).where(Offer.id.in_(ids), *showable_at(now)))
        )

    async def showable(self, public_ids: Collection[str], now: datetime) -> dict[str, int]:
        """Those of these public ids that may be shown now, with the ids behind them."""
        wanted = list(public_ids)
        if not wanted:
            return {}
        rows = await self._s.execute(
            select(Offer.public_id, Offer.id).where(Offer.public_id.in_(wanted), *showable_at(now))
        )
        return {r[0]: r[1] for r in rows}

    async def lawful_flags(self) -> Sequence[tuple[int, bool, bool]]:
        """(offer id, night work, hazardous work) of the published offers that carry either."""
        rows = await self._s.execute(
            select(Offer.id, Offer.night_work, Offer.hazardous_work).where(
                Offer.status == OfferStatus.PUBLISHED, Offer.night_work | Offer.hazardous_work
            )
        )
        return [(r[0], r[1], r[2]) for r in rows]

    async def count(self, status: OfferStatus | None = None) -> int:
        """How many offers there are (in a state)."""
        query = select(func.count()).select_from(Offer)
        if status is not None:
            query = query.where(Offer.status == status)
        return await self._s.scalar(query) or 0

    async def profiles(self, offer_ids: Collection[int]) -> dict[int, OfferProfile]:
        """What the engine takes, by offer."""
        ids = list(set(offer_ids))
        found: dict[int, OfferProfile] = {}
        for start in range(0, len(ids), 2000):
            found |= await self._profiles(ids[start : start + 2000])
        return found

    async def profile_of(self, offer: Offer, company: Company) -> OfferProfile:
        """What the engine takes of an offer and its company just read."""
        return (await self._completed([(offer, company.answer_rate)]))[offer.id]

    async def _profiles(self, ids: list[int]) -> dict[int, OfferProfile]:
        rows = await self._s.execute(
            select(Offer, Company.answer_rate)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(Offer.id.in_(ids))
        )
        return await self._completed([(offer, rate) for offer, rate in rows])

    async def _completed(
        self, rows: Sequence[tuple[Offer, float | None]]
    ) -> dict[int, OfferProfile]:
        """The profiles of offers read, with their companies' rates of answers."""
        ids = [offer.id for offer, _ in rows]
        skills: dict[int, list[SkillAsked]] = defaultdict(list)
        for offer_id, skill_id, essential in await self._s.execute(
            select(OfferSkill.offer_id, OfferSkill.skill_id, OfferSkill.essential)
            .where(OfferSkill.offer_id.in_(ids))
            .order_by(OfferSkill.skill_id)
        ):
            skills[offer_id].append(SkillAsked(skill_id, essential))
        aptitudes: dict[int, list[int]] = defaultdict(list)
        for offer_id, skill_id in await self._s.execute(
            select(OfferAptitude.offer_id, OfferAptitude.skill_id)
            .where(OfferAptitude.offer_id.in_(ids))
            .order_by(OfferAptitude.skill_id)
        ):
            aptitudes[offer_id].append(skill_id)
        return {
            offer.id: OfferProfile(
                offer_id=offer.id,
                title=offer.title,
                occupation_id=offer.occupation_id,
                skills=tuple(skills.get(offer.id, ())),
                aptitude_ids=tuple(aptitudes.get(offer.id, ())),
                contract=offer.contract,
                experience=offer.experience,
                licences_required=frozenset(Licence(value) for value in offer.licences_required),
                schedules=frozenset(Schedule(value) for value in offer.schedules),
                starts_on=offer.starts_on,
                answer_rate=answer_rate,
                weekly_hours=offer.weekly_hours,
                hourly_pay=offer.pay_hourly_min,
                text=offer.description,
            )
            for offer, answer_rate in rows
        }

    async def source(self, source: str, source_id: str) -> OfferSource | None:
        """The record of a feed's offer."""
        return await self._s.scalar(
            select(OfferSource).where(
                OfferSource.source == source, OfferSource.source_id == source_id
            )
        )

    async def occupation_code(self, occupation_id: int) -> str | None:
        """The code of an occupation."""
        return await self._s.scalar(select(Occupation.code).where(Occupation.id == occupation_id))


def is_open(offer: Offer, now: datetime) -> bool:
    """Whether an offer just read may be shown now: what `still_open` asks of the database."""
    return (
        offer.status is OfferStatus.PUBLISHED
        and not offer.withheld
        and (offer.expires_at is None or offer.expires_at > now)
    )


def shown_status(offer: Offer) -> OfferStatus:
    """An offer's state as youths are told it: that of a suspended company pauses."""
    if offer.withheld and offer.status is OfferStatus.PUBLISHED:
        return OfferStatus.PAUSED
    return offer.status


def showable_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes an offer showable: published, of no suspended company, and not past its time."""
    return (
        Offer.status == OfferStatus.PUBLISHED,
        ~Offer.withheld,
        (Offer.expires_at.is_(None)) | (Offer.expires_at > now),
    )
