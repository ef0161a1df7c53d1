"""What a reader of the offer index holds: the offers at one moment, never changing under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Floats32, Ints64, checked_ids
from myjobmatch.matching.askers import Askers
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.table import Bitmaps
from myjobmatch.matching.territory import Places, cells
from myjobmatch.matching.vector_index import VectorReader
from myjobmatch.matching.versions import RowsThen

AT_ONCE = 8192


@dataclass(frozen=True, slots=True)
class OfferView:
    """The index at one moment; nothing in it changes any more.

    Arrays are aligned: row i is one offer. Buried rows are there still, with `alive` false. `places` and
    `sphere` (`offer_minutes.on_sphere`) are where each is; `askers` says of the first rows who asks for a skill.
    """

    columns: dict[str, NDArray[Any]]
    traits: NDArray[np.uint16]
    aptitude_bits: NDArray[np.uint16]
    skills: RaggedRows
    aptitudes: RaggedRows
    fingerprint: str
    dimensions: int
    sequence: int
    _rows: RowsThen
    _vectors: VectorReader
    _bitmaps: Bitmaps
    askers: Askers
    places: Places
    sphere: tuple[Floats32, Floats32, Floats32]

    @property
    def rows(self) -> int:
        """How many rows the arrays have, buried ones included."""
        return self._rows.used

    @property
    def alive(self) -> Bools:
        """Which rows are not buried."""
        return self._rows.all_alive()

    def __len__(self) -> int:
        """How many offers there are."""
        return self._rows.living

    def rows_of(self, offer_ids: Sequence[int] | Ints64) -> Ints64:
        """Rows of the offers that are there; unknown ids are left out."""
        rows = self._rows.locate(checked_ids(offer_ids))
        return rows[rows >= 0]

    def passing(self, contracts: Bools, held_licences: int) -> Bools:
        """Rows that are published, of these contract codes, and need no licence but these.

        One flag a row, buried rows included, not to be written to.
        """
        return self._bitmaps.passing(contracts, held_licences)

    def living(self, rows: Ints64) -> Ints64:
        """Those of the rows that are not buried."""
        return rows[self._rows.alive(rows)]

    def are_alive(self, rows: Ints64) -> Bools:
        """Which of the rows are not buried."""
        return self._rows.alive(rows)

    def vector(self, row: int) -> Floats32:
        """A copy of the vector of a row that is not buried."""
        one: Floats32 = self._vectors.vectors(self._ids(np.array([row])))[0]
        return one

    def batch(self) -> tuple[OfferBatch, VectorReader]:
        """All offers that are not buried, in the order of the territory's cells, and their vectors."""
        rows = np.flatnonzero(self.alive)
        latitude, longitude = self.columns["latitude"][rows], self.columns["longitude"][rows]
        rows = rows[np.argsort(cells(latitude, longitude), kind="stable")]
        columns = {name: self.columns[name][rows] for name in COLUMNS}
        batch = OfferBatch(columns, self.skills.pick(rows), self.aptitudes.pick(rows))
        return batch, self._vectors

    def vectors(self) -> Floats32:
        """Copies of the vectors of all rows, zeros for those buried; shape (rows, dimensions)."""
        copies = np.zeros((self.rows, self.dimensions), np.float32)
        rows = np.flatnonzero(self.alive)
        for at in range(0, rows.size, AT_ONCE):
            part = rows[at : at + AT_ONCE]
            copies[part] = self._vectors.vectors(self._ids(part))
        return copies

    def meaning(self, vector: Floats32, rows: Ints64) -> Floats32:
        """Cosines of these rows, none of them buried, with a vector of length 1."""
        return self._vectors.similarities(vector, self._ids(rows))

    def search(self, vector: Floats32, eligible: Bools, limit: int) -> Ints64:
        """Rows nearest by meaning among the eligible, best first, exact.

        The store of vectors is told who is eligible before it searches, and not asked about others.
        """
        among = np.flatnonzero(eligible & self.alive)
        hits = self._vectors.search(vector, limit, self._ids(among))
        return self._rows.locate(hits.ids)

    def _ids(self, rows: Ints64) -> Ints64:
        ids: Ints64 = self.columns["offer_id"][rows]
        return ids
