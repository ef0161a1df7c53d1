"""What the scripts say to the person at the keyboard, and how they give up.

Only the standard library: bootstrap.py runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
BUILD_DIR = ROOT / ".build"
GIB = 1024**3


def say(message: str) -> None:
    """Print one line at once, whatever stands behind standard output."""
    print(message, flush=True)


def give_up(sentence: str, code: int = 1) -> NoReturn:
    """End with one sentence that says what to do, without a traceback."""
    print(f"make: {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(code)


def require_free_space(folder: Path, needed_bytes: int, what_for: str) -> None:
    """Give up when ``folder``'s disk has less than ``needed_bytes`` left."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        give_up(
            f"the disk of {folder} has {free / GIB:.1f} GiB free and {what_for} needs "
            f"{needed_bytes / GIB:.0f} GiB: free some space, then run make again."
        )


def environment_with(**settings: str) -> dict[str, str]:
    """This process's environment with ``settings`` added where nothing is set yet."""
    return {**settings, **os.environ}


def quiet_on_interrupt() -> None:
    """Let Ctrl-C and a terminate signal end a script without a traceback."""

    def stop(signum: int, _frame: object) -> None:
        raise SystemExit(128 + signum)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
