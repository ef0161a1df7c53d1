"""The offers in memory: columns, skills and vectors, one row an offer, searched through FAISS.

Rows are only ever appended. An update appends a new row and buries the old one, a removal buries;
so both cost what changed, and a reader's `OfferView` never changes under it. When too many rows are
buried the living ones move to new arrays, and old views keep the old ones. The vectors lie in a
`faiss.IndexFlatIP` that is filled in place: it never reallocates while a reader searches it.

The index is a cache of the database: `sequence` tells up to which change.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching import storage
from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Ints32,
    Ints64,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import vocabulary_digest
from myjobmatch.matching.errors import BadVectors, IndexStale
from myjobmatch.matching.ragged import RaggedHeap, grown
from myjobmatch.matching.view import OfferView

FIRST_CAPACITY = 1024
BURIED_SHARE = 0.25


class OfferIndex:
    """The growing store behind `OfferView`. One writer, any number of readers, in threads."""

    def __init__(self, dimensions: int, fingerprint: str) -> None:
        """Begin empty, for vectors of one encoder."""
        self.dimensions = dimensions
        self.fingerprint = fingerprint
        self.sequence = 0
        self._write = Lock()
        self._view: OfferView | None = None
        self._reset(FIRST_CAPACITY)

    def _reset(self, capacity: int) -> None:
        self._used = 0
        self._buried = 0
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(capacity, kind) for name, kind in COLUMNS.items()
        }
        self._alive: Bools = np.zeros(capacity, np.bool_)
        self._row_of: Ints32 = np.full(capacity, -1, np.int32)
        self._skills = RaggedHeap()
        self._aptitudes = RaggedHeap()
        self._faiss, self._vectors = _flat(capacity, self.dimensions)

    # --- reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many offers there are."""
        return self._used - self._buried

    def view(self) -> OfferView:
        """The index as it is now. Cheap when nothing changed since the last call."""
        view = self._view
        if view is not None:
            return view
        with self._write:
            if self._view is None:
                n = self._used
                columns = {name: values[:n] for name, values in self._columns.items()}
                self._view = OfferView(
                    columns=columns,
                    alive=self._alive[:n].copy(),
                    skills=self._skills.rows(columns["skill_start"], columns["skill_count"]),
                    aptitudes=self._aptitudes.rows(
                        columns["aptitude_start"], columns["aptitude_count"]
                    ),
                    fingerprint=self.fingerprint,
                    dimensions=self.dimensions,
                    sequence=self.sequence,
                    _faiss=self._faiss,
                    _vectors=self._vectors[:n],
                    _row_of=self._row_of.copy(),
                )
            return self._view

    def memory_bytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        total = self._vectors.nbytes + self._alive.nbytes + self._row_of.nbytes
        total += sum(values.nbytes for values in self._columns.values())
        return total + self._skills.nbytes + self._aptitudes.nbytes

    # --- writing ---------------------------------------------------------------------------

    def upsert(
        self,
        profiles: Sequence[OfferProfile],
        vectors: NDArray[np.floating],
        places: Sequence[Point | None],
        *,
        company_ids: Sequence[int | None] | None = None,
        published: Sequence[bool] | None = None,
        fingerprint: str | None = None,
        sequence: int | None = None,
    ) -> None:
        """Add offers, or replace those whose id is there already. Cost follows the change.

        Of an offer that comes twice the last stands. `company_ids` serve the deck's variety only.
        `sequence` is the change that these offers reflect.

        Raises:
            BadVectors: not finite, another width or number, or another encoder's `fingerprint`.
            BadIds: an id is negative or beyond `LARGEST_ID`.
        """
        if fingerprint is not None and fingerprint != self.fingerprint:
            msg = f"vectors of {fingerprint[:12]} offered to an index of {self.fingerprint[:12]}"
            raise BadVectors(msg)
        checked = checked_vectors(np.asarray(vectors), len(profiles), self.dimensions)
        companies = company_ids if company_ids is not None else [None] * len(profiles)
        shown = published if published is not None else [True] * len(profiles)
        if not len(profiles) == len(places) == len(companies) == len(shown):
            msg = "profiles, vectors, places, company ids and flags must be as many"
            raise BadVectors(msg)
        last = {profile.offer_id: at for at, profile in enumerate(profiles)}
        kept = sorted(last.values())
        batch = OfferBatch(
            [profiles[at] for at in kept],
            [places[at] for at in kept],
            [companies[at] for at in kept],
            [shown[at] for at in kept],
        )
        with self._write:
            self._append(batch.columns, batch.skills, batch.aptitudes, checked[kept])
            if sequence is not None:
                self.sequence = sequence
            self._compact_if_worn()
            self._view = None

    def remove(self, offer_ids: Sequence[int], *, sequence: int | None = None) -> int:
        """Bury offers; unknown ids are no error. Answers how many were there."""
        ids = checked_ids(offer_ids)
        with self._write:
            buried = self._bury(ids)
            if sequence is not None:
                self.sequence = sequence
            self._compact_if_worn()
            self._view = None
        return buried

    def advance(self, sequence: int) -> None:
        """Record that the index reflects all changes up to this one."""
        with self._write:
            self.sequence = sequence
            self._view = None

    def _bury(self, ids: Ints64) -> int:
        known = np.unique(ids[ids < self._row_of.size])
        rows = self._row_of[known]
        rows = rows[rows >= 0]
        self._alive[rows] = False
        self._row_of[known] = -1
        self._buried += int(rows.size)
        return int(rows.size)

    def _append(
        self,
        columns: dict[str, NDArray[Any]],
        skills: tuple[Ints32, Bools],
        aptitudes: tuple[Ints32, Bools],
        vectors: Floats32,
    ) -> None:
        ids: Ints64 = columns["offer_id"]
        if ids.size == 0:
            return
        self._bury(ids)
        start, end = self._used, self._used + ids.size
        self._make_room(end, int(ids.max()) + 1)
        for kind, heap, lists in (
            ("skill", self._skills, skills),
            ("aptitude", self._aptitudes, aptitudes),
        ):
            counts = columns[f"{kind}_count"].astype(np.int64)
            columns[f"{kind}_start"] = heap.append(*lists) + np.cumsum(counts) - counts
        for name, values in self._columns.items():
            values[start:end] = columns[name]
        self._vectors[start:end] = vectors
        self._alive[start:end] = True
        self._row_of[ids] = np.arange(start, end, dtype=np.int32)
        self._used = end

    def _make_room(self, rows: int, ids: int) -> None:
        if ids > self._row_of.size:
            wider = np.full(max(ids, self._row_of.size * 3 // 2), -1, np.int32)
            wider[: self._row_of.size] = self._row_of
            self._row_of = wider
        if rows <= self._alive.size:
            return
        capacity = max(rows, self._alive.size * 5 // 4)
        used = self._used
        self._columns = {name: grown(c, used, capacity) for name, c in self._columns.items()}
        alive = np.zeros(capacity, np.bool_)
        alive[:used] = self._alive[:used]
        self._alive = alive
        index, vectors = _flat(capacity, self.dimensions)
        vectors[:used] = self._vectors[:used]
        self._faiss, self._vectors = index, vectors

    def _compact_if_worn(self) -> None:
        """Move the living to new arrays once a quarter is buried: constant cost a change."""
        if self._buried <= max(FIRST_CAPACITY, self._used * BURIED_SHARE):
            return
        saved = self._arrays()
        self._reset(max(FIRST_CAPACITY, int(saved["offer_id"].size * 5 / 4)))
        self._restore(saved)

    # --- keeping ---------------------------------------------------------------------------

    def _arrays(self) -> dict[str, NDArray[Any]]:
        """The living rows, in the order they came, as plain arrays."""
        rows = np.flatnonzero(self._alive[: self._used])
        arrays = {name: values[rows] for name, values in self._columns.items()}
        for kind, heap in (("skill", self._skills), ("aptitude", self._aptitudes)):
            lists = heap.rows(self._columns[f"{kind}_start"], self._columns[f"{kind}_count"])
            at, _ = lists.take(rows)
            arrays[f"{kind}_ids"] = lists.ids[at]
            arrays[f"{kind}_flags"] = lists.flags[at]
        arrays["vectors"] = self._vectors[rows]
        return arrays

    def _restore(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._append(
            {name: arrays[name] for name in COLUMNS},
            (arrays["skill_ids"], arrays["skill_flags"]),
            (arrays["aptitude_ids"], arrays["aptitude_flags"]),
            arrays["vectors"],
        )

    def save(self, path: Path) -> None:
        """Write the index beside `path` and rename it there: a reader sees the old or the new.

        Raises:
            OSError: it could not be written; what was at `path` is untouched.
        """
        with self._write:
            header: dict[str, str | int] = {
                "dimensions": self.dimensions,
                "fingerprint": self.fingerprint,
                "sequence": self.sequence,
                "vocabulary": vocabulary_digest(),
            }
            arrays = self._arrays()
        storage.write(path, header, arrays)

    @classmethod
    def load(cls, path: Path, *, fingerprint: str) -> "OfferIndex":
        """Read what `save` wrote.

        Raises:
            IndexDamaged: missing, cut short or altered: rebuild from the database.
            IndexStale: made by another encoder, format or vocabulary: rebuild too.
        """
        header, arrays = storage.read(path)
        if header.get("fingerprint") != fingerprint:
            msg = "the saved index was made by another encoder"
            raise IndexStale(msg)
        if header.get("vocabulary") != vocabulary_digest() or not set(COLUMNS) <= set(arrays):
            msg = "the saved index was made by another version of the code"
            raise IndexStale(msg)
        index = cls(int(header["dimensions"]), fingerprint)
        index._reset(max(FIRST_CAPACITY, arrays["offer_id"].size))
        index._restore(arrays)
        index.sequence = int(header["sequence"])
        return index


def _flat(capacity: int, dimensions: int) -> tuple[Any, Floats32]:
    """A FAISS flat index of `capacity` rows of zeros, and the same memory as an array."""
    index = faiss.IndexFlatIP(dimensions)
    index.add(np.zeros((capacity, dimensions), np.float32))
    memory: Floats32 = faiss.rev_swig_ptr(index.get_xb(), capacity * dimensions)
    return index, memory.reshape(capacity, dimensions)
