"""A structure with three advisors and two youths, for what concerns who accompanies whom."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.db.models import Structure, Youth
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.permissions import is_own_advisor
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import acting_today
from tests import factories


@dataclass
class TeamRows:
    """Aminata follows Lina and Moussa, Nadia one youth of hers, Karim nobody."""

    app: Application
    where: Structure
    aminata: Actor
    nadia: Actor
    karim: Actor
    manager: Actor
    lina: Actor
    moussa: Actor
    lina_id: str
    moussa_id: str

    async def today(self, actor: Actor) -> Actor:
        """An actor as a session would resolve them now."""
        async with self.app.database.unit(write=False) as uow:
            account = await uow.accounts.get(actor.account_id)
            assert account is not None
            return await acting_today(account, uow)

    async def follows(self, actor: Actor, youth: Actor) -> bool:
        """Whether somebody accompanies a youth today; lists say the same."""
        today = await self.today(actor)
        async with self.app.database.unit(write=False) as uow:
            row = await youth_row(uow, youth)
            own = is_own_advisor(today, advisor_id=row.advisor_id, youth_id=row.id)
            assert (row.id in await uow.continuity.youths_followed_by(today)) == own
            return own


async def youth_row(uow: UnitOfWork, actor: Actor) -> Youth:
    """The youth that an actor is."""
    row = await uow.youths.get(actor.youth_id or 0)
    assert row is not None
    return row


async def make_team(database: Database) -> TeamRows:
    """The rows."""
    async with database.unit() as uow:
        where = await factories.structure(uow)
        aminata, nadia, karim = [
            await factories.account(uow, Role.ADVISOR, structure_id=where.id, display_name=name)
            for name in ("Aminata", "Nadia", "Karim")
        ]
        actors = [await acting_today(account, uow) for account in (aminata, nadia, karim)]
        lina = await factories.youth(uow, where, advisor=actors[0])
        moussa = await factories.youth(uow, where, advisor=actors[0])
        await factories.youth(uow, where, advisor=actors[1])
        return TeamRows(
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            where=where,
            aminata=actors[0],
            nadia=actors[1],
            karim=actors[2],
            manager=await factories.staff(uow, Role.MANAGER, where),
            lina=lina,
            moussa=moussa,
            lina_id=(await youth_row(uow, lina)).public_id,
            moussa_id=(await youth_row(uow, moussa)).public_id,
        )
