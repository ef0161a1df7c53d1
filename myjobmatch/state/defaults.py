"""One hash for what all states hold at first.

A page that connects tells what it was built with by a hash a state, a kilobyte in all. Ours send one hash of
these (`plugins/states.py`); when it is that of our own defaults, the guard puts the whole list in its place, and
Reflex tells the page only what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reflex.state import (
    State,
    _resolve_delta,
    all_base_state_classes,
    state_snapshot_hashes,
)

from myjobmatch.plugins.states import one_hash


def _new_root() -> Any:
    root: Any = State
    return root(_reflex_internal_init=True)


class Defaults:
    """The hashes of our own defaults, computed once for the states there are."""

    def __init__(self) -> None:
        """Start with none computed."""
        self._of_classes = 0
        self._hashes: list[str] = []

    async def all_for(self, sent: Sequence[str]) -> list[str]:
        """The whole list when `sent` is the one hash of it, else what was sent."""
        if len(sent) != 1:
            return list(sent)
        if self._of_classes != len(all_base_state_classes):
            classes = len(all_base_state_classes)
            snapshot = await _resolve_delta(_new_root().dict(initial=True))
            self._hashes, self._of_classes = state_snapshot_hashes(snapshot), classes
        return list(self._hashes) if sent[0] == one_hash(self._hashes) else list(sent)
