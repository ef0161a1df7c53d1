"""Where offers come from outside: one port, and behind it a file or France Travail's HTTP interface.

A run reads a source part by part; each part carries the cursor to go on from, kept with what the part wrote.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from myjobmatch.domain.feeds import FeedKind, FeedTrouble
from myjobmatch.integrations.france_travail import SOURCE, FeedOffer, Told, read_told
from myjobmatch.integrations.json_stream import OnBytes
from myjobmatch.integrations.problems import OnProblem, Problem, UnreadableSource

AT_ONCE = 500
CUT = frozenset({"cut_off", "lost_track"})
"""Problems that say that the file ends, or goes on, where it should not."""


@dataclass(slots=True)
class FeedPart:
    """Some rows of a feed. `gone`: ids that it says are withdrawn; `stands`: ids of rows that are no offer for us.

    `unreadable` rows say not even whose they are. `cut`: the feed ends before its end. `cursor`: where to go on.
    """

    cursor: dict[str, Any]
    offers: list[FeedOffer] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stands: list[str] = field(default_factory=list)
    unreadable: int = 0
    cut: bool = False

    def take(self, told: Told) -> None:
        """One row more: what comes later of an id counts."""
        if told.withdrawn:
            self.gone.append(told.source_id)
            return
        if told.source_id in self.gone:
            self.gone = [id_ for id_ in self.gone if id_ != told.source_id]
        if told.offer is not None:
            self.offers.append(told.offer)
        elif told.source_id:
            self.stands.append(told.source_id)
        else:
            self.unreadable += 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run wants: all, or what is new `since` then; `watched` are ids to be looked at one by one in a delta."""

    kind: FeedKind
    at: datetime
    since: datetime | None = None
    watched: Collection[str] = ()


class FeedSource(Protocol):
    """A feed of offers."""

    @property
    def source(self) -> str:
        """The name that its records bear."""

    @property
    def origin(self) -> str:
        """What is read, told to whoever looks at a run: never a secret."""

    async def mark(self) -> str:
        """What tells this reading from another: a run goes on from its cursor only while it is the same."""

    def parts(self, asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
        """The parts from a cursor on (empty: from the beginning).

        Raises:
            FeedTrouble: it cannot be read on.
        """

    async def close(self) -> None:
        """Nothing more is read."""


class FileFeed:
    """A file in France Travail's format: JSON, JSON lines, gzipped or not; full, or a delta with withdrawn ids."""

    source = SOURCE

    def __init__(
        self,
        path: Path,
        on_problem: OnProblem = lambda _problem: None,
        on_bytes: OnBytes = lambda _read: None,
    ) -> None:
        """Read `path`; problems of its rows are told."""
        self._path = path
        self._tell = on_problem
        self._on_bytes = on_bytes
        self._cut = False

    @property
    def origin(self) -> str:
        """The file's name."""
        return self._path.name[:120]

    async def mark(self) -> str:
        """The SHA-256 of what it holds."""
        return await asyncio.to_thread(self._digest)

    def _digest(self) -> str:
        try:
            with self._path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise FeedTrouble("down", type(error).__name__) from error

    async def parts(self, _asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
        """Some hundred rows at a time; the cursor counts rows."""
        done = int(cursor.get("rows", 0))
        self._cut = False
        rows = self._rows()
        await asyncio.to_thread(_skip, rows, done)
        while some := await asyncio.to_thread(lambda: list(islice(rows, AT_ONCE))):
            done += len(some)
            part = FeedPart({"rows": done})
            for told in some:
                part.take(told)
            part.cut = self._cut
            yield part
        if self._cut or not done:
            yield FeedPart({"rows": done}, cut=self._cut)

    async def close(self) -> None:
        """Nothing is open."""

    def _rows(self) -> Iterator[Told]:
        try:
            yield from read_told(self._path, self._hear, self._on_bytes)
        except UnreadableSource as error:
            if error.code == "truncated_gzip":
                self._cut = True
                return
            if error.code == "empty":
                return
            raise FeedTrouble("malformed", error.code) from error
        except OSError as error:
            raise FeedTrouble("down", type(error).__name__) from error

    def _hear(self, problem: Problem) -> None:
        self._cut |= problem.code in CUT
        self._tell(problem)


def _skip(rows: Iterator[Told], count: int) -> None:
    for _ in islice(rows, count):
        pass
