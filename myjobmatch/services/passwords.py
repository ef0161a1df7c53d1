"""Argon2id, in a thread: hashing takes tens of milliseconds and must not stop the event loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's minimum for Argon2id: 19 MiB, two passes, one lane."""

_NOBODY = _hasher.hash("nobody has this password")


def hashed(secret: str) -> str:
    """The Argon2id hash of a secret, here and now: for who is in a thread already."""
    return _hasher.hash(secret)


async def hash_password(password: str) -> str:
    """The Argon2id hash of a password, parameters and salt included."""
    return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept; takes as long when there is none kept."""
    return await asyncio.to_thread(_verify, password, kept)


def _verify(password: str, kept: str | None) -> bool:
    try:
        return _hasher.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
