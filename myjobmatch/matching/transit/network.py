"""The network that timetables make: a day's connections in the order of a scan, ways on foot, cells.

Homes and workplaces are taken at the centre of a cell of about 110 by 110 metres, so that what is
found for one place holds for its neighbours and the minutes of a whole index are one array step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import TravelMode
from myjobmatch.domain.travel import EARTH_RADIUS_KM, PACES, Point
from myjobmatch.matching.arrays import Bools, Floats64, Ints16, Ints32, Ints64
from myjobmatch.matching.transit.timetable import LAST_MINUTE, DayTimes, Timetable

CHANGE_MINUTES = 2
"""The least time to change at a stop. Times are rounded down, so a whole minute of it is sure."""

ACCESS_MINUTES = 15
"""How far one walks to the first stop and from the last."""

TRANSFER_MINUTES = 6
"""How far one walks between two vehicles."""

LONGEST_TRANSFER = 30
"""A minimum time told by a feed counts up to this."""

LATITUDE_STEP, LONGITUDE_STEP = 0.001, 0.0015
WALK_KM_A_MINUTE = PACES[TravelMode.WALK].speed_kmh / 60 / PACES[TravelMode.WALK].detour
ACCESS_KM = ACCESS_MINUTES * WALK_KM_A_MINUTE + 0.1
"""No place is farther from the stops of its cell, as the crow flies."""

KM_PER_DEGREE = radians(1) * EARTH_RADIUS_KM
DENSE_CELLS = 16_000_000
_STOPS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Footpaths:
    """Ways on foot from each stop: those of stop i are places `begins[i]` to `begins[i + 1]`."""

    begins: Ints32
    targets: Ints32
    minutes: Ints32


class Day:
    """A day's connections as the scan takes them: by minute, in a trip's order within a minute."""

    def __init__(self, times: DayTimes, stops: int) -> None:
        """Sort the connections of a day for a network of so many stops."""
        self.stops = stops
        self.trips = int(times.trip.max()) + 1 if len(times) else 0
        order = np.lexsort((times.arrives, times.departs, times.trip))
        departs, trip = times.departs[order].astype(np.int32), times.trip[order]
        # the how-manieth connection of its trip within the minute: those are taken one after another
        same = np.zeros(order.size, np.bool_)
        same[1:] = (trip[1:] == trip[:-1]) & (departs[1:] == departs[:-1])
        place = np.arange(order.size)
        rank = place - np.maximum.accumulate(np.where(same, 0, place))
        by_minute = np.lexsort((rank, departs))
        order = order[by_minute]
        departs, rank = departs[by_minute], rank[by_minute]
        self.arrives = times.arrives[order].astype(np.int32)
        self.origin, self.target = times.origin[order], times.target[order]
        self.trip = times.trip[order]
        self.board, self.alight = times.board[order], times.alight[order]
        self.at_once = self.arrives == departs
        starts = np.flatnonzero(np.diff(departs, prepend=-1) | np.diff(rank, prepend=-1))
        ends = np.append(starts[1:], order.size)
        self.departures: list[list[tuple[int, int]]] = [[] for _ in range(LAST_MINUTE + 1)]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            self.departures[departs[start]].append((start, end))
        later = np.flatnonzero(~self.at_once & self.alight)
        self.arriving = later[np.argsort(self.arrives[later], kind="stable")]
        bounds = np.searchsorted(self.arrives[self.arriving], np.arange(LAST_MINUTE + 2))
        self.arrival_bounds: list[int] = bounds.tolist()


class Network:
    """Timetables joined, with the ways on foot between their stops and to the cells around them."""

    def __init__(self, timetables: Sequence[Timetable]) -> None:
        """Join timetables; stops of one are reached on foot from stops of another."""
        self.latitude = np.concatenate([np.empty(0), *(t.latitude for t in timetables)])
        self.longitude = np.concatenate([np.empty(0), *(t.longitude for t in timetables)])
        self._timetables = tuple(timetables)
        self._make_cells()
        self.footpaths = self._make_footpaths()

    @property
    def stops(self) -> int:
        """How many stops there are."""
        return int(self.latitude.size)

    @property
    def cells(self) -> int:
        """How many cells are within reach of a stop."""
        return int(self._keys.size)

    # --- days ---------------------------------------------------------------------------------

    @cached_property
    def weekday(self) -> Day:
        """A usual weekday."""
        return Day(self._joined(saturday=False), self.stops)

    @cached_property
    def saturday(self) -> Day:
        """A usual Saturday."""
        return Day(self._joined(saturday=True), self.stops)

    @cached_property
    def weekday_back(self) -> Day:
        """A usual weekday, run backwards: minute t is `LAST_MINUTE - t`, and vehicles go back."""
        return Day(mirrored(self._joined(saturday=False)), self.stops)

    @cached_property
    def saturday_back(self) -> Day:
        """A usual Saturday, run backwards."""
        return Day(mirrored(self._joined(saturday=True)), self.stops)

    def _joined(self, *, saturday: bool) -> DayTimes:
        parts: list[DayTimes] = []
        stops = trips = 0
        for table in self._timetables:
            day = table.saturday if saturday else table.weekday
            # what began the day before and runs past midnight is on the road in the morning, and
            # what the next day's service has soon after midnight ends an evening
            pieces = (
                (day, 0),
                (table.weekday, -1440),
                (table.saturday if saturday else table.weekday, 1440),
            )
            for times, shift in pieces:
                moved = _moved(times, shift, stops, trips)
                parts.append(moved)
                trips += int(times.trip.max()) + 1 if len(times) else 0
            stops += int(table.latitude.size)
        names = DayTimes.__slots__
        return DayTimes(*(np.concatenate([getattr(p, name) for p in parts]) for name in names))

    # --- on foot ------------------------------------------------------------------------------

    def _make_cells(self) -> None:
        """Which stops are within a walk of which cell: pairs sorted by cell."""
        self._row0 = int(np.floor(self.latitude.min() / LATITUDE_STEP)) - 20 if self.stops else 0
        self._column0 = (
            int(np.floor(self.longitude.min() / LONGITUDE_STEP)) - 20 if self.stops else 0
        )
        self._columns = (
            int(np.floor(self.longitude.max() / LONGITUDE_STEP)) - self._column0 + 21
            if self.stops
            else 1
        )
        keys: list[Ints64] = []
        walks: list[NDArray[np.uint8]] = []
        owners: list[Ints32] = []
        for start in range(0, self.stops, _STOPS_AT_ONCE):
            key, walk, owner = self._around(
                np.arange(start, min(start + _STOPS_AT_ONCE, self.stops))
            )
            keys.append(key)
            walks.append(walk)
            owners.append(owner)
        key = np.concatenate([np.empty(0, np.int64), *keys])
        order = np.argsort(key, kind="stable")
        self._keys, begins = np.unique(key[order], return_index=True)
        self.cell_begins = np.append(begins, key.size).astype(np.int64)
        self.cell_stops = np.concatenate([np.empty(0, np.int32), *owners])[order]
        self.cell_walks = np.concatenate([np.empty(0, np.uint8), *walks])[order]
        rows = int(self._keys[-1] // self._columns) + 1 if self._keys.size else 0
        self._dense: Ints32 | None = None
        if rows * self._columns <= DENSE_CELLS:
            self._dense = np.full(rows * self._columns, -1, np.int32)
            self._dense[self._keys] = np.arange(self._keys.size, dtype=np.int32)
        self._rows = rows

    def _around(self, stops: Ints64) -> tuple[Ints64, NDArray[np.uint8], Ints32]:
        reach = ACCESS_MINUTES * WALK_KM_A_MINUTE
        up = int(reach / KM_PER_DEGREE / LATITUDE_STEP) + 1
        widest = max(0.05, cos(radians(float(np.abs(self.latitude[stops]).max()))))
        across = min(19, int(reach / KM_PER_DEGREE / widest / LONGITUDE_STEP) + 1)
        d_row, d_column = np.meshgrid(np.arange(-up, up + 1), np.arange(-across, across + 1))
        row = np.floor(self.latitude[stops] / LATITUDE_STEP).astype(np.int64)[:, None]
        column = np.floor(self.longitude[stops] / LONGITUDE_STEP).astype(np.int64)[:, None]
        row, column = row + d_row.ravel(), column + d_column.ravel()
        walk = walk_minutes(
            ((row + 0.5) * LATITUDE_STEP).astype(np.float64),
            ((column + 0.5) * LONGITUDE_STEP).astype(np.float64),
            self.latitude[stops][:, None],
            self.longitude[stops][:, None],
        )
        near = walk <= ACCESS_MINUTES
        key = (row - self._row0) * self._columns + column - self._column0
        owner = np.broadcast_to(stops[:, None], near.shape)
        return key[near], walk[near].astype(np.uint8), owner[near].astype(np.int32)

    def cells_of(self, latitude: Floats64, longitude: Floats64) -> Ints32:
        """The cell of each position, -1 where no stop is within a walk; NaN has none."""
        row = latitude / LATITUDE_STEP - self._row0
        column = longitude / LONGITUDE_STEP - self._column0
        inside = (row >= 0) & (row < self._rows) & (column >= 0) & (column < self._columns)
        if self._keys.size == 0:
            return np.full(inside.size, -1, np.int32)
        key = np.where(inside, row, 0).astype(np.int64) * self._columns
        key += np.where(inside, column, 0).astype(np.int64)
        if self._dense is not None:
            return np.where(inside, self._dense[key], np.int32(-1))
        place = np.minimum(np.searchsorted(self._keys, key), self._keys.size - 1)
        return np.where(inside & (self._keys[place] == key), place, -1).astype(np.int32)

    def cell_of(self, point: Point) -> int:
        """The cell of one position, or -1."""
        return int(self.cells_of(np.array([point.latitude]), np.array([point.longitude]))[0])

    def cell_of_stop(self, stop: int) -> int:
        """The cell that a stop lies in."""
        return self.cell_of(Point(float(self.latitude[stop]), float(self.longitude[stop])))

    def stops_near(self, cell: int) -> tuple[Ints32, Ints32]:
        """The stops within a walk of a cell, and the minutes to each."""
        here = slice(int(self.cell_begins[cell]), int(self.cell_begins[cell + 1]))
        return self.cell_stops[here], self.cell_walks[here].astype(np.int32)

    def _make_footpaths(self) -> Footpaths:
        """Between stops within a walk, through the cells; a feed's own transfers come first."""
        origin, target, minutes = self._stop_pairs()
        told, at = [np.empty((0, 3), np.int64)], 0
        for table in self._timetables:
            told.append(table.transfers.astype(np.int64) + np.array([at, at, 0]))
            at += int(table.latitude.size)
        own = np.concatenate(told)
        own = own[own[:, 0] != own[:, 1]]
        own[:, 2] = np.clip(own[:, 2], CHANGE_MINUTES, LONGEST_TRANSFER)
        key = np.concatenate([own[:, 0] * self.stops + own[:, 1], origin * self.stops + target])
        cost = np.concatenate([own[:, 2], minutes])
        _, first = np.unique(key, return_index=True)  # the first of a pair: the feed's own
        key, cost = key[first], cost[first]
        if not self.stops:
            return Footpaths(np.zeros(1, np.int32), np.empty(0, np.int32), np.empty(0, np.int32))
        begins = np.searchsorted(key // self.stops, np.arange(self.stops + 1))
        return Footpaths(
            begins.astype(np.int32), (key % self.stops).astype(np.int32), cost.astype(np.int32)
        )

    def _stop_pairs(self) -> tuple[Ints64, Ints64, Ints64]:
        from scipy.spatial import cKDTree

        none = np.empty(0, np.int64)
        if not self.stops:
            return none, none, none
        middle = cos(radians(float(np.median(self.latitude))))
        flat = np.stack([self.latitude, self.longitude * middle], axis=1) * KM_PER_DEGREE
        pairs = cKDTree(flat).query_pairs(
            TRANSFER_MINUTES * WALK_KM_A_MINUTE * 1.1, output_type="ndarray"
        )
        pairs = np.concatenate([pairs, pairs[:, ::-1]]).astype(np.int64)
        a, b = pairs[:, 0], pairs[:, 1]
        walk = walk_minutes(
            self.latitude[a], self.longitude[a], self.latitude[b], self.longitude[b]
        )
        walk = np.maximum(walk, CHANGE_MINUTES)
        near = walk <= TRANSFER_MINUTES
        return a[near], b[near], walk[near]


def walk_minutes(lat_a: Floats64, lon_a: Floats64, lat_b: Floats64, lon_b: Floats64) -> Ints64:
    """Minutes on foot, rounded up, on a plane tangent at the place: right to a metre at this scale."""
    across = np.cos(np.radians((lat_a + lat_b) / 2)) * (lon_b - lon_a)
    km = np.hypot(lat_b - lat_a, across) * KM_PER_DEGREE
    minutes: Ints64 = np.ceil(np.minimum(km / WALK_KM_A_MINUTE, 1e6)).astype(np.int64)
    return minutes


def mirrored(day: DayTimes) -> DayTimes:
    """The day run backwards: searching from a place in it answers how to get to that place."""
    back = slice(None, None, -1)  # also what lies within one minute
    return DayTimes(
        departs=(LAST_MINUTE - day.arrives[back]).astype(np.int16),
        arrives=(LAST_MINUTE - day.departs[back]).astype(np.int16),
        origin=day.target[back],
        target=day.origin[back],
        trip=day.trip[back],
        board=day.alight[back],
        alight=day.board[back],
    )


def _moved(day: DayTimes, shift: int, stops: int, trips: int) -> DayTimes:
    departs: Ints16 = (day.departs.astype(np.int32) + shift).astype(np.int16)
    arrives: Ints16 = (day.arrives.astype(np.int32) + shift).astype(np.int16)
    kept: Bools = (departs >= 0) & (arrives <= LAST_MINUTE)
    return DayTimes(
        departs[kept],
        arrives[kept],
        (day.origin[kept] + stops).astype(np.int32),
        (day.target[kept] + stops).astype(np.int32),
        (day.trip[kept] + trips).astype(np.int32),
        day.board[kept],
        day.alight[kept],
    )
