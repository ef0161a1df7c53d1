"""An offer that ends: its company is reminded a week and a day before, and prolongs it if it likes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import CompanyStatus, OfferStatus
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.permissions import is_employer_side, is_system
from myjobmatch.services.building import service
from myjobmatch.services.companies import trace
from myjobmatch.services.company_offers import SavedOffer, require_ready
from myjobmatch.services.offer_checks import note_wording
from myjobmatch.services.offer_content import content_now
from myjobmatch.services.offer_lifecycle import (
    REMIND_DAYS,
    move_offer,
    offer_to_change,
    set_reminders,
    tell_of,
    version_of,
)

Days = Literal[30, 60]
LONGEST = timedelta(days=120)
"""No offer is shown longer than this without somebody looking at it again."""
ENDS = "offer_ends"
"""The domain event of a reminder: `{offer, days, ends}`."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ProlongOffer:
    """An offer (public id) as it was read, and how many days more it is to be shown."""

    offer_id: str
    version: str
    days: int


@service(is_employer_side)
async def prolong_offer(actor: Actor, command: ProlongOffer, uow: UnitOfWork) -> SavedOffer:
    """Show an offer for longer: from its end where it runs, from today where it had expired.

    Raises:
        Invalid: neither 30 nor 60 days (`offer_days_unknown`).
        OfferNotReady: an expired one whose words or facts are not lawful any more.
        NotFound: not an offer of theirs (`offer_unknown`).
        Conflict: changed meanwhile (`offer_changed`), neither running nor expired
            (`offer_transition`), shown for long already (`offer_prolonged_enough`), or the company
            is not approved (`company_refused`).
    """
    if command.days not in get_args(Days):
        raise Invalid("offer_days_unknown")
    offer, company = await offer_to_change(actor, command.offer_id, command.version, uow)
    now = uow.clock.now()
    if offer.status is OfferStatus.EXPIRED:
        if company.status is not CompanyStatus.APPROVED:
            raise Conflict("company_refused")
        if offer.starts_on is not None and offer.starts_on < paris_day(now):
            offer.starts_on = None  # that day has gone by: from now on is what is meant
        require_ready(await content_now(offer, uow), uow)
        offer.expires_at = now + timedelta(days=command.days)
        to_read = await note_wording(offer, uow)
        after = OfferStatus.SUBMITTED if to_read else OfferStatus.PUBLISHED
        await move_offer(uow, actor, offer, company, after)
    elif offer.status in (OfferStatus.PUBLISHED, OfferStatus.PAUSED):
        ends = max(now, offer.expires_at or now) + timedelta(days=command.days)
        if ends > now + LONGEST:
            raise Conflict("offer_prolonged_enough")
        offer.expires_at = ends
        offer.updated_at = now
        set_reminders(offer, now)
        trace(actor, company, uow, "offer_prolonged", "offer", offer.id)
        await tell_of(uow, offer)
    else:
        raise Conflict("offer_transition")
    await uow.offers.flush()
    return SavedOffer(offer.public_id, version_of(offer), offer.status)


@service(is_system)
async def remind_of_ends(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each reminder whose moment has come, once; answers how many.

    When the worker stood still for days, the reminder of the day before takes the place of the week's.
    """
    now = uow.clock.now()
    told = 0
    for offer in await uow.offer_checks.to_remind(now, _AT_ONCE):
        due = (offer.remind_week_at, offer.remind_day_at)
        days = min(
            n for n, at in zip(REMIND_DAYS, due, strict=True) if at is not None and at <= now
        )
        offer.remind_week_at = None
        if offer.remind_day_at is not None and offer.remind_day_at <= now:
            offer.remind_day_at = None
        if offer.expires_at is not None and offer.expires_at > now:
            payload = {"offer": offer.id, "days": days, "ends": offer.expires_at.isoformat()}
            uow.ledger.event(ENDS, payload)
            told += 1
    return told
