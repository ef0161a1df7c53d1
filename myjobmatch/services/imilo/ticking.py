"""Ticking off what has been entered in i-milo, taking that back, leaving entries in a file, writing dossiers."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import ImiloEntry
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.imilo import checked_dossier
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line
from myjobmatch.integrations.imilo import ImiloFile, ImiloPort, ImiloRow
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.imilo.listing import (
    EntryQuery,
    Found,
    chosen,
    digest,
    entry_id,
    find_entries,
    whose_entries,
)
from myjobmatch.services.notices import STRUCTURE, tell_advisor

MOST_AT_ONCE = 20_000
LONGEST_WHAT, LONGEST_BY = 400, 120


@dataclass(frozen=True, slots=True)
class TickOff:
    """These entries (ids of the list), or all that the query finds when `everything`.

    `seen` is what the page knew all of it by: nobody ticks off what they did not see.
    """

    query: EntryQuery
    ids: tuple[str, ...] = ()
    everything: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many were ticked off, and the act's id, to take it back."""

    count: int
    batch: str


@dataclass(frozen=True, slots=True)
class SetDossier:
    """The i-milo dossier of a youth (public id)."""

    youth_id: str
    dossier: str


@service(is_accompanying)
async def tick_off(actor: Actor, command: TickOff, uow: UnitOfWork) -> Ticked:
    """These stand in i-milo now. What was ticked off meanwhile is not counted twice.

    Raises:
        Invalid: nothing was chosen (`imilo_nothing`), or too many (`imilo_many`, with `most`).
        Conflict: all of it is not what the page showed any more (`imilo_changed`).
    """
    found = await _asked(actor, command, uow)
    if command.everything and digest(found) != command.seen:
        raise Conflict("imilo_changed")
    now, batch = uow.clock.now(), new_public_id()
    for known, row in await _kept(actor, found, now, uow):
        if not known:
            row.exported_at = None
        row.entered_at, row.entered_by, row.batch = now, actor.account_id, batch
    await uow.imilo.flush()
    structure_id = actor.structure_id or 0
    details = {"count": len(found), "batch": batch}
    uow.ledger.audit(actor, "imilo_entered", "structure", structure_id, details=details)
    uow.changed(STRUCTURE, structure_id)
    return Ticked(len(found), batch)


@service(is_accompanying)
async def undo_tick(actor: Actor, batch: str, uow: UnitOfWork) -> int:
    """Take an act of ticking off back; answers how many wait again.

    An advisor takes back what they ticked off or what is of their own youths; a manager anything of the structure.

    Raises:
        NotFound: there is no such act, or nothing of it is theirs (`imilo_batch_unknown`).
    """
    structure_id = actor.structure_id or 0
    rows = list(await uow.imilo.of_batch(structure_id, checked_public_id(batch)))
    own = {row.id for row in await uow.imilo.youths(whose_entries(actor, everyone=False))}
    rows = [row for row in rows if row.entered_by == actor.account_id or row.youth_id in own]
    if not rows:
        raise NotFound("imilo_batch_unknown")
    await _forget(rows, uow)
    details = {"count": len(rows), "batch": batch}
    uow.ledger.audit(actor, "imilo_taken_back", "structure", structure_id, details=details)
    uow.changed(STRUCTURE, structure_id)
    return len(rows)


@service(is_accompanying)
async def untick(actor: Actor, command: tuple[str, str], uow: UnitOfWork) -> None:
    """Take one entry back: (the act's id, the entry's id).

    Raises:
        NotFound: it is not there, or not theirs (`imilo_batch_unknown`).
    """
    batch, wanted = command
    structure_id = actor.structure_id or 0
    own = {row.id for row in await uow.imilo.youths(whose_entries(actor, everyone=False))}
    rows = [
        row
        for row in await uow.imilo.of_batch(structure_id, checked_public_id(batch))
        if entry_id(row.key) == wanted
        and (row.entered_by == actor.account_id or row.youth_id in own)
    ]
    if not rows:
        raise NotFound("imilo_batch_unknown")
    await _forget(rows, uow)
    uow.ledger.audit(actor, "imilo_taken_back", "youth", rows[0].youth_id, details={"count": 1})
    uow.changed(STRUCTURE, structure_id)


