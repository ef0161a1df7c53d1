"""Lists of ids the other way round: of an id, the rows in whose lists it stands."""

from dataclasses import dataclass

import numpy as np

from myjobmatch.matching.arrays import Bools, Ints32, Ints64
from myjobmatch.matching.ragged import RaggedRows


@dataclass(frozen=True, slots=True)
class Postings:
    """Of the first `covered` rows; each id's rows ascend, with the flag that it has there."""

    covered: int
    keys: Ints32
    starts: Ints64
    rows: Ints32
    flags: Bools

    @classmethod
    def of(cls, lists: RaggedRows) -> "Postings":
        """Turn these lists round; an id stands in a list once."""
        covered = lists.counts.size
        at, _ = lists.take(np.arange(covered))
        ids = lists.ids[at]
        owner = np.repeat(np.arange(covered, dtype=np.int32), lists.counts)
        order = np.argsort(ids, kind="stable")
        keys, first = np.unique(ids[order], return_index=True)
        return cls(covered, keys, np.append(first, ids.size), owner[order], lists.flags[at[order]])

    def of_key(self, key: int) -> tuple[Ints32, Bools]:
        """The rows of an id, ascending, and their flags."""
        place = int(np.searchsorted(self.keys, key))
        if place == self.keys.size or int(self.keys[place]) != key:
            return self.rows[:0], self.flags[:0]
        part = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.rows[part], self.flags[part]

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return self.keys.nbytes + self.starts.nbytes + self.rows.nbytes + self.flags.nbytes
