"""Companies: a recruiter's own, an officer's all; created by SIRET, edited by who acts for them."""

from dataclasses import dataclass

import pytest

from myjobmatch.db.models import Company
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.services.companies import (
    CreateCompany,
    EditCompany,
    create_company,
    edit_company,
    list_own_companies,
)
from myjobmatch.services.places import find_places
from tests import factories

SIRET = "732 829 320 00074"


@dataclass
class World:
    """Two companies of one structure, and who acts for them."""

    first: Company
    recruiter: Actor
    officer: Actor
    other_officer: Actor
    manager: Actor


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where, elsewhere = await factories.structure(uow), await factories.structure(uow)
        first = await factories.company(
            uow, where, name="Atelier A", commune="Sénart-la-Neuve", postcode="77999"
        )
        await factories.company(uow, where, name="Boulangerie B")
        return World(
            first=first,
            recruiter=await factories.recruiter(uow, first),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            other_officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere),
            manager=await factories.staff(uow, Role.MANAGER, where),
        )


async def test_each_sees_the_companies_they_may_act_for(database: Database, world: World) -> None:
    async with database.unit(write=False) as uow:
        own = await list_own_companies(world.recruiter, None, uow)
        all_ = await list_own_companies(world.officer, None, uow)
        none = await list_own_companies(world.other_officer, None, uow)
    assert [c.name for c in own] == ["Atelier A"]
    assert [c.name for c in all_] == ["Atelier A", "Boulangerie B"]
    assert none == []


async def test_an_officers_company_is_approved_at_once_and_traced(
    database: Database, world: World
) -> None:
    async with database.unit() as uow:
        made = await create_company(
            world.officer, CreateCompany("Garage Neuf", SIRET, place="Melun, Île-de-France"), uow
        )
        entries = await uow.ledger.audits_of("company", made.key)
    assert (made.status, made.siret, made.place) == (
        CompanyStatus.APPROVED,
        "73282932000074",
        "Melun",
    )
    assert [(e.action, e.account_id, e.in_name_of) for e in entries] == [
        ("company_created", world.officer.account_id, made.id)
    ]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CreateCompany(" ", SIRET), "company_name_missing"),
        (CreateCompany("Garage", "732"), "siret_length"),
        (CreateCompany("Garage", "73282932000075"), "siret_wrong"),
        (CreateCompany("Garage", SIRET, place="Atlantide"), "offer_place_unknown"),
        (CreateCompany("Garage", SIRET, presentation="x" * 2001), "text_long"),
    ],
)
async def test_a_wrong_form_is_told(
    database: Database, world: World, command: CreateCompany, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        async with database.unit() as uow:
            await create_company(world.officer, command, uow)


async def test_a_siret_is_one_company(database: Database, world: World) -> None:
    async with database.unit() as uow:
        await create_company(world.officer, CreateCompany("Garage Neuf", SIRET), uow)
    with pytest.raises(Conflict, match="siret_known"):
        async with database.unit() as uow:
            await create_company(world.other_officer, CreateCompany("Autre", SIRET), uow)


async def test_a_recruiter_edits_their_own_and_no_other(database: Database, world: World) -> None:
    async with database.unit() as uow:
        edited = await edit_company(
            world.recruiter,
            EditCompany(
                world.first.public_id, "Menuiserie", "Du bois, du beau.", "Sénart-la-Neuve (77999)"
            ),
            uow,
        )
    assert (edited.sector, edited.presentation, edited.place) == (
        "Menuiserie",
        "Du bois, du beau.",
        "Sénart-la-Neuve (77999)",
    )
    async with database.unit() as uow:
        with pytest.raises(NotFound, match="company_unknown"):
            await edit_company(world.other_officer, EditCompany(world.first.public_id, "", ""), uow)
        for actor in (world.recruiter, world.manager):
            with pytest.raises(Forbidden):
                await create_company(actor, CreateCompany("Garage", SIRET), uow)


async def test_places_known_here_come_before_the_towns_of_france(
    database: Database, world: World
) -> None:
    async with database.unit(write=False) as uow:
        places = await find_places(world.recruiter, "senart", uow)
        towns = await find_places(world.recruiter, "saint-denis", uow)
        short = await find_places(world.recruiter, "m", uow)
    assert places[0].label == "Sénart-la-Neuve (77999)"
    assert towns[0].label == "Saint-Denis, Île-de-France"
    assert short == []
