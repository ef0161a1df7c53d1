"""Starting an import with a file, and finding one again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.models import YouthImport
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line
from myjobmatch.domain.youth_import.columns import guess_columns
from myjobmatch.domain.youth_import.reading import Sheet, Unreadable, read_sheet
from myjobmatch.domain.youth_import.words import ImportKind, ImportStatus
from myjobmatch.integrations.imilo import ImiloPort
from myjobmatch.services.building import service

DRAFT_LIFE = timedelta(days=7)
CELLS_LIFE = timedelta(days=30)
"""How long a draft waits, and how long what stood in a file is kept after its import."""
LISTED = 30
LONGEST_FILE_NAME = 200


@dataclass(frozen=True, slots=True)
class StartImport:
    """A file, as somebody sent it."""

    kind: ImportKind
    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in the list of those made."""

    id: str
    kind: ImportKind
    status: ImportStatus
    file_name: str
    by: str
    rows: int
    counts: dict[str, int]
    created_at: datetime
    finished_at: datetime | None


@service(is_accompanying)
async def start_import(actor: Actor, command: StartImport, uow: UnitOfWork, port: ImiloPort) -> str:
    """Keep a file's rows as a draft, its columns guessed; answers the import's public id. Nobody is created.

    Raises:
        Invalid: it is no table (`file_large`, `file_empty`, `import_kind`, `file_no_rows`, `file_rows`,
            `file_columns`).
    """
    try:
        sheet = (
            read_sheet(command.data)
            if command.kind is ImportKind.YOUTHS
            else port.read(command.data)
        )
    except Unreadable as reason:
        raise Invalid(reason.code, **reason.params) from reason
    now, structure_id = uow.clock.now(), actor.structure_id or 0
    await uow.youth_imports.delete_drafts(structure_id, now - DRAFT_LIFE)
    await uow.youth_imports.forget_cells(structure_id, now - CELLS_LIFE)
    sample = [line.cells for line in sheet.lines[:100]]
    guesses = guess_columns(command.kind, sheet.heads, sample)
    batch = YouthImport(
        public_id=new_public_id(),
        structure_id=structure_id,
        account_id=actor.account_id,
        kind=command.kind,
        file_name=one_line(command.file_name)[:LONGEST_FILE_NAME],
        file_hash=hashlib.sha256(command.data).hexdigest(),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        heads=list(sheet.heads),
        mapping={guess.field.value: guess.column for guess in guesses},
        advisor_id=actor.account_id if actor.role is Role.ADVISOR else None,
        row_count=len(sheet.lines),
        counts={},
        created_at=now,
    )
    uow.youth_imports.add(batch)
    await uow.youth_imports.flush()
    await uow.youth_imports.insert_rows(_rows(batch.id, sheet))
    return batch.public_id


@service(is_accompanying, writes=False)
async def list_imports(actor: Actor, _command: None, uow: UnitOfWork) -> list[ImportLine]:
    """The imports an advisor made; for a manager those of the structure. The latest first."""
    own = None if actor.role is Role.MANAGER else actor.account_id
    return [
        ImportLine(
            id=batch.public_id,
            kind=batch.kind,
            status=batch.status,
            file_name=batch.file_name,
            by=by,
            rows=batch.row_count,
            counts=batch.counts,
            created_at=batch.created_at,
            finished_at=batch.finished_at,
        )
        for batch, by in await uow.youth_imports.of_structure(actor.structure_id or 0, own, LISTED)
    ]


@service(is_accompanying)
async def forget_draft(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Give a draft up; nothing of it is kept.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
        Conflict: it was carried out (`import_confirmed`).
    """
    batch = await own_import(actor, public_id, uow)
    require_draft(batch)
    await uow.youth_imports.delete(batch.id)


async def own_import(actor: Actor, public_id: str, uow: UnitOfWork) -> YouthImport:
    """The import, if the actor made it or manages the structure; locked for whoever writes.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await uow.youth_imports.by_public_id(checked_public_id(public_id), lock=uow.write)
    if batch is None or batch.structure_id != actor.structure_id:
        raise NotFound("import_unknown")
    if actor.role is not Role.MANAGER and batch.account_id != actor.account_id:
        raise NotFound("import_unknown")
    return batch


def require_draft(batch: YouthImport) -> None:
    """Go on if nothing was carried out yet.

    Raises:
        Conflict: it was (`import_confirmed`).
    """
    if batch.status is not ImportStatus.DRAFT:
        raise Conflict("import_confirmed")


def _rows(import_id: int, sheet: Sheet) -> list[dict[str, object]]:
    return [
        {
            "import_id": import_id,
            "number": number,
            "line": line.line,
            "cells": list(line.cells),
            "name": "",
            "person": {},
            "remarks": [],
            "content_key": "",
            "why": line.problem,
            "before": {},
        }
        for number, line in enumerate(sheet.lines, start=1)
    ]
