"""Companies as those who act for them see them: a recruiter's own, or all that an officer's structure follows."""

from dataclasses import dataclass

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import Company, CompanyTransition
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import (
    is_employer_side,
    is_employment_officer,
    may_act_for_company,
    require,
)
from myjobmatch.domain.siret import checked_siret
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.notices import COMPANY, OFFER
from myjobmatch.services.places import place_named

LONGEST_NAME = 200
LONGEST_SECTOR = 120
LONGEST_PRESENTATION = 2000


@dataclass(frozen=True, slots=True)
class CompanyView:
    """A company for those who act for it. `key` is the dense id: for the server alone."""

    key: int
    id: str
    name: str
    siret: str
    sector: str
    presentation: str
    place: str
    status: CompanyStatus
    answers_in_days: int | None
    published: int
    reason: str = ""
    """Why it was refused or suspended."""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class CreateCompany:
    """A new company, by its SIRET; `place` is the label of a place (`services.places`)."""

    name: str
    siret: str
    sector: str = ""
    presentation: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class EditCompany:
    """What a company says of itself."""

    company_id: str
    sector: str
    presentation: str
    place: str = ""


@service(is_employer_side, writes=False)
async def list_own_companies(actor: Actor, _command: None, uow: UnitOfWork) -> list[CompanyView]:
    """The companies the actor may act for, by name."""
    if actor.role is Role.RECRUITER:
        own = await uow.companies.get(actor.company_id or 0)
        companies = [own] if own else []
    else:
        companies = list(await uow.companies.of_structure(actor.structure_id or 0))
    counts = await uow.employer.company_counts([company.id for company in companies])
    return [company_view(company, counts.get(company.id, 0)) for company in companies]


@service(is_employment_officer)
async def create_company(actor: Actor, command: CreateCompany, uow: UnitOfWork) -> CompanyView:
    """Register a company; created by an officer, it may publish at once.

    Raises:
        Invalid: no name (`company_name_missing`), a wrong SIRET (`siret_length`, `siret_wrong`), too
            long a text (`text_long`), or an unknown place (`offer_place_unknown`).
        Conflict: a company has this SIRET already (`siret_known`, with its `name`).
    """
    name = short_text(command.name, LONGEST_NAME)
    if not name:
        raise Invalid("company_name_missing")
    siret = checked_siret(command.siret)
    known = await uow.companies.by_siret(siret)
    if known is not None:
        raise Conflict("siret_known", name=known.name)
    place = await place_named(uow, command.place) if command.place.strip() else None
    company = Company(
        public_id=new_public_id(),
        structure_id=actor.structure_id or 0,
        name=name,
        siret=siret,
        sector=short_text(command.sector, LONGEST_SECTOR),
        presentation=short_text(command.presentation, LONGEST_PRESENTATION),
        commune=place.name if place else "",
        postcode=place.postcode if place else "",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        status=CompanyStatus.APPROVED,
        created_at=uow.clock.now(),
    )
    uow.companies.add(company)
    try:
        await uow.companies.flush()
    except Clash as error:
        raise Conflict("siret_known", name=name) from error
    uow.companies.add(
        CompanyTransition(
            company_id=company.id,
            after=company.status,
            account_id=actor.account_id,
            at=company.created_at,
        )
    )
    trace(actor, company, uow, "company_created", "company", company.id)
    uow.changed(COMPANY, company.id)
    return company_view(company, 0)


@service(is_employer_side)
async def edit_company(actor: Actor, command: EditCompany, uow: UnitOfWork) -> CompanyView:
    """Change what a company says of itself; its name and SIRET stay.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Invalid: too long a text (`text_long`), or an unknown place (`offer_place_unknown`).
    """
    company = await acting_company(actor, command.company_id, uow)
    company.sector = short_text(command.sector, LONGEST_SECTOR)
    company.presentation = short_text(command.presentation, LONGEST_PRESENTATION)
    if command.place.strip():
        place = await place_named(uow, command.place)
        company.commune, company.postcode = place.name, place.postcode
        company.latitude, company.longitude = place.latitude, place.longitude
    trace(actor, company, uow, "company_edited", "company", company.id)
    uow.changed(COMPANY, company.id)
    for offer in await uow.offers.of_company(company.id):
        uow.changed(OFFER, offer.id)
    counts = await uow.employer.company_counts([company.id])
    return company_view(company, counts.get(company.id, 0))


async def acting_company(actor: Actor, public_id: str, uow: UnitOfWork) -> Company:
    """A company the actor acts for.

    Raises:
        NotFound: there is none (`company_unknown`).
        Conflict: something is to be written, and the company is suspended (`company_suspended`).
    """
    company = await uow.companies.by_public_id(checked_public_id(public_id))
    if company is None:
        raise NotFound("company_unknown")
    require(
        may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "company_unknown",
    )
    if uow.write:
        require_standing(company)
    return company


def require_standing(company: Company) -> None:
    """Go on if who acts for the company may do something: while it is suspended they only read.

    Raises:
        Conflict: it is suspended (`company_suspended`).
    """
    if company.status is CompanyStatus.SUSPENDED:
        raise Conflict("company_suspended")


def trace(
    actor: Actor, company: Company, uow: UnitOfWork, action: str, kind: str, subject_id: int
) -> None:
    """Keep that an officer did this in a company's name; a recruiter acts in their own."""
    if actor.role is not Role.RECRUITER:
        uow.ledger.audit(actor, action, kind, subject_id, in_name_of=company.public_id)


def company_view(company: Company, published: int) -> CompanyView:
    """What is shown of a company."""
    town = f"{company.commune} ({company.postcode})" if company.postcode else company.commune
    return CompanyView(
        key=company.id,
        id=company.public_id,
        name=company.name,
        siret=company.siret or "",
        sector=company.sector,
        presentation=company.presentation,
        place=town,
        status=company.status,
        answers_in_days=company.answers_in_days,
        published=published,
        reason=company.status_reason,
        logo=company.logo,
    )


def short_text(value: object, most: int) -> str:
    """A text as it is kept, possibly empty.

    Raises:
        Invalid: too long (`text_long`, with `most`), or no text (`malformed`).
    """
    text = typed(value)
    if len(text) > most:
        raise Invalid("text_long", most=most)
    return text
