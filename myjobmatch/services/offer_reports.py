"""What a youth says is wrong with an offer, and what the structure makes of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from myjobmatch.db.models import Offer, OfferReport
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import OfferOrigin, OfferStatus, ReportReason, ReportStatus
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_approving, is_youth
from myjobmatch.domain.text import typed
from myjobmatch.domain.workflow import OFFER
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.offer_lifecycle import add_step, tell_of

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class ReportOffer:
    """An offer (public id), what is wrong, and a word on it if they like."""

    offer_id: str
    reason: ReportReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class SettleReport:
    """A report (public id): take the offer out of everybody's decks, or leave it there."""

    report_id: str
    hide: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report for whoever answers: what is said of the offer, not who said it."""

    id: str
    offer_id: str
    title: str
    company: str
    place: str
    source: str
    url: str
    outside: bool
    offer_status: OfferStatus
    reason: ReportReason
    note: str
    status: ReportStatus
    at: datetime
    settled_at: datetime | None


@service(is_youth)
async def report_offer(actor: Actor, command: ReportOffer, uow: UnitOfWork) -> ReportOffer:
    """Tell the structure that something is wrong. A second report of theirs replaces the first.

    Raises:
        NotFound: no such offer (`offer_unknown`).
    """
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    youth = await uow.youths.get(actor.youth_id or 0)
    if offer is None or youth is None or offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    note = typed(command.note)[:LONGEST_NOTE]
    report = await uow.told.report_of(youth.id, offer.id)
    if report is None:
        report = OfferReport(
            public_id=new_public_id(),
            youth_id=youth.id,
            structure_id=youth.structure_id,
            offer_id=offer.id,
            reason=command.reason,
            note=note,
            at=uow.clock.now(),
        )
        uow.told.add(report)
        await uow.told.flush()
        uow.ledger.event("offer_reported", {"report": report.id, "offer": offer.id})
    else:
        report.reason, report.note = command.reason, note
    if youth.structure_id is not None:
        uow.changed(STRUCTURE, youth.structure_id)
    return replace(command, note=note)


@service(is_approving, writes=False)
async def list_reports(actor: Actor, _command: None, uow: UnitOfWork) -> list[ReportView]:
    """What youths of the structure report, what is open first."""
    reports = await uow.told.reports(actor.structure_id or 0)
    rows = await uow.offers.rows([one.offer_id for one in reports])
    return [
        ReportView(
            id=one.public_id,
            offer_id=row.offer.public_id,
            title=row.offer.title,
            company=row.company_name,
            place=row.offer.place,
            source=row.source,
            url=row.url,
            outside=row.offer.origin is OfferOrigin.OUTSIDE,
            offer_status=row.offer.status,
            reason=one.reason,
            note=one.note,
            status=one.status,
            at=one.at,
            settled_at=one.settled_at,
        )
        for one in reports
        if (row := rows.get(one.offer_id)) is not None
    ]


@service(is_approving)
async def settle_report(actor: Actor, command: SettleReport, uow: UnitOfWork) -> None:
    """Answer a report, and with it the structure's other open ones on that offer.

    Hiding pauses the offer for everybody: one from a feed, or of a company that the structure follows.
    Pausing stands when the feed brings the offer again.

    Raises:
        NotFound: not a report of the structure (`report_unknown`), or an offer of a company that
            another structure follows (`offer_elsewhere`).
    """
    structure_id = actor.structure_id or 0
    report = await uow.told.report(structure_id, checked_public_id(command.report_id))
    offer = None if report is None else await uow.offers.get(report.offer_id)
    if report is None or offer is None:
        raise NotFound("report_unknown")
    status = ReportStatus.HIDDEN if command.hide else ReportStatus.KEPT
    if command.hide:
        await _hide(actor, offer, uow)
    if report.status is ReportStatus.OPEN:
        now = uow.clock.now()
        await uow.told.settle(structure_id, offer.id, status, by=actor.account_id, at=now)
    uow.ledger.audit(actor, f"report_{status.value}", "offer", offer.id)
    uow.changed(STRUCTURE, structure_id)


async def _hide(actor: Actor, offer: Offer, uow: UnitOfWork) -> None:
    outside = offer.origin is OfferOrigin.OUTSIDE
    company = await uow.companies.get(offer.company_id) if offer.company_id else None
    if not outside and (company is None or company.structure_id != actor.structure_id):
        raise NotFound("offer_elsewhere")
    if offer.status is not OfferStatus.PUBLISHED:
        return
    before = offer.status
    offer.status = OFFER.check(before, OfferStatus.PAUSED)
    offer.updated_at = uow.clock.now()
    add_step(uow, actor, offer, before)
    await tell_of(uow, offer, likers_too=True)
