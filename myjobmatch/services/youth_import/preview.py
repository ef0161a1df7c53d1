"""What an import would do, row by row, before anything is done: verdicts, likely duplicates, choices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from myjobmatch.db.models import YouthImport, YouthImportRow
from myjobmatch.db.repositories.imported_people import Like
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.youth_import.columns import FIELDS, lacking
from myjobmatch.domain.youth_import.likeness import Known, Likeness, Register
from myjobmatch.domain.youth_import.names import name_key
from myjobmatch.domain.youth_import.reading import ROW_PROBLEMS, Line
from myjobmatch.domain.youth_import.rows import Checked, Person, Remark, RowReader
from myjobmatch.domain.youth_import.words import (
    Field,
    ImportKind,
    RowChoice,
    RowVerdict,
    Severity,
)
from myjobmatch.services.building import service
from myjobmatch.services.standing import may_accompany
from myjobmatch.services.youth_import.batches import own_import, require_draft
from myjobmatch.services.youth_import.places import Places

LONGEST_NAME = 130


@dataclass(frozen=True, slots=True)
class CheckImport:
    """Which column is which field, and what is to be done with those who are here already.

    `overwrite` lets the file's values replace what stands; else only what is empty is filled. `advisor_id` (public
    id) accompanies those whose row names nobody.
    """

    import_id: str
    mapping: dict[Field, int]
    overwrite: bool = False
    advisor_id: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """What is to be done with a row, or with every row of a verdict."""

    import_id: str
    choice: RowChoice
    number: int = 0
    verdict: RowVerdict | None = None


@service(is_accompanying)
async def check_import(actor: Actor, command: CheckImport, uow: UnitOfWork) -> None:
    """Read every row by these columns and compare it with who is here. Choices made before are forgotten.

    Raises:
        NotFound: no such import of theirs (`import_unknown`), no such colleague (`advisor_unknown`).
        Conflict: it was carried out (`import_confirmed`).
        Invalid: columns that cannot be (`malformed`), or none for the names (`import_columns`).
    """
    batch = await own_import(actor, command.import_id, uow)
    require_draft(batch)
    mapping = _checked_mapping(batch, command.mapping)
    if lacking(batch.kind, mapping):
        raise Invalid("import_columns")
    everybody = await uow.accounts.staff(batch.structure_id, (Role.ADVISOR,))
    staff = [one for one in everybody if may_accompany(one, batch.structure_id)]
    batch.advisor_id = None
    if command.advisor_id:
        wanted = checked_public_id(command.advisor_id)
        chosen = next((one for one in staff if one.public_id == wanted), None)
        if chosen is None:
            raise NotFound("advisor_unknown")
        batch.advisor_id = chosen.id
    batch.mapping = {field.value: column for field, column in mapping.items()}
    batch.overwrite, batch.checked = command.overwrite, True
    register = await everybody_here(batch.structure_id, uow)
    advisors = {name_key(one.display_name, ""): one.id for one in staff}
    today = paris_day(uow.clock.now())
    reader = RowReader(batch.kind, mapping, today, advisors, batch.heads)
    stored = await uow.youth_imports.cells(batch.id)
    lines = [
        Line(line, tuple(cells), why if why in ROW_PROBLEMS else "")
        for _, _, line, cells, why in stored
    ]
    checked = [reader.read(line) for line in lines]
    checked = await Places(uow).settle(checked)
    checked = await _own_dossiers(batch, checked, register, uow)
    written = []
    for (row_id, number, *_), line, each in zip(stored, lines, checked, strict=True):
        written.append(
            {"row_id": row_id, **_verdict(batch.kind, number, line.problem, each, register)}
        )
    await uow.youth_imports.write_verdicts(written)


@service(is_accompanying)
async def choose(actor: Actor, command: Choose, uow: UnitOfWork) -> None:
    """Say what is to be done with a row, or with all likely ones at once.

    Raises:
        NotFound: no such import of theirs (`import_unknown`), no such row (`import_row_unknown`).
        Conflict: it was carried out (`import_confirmed`), or that cannot be done with it (`import_choice`).
    """
    batch = await own_import(actor, command.import_id, uow)
    require_draft(batch)
    if command.verdict is not None:
        if not _may(batch.kind, command.verdict, command.choice):
            raise Conflict("import_choice")
        await uow.youth_imports.choose_all(batch.id, command.verdict, command.choice)
        return
    row = await uow.youth_imports.row(batch.id, command.number)
    if row is None or row.verdict is None:
        raise NotFound("import_row_unknown")
    if not _may(batch.kind, row.verdict, command.choice):
        raise Conflict("import_choice")
    row.choice = command.choice


async def everybody_here(
    structure_id: int, uow: UnitOfWork, only: Collection[Person] | None = None
) -> Register:
    """Who is here, and which rows of before were whom; with `only`, whoever one of these may be for certain."""
    if only is None:
        rows = await uow.youth_imports.people.known_rows(structure_id)
        here = await uow.youth_imports.people.here(structure_id)
    else:
        keys = {person.content_key for person in only}
        rows = await uow.youth_imports.people.known_rows(structure_id, keys)
        like = Like(
            {person.birth_date for person in only if person.birth_date},
            {person.phone for person in only if person.phone},
            {person.dossier for person in only if person.dossier},
            set(rows.values()),
        )
        here = await uow.youth_imports.people.here(structure_id, like)
    register = Register()
    known: dict[int, Known] = {}
    for one in here:
        known[one.id] = Known(
            name_key(one.first_name, one.last_name),
            one.birth_date,
            one.phone,
            one.dossier,
            youth_id=one.id,
        )
        register.add(known[one.id])
    for content_key, youth_id in rows.items():
        if youth_id in known:
            register.remember(content_key, known[youth_id])
    if only is None:
        for content_key, youth_id in (
            await uow.youth_imports.people.left_rows(structure_id)
        ).items():
            if youth_id in known:
                register.leave_out(content_key, known[youth_id])
    return register


async def _own_dossiers(
    batch: YouthImport, checked: Sequence[Checked], register: Register, uow: UnitOfWork
) -> list[Checked]:
    """A dossier that another structure's youth has is left out, and told: it is one youth's everywhere."""
    wanted = {each.person.dossier for each in checked if each.person.dossier}
    taken = await uow.youth_imports.people.dossiers_taken(wanted)
    elsewhere = {dossier for dossier, youth_id in taken.items() if not register.holds(youth_id)}
    if not elsewhere:
        return list(checked)
    severity = Severity.ERROR if batch.kind is ImportKind.DOSSIERS else Severity.WARNING
    return [
        Checked(
            replace(each.person, dossier=""),
            (
                *each.remarks,
                Remark(severity, "dossier_elsewhere", Field.DOSSIER, each.person.dossier),
            ),
        )
        if each.person.dossier in elsewhere
        else each
        for each in checked
    ]


def _verdict(
    kind: ImportKind, number: int, problem: str, each: Checked, register: Register
) -> dict[str, Any]:
    found: Likeness | None = None
    remarks, person = each.remarks, each.person
    if not each.sound:
        verdict, choice = RowVerdict.ERROR, None
    else:
        found = register.find(person)
        if found is None:
            verdict, choice = RowVerdict.NEW, RowChoice.CREATE
        elif found.certain:
            verdict, choice = RowVerdict.SAME, RowChoice.UPDATE
        else:
            verdict, choice = RowVerdict.LIKELY, RowChoice.SKIP
        if kind is not ImportKind.YOUTHS and found is None:
            verdict, choice = RowVerdict.ERROR, None
            remarks = (*remarks, Remark(Severity.ERROR, "nobody_here"))
        elif kind is ImportKind.YOUTHS and verdict is not RowVerdict.SAME:
            key = name_key(person.first_name, person.last_name)
            register.add(
                Known(key, person.birth_date, person.phone, person.dossier, row=number),
                person.content_key,
            )
    return {
        "new_name": person.name[:LONGEST_NAME],
        "new_person": person.as_json() if choice else {},
        "new_remarks": [_remark_json(remark) for remark in remarks],
        "new_verdict": verdict,
        "new_content_key": person.content_key if choice else "",
        "new_why": found.why if found else problem,
        "new_match_youth_id": found.known.youth_id if found else None,
        "new_match_row": found.known.row if found else None,
        "new_choice": choice,
    }


def _may(kind: ImportKind, verdict: RowVerdict, choice: RowChoice) -> bool:
    """A certain one is not created again, an error does not come in, a new one has nobody to update."""
    if verdict is RowVerdict.ERROR:
        return False
    if choice is RowChoice.CREATE:
        return kind is ImportKind.YOUTHS and verdict in (RowVerdict.NEW, RowVerdict.LIKELY)
    return choice is RowChoice.SKIP or verdict is not RowVerdict.NEW


def _checked_mapping(batch: YouthImport, mapping: dict[Field, int]) -> dict[Field, int]:
    columns = list(mapping.values())
    sound = (
        all(0 <= column < len(batch.heads) for column in columns)
        and len(set(columns)) == len(columns)
        and mapping.keys() <= set(FIELDS[batch.kind])
    )
    if not sound:
        raise Invalid("malformed")
    return mapping


def _remark_json(remark: Remark) -> dict[str, object]:
    return {
        "severity": remark.severity.value,
        "code": remark.code,
        "field": remark.field.value if remark.field else "",
        "value": remark.value,
    }


def person_of(row: YouthImportRow) -> Person:
    """Whom a checked row speaks of."""
    return Person.of_json(row.person)
