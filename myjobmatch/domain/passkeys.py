"""Words of passkeys: what a challenge is for, and where a ceremony takes place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChallengePurpose(StrEnum):
    """A challenge answers for one thing only; it never reaches a page."""

    JOIN = "join"
    """The first key of an account that does not exist yet."""
    ADD = "add"
    """Another key of whoever is signed in."""
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Site:
    """The relying party as browsers know it: the host name, and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """What a browser sends back: the challenge's token and the credential as JSON text."""

    token: str
    credential: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A key as its owner sees it."""

    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A challenge just made: options for the browser (JSON text), and the token for the cookie."""

    token: str
    options: str
