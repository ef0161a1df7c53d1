"""Taking a company's offer one step further in its life, with its trace and word to whom it concerns."""

from datetime import datetime, timedelta

from myjobmatch.db.models import Company, Offer, OfferTransition
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.workflow import OFFER
from myjobmatch.services.companies import trace
from myjobmatch.services.decks import company_offer
from myjobmatch.services.notices import OFFER as OFFER_TOPIC
from myjobmatch.services.notices import tell_company, tell_youth

SHOWN_FOR = timedelta(days=60)
"""How long an offer is shown before it must be prolonged."""

REMIND_DAYS = (7, 1)
"""How many days before the end of an offer its company is reminded."""

_COUNTED = {
    OfferStatus.PUBLISHED: ActivityKind.OFFER_PUBLISHED,
    OfferStatus.PAUSED: ActivityKind.OFFER_PAUSED,
}
CLOSED = frozenset({OfferStatus.FILLED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN})


async def offer_to_change(
    actor: Actor, public_id: str, version: str, uow: UnitOfWork
) -> tuple[Offer, Company]:
    """An offer of a company the actor acts for, locked, if it is still the one that was read.

    Raises:
        NotFound: there is none (`offer_unknown`).
        Conflict: someone else changed it since `version` (`offer_changed`).
    """
    await company_offer(actor, public_id, uow)
    offer = await uow.offers.to_decide_on(checked_public_id(public_id))
    company = await uow.companies.get(offer.company_id) if offer and offer.company_id else None
    if offer is None or company is None:
        raise NotFound("offer_unknown")
    if version_of(offer) != version:
        raise Conflict("offer_changed")
    return offer, company


def version_of(offer: Offer) -> str:
    """What changes with each change of an offer."""
    return offer.updated_at.isoformat()


async def move_offer(
    uow: UnitOfWork, actor: Actor, offer: Offer, company: Company, after: OfferStatus
) -> None:
    """Take the offer one step further.

    Raises:
        Conflict: the step is not one of the workflow's (`offer_transition`).
    """
    before = offer.status
    OFFER.check(before, after)
    now = uow.clock.now()
    if after is OfferStatus.PUBLISHED:
        if before is not OfferStatus.PAUSED or offer.published_at is None:
            offer.published_at = now
        if offer.expires_at is None or offer.expires_at <= now:
            offer.expires_at = now + SHOWN_FOR
        set_reminders(offer, now)
    offer.status = after
    offer.closed_at = now if after in CLOSED else None
    offer.updated_at = now
    add_step(uow, actor, offer, before)
    kind = _COUNTED.get(after)
    if kind is not None:
        uow.ledger.activity(kind, actor, structure_id=company.structure_id, offer_id=offer.id)
        uow.ledger.event(kind.value, {"offer": offer.id})
    trace(actor, company, uow, f"offer_{after.value}", "offer", offer.id)
    await tell_of(uow, offer, likers_too=after is not OfferStatus.SUBMITTED)


def set_reminders(offer: Offer, now: datetime) -> None:
    """When its company is reminded that an offer ends; what is past already is left out."""
    ends = offer.expires_at
    week, day = (None if ends is None else ends - timedelta(days=days) for days in REMIND_DAYS)
    offer.remind_week_at = week if week is not None and week > now else None
    offer.remind_day_at = day if day is not None and day > now else None


def add_step(uow: UnitOfWork, actor: Actor, offer: Offer, before: OfferStatus | None) -> None:
    """Keep that the offer is now in its state, and who brought it there."""
    uow.offers.add(
        OfferTransition(
            offer_id=offer.id,
            before=before,
            after=offer.status,
            account_id=None if actor.is_system else actor.account_id,
            at=uow.clock.now(),
        )
    )


async def tell_of(uow: UnitOfWork, offer: Offer, *, likers_too: bool = False) -> None:
    """The index, the company's pages and, where asked, those who like the offer look again."""
    uow.changed(OFFER_TOPIC, offer.id)
    tell_company(uow, offer)
    if not likers_too:
        return
    for youth_id in sorted(await uow.decisions.likers(offer.id)):
        youth = await uow.youths.get(youth_id)
        if youth is not None:
            await tell_youth(uow, youth, advisor_too=False)
