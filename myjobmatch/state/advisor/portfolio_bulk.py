"""What is done with the youths taken in the table: write, propose, invite, give to an advisor; and undone."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.broadcasts import cancel_broadcast
from myjobmatch.services.portfolio_bulk import (
    AssignMany,
    BulkDone,
    Chosen,
    InviteMany,
    ProposeToMany,
    Withdraw,
    WriteToMany,
    assign_many,
    invite_many,
    offers_to_choose,
    propose_to_many,
    undo_assign,
    withdraw_proposals,
    write_to_many,
)
from myjobmatch.services.workshop_views import list_sessions
from myjobmatch.state.advisor.portfolio import ACCOMPANYING, PortfolioState
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer to propose."""

    id: str
    title: str
    company: str
    place: str


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A workshop's session to invite to."""

    id: str
    title: str
    starts_at: str


class BulkState(AppState):
    """What was done last, and what may be chosen."""

    what: str = ""
    done: int = 0
    left: int = 0
    undoable: bool = False
    offers: list[OfferRow] = []
    sessions: list[SessionChoice] = []

    _undo: tuple[str, ...] = ()
    _offer: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Nothing was done yet."""
        self.what = ""

    @on(Role.ADVISOR)
    async def write(self, form: dict[str, str]) -> None:
        """Write to those who are taken."""
        chosen = await self._chosen()
        await self._told(
            "write", await self._run(write_to_many, WriteToMany(chosen, form.get("body", "")))
        )

    @on(Role.ADVISOR)
    async def find_offers(self, text: str) -> None:
        """Offers that could be proposed."""
        found = await self._run(offers_to_choose, text[:80])
        self.offers = [OfferRow(o.id, o.title, o.company, o.place) for o in found]

    @on(Role.ADVISOR)
    async def open_offers(self) -> None:
        """The newest offers."""
        await self.find_offers("")

    @on(Role.ADVISOR)
    async def propose(self, offer_id: str) -> None:
        """Propose an offer to those who are taken."""
        chosen = await self._chosen()
        self._offer = offer_id
        await self._told(
            "propose", await self._run(propose_to_many, ProposeToMany(chosen, offer_id))
        )

    @on(*ACCOMPANYING)
    async def open_sessions(self) -> None:
        """The sessions to come."""
        now = self._container().clock.now()
        listed = (await self._run(list_sessions, None)).rows
        self.sessions = [
            SessionChoice(one.id, one.title, one.starts_at.isoformat())
            for one in sorted(listed, key=lambda one: one.starts_at)
            if one.starts_at > now
        ]

    @on(*ACCOMPANYING)
    async def invite(self, session_id: str) -> None:
        """Invite those who are taken to a session."""
        chosen = await self._chosen()
        await self._told("invite", await self._run(invite_many, InviteMany(chosen, session_id)))

    @on(*ACCOMPANYING)
    async def assign(self, form: dict[str, str]) -> None:
        """Give those who are taken to an advisor."""
        chosen = await self._chosen()
        command = AssignMany(chosen, form.get("advisor", ""))
        await self._told("assign", await self._run(assign_many, command))

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take the last of it back, where that is possible."""
        what, undo = self.what, self._undo
        if not self.undoable:
            return
        if what == "propose":
            await self._run(withdraw_proposals, Withdraw(self._offer, undo))
        elif what == "assign":
            await self._run(undo_assign, undo)
        elif what == "write":
            for broadcast in undo:
                await self._run(cancel_broadcast, broadcast)
        self.what, self.undoable, self._undo = "undone", False, ()
        table = await self.get_state(PortfolioState)
        await table._fill()

    async def _chosen(self) -> Chosen:
        table = await self.get_state(PortfolioState)
        if table.all_found:
            return Chosen(query=table._query())
        return Chosen(tuple(table.selected))

    async def _told(self, what: str, answer: BulkDone) -> None:
        self.what, self.done, self.left = what, answer.done, answer.left
        self._undo = answer.undo
        self.undoable = what in {"propose", "assign"} and answer.done > 0 and bool(answer.undo)
        table = await self.get_state(PortfolioState)
        table.selected, table.all_found = [], False
        await table._fill()
