"""The port with timetables: an index, a pair and a pool of candidates get the same minutes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import Schedule, TravelMode
from myjobmatch.domain.profiles import Journey, OfferProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES, Point, journey
from myjobmatch.matching.arrays import Ints16
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.offer_minutes import UNKNOWN_MINUTES
from myjobmatch.matching.transit import port
from myjobmatch.matching.transit.network import Network
from myjobmatch.matching.transit.port import TimetableTravel
from myjobmatch.matching.travel import Homes, minutes_to_offers
from tests.unit.matching.town import STEADY
from tests.unit.matching.transit.feeds import BASE, Run, timetable


def minutes_of(travel: TimetableTravel, *asked: object, within: int | None = None) -> Ints16:
    """Minutes to every row, those not in reach included."""
    told = travel.minutes_in_reach(*asked, within=within)  # type: ignore[arg-type]
    return np.full(VIEW.rows, UNKNOWN_MINUTES, np.int16) if told is None else told.everywhere()


DRAW = np.random.default_rng(5)
ALL_MODES = list(TravelMode)


def lines() -> tuple[list[tuple[float, float]], list[Run]]:
    """Four lines across a plane of 12 by 12 km, every 20 minutes from 06:30 to 21:10."""
    places: list[tuple[float, float]] = []
    runs: list[Run] = []
    for north in (2.0, 5.0, 8.0, 11.0):
        first = len(places)
        places += [(north + 0.2 * (i % 2), 1.5 * i) for i in range(8)]
        for start in range(390, 1271, 20):
            forth = [(first + i, start + 3 * i) for i in range(8)]
            runs += [forth, [(stop, start + 3 * i) for i, (stop, _) in enumerate(forth[::-1])]]
    first = len(places)
    places += [(1.0 * i, 6.1) for i in range(13)]
    for start in range(395, 1271, 20):
        runs += [[(first + i, start + 2 * i) for i in range(13)]]
        runs += [[(first + 12 - i, start + 2 * i) for i in range(13)]]
    return places, runs


PLACES, RUNS = lines()
NETWORK = Network([timetable(PLACES, RUNS, RUNS[::3])])
TRAVEL = TimetableTravel(NETWORK)


def somewhere(count: int, seed: int) -> list[Point | None]:
    """On the plane and a little around it, some nowhere."""
    draw = np.random.default_rng(seed)
    north, east = draw.uniform(-4, 18, (2, count))
    return [
        None if draw.random() < 0.05 else Point(BASE[0] + n / 111.195, BASE[1] + e / 73.53)
        for n, e in zip(north.tolist(), east.tolist(), strict=True)
    ]


OFFERS = somewhere(300, 1)
SCHEDULES = [frozenset(s for s in Schedule if DRAW.random() < 0.25) for _ in range(len(OFFERS))]
INDEX = OfferIndex(4, "f")
INDEX.upsert(
    [OfferProfile(offer_id=i, title="", schedules=s) for i, s in enumerate(SCHEDULES)],
    np.zeros((len(OFFERS), 4)),
    OFFERS,
)
VIEW = INDEX.view()

some_modes = st.frozensets(st.sampled_from(ALL_MODES))
homes = st.tuples(st.floats(-3, 15), st.floats(-3, 15)).map(
    lambda at: Point(BASE[0] + at[0] / 111.195, BASE[1] + at[1] / 73.53)
)


def felt(way: Journey, within: int) -> int:
    if way.minutes is None:
        return UNKNOWN_MINUTES
    if way.gap is None or way.minutes >= UNREACHABLE_MINUTES:
        return way.minutes
    return max(way.minutes, int(0.9 * within))


@STEADY
@given(homes, some_modes, st.integers(20, 120))
def test_a_card_tells_the_way_that_was_ranked(
    home: Point, modes: frozenset[TravelMode], within: int
) -> None:
    found = minutes_of(TRAVEL, VIEW, home, modes, within=within).tolist()
    timetabled = 0
    for minutes, place, schedules in zip(found, OFFERS, SCHEDULES, strict=True):
        way = TRAVEL.journey(home, place, modes, schedules, within=within)
        expected = felt(way, within)
        assert minutes == expected or min(minutes, expected) > within
        timetabled += not way.estimated
        if not way.estimated:
            assert way.mode is TravelMode.TRANSIT
            assert way.changes is not None
    if modes and TravelMode.TRANSIT not in modes:
        assert timetabled == 0


@STEADY
@given(st.integers(0, len(OFFERS) - 1), st.integers(0, 2**31))
def test_an_offer_sees_the_minutes_that_its_candidates_see(place: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    people = somewhere(12, seed)
    modes = [frozenset(m for m in ALL_MODES if draw.random() < 0.4) for _ in people]
    within = draw.integers(20, 120, 12).astype(np.int32)
    found = TRAVEL.minutes_to_offer(
        Homes.of(people, modes), OFFERS[place], SCHEDULES[place], within=within
    )
    for i, home in enumerate(people):
        seen = minutes_of(TRAVEL, VIEW, home, modes[i], within=int(within[i]))[place]
        assert found[i] == seen or min(found[i], seen) > within[i]
        told = TRAVEL.journey(
            home, OFFERS[place], modes[i], SCHEDULES[place], within=int(within[i])
        )
        expected = felt(told, int(within[i]))
        assert found[i] == expected or min(found[i], expected) > within[i]


def test_the_same_lines_elsewhere_give_the_same_minutes() -> None:
    """Place enters as minutes and not otherwise: a town moved by a thousand cells is the same town."""
    moved = timetable(PLACES, RUNS, RUNS[::3])
    moved.longitude[:] += 1.5
    offers = [p and Point(p.latitude, p.longitude + 1.5) for p in OFFERS]
    index = OfferIndex(4, "f")
    profiles = [OfferProfile(offer_id=i, title="", schedules=s) for i, s in enumerate(SCHEDULES)]
    index.upsert(profiles, np.zeros((len(OFFERS), 4)), offers)
    elsewhere = TimetableTravel(Network([moved]))
    for home in somewhere(20, 9):
        other = home and Point(home.latitude, home.longitude + 1.5)
        here = minutes_of(TRAVEL, VIEW, home, {TravelMode.TRANSIT}, within=75)
        there = minutes_of(elsewhere, index.view(), other, {TravelMode.TRANSIT}, within=75)
        assert here.tolist() == there.tolist()


def test_off_the_network_the_estimate_stands() -> None:
    far = Point(BASE[0] - 0.2, BASE[1])
    modes = {TravelMode.TRANSIT}
    assert TRAVEL.journey(far, OFFERS[0], modes, ()) == journey(far, OFFERS[0], modes)
    found = minutes_of(TRAVEL, VIEW, far, modes)
    assert found.tolist() == minutes_to_offers(VIEW, far, modes).tolist()
    home = Point(*BASE)
    way = TRAVEL.journey(home, far, modes, ())
    assert (way.estimated, way) == (True, journey(home, far, modes))


def test_unknown_places() -> None:
    assert (minutes_of(TRAVEL, VIEW, None, ()) == UNKNOWN_MINUTES).all()
    assert TRAVEL.journey(None, OFFERS[0], (), ()).minutes is None
    assert TRAVEL.journey(OFFERS[0], None, (), ()).minutes is None
    nobody = Homes.of([None], [frozenset()])
    assert TRAVEL.minutes_to_offer(nobody, OFFERS[0], ()).tolist() == [UNKNOWN_MINUTES]
    assert TRAVEL.minutes_to_offer(nobody, None, ()).tolist() == [UNKNOWN_MINUTES]


def test_next_door_one_walks() -> None:
    home = Point(BASE[0] + 5 / 111.195, BASE[1] + 3 / 73.53)
    work = Point(home.latitude + 0.003, home.longitude)
    way = TRAVEL.journey(home, work, {TravelMode.TRANSIT}, ())
    assert (way.mode, way.estimated) == (TravelMode.WALK, True)
    assert way == journey(home, work, {TravelMode.WALK})


def test_a_quicker_bike_is_told_instead_of_a_bus_that_does_not_come_back() -> None:
    home = Point(BASE[0] + 5 / 111.195, BASE[1])
    work = Point(BASE[0] + 5 / 111.195, BASE[1] + 10.5 / 73.53)
    both = {TravelMode.TRANSIT, TravelMode.BIKE}
    day = TRAVEL.journey(home, work, both, [Schedule.DAY], within=75)
    late = TRAVEL.journey(home, work, both, [Schedule.EVENING], within=75)
    assert (day.mode, late.mode) == (TravelMode.TRANSIT, TravelMode.BIKE)
    bus = TRAVEL.journey(home, work, {TravelMode.TRANSIT}, [Schedule.EVENING], within=75)
    assert bus.gap == "back"
    assert bus.last_return is not None
    assert bus.last_return < 22 * 60


def test_searches_are_kept_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    travel = TimetableTravel(NETWORK)
    home = Point(*BASE)
    minutes_of(travel, VIEW, home, {TravelMode.TRANSIT}, within=60)

    def searched(*_: object, **__: object) -> None:
        raise AssertionError("searched again")

    monkeypatch.setattr("myjobmatch.matching.transit.ways.scan", searched)
    minutes_of(travel, VIEW, home, {TravelMode.TRANSIT}, within=60)
    monkeypatch.undo()
    monkeypatch.setattr(port, "MEMORY", 0)
    small = TimetableTravel(NETWORK)
    for cell in range(40):
        spot = NETWORK.stops_near(cell)[0][0]
        at = Point(float(NETWORK.latitude[spot]), float(NETWORK.longitude[spot]))
        minutes_of(small, VIEW, at, {TravelMode.TRANSIT}, within=60)
    assert len(small._kept) <= 16
