"""Columns, lists and bitmaps of offers, one row an offer, only ever appended.

A row once written is never written again, so slices are good for readers. Making the table anew, in
the order of the territory's cells, is `of`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Floats32, Ints64, Octets
from myjobmatch.matching.askers import Askers
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import CONTRACT_CODES, LICENCE_BITS, aptitude_bits, traits_of
from myjobmatch.matching.offer_minutes import on_sphere
from myjobmatch.matching.ragged import AT_ONCE, RaggedHeap, RaggedRows, grown
from myjobmatch.matching.territory import Territory, cells

LISTS = ("skill", "aptitude")


class OfferTable:
    """The growing store behind an `OfferView`'s arrays. One writer."""

    def __init__(self, capacity: int, territory: Territory | None = None) -> None:
        """Begin empty; the first rows put in must be those of the `territory`, in its order."""
        self.used = 0
        self.territory = territory or Territory.of(np.empty(0, np.int32))
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(capacity, kind) for name, kind in COLUMNS.items()
        }
        self._traits = np.empty(capacity, np.uint16)
        self._aptitudes = np.empty(capacity, np.uint16)
        self._sphere = [np.empty(capacity, np.float32) for _ in range(3)]
        self._heaps = {kind: RaggedHeap() for kind in LISTS}
        self.askers = Askers.of(self.lists("skill"))
        self._bits = {name: np.zeros(capacity // 8 + 1, np.uint8) for name in _flags({})}

    @classmethod
    def of(cls, batch: OfferBatch, capacity: int) -> "OfferTable":
        """A table of these offers in the order of their cells."""
        where = cells(batch.columns["latitude"], batch.columns["longitude"])
        order = np.argsort(where, kind="stable")
        table = cls(max(capacity, order.size), Territory.of(where[order]))
        table.append(batch.take(order))
        table.askers = Askers.of(table.lists("skill"))
        return table

    def settled(self, rows: Ints64, capacity: int) -> "OfferTable":
        """Some of the rows, given in ascending order, as a table of their own in the order of their cells.

        Some thousand at a time: a nation's offers are in memory twice meanwhile, and not three times.
        """
        where = cells(self._columns["latitude"][rows], self._columns["longitude"][rows])
        order = np.argsort(where, kind="stable")
        table = OfferTable(max(capacity, rows.size), Territory.of(where[order]))
        for kind, heap in table._heaps.items():
            heap.reserve(int(self._columns[f"{kind}_count"][rows].sum(dtype=np.int64)))
        for at in range(0, rows.size, AT_ONCE):
            table.append(self._batch(rows[order[at : at + AT_ONCE]]))
        table.askers = Askers.of(table.lists("skill"))
        return table

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        total = sum(values.nbytes for values in self._columns.values())
        total += self._traits.nbytes + self._aptitudes.nbytes
        total += sum(axis.nbytes for axis in self._sphere)
        total += sum(values.nbytes for values in self._bits.values())
        total += self.askers.nbytes
        return total + sum(heap.nbytes for heap in self._heaps.values())

    @property
    def tail(self) -> int:
        """How many rows came since the others were put in the order of their cells."""
        return self.used - self.territory.rows

    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns of all rows."""
        return {name: values[: self.used] for name, values in self._columns.items()}

    def traits(self) -> NDArray[np.uint16]:
        """What `columns.traits_of` makes of each row."""
        return self._traits[: self.used]

    def aptitudes(self) -> NDArray[np.uint16]:
        """The aptitudes that each row asks for, as `columns.aptitude_bits`."""
        return self._aptitudes[: self.used]

    def sphere(self) -> tuple[Floats32, Floats32, Floats32]:
        """Where each row is, as `offer_minutes.on_sphere` tells it."""
        x, y, z = (axis[: self.used] for axis in self._sphere)
        return x, y, z

    def lists(self, kind: str) -> RaggedRows:
        """The lists of "skill" or "aptitude" of all rows."""
        starts, counts = self._columns[f"{kind}_start"], self._columns[f"{kind}_count"]
        return self._heaps[kind].rows(starts[: self.used], counts[: self.used])

    def bitmaps(self) -> "Bitmaps":
        """The bitmaps of all rows."""
        size = self.used // 8 + 1
        return Bitmaps(self.used, {name: bits[:size] for name, bits in self._bits.items()})

    def append(self, batch: OfferBatch) -> None:
        """Put offers behind all others."""
        columns = dict(batch.columns)
        count = columns["offer_id"].size
        start, end = self.used, self.used + count
        self._make_room(end)
        for kind, lists in (("skill", batch.skills), ("aptitude", batch.aptitudes)):
            counts = columns[f"{kind}_count"].astype(np.int64)
            columns[f"{kind}_start"] = self._heaps[kind].append(*lists) + np.cumsum(counts) - counts
        for name, values in self._columns.items():
            values[start:end] = columns[name]
        self._traits[start:end] = traits_of(
            columns["demand"],
            columns["schedules"],
            columns["skill_count"] == 0,
            columns["answer_rate"],
        )
        asked = np.flatnonzero(columns["aptitude_count"])
        self._aptitudes[start:end] = 0
        if asked.size:
            begins = columns["aptitude_start"][asked] - columns["aptitude_start"][asked[0]]
            bits = aptitude_bits(batch.aptitudes[0])
            self._aptitudes[start + asked] = np.bitwise_or.reduceat(bits, begins)
        spots = on_sphere(columns["latitude"], columns["longitude"])
        for axis, values in zip(self._sphere, spots, strict=True):
            axis[start:end] = values
        first = start // 8
        fresh = {name: values[first * 8 : end] for name, values in self._columns.items()}
        for name, flags in _flags(fresh).items():
            packed = np.packbits(flags, bitorder="little")
            self._bits[name][first : first + packed.size] = packed
        self.used = end

    def _batch(self, rows: Ints64) -> OfferBatch:
        """Some of the rows: what `append` takes."""
        columns = {name: values[rows] for name, values in self._columns.items()}
        return OfferBatch(
            columns, self.lists("skill").pick(rows), self.lists("aptitude").pick(rows)
        )

    def _make_room(self, rows: int) -> None:
        capacity = self._columns["offer_id"].size
        if rows <= capacity:
            return
        used, capacity = self.used, max(rows, capacity * 9 // 8)
        self._columns = {name: grown(c, used, capacity) for name, c in self._columns.items()}
        self._traits = grown(self._traits, used, capacity)
        self._aptitudes = grown(self._aptitudes, used, capacity)
        self._sphere = [grown(axis, used, capacity) for axis in self._sphere]
        for name, bits in self._bits.items():
            wider = np.zeros(capacity // 8 + 1, np.uint8)
            wider[: bits.size] = bits
            self._bits[name] = wider


KEPT_ANSWERS = 16
"""Of a moment of the index, a flag a row each."""


class Bitmaps:
    """Which rows have which contract, need which licence, are published: a bit a row each."""

    def __init__(self, rows: int, bits: dict[str, Octets]) -> None:
        """Of so many rows."""
        self._rows = rows
        self._bits = bits
        self._known: dict[tuple[bytes, int], Bools] = {}

    def passing(self, contracts: Bools, held_licences: int) -> Bools:
        """Rows that are published, of these contract codes, and need no licence but those held; not to be written to.

        Many people are open to the same: the answers asked for last are kept.
        """
        asked = (contracts.tobytes(), held_licences)
        known = self._known.get(asked)
        if known is None:
            known = self._passing(contracts, held_licences)
            known.setflags(write=False)
            if len(self._known) >= KEPT_ANSWERS:
                self._known.clear()
            self._known[asked] = known
        return known

    def _passing(self, contracts: Bools, held_licences: int) -> Bools:
        passing = self._bits["published"].copy()
        if not contracts.all():
            named = np.zeros_like(passing)
            for code in np.flatnonzero(contracts).tolist():
                named |= self._bits[f"contract {code}"]
            passing &= named
        for bit in LICENCE_BITS.values():
            if not held_licences & bit:
                passing &= ~self._bits[f"licence {bit}"]
        flags: Bools = np.unpackbits(passing, count=self._rows, bitorder="little").view(np.bool_)
        return flags


def _flags(columns: dict[str, NDArray[Any]]) -> dict[str, Bools]:
    """The flags that bitmaps are kept of."""
    none = np.empty(0, np.int16)
    contract, licences = columns.get("contract", none), columns.get("licences", none)
    flags = {"published": columns.get("published", none.astype(np.bool_))}
    flags |= {f"contract {code}": contract == code for code in CONTRACT_CODES.values()}
    return flags | {f"licence {bit}": (licences & bit) != 0 for bit in LICENCE_BITS.values()}
