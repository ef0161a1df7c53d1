"""A timetable into a real database: once, in place of the former one, seen by every process."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role, Schedule, TravelGap, TravelMode
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.travel import Point
from myjobmatch.integrations.problems import Problem
from myjobmatch.matching.transit.port import TimetableTravel
from myjobmatch.matching.travel import EstimatedTravel
from myjobmatch.services.importing import Importer, Summary
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.transit import forget_feed
from myjobmatch.services.travel_runtime import load_travel
from tests.fixtures.gtfs_files import archive, folder, with_line

HOME, WORK = Point(48.6001, 2.4001), Point(48.6899, 2.4001)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def run(database: Database, path: Path, **options: str) -> tuple[Summary, list[Problem]]:
    database.clock = FixedClock(NOW)
    told: list[Problem] = []
    return await Importer(database, told.append).gtfs(SYSTEM, path, **options), told


async def sequence(database: Database) -> int:
    async with database.unit(write=False) as uow:
        return await uow.ledger.latest_change()


async def test_a_feed_is_in_force_once_it_is_imported(database: Database, tmp_path: Path) -> None:
    assert isinstance(await load_travel(database), EstimatedTravel)
    summary, told = await run(database, archive(tmp_path))
    assert told == []
    assert summary.counts["feed", "created"] == 1
    assert summary.counts["stop_times", "created"] == 8
    assert summary.usual_days is not None
    async with database.unit(write=False) as uow:
        row = await uow.transit.feed("Bus des Vergers")
        assert row is not None
        assert (row.stop_count, row.connection_count) == (3, 4)
        assert row.valid_until == date(2026, 12, 31)
    travel = await load_travel(database)
    assert isinstance(travel, TimetableTravel)
    way = travel.journey(HOME, WORK, [TravelMode.TRANSIT], [Schedule.DAY], within=75)
    assert (way.mode, way.estimated, way.changes) == (TravelMode.TRANSIT, False, 0)
    assert way.minutes in range(40, 46)
    assert way.last_return in range(21 * 60 + 6, 21 * 60 + 11)
    assert way.gap is None
    late = travel.journey(HOME, WORK, [TravelMode.TRANSIT], [Schedule.SHIFTS], within=75)
    assert late.gap is TravelGap.THERE


async def test_the_same_feed_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    await run(database, archive(tmp_path))
    before = await sequence(database)
    summary, told = await run(database, tmp_path / "files")
    assert (summary.counts, told) == ({("feed", "unchanged"): 1}, [])
    assert await sequence(database) == before


async def test_another_version_takes_its_place(database: Database, tmp_path: Path) -> None:
    await run(database, archive(tmp_path))
    before = await sequence(database)
    later = with_line(
        "stop_times", "nuit,23:00:00,23:00:00,quai,1,\nnuit,23:40:00,23:40:00,gare,2,"
    )
    path = folder(tmp_path / "new", trips=with_line("trips", "1,sem,nuit"), stop_times=later)
    summary, _ = await run(database, path)
    assert summary.counts["feed", "updated"] == 1
    assert await sequence(database) > before
    travel = await load_travel(database)
    way = travel.journey(HOME, WORK, [TravelMode.TRANSIT], [Schedule.DAY], within=75)
    assert way.last_return in range(22 * 60 + 56, 23 * 60 + 1)


async def test_feeds_of_two_names_are_both_in_force(database: Database, tmp_path: Path) -> None:
    await run(database, archive(tmp_path))
    summary, _ = await run(database, folder(tmp_path / "b", transfers=None), name="Autre réseau")
    assert summary.counts["feed", "created"] == 1
    async with database.unit(write=False) as uow:
        kept = await uow.transit.timetables(NOW.date())
        assert [name for name, _ in kept] == ["Autre réseau", "Bus des Vergers"]
        assert await uow.transit.timetables(date(2027, 1, 1)) == []


async def test_a_feed_can_be_taken_out(database: Database, tmp_path: Path) -> None:
    await run(database, archive(tmp_path))
    before = await sequence(database)
    async with database.unit() as uow:
        assert not await forget_feed(SYSTEM, "Personne", uow)
    assert await sequence(database) == before
    async with database.unit() as uow:
        assert await forget_feed(SYSTEM, "Bus des Vergers", uow)
    assert await sequence(database) > before
    assert isinstance(await load_travel(database), EstimatedTravel)


async def test_every_process_takes_a_feed_in_with_its_next_deck(
    database: Database, tmp_path: Path
) -> None:
    others = [MatchingRuntime(database, None) for _ in range(2)]
    for runtime in others:
        await runtime.refresh()
        assert isinstance(runtime.travel, EstimatedTravel)
    await run(database, archive(tmp_path))
    for runtime in others:
        await runtime.refresh()
        assert isinstance(runtime.travel, TimetableTravel)
    held = others[0].travel
    await run(database, tmp_path / "files")
    await others[0].refresh()
    assert others[0].travel is held


async def test_a_damaged_timetable_leaves_the_estimate(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await run(database, archive(tmp_path))
    async with database.unit() as uow:
        row = await uow.transit.feed("Bus des Vergers")
        assert row is not None
        row.timetable = b"no arrays"
    assert isinstance(await load_travel(database), EstimatedTravel)
    assert "import it again" in caplog.text


async def test_only_the_system_and_administrators_import(
    database: Database, tmp_path: Path
) -> None:
    database.clock = FixedClock(NOW)
    advisor = Actor(1, "a", Role.ADVISOR, "fr")
    with pytest.raises(Forbidden):
        await Importer(database).gtfs(advisor, archive(tmp_path))
    assert isinstance(await load_travel(database), EstimatedTravel)
