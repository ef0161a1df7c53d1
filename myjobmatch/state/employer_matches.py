"""A company's board: who was asked, who is in touch, and how far it has come with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import reflex as rx
from reflex_base.event import EventSpec

from myjobmatch.domain.cards import MatchView
from myjobmatch.domain.enums import ContractKind, MatchStatus
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.domain.immersions import CompanyImmersion
from myjobmatch.domain.outcomes import (
    SLOTS_AT_MOST,
    HireTerms,
    InterviewHow,
    InterviewStatus,
    Stage,
    Went,
    WhyNot,
)
from myjobmatch.services.immersion_company import immersions_of_company
from myjobmatch.services.interviews import ProposeInterview, cancel_interview, propose_interview
from myjobmatch.services.matches import CloseMatch, close_match, list_company_matches
from myjobmatch.services.outcome_questions import TellHow, tell_how
from myjobmatch.services.outcomes import MoveOn, move_on, undo_step
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.moments import day_of, moment_of
from myjobmatch.state.roles import on

WAITING = "waiting"
COLUMNS = (WAITING, *(stage.value for stage in Stage if stage is not Stage.NOT_HIRED))
_ASKING = frozenset({MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED})
_FIELD_OF = {
    "interview_slots": "slot-1",
    "interview_when": "slot-1",
    "interview_moment": "slot-1",
    "interview_place": "place",
    "interview_phone": "place",
    "interview_link": "place",
    "note_long": "note",
    "hire_contract": "contract",
    "hire_start": "first_day",
    "hire_end": "last_day",
}
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a match, and who told it."""

    stage: str = ""
    teller: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match; `person` is a first name as long as it is shared, else empty.

    `status` is the match's own, or `withdrawn` when the youth took their yes back. `interview`: the status of the
    latest one, or empty; `when` is the moment agreed on (`ahead` until it has come), `slots` those proposed.
    """

    id: str = ""
    offer_id: str = ""
    offer_title: str = ""
    status: str = ""
    since: str = ""
    person: str = ""
    conversation_id: str = ""
    stage: str = ""
    asks: bool = False
    undoable: bool = False
    interview_id: str = ""
    interview: str = ""
    how: str = ""
    place: str = ""
    when: str = ""
    ahead: bool = False
    slots: list[str] = field(default_factory=list)
    immersion: str = ""
    """The state of its agreement, or empty."""
    immersion_from: str = ""
    immersion_to: str = ""
    contract: str = ""
    starts_on: str = ""
    ends_on: str = ""
    steps: list[StepRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the board, and who stands there."""

    key: str
    count: int
    rows: list[MatchRow]


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """An offer that the board may be narrowed to."""

    id: str
    title: str


