"""Who is told when a company waits, and what it is told of the answer; never the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from myjobmatch.db.models import ContactPoint, Notification
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import CompanyStatus
from myjobmatch.domain.notifications import Channel
from myjobmatch.services import company_tellers
from myjobmatch.services.company_approval import DecideCompany, decide_company
from myjobmatch.services.outbox import work_once
from tests.integration.services.company_house import FORM, House, company_house

assert company_tellers


@pytest.fixture
async def house(database: Database) -> House:
    return await company_house(database)


async def reachable(database: Database, *actors: Actor) -> None:
    async with database.unit() as uow:
        for actor in actors:
            uow.notifications.add(
                ContactPoint(
                    account_id=actor.account_id,
                    channel=Channel.EMAIL,
                    address=f"{actor.account_id}@exemple.fr",
                    verified_at=uow.clock.now(),
                    sent_count=0,
                )
            )


async def told(house: House) -> list[tuple[int, str, str]]:
    await work_once(house.app)
    async with house.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(select(Notification).order_by(Notification.id))
        assert all("Signal" not in str(row.params) for row in rows.all())
        rows = await uow.session.scalars(select(Notification).order_by(Notification.id))
        return [(row.account_id, row.text, row.path) for row in rows]


async def test_those_who_decide_and_then_its_people_are_told(
    house: House, database: Database
) -> None:
    await reachable(database, house.manager, house.officer, house.elsewhere)
    owner = await house.registered()
    assert await told(house) == [
        (house.manager.account_id, "company_waits", "/conseil/entreprises"),
        (house.officer.account_id, "company_waits", "/employeur/entreprises"),
    ]
    async with database.unit(write=False) as uow:
        company = await uow.companies.get(owner.company_id or 0)
        assert company is not None
    P, A, S = CompanyStatus.PENDING, CompanyStatus.APPROVED, CompanyStatus.SUSPENDED  # noqa: N806
    for before, after in ((P, A), (A, S), (S, A)):
        command = DecideCompany(company.public_id, before, after, "Signalée.")
        await house.app.run(decide_company, house.manager, command)
        await work_once(house.app)
    assert (await told(house))[2:] == [
        (owner.account_id, "company_approved", "/employeur/offres"),
        (owner.account_id, "company_suspended", "/employeur/entreprise"),
        (owner.account_id, "company_reinstated", "/employeur/offres"),
    ]


async def test_an_owner_is_told_that_somebody_asks_to_be_let_in(house: House) -> None:
    owner = await house.registered()
    await house.door.register(
        replace(FORM, email="zoe@ailleurs.example"), house.post, client="192.0.2.9"
    )
    await house.enter()
    assert await told(house) == [(owner.account_id, "company_asked", "/employeur/equipe")]
