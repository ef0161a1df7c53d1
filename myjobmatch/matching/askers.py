"""Who asks for a skill: for each skill the rows of the offers that ask for it, essential or wished.

The lists of `ragged` turned round. A person's skills are near a few hundred of the catalogue's, and hardly
any offer asks for one of these: going through those lists costs less than reading every eligible offer's.
"""

from dataclasses import dataclass

import numpy as np

from myjobmatch.matching.arrays import Floats32, Ints32, Ints64
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.territory import joined


@dataclass(frozen=True, slots=True)
class Askers:
    """Of the first `rows` rows of a table.

    `keys` are twice a skill's id, and one more for those to whom it is essential, ascending;
    `asking[starts[i]:starts[i + 1]]` are the rows of the i-th.
    """

    rows: int
    keys: Ints64
    starts: Ints64
    asking: Ints32

    @classmethod
    def of(cls, lists: RaggedRows) -> "Askers":
        """Turn lists round that lie end to end from the beginning, as those of a new table do."""
        counts, total = lists.counts, int(lists.counts.sum(dtype=np.int64))
        filled = np.flatnonzero(counts)
        if not filled.size:
            nothing = np.zeros(0, np.int64)
            return cls(counts.size, nothing, np.zeros(1, np.int64), np.zeros(0, np.int32))
        # each list's row beside each of its skills: a sum of steps, which leaves the interpreter's lock
        row = np.zeros(total, np.int64)
        row[lists.starts[filled]] = np.diff(filled, prepend=0)
        np.cumsum(row, out=row)
        both = lists.ids[:total].astype(np.int64)
        both *= 2
        both += lists.flags[:total]
        both <<= 32
        both |= row
        both.sort()
        asking = both.astype(np.int32)  # the lower half
        both >>= 32
        first = np.flatnonzero(np.diff(both, prepend=-1))
        return cls(counts.size, both[first], np.append(first, total), asking)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return self.keys.nbytes + self.starts.nbytes + self.asking.nbytes

    def lists_for(self, skill_ids: Ints64, essential: bool) -> tuple[Ints64, Ints64]:
        """Where the rows begin that ask for each of these skills, and how many there are."""
        wanted = skill_ids * 2 + essential
        at = np.searchsorted(self.keys, wanted)
        at[at == self.keys.size] = 0
        found = self.keys[at] == wanted if self.keys.size else np.zeros(wanted.size, np.bool_)
        counts = np.where(found, self.starts[at + found] - self.starts[at], 0)
        return self.starts[at], counts

    def totals(self, likeness: Floats32, weight_of_wished: float, *, most: int) -> Floats32 | None:
        """For each row the sum of `likeness`, by skill id, over what it asks for.

        What is wished counts `weight_of_wished`. None when that is to go through more than `most` places.
        """
        near = np.flatnonzero(likeness)
        lists = [self.lists_for(near, essential) for essential in (True, False)]
        if sum(int(counts.sum()) for _, counts in lists) > most:
            return None
        total = np.zeros(self.rows, np.float32)
        weights = (np.float32(1), np.float32(weight_of_wished))
        for (starts, counts), weight in zip(lists, weights, strict=True):
            worth = np.repeat(likeness[near] * weight, counts)
            np.add.at(total, self.asking[joined(starts, counts)], worth)
        return total
