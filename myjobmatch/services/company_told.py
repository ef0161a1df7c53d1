"""Who is told of an offer on its company's side: whoever acts for it today, whatever they did there before."""

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import AccountStatus, Role, Side
from myjobmatch.domain.permissions import may_act_for_company
from myjobmatch.services.sessions import actor_of


async def recruiters_of(uow: UnitOfWork, offer: Offer) -> set[int]:
    """The accounts of the recruiters of an offer's company; nobody for an offer from outside."""
    if offer.company_id is None:
        return set()
    return {account.id for account in await uow.accounts.recruiters(offer.company_id)}


async def in_touch_of(uow: UnitOfWork, youth_id: int, offer: Offer) -> set[int]:
    """The recruiters, and whoever liked this youth in the company's name and still acts for it."""
    found = await recruiters_of(uow, offer)
    liked = await uow.decisions.active(youth_id, offer.id, Side.EMPLOYER)
    if liked is not None and await acts_for(uow, liked.account_id, offer):
        found.add(liked.account_id)
    return found


async def acts_for(uow: UnitOfWork, account_id: int, offer: Offer) -> bool:
    """Whether an account acts for an offer's company today: a recruiter may have gone to another one."""
    account = await uow.accounts.get(account_id)
    company = await uow.companies.get(offer.company_id) if offer.company_id is not None else None
    return (
        account is not None
        and company is not None
        and account.status is AccountStatus.ACTIVE
        and may_act_for_company(
            actor_of(account, None), company_id=company.id, structure_id=company.structure_id
        )
    )


async def still_concerns(uow: UnitOfWork, account_id: int, offer: Offer) -> bool:
    """Asked just before something is sent that was noted earlier: a youth, or whoever still acts for the company."""
    account = await uow.accounts.get(account_id)
    youth = account is not None and account.role is Role.YOUTH
    return youth or await acts_for(uow, account_id, offer)
