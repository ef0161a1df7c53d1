"""How long a thread may keep the interpreter's lock while the event loop waits for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN_S = 0.001
"""A fifth of Python's default. Whatever runs beside the loop makes it wait for a turn at most, each time."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Turns of `TURN_S` in this process; what was set before comes back at the end."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
