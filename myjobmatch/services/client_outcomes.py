"""What a youth tells of interviews and of how it went, as a phone sends it."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.outcomes import HireTerms, Stage, Went, WhyNot
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.interviews import (
    AnswerInterview,
    answer_interview,
    cancel_interview,
)
from myjobmatch.services.outcome_questions import TellHow, tell_how
from myjobmatch.services.outcomes import MoveOn, TellHire, move_on, tell_hire, undo_step

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


class AnswerForm(Form):
    """The moment that suits, or none."""

    interview_id: PublicId
    starts_at: str | None = Field(None, max_length=40)


class CancelForm(Form):
    """They cannot come."""

    interview_id: PublicId


class WentForm(Form):
    """How it went."""

    match_id: PublicId
    went: Annotated[Went, Field(strict=False)]


class MatchForm(Form):
    """A match of theirs."""

    match_id: PublicId


class TermsForm(Form):
    """A contract of employment."""

    contract: Annotated[ContractKind, Field(strict=False)]
    starts_on: Day
    ends_on: Day | None = None


class OutcomeForm(MatchForm):
    """How far it has come; of a hire its contract, if they know it already."""

    stage: Literal["interview", "hired", "not_hired"]
    why: Annotated[WhyNot, Field(strict=False)] | None = None
    terms: TermsForm | None = None


class HireForm(Form):
    """The contract of an application to an outside offer."""

    application_id: PublicId
    terms: TermsForm


@kind("answer_interview", AnswerForm)
async def _answer(actor: Actor, form: AnswerForm, uow: UnitOfWork) -> object:
    starts_at = None if form.starts_at is None else _moment(form.starts_at)
    return await answer_interview(actor, AnswerInterview(form.interview_id, starts_at), uow)


@kind("cancel_interview", CancelForm)
async def _cancel(actor: Actor, form: CancelForm, uow: UnitOfWork) -> object:
    await cancel_interview(actor, form.interview_id, uow)
    return {}


@kind("tell_how", WentForm)
async def _went(actor: Actor, form: WentForm, uow: UnitOfWork) -> object:
    await tell_how(actor, TellHow(form.match_id, form.went), uow)
    return {}


@kind("tell_outcome", OutcomeForm)
async def _outcome(actor: Actor, form: OutcomeForm, uow: UnitOfWork) -> object:
    terms = None if form.terms is None else _terms(form.terms)
    await move_on(actor, MoveOn(form.match_id, Stage(form.stage), form.why, terms), uow)
    return {}


@kind("undo_outcome", MatchForm)
async def _undo(actor: Actor, form: MatchForm, uow: UnitOfWork) -> object:
    await undo_step(actor, form.match_id, uow)
    return {}


@kind("tell_hire", HireForm)
async def _hire(actor: Actor, form: HireForm, uow: UnitOfWork) -> object:
    await tell_hire(actor, TellHire(form.application_id, _terms(form.terms)), uow)
    return {}


def _terms(form: TermsForm) -> HireTerms:
    try:
        ends_on = None if form.ends_on is None else date.fromisoformat(form.ends_on)
        return HireTerms(form.contract, date.fromisoformat(form.starts_on), ends_on)
    except ValueError:
        raise Invalid("hire_start") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("malformed") from None
    if moment.tzinfo is None:
        raise Invalid("malformed")
    return moment.astimezone(UTC)
