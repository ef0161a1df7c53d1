"""Attachments: looked at, searched for viruses, kept; then named by a message; opened by its readers alone."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import MessageAttachment
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.conversation import (
    EXTENSIONS,
    FileKind,
    FileView,
    ScanStatus,
    VoiceForm,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_command_id
from myjobmatch.domain.permissions import is_system, is_youth
from myjobmatch.domain.text import one_line
from myjobmatch.integrations.antivirus import ScannerDown
from myjobmatch.integrations.file_content import Examined, examined
from myjobmatch.integrations.voice_files import examined_voice
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.conversation_views import file_view
from myjobmatch.services.conversations import takes_part, tell_members

MOST_UNSENT = 30
MOST_BYTES_A_DAY = 150 * 1024 * 1024
MOST_PEAKS = 64
LONGEST_NAME = 100
_KEPT_TAKEN_AWAY = timedelta(hours=1)
_KEPT_UNSENT = timedelta(days=3)
_AT_ONCE = 100
_STRANGERS_AFTER = timedelta(days=1)
_FILES = frozenset(FileKind) - {FileKind.VOICE}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it arrives: its id was made where it was chosen. `peaks` are drawn for a voice message."""

    id: str
    name: str
    data: bytes
    voice: bool = False
    peaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepAttachment:
    """An attachment's row; its bytes lie in the folder already."""

    id: str
    name: str
    kind: FileKind
    form: VoiceForm | None
    size: int
    sha256: str
    sent_sha256: str
    stored_as: str
    small_as: str
    seconds: int
    peaks: tuple[int, ...]
    scan: ScanStatus


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """What a download needs: a safe name, and where the bytes lie."""

    file_name: str
    kind: FileKind
    form: VoiceForm | None
    stored_as: str
    small_as: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner said of an attachment."""

    id: str
    infected: bool


def is_sending_files(actor: Actor) -> bool:
    """Youths and advisors; companies get no files from here."""
    return is_youth(actor) or actor.role is Role.ADVISOR


async def add_attachment(app: Application, actor: Actor, sent: SentFile) -> FileView:
    """Look at a file, search it for viruses, keep its bytes, then its row. The same again is the same.

    A scanner that is set up and does not answer lets nothing through: the file is kept and cannot be opened
    until it was looked into (`scan_waiting`).

    Raises:
        Forbidden: neither a youth nor an advisor (`not_allowed`).
        Invalid: what `file_content.examined` (another kind is `file_kind`) or `voice_files.examined_voice`
            refuse, a virus (`attachment_infected`), no room left (`attachments_waiting`, `attachments_room` with `most` MB).
        Conflict: the id was used for another file (`attachment_known`).
    """
    sent = replace(sent, id=checked_command_id(sent.id))
    sent_sha256 = hashlib.sha256(sent.data).hexdigest()
    known = await app.run(known_attachment, actor, (sent.id, sent_sha256, len(sent.data)))
    if known is not None:
        return known
    command = await _looked_at(app, sent, sent_sha256)
    small_as = command.small_as
    try:
        return await app.run(keep_attachment, actor, command)
    except BaseException:
        for name in filter(None, (command.stored_as, small_as)):
            await off_loop(app.attachments.forget, name)
        raise


async def _looked_at(app: Application, sent: SentFile, sent_sha256: str) -> KeepAttachment:
    form: VoiceForm | None = None
    seconds, peaks = 0, tuple[int, ...]()
    if sent.voice:
        voice = await off_loop(examined_voice, sent.data)
        form, seconds = voice.form, max(1, round(voice.seconds))
        peaks = tuple(max(0, min(100, peak)) for peak in sent.peaks[:MOST_PEAKS])
        found = Examined(FileKind.VOICE, sent.data)
    else:
        found = await off_loop(_examined, sent.data)
    scan = await _scanned(app, sent.data)
    if scan is ScanStatus.INFECTED:
        raise Invalid("attachment_infected")
    return KeepAttachment(
        id=sent.id,
        name=_name(sent.name, found.kind),
        kind=found.kind,
        form=form,
        size=len(found.data),
        sha256=hashlib.sha256(found.data).hexdigest(),
        sent_sha256=sent_sha256,
        stored_as=await off_loop(app.attachments.keep, found.data),
        small_as=await off_loop(app.attachments.keep, found.small) if found.small else "",
        seconds=seconds,
        peaks=peaks,
        scan=scan,
    )


def _examined(data: bytes) -> Examined:
    try:
        return examined(data, _FILES, preview=True)
    except Invalid as error:
        if error.code == "document_kind":
            raise Invalid("file_kind") from None
        raise


async def _scanned(app: Application, data: bytes) -> ScanStatus:
    if app.antivirus is None:
        return ScanStatus.NONE
    try:
        verdict = await app.antivirus.scan(data)
    except ScannerDown:
        return ScanStatus.WAITING
    return ScanStatus.INFECTED if verdict.infected else ScanStatus.CLEAN


@service(is_sending_files, writes=False)
async def known_attachment(
    actor: Actor, asked: tuple[str, str, int], uow: UnitOfWork
) -> FileView | None:
    """What was sent under an id already, by its digest; None for nothing, and then there is room for it.

    Raises:
        Conflict: it was another file, or another person's (`attachment_known`).
        Invalid: no room left (`attachments_waiting`, `attachments_room`, with `most`).
    """
    file_id, sent_sha256, size = asked
    row = await uow.talk.attachment(file_id)
    if row is not None:
        if row.account_id != actor.account_id or row.sent_sha256 != sent_sha256:
            raise Conflict("attachment_known")
        return file_view(row)
    if await uow.talk.unsent(actor.account_id) >= MOST_UNSENT:
        raise Invalid("attachments_waiting", most=MOST_UNSENT)
    since = uow.clock.now() - timedelta(days=1)
    if await uow.talk.bytes_since(actor.account_id, since) + size > MOST_BYTES_A_DAY:
        raise Invalid("attachments_room", most=MOST_BYTES_A_DAY // 1024 // 1024)
    return None


@service(is_sending_files)
async def keep_attachment(actor: Actor, command: KeepAttachment, uow: UnitOfWork) -> FileView:
    """Keep an attachment's row. Its folder's name is no business of the caller: see `add_attachment`."""
    row = MessageAttachment(
        public_id=checked_command_id(command.id),
        account_id=actor.account_id,
        kind=command.kind,
        form=command.form,
        name=command.name,
        size=command.size,
        sha256=command.sha256,
        sent_sha256=command.sent_sha256,
        stored_as=command.stored_as,
        small_as=command.small_as,
        seconds=command.seconds,
        peaks=list(command.peaks),
        scan=command.scan,
        uploaded_at=uow.clock.now(),
    )
    uow.talk.add(row)
    await uow.talk.flush()
    return file_view(row)


@service(is_sending_files, writes=False)
async def find_attachment(actor: Actor, file_id: str, uow: UnitOfWork) -> StoredAttachment:
    """Where an attachment lies: for those who take part in its conversation today, and nobody else.

    Raises:
        NotFound: there is none that the actor may open (`attachment_unknown`).
        Conflict: it was not searched for viruses yet (`attachment_waiting`).
    """
    row = await uow.talk.attachment(checked_command_id(file_id))
    if row is None or row.deleted_at is not None or not await _may_open(actor, row, uow):
        raise NotFound("attachment_unknown")
    if row.scan is ScanStatus.WAITING:
        raise Conflict("attachment_waiting")
    if row.scan is ScanStatus.INFECTED or not row.stored_as:
        raise NotFound("attachment_unknown")
    ending = f".{row.form.value}" if row.form else EXTENSIONS[row.kind]
    return StoredAttachment(row.name + ending, row.kind, row.form, row.stored_as, row.small_as)


async def read_attachment(
    app: Application, actor: Actor, file_id: str, *, small: bool = False
) -> tuple[StoredAttachment, bytes]:
    """An attachment's bytes, or those of its preview where it has one; raises as `find_attachment`."""
    stored = await app.run(find_attachment, actor, file_id)
    name = stored.small_as if small and stored.small_as else stored.stored_as
    data = await off_loop(app.attachments.read, name)
    if data is None:
        raise NotFound("attachment_unknown")
    return stored, data


