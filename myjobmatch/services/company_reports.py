"""What a youth says is wrong with an employer or with a message of theirs, and the structure's answer."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import CompanyReport
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, ConversationKind
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_approving, is_youth
from myjobmatch.domain.sharing import LONGEST_REPORT, CompanyReportReason, CompanyReportStatus
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.conversations import takes_part
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.sharing import company_meant

EXCERPT = 1000
REPORTED = "company_reported"
"""The domain event of a report: `{report, company}`."""


@dataclass(frozen=True, slots=True)
class ReportCompany:
    """What is wrong with a company (its public id, that of an offer, or of a message of it), and a word on it."""

    reason: CompanyReportReason
    company_id: str = ""
    offer_id: str = ""
    message_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompanyReportView:
    """A report for whoever answers; who made it is not told.

    `excerpt` is the message that was reported: the youth showed it on purpose.
    """

    id: str
    company_id: str
    company: str
    company_status: CompanyStatus
    reason: CompanyReportReason
    note: str
    excerpt: str
    status: CompanyReportStatus
    at: datetime
    settled_at: datetime | None


@service(is_youth)
async def report_company(actor: Actor, command: ReportCompany, uow: UnitOfWork) -> dict[str, str]:
    """Tell the structure. As long as nobody answered, another report of the same takes its place.

    Raises:
        NotFound: no such company (`company_unknown`), or no such message of a company to them
            (`message_unknown`).
    """
    youth = await uow.youths.get(actor.youth_id or 0)
    excerpt = ""
    company_id, offer_id = command.company_id, command.offer_id
    if command.message_id:
        offer_id, excerpt = await _message_of_company(actor, command.message_id, uow)
    company = await company_meant(company_id, offer_id, uow)
    if company is None or youth is None:
        raise NotFound("company_unknown")
    note = typed(command.note)[:LONGEST_REPORT]
    report = await uow.sharing.open_report(youth.id, company.id, excerpt)
    if report is None:
        report = CompanyReport(
            public_id=new_public_id(),
            youth_id=youth.id,
            structure_id=youth.structure_id,
            company_id=company.id,
            reason=command.reason,
            note=note,
            excerpt=excerpt,
            at=uow.clock.now(),
        )
        uow.sharing.add(report)
        await uow.sharing.flush()
        uow.ledger.event(REPORTED, {"report": report.id, "company": company.id})
    else:
        report.reason, report.note = command.reason, note
    if youth.structure_id is not None:
        uow.changed(STRUCTURE, youth.structure_id)
    return {"company_id": company.public_id}


async def _message_of_company(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[str, str]:
    """The offer of the conversation that a message stands in, and the message's words."""
    found = await uow.conversations.by_message(checked_public_id(public_id))
    if found is None:
        raise NotFound("message_unknown")
    message, conversation = found
    match = await uow.matches.get(conversation.match_id or 0)
    offer = await uow.offers.get(match.offer_id) if match else None
    if (
        conversation.kind is not ConversationKind.MATCH
        or message.author_id == actor.account_id
        or offer is None
        or not await takes_part(actor, conversation, uow)
    ):
        raise NotFound("message_unknown")
    return offer.public_id, message.body[:EXCERPT]


@service(is_approving, writes=False)
async def list_company_reports(
    actor: Actor, _command: None, uow: UnitOfWork
) -> list[CompanyReportView]:
    """What youths of the structure report of employers, what is open first."""
    return [
        CompanyReportView(
            id=report.public_id,
            company_id=company.public_id,
            company=company.name,
            company_status=company.status,
            reason=report.reason,
            note=report.note,
            excerpt=report.excerpt,
            status=report.status,
            at=report.at,
            settled_at=report.settled_at,
        )
        for report, company in await uow.sharing.reports(actor.structure_id or 0)
    ]


@service(is_approving)
async def settle_company_report(actor: Actor, report_id: str, uow: UnitOfWork) -> None:
    """It was looked at, and what had to be done was done. Again is once.

    Raises:
        NotFound: not a report of the structure (`report_unknown`).
    """
    structure_id = actor.structure_id or 0
    report = await uow.sharing.report(structure_id, checked_public_id(report_id))
    if report is None:
        raise NotFound("report_unknown")
    if report.status is CompanyReportStatus.SETTLED:
        return
    report.status, report.settled_at = CompanyReportStatus.SETTLED, uow.clock.now()
    report.settled_by = actor.account_id
    uow.ledger.audit(actor, "company_report_settled", "company", report.company_id)
    uow.changed(STRUCTURE, structure_id)
