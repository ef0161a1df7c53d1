"""What is told of a company's standing: to its structure that it waits, to its people what was answered."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import CompanyStatus, Role
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.telling import tells

_PAGES = {Role.MANAGER: "/conseil/entreprises", Role.EMPLOYMENT_OFFICER: "/employeur/entreprises"}
PEOPLE = "/employeur/equipe"
OWN = "/employeur/entreprise"
OFFERS = "/employeur/offres"
_TOLD = {
    (CompanyStatus.PENDING, CompanyStatus.APPROVED): ("company_approved", OFFERS),
    (CompanyStatus.REFUSED, CompanyStatus.APPROVED): ("company_approved", OFFERS),
    (CompanyStatus.PENDING, CompanyStatus.REFUSED): ("company_refused", OWN),
    (CompanyStatus.APPROVED, CompanyStatus.SUSPENDED): ("company_suspended", OWN),
    (CompanyStatus.SUSPENDED, CompanyStatus.APPROVED): ("company_reinstated", OFFERS),
}


@tells("company_registered", NotificationKind.APPROVAL)
async def _company_registered(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A company waits for the structure's answer: its managers and employment officers are told."""
    company = await uow.companies.get(payload["company"])
    if company is None or company.status is not CompanyStatus.PENDING:
        return []
    step = await _last_step(uow, company.id)
    tellings = []
    for role, page in _PAGES.items():
        staff = await uow.accounts.staff(company.structure_id, [role])
        tellings.append(
            Telling(
                NotificationKind.APPROVAL,
                tuple(account.id for account in staff),
                cause=f"company_waits:{company.id}:{step}",
                matter=f"company:{company.id}",
                text="company_waits",
                path=page,
                params={"company": company.name},
            )
        )
    return tellings


@tells("company_moved", NotificationKind.OFFER)
async def _company_moved(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """What the structure answered; the reason is on the page, not in the message."""
    company = await uow.companies.get(payload["company"])
    step = (CompanyStatus(payload["before"]), CompanyStatus(payload["after"]))
    if company is None or step not in _TOLD or company.status is not step[1]:
        return []
    text, page = _TOLD[step]
    return [
        Telling(
            NotificationKind.OFFER,
            tuple(account.id for account in await uow.accounts.recruiters(company.id)),
            cause=f"{text}:{company.id}:{await _last_step(uow, company.id)}",
            matter=f"company:{company.id}",
            text=text,
            path=page,
            params={"company": company.name},
        )
    ]


@tells("company_asked", NotificationKind.OFFER)
async def _company_asked(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody asks to be let in: owners decide; where there is none, the structure's officers."""
    company = await uow.companies.get(payload["company"])
    waiting = await uow.companies.open_requests(payload["company"])
    if company is None or not waiting:
        return []
    people = await uow.accounts.recruiters(company.id)
    deciding = [account for account in people if account.company_role is CompanyRole.OWNER]
    if not deciding:
        deciding = list(await uow.accounts.staff(company.structure_id, [Role.EMPLOYMENT_OFFICER]))
    return [
        Telling(
            NotificationKind.OFFER,
            tuple(account.id for account in deciding),
            cause=f"company_asked:{waiting[-1].id}",
            matter=f"company_people:{company.id}",
            text="company_asked",
            path=PEOPLE,
            params={"company": company.name},
        )
    ]


async def _last_step(uow: UnitOfWork, company_id: int) -> int:
    steps = await uow.companies.transitions([company_id])
    return steps[0].id if steps else 0
