"""Carrying an import out, some hundred rows a transaction: what it did stands whatever happens in between.

Each row is compared once more with who is here at that moment, under a lock on the structure: two imports at once,
or the same one started twice, create nobody twice. The pages follow the batch's own progress; an import whose
process stopped is taken up again by the worker.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from myjobmatch.db.models import YouthImport, YouthImportRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.permissions import is_accompanying, is_system
from myjobmatch.domain.youth_import.likeness import Register
from myjobmatch.domain.youth_import.rows import Person
from myjobmatch.domain.youth_import.words import (
    ImportKind,
    ImportStatus,
    RowChoice,
    RowOutcome,
)
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import ACCOUNT, STRUCTURE, YOUTH
from myjobmatch.services.standing import may_accompany
from myjobmatch.services.youth_import.batches import own_import, require_draft
from myjobmatch.services.youth_import.filling import add_people, fill, tell_imported_situation
from myjobmatch.services.youth_import.preview import everybody_here, person_of

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 250
STANDS_STILL_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    done: int
    rows: int
    finished: bool


@service(is_accompanying)
async def confirm_import(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Let an import begin: from now on its columns and choices stand. Again is once.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
        Conflict: it was not looked at (`import_unchecked`), or it was carried out (`import_confirmed`).
    """
    batch = await own_import(actor, public_id, uow)
    if batch.status is ImportStatus.RUNNING:
        return
    require_draft(batch)
    if not batch.checked:
        raise Conflict("import_unchecked")
    batch.status = ImportStatus.RUNNING
    batch.confirmed_at = batch.moved_at = uow.clock.now()
    details = {"kind": batch.kind.value, "rows": batch.row_count, "file": batch.file_hash}
    uow.ledger.audit(actor, "import_confirmed", "youth_import", batch.id, details=details)


