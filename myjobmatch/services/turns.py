"""What the process does beside requests: threads that keep the lock, looking for garbage, memory kept for nothing."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN_S = 0.001
"""A fifth of Python's default. Whatever runs beside the loop makes it wait for a turn at most, each time."""

ALLOCATIONS_BEFORE_LOOKING = 20_000


@contextmanager
def short_turns() -> Iterator[None]:
    """Turns of `TURN_S` in this process; what was set before comes back at the end."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def settle_memory() -> None:
    """Set apart what was loaded to stay: looking through it for garbage again would stop every request.

    A million objects take a fifth of a second.
    """
    gc.collect()
    give_back()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_BEFORE_LOOKING)


def give_back() -> None:
    """Give memory that was freed back to the system: glibc keeps what threads freed between pages of rows.

    Other C libraries have no such function, and nothing is done. Milliseconds, without the interpreter's lock.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
