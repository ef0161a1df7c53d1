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
    """A table. `sums`: places of columns whose first is the sum of the others, so that hiding one hides another."""

    key: TableKey
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[int, ...] = ()


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


def share(part: int, whole: int) -> Cell:
    """A share of people or of times; none when there is nothing to take it of."""
    if not whole:
        return Cell(CellKind.NONE)
    return Cell(CellKind.SHARE, part / whole, basis=min(part, whole - part) or whole)


def masked(table: Table) -> Table:
    """The table as it may leave the structure: what rests on fewer than five is hidden, and what would give it away."""
    return replace(table, rows=tuple(_masked(row, table.sums) for row in table.rows))


def _masked(row: Sequence[Cell], sums: Sequence[int]) -> tuple[Cell, ...]:
    hidden = {at for at, cell in enumerate(row) if cell.basis and cell.basis < LEAST_PEOPLE}
    if sums:
        hidden |= _second(row, sums[0], sums[1:], hidden)
    return tuple(Cell(CellKind.FEW) if at in hidden else cell for at, cell in enumerate(row))


def _second(row: Sequence[Cell], total: int, parts: Iterable[int], hidden: set[int]) -> set[int]:
    """What to hide beside a single hidden part, which the sum would give away: the smallest other, else the sum."""
    within = list(parts)
    if len([at for at in within if at in hidden]) != 1 or total in hidden:
        return set()
    others = [at for at in within if at not in hidden and row[at].number]
    return {min(others, key=lambda at: row[at].number)} if others else {total}
