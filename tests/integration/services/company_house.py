"""A structure that answers for Melun, its people, the door of companies, and the letters that went out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.delivery import TAKEN, Letter, Outcome
from myjobmatch.domain.enums import Role
from myjobmatch.integrations.company_directory import Establishment
from myjobmatch.services.application import Application
from myjobmatch.services.company_door import CompanyDoor, Entered, RegisterCompany
from myjobmatch.services.company_letters import Post
from myjobmatch.services.join_requests import set_territory
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import SessionService
from tests import factories

SIRET = "732 829 320 00074"
LA_POSTE = "356 000 000 00048"
FORM = RegisterCompany(
    siret=SIRET,
    name="Garage Neuf",
    place="Melun, Île-de-France",
    person="Awa Diallo",
    email="Awa@garage.example",
    language="fr",
    sector="Mécanique",
)


@dataclass
class Letters:
    """Takes every letter; `outcome` is what becomes of the next ones."""

    sent: list[Letter] = field(default_factory=list)
    outcome: Outcome = TAKEN

    async def send(self, letter: Letter) -> Outcome:
        """Take one letter."""
        self.sent.append(letter)
        return self.outcome


@dataclass
class Directory:
    """Knows what it was told."""

    known: dict[str, Establishment] = field(default_factory=dict)

    async def find(self, siret: str) -> Establishment | None:
        """What it was told."""
        return self.known.get(siret)


@dataclass
class House:
    """All of it."""

    app: Application
    door: CompanyDoor
    sessions: SessionService
    letters: Letters
    directory: Directory
    post: Post
    manager: Actor
    officer: Actor
    elsewhere: Actor
    advisor: Actor
    youth: Actor

    def token(self, number: int = -1) -> str:
        """The token in a letter."""
        found = re.search(r"jeton=([\w-]+)", self.letters.sent[number].text)
        assert found is not None, self.letters.sent[number].text
        return found[1]

    async def enter(self, token: str = "", person: str = "") -> Entered:
        """Press the button of a link."""
        return await self.door.enter(token or self.token(), person, replaced=None)

    async def registered(self, form: RegisterCompany = FORM, client: str = "192.0.2.1") -> Actor:
        """Register, open the mail, press the button: the owner of a new company."""
        await self.door.register(form, self.post, client=client)
        entered = await self.enter()
        assert entered.opened is not None
        return entered.opened.actor


async def company_house(database: Database) -> House:
    """Build it."""
    async with database.unit() as uow:
        melun = await factories.structure(uow, latitude=48.54, longitude=2.66)
        evry = await factories.structure(uow)
        people = {
            "manager": await factories.staff(uow, Role.MANAGER, melun),
            "officer": await factories.staff(uow, Role.EMPLOYMENT_OFFICER, melun),
            "elsewhere": await factories.staff(uow, Role.EMPLOYMENT_OFFICER, evry),
            "advisor": await factories.staff(uow, Role.ADVISOR, melun),
        }
        people["youth"] = await factories.youth(uow, melun, advisor=people["advisor"])
    app = Application(database, database.clock, MatchingRuntime(database, None))
    await app.run(set_territory, people["manager"], "Melun, 77190")
    sessions, letters, directory = SessionService(database), Letters(), Directory()
    return House(
        app=app,
        door=CompanyDoor(database, sessions, directory),
        sessions=sessions,
        letters=letters,
        directory=directory,
        post=Post(letters, "https://jobs.example.org/"),
        **people,
    )
