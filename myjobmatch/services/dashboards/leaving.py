"""Youths who were there and are going, by the rule of `domain.drop_outs`, over those followed now."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.repositories.dashboards import Scope, WeekRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.dashboard import LISTED, Cell, CellKind, DropOut, Table, TableKey
from myjobmatch.domain.drop_outs import (
    LOOKED_AT_DAYS,
    MISSED_WEEKS,
    Past,
    judge,
    urgency,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.figures import monday_of
from myjobmatch.domain.permissions import is_own_advisor

_WEEK = timedelta(weeks=1)
_DAYS_OF = [tuple(at for at in range(7) if days >> at & 1) for days in range(128)]


@dataclass(frozen=True, slots=True)
class Leaving:
    """The list, how many there are, by advisor too, and the table behind."""

    listed: tuple[DropOut, ...]
    total: int
    by_advisor: dict[int, int]
    table: Table


async def leaving_youths(actor: Actor, scope: Scope, today: date, uow: UnitOfWork) -> Leaving:
    """Those of a manager's structure or of one advisor of theirs; an advisor always sees their own alone."""
    own = actor.role is not Role.MANAGER
    rows = await uow.dashboards.weeks(
        scope.structure_id,
        actor if own else None,
        scope.advisor_id,
        monday_of(today - timedelta(days=LOOKED_AT_DAYS)),
    )
    advisor_of = {row.youth_id: row.advisor_id or 0 for row in rows}
    verdicts = {
        youth_id: verdict
        for youth_id, past in pasts(rows, today).items()
        if (verdict := judge(past, today)) is not None
    }
    order = sorted(verdicts, key=lambda youth_id: (urgency(verdicts[youth_id]), youth_id))[:LISTED]
    people = await uow.dashboards.persons(order)
    listed = tuple(
        DropOut(
            id=person.public_id,
            name=person.name,
            advisor=person.advisor,
            signs=verdict.signs,
            usual=verdict.usual,
            recent=verdict.recent,
            silent_days=verdict.silent_days,
            own=is_own_advisor(actor, advisor_id=person.advisor_id, youth_id=person.id),
        )
        for person, verdict in ((people[i], verdicts[i]) for i in order if i in people)
    )
    by_advisor = Counter(advisor_of[youth_id] for youth_id in verdicts)
    return Leaving(listed, len(verdicts), dict(by_advisor), _table(listed))


def pasts(rows: Iterable[WeekRow], today: date) -> dict[int, Past]:
    """What the rule looks at, of each youth."""
    days: dict[int, set[int]] = defaultdict(set)
    missed: Counter[int] = Counter()
    first: dict[int, int] = {}
    lately = monday_of(today) - (MISSED_WEEKS - 1) * _WEEK
    for row in rows:
        monday = row.monday.toordinal()
        signs = days[row.youth_id]
        for at in _DAYS_OF[row.days]:
            signs.add(monday + at)
        if row.missed and row.monday >= lately:
            missed[row.youth_id] += row.missed
        if row.first_monday is not None:
            first[row.youth_id] = row.first_monday.toordinal()
    return {i: Past(signs, first.get(i), missed[i]) for i, signs in days.items()}


def _table(listed: Iterable[DropOut]) -> Table:
    rows = tuple(
        (
            Cell(CellKind.TEXT, text=one.name),
            Cell(CellKind.TEXT, text=one.advisor),
            Cell(CellKind.SIGNS, text=" ".join(one.signs)),
            Cell(CellKind.COUNT, one.usual),
            Cell(CellKind.COUNT, one.recent / 2),
            Cell(CellKind.COUNT, one.silent_days),
        )
        for one in listed
    )
    heads = ("youth", "advisor", "signs", "usual", "recent", "silent_days")
    return Table(TableKey.DROP_OUTS, heads, rows)
