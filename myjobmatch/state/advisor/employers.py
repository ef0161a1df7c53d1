"""The companies that a structure follows: those that wait, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from myjobmatch.domain.enums import CompanyStatus, Role
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.services.company_approval import (
    CaseOffer,
    CaseStep,
    CompanyCase,
    DecideCompany,
    OfferSeen,
    decide_company,
    read_company_cases,
)
from myjobmatch.services.offer_moves import ReviewOffer, list_waiting_offers, review_offer
from myjobmatch.state.base import AppState
from myjobmatch.state.employer_draft import Piece, Word, pieces, words_of
from myjobmatch.state.roles import on

APPROVING = (Role.MANAGER, Role.EMPLOYMENT_OFFICER)
_REASONED = (CompanyStatus.REFUSED, CompanyStatus.SUSPENDED)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submitted offer of an approved company."""

    id: str
    version: str
    title: str
    description: str
    company: str
    place: str
    since: str
    marked_title: list[Piece]
    marked_text: list[Piece]
    words: list[Word]


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer that waits with its company."""

    id: str
    version: str
    title: str
    description: str
    place: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of a company's life; `by` is empty for the company itself."""

    after: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A company, for whoever decides on it."""

    id: str
    name: str
    siret: str
    sector: str
    presentation: str
    place: str
    status: str
    reason: str
    since: str
    people: str
    known: str
    """What the directory calls it; empty when it does not know it."""
    known_place: str
    closed: bool
    looked_up: bool
    offers: list[OfferShown] = field(default_factory=list)
    steps: list[StepShown] = field(default_factory=list)


class EmployersState(AppState):
    """What waits, what was decided, and the one that is being decided on."""

    waiting: list[CaseRow] = []
    held: list[CaseRow] = []
    """Suspended or refused."""
    approved: list[CaseRow] = []
    rows: list[WaitingRow] = []
    loaded: bool = False
    refusing: str = ""
    """The offer that is being sent back, or the company that is being refused or suspended."""
    done: str = ""
    """What was just done: `approved`, `refused`, `suspended`, `reinstated`, `published`, `sent_back`."""
    done_for: str = ""
    undo: str = ""
    """The company that was just suspended: a press takes it back."""
    problem: str = ""
    problem_params: dict[str, str | int] = {}

    @on(*APPROVING)
    async def load(self) -> None:
        """Show what waits, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            EmployersState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self._settle()
        self.refusing = ""
        await self._fill()

    @on(*APPROVING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*APPROVING)
    async def consider(self, subject_id: str) -> None:
        """Open the reason for a no; the same again closes it."""
        self._settle()
        self.refusing = "" if self.refusing == subject_id else subject_id

    @on(*APPROVING)
    async def accept(self, company_id: str) -> None:
        """Approve a company with the offers that were read, or reinstate it."""
        case = self._case(company_id)
        if case is not None:
            await self._decide(case, CompanyStatus.APPROVED, "")

    @on(*APPROVING)
    async def decline(self, form: dict[str, str]) -> None:
        """Refuse a company, or suspend an approved one, with a reason."""
        case = self._case(self.refusing)
        if case is None:
            return
        pending = case.status == CompanyStatus.PENDING.value
        after = CompanyStatus.REFUSED if pending else CompanyStatus.SUSPENDED
        await self._decide(case, after, form.get("reason", ""))

    @on(*APPROVING)
    async def approve(self, offer_id: str, version: str) -> None:
        """Publish an offer of an approved company."""
        self._settle()
        title = self._title(offer_id)
        try:
            await self._run(review_offer, ReviewOffer(offer_id, version, approved=True))
            self.done, self.done_for = "published", title
        finally:
            await self._fill()

    @on(*APPROVING)
    async def refuse(self, form: dict[str, str]) -> None:
        """Send an offer back with its reason."""
        self._settle()
        row = next((one for one in self.rows if one.id == self.refusing), None)
        if row is None:
            return
        review = ReviewOffer(row.id, row.version, False, form.get("reason", ""))
        try:
            await self._run(review_offer, review)
        except Invalid as refusal:
            self.problem, self.problem_params = refusal.code, dict(refusal.params)
            return
        self.done, self.done_for, self.refusing = "sent_back", row.title, ""
        await self._fill()

    async def _decide(self, case: CaseRow, after: CompanyStatus, reason: str) -> None:
        self._settle()
        command = DecideCompany(
            case.id,
            CompanyStatus(case.status),
            after,
            reason,
            tuple(OfferSeen(offer.id, offer.version) for offer in case.offers),
        )
        try:
            await self._run(decide_company, command)
        except Invalid as refusal:
            self.problem, self.problem_params = refusal.code, dict(refusal.params)
            return
        except DomainError:
            await self._fill()
            raise
        reinstated = case.status == CompanyStatus.SUSPENDED.value
        self.done = "reinstated" if reinstated else after.value
        self.done_for, self.refusing = case.name, ""
        self.undo = case.id if after is CompanyStatus.SUSPENDED else ""
        await self._fill()

    def _settle(self) -> None:
        self.done, self.done_for, self.undo = "", "", ""
        self.problem, self.problem_params = "", {}

    def _case(self, company_id: str) -> CaseRow | None:
        every = (*self.waiting, *self.held, *self.approved)
        return next((case for case in every if case.id == company_id), None)

    def _title(self, offer_id: str) -> str:
        return next((one.title for one in self.rows if one.id == offer_id), "")

    async def _fill(self) -> None:
        application = self._container().application
        if application is None:
            return
        cases = [_row(one) for one in await read_company_cases(application, self._actor())]
        self.waiting = [case for case in cases if case.status == "pending"]
        self.held = [case for case in cases if case.status in set(_REASONED)]
        self.approved = [case for case in cases if case.status == "approved"]
        self.rows = [
            WaitingRow(
                one.id,
                one.version,
                one.title,
                one.description,
                one.company,
                one.place,
                one.since.isoformat(),
                pieces(one.title, one.wording.title),
                pieces(one.description, one.wording.description),
                words_of((*one.wording.title, *one.wording.description)),
            )
            for one in await self._run(list_waiting_offers, None)
            if one.company_status is CompanyStatus.APPROVED
        ]
        self.loaded = True


def _row(case: CompanyCase) -> CaseRow:
    known = case.known
    return CaseRow(
        id=case.id,
        name=case.name,
        siret=case.siret,
        sector=case.sector,
        presentation=case.presentation,
        place=case.place,
        status=case.status.value,
        reason=case.steps[0].reason if case.steps and case.status in _REASONED else "",
        since=case.since.isoformat(),
        people=", ".join(case.people),
        known=known.name if known else "",
        known_place=f"{known.postcode} {known.commune}".strip() if known else "",
        closed=known is not None and not known.open,
        looked_up=case.looked_up,
        offers=[_offer(offer) for offer in case.offers],
        steps=[_step(step) for step in case.steps],
    )


def _offer(offer: CaseOffer) -> OfferShown:
    return OfferShown(offer.id, offer.version, offer.title, offer.description, offer.place)


def _step(step: CaseStep) -> StepShown:
    return StepShown(step.after.value, step.reason, step.by, step.at.isoformat())
