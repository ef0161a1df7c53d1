"""Who takes part in operations, their answers, what is due of them; what is held of them after an erasure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    FseAnswers,
    FseCorrection,
    FseOperation,
    FseParticipation,
    Hire,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.db.repositories.participation_states import (
    counted,
    due,
    exit_due,
    lacking,
    late,
    narrowed,
    over,
    six_due,
    whose,
)
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.erasure import month_of
from myjobmatch.domain.fse.participants import Participation
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.fse.told import Narrow, Progress
from myjobmatch.domain.text import plain

_P = FseParticipation


@dataclass(frozen=True, slots=True)
class Line:
    """A participation with who it is; `total` of the whole list."""

    row: FseParticipation
    youth_id: str
    name: str
    ends_on: date
    title: str
    operation_id: str
    total: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A youth who could be entered; `total` of the whole list."""

    youth_id: str
    name: str
    birth_date: date | None
    commune: str
    total: int


class Participations:
    """Queries on participations."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: FseParticipation | FseAnswers | FseCorrection) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, participation_id: int) -> FseParticipation | None:
        """The participation with that id."""
        return await self._s.get(FseParticipation, participation_id)

    async def by_public_id(self, public_id: str, *, lock: bool = False) -> FseParticipation | None:
        """The participation with that public id; locked where a database can."""
        query = select(_P).where(_P.public_id == public_id)
        return await self._s.scalar(query.with_for_update() if lock else query)

    async def of_youth(self, youth_id: int) -> list[tuple[FseParticipation, FseOperation]]:
        """A youth's participations with their operations, the latest first."""
        rows = await self._s.execute(
            select(_P, FseOperation)
            .join(FseOperation, FseOperation.id == _P.operation_id)
            .where(_P.youth_id == youth_id)
            .order_by(_P.entered_on.desc(), _P.id.desc())
        )
        return [(row[0], row[1]) for row in rows]

    async def entered(self, operation_id: int, youth_ids: Collection[int]) -> set[int]:
        """Who of some youths is in an operation already."""
        rows = await self._s.scalars(
            select(_P.youth_id).where(
                _P.operation_id == operation_id, _P.youth_id.in_(list(youth_ids))
            )
        )
        return {one for one in rows if one is not None}

    async def span(self, operation_id: int) -> tuple[date | None, date | None]:
        """The first and the last day that somebody entered an operation."""
        row = (
            await self._s.execute(
                select(func.min(_P.entered_on), func.max(_P.entered_on)).where(
                    _P.operation_id == operation_id
                )
            )
        ).one()
        return row[0], row[1]

    async def structures_in(self, operation_id: int) -> set[int]:
        """The structures that have participants in an operation."""
        rows = await self._s.scalars(
            select(_P.structure_id).where(_P.operation_id == operation_id).distinct()
        )
        return set(rows)

    async def hired_between(self, youth_id: int, first: date, last: date) -> date | None:
        """The first day after one that a contract of a youth began, up to another."""
        return await self._s.scalar(
            select(func.min(Hire.starts_on)).where(
                Hire.youth_id == youth_id, Hire.starts_on > first, Hire.starts_on <= last
            )
        )

    async def answers(self, ids: Collection[int]) -> dict[int, dict[Part, FseAnswers]]:
        """The answers of some participations by part."""
        rows = await self._s.scalars(
            select(FseAnswers).where(FseAnswers.participation_id.in_(list(ids)))
        )
        found: dict[int, dict[Part, FseAnswers]] = {}
        for row in rows:
            found.setdefault(row.participation_id, {})[row.part] = row
        return found

    async def corrections(self, participation_id: int) -> Sequence[FseCorrection]:
        """What was another before, the latest first."""
        rows = await self._s.scalars(
            select(FseCorrection)
            .where(FseCorrection.participation_id == participation_id)
            .order_by(FseCorrection.id.desc())
        )
        return rows.all()

    async def rows(
        self, operation_id: int, structure_id: int | None = None
    ) -> list[tuple[Participation, str]]:
        """All rows of an operation, or a structure's of it, each with whose it is; empty: nobody's any more."""
        people = await self._s.execute(
            select(
                _P.id,
                _P.public_id,
                _P.entered_on,
                _P.left_on,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
            )
            .outerjoin(YouthIdentity, YouthIdentity.youth_id == _P.youth_id)
            .where(_P.operation_id == operation_id, *_within(structure_id))
            .order_by(_P.entered_on, _P.id)
        )
        told = await self._s.execute(
            select(FseAnswers.participation_id, FseAnswers.answers)
            .join(_P, _P.id == FseAnswers.participation_id)
            .where(_P.operation_id == operation_id, *_within(structure_id))
        )
        answers: dict[int, dict[str, str]] = {}
        for participation_id, some in told:
            answers.setdefault(participation_id, {}).update(some)
        return [
            (
                Participation(row[1], row[2], row[3], answers.get(row[0], {})),
                f"{row[4] or ''} {row[5] or ''}".strip(),
            )
            for row in people
        ]

    async def page(
        self,
        actor: Actor,
        operation_id: int,
        today: date,
        *,
        search: str = "",
        narrow: Narrow = Narrow.ALL,
        offset: int = 0,
        limit: int = 25,
    ) -> list[Line]:
        """A page of the participants whom the actor looks after, by name; words narrow them."""
        query = _lines().where(
            _P.operation_id == operation_id, whose(actor), narrowed(narrow, today)
        )
        for word in plain(search).split():
            query = query.where(YouthIdentity.found_by.contains(word.translate(_NO_JOKERS)))
        order = (YouthIdentity.last_name, YouthIdentity.first_name, _P.id)
        return _told(await self._s.execute(query.order_by(*order).offset(offset).limit(limit)))

    async def progress(
        self, actor: Actor, operation_ids: Collection[int], today: date
    ) -> dict[int, Progress]:
        """How far each operation is, of whom the actor looks after."""

        def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((condition & counted(), 1), else_=0)), 0)

        lacks = lacking(today)
        rows = await self._s.execute(
            select(
                _P.operation_id,
                count(_P.id.is_not(None)),
                count(_P.left_on.is_(None)),
                count(~lacks),
                count(lacks),
                count(due(today)),
                count(late(today)),
            )
            .select_from(_P)
            .join(FseOperation, FseOperation.id == _P.operation_id)
            .outerjoin(Youth, Youth.id == _P.youth_id)
            .where(_P.operation_id.in_(list(operation_ids)), whose(actor))
            .group_by(_P.operation_id)
        )
        return {row[0]: Progress(*(int(one) for one in row[1:])) for row in rows}

    async def due(self, actor: Actor, today: date, limit: int) -> list[Line]:
        """What is to be told of those whom the actor looks after, what is due first."""
        first = func.coalesce(
            case((exit_due(), _P.exit_due_on), else_=None),
            case((six_due(today), _P.six_due_on), else_=None),
            FseOperation.ends_on,
        )
        query = _lines().where(
            whose(actor), _P.youth_id.is_not(None), counted(), due(today) | over(today)
        )
        return _told(await self._s.execute(query.order_by(first, _P.id).limit(limit)))

    async def candidates(
        self, actor: Actor, operation_id: int, search: str, limit: int
    ) -> list[Candidate]:
        """The youths whom the actor accompanies and who are not in an operation, by name."""
        inside = select(_P.youth_id).where(_P.operation_id == operation_id, _P.youth_id == Youth.id)
        query = (
            select(
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                YouthIdentity.birth_date,
                YouthIdentity.commune,
                func.count().over(),
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(accompanied(actor), ~inside.exists())
        )
        for word in plain(search).split():
            query = query.where(YouthIdentity.found_by.contains(word.translate(_NO_JOKERS)))
        order = (YouthIdentity.last_name, YouthIdentity.first_name, Youth.id)
        rows = await self._s.execute(query.order_by(*order).limit(limit))
        return [Candidate(r[0], f"{r[1]} {r[2]}".strip(), r[3], r[4], r[5]) for r in rows]

    async def to_ask(self, today: date, since: date, at_once: int) -> Sequence[FseParticipation]:
        """Those whose six months are over since then, whose situation nobody told, and who were not asked yet."""
        rows = await self._s.scalars(
            select(_P)
            .where(
                _P.six_on.between(since, today),
                _P.asked_at.is_(None),
                _P.six_lacks > 0,
                _P.youth_id.is_not(None),
                counted(),
            )
            .order_by(_P.six_on, _P.id)
            .limit(at_once)
        )
        return rows.all()

    async def asked_of(self, youth_id: int, today: date) -> FseParticipation | None:
        """The participation whose situation at six months a youth can tell now; the latest one."""
        return await self._s.scalar(
            select(_P)
            .where(_P.youth_id == youth_id, _P.six_on <= today, _P.six_lacks > 0, counted())
            .order_by(_P.six_on.desc(), _P.id.desc())
            .limit(1)
        )

    async def cut_loose(self, row: FseParticipation, answers: Mapping[str, str], day: date) -> bool:
        """A row belongs to nobody any more: `answers` are what is left, its days those of their months.

        Who was there for a day or less leaves nothing: then it answers false.
        """
        await self._s.execute(delete(FseCorrection).where(FseCorrection.participation_id == row.id))
        if row.left_on is not None and row.left_on <= row.entered_on:
            await self._s.delete(row)
            await self._s.flush()
            return False
        parts = (await self.answers([row.id])).get(row.id, {})
        for told in parts.values():
            told.answers = {code: answers[code] for code in told.answers if code in answers}
            told.account_id, told.told_at = None, month_of(told.told_at)
        if Part.ENTRY in parts:
            kept = {code for one in parts.values() for code in one.answers}
            more = {code: value for code, value in answers.items() if code not in kept}
            parts[Part.ENTRY].answers = dict(parts[Part.ENTRY].answers) | more
        row.youth_id, row.cut_on, row.created_by = None, day, None
        row.entered_on = row.entered_on.replace(day=1)
        if row.left_on is not None:
            row.left_on = _month_end(row.left_on)
            # with the day of leaving go the days that were reckoned from it
            for name in ("exit_due_on", "six_on", "six_due_on"):
                setattr(row, name, _month_end(getattr(row, name)))
        row.asked_at = month_of(row.asked_at) if row.asked_at else None
        row.created_at, row.changed_at = month_of(row.created_at), month_of(row.changed_at)
        await self._s.flush()
        return True


_NO_JOKERS = {ord("%"): "", ord("_"): ""}


def _within(structure_id: int | None) -> list[ColumnElement[bool]]:
    return [] if structure_id is None else [_P.structure_id == structure_id]


def _lines() -> Select:  # type: ignore[type-arg]
    return (
        select(
            _P,
            Youth.public_id,
            YouthIdentity.first_name,
            YouthIdentity.last_name,
            FseOperation.ends_on,
            FseOperation.title,
            FseOperation.public_id,
            func.count().over(),
        )
        .select_from(_P)
        .join(FseOperation, FseOperation.id == _P.operation_id)
        .outerjoin(Youth, Youth.id == _P.youth_id)
        .outerjoin(YouthIdentity, YouthIdentity.youth_id == Youth.id)
    )


def _told(rows: Any) -> list[Line]:
    return [
        Line(r[0], r[1] or "", f"{r[2] or ''} {r[3] or ''}".strip(), r[4], r[5], r[6], r[7])
        for r in rows
    ]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
