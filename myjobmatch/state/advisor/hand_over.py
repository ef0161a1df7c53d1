"""Preparing a hand-over: whose, to whom, until when, which youths; what it would move is shown all along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.errors import DomainError
from myjobmatch.services.team import choosable_youths, list_team, preview_hand_over
from myjobmatch.services.transfers import HandOver, hand_over
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.advisor.team import TeamState
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

YOUTHS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be handed a portfolio."""

    id: str
    name: str
    youths: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoosableYouth:
    """A youth who may be handed over by name."""

    id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one colleague would get; `away_until` is an ISO day when they are away themselves."""

    name: str
    youths: int
    then: int
    away_until: str


class HandOverState(AppState):
    """The dialog."""

    giver: str = ""
    giver_name: str = ""
    permanent: bool = False
    from_day: str = ""
    until_day: str = ""
    today: str = ""
    by_name: bool = False
    colleagues: list[Colleague] = []
    shown: list[ChoosableYouth] = []
    search: str = ""
    found: int = 0
    picked: int = 0
    ready: bool = False
    problem: str = ""
    youths: int = 0
    conversations: int = 0
    unread: int = 0
    appointments: int = 0
    matches: int = 0
    shares: list[ShareRow] = []
    command: str = ""

    _youths: list[tuple[str, str]] = []
    _chosen: list[str] = []
    _reason: str = ""

    @on(*ACCOMPANYING)
    async def prepare(self, giver: str) -> None:
        """Begin with nobody chosen, for the rest of the week."""
        team = await self._run(list_team, None)
        member = next((one for one in team.members if one.id == giver), None)
        youths = await self._run(choosable_youths, giver)
        self.reset()
        self.giver, self.giver_name = giver, member.name if member else ""
        self.today = self.from_day = paris_day(self._container().clock.now()).isoformat()
        self.colleagues = [
            Colleague(one.id, one.name, one.youths, chosen=False)
            for one in team.members
            if one.active and one.id != giver
        ]
        self._youths = [(one.id, one.name) for one in youths]
        self.command = str(uuid4())
        self._show_youths()

    @on(*ACCOMPANYING)
    async def set_kind(self, kind: str) -> None:
        """For a time, or for good."""
        self.permanent = kind == TransferKind.PERMANENT.value
        await self._preview()

    @on(*ACCOMPANYING)
    async def set_from(self, day: str) -> None:
        """The first day."""
        self.from_day = day[:10]
        await self._preview()

    @on(*ACCOMPANYING)
    async def set_until(self, day: str) -> None:
        """The last day."""
        self.until_day = day[:10]
        await self._preview()

    @on(*ACCOMPANYING)
    async def set_scope(self, scope: str) -> None:
        """The whole portfolio, or some youths of it."""
        self.by_name = scope == "chosen"
        await self._preview()

    @on(*ACCOMPANYING)
    async def pick_colleague(self, colleague: str) -> None:
        """Choose somebody, or no longer."""
        self.colleagues = [
            replace(one, chosen=not one.chosen) if one.id == colleague else one
            for one in self.colleagues
        ]
        await self._preview()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Show the youths whose name holds these words."""
        self.search = text[:80]
        self._show_youths()

    @on(*ACCOMPANYING)
    async def pick_youth(self, youth: str) -> None:
        """Choose a youth, or no longer."""
        if youth in self._chosen:
            self._chosen = [one for one in self._chosen if one != youth]
        elif any(one == youth for one, _ in self._youths):
            self._chosen = [*self._chosen, youth]
        self._show_youths()
        await self._preview()

    @on(*ACCOMPANYING)
    async def submit(self, form: dict[str, str | None]) -> None:
        """Hand over; the page says so, and how to undo it. Fields that are not shown come as nothing."""
        command, self.command = self.command, str(uuid4())
        handed = self._command(form.get("reason") or "")
        await self._run_once(command, hand_over, handed)
        team = await self.get_state(TeamState)
        team.done = "handed_for_good" if self.permanent else "handed"
        await team._fill()
        fresh = next((one for one in team.transfers if one.may_undo), None)
        team.undo_batch = fresh.batch if fresh else ""
        self.ready = False

    def _command(self, reason: str = "") -> HandOver:
        return HandOver(
            to_ids=tuple(one.id for one in self.colleagues if one.chosen),
            kind=TransferKind.PERMANENT if self.permanent else TransferKind.TEMPORARY,
            from_day=self.from_day,
            until_day="" if self.permanent else self.until_day,
            from_id=self.giver,
            youth_ids=tuple(self._chosen) if self.by_name else (),
            reason=reason,
        )

    def _show_youths(self) -> None:
        words = self.search.casefold().split()
        found = [
            (id_, name)
            for id_, name in self._youths
            if all(word in name.casefold() for word in words)
        ]
        chosen = set(self._chosen)
        # those chosen stay in sight
        found.sort(key=lambda one: one[0] not in chosen)
        self.shown = [
            ChoosableYouth(id_, name, id_ in chosen) for id_, name in found[:YOUTHS_SHOWN]
        ]
        self.found, self.picked = len(found), len(chosen)

    async def _preview(self) -> None:
        self.ready, self.problem = False, ""
        incomplete = not any(one.chosen for one in self.colleagues) or (
            self.by_name and not self._chosen
        )
        if incomplete or not (self.permanent or self.until_day):
            return
        try:
            seen = await self._run(preview_hand_over, self._command())
        except DomainError as error:
            self.problem = error.code
            return
        self.youths, self.conversations, self.unread = seen.youths, seen.conversations, seen.unread
        self.appointments, self.matches = seen.appointments, seen.matches
        self.shares = [
            ShareRow(
                one.name,
                one.youths,
                one.now + one.youths,
                one.away_until.isoformat() if one.away_until else "",
            )
            for one in seen.shares
        ]
        self.ready = True
