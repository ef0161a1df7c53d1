"""What waits for the structure's answer: requests to be accompanied, reports of offers, employers."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, ReportStatus, Role
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.permissions import is_manager
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.join_requests import Accept, accept_request, list_requests
from myjobmatch.services.offer_moves import ReviewOffer, list_waiting_offers, review_offer
from myjobmatch.services.offer_reports import list_reports
from myjobmatch.services.today.registry import key_of, source


async def _accept(actor: Actor, ref: str, uow: UnitOfWork) -> None:
    """Take the youth in, for oneself."""
    await accept_request(actor, Accept(ref, actor.public_id), uow)


@source(TodayKind.REQUEST, behind="/conseil/demandes", settle=_accept)
async def requests_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who ask to be accompanied. An advisor takes them in at once; a manager chooses for whom."""
    found = (await list_requests(actor, None, uow)).requests
    own = actor.role is Role.ADVISOR
    rows = [
        TodayRow(
            key=key_of(TodayKind.REQUEST, one.id),
            kind=TodayKind.REQUEST,
            at=one.asked_at,
            subject=one.first_name,
            detail="request_minor" if one.minor else "request",
            what=one.commune,
            count=one.age or 0,
            when=one.asked_at.isoformat(),
            act="accept" if own else "choose",
            href="" if own else "/conseil/demandes",
            urgent=one.minor,
        )
        for one in found
    ]
    return TodayFound(rows[:READ_EACH], len(rows))


@source(TodayKind.REPORT, behind="/signalements", policy=is_manager)
async def reports_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Offers in which youths found something wrong."""
    rows = [
        TodayRow(
            key=key_of(TodayKind.REPORT, one.id),
            kind=TodayKind.REPORT,
            at=one.at,
            subject=one.title,
            detail=f"report_{one.reason.value}",
            what=one.company,
            when=one.at.isoformat(),
            act="answer_report",
            href="/signalements",
        )
        for one in await list_reports(actor, None, uow)
        if one.status is ReportStatus.OPEN
    ]
    return TodayFound(rows[:READ_EACH], len(rows))


async def _approve(actor: Actor, ref: str, uow: UnitOfWork) -> None:
    """Publish the offer that waits."""
    waiting = await list_waiting_offers(actor, None, uow)
    offer = next((one for one in waiting if one.id == ref), None)
    if offer is None:
        raise NotFound("offer_unknown")
    await review_offer(actor, ReviewOffer(offer.id, offer.version, approved=True), uow)


@source(TodayKind.EMPLOYER, behind="/conseil/entreprises", policy=is_manager, settle=_approve)
async def employers_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Companies that nobody has approved yet, to be looked at; and offers of the others that wait."""
    offers = await list_waiting_offers(actor, None, uow)
    new = await uow.companies.standing(actor.structure_id or 0, [CompanyStatus.PENDING])
    steps = {
        step.company_id: step.at
        for step in reversed(await uow.companies.transitions([company.id for company in new]))
    }
    rows = [
        TodayRow(
            key=key_of(TodayKind.EMPLOYER, company.public_id),
            kind=TodayKind.EMPLOYER,
            at=steps.get(company.id, company.created_at),
            subject=company.name,
            detail="employer_new",
            when=steps.get(company.id, company.created_at).isoformat(),
            act="open_company",
            href="/conseil/entreprises",
        )
        for company in new
    ]
    rows += [
        TodayRow(
            key=key_of(TodayKind.EMPLOYER, one.id),
            kind=TodayKind.EMPLOYER,
            at=one.since,
            subject=one.company,
            detail="employer",
            what=one.title,
            when=one.since.isoformat(),
            act="approve",
        )
        for one in offers
        if one.company_status is CompanyStatus.APPROVED
    ]
    rows.sort(key=lambda row: row.at)
    return TodayFound(rows[:READ_EACH], len(rows))
