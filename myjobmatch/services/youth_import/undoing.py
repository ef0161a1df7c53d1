"""Taking an import back: those it made go, what it changed stands as before. Who has begun to live here stays."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from myjobmatch.db.models import Youth, YouthIdentity, YouthImport, YouthImportRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ContractKind, Scheme
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.imilo import SituationSource
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.youth_import.rows import Person
from myjobmatch.domain.youth_import.words import ImportStatus, RowOutcome
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, STRUCTURE, YOUTH
from myjobmatch.services.youth_import.batches import own_import


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back did: how many are gone, how many stand as before, how many stayed."""

    gone: int
    restored: int
    kept: int


@service(is_accompanying)
async def undo_import(actor: Actor, public_id: str, uow: UnitOfWork) -> Undone:
    """Take an import back as a whole. Those who signed in, were written to, are followed or came in again stay.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
        Conflict: it is not done yet, or taken back already (`import_not_done`).
    """
    batch = await own_import(actor, public_id, uow)
    if batch.status is not ImportStatus.DONE:
        raise Conflict("import_not_done")
    await uow.youth_imports.people.lock_structure(batch.structure_id)
    rows = await uow.youth_imports.rows(batch.id)
    created = {
        row.youth_id: row
        for row in rows
        if row.outcome is RowOutcome.CREATED and row.youth_id is not None
    }
    lived = await uow.youth_imports.people.lived(list(created), batch.id)
    for youth_id, row in created.items():
        if youth_id in lived:
            row.outcome, row.why = RowOutcome.KEPT, lived[youth_id]
        else:
            row.outcome, row.youth_id = RowOutcome.UNDONE, None
    gone = [youth_id for youth_id in created if youth_id not in lived]
    await uow.youth_imports.flush()
    await uow.youth_imports.people.delete_youths(gone)
    changed = [
        row for row in rows if row.outcome is RowOutcome.UPDATED and row.youth_id not in created
    ]
    restored = await _restore(batch, changed, uow)
    await uow.youth_imports.flush()
    batch.status, batch.undone_at = ImportStatus.UNDONE, uow.clock.now()
    batch.counts = dict(await uow.youth_imports.by_outcome(batch.id))
    done = Undone(len(gone), restored, len(lived))
    details = {"gone": done.gone, "restored": done.restored, "kept": done.kept}
    uow.ledger.audit(actor, "import_undone", "youth_import", batch.id, details=details)
    _tell(batch, gone, uow)
    return done


def _tell(batch: YouthImport, gone: list[int], uow: UnitOfWork) -> None:
    for youth_id in gone:
        uow.changed(YOUTH, youth_id)
    uow.changed(STRUCTURE, batch.structure_id)
    uow.changed(ACCOUNT, batch.account_id)


async def _restore(batch: YouthImport, rows: list[YouthImportRow], uow: UnitOfWork) -> int:
    """What a row changed stands as before, the last row first, unless somebody has changed it since."""
    people = uow.youth_imports.people
    youths = await people.youths({row.youth_id for row in rows if row.youth_id})
    dossiers = {str(row.before["dossier"]) for row in rows if row.before.get("dossier")}
    taken = await people.dossiers_taken(dossiers)
    restored = 0
    for row in reversed(rows):
        pair = youths.get(row.youth_id or 0)
        # what a row said is forgotten after a while: then nobody can tell what is of it still
        if pair is None or pair[0].structure_id != batch.structure_id or not row.person:
            continue
        person = Person.of_json(row.person)
        if "new_situation" in row.before or "situation" in row.before:
            await _restore_situation(row.before, person, uow)
        else:
            _restore_file(*pair, person, row.before, taken)
        row.outcome = RowOutcome.UNDONE
        restored += 1
        uow.changed(YOUTH, pair[0].id)
    return restored


def _restore_file(
    youth: Youth,
    identity: YouthIdentity,
    person: Person,
    before: dict[str, object],
    taken: dict[str, int],
) -> None:
    for name, value in before.items():
        if name == "advisor":
            continue  # whoever accompanies them goes on
        if name == "dossier" and taken.get(str(value), youth.id) != youth.id:
            continue  # it is somebody else's by now
        holder: Any = youth if name in ("scheme", "dossier") else identity
        if getattr(holder, name) == getattr(person, name):
            setattr(holder, name, _stood(name, value))


def _stood(name: str, value: object) -> object:
    if name == "birth_date" and isinstance(value, str):
        return date.fromisoformat(value)
    return Scheme(str(value)) if name == "scheme" else value


async def _restore_situation(before: dict[str, object], person: Person, uow: UnitOfWork) -> None:
    new = before.get("new_situation")
    row = await uow.imilo.situation_by_public_id(str(new or before["situation"]))
    told = (person.until, person.contract or (row.contract if row else None))
    if row is None or row.source is not SituationSource.IMILO or (row.until, row.contract) != told:
        return  # taken back, or told anew since
    if new:
        await uow.imilo.delete_situations([row.id])
        return
    until, contract = before.get("until"), before.get("contract")
    row.until = date.fromisoformat(str(until)) if until else None
    row.contract = ContractKind(str(contract)) if contract else None