@service(is_accompanying)
async def run_rows(actor: Actor, public_id: str, uow: UnitOfWork) -> Progress:
    """Carry out the next rows of an import that runs; answers how far it is.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await own_import(actor, public_id, uow)
    return await _carry_on(actor, batch, uow)


@service(is_system)
async def resume_rows(_actor: Actor, command: tuple[str, int], uow: UnitOfWork) -> Progress:
    """Carry out the next rows of an import (public id, account) whose process stopped, in their name."""
    public_id, account_id = command
    batch = await uow.youth_imports.by_public_id(public_id, lock=True)
    account = await uow.accounts.get(account_id)
    if batch is None or account is None or batch.status is not ImportStatus.RUNNING:
        return Progress(0, 0, finished=True)
    actor = Actor(account.id, account.public_id, account.role, structure_id=batch.structure_id)
    return await _carry_on(actor, batch, uow)


@service(is_system, writes=False)
async def stopped_imports(_actor: Actor, _command: None, uow: UnitOfWork) -> list[tuple[str, int]]:
    """(public id, account) of imports that run but do not move."""
    before = uow.clock.now() - STANDS_STILL_AFTER
    return list(await uow.youth_imports.standing_still(before))


async def resume_imports(app: Application) -> int:
    """Finish what a stopped process left; answers how many imports.

    One that fails holds up no other: it is told in the log, and tried again the next time.
    """
    finished = 0
    for each in await app.run(stopped_imports, SYSTEM, None):
        try:
            while not (await app.run_beside(resume_rows, SYSTEM, each)).finished:
                pass
        except Exception:
            logger.exception("import %s could not be carried on, and is tried again", each[0])
        else:
            finished += 1
    return finished


async def _carry_on(actor: Actor, batch: YouthImport, uow: UnitOfWork) -> Progress:
    if batch.status is not ImportStatus.RUNNING:
        return Progress(batch.row_count, batch.row_count, finished=True)
    now = uow.clock.now()
    await uow.youth_imports.people.lock_structure(batch.structure_id)
    rows = list(await uow.youth_imports.waiting(batch.id, ROWS_AT_ONCE))
    if rows:
        await _rows(actor, batch, rows, uow)
        batch.moved_at = now
    await uow.youth_imports.flush()
    waiting = await uow.youth_imports.count_waiting(batch.id)
    if not waiting:
        await _finish(actor, batch, now, uow)
    uow.changed(ACCOUNT, batch.account_id)
    return Progress(batch.row_count - waiting, batch.row_count, finished=not waiting)


async def _rows(
    actor: Actor, batch: YouthImport, rows: list[YouthImportRow], uow: UnitOfWork
) -> None:
    people = await _people(batch, rows, uow)
    register = await everybody_here(batch.structure_id, uow, people.values())
    before = await uow.youth_imports.youths_of_rows(
        batch.id, {row.match_row for row in rows if row.match_row is not None}
    )
    earlier = {number: youth_id for number, (youth_id, taken) in before.items() if taken}
    created: list[tuple[YouthImportRow, Person]] = []
    known: list[tuple[YouthImportRow, Person, int]] = []
    twice: list[tuple[YouthImportRow, Person, int]] = []
    left: list[YouthImportRow] = []
    fresh: dict[str, int] = {}
    for row in rows:
        if row.choice is None:
            row.outcome = RowOutcome.REFUSED
            continue
        person = people[row.number]
        youth_id = _whom(row, person, earlier, register)
        if row.choice is RowChoice.SKIP:
            row.outcome, row.youth_id = RowOutcome.SKIPPED, youth_id
            left.append(row)
        elif youth_id is not None:
            known.append((row, person, youth_id))
        elif row.content_key in fresh or (row.match_row and row.choice is RowChoice.UPDATE):
            twice.append((row, person, fresh.get(row.content_key, row.match_row or 0)))
        elif batch.kind is ImportKind.YOUTHS:
            created.append((row, person))
            fresh[row.content_key] = row.number
        else:
            row.outcome = RowOutcome.REFUSED
    await add_people(actor, batch, created, uow)
    made = {row.number: row.youth_id for row, _ in created if row.youth_id is not None}
    made |= {row.number: youth_id for row, _, youth_id in known}
    for row, person, number in twice:
        if number in made:
            known.append((row, person, made[number]))
            made[row.number] = made[number]
        else:
            row.outcome = RowOutcome.SKIPPED  # the row that it is like was left out too
            left.append(row)
    like = {number: youth_id for number, (youth_id, _) in before.items()} | made
    for row in sorted(
        left, key=lambda one: one.number
    ):  # whom it is like: so it is known the next time
        row.youth_id = row.youth_id or like.get(row.match_row or 0)
        if row.youth_id is not None:
            like[row.number] = row.youth_id
    await _fill_known(actor, batch, known, uow)


async def _people(
    batch: YouthImport, rows: list[YouthImportRow], uow: UnitOfWork
) -> dict[int, Person]:
    """Whom the rows speak of, by number. A draft waits for days: who has left meanwhile accompanies nobody new."""
    staff = await uow.accounts.staff(batch.structure_id, (Role.ADVISOR,))
    here = {one.id for one in staff if may_accompany(one, batch.structure_id)}
    if batch.advisor_id not in here:
        batch.advisor_id = None
    people = {row.number: person_of(row) for row in rows if row.choice is not None}
    return {
        number: person if person.advisor_id in here else replace(person, advisor_id=None)
        for number, person in people.items()
    }


def _whom(
    row: YouthImportRow, person: Person, earlier: dict[int, int], register: Register
) -> int | None:
    """The youth that a row is, as things stand now: the one it was likened to, or one who came meanwhile."""
    if row.choice is not RowChoice.CREATE:
        if row.match_youth_id is not None:
            return row.match_youth_id
        if row.match_row is not None and row.match_row in earlier:
            return earlier[row.match_row]
    found = register.find(person)
    return found.known.youth_id if found is not None and found.certain else None


async def _fill_known(
    actor: Actor,
    batch: YouthImport,
    known: list[tuple[YouthImportRow, Person, int]],
    uow: UnitOfWork,
) -> None:
    youths = await uow.youth_imports.people.youths({youth_id for _, _, youth_id in known})
    taken = await uow.youth_imports.people.dossiers_taken(
        {person.dossier for _, person, _ in known if person.dossier}
    )
    for row, person, youth_id in known:
        pair = youths.get(youth_id)
        if pair is None or pair[0].structure_id != batch.structure_id:
            row.outcome = RowOutcome.REFUSED
            continue
        row.youth_id = youth_id
        if batch.kind is ImportKind.SITUATIONS:
            row.before = await tell_imported_situation(actor, *pair, person, uow)
        else:
            row.before = fill(*pair, person, taken, overwrite=batch.overwrite)
            if person.advisor_id is not None and pair[0].advisor_id is None:
                await give_advisor(uow, actor, [pair[0]], person.advisor_id)
                row.before["advisor"] = (
                    True  # a file gives an advisor to who has none, and takes none away
                )
        row.outcome = RowOutcome.UPDATED if row.before else RowOutcome.UNCHANGED
        if row.before:
            uow.changed(YOUTH, youth_id)


async def _finish(actor: Actor, batch: YouthImport, now: datetime, uow: UnitOfWork) -> None:
    outcomes = dict(await uow.youth_imports.by_outcome(batch.id))
    batch.status, batch.finished_at, batch.counts = ImportStatus.DONE, now, outcomes
    await uow.youth_imports.forget_taken(batch.id)
    uow.ledger.audit(actor, "import_done", "youth_import", batch.id, details=outcomes)
    uow.changed(STRUCTURE, batch.structure_id)
