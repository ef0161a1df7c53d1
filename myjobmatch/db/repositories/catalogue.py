"""Skills and occupations, with their labels in the reader's language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import Base, table_of
from myjobmatch.db.models import (
    Occupation,
    OccupationAptitude,
    OccupationLabel,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLabel,
)
from myjobmatch.domain.enums import LabelKind, SkillKind


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One name of a catalogue entry."""

    entity_id: int
    language: str
    kind: LabelKind
    text: str


class Catalogue:
    """Queries on the taxonomies."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def insert(self, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
        """Write rows of a table at once, past the session's bookkeeping: a catalogue has thousands."""
        if rows:
            await self._s.execute(insert(table_of(model)), rows)

    async def skill_ids(self, kinds: Collection[SkillKind] | None = None) -> Sequence[int]:
        """The ids of active skills of some kinds, ascending."""
        query = select(Skill.id).where(Skill.active).order_by(Skill.id)
        if kinds is not None:
            query = query.where(Skill.kind.in_(kinds))
        return (await self._s.scalars(query)).all()

    async def existing_skills(self, ids: Collection[int], kinds: Collection[SkillKind]) -> set[int]:
        """Which of the ids are active skills of these kinds."""
        if not ids:
            return set()
        rows = await self._s.scalars(
            select(Skill.id).where(Skill.id.in_(ids), Skill.active, Skill.kind.in_(kinds))
        )
        return set(rows)

    async def existing_occupations(self, ids: Collection[int]) -> set[int]:
        """Which of the ids are active occupations."""
        if not ids:
            return set()
        return set(
            await self._s.scalars(
                select(Occupation.id).where(Occupation.id.in_(ids), Occupation.active)
            )
        )

    async def skill_labels(self, kinds: Collection[SkillKind] | None = None) -> Sequence[LabelRow]:
        """All names of active skills (of some kinds), in every language."""
        query = (
            select(SkillLabel.skill_id, SkillLabel.language, SkillLabel.kind, SkillLabel.text)
            .join(Skill, Skill.id == SkillLabel.skill_id)
            .where(Skill.active)
            .order_by(SkillLabel.skill_id, SkillLabel.id)
        )
        if kinds is not None:
            query = query.where(Skill.kind.in_(kinds))
        return [LabelRow(*row) for row in await self._s.execute(query)]

    async def occupation_labels(self, source: str = "rome") -> Sequence[LabelRow]:
        """All names of active occupations of a taxonomy, in every language."""
        rows = await self._s.execute(
            select(
                OccupationLabel.occupation_id,
                OccupationLabel.language,
                OccupationLabel.kind,
                OccupationLabel.text,
            )
            .join(Occupation, Occupation.id == OccupationLabel.occupation_id)
            .where(Occupation.active, Occupation.source == source)
            .order_by(OccupationLabel.occupation_id, OccupationLabel.id)
        )
        return [LabelRow(*row) for row in rows]

    async def skill_names(self, ids: Collection[int], language: str) -> dict[int, str]:
        """Preferred labels by id, in a language or else in French, else whatever there is."""
        if not ids:
            return {}
        rows = await self._s.execute(
            select(SkillLabel.skill_id, SkillLabel.language, SkillLabel.text)
            .where(SkillLabel.skill_id.in_(ids), SkillLabel.kind == LabelKind.PREFERRED)
            .order_by(SkillLabel.skill_id, SkillLabel.id)
        )
        return best_labels(((r[0], r[1], r[2]) for r in rows), language)

    async def occupation_names(self, ids: Collection[int], language: str) -> dict[int, str]:
        """Preferred labels by id, in a language or else in French, else whatever there is."""
        if not ids:
            return {}
        rows = await self._s.execute(
            select(OccupationLabel.occupation_id, OccupationLabel.language, OccupationLabel.text)
            .where(
                OccupationLabel.occupation_id.in_(ids), OccupationLabel.kind == LabelKind.PREFERRED
            )
            .order_by(OccupationLabel.occupation_id, OccupationLabel.id)
        )
        return best_labels(((r[0], r[1], r[2]) for r in rows), language)

    async def occupations_by_code(self, source: str = "rome") -> dict[str, int]:
        """Code → id of a taxonomy's occupations."""
        rows = await self._s.execute(
            select(Occupation.code, Occupation.id).where(Occupation.source == source)
        )
        return {r[0]: r[1] for r in rows}

    async def skills_by_code(self, source: str) -> dict[str, int]:
        """Code → id of a source's skills."""
        rows = await self._s.execute(select(Skill.code, Skill.id).where(Skill.source == source))
        return {r[0]: r[1] for r in rows}

    async def skills_of_occupation(self, occupation_id: int) -> Sequence[tuple[int, bool]]:
        """(skill id, essential) of an occupation."""
        rows = await self._s.execute(
            select(OccupationSkill.skill_id, OccupationSkill.essential)
            .where(OccupationSkill.occupation_id == occupation_id)
            .order_by(OccupationSkill.essential.desc(), OccupationSkill.skill_id)
        )
        return [(r[0], r[1]) for r in rows]

    async def all_occupation_skills(self) -> Sequence[tuple[int, int, bool]]:
        """(occupation id, skill id, essential) of the whole catalogue, essential ones first."""
        rows = await self._s.execute(
            select(
                OccupationSkill.occupation_id, OccupationSkill.skill_id, OccupationSkill.essential
            ).order_by(
                OccupationSkill.occupation_id,
                OccupationSkill.essential.desc(),
                OccupationSkill.skill_id,
            )
        )
        return [(r[0], r[1], r[2]) for r in rows]

    async def near_links(self) -> Sequence[tuple[int, int]]:
        """All near mobilities, in the direction that ROME gives them."""
        rows = await self._s.execute(
            select(OccupationLink.from_id, OccupationLink.to_id).where(OccupationLink.near)
        )
        return [(r[0], r[1]) for r in rows]

    async def aptitudes_of_occupation(self, occupation_id: int) -> Sequence[int]:
        """The aptitudes an occupation calls for."""
        rows = await self._s.scalars(
            select(OccupationAptitude.skill_id).where(
                OccupationAptitude.occupation_id == occupation_id
            )
        )
        return sorted(rows)


def best_labels(rows: Iterable[tuple[int, str, str]], language: str) -> dict[int, str]:
    """One label an id: in the language, else French, else the first."""
    best: dict[int, tuple[int, str]] = {}
    for id_, lang, label in rows:
        rank = 0 if lang == language else 1 if lang == "fr" else 2
        if id_ not in best or rank < best[id_][0]:
            best[id_] = (rank, label)
    return {id_: label for id_, (_, label) in best.items()}
