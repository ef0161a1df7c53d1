"""The list of a company's offers, what is done with each, and what waits for a structure's answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import uuid4

import reflex as rx
from reflex_base.event import EventSpec

from myjobmatch.domain.enums import MatchStatus, Role
from myjobmatch.domain.outcomes import Stage
from myjobmatch.services.building import Service
from myjobmatch.services.company_offers import (
    OfferLine,
    OfferNotReady,
    SavedOffer,
    list_company_offers,
)
from myjobmatch.services.matches import list_company_matches
from myjobmatch.services.offer_moves import (
    DuplicateOffer,
    MoveOffer,
    ReviewOffer,
    duplicate,
    fill_offer,
    list_waiting_offers,
    pause_offer,
    publish_offer,
    review_offer,
    withdraw_offer,
)
from myjobmatch.services.offer_prolonging import ProlongOffer, prolong_offer
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.employer_draft import Piece, Word, pieces, words_of
from myjobmatch.state.roles import on

Move = Literal["pause", "resume"]
_MOVES: dict[str, Service[MoveOffer, [], SavedOffer]] = {
    "pause": pause_offer,
    "resume": publish_offer,
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer of the list."""

    id: str
    version: str
    title: str
    status: str
    place: str
    contract: str
    positions: int
    likes: int
    seen: int
    matches: int
    changed_at: str
    expires_at: str
    refusal_reason: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A match of the offer asked about, in which they are in touch."""

    id: str
    person: str
    hired: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The offer that is about to end."""

    id: str = ""
    version: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submitted offer, for an officer."""

    id: str = ""
    version: str = ""
    title: str = ""
    description: str = ""
    company: str = ""
    new_company: bool = False
    place: str = ""
    marked_title: list[Piece] = field(default_factory=list)
    marked_text: list[Piece] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


class OffersState(EmployerState):
    """The company's offers."""

    rows: list[OfferRow] = []
    waiting: list[WaitingRow] = []
    loaded: bool = False
    token: str = ""
    """Id of the next copy: a double click makes one."""
    reviewed: WaitingRow = WaitingRow()
    """The submitted offer that is being sent back."""
    review_key: int = 0
    """One more closes the dialog and empties it."""
    done: str = ""
    """What was just done, told in the live region: a move's name."""
    asked: Asked = Asked()
    talks: list[Talk] = []
    """Who is in touch about the offer asked of: who may have been hired."""
    ended_key: int = 0
    """One more closes the dialogs of the ending."""

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the offers of the company acted for, and follow them."""
        self.done = ""
        await self._fill(self.router.url.query_parameters.get("societe", ""))

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def move(self, offer_id: str, version: str, move: Move) -> None:
        """Pause or resume an offer; a refusal is told, and the list shows what is."""
        self.done = ""
        try:
            await self._run(_MOVES[move], MoveOffer(offer_id, version))
            self.done = move
        except OfferNotReady:
            self.error_code, self.error_params = "offer_not_ready", {}
        finally:
            await self._fill()

    @on(*EMPLOYERS)
    async def ask(self, offer_id: str) -> None:
        """The dialogs of the ending are about this one."""
        row = next((row for row in self.rows if row.id == offer_id), None)
        company = await self._enter("")
        if row is None or company is None:
            return
        self.asked = Asked(row.id, row.version, row.title)
        self.talks = [
            Talk(
                view.id,
                view.person,
                view.outcome is not None and view.outcome.stage is Stage.HIRED,
            )
            for view in await self._run(list_company_matches, company.key)
            if view.offer_id == offer_id and view.status is MatchStatus.SHARED
        ]

    @on(*EMPLOYERS)
    async def fill(self, form: dict[str, str]) -> None:
        """The job is taken, by those whose box is ticked or by somebody else."""
        hired = tuple(talk.id for talk in self.talks if form.get(f"hired-{talk.id}"))
        await self._end(fill_offer, "fill", hired)

    @on(*EMPLOYERS)
    async def withdraw(self) -> None:
        """Nobody is looked for any more."""
        await self._end(withdraw_offer, "withdraw", ())

    async def _end(
        self, verb: Service[MoveOffer, [], SavedOffer], done: str, hired: tuple[str, ...]
    ) -> None:
        self.done = ""
        asked = self.asked
        try:
            await self._run(verb, MoveOffer(asked.id, asked.version, hired))
            self.done = done
        finally:
            self.ended_key += 1
            await self._fill()

    @on(*EMPLOYERS)
    async def prolong(self, offer_id: str, version: str, days: int) -> None:
        """Show an offer for longer; what keeps an expired one from it is told."""
        self.done = ""
        try:
            await self._run(prolong_offer, ProlongOffer(offer_id, version, days))
            self.done = "prolong"
        except OfferNotReady:
            self.error_code, self.error_params = "offer_not_ready", {}
        finally:
            await self._fill()

    @on(*EMPLOYERS)
    async def copy_offer(self, offer_id: str, token: str) -> EventSpec | None:
        """Write again from an offer: its copy opens."""
        application = self._container().application
        if application is None:
            return None
        copy = await duplicate(application, self._actor(), token, DuplicateOffer(offer_id))
        return rx.redirect(f"/employeur/offres/{copy}")

    @on(Role.EMPLOYMENT_OFFICER)
    async def approve(self, offer_id: str, version: str) -> None:
        """Publish a submitted offer."""
        try:
            await self._run(review_offer, ReviewOffer(offer_id, version, approved=True))
        finally:
            await self._fill()

    @on(Role.EMPLOYMENT_OFFICER)
    async def consider(self, offer_id: str) -> None:
        """The dialog is about this one."""
        found = next((row for row in self.waiting if row.id == offer_id), None)
        if found is not None:
            self.reviewed = found

    @on(Role.EMPLOYMENT_OFFICER)
    async def refuse(self, form: dict[str, str]) -> None:
        """Send a submitted offer back with its reason; a refusal leaves the dialog as it is."""
        offer = self.reviewed
        await self._run(
            review_offer, ReviewOffer(offer.id, offer.version, False, form.get("reason", ""))
        )
        self.review_key += 1
        await self._fill()

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self.token = str(uuid4())
        self.waiting = []
        if self.acting:
            self.waiting = [
                WaitingRow(
                    id=offer.id,
                    version=offer.version,
                    title=offer.title,
                    description=offer.description,
                    company=offer.company,
                    new_company=offer.company_status.value != "approved",
                    place=offer.place,
                    marked_title=pieces(offer.title, offer.wording.title),
                    marked_text=pieces(offer.description, offer.wording.description),
                    words=words_of((*offer.wording.title, *offer.wording.description)),
                )
                for offer in await self._run(list_waiting_offers, None)
            ]
        self.rows = []
        if company is not None:
            self._watch(
                OffersState.refresh,
                ("company", company.key),
                ("account", self._actor().account_id),
            )
            lines = await self._run(list_company_offers, company.id)
            self.rows = [row_of(line) for line in lines]
        self.loaded = True


def row_of(line: OfferLine) -> OfferRow:
    """An offer as the list shows it."""
    return OfferRow(
        id=line.id,
        version=line.version,
        title=line.title,
        status=line.status.value,
        place=line.place,
        contract=line.contract.value,
        positions=line.positions,
        likes=line.likes,
        seen=line.seen,
        matches=line.matches,
        changed_at=line.updated_at.isoformat(),
        expires_at=line.expires_at.isoformat() if line.expires_at else "",
        refusal_reason=line.refusal_reason,
    )
