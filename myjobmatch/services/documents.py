"""Documents that a youth keeps private: theirs alone, and their advisor's one by one if they say so."""

from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import YouthDocument
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.my_search import (
    LONGEST_DOCUMENT_NAME,
    MOST_BYTES_A_YOUTH,
    MOST_DOCUMENTS,
    DocumentView,
)
from myjobmatch.domain.papers import ENDINGS, DocumentKind
from myjobmatch.domain.permissions import is_own_advisor, is_system, is_youth, require
from myjobmatch.domain.text import one_line
from myjobmatch.integrations.document_files import examined
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, tell_youth

_KNOWN_ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
_KEPT_TAKEN_AWAY = timedelta(hours=1)
_STRANGERS_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeepDocument:
    """A document's row; its bytes lie in the folder already."""

    name: str
    kind: DocumentKind
    size: int
    stored_as: str


@dataclass(frozen=True, slots=True)
class RenameDocument:
    """Another name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ShareDocument:
    """Whether the youth's advisor may read it."""

    id: str
    shared: bool


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What a download needs: a safe name with the ending of its content, and where the bytes lie."""

    file_name: str
    kind: DocumentKind
    stored_as: str


async def add_document(app: Application, actor: Actor, name: str, data: bytes) -> DocumentView:
    """Look at a document, keep its bytes, then its row.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        Invalid: what `document_files.examined` refuses, or no room left (`documents_full`, with `most`,
            `documents_room`, with `most` MB).
    """
    await app.run(check_document_room, actor, len(data))
    found = await off_loop(examined, data)
    stored_as = await off_loop(app.documents.keep, found.data)
    command = KeepDocument(name, found.kind, len(found.data), stored_as)
    try:
        return await app.run(keep_document, actor, command)
    except BaseException:
        await off_loop(app.documents.forget, stored_as)
        raise


async def read_document(
    app: Application, actor: Actor, public_id: str
) -> tuple[StoredDocument, bytes]:
    """A document's bytes, for its owner or for an advisor with whom it is shared.

    Raises:
        NotFound: there is none that the actor may read (`document_unknown`).
    """
    stored = await app.run(find_document, actor, public_id)
    data = await off_loop(app.documents.read, stored.stored_as)
    if data is None:
        raise NotFound("document_unknown")
    return stored, data


@service(is_youth, writes=False)
async def check_document_room(actor: Actor, size: int, uow: UnitOfWork) -> None:
    """Whether so many bytes more may be kept.

    Raises:
        Invalid: too many documents (`documents_full`) or bytes (`documents_room`), each with `most`.
    """
    count, held = await uow.my_search.document_room(actor.youth_id or 0)
    if count >= MOST_DOCUMENTS:
        raise Invalid("documents_full", most=MOST_DOCUMENTS)
    if held + size > MOST_BYTES_A_YOUTH:
        raise Invalid("documents_room", most=MOST_BYTES_A_YOUTH // 1024 // 1024)


@service(is_youth)
async def keep_document(actor: Actor, command: KeepDocument, uow: UnitOfWork) -> DocumentView:
    """Keep a document's row. Its folder's name is no business of the caller: see `add_document`.

    Raises:
        Invalid: as `check_document_room`: another one may have come meanwhile.
    """
    await check_document_room(actor, command.size, uow)
    row = YouthDocument(
        public_id=new_public_id(),
        youth_id=actor.youth_id or 0,
        name=_name(command.name),
        kind=command.kind,
        size=command.size,
        stored_as=command.stored_as,
        added_at=uow.clock.now(),
    )
    uow.my_search.add(row)
    await uow.my_search.flush()
    uow.changed(ACCOUNT, actor.account_id)
    return _view(row)


@service(lambda actor: is_youth(actor) or actor.role is Role.ADVISOR)
async def find_document(actor: Actor, public_id: str, uow: UnitOfWork) -> StoredDocument:
    """Where a document lies: for its owner, and for their own advisor while it is shared (audited).

    Raises:
        NotFound: there is none that the actor may read (`document_unknown`).
    """
    row = await uow.my_search.document(checked_public_id(public_id))
    if row is None or row.deleted_at is not None:
        raise NotFound("document_unknown")
    if not is_youth(actor):
        youth = await uow.youths.get(row.youth_id)
        advised = youth is not None and is_own_advisor(
            actor, advisor_id=youth.advisor_id, youth_id=youth.id
        )
        require(advised and row.shared_at is not None, "document_unknown")
        uow.ledger.audit(actor, "document_read", "youth", row.youth_id)
    else:
        require(row.youth_id == actor.youth_id, "document_unknown")
    return StoredDocument(row.name + ENDINGS[row.kind], row.kind, row.stored_as)


@service(is_youth)
async def rename_document(actor: Actor, command: RenameDocument, uow: UnitOfWork) -> None:
    """Give a document another name.

    Raises:
        NotFound: not one of theirs (`document_unknown`).
    """
    row = await _own(actor, command.id, uow)
    row.name = _name(command.name)
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def share_document(actor: Actor, command: ShareDocument, uow: UnitOfWork) -> None:
    """Let one's advisor read a document, or no longer.

    Raises:
        NotFound: not one of theirs (`document_unknown`).
    """
    row = await _own(actor, command.id, uow)
    row.shared_at = uow.clock.now() if command.shared else None
    youth = await uow.youths.get(row.youth_id)
    if youth is not None:
        await tell_youth(uow, youth)


@service(is_youth)
async def delete_document(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Take a document away; the worker deletes its bytes within the hour.

    Raises:
        NotFound: not one of theirs (`document_unknown`).
    """
    row = await _own(actor, public_id, uow)
    row.deleted_at, row.shared_at = uow.clock.now(), None
    youth = await uow.youths.get(row.youth_id)
    if youth is not None:
        await tell_youth(uow, youth)


