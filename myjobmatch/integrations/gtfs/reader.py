"""Reads a feed in one pass a file; every row that is left out is told with its line and the reason.

Read: agency, feed_info, stops, routes, calendar, calendar_dates, trips, frequencies, stop_times,
transfers. Of the times only those of the usual weekday and Saturday are kept. Rides to be booked by
telephone (pickup or drop-off type 2) are not counted on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from myjobmatch.integrations.csv_rows import OnBytes
from myjobmatch.integrations.gtfs.halts import (
    NO_DROP_OFF,
    NO_PICKUP,
    WRONG,
    Clock,
    Connections,
    Halts,
    Headway,
    TooManyRides,
    connections_of,
    repeated,
)
from myjobmatch.integrations.gtfs.services import Service, UsualDays, usual_days
from myjobmatch.integrations.gtfs.source import GtfsSource
from myjobmatch.integrations.problems import OnProblem, Problem, UnreadableSource
from myjobmatch.integrations.source_text import one_line

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOT_POSSIBLE = "3"
_CLOSED = frozenset({"1", "2"})
_SMALLEST_HEADWAY = 20


@dataclass(frozen=True, slots=True)
class GtfsFeed:
    """What is kept of a feed. `transfers` are rows (from stop, to stop, minutes), places in the stops."""

    name: str
    version: str
    days: UsualDays
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    transfers: NDArray[np.int32]
    weekday: Connections
    saturday: Connections


class GtfsReader:
    """Reads one feed; `counts` holds the rows taken, by (part, outcome)."""

    def __init__(self, source: GtfsSource, today: date, on_problem: OnProblem, on_bytes: OnBytes):
        """Read `source` as of `today`; `on_bytes` hears how much was read of all files."""
        self._source, self._today = source, today
        self._on_problem, self._on_bytes = on_problem, on_bytes
        self._read_before = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self._clock = Clock()
        self._stops: dict[str, int] = {}
        self._positions: list[tuple[float, float]] = []
        self._services: dict[str, Service] = {}
        self._trips: dict[str, int] = {}
        self._service_of: list[str] = []

    def read(self) -> GtfsFeed:
        """The feed.

        Raises:
            UnreadableSource: a file lacks its columns, the archive is broken, nothing ever runs
                (`no_service`), or more than can be (`rides_many`).
        """
        name, version = self._who()
        self._read_stops()
        routes = self._read_routes()
        self._read_calendar()
        self._read_exceptions()
        self._read_trips(routes)
        days = usual_days(self._services, Counter(self._service_of), self._today)
        if days.weekday is None and days.saturday is None:
            raise UnreadableSource("no_service", self._source.path.name)
        if days.over:
            self._tell("calendar.txt", 1, "", "feed_over", skipped=False)
        headways = self._read_frequencies()
        halts = self._read_halts(days)
        made = connections_of(halts, self._tell_halt)
        try:
            made, copies = repeated(made, headways, len(self._service_of))
        except TooManyRides as error:
            raise UnreadableSource("rides_many", "frequencies.txt") from error
        services = self._service_of + [self._service_of[trip] for trip in copies]
        spots = np.array(self._positions, np.float64).reshape(-1, 2)
        return GtfsFeed(
            name,
            version,
            days,
            spots[:, 0],
            spots[:, 1],
            self._read_transfers(),
            *(self._of_day(made, services, day) for day in (days.weekday, days.saturday)),
        )

    def _of_day(self, made: Connections, services: list[str], day: date | None) -> Connections:
        runs = {id_: day is not None and each.runs(day) for id_, each in self._services.items()}
        of_trip = np.array([runs[id_] for id_ in services], np.bool_)
        part = made.take(of_trip[made.trip])
        _, trip = np.unique(part.trip, return_inverse=True)
        values = {name: getattr(part, name) for name in Connections.__slots__}
        return Connections(**(values | {"trip": trip.astype(np.int32)}))

    # --- what is told -------------------------------------------------------------------------

    def _tell(self, file: str, line: int, ref: str, code: str, *, skipped: bool = True) -> None:
        if skipped:
            self.counts[file.removesuffix(".txt"), "skipped"] += 1
        self._on_problem(Problem(file, line, ref[:80], code, skipped))

    def _tell_halt(self, line: int, code: str) -> None:
        self.counts["stop_times", "created"] -= 1
        self._tell("stop_times.txt", line, "", code)

    def _rows(self, name: str, *columns: str) -> Iterator[tuple[int, list[str]]]:
        """The cells of some columns, trimmed, with their line; of a missing column they are empty."""
        part = name.removesuffix(".txt")

        def told(problem: Problem) -> None:
            if problem.skipped:
                self.counts[part, "skipped"] += 1
            self._on_problem(problem)

        before = self._read_before

        def progress(read: int) -> None:
            self._on_bytes(before + read)

        with self._source.table(name, told, progress) as (places, rows):
            at = [places.get(column, -1) for column in columns]
            for line, cells in rows:
                width = len(cells)
                yield line, [cells[p].strip() if 0 <= p < width else "" for p in at]
        self._read_before = before + self._source.size_of(name)

    def _took(self, file: str) -> None:
        self.counts[file.removesuffix(".txt"), "created"] += 1

    # --- the small files ----------------------------------------------------------------------

    def _who(self) -> tuple[str, str]:
        """Who publishes, and the version they give."""
        name = version = ""
        for _, (agency,) in self._rows("agency.txt", "agency_name"):
            name = name or one_line(agency, 120)
        columns = ("feed_publisher_name", "feed_version")
        for _, (publisher, told) in self._rows("feed_info.txt", *columns):
            name, version = one_line(publisher, 120) or name, one_line(told, 80)
        return name or self._source.path.stem[:120], version

    def _read_stops(self) -> None:
        file, seen = "stops.txt", set[str]()
        columns = ("stop_id", "stop_lat", "stop_lon", "location_type")
        for line, (id_, lat, lon, kind) in self._rows(file, *columns):
            if not id_ or id_ in seen:
                self._tell(file, line, id_, "duplicate_id" if id_ else "no_id")
                continue
            seen.add(id_)
            if kind not in ("", "0"):
                continue  # stations, entrances: vehicles halt at their platforms
            position = _position(lat, lon)
            if position is None:
                self._tell(file, line, id_, "bad_position")
                continue
            self._stops[id_] = len(self._positions)
            self._positions.append(position)
            self._took(file)

    def _read_routes(self) -> set[str]:
        file, routes = "routes.txt", set[str]()
        for line, (id_,) in self._rows(file, "route_id"):
            if not id_ or id_ in routes:
                self._tell(file, line, id_, "duplicate_id" if id_ else "no_id")
                continue
            routes.add(id_)
            self._took(file)
        return routes

    def _read_calendar(self) -> None:
        file = "calendar.txt"
        columns = ("service_id", "start_date", "end_date", *WEEKDAYS)
        for line, (id_, start, end, *days) in self._rows(file, *columns):
            begins, ends = _date(start), _date(end)
            if not id_ or id_ in self._services:
                self._tell(file, line, id_, "duplicate_id" if id_ else "no_id")
            elif begins is None or ends is None or ends < begins:
                self._tell(file, line, id_, "bad_date")
            else:
                self._services[id_] = Service(begins, ends, tuple(day == "1" for day in days))
                self._took(file)

    def _read_exceptions(self) -> None:
        file = "calendar_dates.txt"
        for line, (id_, day, kind) in self._rows(file, "service_id", "date", "exception_type"):
            when = _date(day)
            if not id_ or when is None or kind not in ("1", "2"):
                code = "bad_date" if id_ and when is None else "bad_exception" if id_ else "no_id"
                self._tell(file, line, id_, code)
                continue
            service = self._services.setdefault(id_, Service())
            (service.added if kind == "1" else service.removed).add(when)
            self._took(file)

    def _read_trips(self, routes: set[str]) -> None:
        file = "trips.txt"
        for line, (id_, route, service) in self._rows(file, "trip_id", "route_id", "service_id"):
            code = ""
            if not id_ or id_ in self._trips:
                code = "duplicate_id" if id_ else "no_id"
            elif route not in routes:
                code = "unknown_route"
            elif service not in self._services:
                code = "unknown_service"
            if code:
                self._tell(file, line, id_, code)
                continue
            self._trips[id_] = len(self._service_of)
            self._service_of.append(service)
            self._took(file)

    def _read_frequencies(self) -> dict[int, list[Headway]]:
        file, found = "frequencies.txt", dict[int, list[Headway]]()
        columns = ("trip_id", "start_time", "end_time", "headway_secs")
        for line, (id_, start, end, seconds) in self._rows(file, *columns):
            begins, ends = self._clock.minutes(start), self._clock.minutes(end)
            every = _whole(seconds) or 0
            if id_ not in self._trips:
                self._tell(file, line, id_, "unknown_trip")
            elif min(begins, ends) < 0 or every < _SMALLEST_HEADWAY:
                self._tell(file, line, id_, "bad_time")
            else:
                found.setdefault(self._trips[id_], []).append(Headway(begins, ends, every))
                self._took(file)
        return found

    def _read_transfers(self) -> NDArray[np.int32]:
        file, rows = "transfers.txt", list[tuple[int, int, int]]()
        columns = ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time")
        for line, (start, end, kind, seconds) in self._rows(file, *columns):
            a, b = self._stops.get(start), self._stops.get(end)
            if a is None or b is None:
                self._tell(file, line, start if a is None else end, "unknown_stop")
                continue
            least = _whole(seconds)
            if kind != NOT_POSSIBLE and least is not None:
                rows.append((a, b, min(24 * 60, -(-least // 60))))
            self._took(file)
        return np.array(rows, np.int32).reshape(-1, 3)

    # --- stop_times.txt -----------------------------------------------------------------------

    def _read_halts(self, days: UsualDays) -> Halts:
        file, halts, minutes = "stop_times.txt", Halts(), self._clock.minutes
        usual = [day for day in (days.weekday, days.saturday) if day is not None]
        runs = {id_: any(map(each.runs, usual)) for id_, each in self._services.items()}
        wanted = [runs[service] for service in self._service_of]
        columns = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")
        for line, (id_, stop, sequence, arrival, departure, pickup, drop_off) in self._rows(
            file, *columns, "pickup_type", "drop_off_type"
        ):
            trip, place = self._trips.get(id_), self._stops.get(stop)
            arrives, departs = minutes(arrival), minutes(departure)
            code = ""
            if trip is None:
                code = "unknown_trip"
            elif place is None:
                code = "unknown_stop"
            elif WRONG in (arrives, departs):
                code = "bad_time"
            elif _whole(sequence) is None:
                code = "bad_sequence"
            if code or trip is None or place is None:
                self._tell(file, line, id_, code)
                continue
            if not wanted[trip]:
                self.counts["stop_times", "unused"] += 1
                continue
            halts.trip.append(trip)
            halts.sequence.append(int(sequence))
            halts.stop.append(place)
            halts.arrives.append(arrives)
            halts.departs.append(departs)
            halts.flags.append(
                NO_PICKUP * (pickup in _CLOSED) + NO_DROP_OFF * (drop_off in _CLOSED)
            )
            halts.line.append(line)
            self._took(file)
        return halts


def _whole(text: str) -> int | None:
    """A whole number of nine digits at most."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _position(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None
    # nought and nought is what programs write that know no position; no line runs near the poles
    return (lat, lon) if abs(lat) < 85 and abs(lon) <= 180 and (lat, lon) != (0, 0) else None


def _date(text: str) -> date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
