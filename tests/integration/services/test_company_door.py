"""A company registers by its SIRET and comes in by the link of a mail; nothing is written before it is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.delivery import Outcome, Result
from myjobmatch.domain.enums import AccountStatus, CompanyStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, TooMany
from myjobmatch.domain.notifications import Channel
from myjobmatch.integrations.company_directory import Establishment
from myjobmatch.services.company_door import (
    TRIES_BY_ADDRESS,
    TRIES_BY_CLIENT,
    DoorNotReady,
    RegisterCompany,
)
from myjobmatch.services.company_people import (
    RemovePerson,
    SettleRequest,
    let_in,
    list_people,
    remove_person,
)
from myjobmatch.services.contacts import (
    EnterCode,
    ForgetAddress,
    GiveAddress,
    enter_code,
    forget_address,
    prepare_code,
)
from tests import factories
from tests.integration.services.company_house import FORM, LA_POSTE, SIRET, House, company_house


@pytest.fixture
async def house(database: Database) -> House:
    return await company_house(database)


async def test_a_company_is_made_when_its_link_is_used_and_waits(
    house: House, database: Database
) -> None:
    assert await house.door.register(FORM, house.post, client="192.0.2.1") == "awa@garage.example"
    async with database.unit(write=False) as uow:
        assert await uow.companies.by_siret("73282932000074") is None
        assert await uow.accounts.by_login("awa@garage.example") is None
    (letter,) = house.letters.sent
    assert "https://jobs.example.org/employeur/lien?jeton=" in letter.text
    assert "Garage Neuf" in letter.text
    view = await house.door.look(house.token())
    assert (view.state, view.company, view.email) == ("ready", "Garage Neuf", "awa@garage.example")
    entered = await house.enter()
    assert entered.opened is not None
    assert entered.home == "/employeur/offres/nouvelle"
    actor = entered.opened.actor
    assert (actor.role, actor.company_role) == (Role.RECRUITER, CompanyRole.OWNER)
    assert await house.sessions.resolve(entered.opened.token) == actor
    async with database.unit(write=False) as uow:
        company = await uow.companies.by_siret("73282932000074")
        assert company is not None
        assert (company.status, company.structure_id, company.sector) == (
            CompanyStatus.PENDING,
            house.manager.structure_id,
            "Mécanique",
        )
        (site,) = await uow.companies.sites([company.id])
        assert (site.main, site.commune, site.siret) == (True, "Melun", company.siret)
        contact = await uow.notifications.contact(actor.account_id, Channel.EMAIL)
        assert contact is not None
        assert (contact.address, contact.verified_at is None) == ("awa@garage.example", False)
        (step,) = await uow.companies.transitions([company.id])
        assert (step.before, step.after, step.account_id) == (
            None,
            CompanyStatus.PENDING,
            actor.account_id,
        )


async def test_a_link_works_once(house: House) -> None:
    await house.registered()
    assert (await house.door.look(house.token())).state == "link_used"
    with pytest.raises(Conflict, match="link_used"):
        await house.enter()
    with pytest.raises(NotFound, match="link_unknown"):
        await house.enter("nobody-made-this-one")
    assert (await house.door.look("")).state == "link_unknown"


async def test_too_late_another_one_is_sent_to_the_same_address(
    house: House, clock: FixedClock
) -> None:
    await house.door.register(FORM, house.post, client="192.0.2.1")
    late = house.token()
    clock.advance(timedelta(hours=25))
    view = await house.door.look(late)
    assert (view.state, view.renewable, view.company) == ("link_expired", True, "Garage Neuf")
    with pytest.raises(Conflict, match="link_expired"):
        await house.enter(late)
    assert await house.door.renew(late, house.post, "fr", client="192.0.2.1") == view.email
    assert (await house.enter()).opened is not None


async def test_the_directory_proposes_and_completes(house: House, database: Database) -> None:
    assert await house.door.look_up(SIRET, client="x") is None
    house.directory.known["73282932000074"] = Establishment(
        "73282932000074", "GARAGE NEUF SARL", "Mécanique", "3 rue des Halles", "77000", "MELUN"
    )
    known = await house.door.look_up(SIRET, client="x")
    assert known is not None
    assert (known.establishment.name, known.place) == ("GARAGE NEUF SARL", "Melun, Île-de-France")
    actor = await house.registered()
    async with database.unit(write=False) as uow:
        company = await uow.companies.get(actor.company_id or 0)
        assert company is not None
        (site,) = await uow.companies.sites([company.id])
        assert (company.postcode, site.address) == ("77000", "3 rue des Halles")


async def test_la_poste_has_its_own_rule(house: House, database: Database) -> None:
    actor = await house.registered(replace(FORM, siret=LA_POSTE, name="La Poste de Melun"))
    async with database.unit(write=False) as uow:
        company = await uow.companies.get(actor.company_id or 0)
        assert company is not None
        assert company.siret == "35600000000048"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (replace(FORM, siret="73282932000075"), "siret_wrong"),
        (replace(FORM, siret="12"), "siret_length"),
        (replace(FORM, name="  "), "company_name_missing"),
        (replace(FORM, person="7"), "person_missing"),
        (replace(FORM, email="awa@garage"), "email_form"),
        (replace(FORM, place="Atlantide"), "offer_place_unknown"),
        (replace(FORM, place="Brest, Bretagne"), "company_no_structure"),
        (replace(FORM, sector="x" * 121), "text_long"),
        (replace(FORM, trap="http://spam"), "malformed"),
    ],
)
async def test_a_wrong_answer_is_told_and_no_letter_goes_out(
    house: House, form: RegisterCompany, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        await house.door.register(form, house.post, client="192.0.2.1")
    assert house.letters.sent == []


async def test_all_wrong_answers_are_told_at_once(house: House) -> None:
    wrong = replace(FORM, name="", sector="x" * 121, place="Atlantide", person="", email="awa@")
    with pytest.raises(DoorNotReady, match="company_name_missing") as refused:
        await house.door.register(wrong, house.post, client="192.0.2.1")
    assert [(one.field, one.code) for one in refused.value.problems] == [
        ("name", "company_name_missing"),
        ("sector", "text_long"),
        ("place", "offer_place_unknown"),
        ("person", "person_missing"),
        ("email", "email_form"),
    ]
    assert refused.value.problems[1].params == {"most": 120}
    assert house.letters.sent == []


async def test_a_stranger_asks_the_people_of_a_company_and_learns_nothing_of_them(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    stranger = replace(FORM, name="Autre nom", person="Zoé Martin", email="zoe@ailleurs.example")
    for _ in range(2):
        await house.door.register(stranger, house.post, client="192.0.2.9")
        entered = await house.enter()
        assert (entered.opened, entered.home) == (None, "")
    assert "awa" not in house.letters.sent[-1].text.casefold()
    async with database.unit(write=False) as uow:
        assert await uow.accounts.by_login("zoe@ailleurs.example") is None
        company = await uow.companies.get(owner.company_id or 0)
        assert company is not None
    view = await house.app.run(list_people, owner, company.public_id)
    (asked,) = view.requests
    assert (asked.name, asked.email) == ("Zoé Martin", "zoe@ailleurs.example")
    answer = SettleRequest(company.public_id, asked.id, accepted=True)
    await let_in(house.app, house.post, owner, answer)
    entered = await house.enter()
    assert entered.opened is not None
    assert entered.opened.actor.company_id == owner.company_id
    assert entered.opened.actor.company_role is CompanyRole.RECRUITER
    with pytest.raises(NotFound, match="request_unknown"):
        await let_in(house.app, house.post, owner, answer)


async def test_a_no_is_told_to_nobody_and_no_letter_goes_out(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    await house.door.register(
        replace(FORM, email="zoe@ailleurs.example"), house.post, client="192.0.2.9"
    )
    await house.enter()
    async with database.unit(write=False) as uow:
        company = await uow.companies.get(owner.company_id or 0)
        assert company is not None
    (asked,) = (await house.app.run(list_people, owner, company.public_id)).requests
    letters = len(house.letters.sent)
    await let_in(
        house.app, house.post, owner, SettleRequest(company.public_id, asked.id, accepted=False)
    )
    assert len(house.letters.sent) == letters
    assert (await house.app.run(list_people, owner, company.public_id)).requests == ()


async def test_who_is_registered_gets_a_link_and_others_learn_by_mail_that_they_are_not(
    house: House,
) -> None:
    owner = await house.registered()
    assert await house.door.send_link("awa@garage.example", house.post, "fr", client="x")
    entered = await house.enter()
    assert entered.opened is not None
    assert entered.opened.actor.account_id == owner.account_id
    assert entered.home == "/employeur/offres"
    assert await house.door.send_link("nobody@nowhere.example", house.post, "en", client="x")
    letter = house.letters.sent[-1]
    assert letter.to == "nobody@nowhere.example"
    assert "jeton" not in letter.text
    assert "/employeur/inscription" in letter.text


async def test_an_address_of_another_account_gets_no_link(house: House, database: Database) -> None:
    async with database.unit() as uow:
        await factories.account(
            uow, Role.ADVISOR, login="conseil@ml.example", structure_id=house.advisor.structure_id
        )
    await house.door.register(
        replace(FORM, email="conseil@ml.example"), house.post, client="192.0.2.1"
    )
    assert "jeton" not in house.letters.sent[-1].text


async def test_whoever_has_an_account_gets_in_by_it_instead_of_a_second_company(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    await house.door.register(
        replace(FORM, siret=LA_POSTE, name="Autre"), house.post, client="192.0.2.1"
    )
    entered = await house.enter()
    assert entered.opened is not None
    assert entered.opened.actor.account_id == owner.account_id
    async with database.unit(write=False) as uow:
        assert await uow.companies.by_siret("35600000000048") is None


async def test_who_was_taken_out_may_begin_again(house: House, database: Database) -> None:
    owner = await house.registered()
    async with database.unit() as uow:
        company = await uow.companies.get(owner.company_id or 0)
        assert company is not None
        other = await factories.account(
            uow,
            Role.RECRUITER,
            company_id=company.id,
            company_role=CompanyRole.RECRUITER,
            login="leo@garage.example",
        )
    await house.app.run(remove_person, owner, RemovePerson(company.public_id, other.public_id))
    actor = await house.registered(
        replace(FORM, siret=LA_POSTE, name="Léo et Cie", person="Léo Roy", email=other.login),
        client="192.0.2.2",
    )
    assert actor.account_id == other.id
    assert actor.company_id != owner.company_id


async def test_a_link_in_a_mailbox_that_was_given_up_opens_nothing(house: House) -> None:
    """But one that went to what they sign in with does, wherever they are told."""
    owner = await house.registered()

    async def told_at(where: str) -> None:
        _, code = await house.app.run(prepare_code, owner, GiveAddress("email", where))
        assert await house.app.run(enter_code, owner, EnterCode("email", code))

    async def sent(where: str) -> str:
        await house.door.send_link(where, house.post, "fr", client="x")
        return house.token()

    await told_at("old@garage.example")
    old, first = await sent("old@garage.example"), await sent(FORM.email.lower())
    await told_at("new@garage.example")
    view = await house.door.look(old)
    assert (view.state, view.company, view.email) == ("link_unknown", "", "")
    with pytest.raises(NotFound, match="link_unknown"):
        await house.enter(old)
    new = await sent("new@garage.example")
    await house.app.run(forget_address, owner, ForgetAddress("email"))
    for token in (old, new):
        with pytest.raises(Conflict, match="link_expired"):
            await house.enter(token)
    assert (await house.enter(first)).opened is not None


async def test_who_comes_anew_leaves_their_former_mailbox_behind(
    house: House, database: Database
) -> None:
    owner = await house.registered()
    async with database.unit() as uow:
        contact = await uow.notifications.contact(owner.account_id, Channel.EMAIL)
        assert contact is not None
        contact.address = "old@garage.example"
    await house.door.send_link("old@garage.example", house.post, "fr", client="x")
    old = house.token()
    async with database.unit() as uow:
        account = await uow.accounts.get(owner.account_id)
        assert account is not None
        account.status = AccountStatus.DISABLED
    again = await house.registered(replace(FORM, siret=LA_POSTE, name="Autre"), client="192.0.2.3")
    assert again.account_id == owner.account_id
    with pytest.raises(NotFound, match="link_unknown"):
        await house.enter(old)


async def test_letters_to_one_address_and_tries_from_one_place_are_counted(house: House) -> None:
    for number in range(TRIES_BY_ADDRESS):
        await house.door.send_link("awa@garage.example", house.post, "fr", client=f"c{number}")
    with pytest.raises(TooMany, match="link_too_many"):
        await house.door.register(FORM, house.post, client="another")
    for number in range(TRIES_BY_CLIENT):
        await house.door.send_link(f"a{number}@b.example", house.post, "fr", client="robot")
    with pytest.raises(TooMany, match="joining_too_many"):
        await house.door.send_link("z@b.example", house.post, "fr", client="robot")


@pytest.mark.parametrize(
    ("result", "code"), [(Result.LATER, "link_not_sent"), (Result.REFUSED, "link_refused")]
)
async def test_a_letter_that_cannot_go_out_is_told(house: House, result: Result, code: str) -> None:
    house.letters.outcome = Outcome(result)
    with pytest.raises(Conflict, match=code):
        await house.door.register(FORM, house.post, client="192.0.2.1")
