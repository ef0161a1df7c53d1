"""Codes for those whom an import created: many at once, for a sheet that is printed. They are seen this once."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Activation
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activation_code import SELECTOR, grouped, new_code
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.invitations import CODE_LIFE
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.passwords import hashed
from myjobmatch.services.youth_import.batches import own_import

SHEET = 60
"""How many codes one sheet has: each takes a moment to be made."""


@dataclass(frozen=True, slots=True)
class GiveCodes:
    """A sheet of codes of an import: the first, the second …"""

    import_id: str
    sheet: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody without an account: row number, youth (dense id)."""

    number: int
    youth_id: int


@dataclass(frozen=True, slots=True)
class KeepCodes:
    """Codes made for some youths of an import, each with its hash."""

    import_id: str
    codes: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code for the sheet."""

    name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """A sheet of codes, and the structure's name."""

    lines: tuple[CodeLine, ...]
    structure: str


async def give_codes(app: Application, actor: Actor, command: GiveCodes) -> CodeSheet:
    """Make codes for those of an import who have no account; the ones they had open nothing any longer.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
        Conflict: nobody waits for one (`import_no_codes`).
    """
    waiting = await app.run(who_waits, actor, command)
    made = []
    for one in waiting:
        code = new_code()
        made.append((one.youth_id, code, await off_loop(hashed, code)))
    lines, structure = await app.run(keep_codes, actor, KeepCodes(command.import_id, tuple(made)))
    return CodeSheet(tuple(lines), structure)


@service(is_accompanying, writes=False)
async def who_waits(actor: Actor, command: GiveCodes, uow: UnitOfWork) -> list[Waiting]:
    """Those of an import who have no account, a sheet of them.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
        Conflict: nobody waits for one (`import_no_codes`).
    """
    batch = await own_import(actor, command.import_id, uow)
    rows = await uow.youth_imports.without_account(
        batch.id, SHEET, (max(1, command.sheet) - 1) * SHEET
    )
    if not rows:
        raise Conflict("import_no_codes")
    return [Waiting(number, youth_id) for number, youth_id in rows]


@service(is_accompanying)
async def keep_codes(
    actor: Actor, command: KeepCodes, uow: UnitOfWork
) -> tuple[list[CodeLine], str]:
    """Keep the hashes of codes just made; answers what stands on the sheet, and the structure's name.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await own_import(actor, command.import_id, uow)
    still = {id_ for _, id_ in await uow.youth_imports.without_account(batch.id, batch.row_count)}
    youths = await uow.youth_imports.people.youths(still & {one[0] for one in command.codes})
    now, lines = uow.clock.now(), []
    for youth_id, code, code_hash in command.codes:
        pair = youths.get(youth_id)
        if pair is None or await uow.joining.activation_by_selector(code[:SELECTOR]) is not None:
            continue  # they came in meanwhile; or, once in 500,000 times, the beginning is another's
        await uow.joining.revoke_activations(youth_id, now)
        uow.joining.add(
            Activation(
                youth_id=youth_id,
                selector=code[:SELECTOR],
                code_hash=code_hash,
                created_by=actor.account_id,
                created_at=now,
                expires_at=now + CODE_LIFE,
            )
        )
        await uow.joining.flush()
        uow.ledger.audit(actor, "code_given", "youth", youth_id, details={"sheet": True})
        identity = pair[1]
        name = f"{identity.first_name} {identity.last_name}".strip()
        lines.append(CodeLine(name, grouped(code), now + CODE_LIFE))
    uow.changed(STRUCTURE, batch.structure_id)
    structure = await uow.accounts.structure(batch.structure_id)
    return lines, structure.name if structure else ""
