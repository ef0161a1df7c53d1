"""What a dashboard reads: a fixed number of queries over counts, never over the log itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.models import (
    Account,
    Company,
    FigureAnswer,
    FigureCursor,
    FigureDay,
    FigureWeek,
    FigureYouth,
    Youth,
    YouthIdentity,
    YouthWeek,
)
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.db.repositories.figures import LOG
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Scheme
from myjobmatch.domain.figures import EVERYBODY, Measure, monday_of
from myjobmatch.domain.periods import Period

_DAY, _WEEK = table_of(FigureDay).c, table_of(FigureWeek).c
_ANSWER, _KNOWN = table_of(FigureAnswer).c, table_of(FigureYouth).c
_MEASURES = [_DAY[measure.value] for measure in Measure]

Counts = dict[Measure, int]
TARGETED = Scheme.CEJ
"""The scheme that asks for a number of hours (`domain.weeks.target_of`)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A structure, or the youths of one advisor in it, as they were followed when things happened."""

    structure_id: int
    advisor_id: int | None = None


class WeekRow(NamedTuple):
    """A week of a youth who is followed now: a tuple, as there are thousands."""

    youth_id: int
    monday: date
    days: int
    missed: int
    first_monday: date | None
    advisor_id: int | None


@dataclass(frozen=True, slots=True)
class Followed:
    """Youths followed now, and those of them whose scheme asks for hours."""

    youths: int
    targeted: int


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Minutes validated and waiting in a week, of all; how many youths reached the least that is asked."""

    validated: int
    waiting: int
    reached: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the list."""

    id: int
    public_id: str
    name: str
    advisor_id: int | None
    advisor: str


class Dashboards:
    """Queries over the counts of `repositories.figures`."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def cursor(self) -> FigureCursor | None:
        """How far the counts reach."""
        return await self._s.get(FigureCursor, LOG)

    async def days(self, scope: Scope, periods: Sequence[Period]) -> dict[date, Counts]:
        """The measures of each day of some periods, and of the Mondays of the weeks that they touch."""
        whose = EVERYBODY if scope.advisor_id is None else scope.advisor_id
        rows = await self._s.execute(
            select(_DAY.day, *_MEASURES).where(
                _DAY.structure_id == scope.structure_id,
                _DAY.advisor_id == whose,
                or_(*(_DAY.day.between(monday_of(p.first), p.last) for p in periods)),
            )
        )
        return {row[0]: dict(zip(Measure, row[1:], strict=True)) for row in rows}

    async def people(self, scope: Scope, periods: Sequence[Period]) -> list[int]:
        """How many youths gave a sign within each period."""
        counts = [_people(scope, period).scalar_subquery() for period in periods]
        return list((await self._s.execute(select(*counts))).one())

    async def cohorts(
        self, scope: Scope, first: date, last: date, until: date
    ) -> list[tuple[date, date, int]]:
        """(week of the first sign, week, youths seen in it) of youths who came first between two Mondays, here."""
        began = select(_WEEK.youth_id).where(
            _of(_WEEK, scope),
            _WEEK.first_monday.between(first, last),
            _WEEK.monday == _WEEK.first_monday,
            _WEEK.days > 0,
        )
        rows = await self._s.execute(
            select(_WEEK.first_monday, _WEEK.monday, func.count(_WEEK.youth_id.distinct()))
            .where(
                _WEEK.structure_id == scope.structure_id,
                _WEEK.first_monday.between(first, last),
                _WEEK.monday <= until,
                _WEEK.days > 0,
                _WEEK.youth_id.in_(began),
            )
            .group_by(_WEEK.first_monday, _WEEK.monday)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def answers(
        self, scope: Scope, periods: Sequence[Period]
    ) -> list[tuple[int, str, int, list[int]]]:
        """(company, its name, whole days waited, answers within each period)."""
        sums = [
            func.sum(case((_ANSWER.day.between(p.first, p.last), _ANSWER.answers), else_=0))
            for p in periods
        ]
        rows = (
            await self._s.execute(
                select(_ANSWER.company_id, _ANSWER.waited, *sums)
                .where(
                    _of(_ANSWER, scope),
                    or_(*(_ANSWER.day.between(p.first, p.last) for p in periods)),
                )
                .group_by(_ANSWER.company_id, _ANSWER.waited)
            )
        ).all()
        named = select(Company.id, Company.name).where(Company.id.in_({row[0] for row in rows}))
        names: dict[int, str] = {row[0]: row[1] for row in await self._s.execute(named)}
        return [(row[0], names.get(row[0], ""), row[1], list(row[2:])) for row in rows]

    async def by_advisor(
        self, structure_id: int, period: Period, measures: Sequence[Measure]
    ) -> dict[int, Counts]:
        """Some measures of a period by advisor (0: youths who had none)."""
        rows = await self._s.execute(
            select(_DAY.advisor_id, *(func.sum(_DAY[measure.value]) for measure in measures))
            .where(
                _DAY.structure_id == structure_id,
                _DAY.day.between(period.first, period.last),
                _DAY.advisor_id != EVERYBODY,
            )
            .group_by(_DAY.advisor_id)
        )
        return {row[0]: dict(zip(measures, row[1:], strict=True)) for row in rows}

    async def people_by_advisor(self, structure_id: int, period: Period) -> dict[int, int]:
        """How many youths gave a sign within a period, by advisor."""
        rows = await self._s.execute(
            select(_KNOWN.advisor_id, func.count())
            .where(_KNOWN.structure_id == structure_id, _came(period))
            .group_by(_KNOWN.advisor_id)
        )
        return {row[0]: row[1] for row in rows}

    async def followed(self, structure_id: int) -> dict[int, Followed]:
        """How many youths are followed now, by advisor; and how many of them have hours to reach."""
        rows = await self._s.execute(
            select(
                func.coalesce(Youth.advisor_id, 0),
                func.count(),
                func.sum(case((Youth.scheme == TARGETED, 1), else_=0)),
            )
            .where(Youth.structure_id == structure_id, Youth.active)
            .group_by(Youth.advisor_id)
        )
        return {row[0]: Followed(row[1], row[2]) for row in rows}

    async def hours(
        self, scope: Scope, spans: Sequence[tuple[date, date]], least: int
    ) -> dict[date, WeekHours]:
        """Minutes of weeks whose Monday lies in a span, of youths followed now who have hours to reach."""
        rows = await self._s.execute(
            select(
                YouthWeek.monday,
                func.sum(YouthWeek.validated),
                func.sum(YouthWeek.waiting),
                func.sum(case((YouthWeek.validated >= least, 1), else_=0)),
            )
            .join(Youth, Youth.id == YouthWeek.youth_id)
            .where(
                _of(table_of(Youth).c, scope),
                Youth.active,
                Youth.scheme == TARGETED,
                or_(*(YouthWeek.monday.between(first, last) for first, last in spans)),
            )
            .group_by(YouthWeek.monday)
        )
        return {row[0]: WeekHours(row[1], row[2], row[3]) for row in rows}

    async def weeks(
        self, structure_id: int, of: Actor | None, advisor_id: int | None, since: date
    ) -> list[WeekRow]:
        """The weeks from a Monday on of the structure's youths: those `of` accompanies today, those of one advisor, or all."""
        query = (
            select(
                _WEEK.youth_id,
                _WEEK.monday,
                _WEEK.days,
                _WEEK.missed,
                _WEEK.first_monday,
                Youth.advisor_id,
            )
            .join(Youth, Youth.id == _WEEK.youth_id)
            .where(
                Youth.structure_id == structure_id,
                Youth.active,
                _WEEK.structure_id == structure_id,
                _WEEK.monday >= since,
            )
        )
        if of is not None:
            query = query.where(followed_by(of))
        elif advisor_id is not None:
            query = query.where(Youth.advisor_id == advisor_id)
        return [WeekRow._make(row) for row in await self._s.execute(query)]

    async def persons(self, youth_ids: Collection[int]) -> dict[int, Person]:
        """Who these youths are, and who follows them."""
        rows = await self._s.execute(
            select(
                Youth.id,
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                Youth.advisor_id,
                Account.display_name,
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == Youth.advisor_id)
            .where(Youth.id.in_(list(youth_ids)))
        )
        return {r[0]: Person(r[0], r[1], f"{r[2]} {r[3]}".strip(), r[4], r[5] or "") for r in rows}


def _of(columns: Any, scope: Scope) -> ColumnElement[bool]:
    within: ColumnElement[bool] = columns.structure_id == scope.structure_id
    return within if scope.advisor_id is None else within & _by(columns, scope.advisor_id)


def _by(columns: Any, advisor_id: int) -> ColumnElement[bool]:
    by: ColumnElement[bool] = columns.advisor_id == advisor_id
    return by


def _people(scope: Scope, period: Period) -> Select[int]:
    if monday_of(period.first) == monday_of(period.last):
        its_days = (1 << period.last.weekday() + 1) - (1 << period.first.weekday())
        return select(func.count(_WEEK.youth_id.distinct())).where(
            _of(_WEEK, scope),
            _WEEK.monday == monday_of(period.first),
            _WEEK.days.op("&")(its_days) != 0,
        )
    came = select(func.count(_KNOWN.youth_id.distinct()))
    return came.where(_of(_KNOWN, scope), _came(period))


def _came(period: Period) -> ColumnElement[bool]:
    """That the youth of a portfolio gave a sign within the period: whole weeks, and the days of those at its ends.

    Asked of one youth after the other: the first such week answers. Adding nothing to the other columns keeps SQLite
    from looking through a structure's weeks for each of its youths.
    """
    first, last = monday_of(period.first), monday_of(period.last)
    head = 128 - (1 << period.first.weekday())
    tail = (1 << period.last.weekday() + 1) - 1
    if first == last:
        head = tail = head & tail
    asked = case((_WEEK.monday == first, head), (_WEEK.monday == last, tail), else_=127)
    return (
        select(_WEEK.youth_id)
        .where(
            _WEEK.youth_id == _KNOWN.youth_id,
            _WEEK.structure_id + 0 == _KNOWN.structure_id,
            _WEEK.advisor_id + 0 == _KNOWN.advisor_id,
            _WEEK.monday.between(first, last),
            _WEEK.days.op("&")(asked) != 0,
        )
        .exists()
    )
