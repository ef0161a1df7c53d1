"""What is not in i-milo yet: the list, ticking off in bulk, taking back, dossiers to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.imilo import EntryKind
from myjobmatch.services.imilo.listing import (
    EntryQuery,
    EntryView,
    Order,
    list_entered,
    list_entries,
    list_lacking,
)
from myjobmatch.services.imilo.ticking import (
    SetDossier,
    TickOff,
    set_dossier,
    tick_off,
    undo_tick,
    untick,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

TabName = Literal["todo", "lacking", "entered"]
DaysName = Literal["7", "30", "90", "365"]
OrderName = Literal["youth", "kind", "day"]
KindName = Literal[
    "", "appointment", "workshop", "action", "proposal", "application", "immersion", "situation"
]
MOST_CHOSEN = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the page shows it; `first` begins another group."""

    id: str
    youth_id: str
    name: str
    dossier: str
    kind: str
    day: str
    what: str
    hours: float
    by: str
    for_youth: bool
    exported_at: str
    first: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """What has been entered."""

    id: str
    youth_id: str
    name: str
    dossier: str
    kind: str
    day: str
    what: str
    at: str
    by: str
    batch: str


@dataclass(frozen=True, slots=True)
class Waits:
    """A youth whose dossier is not known."""

    youth_id: str
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of entry and how many wait."""

    kind: str
    count: int


class ImiloState(AppState):
    """What the page shows now."""

    loaded: bool = False
    tab: str = "todo"
    days: str = "90"
    kind: str = ""
    order: str = "youth"
    search: str = ""
    everyone: bool = False
    rows: list[Row] = []
    entered: list[Entered] = []
    waits: list[Waits] = []
    kinds: list[KindCount] = []
    chosen: list[str] = []
    total: int = 0
    hours: float = 0.0
    lacking: int = 0
    seen: str = ""
    page_number: int = 1
    pages: int = 1
    ticked: int = 0
    batch: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show what waits, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            ImiloState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        code = str(self.router.url.query_parameters.get("erreur", ""))
        if code.replace("_", "").isalnum():
            self.error_code, self.error_params = code[:40], {}
        self.batch, self.ticked = "", 0
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def show(self, tab: TabName) -> None:
        """What waits, whose dossier is lacking, or what has been entered."""
        self.tab, self.page_number, self.chosen = tab, 1, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def since(self, days: DaysName) -> None:
        """Of which time."""
        self.days, self.page_number, self.chosen = days, 1, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def only(self, kind: KindName) -> None:
        """Of one kind; the same again shows all."""
        self.kind = "" if self.kind == kind else kind
        self.page_number, self.chosen = 1, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def sort(self, order: OrderName) -> None:
        """What lies together."""
        self.order, self.page_number = order, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Narrow to a name or a dossier."""
        self.search, self.page_number, self.chosen = text[:80], 1, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def widen(self, everyone: bool) -> None:
        """The whole structure, or one's own portfolio."""
        self.everyone, self.page_number, self.chosen = everyone, 1, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def turn(self, page: int) -> None:
        """Go to a page."""
        self.page_number = page
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose(self, id_: str, chosen: bool) -> None:
        """Choose an entry, or no longer."""
        kept = [one for one in self.chosen if one != id_]
        self.chosen = [*kept, id_[:40]][-MOST_CHOSEN:] if chosen else kept

    @on(*ACCOMPANYING)
    async def choose_page(self, chosen: bool) -> None:
        """Choose all of the page, or none of it."""
        here = [row.id for row in self.rows]
        others = [one for one in self.chosen if one not in set(here)]
        self.chosen = [*others, *here][-MOST_CHOSEN:] if chosen else others

    @on(*ACCOMPANYING)
    async def tick(self) -> None:
        """Those chosen stand in i-milo."""
        await self._tick(TickOff(self._query(), tuple(self.chosen)))

    @on(*ACCOMPANYING)
    async def tick_all(self, seen: str) -> None:
        """All that the list held when it was shown stands in i-milo; a list that changed is shown again."""
        try:
            await self._tick(TickOff(self._query(), everything=True, seen=seen))
        except Conflict:
            await self._fill()
            raise

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take the last act back."""
        await self._run(undo_tick, self.batch)
        self.batch, self.ticked = "", 0
        await self._fill()

    @on(*ACCOMPANYING)
    async def take_back(self, batch: str, id_: str) -> None:
        """Take one entry back."""
        await self._run(untick, (batch, id_))
        await self._fill()

    @on(*ACCOMPANYING)
    async def write_dossier(self, form: dict[str, str]) -> None:
        """Write a youth's dossier number."""
        command = SetDossier(form.get("youth", ""), form.get("dossier", ""))
        await self._run(set_dossier, command)
        await self.dismiss_error()
        await self._fill()

    async def _tick(self, command: TickOff) -> None:
        done = await self._run(tick_off, command)
        self.ticked, self.batch, self.chosen = done.count, done.batch, []
        await self.dismiss_error()
        await self._fill()

    def _query(self) -> EntryQuery:
        return EntryQuery(
            days=int(self.days),
            kind=EntryKind(self.kind) if self.kind else None,
            search=self.search,
            everyone=self.everyone,
            order=Order(self.order),
            page=self.page_number,
        )

    async def _fill(self) -> None:
        query = self._query()
        if self.tab == "entered":
            told = await self._run(list_entered, query)
            self.total, self.page_number, self.pages = told.total, told.page, told.pages
            self.entered = [
                Entered(
                    one.id,
                    one.youth_id,
                    one.name,
                    one.dossier,
                    one.kind.value,
                    one.day.isoformat(),
                    one.what,
                    one.entered_at.isoformat(),
                    one.entered_by,
                    one.batch,
                )
                for one in told.rows
            ]
        else:
            found = await self._run(list_entries, query)
            self.total, self.hours, self.lacking = found.total, round(found.hours, 2), found.lacking
            self.page_number, self.pages, self.seen = found.page, found.pages, found.seen
            self.kinds = [
                KindCount(kind.value, found.counts[kind.value])
                for kind in EntryKind
                if found.counts.get(kind.value)
            ]
            self.rows = _rows(found.rows, self.order)
        if self.tab == "lacking":
            self.waits = [
                Waits(one.youth_id, one.name, one.waiting)
                for one in await self._run(list_lacking, query)
            ]
        self.loaded = True


def _rows(views: tuple[EntryView, ...], order: str) -> list[Row]:
    rows, before = [], ""
    for one in views:
        group = {"youth": one.youth_id, "kind": one.kind.value, "day": one.day.isoformat()}[order]
        rows.append(
            Row(
                id=one.id,
                youth_id=one.youth_id,
                name=one.name,
                dossier=one.dossier,
                kind=one.kind.value,
                day=one.day.isoformat(),
                what=one.what,
                hours=one.hours or 0.0,
                by=one.by,
                for_youth=one.for_youth,
                exported_at=one.exported_at.isoformat() if one.exported_at else "",
                first=group != before,
            )
        )
        before = group
    return rows
