"""The time of public transport by timetable: one home to all places, and 100,000 offers once it is known.

    python bench/transit.py [--connections 300000] [--homes 30] [--json]

A made network of a département's size. `morning_` is the search for a day's work (best way of two and a
half hours), `evening_` that for the last way back (ten hours), `all_` every search that a home's deck can need.
The peer of `morning_` is the Connection Scan Algorithm in plain Python, one pass a minute of setting out;
`same_share` is the share of stops for which both give the same minutes. `offers_` is `minutes_in_reach`
for a home that was searched before, `again_` the same asked a second time; their peer is the estimate,
without any timetable. All in the process's own time, which other processes do not lengthen. Holds when `morning_` and `evening_` together stay under
150 ms at p95 and every answer is the same.
"""

import argparse
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _report import Report, emit, percentile, progress

from myjobmatch.domain.enums import Schedule, TravelMode
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.transit.network import CHANGE_MINUTES, Day, Network
from myjobmatch.matching.transit.port import TimetableTravel
from myjobmatch.matching.transit.scan import NEVER, Bounds, Origin, scan
from myjobmatch.matching.transit.timetable import DayTimes, Timetable
from myjobmatch.matching.transit.ways import Hour, Ways
from myjobmatch.matching.travel import minutes_in_reach

BAR_MS = 150.0
OFFERS = 100_000
STOPS_A_LINE, LINES = 28, 180
BEGIN, END = 420, 530
WITHIN = 75


