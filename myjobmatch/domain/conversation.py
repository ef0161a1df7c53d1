"""What may be in a conversation besides words, and until when it may be changed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from myjobmatch.domain.enums import LabelledEnum

LONGEST_MESSAGE = 4000
MOST_FILES = 5
"""Attachments of one message."""
MOST_FILE_BYTES = 5 * 1024 * 1024
MOST_VOICE_BYTES = 2 * 1024 * 1024
LONGEST_VOICE = timedelta(seconds=60)
VOICE_TOLERANCE = timedelta(seconds=2)
"""A recorder stops a little after it was told to."""
EDITABLE_FOR = timedelta(hours=24)
"""A message may be corrected for a day; what was read and acted on afterwards is not rewritten."""
LONGEST_GROUP_TITLE = 80
MOST_IN_GROUP = 40
MOST_IN_BROADCAST = 200
LONGEST_TEMPLATE_TITLE = 80
MOST_TEMPLATES = 100
FIRST_NAME = "{prénom}"
"""What stands for the reader's first name in a template or a broadcast."""
_FIRST_NAMES = (FIRST_NAME, "{prenom}", "{first name}")


class FileKind(StrEnum):
    """What an attachment is, by its content."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    VOICE = "voice"


class VoiceForm(StrEnum):
    """The container that a recorder made."""

    WEBM = "webm"
    MP4 = "mp4"
    OGG = "ogg"


class ScanStatus(StrEnum):
    """Where the search for viruses stands; `none` where no scanner is set up."""

    NONE = "none"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


class CardKind(LabelledEnum):
    """What can be shared as a card that works when it is tapped."""

    OFFER = "offer"
    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    ACTION = "action"


class CardState(LabelledEnum):
    """Whether what a card shows still stands; `gone` for what its reader may not (or no longer) see."""

    OPEN = "open"
    FILLED = "filled"
    FULL = "full"
    DONE = "done"
    OVER = "over"
    CANCELLED = "cancelled"
    GONE = "gone"


class TraceKind(StrEnum):
    """What was done to a message after it was sent."""

    EDITED = "edited"
    DELETED = "deleted"


class MembershipStatus(LabelledEnum):
    """Where somebody stands in a group: nobody is seen by others before they said yes."""

    INVITED = "invited"
    JOINED = "joined"
    LEFT = "left"


class ScheduledStatus(StrEnum):
    """What became of a message written for later."""

    WAITING = "waiting"
    SENT = "sent"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SharedCard:
    """A card as its reader may see it. `at` is told in the reader's own language; `path` opens it."""

    kind: CardKind
    id: str
    title: str
    line: str = ""
    second: str = ""
    path: str = ""
    state: CardState = CardState.OPEN
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment as it is shown; `seconds` and `peaks` (0 to 100) are a voice message's.

    `url` is empty as long as it cannot be opened: not scanned yet, or refused.
    """

    id: str
    kind: FileKind
    name: str
    size: int
    scan: ScanStatus
    url: str = ""
    seconds: int = 0
    peaks: tuple[int, ...] = ()


def folded(text: str) -> str:
    """Text as it is searched: small letters, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def personal(text: str, first_name: str) -> str:
    """A text with the reader's first name in its place."""
    for placeholder in _FIRST_NAMES:
        text = text.replace(placeholder, first_name)
    return text


def may_still_edit(sent_at: datetime, now: datetime) -> bool:
    """Whether a message may still be corrected."""
    return now - sent_at <= EDITABLE_FOR


EXTENSIONS: Mapping[FileKind, str] = {
    FileKind.PDF: ".pdf",
    FileKind.PNG: ".png",
    FileKind.JPEG: ".jpg",
    FileKind.WEBP: ".webp",
    FileKind.VOICE: "",
}
