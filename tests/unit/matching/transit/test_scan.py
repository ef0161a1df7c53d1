"""The scan against a plain search over all vehicles, on random small networks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myjobmatch.domain.enums import Schedule
from myjobmatch.domain.travel import usual_hours
from myjobmatch.matching.transit.network import CHANGE_MINUTES, Network, mirrored
from myjobmatch.matching.transit.scan import NEVER, Bounds, Origin, scan
from myjobmatch.matching.transit.timetable import LAST_MINUTE
from myjobmatch.matching.transit.ways import (
    LONGEST_RIDE,
    NO_WAY,
    SERVICE_END,
    Hour,
    Ways,
    pairs_of,
)
from tests.unit.matching.town import STEADY
from tests.unit.matching.transit.feeds import Plain, day_of, timetable

BEGIN, END = 420, 530


@st.composite
def worlds(draw: st.DrawFn, start: int = BEGIN - 10, span: int = 130) -> Any:
    """A few stops on a small plane and vehicles between them; zero minutes from stop to stop occur."""
    stops = draw(st.integers(2, 7))
    places = [
        (draw(st.integers(0, 12)) * 0.4, draw(st.integers(0, 12)) * 0.4) for _ in range(stops)
    ]
    runs = []
    for _ in range(draw(st.integers(1, 9))):
        minute = start + draw(st.integers(0, span))
        run = []
        for _ in range(draw(st.integers(2, 5))):
            run.append((draw(st.integers(0, stops - 1)), minute))
            minute += draw(st.integers(0, 9))
        runs.append(run)
    return places, runs


@settings(STEADY, max_examples=150)
@given(worlds(), st.sampled_from([0, BEGIN + 40, BEGIN + 80]))
def test_the_least_minutes_are_those_of_a_plain_search(world: Any, alight_from: int) -> None:
    places, runs = world
    network = Network([timetable(places, runs)])
    near, walk = network.stops_near(network.cell_of_stop(0))
    origin = Origin.at(network.stops, near, 0, walk)
    bounds = Bounds(BEGIN, END, alight_from=alight_from)
    found = scan(network.weekday, network.footpaths, origin, bounds)
    plain = Plain(network, day_of(runs))
    best = np.full(network.stops, NEVER)
    for set_out in range(BEGIN - 20, END + 1):
        ready = {int(s): set_out + int(w) for s, w in zip(near, walk, strict=True)}
        for stop, minute in plain.arrivals(ready, BEGIN, END, alight_from).items():
            best[stop] = min(best[stop], minute - set_out)
    assert np.where(found.best == NEVER, NEVER, found.best >> 4).tolist() == best.tolist()


@settings(STEADY, max_examples=60)
@given(worlds(start=SERVICE_END - 150, span=140))
def test_the_last_way_home_is_that_of_a_plain_search(world: Any) -> None:
    places, runs = world
    network = Network([timetable(places, runs)])
    cell = network.cell_of_stop(0)
    found = Ways(network, cell, from_work=False).last(Hour(22 * 60, False))
    plain = Plain(network, day_of(runs))
    homes = network.stops_near(cell)[0].tolist()
    last = np.full(network.stops, -1)
    for stop in range(network.stops):
        for minute in range(SERVICE_END - 150, SERVICE_END + 1):
            reached = plain.arrivals({stop: minute}, 17 * 60, SERVICE_END)
            if min((reached.get(s, NEVER) for s in homes), default=NEVER) - minute <= LONGEST_RIDE:
                last[stop] = minute
    for place in range(network.cells):
        stops, walk = network.stops_near(place)
        expected = max(-1 if last[s] < 0 else last[s] - w for s, w in zip(stops, walk, strict=True))
        assert found[place] == expected


@settings(STEADY, max_examples=60)
@given(
    st.sampled_from([(480, 60), (1000, 340), (340, 130)]).flatmap(lambda at: worlds(*at)),
    st.sets(st.sampled_from(list(Schedule))),
)
def test_home_and_workplace_see_the_same_way(world: Any, schedules: set[Schedule]) -> None:
    places, runs = world
    network = Network([timetable(places, runs, runs)])
    hours = usual_hours(schedules)
    everywhere = np.arange(network.cells, dtype=np.int32)
    home, work = network.cell_of_stop(0), network.cell_of_stop(network.stops - 1)
    from_home = pairs_of(Ways(network, home, from_work=False), everywhere, hours)
    from_work = pairs_of(Ways(network, work, from_work=True), everywhere, hours)
    assert from_home.minutes[work] == from_work.minutes[home]
    assert from_home.gap[work] == from_work.gap[home]


def one_line(*runs: Any, **more: Any) -> Network:
    """Home at stop 0; stop 1 five, stop 2 ten kilometres north; stop 3 beside stop 1."""
    return Network([timetable([(0, 0), (5, 0), (10, 0), (5.2, 0)], runs, **more)])


def minutes(network: Network, stop: int, begins: int = 540) -> int:
    ways = Ways(network, network.cell_of_stop(0), from_work=False)
    return int(ways.there(Hour(begins, False))[network.cell_of_stop(stop)])


def test_the_best_departure_of_the_morning_counts() -> None:
    slow, quick = [(0, 450), (1, 480)], [(0, 460), (1, 475)]
    assert minutes(one_line(slow, quick), 1) == 15 + 1 + 1  # a minute on foot at each end


def test_changing_takes_its_time() -> None:
    feeder = [(0, 460), (1, 475)]
    tight = one_line(feeder, [(1, 475 + CHANGE_MINUTES - 1), (2, 500)])
    ample = one_line(feeder, [(1, 475 + CHANGE_MINUTES), (2, 500)])
    assert minutes(tight, 2) == NO_WAY
    assert minutes(ample, 2) == 40 + 2
    ways = Ways(ample, ample.cell_of_stop(0), from_work=False)
    assert ways.changes(Hour(540, False), ample.cell_of_stop(2)) == 1
    assert ways.changes(Hour(540, False), ample.cell_of_stop(1)) == 0


def test_one_walks_between_neighbouring_stops() -> None:
    feeder, on_foot = [(0, 460), (1, 475)], 4  # 200 m
    assert minutes(one_line(feeder, [(3, 475 + on_foot), (2, 500)]), 2) == 42
    assert minutes(one_line(feeder, [(3, 475 + on_foot - 1), (2, 500)]), 2) == NO_WAY
    told = [(1, 3, 12)]  # the feed knows of a longer way
    assert minutes(one_line(feeder, [(3, 480), (2, 500)], transfers=told), 2) == NO_WAY
    assert minutes(one_line(feeder, [(3, 487), (2, 500)], transfers=told), 2) == 42


def test_nobody_is_sent_to_work_hours_early() -> None:
    assert minutes(one_line([(0, 440), (1, 455)]), 1) == NO_WAY  # 07:35 for 09:00
    assert minutes(one_line([(0, 455), (1, 470)]), 1) == 17


def test_several_stops_within_a_minute_are_passed_in_their_order() -> None:
    run = [(0, 480), (1, 480), (2, 480)]
    assert minutes(one_line(run), 2) == 2
    assert minutes(one_line(run[::-1]), 2) == NO_WAY


def test_the_way_back_keeps_the_order_within_a_minute() -> None:
    network = one_line([(0, 1300), (1, 1300), (0, 1300)])
    ways = Ways(network, network.cell_of_stop(0), from_work=False)
    assert int(ways.last(Hour(1080, False))[network.cell_of_stop(1)]) == 1299


def test_what_runs_past_midnight_is_on_the_road_in_the_morning_and_in_the_night() -> None:
    night = [(0, 24 * 60 + 310), (1, 24 * 60 + 330)]  # 05:10 of the service day before
    assert minutes(one_line(night), 1, begins=360) == 22
    late = [(1, 24 * 60 + 20), (0, 24 * 60 + 40)]
    early = [(1, 30), (0, 50)]  # in the next day's service
    for run, leaves in ((late, 1460), (early, 1470)):
        network = one_line(run)
        ways = Ways(network, network.cell_of_stop(0), from_work=False)
        assert int(ways.last(Hour(1320, False))[network.cell_of_stop(1)]) == leaves - 1


def test_nobody_gets_on_or_off_where_it_is_not_allowed() -> None:
    table = timetable([(0, 0), (5, 0), (10, 0)], [[(0, 470), (1, 480), (2, 490)]])
    table.weekday.alight[0] = False
    assert minutes(Network([table]), 1) == NO_WAY
    assert minutes(Network([table]), 2) == 22
    table.weekday.board[:] = False
    assert minutes(Network([table]), 2) == NO_WAY


def test_two_feeds_are_one_network() -> None:
    first = timetable([(0, 0), (5, 0)], [[(0, 460), (1, 475)]])
    second = timetable([(5.2, 0), (10, 0)], [[(0, 480), (1, 500)]])
    network = Network([first, second])
    assert minutes(network, 3) == 42


@pytest.mark.parametrize("last", [21 * 60 + 10, 22 * 60 + 5])
def test_a_late_shift_needs_a_way_back(last: int) -> None:
    runs = [[(0, 800), (1, 815)], [(1, last), (0, last + 15)]]
    network = one_line(*runs)
    ways = Ways(network, network.cell_of_stop(0), from_work=False)
    cells = np.array([network.cell_of_stop(1)], np.int32)
    pairs = pairs_of(ways, cells, usual_hours([Schedule.EVENING]))
    assert pairs.minutes.tolist() == [17]
    assert pairs.gap.tolist() == [2 if last < 22 * 60 else 0]
    assert pairs.felt(50).tolist() == [45 if last < 22 * 60 else 17]


def test_an_early_shift_without_a_way_counts_as_a_morning_with_a_gap() -> None:
    runs = [[(0, 490), (1, 505)], [(1, 1330), (0, 1345)]]
    network = one_line(*runs)
    ways = Ways(network, network.cell_of_stop(0), from_work=False)
    cells = np.array([network.cell_of_stop(1), network.cell_of_stop(2)], np.int32)
    pairs = pairs_of(ways, cells, usual_hours([Schedule.SHIFTS]))
    assert pairs.minutes.tolist() == [17, 600]
    assert pairs.gap.tolist() == [1, 1]
    assert pairs.felt(40).tolist() == [36, 600]


def test_the_mirror_of_a_mirror_is_the_day() -> None:
    day = day_of([[(0, 450), (1, 465), (2, 480)]])
    again = mirrored(mirrored(day))
    assert again.departs.tolist() == day.departs.tolist()
    assert again.origin.tolist() == day.origin.tolist()
    assert int(mirrored(day).departs.max()) == LAST_MINUTE - 465