@service(is_sending_files)
async def forget_attachment(actor: Actor, file_id: str, uow: UnitOfWork) -> None:
    """Take away what was chosen and not sent; what is not there is gone already."""
    row = await uow.talk.attachment(checked_command_id(file_id))
    if row is not None and row.account_id == actor.account_id and row.message_id is None:
        row.deleted_at = uow.clock.now()


# --- the worker's -------------------------------------------------------------------------------


@service(is_system, writes=False)
async def attachments_not_scanned(
    _actor: Actor, _command: None, uow: UnitOfWork
) -> list[tuple[str, str]]:
    """(id, name of its bytes) of those that wait for the scanner."""
    rows = await uow.talk.not_scanned(_AT_ONCE)
    return [(row.public_id, row.stored_as) for row in rows]


@service(is_system)
async def settle_scan(_actor: Actor, command: Scanned, uow: UnitOfWork) -> None:
    """Note what the scanner said; its readers see it at once."""
    row = await uow.talk.attachment(command.id)
    if row is None or row.scan is not ScanStatus.WAITING:
        return
    row.scan = ScanStatus.INFECTED if command.infected else ScanStatus.CLEAN
    if command.infected:
        row.deleted_at = uow.clock.now()
    if row.message_id is not None:
        message = await uow.conversations.message(row.message_id)
        conversation = await uow.conversations.get(message.conversation_id) if message else None
        if conversation is not None:
            await tell_members(conversation, uow)


