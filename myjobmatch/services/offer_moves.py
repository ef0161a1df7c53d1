"""What is done with a company's offer: publish, pause, resume, fill, duplicate; and a structure's answer."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, MatchStatus, OfferOrigin, OfferStatus
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.offer_endings import Ending
from myjobmatch.domain.outcomes import Stage, Teller
from myjobmatch.domain.permissions import is_approving, is_employer_side, require
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.commands import answer_once
from myjobmatch.services.companies import require_standing, short_text, trace
from myjobmatch.services.company_offers import SavedOffer, require_ready
from myjobmatch.services.company_standing import move_company
from myjobmatch.services.decks import company_offer
from myjobmatch.services.offer_checks import note_wording, settle_wording, wording_to_read
from myjobmatch.services.offer_content import content_now
from myjobmatch.services.offer_endings import end_offers
from myjobmatch.services.offer_lifecycle import (
    add_step,
    move_offer,
    offer_to_change,
    tell_of,
    version_of,
)
from myjobmatch.services.offer_texts import WordingCheck
from myjobmatch.services.outcomes import Party, reach

LONGEST_REASON = 500
REVIEWED = "offer_reviewed"
"""The domain event of an answer to a submitted offer: `{offer, approved}`."""


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """An offer (public id) as it was read. `hired`: of one that is filled, the matches of who got the job."""

    offer_id: str
    version: str
    hired: tuple[str, ...] = ()


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
    wording: WordingCheck
    """The words to read, with their rule."""


@service(is_employer_side)
async def publish_offer(actor: Actor, command: MoveOffer, uow: UnitOfWork) -> SavedOffer:
    """Publish an offer of an approved company; of one that is not yet, submit it for approval.

    An offer with words that may be unlawful is submitted too: somebody of the structure reads it.

    Raises:
        OfferNotReady: fields or words that keep it from people.
        NotFound: not an offer of theirs (`offer_unknown`).
        Conflict: changed meanwhile (`offer_changed`), not from here (`offer_transition`), or the
            company was refused (`company_refused`).
    """
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    if company.status is CompanyStatus.REFUSED:
        raise Conflict("company_refused")
    require_ready(await content_now(offer, uow), uow)
    to_read = await note_wording(offer, uow)
    approved = company.status is CompanyStatus.APPROVED and not to_read
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
    """The job is taken: the offer leaves the decks, those who like it learn it, their matches close.

    The matches of those who were `hired` go on; nobody of them says that the job was filled otherwise.

    Raises:
        NotFound: as `publish_offer`; or one of `hired` is no match of the offer in touch (`match_unknown`).
        Conflict: as `publish_offer`.
    """
    return await _end(actor, command, Ending.FILLED, uow)


@service(is_employer_side)
async def withdraw_offer(actor: Actor, command: MoveOffer, uow: UnitOfWork) -> SavedOffer:
    """Nobody is looked for any more: the offer leaves the decks, those who like it learn it, matches close.

    Raises:
        NotFound, Conflict: as `publish_offer`.
    """
    return await _end(actor, command, Ending.WITHDRAWN, uow)


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
    useful = await uow.offers.useful_aptitudes(offer.id)
    await uow.offers.set_aptitudes(copy.id, await uow.offers.aptitudes(offer.id), useful)
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
    "site_id",
    "positions",
    "night_work",
    "hazardous_work",
    "remote",
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
            wording=await wording_to_read(offer, uow),
        )
        for offer, company in rows
    ]


@service(is_approving)
async def review_offer(actor: Actor, command: ReviewOffer, uow: UnitOfWork) -> SavedOffer:
    """Publish a submitted offer, or send it back with a reason. A yes approves its company too.

    Raises:
        NotFound: not an offer of a company that the structure follows (`offer_unknown`).
        Invalid: a no without a reason (`reason_missing`), or too long a one (`text_long`).
        Conflict: changed meanwhile (`offer_changed`), not submitted (`offer_transition`), or of a company
            that is suspended (`company_suspended`).
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
    require_standing(company)
    await settle_wording(actor, offer, uow, allowed=command.approved)
    uow.ledger.event(REVIEWED, {"offer": offer.id, "approved": command.approved})
    if command.approved:
        if company.status is not CompanyStatus.APPROVED:
            await move_company(uow, actor, company, CompanyStatus.APPROVED)
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


async def _end(actor: Actor, command: MoveOffer, ending: Ending, uow: UnitOfWork) -> SavedOffer:
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    talking = await uow.endings.matches([offer.id], [MatchStatus.SHARED], lock=True)
    hired = {match.id for match in talking if match.public_id in command.hired}
    if ending is not Ending.FILLED or len(hired) != len(set(command.hired)):
        require(not command.hired, "match_unknown")
    for match in talking:
        youth = await uow.youths.get(match.youth_id) if match.id in hired else None
        if youth is not None:
            await reach(uow, actor, Party(match, offer, youth, Teller.EMPLOYER), Stage.HIRED)
    await end_offers(uow, actor, [offer], ending, hired=hired)
    trace(actor, company, uow, f"offer_{offer.status.value}", "offer", offer.id)
    return await _saved(offer, uow)


async def _saved(offer: Offer, uow: UnitOfWork) -> SavedOffer:
    await uow.offers.flush()
    return SavedOffer(offer.public_id, version_of(offer), offer.status)
