"""The `VectorIndex` of several processes and machines: PostgreSQL keeps the vectors and compares them.

For how it is chosen see `settings.vectors`, for the protocol `matching.vector_index`. A reader reads
what is there by then: an offer that another process has removed is NaN until this one follows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from myjobmatch.db.vectors import OtherWidth, VectorDatabase, VectorsOutOfReach, VectorSpace
from myjobmatch.matching.arrays import Floats32, Ints64, checked_ids, checked_vectors
from myjobmatch.matching.errors import BadVectors, StoreUnavailable
from myjobmatch.matching.vector_index import PASSING, Hits


class SharedVectors:
    """Vectors of one kind and encoder in PostgreSQL; see `VectorIndex` for what each method promises."""

    durable = True

    def __init__(self, space: VectorSpace, dimensions: int, fingerprint: str) -> None:
        """Those of a space that is open; `opened` opens one."""
        self._space = space
        self._dimensions = dimensions
        self._fingerprint = fingerprint
        self._reader = SharedReader(space, dimensions)

    @classmethod
    def opened(
        cls, database: VectorDatabase, kind: str, dimensions: int, fingerprint: str
    ) -> "SharedVectors":
        """Those of this kind by this encoder, with whatever other processes put there.

        Raises:
            StoreUnavailable: the server does not answer or has no pgvector.
            BadVectors: what is there is of another width.
        """
        with _told():
            return cls(database.space(kind, fingerprint, dimensions), dimensions, fingerprint)

    @property
    def dimensions(self) -> int:
        """Width of a vector."""
        return self._dimensions

    @property
    def fingerprint(self) -> str:
        """Of the encoder whose vectors these are."""
        return self._fingerprint

    @property
    def sequence(self) -> int:
        """The last change that any process took in."""
        with _told():
            return self._space.sequence()

    def __len__(self) -> int:
        """How many vectors there are."""
        return len(self._reader)

    def upsert(
        self,
        ids: Sequence[int] | Ints64,
        vectors: NDArray[np.floating],
        *,
        sequence: int | None = None,
    ) -> None:
        """Add or replace in one transaction; of an id that comes twice the last stands."""
        known = checked_ids(ids)
        checked = checked_vectors(np.asarray(vectors), known.size, self._dimensions)
        last = {number: at for at, number in enumerate(known.tolist())}
        places = sorted(last.values())
        with _told():
            self._space.put(known[places], checked[places], sequence)

    def remove(self, ids: Sequence[int] | Ints64, *, sequence: int | None = None) -> int:
        """Forget these ids; how many were there."""
        known = np.unique(checked_ids(ids))
        with _told():
            return self._space.drop(known, sequence)

    def advance(self, sequence: int) -> None:
        """Record that all changes up to this one are in; another process may be further."""
        with _told():
            self._space.advance(sequence)

    def reader(self) -> "SharedReader":
        """What is there; no connection is held."""
        return self._reader

    def memory_bytes(self) -> int:
        """None here: the server holds them."""
        return 0

    def save(self, path: Path) -> None:
        """Nothing: they are kept already."""


class SharedReader:
    """What the server holds by the time it is asked; each answer is of one moment. See `VectorReader`."""

    def __init__(self, space: VectorSpace, dimensions: int) -> None:
        """Of this space."""
        self._space = space
        self._dimensions = dimensions

    def __len__(self) -> int:
        """How many vectors there are."""
        with _told():
            return self._space.count()

    def similarities(self, vector: Floats32, ids: Ints64) -> Floats32:
        """Inner products with `vector`, in the order of the ids; NaN where unknown."""
        query = self._checked(vector)
        found = np.full(ids.size, np.nan, np.float32)
        if ids.size:
            with _told():
                places, products = self._space.products(query, ids)
            found[places] = products
        return found

    def search(self, vector: Floats32, k: int, eligible: Ints64 | None = None) -> Hits:
        """The `k` nearest among the eligible, exact, best first."""
        query = self._checked(vector)
        if k <= 0 or (eligible is not None and not eligible.size):
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        with _told():
            return Hits(*self._space.nearest(query, k, eligible))

    def vectors(self, ids: Ints64) -> Floats32:
        """These ids' vectors, in their order."""
        with _told():
            places, rows = self._space.rows(ids)
        known = np.zeros(ids.size, np.bool_)
        known[places] = True
        if not known.all():
            msg = f"there is no vector of {int(ids[int(known.argmin())])}"
            raise KeyError(msg)
        found = np.empty((ids.size, self._dimensions), np.float32)
        found[places] = rows
        return found

    def passing(self, ids: Ints64) -> Iterator[Floats32]:
        """These ids' vectors, in their order, part by part."""
        for at in range(0, ids.size, PASSING):
            yield self.vectors(ids[at : at + PASSING])

    def _checked(self, vector: Floats32) -> Floats32:
        one: Floats32 = checked_vectors(vector.reshape(1, -1), 1, self._dimensions)[0]
        return one


@contextmanager
def _told() -> Iterator[None]:
    """The database's refusals in the engine's words."""
    try:
        yield
    except VectorsOutOfReach as reason:
        raise StoreUnavailable(str(reason)) from reason
    except OtherWidth as reason:
        raise BadVectors(str(reason)) from reason
