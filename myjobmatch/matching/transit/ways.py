"""All ways between one cell and the others: minutes there, and whether one gets back.

Seen from a home or from a workplace the same pair has the same figures; a test holds that.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import Schedule
from myjobmatch.domain.travel import UNREACHABLE_MINUTES, Point, WorkHours, usual_hours
from myjobmatch.matching.arrays import Bools, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.transit.network import ACCESS_KM, Day, Network
from myjobmatch.matching.transit.scan import NEVER, Bounds, Found, Origin, scan
from myjobmatch.matching.transit.timetable import LAST_MINUTE
from myjobmatch.matching.travel import distances_km

BEFORE_MINUTES = 150
"""On the way there vehicles leave at most so long before work begins ..."""

AT_MOST_EARLY, AT_LEAST_EARLY = 75, 10
"""... and arrive between so long and so long before it: an hourly bus always does."""

EVENING, SERVICE_END = 17 * 60, 27 * 60
"""The way back is searched from the end of work, not before 17:00, to 03:00."""

MORNING_MINUTES = 150
"""After a night's work the way back is searched for so long."""

LONGEST_RIDE = 100
"""From getting on first to getting off last, a way back that takes longer is none."""

NO_GAP, GAP_THERE, GAP_BACK = 0, 1, 2
NO_WAY = 255
Minutes8 = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Hour:
    """A time at which work begins or ends, on which day."""

    minute: int
    saturday: bool


class Ways:
    """The ways between a cell and every other; each kind is searched when first asked for.

    `from_work` says that the cell is the workplace and the others are homes. Not safe for two threads
    to write, but harmless: both find the same.
    """

    def __init__(self, network: Network, cell: int, *, from_work: bool) -> None:
        """Prepare; nothing is searched yet."""
        self._network = network
        self._near, self._walk = network.stops_near(cell)
        self._from_work = from_work
        self._found: dict[Hour, Found] = {}
        self._there: dict[Hour, Minutes8] = {}
        self._back: dict[Hour, Bools] = {}
        self._last: dict[Hour, Ints32] = {}
        self._reach: dict[tuple[int, frozenset[Schedule]], float] = {}

    # --- there --------------------------------------------------------------------------------

    def there(self, begins: Hour) -> Minutes8:
        """Minutes from home to work, door to door, by cell; `NO_WAY` where there is none."""
        if begins not in self._there:
            best = self._arrivals(begins).best
            minutes = np.where(best == NEVER, NO_WAY, np.minimum(best >> 4, NO_WAY)).astype(
                np.int32
            )
            walk = self._network.cell_walks.astype(np.int32)
            reached = minutes[self._network.cell_stops] + walk
            self._there[begins] = self._least(np.minimum(reached, NO_WAY)).astype(np.uint8)
        return self._there[begins]

    def changes(self, begins: Hour, cell: int) -> int:
        """How often one changes on that way."""
        stops, walk = self._network.stops_near(cell)
        best = self._arrivals(begins).best[stops]
        known = best != NEVER
        if not known.any():
            return 0
        legs = int((best[known] + (walk[known] << 4)).min() & 15)
        return max(0, legs - 1)

    def _arrivals(self, begins: Hour) -> Found:
        if begins not in self._found:
            first, last = begins.minute - BEFORE_MINUTES, begins.minute - AT_LEAST_EARLY
            arrives = begins.minute - AT_MOST_EARLY
            bounds = Bounds(first, last, alight_from=arrives)
            if self._from_work:
                bounds = Bounds(
                    LAST_MINUTE - last, LAST_MINUTE - first, board_by=LAST_MINUTE - arrives
                )
            origin = Origin.at(self._network.stops, self._near, 0, self._walk)
            day = self._day(begins.saturday, backwards=self._from_work)
            self._found[begins] = scan(day, self._network.footpaths, origin, bounds)
        return self._found[begins]

    def reach_km(self, within: int, schedules: Collection[Schedule] = tuple(Schedule)) -> float:
        """A distance that no way of at most so many minutes goes beyond, at these schedules' hours."""
        key = (within, frozenset(schedules))
        if key not in self._reach:
            n, begin = self._network, self._near[0]
            centre = Point(float(n.latitude[begin]), float(n.longitude[begin]))
            stops = np.zeros(n.stops, np.bool_)
            for hours in {*usual_hours(()), *usual_hours(schedules)}:
                there = self.there(Hour(hours.begins, hours.saturday))
                cells = np.flatnonzero((there <= within) & (there < NO_WAY))
                stops[n.cell_stops[n.cell_begins[cells]]] = True
            km = distances_km(centre, n.latitude[stops], n.longitude[stops])
            self._reach[key] = float(km.max(initial=0.0)) + 2 * ACCESS_KM
        return self._reach[key]

    # --- back ---------------------------------------------------------------------------------

    def back(self, ends: Hour) -> Bools:
        """Whether one gets from work home, by cell, when work ends then."""
        if ends not in self._back:
            if self._from_work:
                self._back[ends] = self._homes_reached(ends)
            else:
                self._back[ends] = self.last(ends) >= ends.minute % 1440
        return self._back[ends]

    def last(self, ends: Hour) -> Ints32:
        """From a home: when one must set out from each cell at the latest, -1 where there is no way.

        Evenings share one search; so do mornings after a night that ends at the same time.
        """
        begin, end = _back_window(ends)
        key = Hour(begin, ends.saturday)
        if key not in self._last:
            origin = Origin.at(self._network.stops, self._near, 0, 0)
            found = scan(
                self._day(ends.saturday, backwards=True),
                self._network.footpaths,
                origin,
                Bounds(LAST_MINUTE - end, LAST_MINUTE - begin, longest=LONGEST_RIDE),
            )
            leaves = np.where(found.first == NEVER, -1, LAST_MINUTE - found.first)
            leaves = leaves[self._network.cell_stops]
            from_door = leaves - self._network.cell_walks
            self._last[key] = self._most(np.where(leaves < 0, -1, from_door))
        return self._last[key]

    def _homes_reached(self, ends: Hour) -> Bools:
        begin, end = _back_window(ends)
        ready = np.maximum(ends.minute % 1440 + self._walk, begin)
        found = scan(
            self._day(ends.saturday, backwards=False),
            self._network.footpaths,
            Origin.at(self._network.stops, self._near, ready, 0),
            Bounds(begin, end, longest=LONGEST_RIDE),
        )
        reached = (found.first != NEVER)[self._network.cell_stops].astype(np.int32)
        answer: Bools = self._most(reached) > 0
        return answer

    def _day(self, saturday: bool, *, backwards: bool) -> Day:
        n = self._network
        if backwards:
            return n.saturday_back if saturday else n.weekday_back
        return n.saturday if saturday else n.weekday

    def _least(self, pairs: Ints32) -> Ints32:
        least: Ints32 = np.minimum.reduceat(pairs, self._network.cell_begins[:-1])
        return least

    def _most(self, pairs: Ints32) -> Ints32:
        most: Ints32 = np.maximum.reduceat(pairs, self._network.cell_begins[:-1])
        return most


