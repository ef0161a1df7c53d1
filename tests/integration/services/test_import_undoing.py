"""Taking an import back leaves what others have added since: later imports, later words; on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from myjobmatch.db.models import Youth, YouthIdentity, YouthSituation
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.youth_import.words import ImportKind, RowChoice, RowOutcome, RowVerdict
from myjobmatch.services.youth_import.batches import CELLS_LIFE
from myjobmatch.services.youth_import.undoing import undo_import
from myjobmatch.services.youth_import.viewing import RowQuery, list_rows
from tests.integration.services.import_desk import Desk, open_desk, table

HEADS = ("Nom", "Prénom", "Date de naissance", "Mail", "N° dossier")
LEA = ("Martin", "Léa", "07/03/2005", "lea@exemple.invalid", "1001")
TOLD = ("N° dossier", "Situation", "Type de contrat", "Date de début", "Date de fin")


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await open_desk(database)


async def brought(desk: Desk, *rows: tuple[str, ...], overwrite: bool = False) -> str:
    """A file that came in; its import."""
    id_ = await desk.draft(table(rows, HEADS))
    await desk.check(id_, overwrite=overwrite)
    await desk.confirm(id_)
    return id_


async def lea_of(database: Database) -> tuple[Youth, YouthIdentity]:
    async with database.unit(write=False) as uow:
        row = (await uow.session.execute(select(Youth, YouthIdentity).join(YouthIdentity))).one()
        return row[0], row[1]


@pytest.mark.parametrize("mail", ["lea@exemple.invalid", ""])
async def test_whom_a_later_import_brought_too_stays(desk: Desk, mail: str) -> None:
    """A colleague's file names her as well: she is theirs now, whether it added anything or not."""
    first = await brought(desk, (*LEA[:3], mail, LEA[4]))
    await brought(replace(desk, advisor=desk.colleague), LEA)
    undone = await desk.app.run(undo_import, desk.advisor, first)
    assert (undone.gone, undone.kept) == (0, 1)
    assert [name for name, _ in await desk.youths()] == ["Léa Martin"]
    (row,) = await desk.app.run(
        list_rows, desk.advisor, RowQuery(first, outcomes=(RowOutcome.KEPT,))
    )
    assert row.why == "imported_since"


async def test_one_s_own_file_sent_twice_is_taken_back_by_the_first_of_them(desk: Desk) -> None:
    """The second added nothing: it holds nobody here whom nothing else would take away any more."""
    first = await brought(desk, LEA)
    await brought(desk, LEA)
    undone = await desk.app.run(undo_import, desk.advisor, first)
    assert (undone.gone, undone.kept) == (1, 0)
    assert await desk.youths() == []


async def test_whom_a_later_import_brought_goes_once_that_one_is_taken_back(desk: Desk) -> None:
    first = await brought(desk, LEA)
    second = await brought(desk, LEA)
    await desk.app.run(undo_import, desk.advisor, second)
    undone = await desk.app.run(undo_import, desk.advisor, first)
    assert (undone.gone, undone.kept) == (1, 0)


async def test_two_rows_on_one_youth_are_taken_back_the_last_one_first(
    desk: Desk, database: Database
) -> None:
    await brought(desk, LEA)
    again = [(*LEA[:3], f"{name}@exemple.invalid", LEA[4]) for name in ("une", "autre")]
    second = await brought(desk, *again, overwrite=True)
    assert (await lea_of(database))[1].email == "autre@exemple.invalid"
    await desk.app.run(undo_import, desk.advisor, second)
    assert (await lea_of(database))[1].email == "lea@exemple.invalid"


async def test_a_dossier_that_somebody_else_has_by_now_does_not_come_back(
    desk: Desk, database: Database
) -> None:
    await brought(desk, LEA)
    second = await desk.draft(table([(*LEA[:4], "2002")], HEADS))
    await desk.check(second, overwrite=True)
    await desk.choose_all(second, RowVerdict.LIKELY, RowChoice.UPDATE)
    await desk.confirm(second)
    await brought(desk, ("Petit", "Tom", "01/02/2006", "", "1001"))
    undone = await desk.app.run(undo_import, desk.advisor, second)
    assert undone.restored == 1
    async with database.unit(write=False) as uow:
        tom = await uow.imilo.by_dossier("1001")
        lea = await uow.imilo.by_dossier("2002")
    assert tom is not None
    assert lea is not None


async def test_a_youth_whom_another_structure_has_by_now_is_left_alone(
    desk: Desk, database: Database
) -> None:
    await brought(desk, LEA)
    second = await brought(desk, (*LEA[:3], "autre@exemple.invalid", LEA[4]), overwrite=True)
    async with database.unit() as uow:
        await uow.session.execute(
            update(Youth).values(structure_id=desk.stranger.structure_id, advisor_id=None)
        )
    undone = await desk.app.run(undo_import, desk.advisor, second)
    assert undone.restored == 0
    assert (await lea_of(database))[1].email == "autre@exemple.invalid"


async def test_a_situation_that_was_told_anew_since_stands(desk: Desk, database: Database) -> None:
    await brought(desk, LEA)
    work = ("1001", "Emploi", "CDD", "01/09/2026", "")
    id_ = await desk.draft(table([work], TOLD), ImportKind.SITUATIONS)
    await desk.confirm(id_)
    later = (*work[:4], "31/10/2026")
    await desk.confirm(await desk.draft(table([later], TOLD), ImportKind.SITUATIONS))
    await desk.app.run(undo_import, desk.advisor, id_)
    async with database.unit(write=False) as uow:
        (told,) = (await uow.session.scalars(select(YouthSituation))).all()
    assert told.until == date(2026, 10, 31)


async def test_what_a_row_said_is_forgotten_and_nothing_is_put_back_by_it(
    desk: Desk, database: Database, clock: FixedClock
) -> None:
    """Somebody emptied the address meanwhile: an empty one is not the file's."""
    await brought(desk, LEA)
    second = await brought(desk, (*LEA[:3], "autre@exemple.invalid", LEA[4]), overwrite=True)
    async with database.unit() as uow:
        await uow.session.execute(update(YouthIdentity).values(email=""))
    clock.advance(CELLS_LIFE + timedelta(days=1))
    await desk.draft(table([LEA], HEADS))
    undone = await desk.app.run(undo_import, desk.advisor, second)
    assert undone.restored == 0
    assert (await lea_of(database))[1].email == ""
