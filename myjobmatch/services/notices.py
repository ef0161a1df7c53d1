"""Who must look again: pages and phones follow the change sequence of their account or company."""

from collections.abc import Iterable

from myjobmatch.db.models import Offer, Youth
from myjobmatch.db.uow import UnitOfWork

ACCOUNT = "account"
COMPANY = "company"
STRUCTURE = "structure"
OFFER = "offer"
YOUTH = "youth"
CATALOGUE = "catalogue"
TRANSIT = "transit"
FIGURES = "figures"
SHOWN = "shown"
"""Topics of the change sequence; the entity's dense id goes with each."""


async def tell_youth(uow: UnitOfWork, youth: Youth, *, advisor_too: bool = True) -> None:
    """The youth's phone and, by default, their advisor's pages have something new."""
    identity = await uow.youths.identity(youth.id)
    if identity is not None and identity.account_id is not None:
        uow.changed(ACCOUNT, identity.account_id)
    if advisor_too:
        tell_advisor(uow, youth)


def tell_advisor(uow: UnitOfWork, youth: Youth) -> None:
    """The advisor's pages, and those of their structure's manager, have something new."""
    if youth.advisor_id is not None:
        uow.changed(ACCOUNT, youth.advisor_id)
    if youth.structure_id is not None:
        uow.changed(STRUCTURE, youth.structure_id)


def tell_company(uow: UnitOfWork, offer: Offer) -> None:
    """The pages of whoever acts for the offer's company have something new."""
    if offer.company_id is not None:
        uow.changed(COMPANY, offer.company_id)


def tell_accounts(uow: UnitOfWork, account_ids: Iterable[int]) -> None:
    """The pages of these accounts have something new."""
    for account_id in account_ids:
        uow.changed(ACCOUNT, account_id)
