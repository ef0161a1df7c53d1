"""GTFS files: every row accounted for, times beyond midnight, gaps filled, archives of all sorts."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from myjobmatch.integrations.gtfs.halts import Connections
from myjobmatch.integrations.gtfs.reader import GtfsFeed, GtfsReader
from myjobmatch.integrations.gtfs.services import Service, usual_days
from myjobmatch.integrations.gtfs.source import GtfsSource
from myjobmatch.integrations.problems import Problem, UnreadableSource
from tests.fixtures.gtfs_files import FILES, archive, folder, with_line

TODAY = date(2026, 3, 2)


def read(path: Path, today: date = TODAY) -> tuple[GtfsFeed, list[Problem], GtfsReader]:
    problems: list[Problem] = []
    heard = [0]
    with GtfsSource(path) as source:
        reader = GtfsReader(source, today, problems.append, heard.append)
        feed = reader.read()
        assert heard == sorted(heard)
        assert heard[-1] <= source.size
    return feed, problems, reader


def rows(made: Connections) -> list[tuple[int, ...]]:
    columns = (made.departs, made.arrives, made.origin, made.target, made.board, made.alight)
    return sorted(tuple(int(x) for x in row) for row in zip(*columns, strict=True))


def test_a_sound_feed_is_read_whole(tmp_path: Path) -> None:
    feed, problems, reader = read(folder(tmp_path))
    assert problems == []
    assert (feed.name, feed.version) == ("Bus des Vergers", "")
    assert feed.latitude.tolist() == [48.6, 48.645, 48.69]
    assert rows(feed.weekday) == [
        (450, 470, 0, 1, 1, 1),  # the time between is filled in
        (470, 490, 1, 2, 1, 1),
        (1270, 1290, 2, 1, 1, 1),
        (1291, 1310, 1, 0, 0, 1),  # to be booked by telephone: not counted on
    ]
    assert rows(feed.saturday) == [(1450, 1490, 2, 0, 1, 1)]  # ten past midnight
    assert feed.transfers.tolist() == [[0, 1, 5]]
    assert feed.days.weekday is not None
    assert feed.days.weekday.weekday() < 5 <= (feed.days.saturday or TODAY).weekday()
    assert feed.days.until == date(2026, 12, 31)
    assert reader.counts["stop_times", "created"] == 8
    assert reader.counts["stops", "created"] == 3


@pytest.mark.parametrize("below", ["", "feed/"])
def test_an_archive_is_read_as_its_folder(tmp_path: Path, below: str) -> None:
    path = archive(tmp_path, below)
    assert rows(read(path)[0].weekday) == rows(read(tmp_path / "files")[0].weekday)
    with GtfsSource(path) as packed, GtfsSource(tmp_path / "files") as loose:
        assert packed.digest() == loose.digest()


def test_optional_files_may_be_missing(tmp_path: Path) -> None:
    bare = folder(tmp_path / "bare", agency=None, calendar_dates=None, transfers=None)
    feed, problems, _ = read(bare)
    assert (feed.name, problems, feed.transfers.size) == ("bare", [], 0)
    dates = "service_id,date,exception_type\nsem,20260303,1\nsam,20260307,1\n"
    only_dates = folder(tmp_path / "dates", calendar=None, calendar_dates=dates)
    (only_dates / "calendar.txt").unlink(missing_ok=True)
    feed, problems, _ = read(only_dates)
    assert problems == []
    assert (feed.days.weekday, feed.days.saturday) == (date(2026, 3, 3), date(2026, 3, 7))


def test_feed_info_names_publisher_and_version(tmp_path: Path) -> None:
    info = (
        "feed_publisher_name,feed_publisher_url,feed_lang,feed_version\nVergers Mobilités,,fr,7\n"
    )
    feed, _, _ = read(folder(tmp_path, feed_info=info))
    assert (feed.name, feed.version) == ("Vergers Mobilités", "7")


@pytest.mark.parametrize(
    ("file", "row", "code"),
    [
        ("stops", ",Sans nom,48.6,2.4,0", "no_id"),
        ("stops", "gare,Encore,48.6,2.4,0", "duplicate_id"),
        ("stops", "nul,Nul,0,0,0", "bad_position"),
        ("stops", "rien,Rien,,,0", "bad_position"),
        ("stops", "loin,Loin,nan,2.4,0", "bad_position"),
        ("routes", ",Deux,3", "no_id"),
        ("routes", "1,Un,3", "duplicate_id"),
        ("calendar", "sem,1,1,1,1,1,0,0,20260101,20261231", "duplicate_id"),
        ("calendar", "x,1,1,1,1,1,0,0,20260132,20261231", "bad_date"),
        ("calendar", "x,1,1,1,1,1,0,0,20261231,20260101", "bad_date"),
        ("calendar_dates", "sem,hier,1", "bad_date"),
        ("calendar_dates", "sem,20260102,3", "bad_exception"),
        ("calendar_dates", ",20260102,1", "no_id"),
        ("trips", "1,sem,matin", "duplicate_id"),
        ("trips", "9,sem,autre", "unknown_route"),
        ("trips", "1,ete,autre", "unknown_service"),
        ("stop_times", "fantome,08:00:00,08:00:00,gare,1,", "unknown_trip"),
        ("stop_times", "matin,08:20:00,08:20:00,lune,4,", "unknown_stop"),
        ("stop_times", "matin,08:20:00,08:20:00,pole,4,", "unknown_stop"),
        ("stop_times", "matin,8h20,8h20,gare,4,", "bad_time"),
        ("stop_times", "matin,08:61:00,08:61:00,gare,4,", "bad_time"),
        ("stop_times", "matin,99:00:00,99:00:00,gare,4,", "bad_time"),
        ("stop_times", f"matin,08:20:00,{'9' * 5000}:20:00,gare,4,", "bad_time"),
        ("stop_times", "matin,08:20:00,08:20:00,gare,quatre,", "bad_sequence"),
        ("stop_times", "matin,08:00:00,08:00:00,gare,4,", "time_backwards"),
        ("stop_times", "matin,08:30:00,08:20:00,gare,4,", "time_backwards"),
        ("stop_times", "matin,,,gare,4,", "no_time"),
        ("stop_times", "matin,,,gare,0,", "no_time"),
        ("transfers", "gare,lune,2,60", "unknown_stop"),
    ],
)
def test_a_bad_row_is_told_and_left_out(tmp_path: Path, file: str, row: str, code: str) -> None:
    sound, _, before = read(folder(tmp_path / "sound"))
    feed, problems, reader = read(folder(tmp_path / "spoilt", **{file: with_line(file, row)}))
    line = FILES[f"{file}.txt"].count("\n") + 1
    assert [(p.file, p.line, p.code, p.skipped) for p in problems] == [
        (f"{file}.txt", line, code, True)
    ]
    assert rows(feed.weekday) == rows(sound.weekday)
    assert reader.counts == before.counts + Counter({(file, "skipped"): 1})


def test_a_trip_with_one_halt_is_told(tmp_path: Path) -> None:
    lonely = with_line("stop_times", "seul,09:00:00,09:00:00,gare,1,")
    path = folder(tmp_path, trips=with_line("trips", "1,sem,seul"), stop_times=lonely)
    _, problems, _ = read(path)
    assert [(p.code, p.line) for p in problems] == [("lone_halt", 10)]


def test_rows_may_come_in_any_order_and_wider_or_narrower_than_the_heading(tmp_path: Path) -> None:
    heading, *body = FILES["stop_times.txt"].splitlines()
    mixed = "\n".join([heading, *[row.rstrip(",") for row in reversed(body)]]) + "\n"
    feed, problems, _ = read(folder(tmp_path, stop_times=mixed))
    assert problems == []
    assert rows(feed.weekday) == rows(read(folder(tmp_path / "sound"))[0].weekday)


def test_frequencies_repeat_a_trip(tmp_path: Path) -> None:
    every = "trip_id,start_time,end_time,headway_secs\nmatin,06:00:00,07:00:00,1200\n"
    spoilt = every + "lune,06:00:00,07:00:00,1200\nmatin,06:00:00,07:00:00,0\n"
    feed, problems, _ = read(folder(tmp_path, frequencies=spoilt))
    assert [(p.line, p.code) for p in problems] == [(3, "unknown_trip"), (4, "bad_time")]
    starts = sorted(feed.weekday.departs[feed.weekday.origin == 0].tolist())
    assert starts == [360, 380, 400]  # instead of 07:30
    assert len(set(feed.weekday.trip.tolist())) == 4


def test_a_frequency_repeats_each_of_its_rows_from_its_own_beginning(tmp_path: Path) -> None:
    every = "trip_id,start_time,end_time,headway_secs\n"
    path = folder(
        tmp_path,
        frequencies=f"{every}matin,06:00:00,06:01:00,20\nsoir,20:00:00,20:20:00,600\n"
        "matin,07:00:00,07:00:00,60\nmatin,08:00:00,08:20:00,600\n",
    )
    feed, problems, _ = read(path)
    assert problems == []
    gare = feed.weekday.origin == 0
    assert sorted(feed.weekday.departs[gare].tolist()) == [360, 360, 360, 480, 490]
    assert sorted(set(feed.weekday.departs[feed.weekday.origin == 2].tolist())) == [1200, 1210]
    assert len(set(feed.weekday.trip.tolist())) == 7
    for trip in set(feed.weekday.trip.tolist()):
        assert int((feed.weekday.trip == trip).sum()) == 2


def test_frequencies_without_end_are_no_timetable(tmp_path: Path) -> None:
    """One kilobyte of an archive could say more rides than any memory holds."""
    every = "trip_id,start_time,end_time,headway_secs\n"
    rows_ = "matin,00:00:00,71:59:00,20\n" * 3_000
    path = folder(tmp_path, frequencies=every + rows_)
    tracemalloc.start()
    with pytest.raises(UnreadableSource) as told:
        read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (told.value.code, told.value.file) == ("rides_many", "frequencies.txt")
    assert most < 20 << 20


def test_numbers_without_end_are_no_numbers(tmp_path: Path) -> None:
    endless = "9" * 5000
    every = "trip_id,start_time,end_time,headway_secs\n"
    feed, problems, _ = read(
        folder(
            tmp_path,
            frequencies=f"{every}matin,06:00:00,07:00:00,{endless}\n",
            transfers=with_line("transfers", f"quai,verger,2,{endless}"),
        )
    )
    assert [(p.file, p.code) for p in problems] == [("frequencies.txt", "bad_time")]
    assert feed.transfers.tolist() == [[0, 1, 5]]


@pytest.mark.parametrize("year", [1, 9999])
def test_a_feed_at_either_end_of_the_calendar_has_its_usual_days(year: int) -> None:
    always = Service(date(year, 1, 1), date(year, 1, 20), (True,) * 7)
    if year == 9999:
        always = Service(date(year, 12, 1), date(year, 12, 31), (True,) * 7)
    days = usual_days({"a": always}, Counter(["a"]), TODAY)
    assert (days.until, days.over) == (always.ends, year == 1)
    assert days.weekday is not None
    assert days.saturday is not None


def test_a_feed_that_is_over_is_told(tmp_path: Path) -> None:
    feed, problems, _ = read(folder(tmp_path), today=date(2027, 2, 1))
    assert [p.code for p in problems] == ["feed_over"]
    assert not problems[0].skipped
    assert feed.weekday.departs.size == 4


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"stops": "stop_id,stop_name\n"}, "columns"),
        ({"trips": ""}, "empty"),
        ({"calendar": FILES["calendar.txt"].splitlines()[0] + "\n", "calendar_dates": ""}, "empty"),
        ({"trips": FILES["trips.txt"].splitlines()[0] + "\n"}, "no_service"),
    ],
)
def test_a_feed_that_cannot_be_read_says_why(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    with pytest.raises(UnreadableSource) as told:
        read(folder(tmp_path, **files))
    assert told.value.code == code


def test_a_line_without_end_takes_no_memory_and_costs_itself_alone(tmp_path: Path) -> None:
    """A small archive can unpack to gigabytes of one line."""
    path = folder(tmp_path)
    stops = path / "stops.txt"
    head, *rest = stops.read_text(encoding="utf-8").splitlines()
    stops.write_text("\n".join([head, "x" * (40 << 20), *rest]) + "\n", encoding="utf-8")
    tracemalloc.start()
    feed, problems, _ = read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert feed.latitude.tolist() == [48.6, 48.645, 48.69]
    assert [(one.line, one.code) for one in problems] == [(2, "bad_csv")]
    assert most < 20 << 20


def test_what_is_no_feed_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sound = archive(tmp_path)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(sound.read_bytes()[:-200])
    bent = tmp_path / "bent.zip"
    raw = bytearray(sound.read_bytes())
    raw[60:120] = bytes(60)
    bent.write_bytes(raw)
    dateless = folder(tmp_path / "dateless", calendar=None, calendar_dates=None)
    for path, code in (
        (tmp_path / "empty", "no_gtfs_files"),
        (dateless, "no_calendar"),
        (cut, "damaged_zip"),
        (bent, "damaged_zip"),
    ):
        with pytest.raises(UnreadableSource) as told:
            read(path)
        assert told.value.code == code


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_an_archive_with_a_bent_byte_is_read_or_says_why(tmp_path: Path, packing: int) -> None:
    files, path = folder(tmp_path / "files"), tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", packing) as packed:
        for file in sorted(files.iterdir()):
            packed.write(file, file.name)
    sound = path.read_bytes()
    assert rows(read(path)[0].weekday) == rows(read(files)[0].weekday)
    outcomes = Counter[str]()
    for place in range(0, len(sound), 5):
        raw = bytearray(sound)
        raw[place] ^= 0xFF
        path.write_bytes(raw)
        try:
            read(path)
            outcomes["read"] += 1
        except UnreadableSource as told:
            outcomes[told.code] += 1
    assert outcomes["damaged_zip"] > 50
    assert set(outcomes) <= {"read", "damaged_zip", "no_gtfs_files", "no_calendar", "too_large"}


def test_neither_a_holiday_nor_a_strike_day_is_a_usual_day() -> None:
    always = Service(date(2026, 1, 1), date(2026, 12, 31), (True,) * 5 + (False,) * 2)
    extra = Service(added={date(2026, 3, 3)})
    strike = date(2026, 3, 4)
    always.removed.add(strike)
    services = {"always": always, "minimum": Service(added={strike}), "extra": extra}
    days = usual_days(services, Counter({"always": 50, "minimum": 5, "extra": 30}), TODAY)
    assert days.weekday not in (None, strike, date(2026, 3, 3))
    assert days.saturday is None
