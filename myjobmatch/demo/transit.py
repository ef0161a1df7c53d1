"""The demonstration's public transport: an invented network, written as a GTFS feed and imported as one.

Trains run late, buses to the business parks begin after six and end around eight in the evening, as
they do: so the cards of early and late shifts have something to tell. Nothing runs on Sundays.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.content import PlaceContent, places, read_toml
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.travel import Point, distance_km
from myjobmatch.integrations.gtfs.halts import Clock
from myjobmatch.integrations.gtfs.reader import GtfsReader
from myjobmatch.integrations.gtfs.source import GtfsSource
from myjobmatch.integrations.problems import Problem, UnreadableSource
from myjobmatch.services.transit import FeedRead, import_feed

AGENCY = "Réseau Saulnes"
BETWEEN_KM = 0.6
"""A bus halts about so often on its way from place to place; trains only at the places."""

PEAKS = ((6 * 60 + 30, 9 * 60 + 30), (16 * 60 + 30, 19 * 60 + 30))
VALID_DAYS = 400
_TRAIN, _BUS = "2", "3"


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop of a line and the minutes from the line's beginning; `key` is the stop's id."""

    key: str
    name: str
    where: Point
    minutes: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line; times in minutes after midnight, `last_saturday` None where it then stands still."""

    number: str
    halts: tuple[Halt, ...]
    first: int
    last: int
    at_peak: int
    off_peak: int
    last_saturday: int | None

    @property
    def train(self) -> bool:
        """Whether it is a train's."""
        return self.number.startswith("T-")


def lines() -> list[Line]:
    """The invented lines over the demonstration's places."""
    data, clock = read_toml("lines.toml"), Clock()
    made = []
    for number, keys, first, last, at_peak, off_peak, saturday, speed in data["lines"]:
        made.append(
            Line(
                number,
                tuple(_halts(number, [places()[key] for key in keys], speed, data["names"])),
                clock.minutes(first),
                clock.minutes(last),
                at_peak,
                off_peak,
                clock.minutes(saturday) if saturday else None,
            )
        )
    return made


def _halts(
    number: str, on_the_way: Sequence[PlaceContent], speed: float, names: Sequence[str]
) -> Iterator[Halt]:
    train, minutes, count = number.startswith("T-"), 0.0, 0
    before: PlaceContent | None = None
    for place in on_the_way:
        if before is not None:
            start, end = _at(before), _at(place)
            km = distance_km(start, end) * (1.1 if train else 1.25)
            parts = 1 if train else max(1, round(km / BETWEEN_KM))
            for part in range(1, parts):
                share = part / parts
                where = Point(
                    start.latitude + (end.latitude - start.latitude) * share,
                    start.longitude + (end.longitude - start.longitude) * share,
                )
                name = f"{names[(count * 7 + len(number)) % len(names)]} ({before.commune})"
                yield Halt(f"{number}-{count}", name, where, minutes + km * share / speed * 60)
                count += 1
            minutes += km / speed * 60 + (1 if train else 0.3)
        key = f"gare-{place.key}" if train else place.key
        yield Halt(key, f"Gare de {place.commune}" if train else place.label, _at(place), minutes)
        before = place


def _at(place: PlaceContent) -> Point:
    return Point(place.latitude, place.longitude)


def departures(line: Line, last: int, *, saturday: bool) -> Iterator[int]:
    """When the line's vehicles leave, the last one included."""
    minute = line.first + (30 if saturday else 0)
    while minute < last:
        yield minute
        busy = not saturday and any(begin <= minute < end for begin, end in PEAKS)
        minute += line.at_peak if busy else line.off_peak
    yield last


def feed_files(today: date) -> dict[str, str]:
    """The network as GTFS files, valid from a week before `today` for over a year."""
    network = lines()
    stops = {halt.key: halt for line in network for halt in line.halts}
    begins, ends = today - timedelta(7), today + timedelta(VALID_DAYS)
    term = (begins.strftime("%Y%m%d"), ends.strftime("%Y%m%d"))
    trips: list[Sequence[object]] = []
    times: list[Sequence[object]] = []
    for line in network:
        for service, last in (("semaine", line.last), ("samedi", line.last_saturday)):
            if last is None:
                continue
            for begin in departures(line, last, saturday=service == "samedi"):
                for direction, halts in enumerate((line.halts, line.halts[::-1])):
                    trip = f"{line.number}-{service}-{begin}-{direction}"
                    trips.append((line.number, service, trip, direction))
                    start = halts[0].minutes
                    for rank, halt in enumerate(halts):
                        at = _clock(begin + round(abs(halt.minutes - start)))
                        times.append((trip, at, at, halt.key, rank))
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {
        "agency.txt": _table(
            ("agency_id", "agency_name", "agency_url", "agency_timezone"),
            [("saulnes", AGENCY, "https://saulnes.example", "Europe/Paris")],
        ),
        "stops.txt": _table(
            ("stop_id", "stop_name", "stop_lat", "stop_lon"),
            [
                (s.key, s.name, f"{s.where.latitude:.5f}", f"{s.where.longitude:.5f}")
                for s in stops.values()
            ],
        ),
        "routes.txt": _table(
            ("route_id", "agency_id", "route_short_name", "route_type"),
            [(x.number, "saulnes", x.number, _TRAIN if x.train else _BUS) for x in network],
        ),
        "calendar.txt": _table(
            ("service_id", *days, "start_date", "end_date"),
            [("semaine", 1, 1, 1, 1, 1, 0, 0, *term), ("samedi", 0, 0, 0, 0, 0, 1, 0, *term)],
        ),
        "trips.txt": _table(("route_id", "service_id", "trip_id", "direction_id"), trips),
        "stop_times.txt": _table(
            ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"), times
        ),
    }


async def load_transit(uow: UnitOfWork, today: date) -> int:
    """Write the feed, read it as any other and put it in force; how many stops it has.

    Raises:
        UnreadableSource: a row of our own feed was refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in feed_files(today).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        told: list[Problem] = []
        with GtfsSource(Path(folder)) as source:
            digest = source.digest()
            feed = GtfsReader(source, today, told.append, lambda _read: None).read()
    if told:
        raise UnreadableSource(told[0].code, told[0].file)
    await import_feed(SYSTEM, FeedRead(feed, digest), uow)
    return int(feed.latitude.size)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _table(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue()
