"""The offers in memory: columns and skills, one row an offer, and a `VectorIndex` beside them.

Rows are only ever appended. An update appends a new row and buries the old one, a removal buries;
so both cost what changed, and a reader's `OfferView` never changes under it (`versions`). When too
many rows are buried the living ones move to new arrays, and old views keep the old ones.

The index is a cache of the database: `sequence` tells up to which change.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching import storage
from myjobmatch.matching.arrays import Floats32, Ints64, checked_ids, checked_vectors
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import vocabulary_digest
from myjobmatch.matching.errors import BadVectors, IndexStale
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.table import OfferTable
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.matching.versions import RowNumbers
from myjobmatch.matching.view import OfferView

FIRST_CAPACITY = 1024
BURIED_SHARE = 0.25
TAIL_SHARE = 0.125
LONGEST_TAIL = 16_384
PART = 8192


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
        self._numbers = RowNumbers()
        self._table = OfferTable(FIRST_CAPACITY)
        self._publish()

    # --- reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many offers there are."""
        return len(self._view)

    def view(self) -> OfferView:
        """The index after the last finished write. Costs nothing and never waits."""
        return self._view

    def _publish(self) -> None:
        self._view = OfferView(
            columns=self._table.columns(),
            traits=self._table.traits(),
            skills=self._table.lists("skill"),
            aptitudes=self._table.lists("aptitude"),
            fingerprint=self.fingerprint,
            dimensions=self.dimensions,
            sequence=self.sequence,
            _rows=self._numbers.publish(),
            _vectors=self._store.reader(),
            _territory=self._table.territory,
            _bitmaps=self._table.bitmaps(),
        )

    @property
    def vectors(self) -> VectorIndex:
        """The store of vectors beside the rows."""
        return self._store

    def memory_bytes(self) -> int:
        """Bytes of all arrays, spare room and mapped ones included."""
        return self._store.memory_bytes() + self._numbers.nbytes + self._table.nbytes

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
        batch = OfferBatch.of(
            [profiles[at] for at in kept],
            [places[at] for at in kept],
            [companies[at] for at in kept],
            [shown[at] for at in kept],
        )
        self.put(batch, checked[kept], sequence=sequence)

    def put(self, batch: OfferBatch, vectors: Floats32, *, sequence: int | None = None) -> None:
        """As `upsert`, of offers already laid out.

        Raises:
            BadVectors: not finite, another width or number.
        """
        ids = batch.columns["offer_id"]
        checked = checked_vectors(vectors, ids.size, self.dimensions)
        with self._write:
            self._store.upsert(ids, checked, sequence=sequence)
            self._numbers.bury(ids)
            self._numbers.append(ids)
            self._table.append(batch)
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

    def settle(self) -> None:
        """Put the rows in the order of their cells now; it happens by itself as the index changes."""
        with self._write:
            self._settle(self._living())
            self._publish()

    def _end(self, sequence: int | None) -> None:
        if sequence is not None:
            self.sequence = sequence
        self._publish()
        buried = self._numbers.used - self._numbers.living
        if buried > max(
            FIRST_CAPACITY, self._numbers.used * BURIED_SHARE
        ) or self._table.tail > max(LONGEST_TAIL, self._numbers.used * TAIL_SHARE):
            self._settle(self._living())
            self._publish()

    def _living(self) -> OfferBatch:
        return self._table.batch(np.flatnonzero(self._numbers.publish().all_alive()))

    def _settle(self, batch: OfferBatch) -> None:
        """Move the living to new arrays, in the order of their cells: constant cost a change."""
        ids = batch.columns["offer_id"]
        self._table, order = OfferTable.of(batch, ids.size + FIRST_CAPACITY)
        self._numbers = RowNumbers(ids.size + FIRST_CAPACITY)
        self._numbers.append(ids[order])

    # --- keeping ---------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the index beside `path` and rename it there: a reader sees the old or the new.

        What is written is the view of this moment; changes go on meanwhile.

        Raises:
            OSError: it could not be written; what was at `path` is untouched.
        """
        view = self._view
        batch, vectors = view.batch()
        ids: Ints64 = batch.columns["offer_id"]
        arrays: dict[str, storage.Stored] = dict(batch.columns)
        arrays["skill_ids"], arrays["skill_flags"] = batch.skills
        arrays["aptitude_ids"], arrays["aptitude_flags"] = batch.aptitudes
        if not self._store.durable:
            parts = (vectors.vectors(ids[at : at + PART]) for at in range(0, ids.size, PART))
            shape = (ids.size, self.dimensions)
            arrays["vectors"] = storage.Streamed(np.dtype(np.float32), shape, parts)
        header: dict[str, str | int] = {
            "dimensions": self.dimensions,
            "fingerprint": self.fingerprint,
            "sequence": view.sequence,
            "vocabulary": vocabulary_digest(),
        }
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
        index._settle(
            OfferBatch(
                {name: arrays[name] for name in COLUMNS},
                (arrays["skill_ids"], arrays["skill_flags"]),
                (arrays["aptitude_ids"], arrays["aptitude_flags"]),
            )
        )
        index.sequence = sequence
        index._publish()
        return index
