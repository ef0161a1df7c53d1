"""The dashboard: what is chosen, and what the page shows of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

import reflex as rx

from myjobmatch.domain.dashboard import (
    Cell,
    CellKind,
    Dashboard,
    DashboardQuery,
    DropOut,
    Headline,
    Table,
    TableKey,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.periods import LONGEST_DAYS, Against, PeriodKind
from myjobmatch.domain.weeks import LEAST_HOURS, MOST_HOURS
from myjobmatch.services.conversations import conversation_with_youth
from myjobmatch.services.dashboards.reading import read_dashboard
from myjobmatch.state.advisor.dashboard_charts import (
    NO_CHART,
    Chart,
    Strip,
    columns,
    curve,
    level,
    strips,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ACCOMPANYING = (Role.ADVISOR, Role.MANAGER)
KindName = Literal["days_7", "days_30", "quarter", "year", "own"]
AgainstName = Literal["before", "year_before"]
OWN, WHOLE = "own", "whole"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table: how it is told, its number, its words."""

    kind: str
    n: float
    text: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of a table: what names it, and the rest."""

    head: CellView
    cells: list[CellView]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: the ends of the keys of its heads, its lines."""

    heads: list[str]
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class Big:
    """A headline: its value, the one before, which way it went and whether that is good, bad or neither."""

    key: str
    kind: str
    value: float
    known: bool
    before: float
    before_known: bool
    change: float
    way: str
    tone: str


@dataclass(frozen=True, slots=True)
class LeavingView:
    """A youth who is going; days a week now and as usual."""

    id: str
    name: str
    advisor: str
    signs: list[str]
    usual: float
    recent: float
    silent_days: int
    own: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the choice of whose figures are shown."""

    id: str
    name: str


NO_TABLE = TableView([], [])


class DashboardState(AppState):
    """What is chosen and what is shown."""

    loaded: bool = False
    empty: bool = False
    rebuilding: bool = False
    counted_at: str = ""
    kind: str = PeriodKind.DAYS_30.value
    against: str = Against.BEFORE.value
    first: str = ""
    last: str = ""
    latest: str = ""
    of: str = OWN
    of_name: str = ""
    outside: bool = False
    period: list[str] = ["", ""]
    before: list[str] = ["", ""]
    followed: int = 0
    advisors: list[Choice] = []
    headlines: list[Big] = []
    activity: Chart = NO_CHART
    retention: Chart = NO_CHART
    attendance: Chart = NO_CHART
    hours: Chart = NO_CHART
    target: list[float] = [0, 0]
    funnel: list[Strip] = []
    answers: list[Strip] = []
    refusals: list[Strip] = []
    leaving: list[LeavingView] = []
    leaving_count: int = 0
    activity_table: TableView = NO_TABLE
    retention_table: TableView = NO_TABLE
    attendance_table: TableView = NO_TABLE
    hours_table: TableView = NO_TABLE
    funnel_table: TableView = NO_TABLE
    answers_table: TableView = NO_TABLE
    refusals_table: TableView = NO_TABLE
    advisors_table: TableView = NO_TABLE
    question: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the last period that was chosen, at first thirty days of one's own portfolio."""
        if self._actor().role is Role.MANAGER and self.of == OWN:
            self.of = WHOLE
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose_kind(self, kind: KindName) -> None:
        """Another period; one's own waits for its dates, beginning with those shown."""
        self.kind = kind
        if kind == PeriodKind.OWN.value:
            self.first, self.last = self.period[0], self.period[1]
            return
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose_dates(self, form: dict[str, str]) -> None:
        """One's own dates."""
        self.kind = PeriodKind.OWN.value
        self.first, self.last = form.get("first", "")[:10], form.get("last", "")[:10]
        await self._fill()

    @on(*ACCOMPANYING)
    async def compare(self, against: AgainstName) -> None:
        """Compare with something else."""
        self.against = against
        await self._fill()

    @on(*ACCOMPANYING)
    async def look_at(self, of: str) -> None:
        """One's own portfolio, the structure, or, for a manager, one advisor's."""
        self.of = of[:32]
        await self._fill()

    @on(*ACCOMPANYING)
    async def hide_few(self, outside: bool) -> None:
        """Files are to leave the structure, or not."""
        self.outside = outside
        self._ask_for_files(self._query())

    @on(Role.ADVISOR)
    async def write(self, youth_id: str) -> Any:
        """Open the conversation with a youth who is going."""
        view = await self._run(conversation_with_youth, youth_id)
        return rx.redirect(f"/conseil/messages?c={view.id}")

    def _query(self) -> DashboardQuery:
        manager = self._actor().role is Role.MANAGER
        return DashboardQuery(
            kind=PeriodKind(self.kind),
            against=Against(self.against),
            first=_day(self.first),
            last=_day(self.last),
            whole=manager or self.of == WHOLE,
            advisor=self.of if manager and self.of not in (OWN, WHOLE) else "",
        )

    async def _fill(self) -> None:
        query = self._query()
        found = await self._run(read_dashboard, query)
        self.empty, self.rebuilding = found.empty, found.rebuilding
        self.counted_at = found.counted_at.isoformat() if found.counted_at else ""
        self.period = [found.period.first.isoformat(), found.period.last.isoformat()]
        self.before = [found.before.first.isoformat(), found.before.last.isoformat()]
        self.latest = max(self.latest, self.period[1])
        self.followed = found.followed
        self.advisors = [Choice(one.id, one.name) for one in found.advisors]
        self.of_name = next((one.name for one in self.advisors if one.id == found.of), "")
        self._ask_for_files(query)
        self.headlines = [_big(one) for one in found.headlines]
        self.leaving = [_leaving(one) for one in found.drop_outs]
        self.leaving_count = found.drop_out_count
        self._draw(found)
        self.loaded = True

    def _ask_for_files(self, query: DashboardQuery) -> None:
        """What the links to files ask; nothing while there are none, as the figures are counted anew."""
        self.question = "" if self.rebuilding else _question(query, outside=self.outside)

    def _draw(self, found: Dashboard) -> None:
        tables = {table.key: table for table in found.tables}
        active = tables[TableKey.ACTIVITY]
        self.activity = columns(active, [("now", (1,))], before=2)
        self.retention = curve(tables[TableKey.RETENTION], 3, 4)
        presence = tables[TableKey.ATTENDANCE]
        stacked = [("came", (1, 4)), ("excused", (2,)), ("missed", (3, 5))]
        self.attendance = columns(presence, stacked)
        worked = tables[TableKey.HOURS]
        self.hours = columns(worked, [("validated", (2,)), ("waiting", (3,))], least_top=MOST_HOURS)
        self.target = [level(self.hours, MOST_HOURS), level(self.hours, LEAST_HOURS)]
        self.hours_table = _table(worked)
        ways = [("inside", 3), ("outside", 4), ("elsewhere", 5)]
        steps = tables[TableKey.FUNNEL]
        self.funnel = strips(steps, 0, 1, ways, 2)
        waits = tables[TableKey.ANSWERS]
        self.answers = strips(waits, 0, 2, [("now", 2)], 4)
        noes = tables[TableKey.REFUSALS]
        self.refusals = strips(noes, 0, 1, [("now", 1)], 2)
        self.refusals_table = _table(noes)
        self.activity_table = _table(active)
        self.retention_table = _table(tables[TableKey.RETENTION])
        self.attendance_table = _table(presence)
        self.funnel_table = _table(steps)
        self.answers_table = _table(waits)
        by_advisor = tables.get(TableKey.ADVISORS)
        self.advisors_table = _table(by_advisor) if by_advisor else NO_TABLE


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise Invalid("period_bad", most=LONGEST_DAYS) from error


