"""Rows and a `VectorIndex` beside them, kept up as things change: what an index does whatever it holds.

Rows are only ever appended. An update appends a new row and buries the old one, a removal buries; so
both cost what changed, and a reader's view never changes under it (`versions`). When too many rows
are buried, or came since they were ordered, the living ones move to new arrays in the order of their
cells, and old views keep the old ones.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Ints64, checked_ids, checked_vectors
from myjobmatch.matching.errors import BadVectors
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.matching.versions import RowNumbers

FIRST_CAPACITY = 1024
BURIED_SHARE = 0.25
TAIL_SHARE = 0.125
LONGEST_TAIL = 16_384


class Batch(Protocol):
    """Distinct things laid out."""

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """One array a column, that of the ids among them."""
        ...


B = TypeVar("B", bound=Batch)
B_contra = TypeVar("B_contra", bound=Batch, contravariant=True)


class Table(Protocol[B_contra]):
    """The growing store of the rows themselves; those it was made of are in the order of their cells."""

    def __init__(self, capacity: int) -> None:
        """Begin empty."""
        ...

    @classmethod
    def of(cls, batch: B_contra, capacity: int) -> Self:
        """A table of these things in the order of their cells."""
        ...

    @property
    def tail(self) -> int:
        """How many rows came since then."""
        ...

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        ...

    def append(self, batch: B_contra) -> None:
        """Put things behind all others."""
        ...

    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The columns of all rows."""
        ...

    def settled(self, rows: Ints64, capacity: int) -> Self:
        """Some of the rows, given in ascending order, as a table of their own in the order of their cells."""
        ...


class RowIndex(ABC, Generic[B]):
    """One writer at a time, any number of readers, in threads. A cache: `sequence` tells of what."""

    table_kind: ClassVar[type[Table[Any]]]
    id_column: ClassVar[str]

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
        self._table = self.table_kind(FIRST_CAPACITY)
        self._publish()

    @abstractmethod
    def _publish(self) -> None:
        """Make what was written visible in the next view, and not before."""

    @property
    def vectors(self) -> VectorIndex:
        """The store of vectors beside the rows."""
        return self._store

    def memory_bytes(self) -> int:
        """Bytes of all arrays, spare room and mapped ones included."""
        return self._store.memory_bytes() + self._numbers.nbytes + self._table.nbytes

    def put(self, batch: B, vectors: NDArray[np.floating], *, sequence: int | None = None) -> None:
        """Add distinct things already laid out, or replace those that are there. Cost follows the change.

        `sequence` is the change that these reflect.

        Raises:
            BadVectors: not finite, another width or number; nothing is changed.
        """
        ids: Ints64 = batch.columns[self.id_column]
        checked = checked_vectors(np.asarray(vectors), ids.size, self.dimensions)
        with self._write:
            self._store.upsert(ids, checked, sequence=sequence)
            self._numbers.bury(ids)
            self._numbers.append(ids)
            self._table.append(batch)
            self._end(sequence)

    def remove(self, ids: Sequence[int] | Ints64, *, sequence: int | None = None) -> int:
        """Bury; unknown ids are no error. Answers how many were there."""
        known = np.unique(checked_ids(ids))
        with self._write:
            self._store.remove(known, sequence=sequence)
            buried = self._numbers.bury(known)
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
            self._settle_living()
            self._publish()

    def _end(self, sequence: int | None) -> None:
        if sequence is not None:
            self.sequence = sequence
        self._publish()
        used = self._numbers.used
        buried = used - self._numbers.living
        if buried > max(FIRST_CAPACITY, used * BURIED_SHARE) or self._table.tail > max(
            LONGEST_TAIL, used * TAIL_SHARE
        ):
            self._settle_living()
            self._publish()

    def _settle_living(self) -> None:
        """Move the living to new arrays, in the order of their cells: constant cost a change."""
        living = np.flatnonzero(self._numbers.publish().all_alive())
        self._number(self._table.settled(living, living.size + FIRST_CAPACITY))

    def _settle(self, batch: B) -> None:
        """Begin with these things, in the order of their cells."""
        count = batch.columns[self.id_column].size
        self._number(self.table_kind.of(batch, count + FIRST_CAPACITY))

    def _number(self, table: Table[B]) -> None:
        """Take a table for one's own, none of its rows buried."""
        ids: Ints64 = table.columns()[self.id_column]
        self._table = table
        self._numbers = RowNumbers(ids.size + FIRST_CAPACITY)
        self._numbers.append(ids)
