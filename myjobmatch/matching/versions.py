"""Ids to rows that are only ever appended, readable as they were at any version, without copies.

An update appends a row and buries the former one; a removal buries. A row carries the version at
which it died and the row that its id had before, so a reader of version v sees a row as alive when
it died later than v, and walks back from a row appended later. A writer never waits for a reader,
nor a reader for a writer; only growing makes new arrays, and the old reader keeps the old ones.
"""

from dataclasses import dataclass

import numpy as np

from myjobmatch.matching.arrays import Bools, Ints32, Ints64

ALIVE = np.iinfo(np.int32).max
FIRST_CAPACITY = 1024


@dataclass(frozen=True, slots=True)
class RowsThen:
    """The rows at one version. `used` counts them, buried ones included, `living` without."""

    used: int
    living: int
    version: int
    _ids: Ints32
    _before: Ints32
    _died: Ints32
    _latest: Ints32

    @property
    def ids(self) -> Ints32:
        """The id of each row, buried ones included; -1 for a row that is no more."""
        return self._ids[: self.used]

    def locate(self, ids: Ints64) -> Ints64:
        """The row of each id, -1 where it is not there; ids must not be negative."""
        if not ids.size:
            return np.empty(0, np.int64)
        rows = self._latest.take(ids, mode="clip").astype(np.int64)
        if int(ids.max()) >= self._latest.size:
            rows[ids >= self._latest.size] = -1
        if int(rows.max()) >= self.used:
            later = np.flatnonzero(rows >= self.used)
            while later.size:
                rows[later] = self._before[rows[later]]
                later = later[rows[later] >= self.used]
        if self.living < self.used:
            # the last place of `_died` answers for -1, which stays what it is
            rows[self._died[rows] <= self.version] = -1
        return rows

    def alive(self, rows: Ints64 | slice) -> Bools:
        """Which of these rows are alive."""
        answer: Bools = self._died[rows] > self.version
        return answer

    def all_alive(self) -> Bools:
        """Which rows are alive, one flag a row."""
        return self.alive(slice(0, self.used))


class RowNumbers:
    """The growing numbering behind `RowsThen`. One writer at a time."""

    def __init__(self, capacity: int = FIRST_CAPACITY) -> None:
        """Begin empty."""
        self.used = 0
        self.living = 0
        self._version = 0
        self._ids: Ints32 = np.full(capacity, -1, np.int32)
        self._before: Ints32 = np.full(capacity, -1, np.int32)
        self._died: Ints32 = np.full(capacity, ALIVE, np.int32)
        self._latest: Ints32 = np.full(capacity, -1, np.int32)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        arrays = (self._ids, self._before, self._died, self._latest)
        return sum(array.nbytes for array in arrays)

    def bury(self, ids: Ints64) -> int:
        """Bury the rows of these distinct ids, from the next version on; how many were alive."""
        rows = self._latest[ids[ids < self._latest.size]]
        rows = rows[rows >= 0]
        rows = rows[self._died[rows] == ALIVE]
        self._died[rows] = self._version + 1
        self.living -= int(rows.size)
        return int(rows.size)

    def append(self, ids: Ints64) -> int:
        """Give rows to these distinct ids, none of which is alive; answers the first row."""
        start, end = self.used, self.used + ids.size
        if not ids.size:
            return start
        self._make_room(end, int(ids.max()) + 1)
        self._ids[start:end] = ids
        self._before[start:end] = self._latest[ids]
        self._latest[ids] = np.arange(start, end, dtype=np.int32)
        self.used = end
        self.living += int(ids.size)
        return start

    def restore(self, ids: Ints32) -> None:
        """Begin with a row for each of these ids; -1 gives a row that is no more."""
        known = np.flatnonzero(ids >= 0)
        self._make_room(ids.size, int(ids.max()) + 1 if known.size else 1)
        self._ids[: ids.size] = ids
        self._died[: ids.size][ids < 0] = 0
        self._latest[ids[known]] = known
        self.used, self.living = int(ids.size), int(known.size)

    def publish(self) -> RowsThen:
        """End a write: what was changed becomes visible in what this answers, and not before."""
        self._version += 1
        return RowsThen(
            self.used,
            self.living,
            self._version,
            self._ids,
            self._before,
            self._died,
            self._latest,
        )

    def _make_room(self, rows: int, ids: int) -> None:
        if ids <= self._latest.size and rows <= self._ids.size:
            return
        width = self._latest.size
        if ids > width:
            width = max(ids, width * 3 // 2)
        # a reader's rows and map must be of one age, so the map is new whenever the rows are
        latest = np.full(width, -1, np.int32)
        latest[: self._latest.size] = self._latest
        if rows > self._ids.size:
            capacity = max(rows, self._ids.size * 5 // 4)
            self._ids = _widened(self._ids, capacity, -1)
            self._before = _widened(self._before, capacity, -1)
            self._died = _widened(self._died, capacity, ALIVE)
        self._latest = latest


def _widened(array: Ints32, capacity: int, fill: int) -> Ints32:
    wider = np.full(capacity, fill, np.int32)
    wider[: array.size] = array
    return wider
