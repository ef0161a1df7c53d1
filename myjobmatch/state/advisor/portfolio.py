"""The advisor's table: search, a reason for attention, order, page; all of it asked of the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from myjobmatch.domain.enums import Role
from myjobmatch.domain.portfolio import Attention, PortfolioRow, PortfolioSort
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ACCOMPANYING = (Role.ADVISOR, Role.MANAGER)
SortName = Literal["attention", "name", "last_active", "likes", "matches"]
AttentionName = Literal[
    "",
    "consent_waiting",
    "never_came",
    "silent",
    "answer_due",
    "empty_profile",
    "no_likes",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

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


@dataclass(frozen=True, slots=True)
class Filter:
    """A reason for attention and how many youths have it."""

    reason: str
    count: int


class PortfolioState(AppState):
    """What the table shows now."""

    rows: list[Row] = []
    filters: list[Filter] = []
    loaded: bool = False
    total: int = 0
    page_number: int = 1
    pages: int = 1
    search: str = ""
    attention: str = ""
    sort: str = PortfolioSort.ATTENTION.value
    descending: bool = False
    everyone: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the table, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            PortfolioState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Narrow to words of a name or commune."""
        self.search, self.page_number = text[:80], 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def only(self, reason: AttentionName) -> None:
        """Narrow to a reason for attention; the same again shows all."""
        self.attention = "" if self.attention == reason else reason
        self.page_number = 1
        await self._fill()

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
        self.everyone, self.page_number = everyone, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def clear(self) -> None:
        """Forget search and filter."""
        self.search, self.attention, self.page_number = "", "", 1
        await self._fill()

    async def _fill(self) -> None:
        query = PortfolioQuery(
            search=self.search,
            attention=Attention(self.attention) if self.attention else None,
            sort=PortfolioSort(self.sort),
            descending=self.descending,
            page=self.page_number,
            everyone=self.everyone,
        )
        answer = await self._run(list_portfolio, query)
        self.rows = [shown(row) for row in answer.rows]
        self.filters = [
            Filter(reason.value, answer.counts[reason.value])
            for reason in Attention
            if answer.counts.get(reason.value)
        ]
        self.total, self.page_number, self.pages = answer.total, answer.page, answer.pages
        self.loaded = True


def shown(row: PortfolioRow) -> Row:
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
    )
