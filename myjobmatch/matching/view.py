"""What a reader of the offer index holds: the offers at one moment, never changing under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Ints32,
    Ints64,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.ragged import RaggedRows


@dataclass(frozen=True, slots=True)
class OfferView:
    """The index at one moment; nothing in it changes any more.

    Arrays are aligned: row i is one offer. Buried rows are there still, with `alive` false.
    """

    columns: dict[str, NDArray[Any]]
    alive: Bools
    skills: RaggedRows
    aptitudes: RaggedRows
    fingerprint: str
    dimensions: int
    sequence: int
    _faiss: Any
    _vectors: Floats32
    _row_of: Ints32

    @property
    def rows(self) -> int:
        """How many rows the arrays have, buried ones included."""
        return int(self.alive.size)

    def __len__(self) -> int:
        """How many offers there are."""
        return int(np.count_nonzero(self.alive))

    def rows_of(self, offer_ids: Sequence[int] | Ints64) -> Ints64:
        """Rows of the offers that are there; unknown ids are left out."""
        ids = checked_ids(offer_ids)
        rows = self._row_of[ids[ids < self._row_of.size]]
        return rows[rows >= 0].astype(np.int64)

    def vector(self, row: int) -> Floats32:
        """The vector of a row, read only."""
        one: Floats32 = self._vectors[row]
        return one

    def meaning(self, vector: Floats32, rows: Ints64) -> Floats32:
        """Cosines of these rows with a vector of length 1, without copying the rows (FAISS)."""
        found = np.empty(rows.size, np.float32)
        query = checked_vectors(vector.reshape(1, -1), 1, self.dimensions)
        if rows.size:
            labels = np.ascontiguousarray(rows, np.int64)
            self._faiss.compute_distance_subset(
                1,
                faiss.swig_ptr(query),
                rows.size,
                faiss.swig_ptr(found),
                faiss.swig_ptr(labels),
            )
        return found

    def search(self, vector: Floats32, eligible: Bools, limit: int) -> Ints64:
        """Rows nearest by meaning among the eligible, best first, exact.

        The eligible are given to FAISS as an `IDSelector`, before the search and never after it.
        """
        query = checked_vectors(vector.reshape(1, -1), 1, self.dimensions)
        bits = np.packbits(eligible, bitorder="little")
        bindings: Any = (
            faiss  # its Python layer takes arrays and keywords that its types do not know
        )
        selector = bindings.IDSelectorBitmap(bits)
        found = self._faiss.search(query, limit, params=bindings.SearchParameters(sel=selector))
        rows: Ints64 = found[1][0]
        return rows[rows >= 0]
