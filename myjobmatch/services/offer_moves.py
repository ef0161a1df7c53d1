"""What is done with a company's offer: publish, pause, resume, fill, duplicate; and a structure's answer."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, OfferOrigin, OfferStatus
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_approving, is_employer_side, require
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.commands import answer_once
from myjobmatch.services.companies import short_text, trace
from myjobmatch.services.company_offers import SavedOffer, content_of, require_ready
from myjobmatch.services.decks import company_offer
from myjobmatch.services.notices import COMPANY
from myjobmatch.services.offer_lifecycle import (
    add_step,
    move_offer,
    offer_to_change,
    tell_of,
    version_of,
)

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """An offer (public id) as it was read."""

    offer_id: str
    version: str


@dataclass(frozen=True, slots=True)
class DuplicateOffer:
    """An offer to write again from."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class ReviewOffer:
    """A structure's answer to a submitted offer; a no says why."""

    offer_id: str
    version: str
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """A submitted offer, for whoever answers."""

    id: str
    version: str
    title: str
    description: str
    company: str
    company_status: CompanyStatus
    place: str
    since: datetime


@service(is_employer_side)
async def publish_offer(actor: Actor, command: MoveOffer, uow: UnitOfWork) -> SavedOffer:
    """Publish an offer of an approved company; of one that is not yet, submit it for approval.

    Raises:
        OfferNotReady: fields or words that keep it from people.
        NotFound: not an offer of theirs (`offer_unknown`).
        Conflict: changed meanwhile (`offer_changed`), not from here (`offer_transition`), or the
            company was refused (`company_refused`).
    """
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    if company.status is CompanyStatus.REFUSED:
        raise Conflict("company_refused")
    skills = tuple(await uow.offers.skills(offer.id))
    aptitudes = tuple(await uow.offers.aptitudes(offer.id))
    require_ready(content_of(offer, skills, aptitudes), uow)
    approved = company.status is CompanyStatus.APPROVED
    if offer.status is OfferStatus.REFUSED:
        await move_offer(uow, actor, offer, company, OfferStatus.DRAFT)
    after = OfferStatus.PUBLISHED if approved else OfferStatus.SUBMITTED
    await move_offer(uow, actor, offer, company, after)
    return await _saved(offer, uow)


@service(is_employer_side)
async def pause_offer(actor: Actor, command: MoveOffer, uow: UnitOfWork) -> SavedOffer:
    """Take an offer out of the decks for a while.

    Raises:
        NotFound, Conflict: as `publish_offer`.
    """
    return await _move(actor, command, OfferStatus.PAUSED, uow)


@service(is_employer_side)
async def fill_offer(actor: Actor, command: MoveOffer, uow: UnitOfWork) -> SavedOffer:
    """The job is taken: the offer leaves the decks, and those who like it learn it.

    Raises:
        NotFound, Conflict: as `publish_offer`.
    """
    return await _move(actor, command, OfferStatus.FILLED, uow)


async def duplicate(
    app: Application, actor: Actor, command_id: str, command: DuplicateOffer
) -> str:
    """The public id of a copy, the same for the same command id: a double click makes one copy.

    Raises:
        DomainError: what `duplicate_offer` refuses.
    """

    async def work(uow: UnitOfWork) -> dict[str, Any]:
        return asdict(await duplicate_offer(actor, command, uow))

    answer = await answer_once(
        app.database, actor, command_id, "offer.duplicate", asdict(command), work
    )
    if answer.status != "done":
        raise Conflict(answer.code, **(answer.params or {}))
    return str(answer.data["id"])


@service(is_employer_side)
async def duplicate_offer(actor: Actor, command: DuplicateOffer, uow: UnitOfWork) -> SavedOffer:
    """A draft that says what another offer says; its start is left open.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`).
    """
    offer, company = await company_offer(actor, command.offer_id, uow)
    now = uow.clock.now()
    copy = Offer(
        public_id=new_public_id(),
        origin=OfferOrigin.INTERNAL,
        status=OfferStatus.DRAFT,
        structure_id=company.structure_id,
        company_id=company.id,
        company_name=company.name,
        created_by=actor.account_id,
        created_at=now,
        updated_at=now,
        **{name: getattr(offer, name) for name in _COPIED},
    )
    uow.offers.add(copy)
    await uow.offers.flush()
    await uow.offers.set_skills(copy.id, await uow.offers.skills(offer.id))
    await uow.offers.set_aptitudes(copy.id, await uow.offers.aptitudes(offer.id))
    add_step(uow, actor, copy, None)
    trace(actor, company, uow, "offer_duplicated", "offer", copy.id)
    await tell_of(uow, copy)
    return await _saved(copy, uow)


_COPIED = (
    "title",
    "description",
    "occupation_id",
    "contract",
    "contract_text",
    "weekly_hours",
    "schedules",
    "pay_text",
    "pay_hourly_min",
    "experience",
    "licences_required",
    "licences_wished",
    "languages_asked",
    "place",
    "commune_code",
    "postcode",
    "latitude",
    "longitude",
    "positions",
    "night_work",
    "hazardous_work",
)


@service(is_approving, writes=False)
async def list_waiting_offers(actor: Actor, _command: None, uow: UnitOfWork) -> list[WaitingOffer]:
    """The offers that wait for the structure's answer, the oldest first."""
    rows = await uow.employer.submitted(actor.structure_id or 0)
    return [
        WaitingOffer(
            id=offer.public_id,
            version=version_of(offer),
            title=offer.title,
            description=offer.description,
            company=company.name,
            company_status=company.status,
            place=offer.place,
            since=offer.updated_at,
        )
        for offer, company in rows
    ]


@service(is_approving)
async def review_offer(actor: Actor, command: ReviewOffer, uow: UnitOfWork) -> SavedOffer:
    """Publish a submitted offer, or send it back with a reason. A yes approves its company too.

    Raises:
        NotFound: not an offer of a company that the structure follows (`offer_unknown`).
        Invalid: a no without a reason (`reason_missing`), or too long a one (`text_long`).
        Conflict: changed meanwhile (`offer_changed`), or not submitted (`offer_transition`).
    """
    reason = short_text(command.reason, LONGEST_REASON)
    if not command.approved and not reason:
        raise Invalid("reason_missing")
    offer = await uow.offers.to_decide_on(checked_public_id(command.offer_id))
    company = await uow.companies.get(offer.company_id) if offer and offer.company_id else None
    require(company is not None and company.structure_id == actor.structure_id, "offer_unknown")
    if offer is None or company is None or version_of(offer) != command.version:
        raise Conflict("offer_changed")
    if offer.status is not OfferStatus.SUBMITTED:
        raise Conflict("offer_changed")
    if command.approved:
        if company.status is not CompanyStatus.APPROVED:
            company.status = CompanyStatus.APPROVED
            uow.ledger.audit(actor, "company_approved", "company", company.id)
            uow.changed(COMPANY, company.id)
        await move_offer(uow, actor, offer, company, OfferStatus.PUBLISHED)
    else:
        offer.refusal_reason = reason
        await move_offer(uow, actor, offer, company, OfferStatus.REFUSED)
    return await _saved(offer, uow)


async def _move(
    actor: Actor, command: MoveOffer, after: OfferStatus, uow: UnitOfWork
) -> SavedOffer:
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    await move_offer(uow, actor, offer, company, after)
    return await _saved(offer, uow)


async def _saved(offer: Offer, uow: UnitOfWork) -> SavedOffer:
    await uow.offers.flush()
    return SavedOffer(offer.public_id, version_of(offer), offer.status)