def made_timetable(connections: int, seed: int) -> Timetable:
    """Lines between twelve centres, 40 by 40 km, two thirds of the runs at the peaks."""
    draw = np.random.default_rng(seed)
    centres = draw.uniform(-0.2, 0.2, (12, 2))
    runs = max(3, round(connections / LINES / 2 / (STOPS_A_LINE - 1)))
    spots, rows, trip = [], [], 0
    for line in range(LINES):
        start, end = centres[draw.integers(12)], centres[draw.integers(12)]
        along = np.linspace(0, 1, STOPS_A_LINE)[:, None]
        way = start + (end + draw.normal(0, 0.05, 2) - start) * along
        way += draw.normal(0, 0.002, way.shape)
        stops = line * STOPS_A_LINE + np.arange(STOPS_A_LINE)
        hops = np.maximum(1, np.round(np.hypot(*np.diff(way, axis=0).T) * 111 / 22 * 60))
        spots.append(way)
        day, peak = draw.uniform(330, 1380, runs // 3), draw.normal(480, 50, runs // 3)
        for begin in np.concatenate([day, peak, draw.normal(1060, 70, runs - 2 * (runs // 3))]):
            for step in (1, -1):
                at = int(begin) + np.concatenate([[0], np.cumsum(hops[::step])]).astype(int)
                halts = stops[::step]
                number = np.full(hops.size, trip)
                rows.append(np.stack([at[:-1], at[1:], halts[:-1], halts[1:], number], axis=1))
                trip += 1
    table, where = np.concatenate(rows), np.concatenate(spots)
    yes = np.ones(len(table), np.bool_)
    day_times = DayTimes(
        table[:, 0].astype(np.int16),
        table[:, 1].astype(np.int16),
        *(table[:, column].astype(np.int32) for column in (2, 3, 4)),
        board=yes,
        alight=yes,
    )
    none = np.empty((0, 3), np.int32)
    return Timetable(48.6 + where[:, 0], 2.45 + where[:, 1] * 1.5, none, day_times, day_times)


class PlainPython:
    """Earliest arrival by one pass over the connections, for each minute of setting out."""

    def __init__(self, day: Day, network: Network) -> None:
        """Take the connections that run wholly within the window, by departure."""
        departs = np.empty(day.arrives.size, np.int32)
        for minute, groups in enumerate(day.departures):
            for start, stop in groups:
                departs[start:stop] = minute
        kept = np.flatnonzero((departs >= BEGIN) & (day.arrives <= END))
        columns = (departs, day.arrives, day.origin, day.target, day.trip)
        self.rows = list(zip(*(column[kept].tolist() for column in columns), strict=True))
        self.network = network
        foot = network.footpaths
        bounds, targets, minutes = (
            foot.begins.tolist(),
            foot.targets.tolist(),
            foot.minutes.tolist(),
        )
        self.foot = [
            list(zip(targets[a:b], minutes[a:b], strict=True)) for a, b in pairwise(bounds)
        ]

    def least(self, cell: int) -> list[int]:
        """Least minutes from a cell to getting off at each stop."""
        best = [NEVER] * self.network.stops
        near, walks = (values.tolist() for values in self.network.stops_near(cell))
        for set_out in range(BEGIN - 15, END):
            ready, off, aboard = [NEVER] * len(best), [NEVER] * len(best), set[int]()
            for stop, walk in zip(near, walks, strict=True):
                ready[stop] = set_out + walk
            for departs, arrives, origin, target, trip in self.rows:
                if trip in aboard or ready[origin] <= departs:
                    aboard.add(trip)
                    if arrives < off[target]:
                        off[target] = arrives
                        ready[target] = min(ready[target], arrives + CHANGE_MINUTES)
                        for other, walk in self.foot[target]:
                            ready[other] = min(ready[other], arrives + walk)
            best = [min(b, o - set_out) if o < NEVER else b for b, o in zip(best, off, strict=True)]
        return best


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of the process's time."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000


def measure(connections: int, homes: int, seed: int) -> Report:
    """Build the network, search from some homes, compare a few with the peer."""
    progress(f"{connections:,} connections: building")
    raw = made_timetable(connections, seed).to_bytes()
    begin = time.process_time()
    network = Network([Timetable.from_bytes(raw)])
    days = (network.weekday, network.weekday_back, network.saturday, network.saturday_back)
    building = (time.process_time() - begin) * 1000
    draw = np.random.default_rng(seed)
    index = OfferIndex(4, "f")
    schedules = [frozenset({s}) for s in (*[Schedule.DAY] * 5, *Schedule)]
    places = 48.6 + draw.uniform(-0.25, 0.25, OFFERS), 2.45 + draw.uniform(-0.35, 0.35, OFFERS)
    index.upsert(
        [OfferProfile(i, "", schedules=schedules[i % len(schedules)]) for i in range(OFFERS)],
        np.zeros((OFFERS, 4), np.float32),
        [Point(a, b) for a, b in zip(*(side.tolist() for side in places), strict=True)],
    )
    view, travel = index.view(), TimetableTravel(network)
    figures: dict[str, list[float]] = {
        name: [] for name in ("morning", "evening", "all", "offers", "again", "estimate", "plain")
    }
    same = compared = 0
    plain = PlainPython(days[0], network)
    progress(f"{homes} homes")
    for at in range(homes):
        cell = int(draw.integers(network.cells))
        near, walk = network.stops_near(cell)
        stop = int(near[0])
        home = Point(float(network.latitude[stop]), float(network.longitude[stop]))
        ways = Ways(network, cell, from_work=False)
        day, evening = Hour(9 * 60, saturday=False), Hour(22 * 60, saturday=False)
        figures["morning"].append(spent(lambda w=ways, h=day: w.there(h)))
        figures["evening"].append(spent(lambda w=ways, h=evening: w.last(h)))
        modes = {TravelMode.TRANSIT}
        ask = lambda h=home, m=modes: travel.minutes_in_reach(view, h, m, within=WITHIN)  # noqa: E731
        figures["all"].append(spent(ask))
        other = lambda h=home, m=modes: travel.minutes_in_reach(view, h, m, within=WITHIN - 1)  # noqa: E731
        figures["offers"].append(spent(other))
        figures["again"].append(spent(other))
        figures["estimate"].append(
            spent(lambda h=home, m=modes: minutes_in_reach(view, h, m, within=WITHIN))
        )
        if at < 2:
            origin = Origin.at(network.stops, near, 0, walk)
            found = scan(days[0], network.footpaths, origin, Bounds(BEGIN, END)).best
            ours = np.where(found == NEVER, NEVER, found >> 4)
            theirs: list[list[int]] = []
            figures["plain"].append(spent(lambda c=cell, t=theirs: t.append(plain.least(c))))
            same += int((ours == np.array(theirs[0])).sum())
            compared += network.stops
    both = [a + b for a, b in zip(figures["morning"], figures["evening"], strict=True)]

    def of(*names: str) -> dict[str, float]:
        return {
            f"{name}_p{share}_ms": round(percentile(figures[name], share / 100), 3)
            for name in names
            for share in (50, 95)
        }

    ours_all = of("morning", "evening", "all", "offers", "again") | {
        "p50_ms": round(percentile(both, 0.5), 3),
        "p95_ms": round(percentile(both, 0.95), 3),
        "same_share": round(same / max(1, compared), 6),
        "building_ms": round(building, 1),
        "stored_mib": round(len(raw) / 2**20, 2),
    }
    size = {
        "connections_count": len(days[0].arrives),
        "stops_count": network.stops,
        "cells_count": network.cells,
        "homes_count": homes,
        "offers_count": OFFERS,
    }
    peers = {
        "plain_python": {"morning_p50_ms": round(percentile(figures["plain"], 0.5), 1)},
        "estimate": {
            f"offers_p{share}_ms": round(percentile(figures["estimate"], share / 100), 3)
            for share in (50, 95)
        },
    }
    holds = ours_all["p95_ms"] < BAR_MS and same == compared
    return Report("transit", size, ours_all, peers, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--connections", type=int, default=300_000)
    reader.add_argument("--homes", type=int, default=30)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    emit([measure(asked.connections, asked.homes, asked.seed)], as_json=asked.json)


if __name__ == "__main__":
    main()
