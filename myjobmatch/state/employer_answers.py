"""Candidates who wait for an answer: on the employer's page, and where a mail's link leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.errors import DomainError
from myjobmatch.services.answers import (
    AwaitedOffer,
    AwaitedQuery,
    awaited_by_link,
    list_awaited,
)
from myjobmatch.services.candidate_decisions import (
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.company_offers import list_company_offers
from myjobmatch.state.base import AppState
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.employer_candidates import Candidate, Choice, Reason, candidate_of
from myjobmatch.state.roles import PUBLIC, on

Said = Literal["", "like", "pass", "match", "undo"]
Offers = Literal["none", "unpublished", "published"]
_NOT_YET = frozenset({OfferStatus.DRAFT, OfferStatus.SUBMITTED, OfferStatus.REFUSED})


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who waits for an answer. `id` is the alias for the offer."""

    id: str
    offer_id: str
    card: Candidate
    days: int
    days_left: int


@dataclass(frozen=True, slots=True)
class Group:
    """An offer and those who wait for it."""

    id: str
    title: str
    place: str
    open: bool
    people: list[Waiter]
    count: int
    more: int


def groups_of(offers: Sequence[AwaitedOffer]) -> list[Group]:
    """As the pages show them."""
    return [
        Group(
            id=offer.id,
            title=offer.title,
            place=offer.place,
            open=offer.open,
            people=[
                Waiter(one.card.alias, offer.id, candidate_of(one.card), one.days, one.days_left)
                for one in offer.people
            ],
            count=len(offer.people) + offer.more,
            more=offer.more,
        )
        for offer in offers
    ]


class AwaitedState(EmployerState):
    """Who waits for this company's answers."""

    groups: list[Group] = []
    offers: Offers = "published"
    """Whether anybody could answer yet: only what was published once is seen."""
    only: str = ""
    """The offer that the address names; empty for all of them."""
    loaded: bool = False
    said: Said = ""
    passed: str = ""
    """The candidate just declined, while one may still say why."""
    undoable: bool = False
    _last: tuple[str, str] = ("", "")

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """All who wait, or those of the offer that the address names (`?offre=`)."""
        self.loaded, self.said, self.passed, self.undoable = False, "", "", False
        self.only = self.router.url.query_parameters.get("offre", "")
        await self._list()
        self.loaded = True

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Somebody new waits, or a colleague answered."""
        await self._list()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        self.only, self.said, self.passed, self.undoable = "", "", "", False
        await self._enter(company_id)
        await self._list()

    @on(*EMPLOYERS)
    async def show_all(self) -> None:
        """Those of every offer."""
        self.only = ""
        await self._list()

    @on(*EMPLOYERS)
    async def answer(self, offer_id: str, alias: str, kind: Choice) -> None:
        """Yes or no; a refusal reads the list anew and is told."""
        self.said, self.passed, self.undoable = "", "", False
        try:
            result = await self._run(
                decide_on_candidate, DecideCandidate(offer_id, alias, DecisionKind(kind))
            )
        except DomainError:
            await self._list()
            raise
        self._last = (offer_id, alias)
        self.said = "match" if result.match_id else kind
        self.undoable = result.match_id is None
        self.passed = alias if kind == "pass" else ""
        await self._list()

    @on(*EMPLOYERS)
    async def explain(self, reason: Reason) -> None:
        """Say why the last candidate was declined: they are told it kindly."""
        offer_id, alias = self._last
        if not self.passed or alias != self.passed:
            return
        self.passed = ""
        await self._run(
            decide_on_candidate, DecideCandidate(offer_id, alias, DecisionKind.PASS, reason)
        )

    @on(*EMPLOYERS)
    async def undo(self) -> None:
        """Take the last answer back: nobody was told yet."""
        offer_id, alias = self._last
        if not self.undoable or not alias:
            return
        self.undoable, self.passed, self.said = False, "", ""
        await self._run(undo_candidate, UndoCandidate(offer_id, alias))
        self._last, self.said = ("", ""), "undo"
        await self._list()

    async def _list(self) -> None:
        application = self._container().application
        company = await self._enter()
        if company is None or application is None:
            self.groups = []
            return
        self._watch(
            AwaitedState.refresh,
            ("company", company.key),
            ("account", self._actor().account_id),
        )
        try:
            found = await list_awaited(
                application, self._actor(), AwaitedQuery(company.key, self.only)
            )
        except DomainError:
            if not self.only:
                raise
            self.only = ""  # an old address: the offer is another company's, or gone
            found = await list_awaited(application, self._actor(), AwaitedQuery(company.key))
        self.groups = groups_of(found)
        if not self.groups:
            self.offers = await self._offers_of(company.id)

    async def _offers_of(self, company_id: str) -> Offers:
        lines = await self._run(list_company_offers, company_id)
        if not lines:
            return "none"
        return "unpublished" if all(one.status in _NOT_YET for one in lines) else "published"


class LinkAnswersState(AppState):
    """The page that a mail's link opens. It only shows; its form acts (`api.answers`)."""

    token: str = ""
    groups: list[Group] = []
    loaded: bool = False
    problem: str = ""
    """The code of what keeps the link from opening; empty for nothing."""
    refused: str = ""
    """The code of what kept the last answer from being given."""
    done: str = ""

    @on(PUBLIC)
    async def load(self) -> None:
        """Read who waits, by the link's token."""
        query = self.router.url.query_parameters
        self.token = str(query.get("jeton", ""))[:64]
        self.done = str(query.get("fait", ""))[:10]
        self.refused = str(query.get("erreur", ""))[:60]
        self.groups, self.problem, self.loaded = [], "", False
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        try:
            self.groups = groups_of(await awaited_by_link(application, self.token))
        except DomainError as error:
            self.problem, self.token = error.code, ""
        self.loaded = True
