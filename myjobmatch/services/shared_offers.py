"""The page behind a link that somebody shared: what the advert says, or that it is over; nobody's data."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ContractKind, OfferOrigin, OfferStatus
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_anyone
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN


@dataclass(frozen=True, slots=True)
class SharedOffer:
    """An offer as anybody may read it. Of one that is over the title and the company alone are left.

    `over` says why: `filled`, `expired`, `withdrawn` or `paused`; empty while it is open. `logo`: the company's, by
    public id.
    """

    title: str
    company: str
    open: bool
    over: str = ""
    place: str = ""
    contract: ContractKind | None = None
    hours: float | None = None
    pay: str = ""
    starts_on: date | None = None
    description: str = ""
    outside: bool = False
    source: str = ""
    url: str = ""
    logo: str = ""


@service(is_anyone, writes=False)
async def shared_offer(_actor: Actor, public_id: str, uow: UnitOfWork) -> SharedOffer | None:
    """The offer of a shared link; None where there is none that was ever published."""
    try:
        offer = await uow.offers.by_public_id(checked_public_id(public_id))
    except Invalid:
        return None
    if offer is None or offer.status in NEVER_SHOWN:
        return None
    row = (await uow.offers.rows([offer.id]))[offer.id]
    if not is_open(offer, uow.clock.now()):
        # past its time, whatever the worker did of it so far
        over = "expired" if offer.status is OfferStatus.PUBLISHED else offer.status.value
        return SharedOffer(offer.title, row.company_name, open=False, over=over)
    return SharedOffer(
        title=offer.title,
        company=row.company_name,
        open=True,
        place=offer.place,
        contract=offer.contract,
        hours=offer.weekly_hours,
        pay=offer.pay_text,
        starts_on=offer.starts_on,
        description=offer.description,
        outside=offer.origin is OfferOrigin.OUTSIDE,
        source=row.source,
        url=row.url,
        logo=row.company.logo if row.company else "",
    )
