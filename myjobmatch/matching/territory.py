"""Rows by where they are: a grid over the Earth, rows kept in the order of its cells.

Rows that lie in the order of their cells make each band of cells one run of rows, so the rows around
a place are some dozen runs, found by bisection, and lie beside each other in memory. Rows that came
since then are looked at one by one; the index keeps them few.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, floor, radians

import numpy as np

from myjobmatch.domain.travel import EARTH_RADIUS_KM, Point
from myjobmatch.matching.arrays import Bools, Floats64, Ints16, Ints32, Ints64

CELLS_A_DEGREE = 10
ACROSS = 360 * CELLS_A_DEGREE
NOWHERE = -1
KM_PER_DEGREE = radians(1) * EARTH_RADIUS_KM


def cells(latitude: Floats64, longitude: Floats64) -> Ints32:
    """The cell of each point, numbered from west to east and then north; NOWHERE for NaN."""
    answer = np.full(latitude.size, NOWHERE, np.int32)
    known = np.flatnonzero(~(np.isnan(latitude) | np.isnan(longitude)))
    band = np.floor((latitude[known] + 90) * CELLS_A_DEGREE).astype(np.int32)
    across = np.floor((longitude[known] + 180) * CELLS_A_DEGREE).astype(np.int32) % ACROSS
    answer[known] = band * ACROSS + across
    return answer


@dataclass(frozen=True, slots=True)
class Territory:
    """Of rows in the order of their cells: the cells that have any, and where each begins."""

    keys: Ints32
    starts: Ints64

    @classmethod
    def of(cls, ordered: Ints32) -> "Territory":
        """Of the cells of rows, in ascending order."""
        keys, first = np.unique(ordered, return_index=True)
        return cls(keys, np.append(first, ordered.size).astype(np.int64))

    @property
    def rows(self) -> int:
        """How many rows lie in order."""
        return int(self.starts[-1])

    @property
    def nowhere(self) -> int:
        """The first so many rows have no place."""
        return int(self.starts[np.searchsorted(self.keys, NOWHERE, side="right")])

    def near(self, centre: Point, km: float) -> Ints64:
        """Rows of the cells that a box around the centre touches, ascending."""
        margin = _margin(km)
        low = floor((centre.latitude - margin + 90) * CELLS_A_DEGREE)
        high = floor((centre.latitude + margin + 90) * CELLS_A_DEGREE)
        bands = np.arange(max(low, 0), min(high, 180 * CELLS_A_DEGREE) + 1, dtype=np.int64)
        across = _across(centre, margin)
        west, east = 0, ACROSS - 1
        if across is not None:
            west = floor((centre.longitude - across + 180) * CELLS_A_DEGREE)
            east = floor((centre.longitude + across + 180) * CELLS_A_DEGREE)
            if east - west >= ACROSS:
                west, east = 0, ACROSS - 1
        runs = [(west, east)]
        if west < 0:
            runs = [(0, east), (west + ACROSS, ACROSS - 1)]
        elif east >= ACROSS:
            runs = [(0, east - ACROSS), (west, ACROSS - 1)]
        firsts = np.stack([bands * ACROSS + a for a, _ in runs], axis=1).ravel()
        lasts = np.stack([bands * ACROSS + b for _, b in runs], axis=1).ravel()
        begin = self.starts[np.searchsorted(self.keys, firsts)]
        end = self.starts[np.searchsorted(self.keys, lasts, side="right")]
        return joined(begin, np.maximum(end - begin, 0))


class Places:
    """Where each row is: the first in the order of a territory's cells, few that came since; NaN where nobody knows."""

    def __init__(self, territory: Territory, latitude: Floats64, longitude: Floats64) -> None:
        """Of arrays that do not change any more, at least as long as the territory."""
        self.latitude, self.longitude = latitude, longitude
        self.territory = territory
        self._since = slice(territory.rows, latitude.size)

    def near(self, centre: Point, km: float) -> Ints64:
        """Rows that hold every place within `km`, and not many others."""
        latitude, longitude = self.latitude[self._since], self.longitude[self._since]
        inside = np.flatnonzero(bounding_box(latitude, longitude, centre, km))
        return np.concatenate([self.territory.near(centre, km), inside + self._since.start])

    def mark_nowhere(self, told: Ints16, value: int, among: Bools | None) -> None:
        """Write a value to the rows whose place is not known, of those `among`, where one is given.

        Nearly all of them are the first rows, one beside the other: nothing is looked up by number.
        """
        first = slice(self.territory.nowhere)
        np.copyto(told[first], value, where=True if among is None else among[first])
        lost = np.flatnonzero(self._lost_since()) + self._since.start
        told[lost if among is None else lost[among[lost]]] = value

    def _lost_since(self) -> Bools:
        lost: Bools = np.isnan(self.latitude[self._since]) | np.isnan(self.longitude[self._since])
        return lost

    @cached_property
    def nowhere(self) -> Ints64:
        """Rows whose place is not known, ascending."""
        return self._rows(np.arange(self.territory.nowhere), known=False)

    @property
    def somewhere(self) -> Ints64:
        """Rows whose place is known, ascending."""
        territory = self.territory
        return self._rows(np.arange(territory.nowhere, territory.rows), known=True)

    def _rows(self, first: Ints64, *, known: bool) -> Ints64:
        lost = self._lost_since()
        later = np.flatnonzero(~lost if known else lost)
        rows = np.concatenate([first, later + self._since.start])
        rows.setflags(write=False)
        return rows


def joined(starts: Ints64, counts: Ints64) -> Ints64:
    """Runs of consecutive numbers, end to end."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total, dtype=np.int64)


def bounding_box(latitude: Floats64, longitude: Floats64, centre: Point, km: float) -> Bools:
    """Which points lie in a box that holds every point within `km`; NaN does not.

    Near a pole, where a box has no sides, only the latitude counts.
    """
    margin = _margin(km)
    inside: Bools = np.abs(latitude - centre.latitude) <= margin
    across = _across(centre, margin)
    if across is None:
        return inside
    turn = np.abs(longitude - centre.longitude)
    inside &= np.minimum(turn, 360 - turn) <= across
    return inside


def _margin(km: float) -> float:
    return km / KM_PER_DEGREE * 1.001


def _across(centre: Point, margin: float) -> float | None:
    farthest = abs(centre.latitude) + margin
    if farthest >= 89:
        return None
    across = margin / cos(radians(farthest))
    return None if across >= 180 else across
