"""Requests to be accompanied: accept, refuse, send on; and what the structure answers for."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.join_requests import (
    Accept,
    Redirect,
    Refuse,
    accept_request,
    list_requests,
    own_territory,
    redirect_request,
    refuse_request,
    set_territory,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ANSWERING = (Role.ADVISOR, Role.MANAGER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as the page shows it; `age` is -1 when it is not known."""

    id: str
    first_name: str
    age: int
    minor: bool
    place: str
    phone: str
    language: str
    asked_at: str


@dataclass(frozen=True, slots=True)
class Option:
    """A colleague or a structure."""

    id: str
    name: str


class RequestsState(AppState):
    """What waits, and the one that is being answered."""

    rows: list[RequestRow] = []
    advisors: list[Option] = []
    structures: list[Option] = []
    loaded: bool = False
    me: str = ""
    chosen: str = ""
    chosen_name: str = ""
    advisor: str = ""
    done_name: str = ""
    done: str = ""
    territory: str = ""
    territory_saved: int = -1

    @on(*ANSWERING)
    async def load(self) -> None:
        """Show what waits, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            RequestsState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self.me = actor.public_id
        self.done, self.chosen, self.territory_saved = "", "", -1
        if actor.role is Role.MANAGER:
            entries = await self._run(own_territory, None)
            self.territory = "\n".join(entries)
        await self._fill()

    @on(*ANSWERING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ANSWERING)
    async def choose(self, request_id: str) -> None:
        """Begin to answer a request."""
        self.chosen = request_id
        self.chosen_name = next((r.first_name for r in self.rows if r.id == request_id), "")
        ids = [one.id for one in self.advisors]
        self.advisor = self.me if self.me in ids else (ids[0] if ids else "")
        self.done = ""

    @on(Role.ADVISOR, Role.MANAGER)
    async def pick_advisor(self, advisor_id: str) -> None:
        """Who will accompany."""
        self.advisor = advisor_id

    @on(Role.ADVISOR, Role.MANAGER)
    async def accept(self, form: dict[str, str]) -> None:
        """Accompany this youth."""
        welcome = form.get("welcome", "") if self.advisor == self.me else ""
        await self._run(accept_request, Accept(self.chosen, self.advisor, welcome))
        await self._answered("accepted")

    @on(*ANSWERING)
    async def refuse(self, form: dict[str, str]) -> None:
        """Say no, with a reason."""
        await self._run(refuse_request, Refuse(self.chosen, form.get("reason", "")))
        await self._answered("refused")

    @on(*ANSWERING)
    async def redirect(self, form: dict[str, str]) -> None:
        """Send on to another structure."""
        command = Redirect(self.chosen, form.get("structure", ""), form.get("word", ""))
        await self._run(redirect_request, command)
        await self._answered("redirected")

    @on(Role.MANAGER)
    async def save_territory(self, form: dict[str, str]) -> None:
        """Say what the structure answers for."""
        self.territory_saved = -1
        self.territory = form.get("territory", "")
        self.territory_saved = await self._run(set_territory, self.territory)
        entries = await self._run(own_territory, None)
        self.territory = "\n".join(entries)
        await self._fill()

    async def _answered(self, how: str) -> None:
        self.done, self.done_name, self.chosen = how, self.chosen_name, ""
        await self.dismiss_error()
        await self._fill()

    async def _fill(self) -> None:
        found = await self._run(list_requests, None)
        self.rows = [
            RequestRow(
                id=one.id,
                first_name=one.first_name,
                age=-1 if one.age is None else one.age,
                minor=one.minor,
                place=f"{one.commune} {one.postcode}".strip(),
                phone=one.phone,
                language=one.language,
                asked_at=one.asked_at.isoformat(),
            )
            for one in found.requests
        ]
        self.advisors = [Option(one.id, one.name) for one in found.advisors]
        self.structures = [Option(one.id, one.name) for one in found.structures]
        self.loaded = True
