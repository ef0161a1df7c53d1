"""What the advisor's page of messages shows: small frozen rows, moments as ISO text."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.cards import ConversationView, MessageView
from myjobmatch.domain.conversation import FileView, SharedCard
from myjobmatch.domain.plain_language import Hint

_BEGINNING = 90


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment."""

    id: str
    kind: str
    name: str
    size: int
    scan: str
    url: str
    seconds: int
    peaks: list[int]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A shared card."""

    kind: str
    id: str
    title: str
    line: str
    second: str
    path: str
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A message of the open conversation."""

    id: str
    author: str
    mine: bool
    body: str
    at: str
    edited_at: str
    deleted: bool
    seen_at: str
    files: list[FileRow]
    card: CardRow | None


@dataclass(frozen=True, slots=True)
class TalkThread:
    """A conversation in the list; `last` is the beginning of its last message, `more` what that was."""

    id: str
    kind: str
    title: str
    last: str
    more: str
    last_at: str
    unread: int


@dataclass(frozen=True, slots=True)
class HintRow:
    """What could be said more simply."""

    kind: str
    words: str
    instead: str


def line_of(message: MessageView) -> TalkLine:
    """A message as it is shown."""
    return TalkLine(
        id=message.id,
        author=message.author,
        mine=message.mine,
        body=message.body,
        at=message.sent_at.isoformat(),
        edited_at=message.edited_at.isoformat() if message.edited_at else "",
        deleted=message.deleted,
        seen_at=message.seen_at.isoformat() if message.seen_at else "",
        files=[file_of(file) for file in message.files],
        card=card_of(message.card) if message.card else None,
    )


def file_of(file: FileView) -> FileRow:
    """An attachment as it is shown."""
    return FileRow(
        file.id,
        file.kind.value,
        file.name,
        file.size,
        file.scan.value,
        file.url,
        file.seconds,
        list(file.peaks),
    )


def card_of(card: SharedCard) -> CardRow:
    """A card as it is shown."""
    return CardRow(
        card.kind.value,
        card.id,
        card.title,
        card.line,
        card.second,
        card.path,
        card.state.value,
        card.at.isoformat() if card.at else "",
    )


def thread_of(view: ConversationView, open_id: str) -> TalkThread:
    """A conversation as it is listed."""
    last = view.messages[-1] if view.messages else None
    more = ""
    if last is not None and last.deleted:
        more = "deleted"
    elif last is not None and not last.body:
        voice = bool(last.files) and last.files[0].kind.value == "voice"
        more = "card" if last.card else "voice" if voice else "file"
    return TalkThread(
        id=view.id,
        kind=view.kind.value,
        title=view.title,
        last=" ".join(last.body.split())[:_BEGINNING] if last else "",
        more=more,
        last_at=view.last_at.isoformat() if view.last_at else "",
        unread=0 if view.id == open_id else view.unread,
    )


def hint_of(hint: Hint) -> HintRow:
    """A hint as it is shown."""
    return HintRow(hint.kind.value, hint.words, hint.instead)