@service(is_accompanying)
async def leave_file(actor: Actor, command: TickOff, uow: UnitOfWork, port: ImiloPort) -> ImiloFile:
    """The file for i-milo of these entries, which are marked as having left; ticking off is another act.

    Raises:
        Invalid: nothing was chosen that has a dossier (`imilo_nothing`), or too many (`imilo_many`).
    """
    found = [one for one in await _asked(actor, command, uow) if one.youth.dossier]
    if not found:
        raise Invalid("imilo_nothing")
    now = uow.clock.now()
    for _, row in await _kept(actor, found, now, uow):
        row.exported_at = now
    structure_id = actor.structure_id or 0
    uow.ledger.audit(
        actor, "imilo_exported", "structure", structure_id, details={"count": len(found)}
    )
    uow.changed(STRUCTURE, structure_id)
    return port.write([_row(one) for one in found])


@service(is_accompanying)
async def set_dossier(actor: Actor, command: SetDossier, uow: UnitOfWork) -> str:
    """Write a youth's dossier number; answers it as it is kept. Empty forgets it.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: it is no dossier number (`dossier_form`).
        Conflict: another youth has it (`dossier_taken`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    number = checked_dossier(command.dossier) if one_line(command.dossier) else None
    if number == youth.dossier:
        return number or ""
    if number is not None and await uow.imilo.by_dossier(number) is not None:
        raise Conflict("dossier_taken", dossier=number)
    youth.dossier = number
    uow.ledger.audit(actor, "dossier_written", "youth", youth.id)
    tell_advisor(uow, youth)
    return number or ""


async def _asked(actor: Actor, command: TickOff, uow: UnitOfWork) -> list[Found]:
    found = await find_entries(actor, command.query, uow)
    if command.everything:
        found = [
            one
            for one in found
            if command.query.kind in (None, one.entry.kind)
            and bool(one.youth.dossier) == command.query.with_dossier
        ]
    else:
        found = chosen(found, command.ids)
    if not found:
        raise Invalid("imilo_nothing")
    if len(found) > MOST_AT_ONCE:
        raise Invalid("imilo_many", most=MOST_AT_ONCE)
    return found


async def _kept(
    actor: Actor, found: list[Found], now: datetime, uow: UnitOfWork
) -> list[tuple[bool, ImiloEntry]]:
    """What is kept of each, and whether it was kept before; new ones say what they told."""
    structure_id = actor.structure_id or 0
    told = await uow.imilo.told(structure_id, [one.entry.key for one in found])
    rows = []
    for one in found:
        entry, row = one.entry, told.get(one.entry.key)
        if row is None:
            row = ImiloEntry(
                structure_id=structure_id,
                youth_id=entry.youth_id,
                key=entry.key,
                kind=entry.kind,
                day=entry.day,
                what=entry.what[:LONGEST_WHAT],
                hours=entry.hours,
                by=entry.by[:LONGEST_BY],
                for_youth=entry.for_youth,
                exported_at=now,
                batch="",
            )
            uow.imilo.add(row)
        rows.append((entry.key in told, row))
    return rows


async def _forget(rows: list[ImiloEntry], uow: UnitOfWork) -> None:
    """They wait again; that they left in a file once is still known."""
    never_left = [row.id for row in rows if row.exported_at is None]
    for row in rows:
        if row.exported_at is not None:
            row.entered_at, row.entered_by, row.batch = None, None, ""
    if never_left:
        await uow.imilo.forget(never_left)


def _row(one: Found) -> ImiloRow:
    entry = one.entry
    return ImiloRow(
        dossier=one.youth.dossier,
        name=one.youth.name,
        kind=entry.kind,
        day=entry.day,
        what=entry.what,
        hours=entry.hours,
        by=entry.by,
        for_youth=entry.for_youth,
        reference=one.id,
    )
