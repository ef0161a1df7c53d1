"""A structure with an operation, its people and a few youths, for tests of what the FSE+ pays for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.fse.told import ParticipantView
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.application import Application
from myjobmatch.services.fse.answering import TellAnswers, tell_answers
from myjobmatch.services.fse.operations import SaveOperation, save_operation
from myjobmatch.services.fse.participants import Enrol, enrol, read_participant
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories
from tests.unit.domain.fse.rows import ENTRY, EXIT

ENTERED = date(2026, 1, 12)


def whole_operation(**differs: object) -> OperationContent:
    """The real amounts of the first action, in a period of the tests' year."""
    whole = OperationContent(
        title="Tremplin vers l'emploi",
        number="202600123",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        cost_cents=41_994_599,
        grant_cents=20_997_300,
    )
    return replace(whole, **differs)  # type: ignore[arg-type]


@dataclass
class FseTown:
    """Who is there."""

    app: Application
    manager: Actor
    advisor: Actor
    colleague: Actor
    foreign_manager: Actor
    foreign_structure: str
    funder: Actor
    other_funder: Actor
    youth: Actor
    youth_id: str
    operation_id: str

    async def enter(self, youth_id: str = "", day: date = ENTERED) -> str:
        """Enter a youth; answers the participation."""
        entry = Enrol(self.operation_id, (youth_id or self.youth_id,), day)
        return (await self.app.run(enrol, self.advisor, entry)).made[0]

    async def read(self, participant: str) -> ParticipantView:
        """A participation as the advisor sees it."""
        return await self.app.run(read_participant, self.advisor, participant)

    async def tell(
        self, participant: str, part: Part, *, left_on: date | None = None, **differs: str
    ) -> ParticipantView:
        """Tell all answers of a part, but those that differ."""
        view = await self.read(participant)
        whole = {Part.ENTRY: ENTRY, Part.EXIT: EXIT, Part.SIX_MONTHS: {"six_labour": "employed"}}
        command = TellAnswers(
            participant, view.version, part, whole[part] | differs, left_on=left_on
        )
        return await self.app.run(tell_answers, self.advisor, command)

    async def more_youths(self, number: int) -> list[str]:
        """So many youths of the advisor; answers their public ids."""
        ids = []
        async with self.app.database.unit() as uow:
            structure = await uow.accounts.structure(self.manager.structure_id or 0)
            assert structure is not None
            for count in range(number):
                who = {"first_name": f"Prénom{count}", "last_name": f"Zyxwv{count}"}
                actor = await factories.youth(uow, structure, advisor=self.advisor, identity=who)
                row = await uow.youths.get(actor.youth_id or 0)
                assert row is not None
                ids.append(row.public_id)
        return ids


async def fse_town(database: Database) -> FseTown:
    """Build it."""
    app = Application(database, database.clock, MatchingRuntime(database, None))
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        manager = await factories.staff(uow, Role.MANAGER, here)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        colleague = await factories.staff(uow, Role.ADVISOR, here)
        foreign_manager = await factories.staff(uow, Role.MANAGER, there)
        funder = await factories.staff(uow, Role.FUNDER, here)
        other_funder = await factories.staff(uow, Role.FUNDER, here)
        lina = {
            "first_name": "Lina",
            "last_name": "Zyxwv",
            "sex": "female",
            "disability": False,
            "priority_district": "QN09101M",
        }
        youth = await factories.youth(uow, here, advisor=advisor, identity=lina)
        row = await uow.youths.get(youth.youth_id or 0)
        assert row is not None
    save = SaveOperation(whole_operation(), new_id=new_public_id(), funders=(funder.public_id,))
    operation_id = await app.run(save_operation, manager, save)
    return FseTown(
        app,
        manager,
        advisor,
        colleague,
        foreign_manager,
        there.public_id,
        funder,
        other_funder,
        youth,
        row.public_id,
        operation_id,
    )
