"""Taking a company one step further in its life, with its trace and word to whom it concerns."""

from myjobmatch.db.models import Company, CompanyTransition
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.companies import COMPANY as LIFE
from myjobmatch.domain.companies import GIVES_REASON, LONGEST_REASON
from myjobmatch.domain.enums import CompanyStatus
from myjobmatch.domain.errors import Invalid
from myjobmatch.services.companies import short_text
from myjobmatch.services.notices import COMPANY, OFFER, STRUCTURE, tell_accounts


async def move_company(
    uow: UnitOfWork, actor: Actor, company: Company, after: CompanyStatus, reason: str = ""
) -> None:
    """Take the company one step further; suspended, all its offers leave every deck with this transaction.

    Raises:
        Conflict: the step is not one of the workflow's (`company_transition`).
        Invalid: a no without a reason (`reason_missing`), or too long a one (`text_long`).
    """
    before = company.status
    LIFE.check(before, after)
    given = short_text(reason, LONGEST_REASON)
    if after in GIVES_REASON and not given:
        raise Invalid("reason_missing")
    company.status = after
    company.status_reason = given if after in GIVES_REASON else ""
    add_company_step(uow, actor, company, before, given)
    uow.ledger.audit(actor, f"company_{after.value}", "company", company.id)
    uow.ledger.event(
        "company_moved", {"company": company.id, "before": before.value, "after": after.value}
    )
    uow.changed(COMPANY, company.id)
    uow.changed(STRUCTURE, company.structure_id)
    if CompanyStatus.SUSPENDED in (before, after):
        await _withhold(uow, company, after is CompanyStatus.SUSPENDED)


def add_company_step(
    uow: UnitOfWork,
    actor: Actor,
    company: Company,
    before: CompanyStatus | None,
    reason: str = "",
) -> None:
    """Keep that the company now stands as it does, who brought it there, and why."""
    uow.companies.add(
        CompanyTransition(
            company_id=company.id,
            before=before,
            after=company.status,
            reason=reason,
            account_id=None if actor.is_system else actor.account_id,
            at=uow.clock.now(),
        )
    )


async def _withhold(uow: UnitOfWork, company: Company, withheld: bool) -> None:
    """Offers keep their state: what was published is published again once the company is reinstated."""
    for offer_id in await uow.companies.withhold_offers(company.id, withheld):
        uow.changed(OFFER, offer_id)
    tell_accounts(uow, await uow.companies.accounts_touched(company.id))
