"""The list of sessions: to come, to close, past; the structure's own and those shared with it."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.workshops import SessionRow, WorkshopStatus
from myjobmatch.services.workshop_views import list_sessions
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ACCOMPANYING = (Role.ADVISOR, Role.MANAGER)
AT_ONCE = 40
TABS = ("upcoming", "to_close", "past")
_TAB_OF = {
    WorkshopStatus.UPCOMING: "upcoming",
    WorkshopStatus.TO_CLOSE: "to_close",
    WorkshopStatus.SIGNED: "to_close",
    WorkshopStatus.CLOSED: "past",
    WorkshopStatus.CANCELLED: "past",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A session in the list."""

    id: str
    title: str
    kind: str
    status: str
    starts_at: str
    ends_at: str
    mode: str
    place: str
    owner: str
    own: bool
    shared_with: int
    capacity: int
    enrolled: int
    waiting: int
    mine: int
    undecided: int


def line_of(row: SessionRow) -> Line:
    """A session as pages show it."""
    return Line(
        id=row.id,
        title=row.title,
        kind=row.kind.value,
        status=row.status.value,
        starts_at=row.starts_at.isoformat(),
        ends_at=row.ends_at.isoformat(),
        mode=row.mode.value,
        place=row.place,
        owner=row.owner,
        own=row.own,
        shared_with=row.shared_with,
        capacity=row.capacity,
        enrolled=row.enrolled,
        waiting=row.waiting,
        mine=row.mine,
        undecided=row.undecided,
    )


class WorkshopsState(AppState):
    """What is listed, and how it is narrowed."""

    lines: list[Line] = []
    tab: str = "upcoming"
    search: str = ""
    own_only: bool = False
    counts: dict[str, int] = {}
    found: int = 0
    shown: int = AT_ONCE
    loaded: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the list, and follow what changes in the structure."""
        self._watch(WorkshopsState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose(self, tab: str) -> None:
        """To come, to close, or past."""
        self.tab = tab if tab in TABS else TABS[0]
        self.shown = AT_ONCE
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Sessions whose title, place or structure holds these words."""
        self.search, self.shown = text[:80], AT_ONCE
        await self._fill()

    @on(*ACCOMPANYING)
    async def narrow(self, own_only: bool) -> None:
        """The structure's own sessions alone, or all."""
        self.own_only, self.shown = own_only, AT_ONCE
        await self._fill()

    @on(*ACCOMPANYING)
    async def more(self) -> None:
        """Further down the list."""
        self.shown += AT_ONCE
        await self._fill()

    async def _fill(self) -> None:
        rows = (await self._run(list_sessions, None)).rows
        words = spelled(self.search).split()
        kept = [
            row
            for row in rows
            if (row.own or not self.own_only)
            and all(word in spelled(f"{row.title} {row.place} {row.owner}") for word in words)
        ]
        self.counts = {tab: sum(_TAB_OF[row.status] == tab for row in kept) for tab in TABS}
        listed = [row for row in kept if _TAB_OF[row.status] == self.tab]
        if self.tab == "past":
            listed.reverse()
        self.found = len(listed)
        self.lines = [line_of(row) for row in listed[: self.shown]]
        self.loaded = True