def _back_window(ends: Hour) -> tuple[int, int]:
    if ends.minute > 1440:
        return ends.minute - 1440, ends.minute - 1440 + MORNING_MINUTES
    return EVENING, SERVICE_END


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ways of many pairs: the true minutes (`UNREACHABLE_MINUTES` without a way), and what is lacking."""

    minutes: Ints16
    gap: Ints8

    def felt(self, within: int | Ints32 | None) -> Ints16:
        """The minutes that the ranking sees: with a gap, 0.9 times `within` at least."""
        if within is None:
            return self.minutes
        floor = np.minimum(np.multiply(within, 0.9), UNREACHABLE_MINUTES - 1).astype(np.int16)
        raised = (self.gap != NO_GAP) & (self.minutes < UNREACHABLE_MINUTES)
        felt: Ints16 = np.where(raised, np.maximum(self.minutes, floor), self.minutes)
        return felt.astype(np.int16)


def pairs_of(ways: Ways, cells: Ints32, hours: Sequence[WorkHours]) -> Pairs:
    """The ways between a cell and others, for work at these hours, all of which must be kept.

    The minutes are the longest of the ways there; where an hour has none, those of the others, else
    those of a usual morning, and the gap says so.
    """
    longest = np.zeros(cells.size, np.int16)
    lacking, no_return = np.zeros(cells.size, np.bool_), np.zeros(cells.size, np.bool_)
    for each in hours:
        there = ways.there(Hour(each.begins, each.saturday))[cells].astype(np.int16)
        lacking |= there == NO_WAY
        longest = np.maximum(longest, np.where(there == NO_WAY, 0, there))
        no_return |= ~ways.back(Hour(each.ends, each.saturday))[cells]
    none = np.flatnonzero(longest == 0)
    if none.size:
        (usual,) = usual_hours(())
        there = ways.there(Hour(usual.begins, usual.saturday))[cells[none]].astype(np.int16)
        longest[none] = np.where(there == NO_WAY, UNREACHABLE_MINUTES, there)
    gap = np.where(lacking, GAP_THERE, np.where(no_return, GAP_BACK, NO_GAP)).astype(np.int8)
    return Pairs(longest, gap)


def rows_by_mask(masks: Ints8) -> list[tuple[int, Ints64]]:
    """The rows of each different mask."""
    present = np.flatnonzero(np.bincount(masks, minlength=1))
    return [(mask, np.flatnonzero(masks == mask)) for mask in present.tolist()]
