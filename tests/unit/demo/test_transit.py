"""The invented network: a feed like any other, and what its hours mean for early and late shifts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from myjobmatch.demo.content import places
from myjobmatch.demo.transit import departures, feed_files, lines
from myjobmatch.domain.enums import Schedule, TravelGap, TravelMode
from myjobmatch.domain.profiles import Journey
from myjobmatch.domain.travel import Point, distance_km
from myjobmatch.integrations.gtfs.reader import GtfsFeed, GtfsReader
from myjobmatch.integrations.gtfs.source import GtfsSource
from myjobmatch.integrations.problems import Problem
from myjobmatch.matching.transit.network import Network
from myjobmatch.matching.transit.port import TimetableTravel
from myjobmatch.services.transit import timetable_of

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> GtfsFeed:
    folder, told = tmp_path_factory.mktemp("feed"), list[Problem]()
    for name, text in feed_files(TODAY).items():
        (folder / name).write_text(text, encoding="utf-8")
    with GtfsSource(folder) as source:
        read = GtfsReader(source, TODAY, told.append, lambda _read: None).read()
    assert told == []
    return read


@pytest.fixture(scope="module")
def travel(feed: GtfsFeed) -> TimetableTravel:
    return TimetableTravel(Network([timetable_of(feed)]))


def way(travel: TimetableTravel, home: str, work: str, schedule: Schedule) -> Journey:
    ends = [Point(places()[key].latitude, places()[key].longitude) for key in (home, work)]
    return travel.journey(ends[0], ends[1], {TravelMode.TRANSIT}, [schedule], within=90)


def test_the_feed_is_sound_and_the_same_each_time(feed: GtfsFeed) -> None:
    assert feed.name == "Réseau Saulnes"
    assert feed.days.weekday is not None
    assert feed.days.saturday is not None
    assert feed.days.until == date(2027, 4, 6)
    assert feed.weekday.departs.size > feed.saturday.departs.size > 1000
    assert feed_files(TODAY) == feed_files(TODAY)


def test_buses_halt_every_few_hundred_metres_and_nothing_flies() -> None:
    for line in lines():
        for here, there in pairwise(line.halts):
            km, minutes = distance_km(here.where, there.where), there.minutes - here.minutes
            assert 0 < minutes < 20
            assert km / minutes * 60 < (50 if line.train else 30)
            assert line.train or km < 1.2
        evening = list(departures(line, line.last, saturday=False))
        assert evening == sorted(set(evening))
        assert evening[-1] == line.last


def test_a_day_has_a_way_there_and_back(travel: TimetableTravel) -> None:
    for home, work in (("evry", "corbeil"), ("melun", "vaux-zi"), ("lieusaint", "senart-parisud")):
        found = way(travel, home, work, Schedule.DAY)
        assert (found.mode, found.estimated, found.gap) == (TravelMode.TRANSIT, False, None)
        assert found.last_return is not None


def test_no_bus_goes_to_a_business_park_at_five_in_the_morning_or_late(
    travel: TimetableTravel,
) -> None:
    assert way(travel, "lieusaint", "senart-parisud", Schedule.SHIFTS).gap is TravelGap.THERE
    assert way(travel, "corbeil", "lisses-vinci", Schedule.EVENING).gap is TravelGap.BACK
    assert way(travel, "melun", "vaux-zi", Schedule.NIGHT).gap is not None


def test_the_trains_run_late(travel: TimetableTravel) -> None:
    found = way(travel, "evry", "melun", Schedule.EVENING)
    assert found.gap is None
    assert found.last_return is not None
    assert found.last_return > 22 * 60


def test_a_commune_without_a_line_is_estimated(travel: TimetableTravel) -> None:
    assert way(travel, "evry", "brie", Schedule.DAY).estimated
