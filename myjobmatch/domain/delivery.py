"""What goes out to a push service, a mail server or an SMS gateway, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What became of one sending."""

    TAKEN = "taken"
    """The other side has it."""
    LATER = "later"
    """It may work later: no answer, an overload, a fault of theirs."""
    GONE = "gone"
    """The device or address is no more: never send there again."""
    REFUSED = "refused"
    """They will never take this."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with what is known of it; `wait_s` when the other side said how long to wait."""

    result: Result
    reason: str = ""
    wait_s: int | None = None


TAKEN = Outcome(Result.TAKEN)


@dataclass(frozen=True, slots=True)
class Device:
    """A push subscription: where to send, and the keys to encrypt for (base64url)."""

    id: int
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class PushMessage:
    """What a device gets: `payload` is JSON, `topic` at most 32 characters of base64url (RFC 8030)."""

    payload: bytes
    topic: str
    ttl_s: int
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """What an e-mail brings for the reader's calendar (RFC 6047): `method` is REQUEST or CANCEL."""

    method: str
    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar part that is written once both addresses are known: the sender's and the reader's."""

    method: str
    file_name: str
    write: Callable[[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail; `stop_url` is where one click stops such e-mails (RFC 8058), empty for none."""

    to: str
    subject: str
    text: str
    html: str
    stop_url: str = ""
    calendar: CalendarPart | None = None


def masked(address: str) -> str:
    """An address or number as a log may hold it."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}…@{host}"
    return f"…{address[-2:]}" if len(address) > 4 else "…"
