"""The search: from one place to every stop, over all departures of a window, in one pass.

The profile form of the Connection Scan Algorithm (Dibbelt, Pajor, Strasser, Wagner, ACM JEA 23, 2018),
turned round: minutes are gone through forwards, and each stop and each vehicle carries the *latest*
time at which one can have set out and be there. As that grows only, one number a stop stands for the
whole set of journeys worth having, and each minute's connections are a few array steps.

A carried value is `16 * minute of setting out + (15 - vehicles so far)`: the latest setting out counts
first, then the fewest changes.
"""

from dataclasses import dataclass

import numpy as np

from myjobmatch.matching.arrays import Ints32, Ints64
from myjobmatch.matching.transit.network import (
    CHANGE_MINUTES,
    LONGEST_TRANSFER,
    Day,
    Footpaths,
)

NEVER = 1 << 24
_SHIFT, _LEGS = 4, 15
_RING = LONGEST_TRANSFER + CHANGE_MINUTES


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a search begins, a place a stop: the minute from which one may get on there (`NEVER` for
    stops that are no beginning), and the minutes before getting on that one must set out."""

    ready: Ints32
    lead: Ints32

    @classmethod
    def at(cls, stops: int, near: Ints32, ready: Ints32 | int, lead: Ints32 | int) -> "Origin":
        """An origin with some of `stops` stops near."""
        from_when, before = np.full(stops, NEVER, np.int32), np.zeros(stops, np.int32)
        from_when[near] = ready
        before[near] = lead
        return cls(from_when, before)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found for each stop: `NEVER` where nothing.

    best: `16 * minutes from setting out to getting off + vehicles`, the least over the window.
    first: the first minute at which one gets off there after at most `longest` minutes.
    """

    best: Ints32
    first: Ints32


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which journeys count, in minutes: vehicles leave at `begin` or later and arrive by `end`.

    For `best` one gets on first by `board_by`, and off last at `alight_from` or later; for `first` the
    journey takes `longest` at most.
    """

    begin: int
    end: int
    board_by: int = NEVER
    alight_from: int = 0
    longest: int = NEVER


def scan(day: Day, footpaths: Footpaths, origin: Origin, bounds: Bounds) -> Found:
    """Search from an origin to every stop. Changing takes `CHANGE_MINUTES` at least."""
    return _Scan(day, footpaths, origin, bounds).run()


class _Scan:
    def __init__(self, day: Day, footpaths: Footpaths, origin: Origin, bounds: Bounds) -> None:
        self.day, self.foot, self.origin, self.bounds = day, footpaths, origin, bounds
        stops = day.stops
        self.there = np.full(stops, -1, np.int32)  # ready to get on here, at the present minute
        self.arrived = np.full(stops, -1, np.int32)  # got off here so far
        self.aboard = np.full(day.trips, -1, np.int32)
        self.coming = np.full((_RING, stops), -1, np.int32)  # will be ready, by minute
        self.is_coming = [False] * _RING
        self.best = np.full(stops, NEVER, np.int32)
        self.first = np.full(stops, NEVER, np.int32)

    def run(self) -> Found:
        day, begin, end = self.day, max(self.bounds.begin, 0), self.bounds.end
        bounds = day.arrival_bounds
        for minute in range(begin, min(end, len(day.departures) - 1) + 1):
            row = minute % _RING
            if self.is_coming[row]:
                np.maximum(self.there, self.coming[row], out=self.there)
                self.coming[row].fill(-1)
                self.is_coming[row] = False
            if bounds[minute] < bounds[minute + 1]:
                self._arrive(day.arriving[bounds[minute] : bounds[minute + 1]], minute)
            for start, stop in day.departures[minute]:
                self._depart(start, stop, minute)
        return Found(self.best, self.first)

    def _depart(self, start: int, stop: int, minute: int) -> None:
        day, here = self.day, slice(start, stop)
        stops, trips = day.origin[here], day.trip[here]
        value = self.there[stops] - 1  # one more vehicle
        if minute <= self.bounds.board_by:
            set_out = (minute - self.origin.lead[stops] << _SHIFT) + _LEGS - 1
            value = np.maximum(value, np.where(self.origin.ready[stops] <= minute, set_out, -1))
        value = np.where(day.board[here], value, -1)
        self.aboard[trips] = np.maximum(self.aboard[trips], value)
        at_once = day.at_once[here]
        if at_once.any():
            places = np.flatnonzero(at_once & day.alight[here]) + start
            self._arrive(places, minute)

    def _arrive(self, places: Ints64, minute: int) -> None:
        stops = self.day.target[places]
        value = self.aboard[self.day.trip[places]]
        reached = value >= 0
        if not reached.any():
            return
        stops, value = stops[reached], value[reached]
        minutes = minute - (value >> _SHIFT)
        if minute >= self.bounds.alight_from:
            np.minimum.at(self.best, stops, (minutes << _SHIFT) + _LEGS - (value & _LEGS))
        soon = stops[minutes <= self.bounds.longest]
        self.first[soon] = np.minimum(self.first[soon], minute)
        better = value > self.arrived[stops]
        if better.any():
            stops, value = stops[better], value[better]
            np.maximum.at(self.arrived, stops, value)
            self._walk_on(stops, value, minute)

    def _walk_on(self, stops: Ints32, value: Ints32, minute: int) -> None:
        """To the vehicles of this stop and of those around it."""
        row = (minute + CHANGE_MINUTES) % _RING
        np.maximum.at(self.coming[row], stops, value)
        self.is_coming[row] = True
        begins = self.foot.begins[stops]
        counts = self.foot.begins[stops + 1] - begins
        total = int(counts.sum())
        if not total:
            return
        ends = np.cumsum(counts)
        places = np.arange(total) + np.repeat(begins - (ends - counts), counts)
        rows = (minute + self.foot.minutes[places]) % _RING
        flat = rows * self.day.stops + self.foot.targets[places]
        np.maximum.at(self.coming.reshape(-1), flat, np.repeat(value, counts))
        for some in np.unique(rows).tolist():
            self.is_coming[some] = True
