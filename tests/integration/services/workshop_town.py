"""Two Missions Locales that share a session, with their advisors and youths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.workshops import WorkshopDoor, WorkshopKind, WorkshopMode
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.workshop_sessions import SaveSession, SessionContent, save_session
from myjobmatch.services.workshop_views import read_session
from tests import factories


@dataclass
class WorkshopTown:
    """`here` owns what is shared with `there`; `elsewhere` has nothing to do with it."""

    app: Application
    here: int
    there: int
    advisor: Actor
    manager: Actor
    partner: Actor
    stranger: Actor
    shared_with: str
    youths: list[Actor] = field(default_factory=list)
    others: list[Actor] = field(default_factory=list)
    foreign: list[Actor] = field(default_factory=list)
    public_ids: dict[int, str] = field(default_factory=dict)

    def public(self, youth: Actor) -> str:
        """The public id of a youth."""
        return self.public_ids[youth.youth_id or 0]

    async def plan(self, **changes: Any) -> str:
        """A session shared by both, in ten days; answers its public id."""
        command = SaveSession(replace(self.content(), **changes))
        return await self.app.run(save_session, self.advisor, command)

    async def version(self, session: str) -> str:
        """What is written of a session, as it is read now."""
        return (await self.app.run(read_session, self.advisor, session)).version

    def content(self) -> SessionContent:
        """What is written of it."""
        starts = self.app.clock.now() + timedelta(days=10)
        return SessionContent(
            title="Réussir son entretien",
            description="On s'entraîne à plusieurs.",
            kind=WorkshopKind.INTERVIEW,
            minutes=120,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            mode=WorkshopMode.ON_SITE,
            place="Salle bleue",
            link="",
            door=WorkshopDoor.OPEN,
            enrol_until=starts - timedelta(days=1),
            capacity=2,
            shared=(self.shared_with,),
        )


async def workshop_town(
    database: Database, *, youths: int = 3, others: int = 2, named: Callable[[int], str] = str
) -> WorkshopTown:
    """Build it."""
    async with database.unit() as uow:
        here, there, elsewhere = [await factories.structure(uow) for _ in range(3)]
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        partner = await factories.staff(uow, Role.ADVISOR, there)
        town = WorkshopTown(
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            here=here.id,
            there=there.id,
            advisor=advisor,
            manager=await factories.staff(uow, Role.MANAGER, here),
            partner=partner,
            stranger=await factories.staff(uow, Role.ADVISOR, elsewhere),
            shared_with=there.public_id,
        )
        for place, group, count in (
            (here, town.youths, youths),
            (there, town.others, others),
            (elsewhere, town.foreign, 1),
        ):
            for number in range(count):
                name = {
                    "first_name": f"Prénom{named(number)}",
                    "last_name": f"Nom{place.id}x{number}",
                }
                led = {here.id: advisor, there.id: partner}.get(place.id)
                youth = await factories.youth(uow, place, advisor=led, identity=name)
                group.append(youth)
                person = await uow.youths.get(youth.youth_id or 0)
                assert person is not None
                town.public_ids[person.id] = person.public_id
    return town
