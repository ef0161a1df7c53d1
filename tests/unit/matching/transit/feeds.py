"""Small networks for the tests, and a search so plain that it can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from myjobmatch.matching.transit.network import CHANGE_MINUTES, Network
from myjobmatch.matching.transit.timetable import LAST_MINUTE, DayTimes, Timetable

Run = Sequence[tuple[int, int]]
"""A vehicle's halts: (stop, minute of leaving it and of arriving there)."""

BASE = (48.6005, 2.40075)
"""The centre of a cell."""


def day_of(runs: Iterable[Run]) -> DayTimes:
    rows = [
        (m1, m2, s1, s2, trip)
        for trip, run in enumerate(runs)
        for (s1, m1), (s2, m2) in pairwise(run)
    ]
    table = np.array(rows, np.int32).reshape(-1, 5)
    yes = np.ones(len(table), np.bool_)
    departs, arrives = table[:, 0].astype(np.int16), table[:, 1].astype(np.int16)
    return DayTimes(departs, arrives, table[:, 2], table[:, 3], table[:, 4], yes, yes.copy())


def timetable(
    places: Sequence[tuple[float, float]],
    weekday: Iterable[Run],
    saturday: Iterable[Run] = (),
    transfers: Sequence[tuple[int, int, int]] = (),
) -> Timetable:
    """Places are kilometres north and east of `BASE`."""
    spots = np.array(places, np.float64).reshape(-1, 2)
    return Timetable(
        BASE[0] + spots[:, 0] / 111.195,
        BASE[1] + spots[:, 1] / 73.53,
        np.array(transfers, np.int32).reshape(-1, 3),
        day_of(weekday),
        day_of(saturday),
    )


class Plain:
    """Earliest arrivals by going over all vehicles again and again until nothing changes."""

    def __init__(self, network: Network, times: DayTimes) -> None:
        self.network = network
        trips: dict[int, list[tuple[int, int, int, int, bool, bool]]] = {}
        order = np.lexsort((times.arrives, times.departs, times.trip))
        for i in order.tolist():
            trips.setdefault(int(times.trip[i]), []).append(
                (
                    int(times.departs[i]),
                    int(times.arrives[i]),
                    int(times.origin[i]),
                    int(times.target[i]),
                    bool(times.board[i]),
                    bool(times.alight[i]),
                )
            )
        self.trips = list(trips.values())

    def arrivals(
        self, ready: dict[int, int], begin: int, end: int, alight_from: int = 0
    ) -> dict[int, int]:
        """The first minute at which one gets off at each stop; one may get on from `ready` on."""
        ready, off = dict(ready), {}
        changed = True
        while changed:
            changed = False
            for run in self.trips:
                aboard = False
                for departs, arrives, origin, target, board, alight in run:
                    if departs < begin or arrives > end:
                        continue
                    aboard |= board and ready.get(origin, LAST_MINUTE * 2) <= departs
                    if not (aboard and alight):
                        continue
                    if alight_from <= arrives < off.get(target, LAST_MINUTE * 2):
                        off[target] = arrives
                    before = dict(ready)
                    self._walk_on(ready, target, arrives)
                    changed |= ready != before
        return off

    def _walk_on(self, ready: dict[int, int], stop: int, minute: int) -> None:
        foot = self.network.footpaths
        ready[stop] = min(ready.get(stop, LAST_MINUTE * 2), minute + CHANGE_MINUTES)
        for place in range(int(foot.begins[stop]), int(foot.begins[stop + 1])):
            other, cost = int(foot.targets[place]), int(foot.minutes[place])
            ready[other] = min(ready.get(other, LAST_MINUTE * 2), minute + cost)
