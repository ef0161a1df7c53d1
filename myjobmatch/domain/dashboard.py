"""What a dashboard shows: figures with those before beside them, tables behind charts, who is going, small cells hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from myjobmatch.domain.drop_outs import Sign
from myjobmatch.domain.periods import Against, Period, PeriodKind

LEAST_PEOPLE = 5
"""Fewer are not told where figures leave a structure; and a median of fewer answers says nothing."""
COHORT_WEEKS = 26
FOLLOWED_WEEKS = 12
LISTED = 50
"""So many youths are listed at most; their count tells all."""


class CellKind(StrEnum):
    """How a cell is told; the page and the file each in their way."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    HOURS = "hours"
    DAY = "day"
    WEEK = "week"
    WEEK_NUMBER = "week_number"
    TEXT = "text"
    STEP = "step"
    SIGNS = "signs"
    EVERYBODY = "everybody"
    NONE = "none"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: a number, or words (a name, a day as ISO, a key). `basis`: how many people or answers it rests on."""

    kind: CellKind
    number: float = 0
    text: str = ""
    basis: int | None = None


class TableKey(StrEnum):
    """The charts, and the list, by the name of their table."""

    ACTIVITY = "activity"
    RETENTION = "retention"
    FUNNEL = "funnel"
    ANSWERS = "answers"
    REFUSALS = "refusals"
    ATTENDANCE = "attendance"
    HOURS = "hours"
    ADVISORS = "advisors"
    DROP_OUTS = "drop_outs"


NAMED = frozenset({TableKey.DROP_OUTS})
"""Tables that name youths: they never leave masked, as nothing would be left of them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `sums`: places of columns whose first is the sum of the others, so that hiding one hides another.

    `summed`: places of columns of which the row of everybody is the sum of the other rows.
    """

    key: TableKey
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[int, ...] = ()
    summed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of the period and of the one compared; None: nothing to reckon it from."""

    key: str
    kind: CellKind
    value: float | None
    before: float | None
    good_is_more: bool = True


@dataclass(frozen=True, slots=True)
class DropOut:
    """A youth who was there and is going."""

    id: str
    name: str
    advisor: str
    signs: tuple[Sign, ...]
    usual: float
    recent: int
    silent_days: int
    own: bool


@dataclass(frozen=True, slots=True)
class AdvisorChoice:
    """Somebody whose portfolio a manager may look at."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DashboardQuery:
    """What is asked. `whole`: the structure rather than one's own portfolio; `advisor`: a manager's choice (public id)."""

    kind: PeriodKind = PeriodKind.DAYS_30
    against: Against = Against.BEFORE
    first: date | None = None
    last: date | None = None
    whole: bool = False
    advisor: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything of a page. `counted_at`: how far the figures reach; None: nothing was ever counted."""

    whole: bool
    of: str
    period: Period
    before: Period
    headlines: tuple[Headline, ...]
    tables: tuple[Table, ...]
    drop_outs: tuple[DropOut, ...]
    drop_out_count: int
    advisors: tuple[AdvisorChoice, ...]
    followed: int
    counted_at: datetime | None
    rebuilding: bool
    empty: bool

    def table(self, key: TableKey) -> Table | None:
        """The table of a chart, where there is one."""
        return next((table for table in self.tables if table.key is key), None)


def count(number: int) -> Cell:
    """So many people, or things that people did."""
    return Cell(CellKind.COUNT, number, basis=number)


def acts(number: int, people: int) -> Cell:
    """So many things that so many people did: it rests on them, not on how often they did it."""
    return Cell(CellKind.COUNT, number, basis=min(number, people))


def share(part: int, whole: int, *made_of: int) -> Cell:
    """A share of people or of times; none when there is nothing to take it of.

    `made_of`: the numbers that stand beside it and that it would tell.
    """
    if not whole:
        return Cell(CellKind.NONE)
    rests_on = min((n for n in (part, whole - part, *made_of) if n), default=whole)
    return Cell(CellKind.SHARE, part / whole, basis=rests_on)


def masked(table: Table) -> Table:
    """The table as it may leave the structure: what rests on fewer than five is hidden, and what would give it away."""
    hidden = [_few(row, table.sums) for row in table.rows]
    whole = next((at for at, row in enumerate(table.rows) if _is_of_all(row)), None)
    if whole is not None:
        others = [at for at in range(len(table.rows)) if at != whole]
        for place in table.summed:
            column = [row[place] for row in table.rows]
            gone = {at for at in range(len(column)) if place in hidden[at]}
            for at in _second(column, whole, others, gone):
                hidden[at].add(place)
    rows = zip(table.rows, hidden, strict=True)
    return replace(table, rows=tuple(_without(row, places) for row, places in rows))


def _is_of_all(row: Sequence[Cell]) -> bool:
    return bool(row) and row[0].kind is CellKind.EVERYBODY


def _without(row: Sequence[Cell], places: set[int]) -> tuple[Cell, ...]:
    return tuple(Cell(CellKind.FEW) if at in places else cell for at, cell in enumerate(row))


def _few(row: Sequence[Cell], sums: Sequence[int]) -> set[int]:
    hidden = {at for at, cell in enumerate(row) if cell.basis and cell.basis < LEAST_PEOPLE}
    if sums:
        hidden |= _second(row, sums[0], sums[1:], hidden)
    return hidden


def _second(row: Sequence[Cell], total: int, parts: Iterable[int], hidden: set[int]) -> set[int]:
    """What to hide beside a single hidden part, which the sum would give away: the smallest other, else the sum."""
    within = list(parts)
    if len([at for at in within if at in hidden]) != 1 or total in hidden:
        return set()
    others = [at for at in within if at not in hidden and row[at].number]
    return {min(others, key=lambda at: row[at].number)} if others else {total}
