"""A company's logo: drawn anew as a small square, shown to everybody who sees its offers."""

from dataclasses import dataclass

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import CompanyLogo
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_anyone, is_employer_side
from myjobmatch.integrations.logos import drawn_logo
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company, trace
from myjobmatch.services.notices import COMPANY, OFFER


@dataclass(frozen=True, slots=True)
class KeepLogo:
    """A logo as it was drawn anew; empty: none any more."""

    company_id: str
    data: bytes = b""


async def set_logo(app: Application, actor: Actor, company_id: str, data: bytes) -> str:
    """Draw what was sent anew and keep it; answers its public id.

    Raises:
        DomainError: what `keep_logo` refuses.
        Invalid: it is no such picture (`document_empty`, `logo_big` with `most` MB, `document_kind`,
            `document_broken`, `document_pixels`).
    """
    drawn = await off_loop(drawn_logo, data)
    return await app.run(keep_logo, actor, KeepLogo(company_id, drawn))


@service(is_employer_side)
async def keep_logo(actor: Actor, command: KeepLogo, uow: UnitOfWork) -> str:
    """Keep a company's logo in the place of the one before; answers its public id, empty for none.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Conflict: the company is suspended (`company_suspended`).
    """
    company = await acting_company(actor, command.company_id, uow)
    await uow.companies.forget_logo(company.id)
    company.logo = new_public_id() if command.data else ""
    if command.data:
        uow.companies.add(
            CompanyLogo(
                company_id=company.id,
                public_id=company.logo,
                data=command.data,
                at=uow.clock.now(),
            )
        )
    trace(actor, company, uow, "logo_kept", "company", company.id)
    uow.changed(COMPANY, company.id)
    for offer in await uow.offers.of_company(company.id):
        uow.changed(OFFER, offer.id)
    return company.logo


@service(is_anyone, writes=False)
async def read_logo(_actor: Actor, logo_id: str, uow: UnitOfWork) -> bytes | None:
    """A logo's bytes; None when there is no such one, or no longer."""
    logo = await uow.companies.logo(checked_public_id(logo_id))
    return logo.data if logo else None
