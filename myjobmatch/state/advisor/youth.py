"""One youth, as their advisor sees them, and offers to propose to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.cards import MatchView, OfferCard
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.enums import MatchStatus, Role
from myjobmatch.domain.outcomes import InterviewStatus
from myjobmatch.domain.portfolio import YouthPage
from myjobmatch.services.accompaniment import (
    FindOffers,
    Propose,
    find_offers,
    propose_offer,
    youth_page,
)
from myjobmatch.services.conversations import conversation_with_youth
from myjobmatch.state.advisor.portfolio import ACCOMPANYING, shown
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.advisor.youth_notes import YouthNotesState
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the youth's matches, applications or proposals."""

    title: str
    company: str
    status: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatchFact:
    """A match of the youth; `stage` is how far it has come, once both know each other."""

    id: str
    title: str
    company: str
    status: str
    at: str
    stage: str = ""
    teller: str = ""
    when: str = ""
    contract: str = ""
    starts_on: str = ""
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline."""

    kind: str
    about: str
    at: str
    times: int
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """A document that the youth lets their own advisor read."""

    id: str
    name: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Proposable:
    """An offer that could be proposed; `minutes` is -1 when the way is not known."""

    id: str
    title: str
    company: str
    place: str
    minutes: int
    contract: str
    fit: str
    matched: list[str]
    missing: list[str]
    proposed: bool


LATEST_SHOWN = 12
"""So much of the history stands on the overview; the rest has its own tab."""


class YouthPageState(AppState):
    """Everything on one youth."""

    loaded: bool = False
    found: bool = False
    name: str = ""
    age: int = 0
    phone: str = ""
    email: str = ""
    place: str = ""
    own: bool = False
    attention: list[str] = []
    scheme: str = "none"
    last_active_at: str = ""
    skills: list[str] = []
    aptitudes: list[str] = []
    occupations: list[str] = []
    experiences: list[str] = []
    contracts: list[str] = []
    modes: list[str] = []
    max_minutes: int = 0
    available_from: str = ""
    completeness: int = 0
    matches: list[MatchFact] = []
    applications: list[Fact] = []
    proposals: list[Fact] = []
    documents: list[SharedDocument] = []
    timeline: list[Event] = []
    offers: list[Proposable] = []
    searching: bool = False
    offer_search: str = ""
    chosen_id: str = ""
    chosen_title: str = ""
    proposed_title: str = ""
    command: str = ""

    _youth_id: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the youth that the address names, and follow what changes."""
        actor = self._actor()
        self._watch(
            YouthPageState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        asked = str(self.youth_id)  # type: ignore[attr-defined]
        if asked != self._youth_id:
            self.reset()
            self._youth_id = asked
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> Any:
        """Something changed around them."""
        await self._fill()
        return [YouthHeadState.refresh, YouthNotesState.load]

    @on(Role.ADVISOR)
    async def write(self) -> EventSpec:
        """Open the conversation with them."""
        view = await self._run(conversation_with_youth, self._youth_id)
        return rx.redirect(f"/conseil/messages?c={view.id}")

    @on(Role.ADVISOR)
    async def look_for_offers(self) -> None:
        """Show the offers that fit them best."""
        self.proposed_title = ""
        await self._search("")

    @on(Role.ADVISOR)
    async def find(self, text: str) -> None:
        """Narrow the offers to words of a title, company or place."""
        await self._search(text[:80])

    @on(Role.ADVISOR)
    async def choose(self, offer_id: str) -> None:
        """Take an offer, to write a word with it; the same again lets it go."""
        if self.chosen_id == offer_id:
            self.chosen_id = ""
            return
        self.chosen_id, self.command = offer_id, str(uuid4())
        self.chosen_title = next((o.title for o in self.offers if o.id == offer_id), "")

    @on(Role.ADVISOR)
    async def propose(self, form: dict[str, str]) -> None:
        """Propose the chosen offer."""
        command, self.command = self.command, str(uuid4())
        proposal = Propose(self._youth_id, self.chosen_id, form.get("proposal_note", ""))
        await self._run_once(command, propose_offer, proposal)
        self.proposed_title, self.chosen_id = self.chosen_title, ""
        await self._search(self.offer_search)
        await self._fill()

    async def _search(self, text: str) -> None:
        self.offer_search = text
        application = self._container().application
        if application is None:
            return
        query = FindOffers(self._youth_id, text)
        deck = await find_offers(application, self._actor(), query)
        self.offers = [_proposable(card) for card in deck.cards]
        self.searching = True

    async def _fill(self) -> None:
        application = self._container().application
        if application is None:
            return
        await application.matching.refresh()
        self.loaded, self.found = True, False
        view = await self._run(youth_page, self._youth_id, application.matching)
        self.found = True
        self._show_person(view)
        self._show_profile(view)
        self._show_history(view)

    def _show_person(self, view: YouthPage) -> None:
        today = paris_day(self._container().clock.now())
        row = shown(view.row)
        self.name, self.attention, self.scheme = row.name, row.attention, row.scheme
        self.last_active_at = row.last_active_at
        self.age = age_on(view.birth_date, today) if view.birth_date else 0
        self.phone, self.email, self.own = view.phone, view.email, view.own
        self.place = f"{view.postcode} {view.row.commune}".strip()
        self.documents = [
            SharedDocument(d.id, d.name, d.added_at.isoformat()) for d in view.documents
        ]

    def _show_profile(self, view: YouthPage) -> None:
        profile = view.profile
        self.skills = [skill.label for skill in profile.skills]
        self.aptitudes = [word.label for word in profile.aptitudes]
        self.occupations = [word.label for word in profile.occupations]
        self.experiences = [e.text for e in profile.experiences]
        self.contracts = [contract.value for contract in profile.contracts]
        self.modes = [mode.value for mode in profile.modes]
        self.max_minutes = profile.max_minutes or 0
        self.available_from = profile.available_from.isoformat() if profile.available_from else ""
        self.completeness = round(profile.completeness * 100)

    def _show_history(self, view: YouthPage) -> None:
        self.matches = [_match(one) for one in view.matches]
        self.applications = [
            Fact(a.offer_title, a.company, a.status.value, a.opened_at.isoformat())
            for a in view.applications
        ]
        self.proposals = [
            Fact(p.offer_title, p.company, p.status.value, p.proposed_at.isoformat(), p.note)
            for p in view.proposals
        ]
        self.timeline = [
            Event(e.kind.value, e.about, e.at.isoformat(), e.times, e.taken_back)
            for e in view.timeline[:LATEST_SHOWN]
        ]


def _match(view: MatchView) -> MatchFact:
    outcome = view.outcome
    going = outcome is not None and view.status is MatchStatus.SHARED
    interview = outcome.interview if outcome else None
    hire = outcome.hire if outcome else None
    last = outcome.steps[-1] if outcome and outcome.steps else None
    agreed = interview is not None and interview.status is InterviewStatus.ACCEPTED
    return MatchFact(
        id=view.id,
        title=view.offer_title,
        company=view.company,
        status=view.status.value,
        at=view.since.isoformat(),
        stage=outcome.stage.value if outcome and going else "",
        teller=last.teller.value if last else "",
        when=interview.starts_at.isoformat()
        if interview is not None and interview.starts_at is not None and agreed
        else "",
        contract=hire.contract.value if hire else "",
        starts_on=hire.starts_on.isoformat() if hire else "",
        undoable=outcome.undoable if outcome else False,
    )


def _proposable(card: OfferCard) -> Proposable:
    why = card.explanation
    return Proposable(
        id=card.id,
        title=card.title,
        company=card.company,
        place=card.place,
        minutes=-1 if card.minutes is None else card.minutes,
        contract=card.contract.value,
        fit=why.fit.value,
        matched=[match.label for match in why.matched][:3],
        missing=[match.label for match in why.missing][:2],
        proposed=card.proposed_by_advisor,
    )
