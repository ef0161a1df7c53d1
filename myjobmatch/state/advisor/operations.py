"""The operations of a structure, one of them with its participants and figures, and entering youths into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.fse.told import PAGE, Narrow, OperationView, ParticipantRow
from myjobmatch.services.fse.figures import operation_figures
from myjobmatch.services.fse.operations import list_operations, read_operation
from myjobmatch.services.fse.participants import (
    Enrol,
    FindCandidates,
    ParticipantsQuery,
    enrol,
    find_candidates,
    list_participants,
    participations_of,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.fse_views import (
    NO_HEAD,
    FigureTable,
    Line,
    OperationHead,
    head_of,
    lines_of,
    tables_shown,
)
from myjobmatch.state.roles import on

LISTED = 60


@dataclass(frozen=True, slots=True)
class Card:
    """An operation with how far it is."""

    id: str = ""
    head: OperationHead = NO_HEAD
    leads: bool = False
    may_edit: bool = False
    shared: bool = False
    participants: int = 0
    present: int = 0
    complete: int = 0
    lacking: int = 0
    due: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A participant in the list."""

    id: str
    youth_id: str
    name: str
    entered_on: str
    left_on: str
    lacks: int
    due: str
    due_on: str
    late: bool
    brief: bool
    operation: str = ""
    operation_id: str = ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A youth who could be entered."""

    id: str
    name: str
    place: str
    chosen: bool


def card_of(view: OperationView) -> Card:
    """An operation as its card and its page begin."""
    told = view.progress
    return Card(
        id=view.id,
        head=head_of(view.content, view.rate, view.structures),
        leads=view.leads,
        may_edit=view.may_edit,
        shared=len(view.structures) > 1,
        participants=told.participants,
        present=told.present,
        complete=told.complete,
        lacking=told.lacking,
        due=told.due,
        late=told.late,
    )


def row_of(one: ParticipantRow, operation: str = "", operation_id: str = "") -> Row:
    """A participant as the list shows them."""
    return Row(
        id=one.id,
        youth_id=one.youth_id,
        name=one.name,
        entered_on=one.entered_on.isoformat(),
        left_on=one.left_on.isoformat() if one.left_on else "",
        lacks=one.lacks,
        due=one.due.value if one.due else "",
        due_on=one.due_on.isoformat() if one.due_on else "",
        late=one.late,
        brief=one.brief,
        operation=operation,
        operation_id=operation_id,
    )


class OperationsState(AppState):
    """The list."""

    cards: list[Card] = []
    loaded: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the operations of the structure."""
        self._watch(OperationsState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    async def _fill(self) -> None:
        self.cards = [card_of(view) for view in await self._run(list_operations, None)]
        self.loaded = True


class OperationState(AppState):
    """One operation: its participants, and for a manager its figures."""

    shown: Card = Card()
    rows: list[Row] = []
    total: int = 0
    page: int = 0
    pages: int = 1
    search: str = ""
    narrow: str = "all"
    tables: list[FigureTable] = []
    lines: list[Line] = []
    incomplete: int = 0
    brief: int = 0
    loaded: bool = False
    missing: bool = False
    saved: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the operation of the address; `?montrer=` narrows its participants."""
        self._watch(OperationState.refresh, ("structure", self._actor().structure_id or 0))
        query = self.router.url.query_parameters
        wanted = str(query.get("montrer", ""))
        self.narrow = wanted if wanted in set(Narrow) else "all"
        self.saved = query.get("fait", "") == "1"
        self.search, self.page, self.loaded, self.missing = "", 0, False, False
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Those whose name has these words."""
        self.search, self.page = text[:80], 0
        await self._list()

    @on(*ACCOMPANYING)
    async def choose_narrow(self, narrow: str) -> None:
        """Everybody, or those who lack something, are due, are there, have left."""
        self.narrow, self.page = narrow if narrow in set(Narrow) else "all", 0
        await self._list()

    @on(*ACCOMPANYING)
    async def turn(self, by: int) -> None:
        """The next page, or the one before."""
        self.page = max(0, min(self.page + (1 if by > 0 else -1), self.pages - 1))
        await self._list()

    def _operation(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.operation_id)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        try:
            view = await self._run(read_operation, self._operation())
        except (NotFound, Invalid):
            self.missing, self.loaded = True, True
            self.shown, self.rows, self.tables, self.lines = Card(), [], [], []
            return
        self.shown, self.missing = card_of(view), False
        await self._list()
        self.tables, self.lines = [], []
        if self._actor().role is Role.MANAGER:
            found = await self._run(operation_figures, self._operation())
            self.tables, self.lines = tables_shown(found.tables), lines_of(found.tables)
            self.incomplete = found.figures.incomplete if found.figures else 0
            self.brief = found.figures.brief if found.figures else 0
        self.loaded = True

    async def _list(self) -> None:
        query = ParticipantsQuery(
            self._operation(), self.search, Narrow(self.narrow), max(0, self.page)
        )
        found = await self._run(list_participants, query)
        self.rows = [row_of(one) for one in found.rows]
        self.total, self.pages = found.total, max(1, -(-found.total // PAGE))
        if not found.rows and self.page:
            self.page = 0
            await self._list()


class EnrollingState(AppState):
    """Entering youths into the operation of the address."""

    shown: Card = Card()
    people: list[Somebody] = []
    more: int = 0
    chosen: list[str] = []
    search: str = ""
    today: str = ""
    day: str = ""
    loaded: bool = False
    missing: bool = False
    made: int = -1
    known: int = 0

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show whom one may enter; `?jeune=` is chosen already."""
        self._watch(EnrollingState.refresh, ("structure", self._actor().structure_id or 0))
        asked = str(self.router.url.query_parameters.get("jeune", ""))[:40]
        self.chosen, self.search, self.made, self.known = [asked] if asked else [], "", -1, 0
        self.loaded, self.missing = False, False
        self.today = self.day = paris_day(self._container().clock.now()).isoformat()
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed; the choice stays."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Those whose name has these words."""
        self.search = text[:80]
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose(self, youth_id: str, chosen: bool) -> None:
        """One more, or one less."""
        kept = [one for one in self.chosen if one != youth_id]
        self.chosen = [*kept, youth_id] if chosen else kept
        self._mark()

    @on(*ACCOMPANYING)
    async def set_day(self, day: str) -> None:
        """The day that they enter."""
        self.day = day[:10]

    @on(*ACCOMPANYING)
    async def enrol(self) -> EventSpec | None:
        """Enter them; one alone: straight to their entry data."""
        try:
            day = date.fromisoformat(self.day)
        except ValueError as error:
            raise Invalid("fse_entry_outside") from error
        command = Enrol(self._operation(), tuple(self.chosen), day)
        done = await self._run(enrol, command)
        self.chosen, self.made, self.known = [], len(done.made), done.known
        await self.dismiss_error()
        await self._fill()
        if len(done.made) == 1:
            return rx.redirect(f"/conseil/participants/{done.made[0]}?partie=entry")
        return None

    def _operation(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.operation_id)  # type: ignore[attr-defined]

    def _mark(self) -> None:
        self.people = [
            Somebody(one.id, one.name, one.place, one.id in self.chosen) for one in self.people
        ]

    async def _fill(self) -> None:
        try:
            view = await self._run(read_operation, self._operation())
            found = await self._run(find_candidates, FindCandidates(self._operation(), self.search))
        except (NotFound, Invalid):
            self.missing, self.loaded, self.people = True, True, []
            return
        self.shown, self.missing, self.loaded = card_of(view), False, True
        self.people = [
            Somebody(one.youth_id, one.name, one.commune, one.youth_id in self.chosen)
            for one in found
        ]
        self.more = found[0].total if found and found[0].total > len(found) else 0


class YouthOperationsState(AppState):
    """The operations of the youth whose file is open."""

    rows: list[Row] = []
    loaded: bool = False
    hidden: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show those of whom the address names."""
        self._watch(YouthOperationsState.refresh, ("structure", self._actor().structure_id or 0))
        self.loaded, self.rows = False, []
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    async def _fill(self) -> None:
        try:
            found = await self._run(participations_of, str(self.youth_id))  # type: ignore[attr-defined]
        except NotFound:  # a colleague's youth: the head of the file says whose
            self.hidden, self.loaded, self.rows = True, True, []
            return
        self.hidden, self.loaded = False, True
        self.rows = [row_of(one, title, operation_id) for one, title, operation_id in found]
