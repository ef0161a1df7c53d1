"""An import as its page shows it: where it stands, its columns, its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import YouthImport, YouthImportRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.youth_import.columns import guess_columns, lacking
from myjobmatch.domain.youth_import.rows import Remark
from myjobmatch.domain.youth_import.words import (
    Field,
    ImportKind,
    ImportStatus,
    RowChoice,
    RowOutcome,
    RowVerdict,
    Severity,
)
from myjobmatch.services.building import service
from myjobmatch.services.standing import may_accompany
from myjobmatch.services.youth_import.batches import own_import

PAGE_SIZE = 50
SAMPLE = 3


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column, what it was taken for and how surely, and its first cells."""

    head: str
    field: Field | None
    confidence: int
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as its page shows it."""

    id: str
    kind: ImportKind
    status: ImportStatus
    file_name: str
    encoding: str
    delimiter: str
    rows: int
    checked: bool
    overwrite: bool
    advisor_id: str
    advisors: tuple[tuple[str, str], ...]
    columns: tuple[ColumnView, ...]
    lacking: tuple[Field, ...]
    verdicts: dict[str, int]
    choices: dict[str, int]
    outcomes: dict[str, int]
    waiting: int
    same_file_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    codes_for: int
    """How many of those created have no account yet."""


@dataclass(frozen=True, slots=True)
class RowQuery:
    """A page of rows: of some verdicts before, of some outcomes after."""

    import_id: str
    verdicts: tuple[RowVerdict, ...] = ()
    outcomes: tuple[RowOutcome, ...] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with what is to be said of it."""

    number: int
    line: int
    name: str
    told: dict[str, str]
    remarks: tuple[Remark, ...]
    verdict: RowVerdict | None
    why: str
    match_name: str
    match_id: str
    match_row: int
    choice: RowChoice | None
    outcome: RowOutcome | None
    youth_id: str


@service(is_accompanying, writes=False)
async def view_import(actor: Actor, public_id: str, uow: UnitOfWork) -> ImportView:
    """Where an import stands.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await own_import(actor, public_id, uow)
    everybody = await uow.accounts.staff(batch.structure_id, (Role.ADVISOR,))
    staff = [one for one in everybody if may_accompany(one, batch.structure_id)]
    sample = await uow.youth_imports.page(batch.id, limit=100, offset=0)
    outcomes = await uow.youth_imports.by_outcome(batch.id)
    same = await uow.youth_imports.same_file(batch)
    mapping = {Field(name): column for name, column in batch.mapping.items()}
    return ImportView(
        id=batch.public_id,
        kind=batch.kind,
        status=batch.status,
        file_name=batch.file_name,
        encoding=batch.encoding,
        delimiter=batch.delimiter,
        rows=batch.row_count,
        checked=batch.checked,
        overwrite=batch.overwrite,
        advisor_id=next((one.public_id for one in staff if one.id == batch.advisor_id), ""),
        advisors=tuple((one.public_id, one.display_name) for one in staff),
        columns=_columns(batch, sample),
        lacking=lacking(batch.kind, mapping),
        verdicts=dict(await uow.youth_imports.by_verdict(batch.id)) if batch.checked else {},
        choices=dict(await uow.youth_imports.by_choice(batch.id)) if batch.checked else {},
        outcomes=dict(outcomes),
        waiting=await uow.youth_imports.count_waiting(batch.id),
        same_file_at=same.finished_at if same else None,
        created_at=batch.created_at,
        finished_at=batch.finished_at,
        codes_for=await uow.youth_imports.count_without_account(batch.id),
    )


@service(is_accompanying, writes=False)
async def list_rows(actor: Actor, query: RowQuery, uow: UnitOfWork) -> list[RowView]:
    """A page of rows.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await own_import(actor, query.import_id, uow)
    rows = await uow.youth_imports.page(
        batch.id,
        verdicts=query.verdicts,
        outcomes=query.outcomes,
        limit=PAGE_SIZE,
        offset=(max(1, query.page) - 1) * PAGE_SIZE,
    )
    ids = {id_ for row in rows for id_ in (row.match_youth_id, row.youth_id) if id_ is not None}
    youths = await uow.youth_imports.people.youths(ids)
    names = {
        id_: (youth.public_id, f"{identity.first_name} {identity.last_name}".strip())
        for id_, (youth, identity) in youths.items()
        if youth.structure_id == batch.structure_id
    }
    return [_row_view(batch, row, names) for row in rows]


def _columns(batch: YouthImport, rows: Sequence[YouthImportRow]) -> tuple[ColumnView, ...]:
    cells = [row.cells for row in rows if row.cells]
    guesses = {
        (guess.field, guess.column): guess.confidence
        for guess in guess_columns(batch.kind, batch.heads, cells)
    }
    fields = {column: Field(name) for name, column in batch.mapping.items()}
    views = []
    for column, head in enumerate(batch.heads):
        field = fields.get(column)
        sample = [row[column] for row in cells if column < len(row) and row[column]][:SAMPLE]
        confidence = guesses.get((field, column), 0) if field else 0
        views.append(ColumnView(head, field, confidence, tuple(sample)))
    return tuple(views)


def _row_view(
    batch: YouthImport, row: YouthImportRow, names: dict[int, tuple[str, str]]
) -> RowView:
    match_id, match_name = names.get(row.match_youth_id or 0, ("", ""))
    told = {
        name: row.cells[column]
        for name, column in batch.mapping.items()
        if column < len(row.cells) and row.cells[column]
    }
    return RowView(
        number=row.number,
        line=row.line,
        name=row.name,
        told=told,
        remarks=tuple(_remark(told_) for told_ in row.remarks),
        verdict=row.verdict,
        why=row.why,
        match_name=match_name,
        match_id=match_id,
        match_row=row.match_row or 0,
        choice=row.choice,
        outcome=row.outcome,
        youth_id=names.get(row.youth_id or 0, ("", ""))[0],
    )


def _remark(told: dict[str, object]) -> Remark:
    field = str(told["field"])
    return Remark(
        Severity(str(told["severity"])),
        str(told["code"]),
        Field(field) if field else None,
        str(told["value"]),
    )
