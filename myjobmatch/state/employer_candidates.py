"""The anonymous candidates of an offer: the pile, decisions, undo. Nothing here names anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from myjobmatch.domain.cards import CandidateCard
from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.errors import DomainError
from myjobmatch.services.candidate_decisions import (
    PASS_REASONS,
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.company_offers import list_company_offers
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.roles import on

DEALT = 12
LOW = 5
"""How few cards are left when more are dealt."""
Choice = Literal["like", "pass"]
Reason = Literal["skills", "experience", "availability", "travel", "looking_elsewhere", "other"]
REASONS = PASS_REASONS
"""What a pass may give as its reason, for the page."""


@dataclass(frozen=True, slots=True)
class OfferTab:
    """A published offer whose candidates may be seen."""

    id: str
    title: str
    place: str
    likes: int


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that the offer asks for; `by` is the candidate's nearest when it is another."""

    label: str
    essential: bool
    by: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card: catalogue words and bands. `id` is the alias for this offer."""

    id: str
    title: str
    matched: list[Need]
    near: list[Need]
    missing: list[Need]
    others: list[str]
    aptitudes: list[str]
    experience: str
    travel: str
    month: str
    year: str
    looking_for: list[str]
    contracts: list[str]
    fit: str
    likes_you: bool


class CandidatesState(EmployerState):
    """The pile for the offer chosen."""

    tabs: list[OfferTab] = []
    offer_id: str = ""
    offer_title: str = ""
    cards: list[Candidate] = []
    left: int = 0
    loaded: bool = False
    undoable: bool = False
    passed: str = ""
    """The candidate just passed, while one may still say why."""
    matched: bool = False
    said: str = ""
    """What was just done, for the live region: like, pass, undo."""
    _last: Candidate | None = None

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the candidates of the offer that the address names (`?offre=`), or of the first."""
        self.loaded = False
        await self._open(self.router.url.query_parameters.get("offre", ""))

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed: the tabs' counts; the pile stays where it is unless the offer closed."""
        await self._list()
        if self.offer_id and not any(tab.id == self.offer_id for tab in self.tabs):
            await self._open("")
        elif not self.cards:
            await self._deal()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        await self._enter(company_id)
        await self._open("")

    @on(*EMPLOYERS)
    async def show_offer(self, offer_id: str) -> None:
        """Another offer's candidates."""
        await self._open(offer_id)

    @on(*EMPLOYERS)
    async def decide(self, candidate: str, kind: Choice) -> None:
        """Like or pass; a refusal puts the card back and is told."""
        card = next((card for card in self.cards if card.id == candidate), None)
        if card is None:
            return
        self.matched, self.passed, self.said = False, "", ""
        try:
            result = await self._run(
                decide_on_candidate, DecideCandidate(self.offer_id, candidate, DecisionKind(kind))
            )
        except DomainError:
            await self._deal(afresh=True)
            raise
        self.cards = [one for one in self.cards if one.id != candidate]
        self.left = max(0, self.left - 1)
        self._last, self.undoable, self.said = card, result.match_id is None, kind
        self.passed = candidate if kind == "pass" else ""
        self.matched = result.match_id is not None
        if len(self.cards) <= LOW and self.left > len(self.cards):
            await self._deal()

    @on(*EMPLOYERS)
    async def explain(self, reason: Reason) -> None:
        """Say why the last candidate was passed."""
        if not self.passed:
            return
        command = DecideCandidate(self.offer_id, self.passed, DecisionKind.PASS, reason)
        self.passed = ""
        await self._run(decide_on_candidate, command)

    @on(*EMPLOYERS)
    async def undo(self) -> None:
        """Take the last decision back: its card is on top again."""
        last = self._last
        if last is None or not self.undoable:
            return
        self.undoable, self.passed, self.said = False, "", ""
        await self._run(undo_candidate, UndoCandidate(self.offer_id, last.id))
        self._last = None
        self.cards = [last, *(card for card in self.cards if card.id != last.id)]
        self.left += 1
        self.said = "undo"

    @on(*EMPLOYERS)
    async def close_match_banner(self) -> None:
        """The match was seen."""
        self.matched = False

    async def _open(self, offer_id: str) -> None:
        self.cards, self.left, self._last = [], 0, None
        self.undoable, self.matched, self.passed, self.said = False, False, "", ""
        await self._list()
        known = {tab.id: tab for tab in self.tabs}
        chosen = known.get(offer_id) or (self.tabs[0] if self.tabs else None)
        self.offer_id = chosen.id if chosen else ""
        self.offer_title = chosen.title if chosen else ""
        await self._deal(afresh=True)
        self.loaded = True

    async def _list(self) -> None:
        company = await self._enter()
        if company is None:
            self.tabs = []
            return
        self._watch(
            CandidatesState.refresh,
            ("company", company.key),
            ("account", self._actor().account_id),
        )
        self.tabs = [
            OfferTab(line.id, line.title, line.place, line.likes)
            for line in await self._run(list_company_offers, company.id)
            if line.status is OfferStatus.PUBLISHED
        ]

    async def _deal(self, *, afresh: bool = False) -> None:
        application = self._container().application
        if application is None or not self.offer_id:
            return
        held = [] if afresh else self.cards
        query = CandidateQuery(self.offer_id, DEALT, frozenset(card.id for card in held))
        deck = await deal_candidates(application, self._actor(), query)
        self.cards = [*held, *(candidate_of(card) for card in deck.cards)]
        self.left = len(held) + deck.eligible


def candidate_of(card: CandidateCard) -> Candidate:
    """A card as the page shows it: no id of the catalogue, no figure."""
    year, _, month = card.available_from_month.partition("-")
    wanted = [label for label in card.looking_for if label]
    first = wanted[0] if wanted else next((skill.label for skill in card.matched), "")
    return Candidate(
        id=card.alias,
        title=first,
        matched=[Need(s.label, s.essential, "") for s in card.matched],
        near=[Need(s.label, s.essential, s.by) for s in card.near],
        missing=[Need(s.label, s.essential, "") for s in card.missing],
        others=list(card.other_skills),
        aptitudes=[label for label in card.aptitudes if label],
        experience=card.experience.value if card.experience else "",
        travel=card.travel.value,
        month=str(int(month)) if month else "",
        year=year if month else "",
        looking_for=wanted,
        contracts=[contract.value for contract in card.contracts],
        fit=card.fit.value,
        likes_you=card.likes_you,
    )
