"""The offers in memory: columns and skills, one row an offer, and a `VectorIndex` beside them.

How they are kept up is `row_index`'s. The index is a cache of the database: `sequence` tells up to
which change.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching import storage
from myjobmatch.matching.arrays import Ints64, checked_vectors
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import vocabulary_digest
from myjobmatch.matching.errors import BadVectors, IndexStale
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.row_index import RowIndex
from myjobmatch.matching.table import OfferTable
from myjobmatch.matching.territory import Places
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.matching.view import OfferView


class OfferIndex(RowIndex[OfferBatch]):
    """The growing store behind `OfferView`. One writer, any number of readers, in threads."""

    table_kind = OfferTable
    id_column = "offer_id"

    _table: OfferTable
    _view: OfferView

    def __len__(self) -> int:
        """How many offers there are."""
        return len(self._view)

    def view(self) -> OfferView:
        """The index after the last finished write. Costs nothing and never waits."""
        return self._view

    def _publish(self) -> None:
        columns = self._table.columns()
        self._view = OfferView(
            columns=columns,
            traits=columns["traits"],
            aptitude_bits=columns["aptitude_bits"],
            skills=self._table.lists("skill"),
            aptitudes=self._table.lists("aptitude"),
            fingerprint=self.fingerprint,
            dimensions=self.dimensions,
            sequence=self.sequence,
            _rows=self._numbers.publish(),
            _vectors=self._store.reader(),
            _bitmaps=self._table.bitmaps(),
            askers=self._table.askers,
            places=Places(self._table.territory, columns["latitude"], columns["longitude"]),
            sphere=self._table.sphere(),
        )

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
            shape = (ids.size, self.dimensions)
            arrays["vectors"] = storage.Streamed(np.dtype(np.float32), shape, vectors.passing(ids))
        header: dict[str, str | int] = {
            "dimensions": self.dimensions,
            "fingerprint": self.fingerprint,
            "sequence": view.sequence,
            "vocabulary": vocabulary_digest(),
        }
        storage.write(path, header, arrays)

    def lean_on(self, path: Path) -> None:
        """Use the vectors of the file that `save` wrote, mapped into memory, and let go of one's own.

        The system may then drop them when others need the memory, and share them between processes.

        Raises:
            IndexDamaged: the file is missing, cut short or altered; nothing is changed.
            IndexStale: it is of another moment or encoder, or holds other offers; nothing is changed.
        """
        header, arrays = storage.read(path)
        with self._write:
            mine = np.sort(self._view.columns["offer_id"][self._view.alive])
            told = header.get("fingerprint"), header.get("sequence")
            same = told == (self.fingerprint, self.sequence) and "vectors" in arrays
            if not same or not np.array_equal(np.sort(arrays["offer_id"]), mine):
                msg = "the saved index holds other vectors"
                raise IndexStale(msg)
            self._store = FlatVectors.adopt(
                arrays["offer_id"], arrays["vectors"], self.fingerprint, sequence=self.sequence
            )
            self._publish()

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
