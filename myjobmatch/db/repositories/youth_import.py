"""Imports of youths: batches, their rows, and who is here already."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.models import (
    Account,
    YouthIdentity,
    YouthImport,
    YouthImportRow,
)
from myjobmatch.db.repositories.imported_people import ImportedPeople
from myjobmatch.domain.youth_import.words import ImportStatus, RowChoice, RowOutcome, RowVerdict

AT_ONCE = 5_000
_ROWS = table_of(YouthImportRow)
_TAKEN = (RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.UNCHANGED)
_CHECKED = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row_id"))
    .values(
        {
            _ROWS.c[name]: bindparam(f"new_{name}")
            for name in (
                "name", "person", "remarks", "verdict", "content_key", "why", "match_youth_id",
                "match_row", "choice",
            )
        }
    )
)  # fmt: skip


class YouthImports:
    """Queries on imports."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session
        self.people = ImportedPeople(session)

    def add(self, row: YouthImport) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    # --- batches ---

    async def by_public_id(self, public_id: str, *, lock: bool = False) -> YouthImport | None:
        """The import with that public id, locked or not."""
        query = select(YouthImport).where(YouthImport.public_id == public_id)
        return await self._s.scalar(query.with_for_update() if lock else query)

    async def of_structure(
        self, structure_id: int, account_id: int | None, limit: int
    ) -> Sequence[tuple[YouthImport, str]]:
        """The imports of a structure, or of one of its people, the latest first, with who made each."""
        query = (
            select(YouthImport, Account.display_name)
            .join(Account, Account.id == YouthImport.account_id)
            .where(YouthImport.structure_id == structure_id)
            .order_by(YouthImport.id.desc())
            .limit(limit)
        )
        if account_id is not None:
            query = query.where(YouthImport.account_id == account_id)
        return [(row[0], row[1]) for row in await self._s.execute(query)]

    async def same_file(self, batch: YouthImport) -> YouthImport | None:
        """The last import of the very same file that was carried out."""
        return await self._s.scalar(
            select(YouthImport)
            .where(
                YouthImport.structure_id == batch.structure_id,
                YouthImport.file_hash == batch.file_hash,
                YouthImport.kind == batch.kind,
                YouthImport.id < batch.id,
                YouthImport.status == ImportStatus.DONE,
            )
            .order_by(YouthImport.id.desc())
            .limit(1)
        )

    async def standing_still(self, before: datetime) -> Sequence[tuple[str, int]]:
        """(public id, account) of imports that run but have not moved since a moment."""
        rows = await self._s.execute(
            select(YouthImport.public_id, YouthImport.account_id)
            .where(YouthImport.status == ImportStatus.RUNNING, YouthImport.moved_at < before)
            .order_by(YouthImport.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def delete_drafts(self, structure_id: int, before: datetime) -> None:
        """Forget the drafts that nobody confirmed."""
        await self._s.execute(
            delete(YouthImport).where(
                YouthImport.structure_id == structure_id,
                YouthImport.status == ImportStatus.DRAFT,
                YouthImport.created_at < before,
            )
        )

    async def delete(self, import_id: int) -> None:
        """Forget an import and its rows."""
        await self._s.execute(delete(YouthImport).where(YouthImport.id == import_id))

    async def forget_cells(self, structure_id: int, before: datetime) -> None:
        """What stood in files is no longer needed once their imports are old."""
        old = select(YouthImport.id).where(
            YouthImport.structure_id == structure_id, YouthImport.finished_at < before
        )
        await self._s.execute(
            update(YouthImportRow)
            .where(YouthImportRow.import_id.in_(old), YouthImportRow.name != "")
            .values(cells=[], person={}, remarks=[], name="")
            .execution_options(synchronize_session=False)
        )

    async def forget_taken(self, import_id: int) -> None:
        """Of those taken in, what stood in the file is in their own file now; it is needed for taking back alone."""
        await self._s.execute(
            update(YouthImportRow)
            .where(YouthImportRow.import_id == import_id, YouthImportRow.outcome.in_(_TAKEN))
            .values(cells=[])
            .execution_options(synchronize_session=False)
        )
        await self._s.execute(
            update(YouthImportRow)
            .where(
                YouthImportRow.import_id == import_id,
                YouthImportRow.outcome == RowOutcome.CREATED,
            )
            .values(person={})
            .execution_options(synchronize_session=False)
        )

    # --- rows ---

    async def insert_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The rows of a file."""
        for start in range(0, len(rows), AT_ONCE):
            await self._s.execute(insert(_ROWS), list(rows[start : start + AT_ONCE]))

    async def rows(self, import_id: int) -> Sequence[YouthImportRow]:
        """All rows of an import, in the file's order."""
        found = await self._s.scalars(
            select(YouthImportRow)
            .where(YouthImportRow.import_id == import_id)
            .order_by(YouthImportRow.number)
        )
        return found.all()

    async def cells(self, import_id: int) -> Sequence[tuple[int, int, int, list[str], str]]:
        """(id, number, line, cells, problem) of all rows, without making objects of them."""
        rows = await self._s.execute(
            select(_ROWS.c.id, _ROWS.c.number, _ROWS.c.line, _ROWS.c.cells, _ROWS.c.why)
            .where(_ROWS.c.import_id == import_id)
            .order_by(_ROWS.c.number)
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]

    async def write_verdicts(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """What each row is, by `row_id`; the values are named `new_<column>`."""
        for start in range(0, len(rows), AT_ONCE):
            await self._s.execute(_CHECKED, list(rows[start : start + AT_ONCE]))

    async def row(self, import_id: int, number: int) -> YouthImportRow | None:
        """The row of that number."""
        return await self._s.scalar(
            select(YouthImportRow).where(
                YouthImportRow.import_id == import_id, YouthImportRow.number == number
            )
        )

    async def choose_all(self, import_id: int, verdict: RowVerdict, choice: RowChoice) -> int:
        """The same choice for every row of a verdict; answers how many rows that are."""
        number = await self._s.scalar(
            select(func.count(YouthImportRow.id)).where(
                YouthImportRow.import_id == import_id, YouthImportRow.verdict == verdict
            )
        )
        await self._s.execute(
            update(YouthImportRow)
            .where(YouthImportRow.import_id == import_id, YouthImportRow.verdict == verdict)
            .values(choice=choice)
            .execution_options(synchronize_session=False)
        )
        return number or 0

    async def page(
        self,
        import_id: int,
        *,
        verdicts: Collection[RowVerdict] = (),
        outcomes: Collection[RowOutcome] = (),
        limit: int,
        offset: int,
    ) -> Sequence[YouthImportRow]:
        """A page of rows of some verdicts or outcomes, in the file's order."""
        query = select(YouthImportRow).where(YouthImportRow.import_id == import_id)
        if verdicts:
            query = query.where(YouthImportRow.verdict.in_(list(verdicts)))
        if outcomes:
            query = query.where(YouthImportRow.outcome.in_(list(outcomes)))
        rows = await self._s.scalars(
            query.order_by(YouthImportRow.number).limit(limit).offset(offset)
        )
        return rows.all()

    async def by_verdict(self, import_id: int) -> Counter[str]:
        """How many rows of each verdict."""
        rows = await self._s.execute(
            select(YouthImportRow.verdict, func.count())
            .where(YouthImportRow.import_id == import_id)
            .group_by(YouthImportRow.verdict)
        )
        return Counter({row[0].value: row[1] for row in rows if row[0] is not None})

    async def by_choice(self, import_id: int) -> Counter[str]:
        """How many rows each choice has, of those that can be taken."""
        rows = await self._s.execute(
            select(YouthImportRow.choice, func.count())
            .where(
                YouthImportRow.import_id == import_id, YouthImportRow.verdict != RowVerdict.ERROR
            )
            .group_by(YouthImportRow.choice)
        )
        return Counter({row[0].value: row[1] for row in rows if row[0] is not None})

    async def by_outcome(self, import_id: int) -> Counter[str]:
        """How many rows of each outcome."""
        rows = await self._s.execute(
            select(YouthImportRow.outcome, func.count())
            .where(YouthImportRow.import_id == import_id)
            .group_by(YouthImportRow.outcome)
        )
        return Counter({row[0].value: row[1] for row in rows if row[0] is not None})

    async def waiting(self, import_id: int, limit: int) -> Sequence[YouthImportRow]:
        """The next rows that nothing became of yet."""
        rows = await self._s.scalars(
            select(YouthImportRow)
            .where(YouthImportRow.import_id == import_id, YouthImportRow.outcome.is_(None))
            .order_by(YouthImportRow.number)
            .limit(limit)
        )
        return rows.all()

    async def count_waiting(self, import_id: int) -> int:
        """How many rows nothing became of yet."""
        return (
            await self._s.scalar(
                select(func.count(YouthImportRow.id)).where(
                    YouthImportRow.import_id == import_id, YouthImportRow.outcome.is_(None)
                )
            )
            or 0
        )

    async def without_account(
        self, import_id: int, limit: int, offset: int = 0
    ) -> Sequence[tuple[int, int]]:
        """(row number, youth) of those created who have no account yet, in the file's order."""
        rows = await self._s.execute(
            select(YouthImportRow.number, YouthImportRow.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == YouthImportRow.youth_id)
            .where(
                YouthImportRow.import_id == import_id,
                YouthImportRow.outcome == RowOutcome.CREATED,
                YouthIdentity.account_id.is_(None),
            )
            .order_by(YouthImportRow.number)
            .limit(limit)
            .offset(offset)
        )
        return [(row[0], row[1]) for row in rows if row[1] is not None]

    async def count_without_account(self, import_id: int) -> int:
        """How many of those created have no account yet."""
        return len(await self.without_account(import_id, 100_000))

    async def youths_of_rows(
        self, import_id: int, numbers: Collection[int]
    ) -> dict[int, tuple[int, bool]]:
        """The youths that some rows of the import became, were or were like, by row number; and whether taken in."""
        rows = await self._s.execute(
            select(YouthImportRow.number, YouthImportRow.youth_id, YouthImportRow.outcome).where(
                YouthImportRow.import_id == import_id, YouthImportRow.number.in_(list(numbers))
            )
        )
        return {row[0]: (row[1], row[2] in _TAKEN) for row in rows if row[1] is not None}
