"""A structure's answer to its companies: approve, refuse, suspend, reinstate; and asking once more."""

from dataclasses import dataclass, replace
from datetime import datetime

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, OfferStatus
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_approving, is_employer_side, require
from myjobmatch.integrations.company_directory import Establishment
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.companies import CompanyView, acting_company, company_view, trace
from myjobmatch.services.company_standing import move_company
from myjobmatch.services.offer_checks import wording_to_read
from myjobmatch.services.offer_lifecycle import move_offer, version_of

FIRST_OFFERS = 10
"""How many of a company's offers are shown to whoever decides on it."""
LOOKED_UP = 20
"""How many waiting companies are looked up in the directory at once."""


@dataclass(frozen=True, slots=True)
class CaseOffer:
    """An offer of a company that is decided on."""

    id: str
    version: str
    title: str
    description: str
    place: str
    status: OfferStatus


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a company's life: `by` is a name, empty for the company itself or the product."""

    before: CompanyStatus | None
    after: CompanyStatus
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CompanyCase:
    """A company, for whoever decides on it. `known` is what the directory says, if anything."""

    id: str
    name: str
    siret: str
    sector: str
    presentation: str
    place: str
    status: CompanyStatus
    since: datetime
    people: tuple[str, ...]
    offers: tuple[CaseOffer, ...]
    steps: tuple[CaseStep, ...]
    known: Establishment | None = None
    looked_up: bool = False
    """Whether a directory was asked: without one, that it knows nothing means nothing."""


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer (public id) as it was read."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class DecideCompany:
    """What becomes of a company that stood as `before` when it was read.

    With an approval, `offers` are published too, each if it is still the one that was read.
    """

    company_id: str
    before: CompanyStatus
    after: CompanyStatus
    reason: str = ""
    offers: tuple[OfferSeen, ...] = ()


async def read_company_cases(app: Application, actor: Actor) -> list[CompanyCase]:
    """As `list_company_cases`, each that waits with what the directory says: asked outside the transaction."""
    cases = await app.run(list_company_cases, actor, None)
    directory = app.companies
    if directory is None:
        return cases
    waiting = [case for case in cases if case.status is CompanyStatus.PENDING][:LOOKED_UP]
    told = {case.id: await directory.find(case.siret) for case in waiting}
    return [
        replace(case, known=told[case.id], looked_up=True) if case.id in told else case
        for case in cases
    ]


@service(is_approving, writes=False)
async def list_company_cases(actor: Actor, _command: None, uow: UnitOfWork) -> list[CompanyCase]:
    """The companies that the structure follows: those that wait first, then the suspended, refused, approved."""
    companies = list(await uow.companies.of_structure(actor.structure_id or 0))
    companies.sort(key=lambda one: (_ORDER[one.status], one.name.casefold()))
    steps = await uow.companies.transitions([company.id for company in companies])
    names = await uow.accounts.names({step.account_id for step in steps if step.account_id})
    lives: dict[int, list[CaseStep]] = {}
    for step in steps:
        by = names.get(step.account_id or 0, ("", None))[0]
        lives.setdefault(step.company_id, []).append(
            CaseStep(step.before, step.after, step.reason, by, step.at)
        )
    cases = []
    for company in companies:
        waits = company.status is CompanyStatus.PENDING
        life = tuple(lives.get(company.id, ()))
        cases.append(
            CompanyCase(
                id=company.public_id,
                name=company.name,
                siret=company.siret or "",
                sector=company.sector,
                presentation=company.presentation,
                place=company_view(company, 0).place,
                status=company.status,
                since=life[0].at if life else company.created_at,
                people=tuple(p.display_name for p in await uow.accounts.recruiters(company.id))
                if waits
                else (),
                offers=await _first_offers(company, uow) if waits else (),
                steps=life,
            )
        )
    return cases


_ORDER = {
    CompanyStatus.PENDING: 0,
    CompanyStatus.SUSPENDED: 1,
    CompanyStatus.REFUSED: 2,
    CompanyStatus.APPROVED: 3,
}


async def _first_offers(company: Company, uow: UnitOfWork) -> tuple[CaseOffer, ...]:
    offers = [
        offer
        for offer in await uow.offers.of_company(company.id)
        if offer.status is OfferStatus.SUBMITTED
    ]
    return tuple(
        CaseOffer(
            offer.public_id,
            version_of(offer),
            offer.title,
            offer.description,
            offer.place,
            offer.status,
        )
        for offer in offers[:FIRST_OFFERS]
    )


@service(is_approving)
async def decide_company(actor: Actor, command: DecideCompany, uow: UnitOfWork) -> CompanyView:
    """Approve, refuse, suspend or reinstate a company that the structure follows.

    Raises:
        NotFound: none that the structure follows (`company_unknown`).
        Conflict: somebody decided meanwhile (`company_changed`), or not from here (`company_transition`).
        Invalid: a no without a reason (`reason_missing`), or too long a one (`text_long`).
    """
    company = await uow.companies.to_decide_on(checked_public_id(command.company_id))
    if company is None:
        raise NotFound("company_unknown")
    require(company.structure_id == actor.structure_id, "company_unknown")
    if company.status is not command.before:
        raise Conflict("company_changed")
    await move_company(uow, actor, company, command.after, command.reason)
    published = 0
    if command.after is CompanyStatus.APPROVED:
        for seen in command.offers[:FIRST_OFFERS]:
            offer = await uow.offers.to_decide_on(checked_public_id(seen.id))
            if offer is None or not _waits_as_seen(offer, company, seen):
                continue
            wording = await wording_to_read(offer, uow)
            # words that somebody has to read are asked about by themselves: the offer goes on waiting
            if not (wording.title or wording.description):
                await move_offer(uow, actor, offer, company, OfferStatus.PUBLISHED)
                published += 1
    return company_view(company, published)


def _waits_as_seen(offer: Offer, company: Company, seen: OfferSeen) -> bool:
    """Whether this is an offer of the company that still waits, unchanged."""
    return (
        offer.company_id == company.id
        and offer.status is OfferStatus.SUBMITTED
        and version_of(offer) == seen.version
    )


@service(is_employer_side)
async def ask_again(actor: Actor, company_id: str, uow: UnitOfWork) -> CompanyView:
    """A refused company has corrected itself: its structure looks once more.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Conflict: it was not refused (`company_transition`).
    """
    company = await acting_company(actor, company_id, uow)
    await move_company(uow, actor, company, CompanyStatus.PENDING)
    trace(actor, company, uow, "company_asked_again", "company", company.id)
    uow.ledger.event("company_registered", {"company": company.id})
    return company_view(company, 0)
