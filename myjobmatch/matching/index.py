"""The offers in memory: columns and skills, one row an offer, and a `VectorIndex` beside them.

Rows are only ever appended. An update appends a new row and buries the old one, a removal buries;
so both cost what changed, and a reader's `OfferView` never changes under it (`versions`). When too
many rows are buried the living ones move to new arrays, and old views keep the old ones.

The index is a cache of the database: `sequence` tells up to which change.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching import storage
from myjobmatch.matching.arrays import Bools, Ints32, Ints64, checked_ids, checked_vectors
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import vocabulary_digest
from myjobmatch.matching.errors import BadVectors, IndexStale
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.ragged import RaggedHeap, grown
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.matching.versions import RowNumbers
from myjobmatch.matching.view import OfferView

FIRST_CAPACITY = 1024
BURIED_SHARE = 0.25


class OfferIndex:
    """The growing store behind `OfferView`. One writer, any number of readers, in threads."""

    def __init__(
        self, dimensions: int, fingerprint: str, *, vectors: VectorIndex | None = None
    ) -> None:
        """Begin empty, for vectors of one encoder, kept in `vectors` (None: in this process).

        Raises:
            BadVectors: `vectors` are of another width or encoder.
        """
        store = FlatVectors(dimensions, fingerprint) if vectors is None else vectors
        if (store.dimensions, store.fingerprint) != (dimensions, fingerprint):
            msg = "the store of vectors is of another encoder"
            raise BadVectors(msg)
        self.dimensions = dimensions
        self.fingerprint = fingerprint
        self.sequence = 0
        self._write = Lock()
        self._store = store
        self._reset(FIRST_CAPACITY)
        self._publish()

    def _reset(self, capacity: int) -> None:
        self._numbers = RowNumbers(capacity)
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(capacity, kind) for name, kind in COLUMNS.items()
        }
        self._skills = RaggedHeap()
        self._aptitudes = RaggedHeap()

    # --- reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many offers there are."""
        return len(self._view)

    def view(self) -> OfferView:
        """The index after the last finished write. Costs nothing and never waits."""
        return self._view

    def _publish(self) -> None:
        rows = self._numbers.publish()
        columns = {name: values[: rows.used] for name, values in self._columns.items()}
        self._view = OfferView(
            columns=columns,
            skills=self._skills.rows(columns["skill_start"], columns["skill_count"]),
            aptitudes=self._aptitudes.rows(columns["aptitude_start"], columns["aptitude_count"]),
            fingerprint=self.fingerprint,
            dimensions=self.dimensions,
            sequence=self.sequence,
            _rows=rows,
            _vectors=self._store.reader(),
        )

    def memory_bytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        total = self._store.memory_bytes() + self._numbers.nbytes
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
            ids = batch.columns["offer_id"]
            self._store.upsert(ids, checked[kept], sequence=sequence)
            self._numbers.bury(ids)
            self._append(batch.columns, batch.skills, batch.aptitudes)
            self._end(sequence)

    def remove(self, offer_ids: Sequence[int], *, sequence: int | None = None) -> int:
        """Bury offers; unknown ids are no error. Answers how many were there."""
        ids = np.unique(checked_ids(offer_ids))
        with self._write:
            self._store.remove(ids, sequence=sequence)
            buried = self._numbers.bury(ids)
            self._end(sequence)
        return buried

    def advance(self, sequence: int) -> None:
        """Record that the index reflects all changes up to this one."""
        with self._write:
            self._store.advance(sequence)
            self._end(sequence)

    def _end(self, sequence: int | None) -> None:
        if sequence is not None:
            self.sequence = sequence
        self._compact_if_worn()
        self._publish()

    def _append(
        self,
        columns: dict[str, NDArray[Any]],
        skills: tuple[Ints32, Bools],
        aptitudes: tuple[Ints32, Bools],
    ) -> None:
        ids: Ints64 = columns["offer_id"]
        if ids.size == 0:
            return
        start, end = self._numbers.used, self._numbers.used + ids.size
        self._make_room(end)
        for kind, heap, lists in (
            ("skill", self._skills, skills),
            ("aptitude", self._aptitudes, aptitudes),
        ):
            counts = columns[f"{kind}_count"].astype(np.int64)
            columns[f"{kind}_start"] = heap.append(*lists) + np.cumsum(counts) - counts
        for name, values in self._columns.items():
            values[start:end] = columns[name]
        self._numbers.append(ids)

    def _make_room(self, rows: int) -> None:
        capacity = self._columns["offer_id"].size
        if rows > capacity:
            used, capacity = self._numbers.used, max(rows, capacity * 5 // 4)
            self._columns = {name: grown(c, used, capacity) for name, c in self._columns.items()}

    def _compact_if_worn(self) -> None:
        """Move the living to new arrays once a quarter is buried: constant cost a change."""
        buried = self._numbers.used - self._numbers.living
        if buried <= max(FIRST_CAPACITY, self._numbers.used * BURIED_SHARE):
            return
        saved = self._arrays()
        self._reset(max(FIRST_CAPACITY, int(saved["offer_id"].size * 5 / 4)))
        self._restore(saved)

    # --- keeping ---------------------------------------------------------------------------

    def _arrays(self) -> dict[str, NDArray[Any]]:
        """The living rows, in the order they came, as plain arrays."""
        rows = np.flatnonzero(self._numbers.publish().all_alive())
        arrays = {name: values[rows] for name, values in self._columns.items()}
        for kind, heap in (("skill", self._skills), ("aptitude", self._aptitudes)):
            lists = heap.rows(self._columns[f"{kind}_start"], self._columns[f"{kind}_count"])
            at, _ = lists.take(rows)
            arrays[f"{kind}_ids"] = lists.ids[at]
            arrays[f"{kind}_flags"] = lists.flags[at]
        return arrays

    def _restore(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._append(
            {name: arrays[name] for name in COLUMNS},
            (arrays["skill_ids"], arrays["skill_flags"]),
            (arrays["aptitude_ids"], arrays["aptitude_flags"]),
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
            if not self._store.durable:
                arrays["vectors"] = self._store.reader().vectors(arrays["offer_id"])
        storage.write(path, header, arrays)

    @classmethod
    def load(
        cls, path: Path, *, fingerprint: str, vectors: VectorIndex | None = None
    ) -> "OfferIndex":
        """Read what `save` wrote; `vectors` is the durable store that was there then, if one was.

        Raises:
            IndexDamaged: missing, cut short or altered: rebuild from the database.
            IndexStale: made by another encoder, format or vocabulary, or the store of vectors is
                behind or another: rebuild too.
        """
        header, arrays = storage.read(path)
        if header.get("fingerprint") != fingerprint:
            msg = "the saved index was made by another encoder"
            raise IndexStale(msg)
        if header.get("vocabulary") != vocabulary_digest() or not set(COLUMNS) <= set(arrays):
            msg = "the saved index was made by another version of the code"
            raise IndexStale(msg)
        sequence = int(header["sequence"])
        if vectors is None:
            if "vectors" not in arrays:
                msg = "the saved index's vectors are in another store"
                raise IndexStale(msg)
            vectors = FlatVectors.adopt(
                arrays["offer_id"], arrays["vectors"], fingerprint, sequence=sequence
            )
        elif vectors.sequence < sequence or len(vectors) < arrays["offer_id"].size:
            msg = "the store of vectors is behind the saved index"
            raise IndexStale(msg)
        index = cls(int(header["dimensions"]), fingerprint, vectors=vectors)
        index._reset(max(FIRST_CAPACITY, arrays["offer_id"].size))
        index._restore(arrays)
        index.sequence = sequence
        index._publish()
        return index
