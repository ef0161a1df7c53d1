"""The anonymous candidates of an offer: the pile, decisions, undo, comparison. Nothing here names anybody."""

from __future__ import annotations

from typing import Literal

from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.errors import DomainError
from myjobmatch.services.answer_reasons import PASS_REASONS
from myjobmatch.services.candidate_decisions import (
    DecideCandidate,
    UndoCandidate,
    decide_on_candidate,
    undo_candidate,
)
from myjobmatch.services.candidate_decks import (
    CandidateQuery,
    CandidatesNow,
    candidates_now,
    deal_candidates,
)
from myjobmatch.services.candidate_limits import AllowMore, allow_more
from myjobmatch.services.company_offers import list_company_offers
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.employer_cards import (
    Candidate,
    Compared,
    OfferTab,
    candidate_of,
    side_by_side,
    with_answers,
)
from myjobmatch.state.roles import on

DEALT = 12
LOW = 5
"""How few cards are left when more are dealt."""
MOST_COMPARED = 3
Choice = Literal["like", "pass"]
Reason = Literal["", "skills", "experience", "availability", "travel", "looking_elsewhere", "other"]
REASONS = PASS_REASONS
"""What a pass may give as its reason, for the page."""


class CandidatesState(EmployerState):
    """The pile for the offer chosen."""

    tabs: list[OfferTab] = []
    offer_id: str = ""
    offer_title: str = ""
    cards: list[Candidate] = []
    left: int = 0
    loaded: bool = False
    undoable: bool = False
    passed_for: str = ""
    """The reason that the last pass gave, for the live region."""
    matched: bool = False
    said: str = ""
    """What was just done, for the live region: like, pass, undo."""
    marked: list[Candidate] = []
    full: bool = False
    """As many are set aside as can be compared, and one more was asked for."""
    comparing: bool = False
    compared: Compared = Compared([], [])
    resumes_at: str = ""
    """When there will be more cards, for a company that has seen as many as a day allows."""
    dealt_today: int = 0
    _last: Candidate | None = None

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the candidates of the offer that the address names (`?offre=`), or of the first."""
        self.loaded = False
        await self._open(self.router.url.query_parameters.get("offre", ""))

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed: counts, answers; the pile stays where it is unless the offer closed."""
        await self._list()
        if self.offer_id and not any(tab.id == self.offer_id for tab in self.tabs):
            await self._open("")
        elif not self.cards:
            await self._deal()
        else:
            await self._look_again()

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
    async def decide(self, candidate: str, kind: Choice, reason: Reason = "") -> None:
        """Like or pass, a pass with its reason if one is given; a refusal puts the card back and is told."""
        known = {card.id: card for card in (*self.marked, *self.cards)}
        card = known.get(candidate)
        if card is None:
            return
        self.matched, self.passed_for, self.said = False, "", ""
        why = reason if kind == "pass" else ""
        command = DecideCandidate(self.offer_id, candidate, DecisionKind(kind), why)
        try:
            result = await self._run(decide_on_candidate, command)
        except DomainError:
            await self._deal(afresh=True)
            raise
        self.cards = [one for one in self.cards if one.id != candidate]
        self._keep_marked([one for one in self.marked if one.id != candidate])
        self.left = max(0, self.left - 1)
        self._last, self.undoable, self.said = card, result.match_id is None, kind
        self.passed_for = why
        self.matched = result.match_id is not None
        await self._deal_more()

    @on(*EMPLOYERS)
    async def undo(self) -> None:
        """Take the last decision back: its card is on top again."""
        last = self._last
        if last is None or not self.undoable:
            return
        self.undoable, self.passed_for, self.said = False, "", ""
        await self._run(undo_candidate, UndoCandidate(self.offer_id, last.id))
        self._last = None
        self.cards = [last, *(card for card in self.cards if card.id != last.id)]
        self.left += 1
        self.said = "undo"

    @on(*EMPLOYERS)
    async def close_match_banner(self) -> None:
        """The match was seen."""
        self.matched = False

    @on(*EMPLOYERS)
    async def mark(self, candidate: str) -> None:
        """Set a card aside to compare it; twice is once, however fast the key was pressed."""
        self.full = False
        card = next((one for one in self.cards if one.id == candidate), None)
        if card is None:
            return
        if len(self.marked) >= MOST_COMPARED:
            self.full = True
            return
        self.cards = [one for one in self.cards if one.id != candidate]
        self._keep_marked([*self.marked, card])
        await self._deal_more()

    @on(*EMPLOYERS)
    async def unmark(self, candidate: str) -> None:
        """Put a card that was set aside back on the pile."""
        card = next((one for one in self.marked if one.id == candidate), None)
        if card is None:
            return
        self._keep_marked([one for one in self.marked if one.id != candidate])
        self.cards = [card, *self.cards]

    @on(*EMPLOYERS)
    async def clear_marks(self) -> None:
        """All that was set aside lies on the pile again."""
        self.cards = [*self.marked, *self.cards]
        self._keep_marked([])

    @on(*EMPLOYERS)
    async def compare(self) -> None:
        """Show those set aside side by side."""
        self.comparing = len(self.marked) >= 2

    @on(*EMPLOYERS)
    async def leave_compare(self) -> None:
        """Back to the cards."""
        self.comparing = False

    @on(*EMPLOYERS)
    async def lift(self, form: dict[str, str]) -> None:
        """An officer lets the company see more today, and says why."""
        await self._run(allow_more, AllowMore(self.company_id, form.get("reason", "")))
        await self._deal()

    async def _open(self, offer_id: str) -> None:
        self.cards, self.left, self._last = [], 0, None
        self.undoable, self.matched, self.passed_for, self.said = False, False, "", ""
        self._keep_marked([])
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

    async def _deal_more(self) -> None:
        if len(self.cards) <= LOW and self.left > len(self._held()):
            await self._deal()

    async def _deal(self, *, afresh: bool = False) -> None:
        application = self._container().application
        self.resumes_at = ""
        if application is None or not self.offer_id:
            return
        held = [] if afresh else self.cards
        known = frozenset(card.id for card in (*held, *self.marked))
        query = CandidateQuery(self.offer_id, DEALT, known)
        deck = await deal_candidates(application, self._actor(), query)
        self.cards = [*held, *(candidate_of(card) for card in deck.cards)]
        self.left = len(known) + deck.eligible
        if deck.resumes_at is not None:
            self.resumes_at, self.dealt_today = deck.resumes_at.isoformat(), deck.dealt_today

    async def _look_again(self) -> None:
        """The cards held as they are now, in their order: who has withdrawn is gone, who answered has."""
        now = await self._run(candidates_now, CandidatesNow(self.offer_id, self._held()))

        def as_now(cards: list[Candidate]) -> list[Candidate]:
            return [
                with_answers(card, now[card.id].asked, likes=now[card.id].likes)
                for card in cards
                if card.id in now
            ]

        before = len(self._held())
        self.cards = as_now(self.cards)
        comparing = self.comparing
        self._keep_marked(as_now(self.marked))
        self.comparing = comparing and len(self.marked) > 0
        self.left = max(0, self.left - (before - len(self._held())))
        if not self.cards:
            await self._deal()

    def _held(self) -> frozenset[str]:
        return frozenset(card.id for card in (*self.cards, *self.marked))

    def _keep_marked(self, cards: list[Candidate]) -> None:
        self.marked = cards
        self.full = False
        self.comparing = self.comparing and len(cards) > 0
        self.compared = side_by_side(cards)
