"""Inviting to a session, or enrolling, several youths at once."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.workshops import MOST_INVITED
from myjobmatch.services.workshop_invitations import (
    Candidate,
    Dealt,
    FindInvitable,
    ForYouths,
    enrol_for,
    find_invitable,
    invite_youths,
)
from myjobmatch.services.workshop_views import read_session
from myjobmatch.state.advisor.workshop_session import NO_LINE
from myjobmatch.state.advisor.workshops import ACCOMPANYING, Line, line_of
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A youth who could be invited."""

    id: str
    name: str
    advisor: str
    scheme: str
    status: str
    free: bool


class WorkshopInviteState(AppState):
    """Who is found, who is chosen, and what came of it."""

    line: Line = NO_LINE
    rows: list[Row] = []
    found: int = 0
    search: str = ""
    everyone: bool = False
    scheme: str = ""
    chosen: list[str] = []
    done: str = ""
    done_count: int = 0
    done_waiting: int = 0
    done_left: int = 0
    loaded: bool = False
    missing: bool = False

    _free: list[str] = []

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Nobody is chosen yet."""
        self.chosen, self.done, self.search, self.scheme = [], "", "", ""
        self.everyone = self._actor().role is Role.MANAGER
        self.loaded = self.missing = False
        self._watch(WorkshopInviteState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Names that hold these words."""
        self.search = text[:80]
        await self._fill()

    @on(*ACCOMPANYING)
    async def widen(self, everyone: bool) -> None:
        """The whole structure, or one's own youths."""
        self.everyone = everyone
        await self._fill()

    @on(*ACCOMPANYING)
    async def only(self, scheme: str) -> None:
        """Those accompanied in one scheme, or all."""
        self.scheme = scheme
        await self._fill()

    @on(*ACCOMPANYING)
    async def toggle(self, youth_id: str) -> None:
        """Choose a youth, or not after all."""
        if youth_id in self.chosen:
            self.chosen = [one for one in self.chosen if one != youth_id]
        elif len(self.chosen) < MOST_INVITED:
            self.chosen = [*self.chosen, youth_id]

    @on(*ACCOMPANYING)
    async def choose_all(self) -> None:
        """Everybody who is found and can be invited."""
        self.chosen = list(dict.fromkeys([*self.chosen, *self._free]))[:MOST_INVITED]

    @on(*ACCOMPANYING)
    async def choose_none(self) -> None:
        """Nobody any longer."""
        self.chosen = []

    @on(*ACCOMPANYING)
    async def invite(self) -> None:
        """Invite the chosen ones."""
        dealt = await self._run(invite_youths, ForYouths(self._asked(), tuple(self.chosen)))
        await self._told("invited", dealt)

    @on(*ACCOMPANYING)
    async def enrol(self) -> None:
        """Enrol the chosen ones, who are here or have no phone."""
        dealt = await self._run(enrol_for, ForYouths(self._asked(), tuple(self.chosen)))
        await self._told("enrolled", dealt)

    async def _told(self, how: str, dealt: Dealt) -> None:
        self.done, self.done_count = how, dealt.done
        self.done_waiting, self.done_left = dealt.waiting, dealt.left
        self.chosen = []
        await self.dismiss_error()
        await self._fill()

    def _asked(self) -> str:
        return str(self.workshop)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        query = FindInvitable(self._asked(), self.search, self.everyone, self.scheme)
        try:
            page = await self._run(read_session, self._asked())
            found = await self._run(find_invitable, query)
        except (NotFound, Invalid):
            self.missing = self.loaded = True
            return
        self.line = line_of(page.row)
        self._free = [one.youth_id for one in found if _is_free(one)]
        self.found = len(found)
        self.rows = [
            Row(
                one.youth_id,
                one.name,
                one.advisor,
                one.scheme.value,
                one.status,
                _is_free(one),
            )
            for one in found[:SHOWN]
        ]
        self.loaded = True


def _is_free(one: Candidate) -> bool:
    return one.status not in ("enrolled", "waiting")
