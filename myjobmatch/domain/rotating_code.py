"""Codes that change by themselves: what a screen shows proves that one stands before it now.

A code is made of a secret that never leaves the server and of the stretch of time that a moment lies in, by HMAC
(as TOTP does, RFC 6238). A picture of the screen sent to a friend is worth nothing a minute later. Nothing is
stored, so every process shows and takes the same code.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

TURNS = timedelta(seconds=20)
"""How long a code is shown."""

STILL_TAKEN = 2
"""How many codes before the one shown are taken: the way from the screen to the server takes a while."""

SIGNS = "23456789ACDEFGHJKMNPQRTVWXY"
"""Signs that nobody takes for another one when reading aloud or typing."""

LENGTH = 8


def code(secret: bytes, moment: datetime) -> str:
    """The code that is shown at a moment: eight signs, to be scanned or typed."""
    return _code(secret, _turn(moment))


def verify(secret: bytes, given: str, moment: datetime) -> bool:
    """Whether a code is the one shown at a moment, or was a short while before it."""
    plain = given.strip().upper().replace(" ", "").replace("-", "").encode()
    turn = _turn(moment)
    # all are compared, in constant time: how long it takes tells nothing
    held = [
        hmac.compare_digest(_code(secret, turn - back).encode(), plain)
        for back in range(STILL_TAKEN + 1)
    ]
    return any(held)


def changes_in(moment: datetime) -> timedelta:
    """How long the code shown at a moment is shown still."""
    return TURNS - timedelta(seconds=moment.timestamp() % TURNS.total_seconds())


def _turn(moment: datetime) -> int:
    return int(moment.timestamp() // TURNS.total_seconds())


def _code(secret: bytes, turn: int) -> str:
    digest = hmac.new(secret, turn.to_bytes(8, "big", signed=True), hashlib.sha256).digest()
    number = int.from_bytes(digest[:16], "big")
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    return "".join(signs)
