"""The counts of the dashboards as the worker writes them: the cursor, the log beyond it, what it adds."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import and_, delete, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import Base, table_of
from myjobmatch.db.models import (
    Activity,
    FigureAnswer,
    FigureCursor,
    FigureDay,
    FigureWeek,
    FigureYouth,
    Offer,
    OfferStep,
    Youth,
)
from myjobmatch.domain.enums import OfferOrigin
from myjobmatch.domain.figures import (
    AnswerKey,
    DayKey,
    Entry,
    Mark,
    Measure,
    OfferKind,
    Pair,
    Presence,
    PresenceKey,
    Step,
)

LOG = "activity"
_AT_ONCE = 2_000
_LOG, _DAY, _WEEK = table_of(Activity).c, table_of(FigureDay), table_of(FigureWeek)
_STEP, _ANSWER = table_of(OfferStep), table_of(FigureAnswer)
_MEASURES = tuple(measure.value for measure in Measure)

T = TypeVar("T")


class Figures:
    """Counts and the cursor that says how far they reach."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def horizon(self) -> int:
        """A number up to which no entry of the log can still appear.

        On PostgreSQL numbers are given before their transaction commits: whoever writes is waited for, which takes
        no longer than a commit, as entries are written at its end. SQLite has one writer.
        """
        if self._s.get_bind().dialect.name == "postgresql":
            await self._s.execute(text("LOCK TABLE activity IN SHARE MODE"))
        return await self._s.scalar(select(func.max(_LOG.id))) or 0

    async def cursor(self) -> FigureCursor:
        """The cursor, locked until the transaction ends."""
        await self._s.execute(
            self._upsert(FigureCursor)
            .values(name=LOG, last_id=0, rebuilding=False)
            .on_conflict_do_nothing()
        )
        found = await self._s.scalars(
            select(FigureCursor).where(FigureCursor.name == LOG).with_for_update()
        )
        return found.one()

    async def entries(self, after: int, until: int, limit: int) -> tuple[list[Entry], int]:
        """The next entries of the log that belong to a structure, and the number up to which they reach."""
        rows = (
            await self._s.execute(
                select(
                    _LOG.id,
                    _LOG.at,
                    _LOG.structure_id,
                    _LOG.advisor_id,
                    _LOG.kind,
                    _LOG.youth_id,
                    _LOG.offer_id,
                    _LOG.actor_role,
                    _LOG.taken_back,
                )
                .where(_LOG.id > after, _LOG.id <= until)
                .order_by(_LOG.id)
                .limit(limit)
            )
        ).all()
        if not rows:
            return [], max(after, until)
        return [Entry(r[0], r[1], r[2], r[3] or 0, *r[4:]) for r in rows if r[2] is not None], rows[
            -1
        ][0]

    async def name_advisors(self) -> None:
        """Entries that were written directly, without it: note who follows the youth now."""
        youth = table_of(Youth).c
        now = select(youth.advisor_id).where(youth.id == _LOG.youth_id).scalar_subquery()
        await self._s.execute(
            update(table_of(Activity))
            .where(_LOG.advisor_id.is_(None), _LOG.youth_id.is_not(None))
            .values(advisor_id=now)
        )

    async def forget(self) -> None:
        """Drop every count: they are made anew from the log."""
        for model in (FigureDay, FigureWeek, FigureYouth, OfferStep, FigureAnswer):
            await self._s.execute(delete(model))

    async def add_days(self, counts: Mapping[DayKey, int]) -> None:
        """Add to the measures of days."""
        rows: dict[tuple[int, int, date], dict[str, int]] = defaultdict(dict)
        for (structure, advisor, day, measure), count in counts.items():
            if count:
                rows[structure, advisor, day][measure.value] = count
        if not rows:
            return
        statement = self._upsert(FigureDay)
        added = {name: _DAY.c[name] + statement.excluded[name] for name in _MEASURES}
        await self._s.execute(
            statement.on_conflict_do_update(
                index_elements=["structure_id", "day", "advisor_id"], set_=added
            ),
            [
                {"structure_id": key[0], "advisor_id": key[1], "day": key[2]}
                | {name: values.get(name, 0) for name in _MEASURES}
                for key, values in rows.items()
            ],
        )

    async def presences(
        self, keys: Collection[PresenceKey]
    ) -> tuple[dict[PresenceKey, int], dict[int, date]]:
        """The days known of these weeks, and the week of each youth's first sign, where there was one."""
        known: dict[PresenceKey, int] = {}
        firsts: dict[int, date] = {}
        mondays = sorted({key.monday for key in keys})
        for youths in _parts({key.youth_id for key in keys}, _AT_ONCE):
            of_them = _WEEK.c.youth_id.in_(youths)
            for row in await self._s.execute(
                select(
                    _WEEK.c.youth_id,
                    _WEEK.c.monday,
                    _WEEK.c.structure_id,
                    _WEEK.c.advisor_id,
                    _WEEK.c.days,
                ).where(of_them, _WEEK.c.monday.in_(mondays))
            ):
                known[PresenceKey(row[0], row[1], row[2], row[3])] = row[4]
            rows = await self._s.execute(
                select(_WEEK.c.youth_id, func.min(_WEEK.c.first_monday))
                .where(of_them, _WEEK.c.first_monday.is_not(None))
                .group_by(_WEEK.c.youth_id)
            )
            firsts.update((row[0], row[1]) for row in rows)
        return known, firsts

    async def add_weeks(
        self, weeks: Mapping[PresenceKey, Presence], firsts: Mapping[int, date]
    ) -> None:
        """Add to the weeks of youths; `firsts` is the week of each one's first sign, as known now."""
        if not weeks:
            return
        statement = self._upsert(FigureWeek)
        given = statement.excluded
        await self._s.execute(
            statement.on_conflict_do_update(
                index_elements=["youth_id", "monday", "structure_id", "advisor_id"],
                set_={
                    "days": _WEEK.c.days.op("|")(given["days"]),
                    "acts": _WEEK.c.acts + given["acts"],
                    "missed": _WEEK.c.missed + given["missed"],
                    "first_monday": given["first_monday"],
                },
            ),
            [
                {
                    "youth_id": key.youth_id,
                    "monday": key.monday,
                    "structure_id": key.structure_id,
                    "advisor_id": key.advisor_id,
                    "days": week.days,
                    "acts": week.acts,
                    "missed": week.missed,
                    "first_monday": firsts.get(key.youth_id),
                }
                for key, week in weeks.items()
            ],
        )
        whose = {(key.structure_id, key.advisor_id, key.youth_id) for key in weeks}
        names = ("structure_id", "advisor_id", "youth_id")
        await self._s.execute(
            self._upsert(FigureYouth).on_conflict_do_nothing(),
            [dict(zip(names, each, strict=True)) for each in sorted(whose)],
        )

    async def move_firsts(self, firsts: Mapping[int, date]) -> None:
        """Tell all weeks of these youths that their first sign was in another week than was known."""
        for youth_id, monday in firsts.items():
            await self._s.execute(
                update(_WEEK).where(_WEEK.c.youth_id == youth_id).values(first_monday=monday)
            )

    async def steps(self, pairs: Collection[Pair]) -> dict[Pair, dict[Step, Mark]]:
        """The steps known of these pairs."""
        found: dict[Pair, dict[Step, Mark]] = defaultdict(dict)
        for some in _parts(pairs, _AT_ONCE):
            rows = await self._s.execute(
                select(
                    _STEP.c.youth_id,
                    _STEP.c.offer_id,
                    _STEP.c.step,
                    _STEP.c.at,
                    _STEP.c.structure_id,
                    _STEP.c.advisor_id,
                ).where(tuple_(_STEP.c.youth_id, _STEP.c.offer_id).in_(some))
            )
            for youth_id, offer_id, step, *mark in rows:
                found[youth_id, offer_id][step] = Mark(*mark)
        return found

    async def keep_steps(
        self, kept: Mapping[tuple[Pair, Step], Mark], gone: Iterable[tuple[Pair, Step]]
    ) -> None:
        """Write the steps that are new or earlier than known, and drop those that were taken back."""
        for (youth_id, offer_id), step in gone:
            await self._s.execute(
                delete(_STEP).where(
                    and_(
                        _STEP.c.youth_id == youth_id,
                        _STEP.c.offer_id == offer_id,
                        _STEP.c.step == step,
                    )
                )
            )
        if not kept:
            return
        statement = self._upsert(OfferStep)
        await self._s.execute(
            statement.on_conflict_do_update(
                index_elements=["youth_id", "offer_id", "step"],
                set_={
                    name: statement.excluded[name] for name in ("at", "structure_id", "advisor_id")
                },
            ),
            [
                {
                    "youth_id": pair[0],
                    "offer_id": pair[1],
                    "step": step,
                    "at": mark.at,
                    "structure_id": mark.structure_id,
                    "advisor_id": mark.advisor_id,
                }
                for (pair, step), mark in kept.items()
            ],
        )

    async def offers(self, ids: Collection[int]) -> dict[int, OfferKind]:
        """What the figures need of offers."""
        found: dict[int, OfferKind] = {}
        for some in _parts(ids, _AT_ONCE):
            rows = await self._s.execute(
                select(Offer.id, Offer.origin, Offer.company_id).where(Offer.id.in_(some))
            )
            for offer_id, origin, company_id in rows:
                found[offer_id] = OfferKind(origin is OfferOrigin.INTERNAL, company_id)
        return found

    async def add_answers(self, counts: Counter[AnswerKey]) -> None:
        """Add to, or take from, the answers of companies; what comes to nothing is dropped."""
        changed = {key: count for key, count in counts.items() if count}
        if not changed:
            return
        statement = self._upsert(FigureAnswer)
        await self._s.execute(
            statement.on_conflict_do_update(
                index_elements=["structure_id", "day", "company_id", "advisor_id", "waited"],
                set_={"answers": _ANSWER.c.answers + statement.excluded["answers"]},
            ),
            [
                {
                    "structure_id": key[0],
                    "advisor_id": key[1],
                    "company_id": key[2],
                    "day": key[3],
                    "waited": key[4],
                    "answers": count,
                }
                for key, count in changed.items()
            ],
        )
        if any(count < 0 for count in changed.values()):
            await self._s.execute(delete(_ANSWER).where(_ANSWER.c.answers == 0))

    def _upsert(self, model: type[Base]) -> Any:
        postgresql = self._s.get_bind().dialect.name == "postgresql"
        return (pg_insert if postgresql else sqlite_insert)(table_of(model))


def _parts(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part
