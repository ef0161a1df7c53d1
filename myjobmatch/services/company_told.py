"""Who is told of an offer on its company's side."""

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import Side


async def recruiters_of(uow: UnitOfWork, offer: Offer) -> set[int]:
    """The accounts of the recruiters of an offer's company; nobody for an offer from outside."""
    if offer.company_id is None:
        return set()
    return {account.id for account in await uow.accounts.recruiters(offer.company_id)}


async def in_touch_of(uow: UnitOfWork, youth_id: int, offer: Offer) -> set[int]:
    """The recruiters, and whoever liked this youth in the company's name."""
    found = await recruiters_of(uow, offer)
    liked = await uow.decisions.active(youth_id, offer.id, Side.EMPLOYER)
    return found | ({liked.account_id} if liked is not None else set())
