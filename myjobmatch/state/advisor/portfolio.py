"""The advisor's table: search, filters that combine and are kept, order, columns, page; all asked of the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.enums import Role
from myjobmatch.domain.portfolio import Attention, PortfolioRow, PortfolioSort
from myjobmatch.domain.portfolio_filter import (
    USUAL_COLUMNS,
    PortfolioFilter,
    filter_from_json,
    filter_to_json,
)
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from myjobmatch.services.portfolio_views import (
    KeptView,
    choose_columns,
    delete_view,
    kept_of_table,
    save_view,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ACCOMPANYING = (Role.ADVISOR, Role.MANAGER)
SortName = Literal[
    "attention",
    "name",
    "last_active",
    "likes",
    "matches",
    "commune",
    "scheme",
    "advisor",
    "age",
]
PartName = Literal[
    "attention",
    "schemes",
    "follow_ups",
    "ages",
    "last_signs",
    "likes",
    "advisors",
    "communes",
]
MaybeName = Literal["unread", "account"]
Answer = Literal["", "yes", "no"]
_PARTS = (
    "attention",
    "schemes",
    "follow_ups",
    "ages",
    "last_signs",
    "likes",
    "advisors",
    "communes",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `age` is -1 when it is not known."""

    id: str
    name: str
    commune: str
    advisor: str
    scheme: str
    last_active_at: str
    likes: int
    matches: int
    applications: int
    unread: int
    attention: list[str]
    follow_up: str = "followed"
    age: int = -1
    dossier: str = ""
    has_account: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A reason for attention and how many youths have it."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """A filter kept by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """An advisor who may be chosen."""

    id: str
    name: str


