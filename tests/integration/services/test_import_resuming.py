"""Imports whose process stopped, taken up by the worker: each is its own; on both databases."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from myjobmatch.db.models import YouthImport, YouthImportRow
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.youth_import.words import ImportStatus
from myjobmatch.services.youth_import.running import (
    STANDS_STILL_AFTER,
    confirm_import,
    resume_imports,
)
from tests.integration.services.import_desk import open_desk, table


async def test_an_import_that_cannot_be_read_on_holds_up_no_other(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    desk = await open_desk(database)
    broken = await desk.draft(table([("MARTIN", "Léa", "07/03/2005", "", "", "")]))
    sound = await desk.draft(table([("Ben Saïd", "Ali", "30/11/2004", "", "", "")]))
    for id_ in (broken, sound):
        await desk.app.run(confirm_import, desk.advisor, id_)
    async with database.unit() as uow:  # what a version of the code knew, and this one does not
        of_broken = select(YouthImport.id).where(YouthImport.public_id == broken).scalar_subquery()
        person = {"scheme": "of_another_time"}
        await uow.session.execute(
            update(YouthImportRow)
            .where(YouthImportRow.import_id == of_broken)
            .values(person=person)
        )
    clock.advance(STANDS_STILL_AFTER + timedelta(seconds=1))

    with caplog.at_level(logging.ERROR):
        assert await resume_imports(desk.app) == 1

    assert (await desk.view(sound)).status is ImportStatus.DONE
    assert (await desk.view(broken)).status is ImportStatus.RUNNING
    assert [record.getMessage() for record in caplog.records] == [
        f"import {broken} could not be carried on, and is tried again"
    ]
    assert await resume_imports(desk.app) == 0