class MatchesState(EmployerState):
    """The board of the company acted for."""

    columns: list[Column] = []
    over: list[MatchRow] = []
    offers: list[OfferChoice] = []
    offer_id: str = ""
    """The offer the board is narrowed to, or none."""
    count: int = 0
    asked: MatchRow = MatchRow()
    """The match that a dialog is about."""
    wrong_field: str = ""
    problem: str = ""
    problem_params: dict[str, str | int] = {}
    dialog_key: int = 0
    """One more closes the dialogs and empties them."""
    done: str = ""
    """What was just told, for the live region."""
    done_id: str = ""
    looked_for: str = ""
    """The match that a notification led to: it comes first."""
    loaded: bool = False
    _rows: list[MatchRow] = []

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the board, and follow it."""
        self.done, self.offer_id = "", ""
        self.looked_for = str(self.router.url.query_parameters.get("match", ""))[:40]
        self._settle()
        await self._fill()

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        self.done, self.offer_id = "", ""
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def narrow(self, offer_id: str) -> None:
        """Show one offer, or all."""
        self.offer_id = offer_id if any(one.id == offer_id for one in self.offers) else ""
        self._deal()

    @on(*EMPLOYERS)
    async def close(self, match_id: str) -> None:
        """End a match."""
        try:
            await self._run(close_match, CloseMatch(match_id))
        finally:
            await self._fill()

    @on(*EMPLOYERS)
    async def ask(self, match_id: str) -> None:
        """The dialogs are about this match."""
        self._ask(match_id)

    @on(*EMPLOYERS)
    async def propose(self, form: dict[str, str]) -> EventSpec | None:
        """Propose moments for an interview; a refusal leaves what was typed."""
        typed = {name: text[:_LONGEST] for name, text in form.items()}
        names = [f"slot-{number}" for number in range(1, SLOTS_AT_MOST + 1)]
        self._settle()
        try:
            how = typed.get("how", "")
            if how not in set(InterviewHow) or not typed.get("minutes", "").isdecimal():
                raise Invalid("malformed")
            slots = tuple(
                moment_of(typed[name], "interview_moment") for name in names if typed.get(name)
            )
            command = ProposeInterview(
                self.asked.id,
                InterviewHow(how),
                typed.get("place", ""),
                slots,
                int(typed["minutes"]),
                typed.get("note", ""),
            )
            await self._run(propose_interview, command)
        except DomainError as refusal:
            return self._refused(refusal)
        await self._told("proposed", self.asked.id)
        return None

    @on(*EMPLOYERS)
    async def call_off(self, match_id: str, interview_id: str) -> None:
        """The interview does not take place."""
        try:
            await self._run(cancel_interview, interview_id)
        finally:
            await self._told("called_off", match_id)

    @on(*EMPLOYERS)
    async def hire(self, form: dict[str, str]) -> EventSpec | None:
        """Hired, with the contract; a refusal leaves what was typed."""
        self._settle()
        try:
            contract, ends_on = form.get("contract", ""), form.get("last_day", "")
            if contract not in set(ContractKind):
                raise Invalid("hire_contract")
            terms = HireTerms(
                ContractKind(contract),
                day_of(form.get("first_day", ""), "hire_start"),
                day_of(ends_on, "hire_end") if ends_on else None,
            )
            await self._run(move_on, MoveOn(self.asked.id, Stage.HIRED, terms=terms))
        except DomainError as refusal:
            return self._refused(refusal)
        await self._told(Stage.HIRED.value, self.asked.id)
        return None

    @on(*EMPLOYERS)
    async def decline(self, form: dict[str, str]) -> None:
        """It came to nothing, kindly, with a reason from the list."""
        why = form.get("why", "")
        reason = WhyNot(why) if why in set(WhyNot) else None
        try:
            await self._run(move_on, MoveOn(self.asked.id, Stage.NOT_HIRED, why=reason))
        finally:
            await self._told(Stage.NOT_HIRED.value, self.asked.id)

    @on(*EMPLOYERS)
    async def met(self, match_id: str) -> None:
        """The interview took place."""
        try:
            await self._run(move_on, MoveOn(match_id, Stage.INTERVIEW))
        finally:
            await self._told(Stage.INTERVIEW.value, match_id)

    @on(*EMPLOYERS)
    async def answer(self, match_id: str, went: str) -> None:
        """How it went, asked once."""
        if went not in set(Went):
            raise Invalid("malformed")
        try:
            await self._run(tell_how, TellHow(match_id, Went(went)))
        finally:
            await self._told("answered", match_id)

    @on(*EMPLOYERS)
    async def undo(self, match_id: str) -> None:
        """The last step was a slip."""
        try:
            await self._run(undo_step, match_id)
        finally:
            await self._told("undone", match_id)

    def _ask(self, match_id: str) -> None:
        self.asked = next((row for row in self._rows if row.id == match_id), MatchRow())
        self._settle()

    async def _renew(self) -> None:
        if self.loaded:
            await self._fill()

    async def _told(self, what: str, match_id: str) -> None:
        self.done, self.done_id = what if not self.error_code else "", match_id
        self.dialog_key += 1
        await self._fill()

    def _refused(self, refusal: DomainError) -> EventSpec | None:
        if refusal.code not in _FIELD_OF:
            self.error_code, self.error_params = refusal.code, dict(refusal.params)
            return None
        self.wrong_field = _FIELD_OF[refusal.code]
        self.problem, self.problem_params = refusal.code, dict(refusal.params)
        return rx.set_focus(self.wrong_field)

    def _settle(self) -> None:
        self.wrong_field, self.problem, self.problem_params = "", "", {}

    def _deal(self) -> None:
        shown = [row for row in self._rows if self.offer_id in ("", row.offer_id)]
        shown.sort(key=lambda row: row.id != self.looked_for)
        dealt: dict[str, list[MatchRow]] = {key: [] for key in COLUMNS}
        self.over = []
        for row in shown:
            if row.status in _ASKING:
                dealt[WAITING].append(row)
            elif row.status == MatchStatus.SHARED and row.stage in dealt:
                dealt[row.stage].append(row)
            else:
                self.over.append(row)
        self.columns = [Column(key, len(rows), rows) for key, rows in dealt.items()]
        self.count = len(shown)

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self._rows = []
        if company is not None:
            self._watch(
                MatchesState.refresh,
                ("company", company.key),
                ("account", self._actor().account_id),
            )
            views = await self._run(list_company_matches, company.key)
            told = await self._run(immersions_of_company, company.id)
            immersions = {one.match_id: one for one in reversed(told)}
            now = self._container().clock.now()
            self._rows = [
                row_of(view, company.place, immersions.get(view.id) if view.outcome else None, now)
                for view in views
            ]
        self.asked = next((row for row in self._rows if row.id == self.asked.id), MatchRow())
        self.offers = _offers_of(self._rows)
        if self.offer_id not in {one.id for one in self.offers}:
            self.offer_id = ""
        self._deal()
        self.loaded = True


def row_of(
    view: MatchView, place: str, immersion: CompanyImmersion | None, now: datetime
) -> MatchRow:
    """A match as the board shows it; `place` is where one met last, or the company's town."""
    outcome = view.outcome
    interview = outcome.interview if outcome else None
    hire = outcome.hire if outcome else None
    agreed = interview is not None and interview.status is InterviewStatus.ACCEPTED
    when = interview.starts_at if interview is not None and agreed else None
    return MatchRow(
        id=view.id,
        offer_id=view.offer_id,
        offer_title=view.offer_title,
        status="withdrawn" if view.withdrawn else view.status.value,
        since=view.since.isoformat(),
        person=view.person,
        conversation_id=view.conversation_id or "",
        stage=outcome.stage.value if outcome else "",
        asks=outcome.asks if outcome else False,
        undoable=outcome.undoable if outcome else False,
        interview_id=interview.id if interview else "",
        interview=interview.status.value if interview else "",
        how=interview.how.value if interview else InterviewHow.ON_SITE.value,
        place=interview.place if interview else place,
        when=when.isoformat() if when else "",
        ahead=when is not None and when > now,
        slots=[slot.isoformat() for slot in interview.slots] if interview else [],
        immersion=immersion.status.value if immersion else "",
        immersion_from=_day(immersion.starts_on if immersion else None),
        immersion_to=_day(immersion.ends_on if immersion else None),
        contract=hire.contract.value if hire else "",
        starts_on=_day(hire.starts_on if hire else None),
        ends_on=_day(hire.ends_on if hire else None),
        steps=[
            StepRow(
                step.stage.value,
                step.teller.value,
                step.at.isoformat(),
                step.why.value if step.why else "",
            )
            for step in (outcome.steps if outcome else ())
        ],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _offers_of(rows: Sequence[MatchRow]) -> list[OfferChoice]:
    titles = {row.offer_id: row.offer_title for row in rows}
    return [
        OfferChoice(id_, title) for id_, title in sorted(titles.items(), key=lambda one: one[1])
    ]
