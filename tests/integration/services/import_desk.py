"""A desk that imports files: rows to bytes as programs save them, and the whole way of an import."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.youth_import.words import Field, ImportKind, RowChoice, RowVerdict
from myjobmatch.integrations.imilo import CsvPort
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.youth_import.batches import StartImport, start_import
from myjobmatch.services.youth_import.preview import CheckImport, Choose, check_import, choose
from myjobmatch.services.youth_import.running import confirm_import, run_rows
from myjobmatch.services.youth_import.viewing import ImportView, view_import
from tests import factories

HEADS = ("Nom", "Prénom", "Date de naissance", "Téléphone", "Commune", "N° dossier")


def table(
    rows: Sequence[Sequence[str]],
    heads: Sequence[str] = HEADS,
    *,
    delimiter: str = ";",
    encoding: str = "utf-8-sig",
) -> bytes:
    """A CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@dataclass
class Desk:
    """Whoever imports, and those who have nothing to do with it."""

    app: Application
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor

    async def draft(
        self, data: bytes, kind: ImportKind = ImportKind.YOUTHS, name: str = "jeunes.csv"
    ) -> str:
        """A file sent, its columns as guessed, its rows looked at."""
        command = StartImport(kind, name, data)
        id_ = await self.app.run_beside(start_import, self.advisor, command, CsvPort())
        await self.check(id_)
        return id_

    async def check(self, id_: str, *, overwrite: bool = False, advisor_id: str = "") -> None:
        view = await self.view(id_)
        mapping = {column.field: place for place, column in enumerate(view.columns) if column.field}
        command = CheckImport(id_, mapping, overwrite, advisor_id or view.advisor_id)
        await self.app.run_beside(check_import, self.advisor, command)

    async def view(self, id_: str) -> ImportView:
        return await self.app.run(view_import, self.advisor, id_)

    async def confirm(self, id_: str) -> ImportView:
        await self.app.run(confirm_import, self.advisor, id_)
        while not (await self.app.run_beside(run_rows, self.advisor, id_)).finished:
            pass
        return await self.view(id_)

    async def bring(self, data: bytes, kind: ImportKind = ImportKind.YOUTHS) -> dict[str, int]:
        """The whole way, with what is proposed for each row; answers the outcomes."""
        return (await self.confirm(await self.draft(data, kind))).outcomes

    async def choose_all(self, id_: str, verdict: RowVerdict, choice: RowChoice) -> None:
        await self.app.run(choose, self.advisor, Choose(id_, choice, verdict=verdict))

    async def youths(self) -> list[tuple[str, str]]:
        """(name, phone) of everybody here."""
        async with self.app.database.unit(write=False) as uow:
            here = await uow.youth_imports.people.here(self.advisor.structure_id or 0)
        return sorted((f"{one.first_name} {one.last_name}", one.phone) for one in here)


async def open_desk(database: Database) -> Desk:
    """Two structures, one of which imports."""
    async with database.unit() as uow:
        here, elsewhere = await factories.structure(uow), await factories.structure(uow)
        return Desk(
            Application(database, database.clock, MatchingRuntime(database, None)),
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.ADVISOR, elsewhere),
        )


FIELDS_OF_HEADS = (
    Field.LAST_NAME,
    Field.FIRST_NAME,
    Field.BIRTH_DATE,
    Field.PHONE,
    Field.COMMUNE,
    Field.DOSSIER,
)
