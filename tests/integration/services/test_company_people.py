"""Colleagues are invited, changed and removed by owners, or by an officer in the company's name; never the last owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from myjobmatch.db.models import Account, Company
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import CompanyStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from myjobmatch.services.company_approval import DecideCompany, decide_company
from myjobmatch.services.company_people import (
    ChangeRole,
    Invite,
    RemovePerson,
    SettleRequest,
    TakeBack,
    change_role,
    invite,
    list_people,
    prepare_invitation,
    remove_person,
    settle_request,
    take_invitation_back,
)
from myjobmatch.services.sessions import actor_of
from tests import factories
from tests.integration.services.company_house import House, company_house


@dataclass
class Firm:
    """A company with its owner and a colleague."""

    company: Company
    owner: Actor
    colleague: Actor
    colleague_row: Account


@pytest.fixture
async def house(database: Database) -> House:
    return await company_house(database)


@pytest.fixture
async def firm(house: House, database: Database) -> Firm:
    owner = await house.registered()
    async with database.unit() as uow:
        company = await uow.companies.get(owner.company_id or 0)
        assert company is not None
        row = await factories.account(
            uow,
            Role.RECRUITER,
            company_id=company.id,
            company_role=CompanyRole.RECRUITER,
            display_name="Léo Roy",
        )
        return Firm(company, owner, actor_of(row, None), row)


def asks(firm: Firm, email: str = "mina@garage.example", role: str = "recruiter") -> Invite:
    return Invite(firm.company.public_id, email, "", role)


async def test_an_invited_colleague_says_their_name_and_is_in(house: House, firm: Firm) -> None:
    await invite(house.app, house.post, firm.owner, asks(firm, "Mina@Garage.example"))
    letter = house.letters.sent[-1]
    assert (letter.to, "Garage Neuf" in letter.text) == ("mina@garage.example", True)
    (waiting,) = (await house.app.run(list_people, firm.owner, firm.company.public_id)).invitations
    assert (waiting.email, waiting.role, waiting.over) == (
        "mina@garage.example",
        CompanyRole.RECRUITER,
        False,
    )
    view = await house.door.look(house.token())
    assert (view.state, view.joins, view.company) == ("ready", True, "Garage Neuf")
    with pytest.raises(Invalid, match="person_missing"):
        await house.enter()
    entered = await house.enter(person="Mina Sow")
    assert entered.opened is not None
    assert (entered.opened.actor.company_id, entered.home) == (
        firm.company.id,
        "/employeur/offres",
    )
    people = await house.app.run(list_people, firm.owner, firm.company.public_id)
    assert [one.name for one in people.people] == ["Awa Diallo", "Léo Roy", "Mina Sow"]
    assert people.invitations == ()
    with pytest.raises(Conflict, match="person_known"):
        await house.app.run(prepare_invitation, firm.owner, asks(firm))


async def test_an_invitation_lasts_fourteen_days_and_is_sent_again(
    house: House, firm: Firm, clock: FixedClock
) -> None:
    await invite(house.app, house.post, firm.owner, asks(firm))
    first = house.token()
    clock.advance(timedelta(days=15))
    view = await house.door.look(first)
    assert (view.state, view.renewable) == ("link_expired", False)
    (old,) = (await house.app.run(list_people, firm.owner, firm.company.public_id)).invitations
    assert old.over
    await invite(house.app, house.post, firm.owner, asks(firm))
    second = house.token()
    (fresh,) = (await house.app.run(list_people, firm.owner, firm.company.public_id)).invitations
    assert not fresh.over
    await invite(house.app, house.post, firm.owner, asks(firm))
    with pytest.raises(Conflict, match="link_expired"):
        await house.enter(second, "Mina Sow")
    assert (await house.enter(person="Mina Sow")).opened is not None


async def test_an_invitation_is_taken_back(house: House, firm: Firm) -> None:
    await invite(house.app, house.post, firm.owner, asks(firm))
    back = TakeBack(firm.company.public_id, "mina@garage.example")
    await house.app.run(take_invitation_back, firm.owner, back)
    assert (await house.app.run(list_people, firm.owner, back.company_id)).invitations == ()
    with pytest.raises(Conflict, match="link_expired"):
        await house.enter(person="Mina Sow")


async def test_who_is_removed_is_out_at_once_and_what_they_did_stays(
    house: House, firm: Firm, database: Database
) -> None:
    opened = await house.sessions.open_for(firm.colleague.account_id, None)
    leaving = RemovePerson(firm.company.public_id, firm.colleague_row.public_id)
    await house.app.run(remove_person, firm.owner, leaving)
    assert await house.sessions.resolve(opened.token) is None
    with pytest.raises(Unauthenticated):
        await house.sessions.open_for(firm.colleague.account_id, None)
    async with database.unit(write=False) as uow:
        assert await uow.accounts.get(firm.colleague.account_id) is not None
        entries = await uow.ledger.audits_of("account", firm.colleague.account_id)
    assert [entry.action for entry in entries] == ["person_removed"]
    with pytest.raises(NotFound, match="person_unknown"):
        await house.app.run(remove_person, firm.owner, leaving)


async def test_a_company_keeps_an_owner(house: House, firm: Firm) -> None:
    me = RemovePerson(firm.company.public_id, firm.owner.public_id)
    with pytest.raises(Conflict, match="last_owner"):
        await house.app.run(remove_person, firm.owner, me)
    less = ChangeRole(firm.company.public_id, firm.owner.public_id, "recruiter")
    with pytest.raises(Conflict, match="last_owner"):
        await house.app.run(change_role, firm.owner, less)
    more = ChangeRole(firm.company.public_id, firm.colleague_row.public_id, "owner")
    await house.app.run(change_role, firm.owner, more)
    await house.app.run(change_role, firm.owner, less)
    people = await house.app.run(list_people, house.officer, firm.company.public_id)
    assert [(one.name, one.role) for one in people.people] == [
        ("Léo Roy", CompanyRole.OWNER),
        ("Awa Diallo", CompanyRole.RECRUITER),
    ]
    with pytest.raises(Invalid, match="malformed"):
        await house.app.run(change_role, house.officer, ChangeRole(more.company_id, "A" * 22, "x"))


async def test_who_is_no_owner_sees_colleagues_and_decides_nothing(
    house: House, firm: Firm
) -> None:
    await invite(house.app, house.post, firm.owner, asks(firm))
    view = await house.app.run(list_people, firm.colleague, firm.company.public_id)
    assert (len(view.people), view.invitations, view.requests, view.decides) == (2, (), (), False)
    company, other = firm.company.public_id, firm.owner.public_id
    for service, command in (
        (prepare_invitation, asks(firm, "x@y.example")),
        (take_invitation_back, TakeBack(company, "mina@garage.example")),
        (change_role, ChangeRole(company, firm.colleague_row.public_id, "owner")),
        (remove_person, RemovePerson(company, other)),
        (settle_request, SettleRequest(company, "A" * 22, accepted=True)),
    ):
        with pytest.raises(Forbidden):
            await house.app.run(service, firm.colleague, command)


async def test_others_find_no_such_company(house: House, firm: Firm, database: Database) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(house.manager.structure_id or 0)
        assert here is not None
        stranger = await factories.recruiter(uow, await factories.company(uow, here))
    company = firm.company.public_id
    for service, command in (
        (list_people, company),
        (prepare_invitation, asks(firm, "x@y.example")),
        (take_invitation_back, TakeBack(company, "mina@garage.example")),
        (change_role, ChangeRole(company, firm.owner.public_id, "recruiter")),
        (remove_person, RemovePerson(company, firm.owner.public_id)),
        (settle_request, SettleRequest(company, "A" * 22, accepted=True)),
    ):
        for actor in (stranger, house.elsewhere):
            with pytest.raises(NotFound, match="company_unknown"):
                await house.app.run(service, actor, command)
        for actor in (house.youth, house.advisor, house.manager):
            with pytest.raises(Forbidden):
                await house.app.run(service, actor, command)


async def test_an_officer_does_all_of_it_in_the_companys_name_and_it_is_kept(
    house: House, firm: Firm, database: Database
) -> None:
    await invite(house.app, house.post, house.officer, asks(firm, role="owner"))
    assert (await house.enter(person="Mina Sow")).opened is not None
    leaving = RemovePerson(firm.company.public_id, firm.colleague_row.public_id)
    await house.app.run(remove_person, house.officer, leaving)
    async with database.unit(write=False) as uow:
        entries = [
            *await uow.ledger.audits_of("company", firm.company.id),
            *await uow.ledger.audits_of("account", firm.colleague.account_id),
        ]
    acts = {
        entry.action for entry in entries
        if entry.account_id == house.officer.account_id
        and entry.in_name_of == firm.company.public_id
    }  # fmt: skip
    assert acts == {"person_invited", "person_removed"}


async def test_an_address_of_elsewhere_cannot_join(
    house: House, firm: Firm, database: Database
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(house.manager.structure_id or 0)
        assert here is not None
        other = await factories.company(uow, here)
        await factories.account(
            uow, Role.RECRUITER, company_id=other.id, login="mina@garage.example"
        )
    await invite(house.app, house.post, firm.owner, asks(firm))
    with pytest.raises(Conflict, match="join_other_account"):
        await house.enter(person="Mina Sow")
    assert (await house.door.look(house.token())).state == "ready"


async def test_nobody_is_invited_or_removed_while_it_is_suspended(house: House, firm: Firm) -> None:
    company = firm.company.public_id
    for before, after in (
        (CompanyStatus.PENDING, CompanyStatus.APPROVED),
        (CompanyStatus.APPROVED, CompanyStatus.SUSPENDED),
    ):
        await house.app.run(
            decide_company, house.manager, DecideCompany(company, before, after, "Vérification")
        )
    for service, command in (
        (prepare_invitation, asks(firm)),
        (change_role, ChangeRole(company, firm.colleague_row.public_id, "owner")),
        (remove_person, RemovePerson(company, firm.colleague_row.public_id)),
    ):
        for actor in (firm.owner, house.officer):
            with pytest.raises(Conflict, match="company_suspended"):
                await house.app.run(service, actor, command)
    assert len((await house.app.run(list_people, firm.owner, company)).people) == 2
