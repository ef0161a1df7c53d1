"""What the engine needs of a store of vectors, so that another one can take the place of ours.

`flat_vectors.FlatVectors` (FAISS, in process) is the one that comes with the product; an adapter to a
database fulfils the same protocol, passes `tests/unit/matching/test_vector_index_contract.py`, and
is handed to `OfferIndex(..., vectors=...)`. Whoever asks says which ids are eligible: filters come
before the search and never after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints64

PASSING = 8_192
"""Vectors at a time where all are read through."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, best first; `scores` are cosines. Ties go by id, the smaller first."""

    ids: Ints64
    scores: Floats32

    def __len__(self) -> int:
        """How many."""
        return int(self.ids.size)


class VectorReader(Protocol):
    """The store at one moment. Ours never changes; a remote one may read what is there by then."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def similarities(self, vector: Floats32, ids: Ints64) -> Floats32:
        """Inner products of these ids' vectors with `vector`, in their order; NaN where unknown.

        Raises:
            BadVectors: `vector` is not finite or of another width.
        """
        ...

    def search(self, vector: Floats32, k: int, eligible: Ints64 | None = None) -> Hits:
        """The `k` nearest among the eligible ids (None: among all), exact, fewer when there are.

        The eligible are distinct, in any order. Unknown ids are left out. Cost should follow the eligible, not the total.

        Raises:
            BadVectors: `vector` is not finite or of another width.
        """
        ...

    def vectors(self, ids: Ints64) -> Floats32:
        """The vectors of these ids, float32 (n, dimensions), in their order.

        Raises:
            KeyError: one of them is not there.
        """
        ...

    def passing(self, ids: Ints64) -> Iterator[Floats32]:
        """What `vectors` answers, part by part, for whoever writes very many elsewhere.

        Raises:
            KeyError: one of them is not there.
        """
        ...


@runtime_checkable
class VectorIndex(Protocol):
    """Vectors by id, of one encoder. One writer, any number of readers, in threads.

    `sequence` is the last change of the database that the store holds; it is kept with the vectors.
    `durable` says that the store keeps them itself: then `OfferIndex.save` writes none.
    Reads and writes block: call them in a thread. A store that cannot be reached raises
    `errors.StoreUnavailable` from any of them.
    """

    @property
    def dimensions(self) -> int:
        """Width of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Of the encoder whose vectors these are."""
        ...

    @property
    def sequence(self) -> int:
        """The last change taken in."""
        ...

    @property
    def durable(self) -> bool:
        """Whether the vectors outlive the process without `save`."""
        ...

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def upsert(
        self,
        ids: Sequence[int] | Ints64,
        vectors: NDArray[np.floating],
        *,
        sequence: int | None = None,
    ) -> None:
        """Add vectors (float32, shape (n, dimensions), rows of length 1 or 0), or replace them.

        Of an id that comes twice the last stands. All of the call is seen, or nothing of it.

        Raises:
            BadVectors: not finite, another width or number; nothing is changed.
            BadIds: an id is negative or beyond `LARGEST_ID`; nothing is changed.
        """
        ...

    def remove(self, ids: Sequence[int] | Ints64, *, sequence: int | None = None) -> int:
        """Forget these ids; unknown ones are no error. Answers how many were there."""
        ...

    def advance(self, sequence: int) -> None:
        """Record that all changes up to this one are in."""
        ...

    def reader(self) -> VectorReader:
        """The store as it is after the last finished write. Costs next to nothing, never waits."""
        ...

    def memory_bytes(self) -> int:
        """Bytes held in this process, spare room included."""
        ...

    def save(self, path: Path) -> None:
        """Keep the vectors at `path` for a next start; nothing to do for a durable store.

        Raises:
            OSError: it could not be written; what was at `path` is untouched.
        """
        ...


def nearest(ids: Ints64, scores: Floats32, k: int) -> Hits:
    """The `k` best of these by score, then by id: the order of `Hits`. NaN is left out."""
    known = np.flatnonzero(~np.isnan(scores))
    ids, scores = ids[known], scores[known]
    places = best_places(ids, scores, min(max(k, 0), ids.size))
    return Hits(ids[places], scores[places])


def best_places(ids: Ints64, keys: Floats32 | Floats64, count: int) -> Ints64:
    """Places of the `count` best by key, ties by id; all that tie with the last are weighed."""
    if count <= 0:
        return np.empty(0, np.int64)
    places = np.arange(ids.size)
    if count < ids.size:
        bound = np.partition(keys, ids.size - count)[ids.size - count]
        reached: Bools = keys >= bound
        places = np.flatnonzero(reached)
    order = np.lexsort((ids[places], -keys[places]))
    best: Ints64 = places[order][:count]
    return best