@service(is_youth)
async def restore_document(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Put back a document taken away, as long as its bytes are there; it is shared with nobody.

    Raises:
        NotFound: it is gone for good, or was not theirs (`document_unknown`).
    """
    row = await uow.my_search.document(checked_public_id(public_id))
    if row is None or row.youth_id != actor.youth_id:
        raise NotFound("document_unknown")
    row.deleted_at = None
    uow.changed(ACCOUNT, actor.account_id)


async def document_views(youth_id: int, uow: UnitOfWork) -> tuple[DocumentView, ...]:
    """A youth's documents, the latest first; the caller has checked the right."""
    return tuple(_view(row) for row in await uow.my_search.documents(youth_id))


@service(is_system, writes=False)
async def documents_to_forget(_actor: Actor, _command: None, uow: UnitOfWork) -> bool:
    """Whether something was taken away long enough ago."""
    return bool(await uow.my_search.documents_taken_away(uow.clock.now() - _KEPT_TAKEN_AWAY))


@service(is_system)
async def forget_documents(_actor: Actor, _command: None, uow: UnitOfWork) -> list[str]:
    """Delete the rows of what was taken away long enough ago; answers under which names the bytes lie.

    The rows go first: bytes that nobody names are found again (`clear_strangers`), a row without
    bytes could be put back and read nothing.
    """
    gone = await uow.my_search.documents_taken_away(uow.clock.now() - _KEPT_TAKEN_AWAY)
    for row in gone:
        await uow.my_search.remove(row)
    return [row.stored_as for row in gone]


@service(is_system, writes=False)
async def stored_documents(_actor: Actor, _command: None, uow: UnitOfWork) -> set[str]:
    """The names of all files that some document names."""
    return await uow.my_search.stored_names()


async def clear_documents(app: Application) -> int:
    """Delete the rows, then the bytes, of what was taken away; answers how many."""
    if not await app.run(documents_to_forget, SYSTEM, None):
        return 0
    gone = await app.run(forget_documents, SYSTEM, None)
    for name in gone:
        await off_loop(app.documents.forget, name)
    return len(gone)


async def clear_strangers(app: Application) -> int:
    """Delete files that no document names, such as those of a youth who was erased; answers how many."""
    known = await app.run(stored_documents, SYSTEM, None)
    before = app.clock.now() - _STRANGERS_AFTER
    return await off_loop(app.documents.forget_strangers, known, before)


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> YouthDocument:
    row = await uow.my_search.document(checked_public_id(public_id))
    if row is None or row.deleted_at is not None or row.youth_id != actor.youth_id:
        raise NotFound("document_unknown")
    return row


def _name(value: str) -> str:
    """A name as it is shown and saved: no folder, no ending of its own, no sign that systems refuse."""
    name = one_line(value).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join("-" if sign in '<>:"|?*%' else sign for sign in name)
    for ending in _KNOWN_ENDINGS:
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    name = name.strip(" .-")[:LONGEST_DOCUMENT_NAME].strip(" .-")
    return name or "document"


def _view(row: YouthDocument) -> DocumentView:
    return DocumentView(
        row.public_id, row.name, row.kind, row.size, row.added_at, row.shared_at is not None
    )
