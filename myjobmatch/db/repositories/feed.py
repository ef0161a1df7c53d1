"""Bulk writes of offers that come from a feed: what stands is compared by the service, not here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import Base, table_of
from myjobmatch.db.models import (
    Offer,
    OfferAptitude,
    OfferSkill,
    OfferSource,
    OfferTransition,
    Skill,
    SkillLabel,
)
from myjobmatch.domain.enums import OfferOrigin, OfferStatus, SkillKind

JOB_KEY_LENGTH = 32
"""A content hash begins with the key of the job it describes: same key, same job."""

_CHUNK = 400
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A feed's record as it was last seen; `gone`: a run no longer found it."""

    id: int
    offer_id: int
    content_hash: str
    near_key: str
    gone: bool


@dataclass(frozen=True, slots=True)
class NearJob:
    """What a standing offer says, for comparing it with others of its block."""

    title: str
    company_name: str
    weekly_hours: float | None
    pay_hourly_min: float | None


@dataclass(frozen=True, slots=True)
class FrenchName:
    """A French name of an active skill or aptitude."""

    skill_id: int
    kind: SkillKind
    source: str
    text: str


class Feed:
    """Writes of the imports of offers."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def sources(self, source: str, source_ids: Collection[str]) -> dict[str, KnownSource]:
        """The records known of a feed, by the feed's own ids."""
        found: dict[str, KnownSource] = {}
        for some in _chunks(sorted(source_ids)):
            rows = await self._s.execute(
                select(
                    OfferSource.source_id,
                    OfferSource.id,
                    OfferSource.offer_id,
                    OfferSource.content_hash,
                    OfferSource.near_key,
                    OfferSource.gone_at.is_not(None),
                ).where(OfferSource.source == source, OfferSource.source_id.in_(some))
            )
            found |= {row[0]: KnownSource(*row[1:]) for row in rows}
        return found

    async def jobs(self, job_keys: Collection[str]) -> dict[str, int]:
        """The outside offers that stand for these jobs, by key; the first where there are several."""
        key = func.substr(OfferSource.content_hash, 1, JOB_KEY_LENGTH)
        found: dict[str, int] = {}
        for some in _chunks(sorted(job_keys)):
            rows = await self._s.execute(
                select(key, func.min(OfferSource.offer_id))
                .join(Offer, Offer.id == OfferSource.offer_id)
                .where(key.in_(some), Offer.origin == OfferOrigin.OUTSIDE)
                .group_by(key)
            )
            found |= {row[0]: row[1] for row in rows}
        return found

    async def leads(self, offer_ids: Collection[int]) -> dict[int, int]:
        """By offer, the first of its records that stands: what it says is what the card says."""
        found: dict[int, int] = {}
        for some in _chunks(sorted(offer_ids)):
            rows = await self._s.execute(
                select(OfferSource.offer_id, func.min(OfferSource.id))
                .where(OfferSource.offer_id.in_(some), OfferSource.gone_at.is_(None))
                .group_by(OfferSource.offer_id)
            )
            found |= {row[0]: row[1] for row in rows}
        return found

    async def near(
        self, near_keys: Collection[str], near_titles: Collection[str]
    ) -> dict[str, list[tuple[int, bytes]]]:
        """By block, by either key, the offers whose records stand in it and the marks kept of each; the first ones first."""
        found: dict[str, list[tuple[int, int, bytes]]] = {}
        for column, keys in (
            (OfferSource.near_key, near_keys),
            (OfferSource.near_title, near_titles),
        ):
            for some in _chunks(sorted(keys)):
                rows = await self._s.execute(
                    select(column, OfferSource.id, OfferSource.offer_id, OfferSource.near_marks)
                    .where(column.in_(some), OfferSource.near_marks.is_not(None))
                    .where(OfferSource.gone_at.is_(None))
                )
                for key, id_, offer_id, marks in rows:
                    found.setdefault(key, []).append((id_, offer_id, marks or b""))
        return {
            key: [(offer_id, marks) for _, offer_id, marks in sorted(records)]
            for key, records in found.items()
        }

    async def near_jobs(self, offer_ids: Collection[int]) -> dict[int, NearJob]:
        """What else is compared of those of the offers that are outside ones and published."""
        found: dict[int, NearJob] = {}
        for some in _chunks(sorted(offer_ids)):
            rows = await self._s.execute(
                select(
                    Offer.id,
                    Offer.title,
                    Offer.company_name,
                    Offer.weekly_hours,
                    Offer.pay_hourly_min,
                ).where(
                    Offer.id.in_(some),
                    Offer.origin == OfferOrigin.OUTSIDE,
                    Offer.status == OfferStatus.PUBLISHED,
                )
            )
            found |= {row[0]: NearJob(*row[1:]) for row in rows}
        return found

    async def marks(self, limit: int) -> Sequence[bytes]:
        """What is kept of the latest records' descriptions."""
        rows = await self._s.scalars(
            select(OfferSource.near_marks)
            .where(OfferSource.near_marks.is_not(None), OfferSource.gone_at.is_(None))
            .order_by(OfferSource.id.desc())
            .limit(limit)
        )
        return [marks for marks in rows if marks is not None]

    async def states(
        self, offer_ids: Collection[int]
    ) -> dict[int, tuple[OfferStatus, datetime | None]]:
        """State and end of offers, by id."""
        found: dict[int, tuple[OfferStatus, datetime | None]] = {}
        for some in _chunks(sorted(offer_ids)):
            rows = await self._s.execute(
                select(Offer.id, Offer.status, Offer.expires_at).where(Offer.id.in_(some))
            )
            found |= {row[0]: (row[1], row[2]) for row in rows}
        return found

    async def french_names(self) -> Sequence[FrenchName]:
        """The French names of all active skills and aptitudes."""
        rows = await self._s.execute(
            select(Skill.id, Skill.kind, Skill.source, SkillLabel.text)
            .join(SkillLabel, SkillLabel.skill_id == Skill.id)
            .where(Skill.active, SkillLabel.language == "fr")
            .order_by(Skill.id, SkillLabel.id)
        )
        return [FrenchName(*row) for row in rows]

    async def skill_codes(self, source: str) -> dict[str, tuple[int, SkillKind]]:
        """Id and kind of a source's skills, by code."""
        rows = await self._s.execute(
            select(Skill.code, Skill.id, Skill.kind).where(Skill.source == source)
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    async def create(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert offers, `public_id` given; their ids in the order of the rows."""
        if not rows:
            return []
        await self._insert(Offer, rows)
        ids: dict[str, int] = {}
        for some in _chunks([row["public_id"] for row in rows]):
            query = select(Offer.public_id, Offer.id).where(Offer.public_id.in_(some))
            ids |= {row[0]: row[1] for row in await self._s.execute(query)}
        return [ids[row["public_id"]] for row in rows]

    async def update(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write other columns of offers; each row has `id` and the same columns as the first."""
        await self._update(Offer, rows)

    async def update_sources(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write other columns of source records; each row has `id` and the same columns."""
        await self._update(OfferSource, rows)

    async def add_sources(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert source records."""
        if rows:
            await self._insert(OfferSource, rows)

    async def add_transitions(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append steps of offers' lives."""
        if rows:
            await self._insert(OfferTransition, rows)

    async def seen(
        self,
        source_row_ids: Collection[int],
        offer_ids: Collection[int],
        at: datetime,
        until: datetime,
    ) -> None:
        """Records were seen again: their offers stay open `until` then."""
        for some in _chunks(sorted(source_row_ids)):
            await self._s.execute(
                update(OfferSource)
                .where(OfferSource.id.in_(some))
                .values(last_seen_at=at, gone_at=None)
                .execution_options(synchronize_session=False)
            )
        for some in _chunks(sorted(offer_ids)):
            await self._s.execute(
                update(Offer)
                .where(Offer.id.in_(some))
                .values(expires_at=until)
                .execution_options(synchronize_session=False)
            )

    async def set_demands(
        self,
        skills: Mapping[int, Mapping[int, bool]],
        aptitudes: Mapping[int, Collection[int]],
        *,
        fresh: Collection[int],
    ) -> None:
        """Replace what offers ask for: skill → essential, and aptitudes; `fresh` offers have nothing yet."""
        standing = sorted((skills.keys() | aptitudes.keys()) - set(fresh))
        for some in _chunks(standing):
            for model in (OfferSkill, OfferAptitude):
                await self._s.execute(
                    delete(model)
                    .where(model.offer_id.in_(some))
                    .execution_options(synchronize_session=False)
                )
        asked = [
            {"offer_id": offer_id, "skill_id": skill_id, "essential": essential}
            for offer_id, some_skills in skills.items()
            for skill_id, essential in sorted(some_skills.items())
        ]
        wanted = [
            {"offer_id": offer_id, "skill_id": skill_id}
            for offer_id, ids in aptitudes.items()
            for skill_id in sorted(set(ids))
        ]
        if asked:
            await self._insert(OfferSkill, asked)
        if wanted:
            await self._insert(OfferAptitude, wanted)

    async def _insert(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        # on the connection: the session would make an object's state of every row
        await (await self._s.connection()).execute(insert(table_of(model)), rows)

    async def _update(self, model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        table = model.__table__
        columns = [name for name in rows[0] if name != "id"]
        statement = (
            update(table)
            .where(table.c.id == bindparam("of_id"))
            .values({name: bindparam(f"new_{name}") for name in columns})
        )
        # on the connection: the session would take it for an update by primary key
        await (await self._s.connection()).execute(
            statement,
            [{"of_id": row["id"]} | {f"new_{name}": row[name] for name in columns} for row in rows],
        )


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
