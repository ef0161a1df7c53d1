"""Columns, lists and bitmaps, one row a thing, only ever appended: what stands behind a view.

A row once written is never written again, so slices are good for readers. Making the table anew, in
the order of the territory's cells, is `of`. `CandidateTable` says which columns, lists and flags.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Ints32, Ints64, Octets
from myjobmatch.matching.ragged import AT_ONCE, RaggedHeap, RaggedRows, grown
from myjobmatch.matching.territory import Territory, cells

Columns = Mapping[str, NDArray[Any]]
Lists = Mapping[str, tuple[Ints32, Bools]]


class Batch(Protocol):
    """Things laid out: columns, and lists end to end in the order of the rows.

    A list named "skill" has its lengths in the column "skill_count".
    """

    @property
    def columns(self) -> Columns:
        """One array a column, "latitude" and "longitude" among them."""
        ...

    @property
    def lists(self) -> Lists:
        """Ids and flags a list."""
        ...


B = TypeVar("B", bound=Batch)


class GrownTable(ABC, Generic[B]):
    """The growing store behind a view's arrays. One writer."""

    kinds: ClassVar[Mapping[str, type[np.generic]]]
    """Every column, those that `_derived` makes and the "…_start" of lists included."""

    kept_lists: ClassVar[tuple[str, ...]]

    def __init__(self, capacity: int, territory: Territory | None = None) -> None:
        """Begin empty; the first rows put in must be those of the `territory`, in its order."""
        self.used = 0
        self.territory = territory or Territory.of(np.empty(0, np.int32))
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(capacity, kind) for name, kind in self.kinds.items()
        }
        self._heaps = {name: RaggedHeap() for name in self.kept_lists}
        nobody = {name: values[:0] for name, values in self._columns.items()}
        self._bits: dict[str, Octets] = {
            name: np.zeros(capacity // 8 + 1, np.uint8) for name in self._flags(nobody)
        }

    @classmethod
    def of(cls, batch: B, capacity: int) -> Self:
        """A table of these things in the order of their cells."""
        where = cells(batch.columns["latitude"], batch.columns["longitude"])
        order = np.argsort(where, kind="stable")
        table = cls(max(capacity, order.size), Territory.of(where[order]))
        table.append(cls.taken(batch, order))
        table._ordered()
        return table

    def settled(self, rows: Ints64, capacity: int) -> Self:
        """Some of the rows, given in ascending order, as a table of their own in the order of their cells.

        Some thousand at a time: everything is in memory twice meanwhile, and not three times.
        """
        where = cells(self._columns["latitude"][rows], self._columns["longitude"][rows])
        order = np.argsort(where, kind="stable")
        table = type(self)(max(capacity, rows.size), Territory.of(where[order]))
        for name, heap in table._heaps.items():
            heap.reserve(int(self._columns[f"{name}_count"][rows].sum(dtype=np.int64)))
        for at in range(0, rows.size, AT_ONCE):
            table.append(self._some(rows[order[at : at + AT_ONCE]]))
        table._ordered()
        return table

    @abstractmethod
    def _ordered(self) -> None:
        """The rows of the territory are there, and none beyond: make what is made of all of them."""

    @classmethod
    @abstractmethod
    def _batch(cls, columns: Columns, lists: Lists) -> B:
        """Columns and lists as a batch."""

    @abstractmethod
    def _derived(self, columns: Columns, lists: Lists) -> Columns:
        """Columns made of others, and of the lists."""

    @abstractmethod
    def _flags(self, columns: Columns) -> dict[str, Bools]:
        """The flags that bitmaps are kept of."""

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        total = sum(values.nbytes for values in self._columns.values())
        total += sum(values.nbytes for values in self._bits.values())
        return total + sum(heap.nbytes for heap in self._heaps.values())

    @property
    def tail(self) -> int:
        """How many rows came since the others were put in the order of their cells."""
        return self.used - self.territory.rows

    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns of all rows."""
        return {name: values[: self.used] for name, values in self._columns.items()}

    def lists(self, name: str) -> RaggedRows:
        """The lists of that name of all rows."""
        starts, counts = self._columns[f"{name}_start"], self._columns[f"{name}_count"]
        return self._heaps[name].rows(starts[: self.used], counts[: self.used])

    def bits(self) -> dict[str, Octets]:
        """The bitmaps of all rows, a bit a row, the lowest bit of an octet first."""
        size = self.used // 8 + 1
        return {name: bits[:size] for name, bits in self._bits.items()}

    def append(self, batch: B) -> None:
        """Put things behind all others."""
        columns = dict(batch.columns)
        count = columns["latitude"].size
        start, end = self.used, self.used + count
        self._make_room(end)
        for name in self.kept_lists:
            counts = columns[f"{name}_count"].astype(np.int64)
            first = self._heaps[name].append(*batch.lists[name])
            columns[f"{name}_start"] = first + np.cumsum(counts) - counts
        columns |= self._derived(columns, batch.lists)
        for name, values in self._columns.items():
            values[start:end] = columns[name]
        first = start // 8
        fresh = {name: values[first * 8 : end] for name, values in self._columns.items()}
        for name, flags in self._flags(fresh).items():
            packed = np.packbits(flags, bitorder="little")
            # an octet that readers hold gains bits beyond their rows, those of theirs stay
            self._bits[name][first : first + packed.size] = packed
        self.used = end

    def _some(self, rows: Ints64) -> B:
        """Some of the rows: what `append` takes."""
        columns = {name: values[rows] for name, values in self._columns.items()}
        return self._batch(columns, {name: self.lists(name).pick(rows) for name in self.kept_lists})

    @classmethod
    def taken(cls, batch: B, places: Ints64) -> B:
        """Some of the things, in this order."""
        lists = {
            name: RaggedRows.of(*batch.lists[name], batch.columns[f"{name}_count"]).pick(places)
            for name in cls.kept_lists
        }
        return cls._batch({n: values[places] for n, values in batch.columns.items()}, lists)

    def _make_room(self, rows: int) -> None:
        capacity = self._columns["latitude"].size
        if rows <= capacity:
            return
        used, capacity = self.used, max(rows, capacity * 9 // 8)
        self._columns = {name: grown(c, used, capacity) for name, c in self._columns.items()}
        for name, bits in self._bits.items():
            wider = np.zeros(capacity // 8 + 1, np.uint8)
            wider[: bits.size] = bits
            self._bits[name] = wider
