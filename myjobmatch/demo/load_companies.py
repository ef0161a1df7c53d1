"""A company that has just registered and waits, establishments, and a second recruiter; all invented."""

from datetime import timedelta

from myjobmatch.db.models import Account, Company, CompanySite, CompanyTransition, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.identifiers import invented_siret
from myjobmatch.demo.load_people import People
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import (
    CompanyStatus,
    ContractKind,
    ExperienceDemand,
    OfferOrigin,
    OfferStatus,
    Role,
)
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.offer_lifecycle import add_step
from myjobmatch.services.sessions import actor_of

NEW = 901
"""The number of the new company's invented SIRET: the demonstration's directory knows it."""
EVRY = ("Évry-Courcouronnes", "91000", 48.6290, 2.4410)
VILLABE = ("Villabé", "91100", 48.5880, 2.4540)


async def load_companies(uow: UnitOfWork, people: People, password_hash: str) -> None:
    """Add them beside the companies that are there."""
    now = uow.clock.now()
    for company in people.companies.values():
        uow.companies.add(
            CompanyTransition(
                company_id=company.id, after=CompanyStatus.APPROVED, at=company.created_at
            )
        )
    burger = people.companies["burger"]
    here = (burger.commune, burger.postcode, burger.latitude or 0.0, burger.longitude or 0.0)
    _site(uow, burger, "Comptoir du Carré", "2 allée du Trait-d'Union", here, main=True)
    _site(uow, burger, "Comptoir de Villabé", "Route de Villoison", VILLABE)
    await _newcomer(uow, people, password_hash)
    uow.accounts.add(
        Account(
            public_id=new_public_id(),
            login="equipe.fournil",
            password_hash=password_hash,
            role=Role.RECRUITER,
            display_name="Yanis Berthelot",
            company_id=people.companies["fournil"].id,
            company_role=CompanyRole.RECRUITER,
            is_demo=True,
            created_at=now - timedelta(days=12),
        )
    )
    await uow.companies.flush()


async def _newcomer(uow: UnitOfWork, people: People, password_hash: str) -> None:
    now = uow.clock.now()
    since = now - timedelta(hours=3)
    name, postcode, latitude, longitude = EVRY
    company = Company(
        public_id=new_public_id(),
        structure_id=people.structures["evry"].id,
        name="Cycles du Val",
        siret=invented_siret(NEW),
        sector="Vente et réparation de cycles",
        presentation="Un atelier de quartier : on répare, on revend, on apprend à réparer.",
        commune=name,
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        status=CompanyStatus.PENDING,
        created_at=since,
    )
    uow.companies.add(company)
    await uow.companies.flush()
    owner = Account(
        public_id=new_public_id(),
        login="cycles.val",
        password_hash=password_hash,
        role=Role.RECRUITER,
        display_name="Sofia Marchetti",
        company_id=company.id,
        company_role=CompanyRole.OWNER,
        is_demo=True,
        created_at=since,
    )
    uow.accounts.add(owner)
    await uow.accounts.flush()
    uow.companies.add(
        CompanyTransition(
            company_id=company.id, after=CompanyStatus.PENDING, account_id=owner.id, at=since
        )
    )
    _site(uow, company, "Atelier", "14 rue de l'Essonne", EVRY, main=True)
    offer = Offer(
        public_id=new_public_id(),
        origin=OfferOrigin.INTERNAL,
        status=OfferStatus.SUBMITTED,
        structure_id=company.structure_id,
        company_id=company.id,
        company_name=company.name,
        title="Aide à l'atelier cycles",
        description=(
            "Vous accueillez les clients, démontez et nettoyez les vélos, puis apprenez à régler "
            "freins et vitesses avec nous. Le samedi est travaillé, le lundi est libre."
        ),
        contract=ContractKind.CDD,
        weekly_hours=35,
        pay_hourly_min=12.5,
        experience=ExperienceDemand.BEGINNER,
        place=name,
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        created_by=owner.id,
        created_at=since,
        updated_at=since,
    )
    uow.offers.add(offer)
    await uow.offers.flush()
    add_step(uow, actor_of(owner, None), offer, OfferStatus.DRAFT)
    uow.changed(STRUCTURE, company.structure_id)


def _site(
    uow: UnitOfWork,
    company: Company,
    name: str,
    address: str,
    where: tuple[str, str, float, float],
    *,
    main: bool = False,
) -> None:
    commune, postcode, latitude, longitude = where
    uow.companies.add(
        CompanySite(
            public_id=new_public_id(),
            company_id=company.id,
            name=name,
            siret=company.siret if main else None,
            address=address,
            commune=commune,
            postcode=postcode,
            latitude=latitude,
            longitude=longitude,
            main=main,
            created_at=company.created_at,
        )
    )
