"""Runs of a feed of offers: their kinds and states, and when a feed's silence is believed."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class FeedKind(StrEnum):
    """Whether a run says all that the feed has, or what is new and changed since the last."""

    FULL = "full"
    DELTA = "delta"


class FeedState(StrEnum):
    """A run goes on; is done; is done but nothing was withdrawn, for a reason; broke off; was replaced by another."""

    RUNNING = "running"
    DONE = "done"
    HELD = "held"
    FAILED = "failed"
    REPLACED = "replaced"


TROUBLED = frozenset({FeedState.HELD, FeedState.FAILED})
"""What somebody has to look at, when the latest run ended so."""

MOST_GONE = 0.3
"""A run that misses a larger share of what stands is not believed, unless somebody says so."""

LIFE_SIGN = timedelta(minutes=15)
"""A run that wrote nothing for so long is taken over by the worker."""

RESUMES_FOR = timedelta(hours=12)
"""A run that stopped longer ago is not resumed: the feed has changed too much since it began."""


class FeedTrouble(Exception):
    """A feed that could not be read to its end: `code` says why, in `domain.feeds` words.

    `down`: nobody answers; `refused`: it does not let us in; `slow`: it took too long; `busy`: it asked us to
    come back later than we may wait; `malformed`: what it sends cannot be read; `truncated`: it ends before its end.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep why; `detail` holds no secret: a status or a count."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail[:300]


TROUBLES = ("busy", "down", "malformed", "refused", "slow", "truncated", "unset")
HOLDS = ("empty", "malformed", "shrunk", "truncated")
"""Why a run withdraws nothing: it said nothing, could not be read in places, misses too much, or ends too early."""


def why_held(counts: Mapping[str, int], standing: int, missing: int, most_gone: float) -> str:
    """Why a full run's silence is not believed; empty: it is.

    `counts` has `read` offers, `unreadable` rows whose id is not known, and `cut` (1: it ends before its end);
    `standing` records were open before the run, `missing` of them were not in it.
    """
    if counts.get("cut"):
        return "truncated"
    if counts.get("unreadable"):
        return "malformed"
    if missing and not counts.get("read"):
        return "empty"
    if standing and missing > most_gone * standing:
        return "shrunk"
    return ""
