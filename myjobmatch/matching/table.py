"""Columns, lists and bitmaps of offers, one row an offer, only ever appended."""

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats32, Octets
from myjobmatch.matching.askers import Askers
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.columns import CONTRACT_CODES, LICENCE_BITS, aptitude_bits, traits_of
from myjobmatch.matching.grown_table import Columns, GrownTable, Lists
from myjobmatch.matching.offer_minutes import on_sphere
from myjobmatch.matching.territory import Territory

LISTS = ("skill", "aptitude")
SPHERE = ("sphere_x", "sphere_y", "sphere_z")


class OfferTable(GrownTable[OfferBatch]):
    """The growing store behind an `OfferView`'s arrays."""

    kinds = COLUMNS | {
        "traits": np.uint16,
        "aptitude_bits": np.uint16,
        **dict.fromkeys(SPHERE, np.float32),
        **{f"{name}_start": np.int64 for name in LISTS},
    }
    kept_lists = LISTS

    def __init__(self, capacity: int, territory: Territory | None = None) -> None:
        """Begin empty; the first rows put in must be those of the `territory`, in its order."""
        super().__init__(capacity, territory)
        self.askers = Askers.of(self.lists("skill"))

    def _ordered(self) -> None:
        self.askers = Askers.of(self.lists("skill"))

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        return super().nbytes + self.askers.nbytes

    def sphere(self) -> tuple[Floats32, Floats32, Floats32]:
        """Where each row is, as `offer_minutes.on_sphere` tells it."""
        x, y, z = (self._columns[axis][: self.used] for axis in SPHERE)
        return x, y, z

    def bitmaps(self) -> "Bitmaps":
        """The bitmaps of all rows."""
        return Bitmaps(self.used, self.bits())

    @classmethod
    def _batch(cls, columns: Columns, lists: Lists) -> OfferBatch:
        return OfferBatch(dict(columns), lists["skill"], lists["aptitude"])

    def _derived(self, columns: Columns, lists: Lists) -> Columns:
        traits = traits_of(
            columns["demand"],
            columns["schedules"],
            columns["skill_count"] == 0,
            columns["answer_rate"],
        )
        counts = columns["aptitude_count"]
        asked, bits = np.flatnonzero(counts), np.zeros(counts.size, np.uint16)
        if asked.size:
            begins = (np.cumsum(counts, dtype=np.int64) - counts)[asked]
            bits[asked] = np.bitwise_or.reduceat(aptitude_bits(lists["aptitude"][0]), begins)
        spots = on_sphere(columns["latitude"], columns["longitude"])
        return {"traits": traits, "aptitude_bits": bits, **dict(zip(SPHERE, spots, strict=True))}

    def _flags(self, columns: Columns) -> dict[str, Bools]:
        contract, licences = columns["contract"], columns["licences"]
        flags: dict[str, Bools] = {"published": columns["published"]}
        flags |= {f"contract {code}": contract == code for code in CONTRACT_CODES.values()}
        return flags | {f"licence {bit}": (licences & bit) != 0 for bit in LICENCE_BITS.values()}


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
