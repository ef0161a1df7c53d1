"""Youths: identity apart from the profile that matching reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, delete, literal, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Youth,
    YouthAptitude,
    YouthExperience,
    YouthIdentity,
    YouthLegalHold,
    YouthObstacle,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)
from myjobmatch.db.repositories.notes import Notes
from myjobmatch.db.repositories.own_data import OwnData
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, SkillOrigin, TravelMode
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point

TOUCH_AFTER = timedelta(minutes=1)
"""How stale `last_active_at` may be: a swipe a second need not write it each time."""


@dataclass(frozen=True, slots=True)
class LawfulFacts:
    """What the travel port and the lawful-eligibility rules may read, and nothing else of the identity."""

    youth_id: int
    birth_date: date | None
    home: Point | None


class Youths:
    """Queries on young people."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction; `notes` is what is written of them, `held` all that there is."""
        self._s = session
        self.notes = Notes(session)
        self.held = OwnData(session)

    def add(
        self,
        row: Youth
        | YouthIdentity
        | YouthProfile
        | YouthExperience
        | YouthObstacle
        | YouthLegalHold,
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, youth_id: int) -> Youth | None:
        """The youth with that id."""
        return await self._s.get(Youth, youth_id)

    async def by_public_id(self, public_id: str) -> Youth | None:
        """The youth with that public id."""
        return await self._s.scalar(select(Youth).where(Youth.public_id == public_id))

    async def of_ids(self, ids: Sequence[int]) -> Sequence[Youth]:
        """Youths by their dense ids."""
        rows = await self._s.scalars(
            select(Youth).where(Youth.id.in_(list(ids))).order_by(Youth.id)
        )
        return rows.all()

    async def of_public_ids(self, ids: Sequence[str]) -> Sequence[Youth]:
        """Youths by their public ids; those that are not there are left out."""
        rows = await self._s.scalars(
            select(Youth).where(Youth.public_id.in_(list(ids))).order_by(Youth.id)
        )
        return rows.all()

    async def identity(self, youth_id: int) -> YouthIdentity | None:
        """Who they are."""
        return await self._s.get(YouthIdentity, youth_id)

    async def identities(self, youth_ids: Collection[int]) -> dict[int, YouthIdentity]:
        """Who they are, by id."""
        rows = await self._s.scalars(
            select(YouthIdentity).where(YouthIdentity.youth_id.in_(youth_ids))
        )
        return {row.youth_id: row for row in rows}

    async def advisors(self, youth_ids: Collection[int]) -> dict[int, int | None]:
        """Who accompanies them, by id."""
        rows = await self._s.execute(
            select(Youth.id, Youth.advisor_id).where(Youth.id.in_(list(youth_ids)))
        )
        return {row[0]: row[1] for row in rows}

    async def profile(self, youth_id: int) -> YouthProfile | None:
        """Their profile row."""
        return await self._s.get(YouthProfile, youth_id)

    async def skills(self, youth_id: int) -> Sequence[tuple[int, SkillOrigin]]:
        """(skill id, where it comes from), in the order they were added."""
        rows = await self._s.execute(
            select(YouthSkill.skill_id, YouthSkill.origin)
            .where(YouthSkill.youth_id == youth_id)
            .order_by(YouthSkill.added_at, YouthSkill.skill_id)
        )
        return [(r[0], r[1]) for r in rows]

    async def aptitudes(self, youth_id: int) -> Sequence[int]:
        """Ids of their aptitudes."""
        rows = await self._s.scalars(
            select(YouthAptitude.skill_id).where(YouthAptitude.youth_id == youth_id)
        )
        return sorted(rows)

    async def occupations(self, youth_id: int) -> Sequence[int]:
        """Ids of the occupations they want."""
        rows = await self._s.scalars(
            select(YouthOccupation.occupation_id).where(YouthOccupation.youth_id == youth_id)
        )
        return sorted(rows)

    async def experiences(self, youth_id: int) -> Sequence[YouthExperience]:
        """What they did, in their own words, oldest first."""
        rows = await self._s.scalars(
            select(YouthExperience)
            .where(YouthExperience.youth_id == youth_id)
            .order_by(YouthExperience.id)
        )
        return rows.all()

    async def obstacles(self, youth_id: int) -> Sequence[YouthObstacle]:
        """Their obstacles: the caller must be their advisor."""
        rows = await self._s.scalars(
            select(YouthObstacle)
            .where(YouthObstacle.youth_id == youth_id)
            .order_by(YouthObstacle.id)
        )
        return rows.all()

    async def set_skills(
        self, youth_id: int, skills: Iterable[tuple[int, SkillOrigin]], at: datetime
    ) -> None:
        """Replace their skills; those kept keep the moment they were added."""
        wanted = dict(skills)
        held = {id_ for id_, _ in await self.skills(youth_id)}
        gone = held - wanted.keys()
        if gone:
            await self._s.execute(
                delete(YouthSkill).where(
                    YouthSkill.youth_id == youth_id, YouthSkill.skill_id.in_(gone)
                )
            )
        self._s.add_all(
            YouthSkill(youth_id=youth_id, skill_id=id_, origin=origin, added_at=at)
            for id_, origin in wanted.items()
            if id_ not in held
        )
        await self._s.flush()

    async def set_aptitudes(self, youth_id: int, ids: Iterable[int]) -> None:
        """Replace their aptitudes."""
        await self._s.execute(delete(YouthAptitude).where(YouthAptitude.youth_id == youth_id))
        self._s.add_all(YouthAptitude(youth_id=youth_id, skill_id=id_) for id_ in sorted(set(ids)))
        await self._s.flush()

    async def set_occupations(self, youth_id: int, ids: Iterable[int]) -> None:
        """Replace the occupations they want."""
        await self._s.execute(delete(YouthOccupation).where(YouthOccupation.youth_id == youth_id))
        self._s.add_all(
            YouthOccupation(youth_id=youth_id, occupation_id=id_) for id_ in sorted(set(ids))
        )
        await self._s.flush()

    async def delete_experience(self, youth_id: int, experience_id: int) -> None:
        """Take back one of their experiences."""
        await self._s.execute(
            delete(YouthExperience).where(
                YouthExperience.youth_id == youth_id, YouthExperience.id == experience_id
            )
        )

    async def touch(self, youth_id: int, at: datetime) -> None:
        """Note that they were active, to the minute: swiping does not write this each time."""
        await self._s.execute(
            update(Youth)
            .where(
                Youth.id == youth_id,
                Youth.last_active_at.is_(None) | (Youth.last_active_at < at - TOUCH_AFTER),
            )
            .values(last_active_at=at)
            .execution_options(synchronize_session=False)
        )

    def note_active(self, youth: Youth, at: datetime) -> None:
        """Note that a youth just read is active, to the minute."""
        if youth.last_active_at is None or youth.last_active_at < at - TOUCH_AFTER:
            youth.last_active_at = at

    async def lawful_facts(
        self, youth_ids: Collection[int] | None = None
    ) -> dict[int, LawfulFacts]:
        """What the travel port and the rules of law may read, by youth; all of them by default."""
        query = select(
            YouthIdentity.youth_id,
            YouthIdentity.birth_date,
            YouthIdentity.latitude,
            YouthIdentity.longitude,
        )
        if youth_ids is not None:
            query = query.where(YouthIdentity.youth_id.in_(youth_ids))
        return _facts(await self._s.execute(query))

    async def searching(self) -> Sequence[int]:
        """Ids of the youths who may be shown, anonymously, to employers."""
        return (
            await self._s.scalars(
                select(Youth.id).where(Youth.active, Youth.visible).order_by(Youth.id)
            )
        ).all()

    async def lawful_facts_of_searching(self, youth_ids: Collection[int]) -> dict[int, LawfulFacts]:
        """As `lawful_facts`, of those of these youths who may be shown to employers, and of all of those."""
        query = (
            select(
                Youth.id,
                YouthIdentity.birth_date,
                YouthIdentity.latitude,
                YouthIdentity.longitude,
            )
            .outerjoin(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(Youth.active, Youth.visible, Youth.id.in_(list(youth_ids)))
        )
        return _facts(await self._s.execute(query))

    async def homes_of_searching(
        self, after: int, limit: int
    ) -> Sequence[tuple[int, float | None, float | None]]:
        """Who may be shown and where they live, in order of id after this one, as bare numbers."""
        rows = await self._s.execute(
            select(Youth.id, YouthIdentity.latitude, YouthIdentity.longitude)
            .outerjoin(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(Youth.active, Youth.visible, Youth.id > after)
            .order_by(Youth.id)
            .limit(limit)
        )
        return [(id_, latitude, longitude) for id_, latitude, longitude in rows]

    async def candidate_profiles(self, youth_ids: Collection[int]) -> dict[int, CandidateProfile]:
        """What the engine takes, by youth. Reads no identity. Near occupations are left to the caller."""
        ids = sorted(set(youth_ids))
        rows = {
            r.youth_id: r
            for r in await self._s.scalars(
                select(YouthProfile).where(YouthProfile.youth_id.in_(ids))
            )
        }
        # one question, not one a kind of list
        lists = await self._s.execute(
            union_all(
                select(literal(0), YouthSkill.youth_id, YouthSkill.skill_id).where(
                    YouthSkill.youth_id.in_(ids)
                ),
                select(literal(1), YouthAptitude.youth_id, YouthAptitude.skill_id).where(
                    YouthAptitude.youth_id.in_(ids)
                ),
                select(literal(2), YouthOccupation.youth_id, YouthOccupation.occupation_id).where(
                    YouthOccupation.youth_id.in_(ids)
                ),
            )
        )
        named: dict[tuple[int, int], list[int]] = defaultdict(list)
        for kind, youth_id, value in lists:
            named[kind, youth_id].append(value)
        return {
            id_: _candidate(id_, rows.get(id_), *(named.get((kind, id_), []) for kind in range(3)))
            for id_ in ids
        }


def _facts(
    rows: Iterable[Row[int, date | None, float | None, float | None]],
) -> dict[int, LawfulFacts]:
    return {
        id_: LawfulFacts(
            id_, birth, Point(lat, lon) if lat is not None and lon is not None else None
        )
        for id_, birth, lat, lon in rows
    }


def _candidate(
    youth_id: int,
    row: YouthProfile | None,
    skills: list[int],
    aptitudes: list[int],
    wanted: list[int],
) -> CandidateProfile:
    satellites = (tuple(sorted(skills)), tuple(sorted(aptitudes)), tuple(sorted(wanted)))
    if row is None:
        return CandidateProfile(youth_id, *satellites)
    return CandidateProfile(
        youth_id,
        *satellites,
        contracts=frozenset(ContractKind(value) for value in row.contracts),
        experience=row.experience,
        licences=frozenset(Licence(value) for value in row.licences),
        modes=frozenset(TravelMode(value) for value in row.modes),
        max_minutes=row.max_minutes,
        available_from=row.available_from,
        refused_schedules=frozenset(Schedule(value) for value in row.refused_schedules),
    )
