"""A company's matches: who was asked, who said yes, what is over."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.services.matches import CloseMatch, close_match, list_company_matches
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match; `person` is a first name once it was shared, else empty."""

    id: str
    offer_id: str
    offer_title: str
    status: str
    since: str
    person: str
    conversation_id: str


class MatchesState(EmployerState):
    """The matches of the company acted for."""

    matches: list[MatchRow] = []
    loaded: bool = False

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the matches, and follow them."""
        await self._fill()

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def close(self, match_id: str) -> None:
        """End a match."""
        try:
            await self._run(close_match, CloseMatch(match_id))
        finally:
            await self._fill()

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self.matches = []
        if company is not None:
            self._watch(
                MatchesState.refresh,
                ("company", company.key),
                ("account", self._actor().account_id),
            )
            self.matches = [
                MatchRow(
                    id=view.id,
                    offer_id=view.offer_id,
                    offer_title=view.offer_title,
                    status=view.status.value,
                    since=view.since.isoformat(),
                    person=view.person,
                    conversation_id=view.conversation_id or "",
                )
                for view in await self._run(list_company_matches, company.key)
            ]
        self.loaded = True
