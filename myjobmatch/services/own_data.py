"""A copy of everything that is held on a youth, for them: rows, words and files in one ZIP (docs/your-data.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from myjobmatch.db.aside import off_loop
from myjobmatch.db.personal import Whose
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.errors import Forbidden, Unauthenticated
from myjobmatch.domain.languages import spoken
from myjobmatch.domain.own_data import HeldFile, OwnCopy, Row
from myjobmatch.domain.permissions import is_youth
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.copy_page import copy_page
from myjobmatch.integrations.copy_zip import Enclosed, safe_path, write_copy
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import count_tries, key_of
from myjobmatch.services.building import service
from myjobmatch.services.copy_content import page_of
from myjobmatch.services.proving import Proof, prove

COPIES = 6
"""How many copies somebody is made in a quarter of an hour: each reads all that is theirs."""


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """The ZIP, to be read from its beginning and closed; its size, the name that it is saved under, and of which day it is."""

    file: BinaryIO
    size: int
    name: str
    day: date


async def copy_everything(app: Application, actor: Actor, proof: Proof, locale: str) -> MadeCopy:
    """Make the copy, having proved that it is oneself, in a language for people and in one for machines.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        DomainError: as `proving.prove`.
        TooMany: too many copies just now (`copy_too_many`, with `minutes`).
    """
    if not is_youth(actor):
        raise Forbidden("not_allowed")
    await prove(app, actor, proof)
    limits = {key_of("copy", actor.public_id): COPIES}
    await count_tries(app.database, limits, app.clock.now(), "copy_too_many")
    await app.run(note_copy, actor, None)
    held = await app.run_beside(read_own_data, actor, locale)
    now = app.clock.now().astimezone(PARIS)
    file = await off_loop(app.documents.scratch)
    try:
        size = await off_loop(_write, file, held, locale, now, app.documents, app.attachments)
    except BaseException:
        file.close()
        raise
    name = f"{translate(locale, 'copy.file')}-{now.date().isoformat()}.zip"
    return MadeCopy(file, size, name, now.date())


@service(is_youth)
async def note_copy(actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Note that somebody has a copy of everything from now on; `copy_everything` has asked for a proof."""
    uow.ledger.audit(actor, "data_copied", "youth", actor.youth_id or 0)


@service(is_youth, writes=False)
async def is_shown_only(actor: Actor, _command: None, uow: UnitOfWork) -> bool:
    """Whether one's account is of the demonstration: it may be copied, and stays."""
    account = await uow.accounts.get(actor.account_id)
    return account is not None and account.is_demo


@service(is_youth, writes=False)
async def read_own_data(actor: Actor, locale: str, uow: UnitOfWork) -> OwnCopy:
    """Everything that is held of oneself, words of the catalogues in a language.

    Raises:
        Unauthenticated: there is no such account any more (`signed_out`).
    """
    if await uow.accounts.get(actor.account_id) is None:
        raise Unauthenticated("signed_out")
    whose = Whose(actor.youth_id or 0, actor.account_id)
    return await uow.youths.held.copy(whose, spoken(locale))


def _write(
    file: BinaryIO,
    held: OwnCopy,
    locale: str,
    now: datetime,
    documents: DocumentFolder,
    attachments: DocumentFolder,
) -> int:
    """Write the ZIP and go back to its beginning; answers its size."""
    folders = {"youth_document": documents, "message_attachment": attachments}
    there = (one for one in held.files if folders[one.table].holds(one.stored_as))
    paths = {one: safe_path(number, one.name) for number, one in enumerate(there, 1)}
    named = replace(held, tables=dict(_with_paths(held, paths)))
    about = {
        "format": 1,
        "made_at": now,
        "language": locale,
        "structure": held.structure,
        "phone": held.phone,
    }
    enclosed = (
        Enclosed(path, partial(folders[one.table].opened, one.stored_as))
        for one, path in paths.items()
    )
    write_copy(file, now, copy_page(page_of(named, locale, now)), about, named.tables, enclosed)
    size = file.tell()
    file.seek(0)
    return size


def _with_paths(held: OwnCopy, paths: dict[HeldFile, str]) -> Iterator[tuple[str, list[Row]]]:
    """The tables, with where in the copy the file of a row lies."""
    known = {(one.table, one.public_id): path for one, path in paths.items()}
    for name, rows in held.tables.items():
        yield (
            name,
            [
                {**row, "file": path}
                if (path := known.get((name, str(row.get("public_id")))))
                else row
                for row in rows
            ],
        )