def _question(query: DashboardQuery, *, outside: bool) -> str:
    """What a download asks: the same as the page."""
    asked = {
        "kind": query.kind.value,
        "against": query.against.value,
        "first": query.first.isoformat() if query.first else "",
        "last": query.last.isoformat() if query.last else "",
        "whole": "yes" if query.whole else "",
        "advisor": query.advisor,
        "outside": "yes" if outside else "",
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _table(table: Table) -> TableView:
    return TableView(
        list(table.heads),
        [RowView(_cell(row[0]), [_cell(cell) for cell in row[1:]]) for row in table.rows],
    )


def _cell(cell: Cell) -> CellView:
    return CellView(cell.kind.value, _told(cell.kind, cell.number), cell.text)


def _told(kind: CellKind, number: float) -> float:
    """Shares in hundredths; no more precision than means something."""
    value = 100 * number if kind is CellKind.SHARE else number
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _big(one: Headline) -> Big:
    value = _told(one.kind, one.value or 0)
    before = _told(one.kind, one.before or 0)
    known, before_known = one.value is not None, one.before is not None
    change = round(value - before, 1) if known and before_known else 0
    way = "up" if change > 0 else "down" if change < 0 else "same"
    good = (change > 0) == one.good_is_more
    tone = "plain" if not change else "yes" if good else "warn"
    size = abs(change)
    shown = int(size) if size == int(size) else size
    return Big(one.key, one.kind.value, value, known, before, before_known, shown, way, tone)


def _leaving(one: DropOut) -> LeavingView:
    return LeavingView(
        id=one.id,
        name=one.name,
        advisor=one.advisor,
        signs=[sign.value for sign in one.signs],
        usual=_told(CellKind.COUNT, one.usual),
        recent=_told(CellKind.COUNT, one.recent / 2),
        silent_days=one.silent_days,
        own=one.own,
    )
