"""From halts (the rows of stop_times.txt) to connections: sorted, filled in, repeated by frequency."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
UNTOLD, WRONG = -1, -2
LATEST_HOUR = 72
LONGEST_TIME = 20
NO_PICKUP, NO_DROP_OFF = 1, 2
MOST_REPEATED = 5_000_000
"""Connections that frequencies.txt may make: more than a region runs in a day."""
Tell = Callable[[int, str], None]
"""Hears of a row: its line, and the reason's code."""


class TooManyRides(Exception):
    """The frequencies make more rides than any timetable has."""


class Clock:
    """Times as minutes after the service day's midnight, remembered: a feed says few different ones."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._known: dict[str, int] = {"": UNTOLD}

    def minutes(self, text: str) -> int:
        """Whole minutes of `H:MM:SS` (25:10:00 is ten past one), `UNTOLD` or `WRONG`."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read(text.strip())
        return found

    @staticmethod
    def _read(text: str) -> int:
        if not text:
            return UNTOLD
        parts = text.split(":")
        if len(parts) not in (2, 3) or len(text) > LONGEST_TIME:
            return WRONG
        if not all(part.isascii() and part.isdigit() for part in parts):
            return WRONG
        hour, minute, *rest = (int(part) for part in parts)
        sound = hour < LATEST_HOUR and minute < 60 and all(second < 60 for second in rest)
        return hour * 60 + minute if sound else WRONG


@dataclass(slots=True)
class Halts:
    """The halts read, a column each; `flags` holds `NO_PICKUP` and `NO_DROP_OFF`."""

    trip: array[int] = field(default_factory=lambda: array("i"))
    sequence: array[int] = field(default_factory=lambda: array("i"))
    stop: array[int] = field(default_factory=lambda: array("i"))
    arrives: array[int] = field(default_factory=lambda: array("i"))
    departs: array[int] = field(default_factory=lambda: array("i"))
    flags: array[int] = field(default_factory=lambda: array("b"))
    line: array[int] = field(default_factory=lambda: array("i"))


@dataclass(frozen=True, slots=True)
class Connections:
    """Aligned: from stop to stop, in minutes, by trip (places in the feed's lists)."""

    departs: Ints
    arrives: Ints
    origin: Ints
    target: Ints
    trip: Ints
    board: NDArray[np.bool_]
    alight: NDArray[np.bool_]

    def take(self, kept: NDArray[np.bool_] | slice) -> Connections:
        """Some of them."""
        return Connections(*(getattr(self, name)[kept] for name in Connections.__slots__))


@dataclass(frozen=True, slots=True)
class Headway:
    """A row of frequencies.txt: the trip runs every so many seconds from a minute to another."""

    begins: int
    ends: int
    seconds: int

    @property
    def starts(self) -> range:
        """When each of its rides begins, in seconds."""
        return range(self.begins * 60, self.ends * 60, self.seconds)


def connections_of(halts: Halts, tell: Tell) -> Connections:
    """The connections of all trips; halts that cannot be placed in time are told and left out.

    Times between two told ones are filled in evenly. Codes: `no_time` (before the first or after the
    last time told), `time_backwards`, `lone_halt` (a trip with one halt left).
    """
    columns = {name: np.array(getattr(halts, name), np.int32) for name in Halts.__slots__}
    order = np.lexsort((columns["line"], columns["sequence"], columns["trip"]))
    columns = {name: values[order] for name, values in columns.items()}
    arrives, departs = columns["arrives"], columns["departs"]
    arrives = np.where(arrives < 0, departs, arrives)
    departs = np.where(departs < 0, arrives, departs)
    place, known = np.arange(order.size), arrives >= 0
    begins = np.flatnonzero(np.diff(columns["trip"], prepend=-1))
    sizes = np.diff(np.append(begins, order.size))
    if order.size:
        first = np.minimum.reduceat(np.where(known, place, order.size), begins)
        last = np.maximum.reduceat(np.where(known, place, -1), begins)
        within = (place >= np.repeat(first, sizes)) & (place <= np.repeat(last, sizes))
        _tell_all(columns["line"][~within], "no_time", tell)
        if known.any():
            arrives = np.interp(place, place[known], arrives[known]).astype(np.int32)
            departs = np.where(known, departs, arrives).astype(np.int32)
        kept = np.flatnonzero(within)
        # each trip's times lie above all of the trip before, so one running maximum serves all
        lift = np.repeat(np.arange(begins.size, dtype=np.int64), sizes) * (LATEST_HOUR * 120)
        latest = np.maximum.accumulate((departs + lift)[kept])
        backwards = departs[kept] < arrives[kept]
        backwards[1:] |= (arrives + lift)[kept][1:] < latest[:-1]
        _tell_all(columns["line"][kept[backwards]], "time_backwards", tell)
        kept = kept[~backwards]
        columns = {name: values[kept] for name, values in columns.items()}
        arrives, departs = arrives[kept], departs[kept]
    trip = columns["trip"]
    same = trip[1:] == trip[:-1]
    alone = (
        ~np.append(same, False) & ~np.append(False, same) if trip.size else np.zeros(0, np.bool_)
    )
    _tell_all(columns["line"][alone], "lone_halt", tell)
    flags = columns["flags"]
    return Connections(
        departs=departs[:-1][same],
        arrives=arrives[1:][same],
        origin=columns["stop"][:-1][same],
        target=columns["stop"][1:][same],
        trip=trip[1:][same],
        board=(flags[:-1][same] & NO_PICKUP) == 0,
        alight=(flags[1:][same] & NO_DROP_OFF) == 0,
    )


def repeated(
    made: Connections, headways: Mapping[int, Sequence[Headway]], trips: int
) -> tuple[Connections, list[int]]:
    """The trips of frequencies.txt as often as they run; also of which trip each further one is.

    `made` lies by trip.

    Raises:
        TooManyRides: they would be more than `MOST_REPEATED` connections.
    """
    if not headways:
        return made, []
    begins = np.searchsorted(made.trip, list(headways), "left")
    ends = np.searchsorted(made.trip, list(headways), "right")
    spans = {
        trip: slice(int(begin), int(end))
        for trip, begin, end in zip(headways, begins, ends, strict=True)
        if begin < end
    }
    total = sum(
        len(row.starts) * (span.stop - span.start)
        for trip, span in spans.items()
        for row in headways[trip]
    )
    if total > MOST_REPEATED:
        raise TooManyRides
    parts = [made.take(~np.isin(made.trip, list(headways)))]
    copies: list[int] = []
    for trip, span in spans.items():
        one = made.take(span)
        first = int(one.departs.min())
        for row in headways[trip]:
            starts = np.array(row.starts, np.int32) // 60
            shifts = np.repeat(starts - first, one.trip.size)
            places = np.arange(len(row.starts), dtype=np.int32) + (trips + len(copies))
            many = {
                name: np.tile(getattr(one, name), len(row.starts)) for name in Connections.__slots__
            }
            many["departs"] += shifts
            many["arrives"] += shifts
            many["trip"] = np.repeat(places, one.trip.size)
            parts.append(Connections(**many))
            copies += [trip] * len(row.starts)
    names = Connections.__slots__
    joined = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    return Connections(*joined), copies


def _tell_all(lines: Ints, code: str, tell: Tell) -> None:
    for line in sorted(lines.tolist()):
        tell(line, code)
