"""Employers whose first offer waits for a manager's answer."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.offer_moves import ReviewOffer, list_waiting_offers, review_offer
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submitted offer; `pending` tells that its company was never approved."""

    id: str
    version: str
    title: str
    description: str
    company: str
    pending: bool
    place: str
    since: str


class EmployersState(AppState):
    """What waits, and the one that is being refused."""

    rows: list[WaitingRow] = []
    loaded: bool = False
    refusing: str = ""
    done: str = ""
    approved: bool = True

    @on(Role.MANAGER)
    async def load(self) -> None:
        """Show what waits, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            EmployersState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self.done, self.refusing = "", ""
        await self._fill()

    @on(Role.MANAGER)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(Role.MANAGER)
    async def approve(self, offer_id: str, version: str) -> None:
        """Publish the offer, and approve its company."""
        title = self._title(offer_id)
        try:
            await self._run(review_offer, ReviewOffer(offer_id, version, approved=True))
            self.done, self.approved = title, True
        finally:
            await self._fill()

    @on(Role.MANAGER)
    async def consider(self, offer_id: str) -> None:
        """Open the reason for a no; the same again closes it."""
        self.refusing = "" if self.refusing == offer_id else offer_id

    @on(Role.MANAGER)
    async def refuse(self, form: dict[str, str]) -> None:
        """Send the offer back with its reason."""
        row = next((one for one in self.rows if one.id == self.refusing), None)
        if row is None:
            return
        review = ReviewOffer(row.id, row.version, False, form.get("reason", ""))
        await self._run(review_offer, review)
        self.done, self.approved, self.refusing = row.title, False, ""
        await self._fill()

    def _title(self, offer_id: str) -> str:
        return next((one.title for one in self.rows if one.id == offer_id), "")

    async def _fill(self) -> None:
        self.rows = [
            WaitingRow(
                one.id,
                one.version,
                one.title,
                one.description,
                one.company,
                one.company_status.value == "pending",
                one.place,
                one.since.isoformat(),
            )
            for one in await self._run(list_waiting_offers, None)
        ]
        self.loaded = True
