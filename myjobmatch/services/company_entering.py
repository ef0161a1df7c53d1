"""What a used link writes: a company with its first owner, a colleague's account, or a request to be let in."""

from myjobmatch.db.models import (
    Account,
    Company,
    CompanyRequest,
    CompanySite,
    ContactPoint,
    MailLink,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.companies import CompanyRole, checked_person
from myjobmatch.domain.enums import AccountStatus, CompanyStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.languages import Language
from myjobmatch.domain.notifications import Channel
from myjobmatch.domain.place_names import spelled
from myjobmatch.integrations.company_directory import Establishment
from myjobmatch.services.company_standing import add_company_step
from myjobmatch.services.mail_links import end_links_to
from myjobmatch.services.notices import ACCOUNT, COMPANY, STRUCTURE
from myjobmatch.services.notification_settings import own_setting
from myjobmatch.services.places import Place, place_named
from myjobmatch.services.registration import route
from myjobmatch.services.sessions import actor_of

FIRST_OFFER = "/employeur/offres/nouvelle"
OFFERS = "/employeur/offres"


def may_come_anew(account: Account) -> bool:
    """Whether a known address may begin again: that of a recruiter who was taken out of their company."""
    return account.role is Role.RECRUITER and account.status is AccountStatus.DISABLED


def postcode_of(place: Place, known: Establishment | None) -> str:
    """The postcode of a place; where it has none, the one that the directory tells of the same commune."""
    if place.postcode or known is None or spelled(known.commune) != spelled(place.name):
        return place.postcode
    return known.postcode


async def found_company(
    uow: UnitOfWork, link: MailLink, known: Establishment | None
) -> tuple[int | None, str]:
    """The account of whoever registered a company, and where they go; nobody's when it is here already.

    Raises:
        Conflict: the address serves another account (`join_other_account`).
        Invalid: no structure answers for the commune any more (`company_no_structure`).
    """
    details = link.details
    company = await uow.companies.by_siret(details["siret"])
    if company is not None:
        return await _known_already(uow, link, company), OFFERS
    place = await place_named(uow, details["place"])
    postcode = postcode_of(place, known)
    structure_id = await route(uow, place, postcode)
    if structure_id is None:
        raise Invalid("company_no_structure")
    now = uow.clock.now()
    company = Company(
        public_id=new_public_id(),
        structure_id=structure_id,
        name=details["name"],
        siret=details["siret"],
        sector=details["sector"],
        commune=place.name,
        postcode=postcode,
        latitude=place.latitude,
        longitude=place.longitude,
        status=CompanyStatus.PENDING,
        created_at=now,
    )
    uow.companies.add(company)
    await uow.companies.flush()
    uow.companies.add(
        CompanySite(
            public_id=new_public_id(),
            company_id=company.id,
            name=company.name[:120],
            siret=company.siret,
            address=known.address
            if known and spelled(known.commune) == spelled(place.name)
            else "",
            commune=place.name,
            postcode=postcode,
            latitude=place.latitude,
            longitude=place.longitude,
            main=True,
            created_at=now,
        )
    )
    account = await _recruiter(uow, link, company, details["person"], CompanyRole.OWNER)
    add_company_step(uow, _as_actor(account), company, None)
    uow.ledger.audit(_as_actor(account), "company_registered", "company", company.id)
    uow.ledger.event("company_registered", {"company": company.id})
    uow.changed(STRUCTURE, structure_id)
    return account.id, FIRST_OFFER


async def enter_company(uow: UnitOfWork, link: MailLink, person: str) -> tuple[int, str]:
    """The account of whoever was invited, and where they go.

    Raises:
        NotFound: the company is no more (`link_unknown`).
        Conflict: the address serves another account (`join_other_account`).
        Invalid: they have not said their name (`person_missing`).
    """
    company = await uow.companies.get(link.company_id or 0)
    if company is None:
        raise NotFound("link_unknown")
    name = checked_person(person or link.details.get("person", ""))
    role = CompanyRole(link.details.get("role", CompanyRole.RECRUITER.value))
    account = await _recruiter(uow, link, company, name, role)
    uow.ledger.audit(_as_actor(account), "company_joined", "company", company.id)
    uow.ledger.event("company_joined", {"company": company.id, "account": account.id})
    return account.id, OFFERS


async def _known_already(uow: UnitOfWork, link: MailLink, company: Company) -> int | None:
    """Its people are asked, once; whoever is one of them just comes in."""
    account = await uow.accounts.by_login(link.email)
    if account is not None and not may_come_anew(account):
        if account.company_id != company.id:
            raise Conflict("join_other_account")
        return account.id
    waiting = await uow.companies.open_requests(company.id)
    if all(one.email != link.email for one in waiting):
        uow.companies.add(
            CompanyRequest(
                public_id=new_public_id(),
                company_id=company.id,
                email=link.email,
                name=link.details["person"],
                asked_at=uow.clock.now(),
            )
        )
        uow.ledger.event("company_asked", {"company": company.id})
        uow.changed(COMPANY, company.id)
    return None


async def _recruiter(
    uow: UnitOfWork, link: MailLink, company: Company, person: str, role: CompanyRole
) -> Account:
    """Whoever holds a link, as a recruiter of a company; the link has proved their address."""
    now = uow.clock.now()
    account = await uow.accounts.by_login(link.email)
    if account is None:
        language = link.details.get("language", "")
        account = Account(
            public_id=new_public_id(),
            login=link.email,
            role=Role.RECRUITER,
            display_name=person,
            locale=Language(language) if language in set(Language) else None,
            company_id=company.id,
            company_role=role,
            created_at=now,
        )
        uow.accounts.add(account)
        await uow.accounts.flush()
    elif may_come_anew(account):
        account.status, account.display_name = AccountStatus.ACTIVE, person
        account.company_id, account.company_role = company.id, role
    elif account.role is not Role.RECRUITER or account.company_id != company.id:
        raise Conflict("join_other_account")
    await _prove_address(uow, account, link.email)
    uow.changed(COMPANY, company.id)
    uow.changed(ACCOUNT, account.id)
    return account


async def _prove_address(uow: UnitOfWork, account: Account, email: str) -> None:
    """Notifications may go where the link went."""
    now = uow.clock.now()
    contact = await uow.notifications.contact(account.id, Channel.EMAIL, lock=True)
    if contact is None:
        contact = ContactPoint(account_id=account.id, channel=Channel.EMAIL, sent_count=0)
        uow.notifications.add(contact)
    elif contact.address != email:
        await end_links_to(uow, account, contact.address)
    contact.address, contact.verified_at = email, now
    contact.pending = contact.code_hash = ""
    contact.code_at = None
    await own_setting(uow, account.id)


def _as_actor(account: Account) -> Actor:
    return actor_of(account, None)
