"""Opaque public ids: nothing can be read from them, and they cannot be guessed."""

import re
import secrets
from uuid import UUID

from myjobmatch.domain.errors import Invalid

_PUBLIC = re.compile(r"[A-Za-z0-9_-]{8,32}")


def new_public_id() -> str:
    """A fresh id of 22 URL-safe characters (128 bits)."""
    return secrets.token_urlsafe(16)


def checked_public_id(value: object) -> str:
    """The value if it has the form of a public id.

    Raises:
        Invalid: it has another form (`bad_id`).
    """
    if isinstance(value, str) and _PUBLIC.fullmatch(value):
        return value
    raise Invalid("bad_id")


def checked_command_id(value: object) -> str:
    """The canonical form of a command id made on the client (a UUID).

    Raises:
        Invalid: it is no UUID (`bad_command_id`).
    """
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise Invalid("bad_command_id") from None
