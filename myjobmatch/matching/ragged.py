"""Lists of ids, one a row, in two flat arrays that only ever grow at their end.

What a reader was given never changes under it: a new list is appended, and a dead row's list stays
until the owner compacts, which makes new arrays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Floats64, Ints32, Ints64

AT_ONCE = 8192

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class RaggedRows:
    """Lists of some rows: `ids[starts[i]:starts[i] + counts[i]]`, each id with a flag.

    The lists lie end to end in the order of the rows.
    """

    ids: Ints32
    flags: Bools
    starts: Ints64
    counts: Ints32

    @classmethod
    def of(cls, ids: Ints32, flags: Bools, counts: Ints32) -> "RaggedRows":
        """Of lists end to end, `counts[i]` long each."""
        return cls(ids, flags, np.cumsum(counts, dtype=np.int64) - counts, counts)

    def take(self, rows: Ints64) -> tuple[Ints64, Ints32]:
        """Positions in `ids` of the lists of these rows end to end, and each list's length."""
        counts = self.counts[rows]
        ends = np.cumsum(counts, dtype=np.int64)
        total = int(ends[-1]) if ends.size else 0
        shift = np.repeat(self.starts[rows] - (ends - counts), counts)
        return shift + np.arange(total, dtype=np.int64), counts

    def pick(self, rows: Ints64) -> tuple[Ints32, Bools]:
        """Ids and flags of the lists of these rows, end to end.

        Some thousand rows at a time: repeating numbers does not leave the interpreter's lock.
        """
        total = int(self.counts[rows].sum(dtype=np.int64))
        ids, flags, start = np.empty(total, np.int32), np.empty(total, np.bool_), 0
        for at in range(0, rows.size, AT_ONCE):
            found, _ = self.take(rows[at : at + AT_ONCE])
            part = slice(start, start + found.size)
            ids[part], flags[part] = self.ids[found], self.flags[found]
            start += found.size
        return ids, flags

    def sums(self, rows: Ints64, value: Callable[[Ints32, Bools], Floats64]) -> Floats64:
        """The sum of `value(ids, flags)` over each of these rows' lists; 0 for an empty list.

        Some thousand rows at a time, so that what is computed stays in the processor's cache. Where
        the rows lie close together all lists between are read through in order, which is quicker
        than picking; each list is summed alone either way, so the result is the same to the last bit.
        """
        total = np.zeros(rows.size)
        for at in range(0, rows.size, AT_ONCE):
            part = rows[at : at + AT_ONCE]
            total[at : at + AT_ONCE] = self._sums(part, value)
        return total

    def _sums(self, rows: Ints64, value: Callable[[Ints32, Bools], Floats64]) -> Floats64:
        first, last = int(rows[0]), int(rows[-1])
        if 0 <= last - first < 2 * rows.size and bool((rows[1:] > rows[:-1]).all()):
            counts = self.counts[first : last + 1]
            begin, end = int(self.starts[first]), int(self.starts[last] + self.counts[last])
            every = np.zeros(counts.size)
            filled = np.flatnonzero(counts)
            if filled.size:
                found = value(self.ids[begin:end], self.flags[begin:end])
                every[filled] = np.add.reduceat(found, self.starts[first + filled] - begin)
            return every[rows - first]
        total = np.zeros(rows.size)
        filled = np.flatnonzero(self.counts[rows])
        if filled.size:
            at, counts = self.take(rows[filled])
            found = value(self.ids[at], self.flags[at])
            total[filled] = np.add.reduceat(found, np.cumsum(counts) - counts)
        return total


class RaggedHeap:
    """The growing store behind `RaggedRows`."""

    def __init__(self) -> None:
        """Begin empty."""
        self._ids: Ints32 = np.empty(1024, np.int32)
        self._flags: Bools = np.empty(1024, np.bool_)
        self.size = 0

    @property
    def nbytes(self) -> int:
        """Bytes of both arrays, spare room included."""
        return self._ids.nbytes + self._flags.nbytes

    def reserve(self, capacity: int) -> None:
        """Make room for so many ids in all, so that nothing is copied until they are there."""
        if capacity > self._ids.size:
            self._ids = grown(self._ids, self.size, capacity)
            self._flags = grown(self._flags, self.size, capacity)

    def append(self, ids: Ints32, flags: Bools) -> int:
        """Put the lists of new rows, end to end, after all others; answers where they begin."""
        start, end = self.size, self.size + ids.size
        if end > self._ids.size:
            self.reserve(max(end, self._ids.size * 3 // 2))
        self._ids[start:end] = ids
        self._flags[start:end] = flags
        self.size = end
        return start

    def rows(self, starts: Ints64, counts: Ints32) -> RaggedRows:
        """The lists as they are now; later appends do not touch them."""
        return RaggedRows(self._ids[: self.size], self._flags[: self.size], starts, counts)


def grown(array: NDArray[Number], used: int, capacity: int) -> NDArray[Number]:
    """A larger array that begins with the first `used` rows of this one."""
    fresh = np.empty((capacity, *array.shape[1:]), array.dtype)
    fresh[:used] = array[:used]
    return fresh