@service(is_system)
async def attachments_to_forget(_actor: Actor, _command: None, uow: UnitOfWork) -> list[str]:
    """Let go of the bytes of what was taken away or never sent; answers under which names they lie."""
    now = uow.clock.now()
    names: list[str] = []
    for row in await uow.talk.attachments_to_forget(
        now - _KEPT_TAKEN_AWAY, now - _KEPT_UNSENT, _AT_ONCE
    ):
        names += [name for name in (row.stored_as, row.small_as) if name]
        row.stored_as = row.small_as = ""
        row.deleted_at = row.deleted_at or now
        if row.message_id is None:
            await uow.talk.remove(row)
    return names


@service(is_system, writes=False)
async def stored_attachments(_actor: Actor, _command: None, uow: UnitOfWork) -> set[str]:
    """The names of all files that some attachment names."""
    return await uow.talk.stored_names()


async def tidy_attachments(app: Application) -> int:
    """Look again into what waits for the scanner, and delete bytes that need not be kept; answers how many."""
    done = 0
    waiting = await app.run(attachments_not_scanned, SYSTEM, None) if app.antivirus else []
    for file_id, stored_as in waiting:
        data = await off_loop(app.attachments.read, stored_as)
        scan = await _scanned(app, data or b"")
        if scan is ScanStatus.WAITING:
            break
        await app.run(settle_scan, SYSTEM, Scanned(file_id, scan is ScanStatus.INFECTED))
        done += 1
    for name in await app.run(attachments_to_forget, SYSTEM, None):
        await off_loop(app.attachments.forget, name)
        done += 1
    return done


async def clear_strange_attachments(app: Application) -> int:
    """Delete files that no attachment names, such as those of somebody who was erased; answers how many."""
    known = await app.run(stored_attachments, SYSTEM, None)
    before = app.clock.now() - _STRANGERS_AFTER
    return await off_loop(app.attachments.forget_strangers, known, before)


async def _may_open(actor: Actor, row: MessageAttachment, uow: UnitOfWork) -> bool:
    if row.message_id is None:
        return row.account_id == actor.account_id
    message = await uow.conversations.message(row.message_id)
    if message is None or message.deleted_at is not None:
        return False
    conversation = await uow.conversations.get(message.conversation_id)
    return conversation is not None and await takes_part(actor, conversation, uow)


def _name(value: str, kind: FileKind) -> str:
    """A name as it is shown and saved: no folder, no ending of its own, no sign that systems refuse."""
    name = one_line(value).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join("-" if sign in '<>:"|?*%' else sign for sign in name)
    for ending in (*filter(None, EXTENSIONS.values()), ".jpeg"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name.strip(" .-")[:LONGEST_NAME].strip(" .-") or kind.value