class PortfolioState(AppState):
    """What the table shows now, and what it was asked."""

    rows: list[Row] = []
    filters: list[Filter] = []
    loaded: bool = False
    total: int = 0
    page_number: int = 1
    pages: int = 1
    search: str = ""
    chosen: dict[str, list[str]] = {part: [] for part in _PARTS}
    unread: str = ""
    account: str = ""
    declining: bool = False
    narrowed: int = 0
    sort: str = PortfolioSort.ATTENTION.value
    descending: bool = False
    everyone: bool = False
    columns: list[str] = [one.value for one in USUAL_COLUMNS]
    views: list[View] = []
    view: str = ""
    forgotten: str = ""
    advisors: list[Named] = []
    communes: list[str] = []
    export: str = ""
    selected: list[str] = []
    all_found: bool = False

    _forgotten: dict[str, Any] = {}

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the table, narrowed as the address says, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            PortfolioState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        await self._fill_kept()
        asked = self.router.url.query_parameters
        known = {reason.value for reason in Attention}
        if asked.get("attention", "") in known or asked.get("declining", ""):
            self._forget()
            if asked.get("declining", ""):
                self.declining = True
            else:
                self.chosen = {**self.chosen, "attention": [asked["attention"]]}
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Narrow to words of a name or commune."""
        self.search = text[:80]
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def toggle(self, part: PartName, value: str) -> None:
        """Ask for a value of a part of the filter, or no longer."""
        held = self.chosen[part]
        now = [v for v in held if v != value] if value in held else [*held, value[:120]]
        self.chosen = {**self.chosen, part: now}
        self.view = ""
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def say(self, what: MaybeName, answer: Answer) -> None:
        """Ask for a yes or a no, or for neither."""
        if what == "unread":
            self.unread = "" if self.unread == answer else answer
        else:
            self.account = "" if self.account == answer else answer
        self.view = ""
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def ask_declining(self) -> None:
        """Ask for those whose activity declines, or no longer."""
        self.declining, self.view = not self.declining, ""
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def order(self, sort: SortName) -> None:
        """Sort by a column; the same again turns the order round."""
        self.descending = not self.descending if self.sort == sort else sort in {"likes", "matches"}
        self.sort = sort
        await self._fill()

    @on(*ACCOMPANYING)
    async def turn(self, page: int) -> None:
        """Go to a page."""
        self.page_number = page
        await self._fill()

    @on(*ACCOMPANYING)
    async def widen(self, everyone: bool) -> None:
        """Show the whole structure, or one's own portfolio."""
        self.everyone = everyone
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def clear(self) -> None:
        """Forget search and filter."""
        self._forget()
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def show_column(self, column: str) -> None:
        """Show a column, or no longer; it is kept."""
        held = self.columns
        now = [c for c in held if c != column] if column in held else [*held, column]
        kept = await self._run(choose_columns, tuple(now))
        self.columns = [one.value for one in kept]
        await self._fill()

    @on(*ACCOMPANYING)
    async def keep(self, form: dict[str, str]) -> None:
        """Keep what narrows the table, by a name."""
        view = await self._run(save_view, self._view(form.get("name", "")))
        await self._fill_kept()
        self.view, self.forgotten = view.id, ""

    @on(*ACCOMPANYING)
    async def take(self, view_id: str) -> None:
        """Narrow the table as a kept filter says."""
        kept = await self._run(kept_of_table, None)
        view = next((one for one in kept.views if one.id == view_id), None)
        if view is None:
            return
        self._forget()
        self._hold(view.filter)
        self.search, self.sort, self.descending = view.search, view.sort.value, view.descending
        self.everyone, self.view = view.everyone, view.id
        await self._from_the_first()

    @on(*ACCOMPANYING)
    async def forget_view(self, view_id: str) -> None:
        """Keep a filter no longer; until the next one it can be brought back."""
        gone = await self._run(delete_view, view_id)
        self._forgotten = {"view": gone}
        self.forgotten = gone.name
        if self.view == view_id:
            self.view = ""
        await self._fill_kept()

    @on(*ACCOMPANYING)
    async def bring_back(self) -> None:
        """Keep the filter that was just forgotten again."""
        gone = self._forgotten.get("view")
        if isinstance(gone, KeptView):
            await self._run(save_view, gone)
            self._forgotten, self.forgotten = {}, ""
            await self._fill_kept()

    @on(*ACCOMPANYING)
    async def select(self, youth_id: str) -> None:
        """Take a youth among those that something is done with, or leave them."""
        held = self.selected
        self.all_found = False
        self.selected = (
            [one for one in held if one != youth_id] if youth_id in held else [*held, youth_id]
        )

    @on(*ACCOMPANYING)
    async def select_page(self) -> None:
        """Take all of the page, or, when they are all taken, none."""
        shown = [row.id for row in self.rows]
        self.all_found = False
        if all(one in self.selected for one in shown):
            self.selected = [one for one in self.selected if one not in shown]
        else:
            self.selected = list(dict.fromkeys([*self.selected, *shown]))

    @on(*ACCOMPANYING)
    async def select_all(self) -> None:
        """Take all that the filter finds."""
        self.all_found = True

    @on(*ACCOMPANYING)
    async def select_none(self) -> None:
        """Take nobody."""
        self.selected, self.all_found = [], False

    def _forget(self) -> None:
        self.search, self.chosen = "", {part: [] for part in _PARTS}
        self.unread, self.account, self.declining, self.view = "", "", False, ""

    def _hold(self, kept: PortfolioFilter) -> None:
        told = filter_to_json(kept)
        self.chosen = {part: list(told.get(part, [])) for part in _PARTS}
        words = {True: "yes", False: "no", None: ""}
        self.unread, self.account = words[kept.unread], words[kept.account]
        self.declining = kept.declining

    def _asked(self) -> PortfolioFilter:
        words = {"yes": True, "no": False}
        return filter_from_json(
            {
                **self.chosen,
                "unread": words.get(self.unread),
                "account": words.get(self.account),
                "declining": self.declining,
            }
        )

    def _query(self) -> PortfolioQuery:
        return PortfolioQuery(
            search=self.search,
            sort=PortfolioSort(self.sort),
            descending=self.descending,
            page=self.page_number,
            everyone=self.everyone,
            filter=self._asked(),
        )

    def _view(self, name: str) -> KeptView:
        query = self._query()
        return KeptView(
            name, query.filter, query.search, query.sort, query.descending, query.everyone
        )

    async def _from_the_first(self) -> None:
        self.page_number, self.selected, self.all_found = 1, [], False
        await self._fill()

    async def _fill_kept(self) -> None:
        kept = await self._run(kept_of_table, None)
        self.views = [View(one.id, one.name) for one in kept.views]
        self.columns = [one.value for one in kept.columns]
        self.advisors = [Named(*one) for one in kept.advisors]
        self.communes = list(kept.communes)

    async def _fill(self) -> None:
        query = self._query()
        answer = await self._run(list_portfolio, query)
        today = paris_day(self._container().clock.now())
        self.rows = [
            shown(row, age_on(row.birth_date, today) if row.birth_date else -1)
            for row in answer.rows
        ]
        self.filters = [
            Filter(reason.value, answer.counts[reason.value])
            for reason in Attention
            if answer.counts.get(reason.value)
        ]
        self.total, self.page_number, self.pages = answer.total, answer.page, answer.pages
        self.narrowed = query.filter.counted
        self.export = quote(
            json.dumps(
                {
                    "filter": filter_to_json(query.filter),
                    "search": query.search,
                    "sort": query.sort.value,
                    "descending": query.descending,
                    "everyone": query.everyone,
                    "columns": self.columns,
                },
                ensure_ascii=False,
            )
        )
        self.loaded = True


def shown(row: PortfolioRow, age: int = -1) -> Row:
    """A row as the page takes it."""
    return Row(
        id=row.id,
        name=row.name,
        commune=row.commune,
        advisor=row.advisor,
        scheme=row.scheme.value,
        last_active_at=row.last_active_at.isoformat() if row.last_active_at else "",
        likes=row.likes,
        matches=row.matches,
        applications=row.applications,
        unread=row.unread,
        attention=[reason.value for reason in row.attention],
        follow_up=row.follow_up.value,
        age=age,
        dossier=row.dossier,
        has_account=row.has_account,
    )
