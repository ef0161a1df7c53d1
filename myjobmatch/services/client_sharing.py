"""What a youth decides on who sees them, and what they answer without a name, as a phone sends it."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_questions import QuestionAnswer
from myjobmatch.domain.sharing import LONGEST_REPORT, CompanyReportReason
from myjobmatch.services.candidate_questions import AnswerQuestion, answer_question
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.company_reports import ReportCompany, report_company
from myjobmatch.services.matches import CloseMatch, close_match
from myjobmatch.services.sharing import Block, Withdraw, block_company, withdraw_sharing


class WithdrawForm(Form):
    """A company sees me no longer."""

    company_id: PublicId


class CloseForm(Form):
    """One match is over for me."""

    match_id: PublicId


class BlockForm(Form):
    """Keep a company away, by its own id or an offer's; or let it in again."""

    company_id: PublicId | None = None
    offer_id: PublicId | None = None
    off: bool = False


class ReportCompanyForm(Form):
    """Something is wrong with an employer, or with a message of theirs."""

    company_id: PublicId | None = None
    offer_id: PublicId | None = None
    message_id: PublicId | None = None
    reason: Annotated[CompanyReportReason, Field(strict=False)]
    note: str = Field("", max_length=2 * LONGEST_REPORT)


class AnswerForm(Form):
    """One of a question's answers."""

    question_id: PublicId
    answer: Annotated[QuestionAnswer, Field(strict=False)]


@kind("withdraw", WithdrawForm)
async def _withdraw(actor: Actor, form: WithdrawForm, uow: UnitOfWork) -> object:
    return await withdraw_sharing(actor, Withdraw(form.company_id), uow)


@kind("close_match", CloseForm)
async def _close(actor: Actor, form: CloseForm, uow: UnitOfWork) -> object:
    await close_match(actor, CloseMatch(form.match_id), uow)
    return {}


@kind("block", BlockForm)
async def _block(actor: Actor, form: BlockForm, uow: UnitOfWork) -> object:
    command = Block(form.company_id or "", form.offer_id or "", form.off)
    return {**await block_company(actor, command, uow), "read_again": True}


@kind("report_company", ReportCompanyForm)
async def _report(actor: Actor, form: ReportCompanyForm, uow: UnitOfWork) -> object:
    command = ReportCompany(
        form.reason,
        form.company_id or "",
        form.offer_id or "",
        form.message_id or "",
        form.note,
    )
    return await report_company(actor, command, uow)


@kind("answer_question", AnswerForm)
async def _answer(actor: Actor, form: AnswerForm, uow: UnitOfWork) -> object:
    return await answer_question(actor, AnswerQuestion(form.question_id, form.answer), uow)
