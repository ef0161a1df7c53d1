"""Two structures with territories, their people, and the ways in: registering, inviting, activating."""

from dataclasses import dataclass, replace

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.joining import JOIN_TEXT_VERSION
from myjobmatch.domain.passkeys import Site
from myjobmatch.services.activation import Activate
from myjobmatch.services.application import Application
from myjobmatch.services.doors import Doors, doors_of
from myjobmatch.services.invitations import GivenCode, Invite, invite_youth
from myjobmatch.services.join_requests import set_territory
from myjobmatch.services.joining import Door
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.registration import Register
from myjobmatch.services.sessions import SessionService
from tests import factories

SITE = Site("localhost", "http://localhost")
PASSWORD = "mon chat dort"
FORM = Register(
    first_name="Inès",
    birth_date="2005-03-02",
    place="Melun",
    door=Door("06 39 98 12 34", PASSWORD),
    text_version=JOIN_TEXT_VERSION,
    agreed=True,
    language="fr",
)


@dataclass
class House:
    """Two structures with territories, their people, and the ways in."""

    app: Application
    doors: Doors
    sessions: SessionService
    advisor: Actor
    colleague: Actor
    manager: Actor
    elsewhere: Actor
    other_structure: str
    administrator: Actor


@pytest.fixture
async def house(database: Database) -> House:
    async with database.unit() as uow:
        melun = await factories.structure(uow, latitude=48.54, longitude=2.66)
        evry = await factories.structure(uow, latitude=48.63, longitude=2.44)
        manager = await factories.staff(uow, Role.MANAGER, melun)
        administrator = await factories.account(uow, Role.ADMINISTRATOR)
        made = {
            "advisor": await factories.staff(uow, Role.ADVISOR, melun),
            "colleague": await factories.staff(uow, Role.ADVISOR, melun),
            "manager": manager,
            "elsewhere": await factories.staff(uow, Role.ADVISOR, evry),
        }
    app = Application(database, database.clock, MatchingRuntime(database, None))
    sessions = SessionService(database)
    await app.run(set_territory, manager, "Melun, 77190")
    return House(
        app=app,
        doors=doors_of(database, sessions),
        sessions=sessions,
        other_structure=evry.public_id,
        administrator=Actor(administrator.id, administrator.public_id, Role.ADMINISTRATOR),
        **made,
    )


async def register(house: House, client: str = "192.0.2.1", **changes: object) -> Actor:
    form = replace(FORM, **changes)  # type: ignore[arg-type]
    opened = await house.doors.registration.register(form, SITE, replaced=None, client=client)
    return opened.actor


async def activate(
    house: House, code: str, login: str = "ines91", client: str = "192.0.2.1"
) -> Actor:
    form = Activate(code, Door(login, PASSWORD), JOIN_TEXT_VERSION, True, "fr")
    opened = await house.doors.activation.activate(form, SITE, replaced=None, client=client)
    return opened.actor


async def invited(house: House, **changes: object) -> GivenCode:
    command = Invite("Inès", "Benali", "2005-03-02", "Melun", "06 39 98 12 34")
    return await house.app.run(invite_youth, house.advisor, replace(command, **changes))  # type: ignore[arg-type]
