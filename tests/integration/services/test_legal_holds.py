"""What is held of who took part in an operation and was erased: once, apart, for a time. On both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import FseParticipation, YouthLegalHold
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.erasure import CLOSING
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.services.erasing import erase_again, mind_erasures
from myjobmatch.services.erasure import AskErasure, request_erasure
from myjobmatch.services.fse.figures import operation_figures
from myjobmatch.services.legal_holds import forget_holds, read_holds
from tests.integration.services.fse_town import ENTERED, FseTown, fse_town

WHY = "Contrôle de service fait de l'autorité de gestion"


async def erase(town: FseTown, clock: FixedClock) -> None:
    await town.app.run(request_erasure, town.youth, AskErasure(now=True, session=""))
    assert await mind_erasures(town.app) == 0
    clock.advance(CLOSING)
    assert await mind_erasures(town.app) == 1


async def held(database: Database) -> list[YouthLegalHold]:
    async with database.unit(write=False) as uow:
        return list(await uow.session.scalars(select(YouthLegalHold)))


async def test_a_participant_is_held_and_the_figures_stay(
    database: Database, clock: FixedClock
) -> None:
    town = await fse_town(database)
    await town.tell(await town.enter(), Part.ENTRY)
    before = await town.app.run(operation_figures, town.manager, town.operation_id)
    await erase(town, clock)
    assert await town.app.run(operation_figures, town.manager, town.operation_id) == before
    async with database.unit(write=False) as uow:
        (row,) = list(await uow.session.scalars(select(FseParticipation)))
        assert (row.youth_id, row.entered_on) == (None, ENTERED.replace(day=1))

    (hold,) = await held(database)
    assert hold.until == date(2031, 12, 31)
    assert hold.youth_public_id == town.youth_id
    assert hold.data["last_name"] == "Zyxwv"
    (took_part,) = hold.data["participations"]  # type: ignore[misc]
    assert took_part["entered_on"] == ENTERED.isoformat()
    assert took_part["answers"]["entry"]["sex"] == "female"

    for why in ("", "contrôle", "x" * 201):
        with pytest.raises(Invalid, match="hold_reason"):
            await town.app.run(read_holds, SYSTEM, why)
    (read,) = await town.app.run(read_holds, SYSTEM, WHY)
    assert read.data == hold.data
    async with database.unit(write=False) as uow:
        (entry,) = await uow.ledger.audits_of("installation", 0)
    assert entry.details == {"count": 1, "why": WHY}


async def test_it_is_held_once_and_not_for_ever(database: Database, clock: FixedClock) -> None:
    town = await fse_town(database)
    await town.tell(await town.enter(), Part.ENTRY)
    await erase(town, clock)
    (back,) = await town.more_youths(1)
    async with database.unit() as uow:  # a backup brought them back, their participation too
        youth = await uow.youths.by_public_id(back)
        assert youth is not None
        youth.public_id = town.youth_id
    await town.tell(await town.enter(), Part.ENTRY)
    assert await erase_again(town.app) == 1
    assert len(await held(database)) == 1
    clock.advance(timedelta(days=5 * 365))
    assert await town.app.run(forget_holds, SYSTEM, None) == 0
    clock.advance(timedelta(days=365))
    assert await town.app.run(forget_holds, SYSTEM, None) == 1
    assert await held(database) == []


async def test_nothing_is_held_of_who_took_part_in_nothing(
    database: Database, clock: FixedClock
) -> None:
    town = await fse_town(database)
    await erase(town, clock)
    assert await held(database) == []
