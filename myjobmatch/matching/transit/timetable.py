"""A feed in compact form: stops, and the connections of a usual weekday and of a usual Saturday.

A connection is one vehicle going from one stop to the next without a halt between (Dibbelt, Pajor,
Strasser, Wagner, "Connection Scan Algorithm", ACM JEA 23, 2018). Times are whole minutes after the
midnight that the service day begins with, rounded down; a day has more than 1,440 of them.
"""

import io
import zipfile
from dataclasses import dataclass, fields

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats64, Ints16, Ints32

FORMAT = 1
LAST_MINUTE = 1800
"""06:00 of the next day: nothing later is kept."""


class TimetableDamagedError(Exception):
    """The bytes are no timetable, or of another format: import the feed again."""


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The connections of a day, aligned; those of one trip in the order it makes them.

    departs, arrives: minutes. origin, target: places in the list of stops. trip: a number for each
    vehicle's run. board, alight: whether passengers may get on at the origin, off at the target.
    """

    departs: Ints16
    arrives: Ints16
    origin: Ints32
    target: Ints32
    trip: Ints32
    board: Bools
    alight: Bools

    def __len__(self) -> int:
        """How many connections."""
        return int(self.departs.size)


@dataclass(frozen=True, slots=True)
class Timetable:
    """What routing needs of a feed. Positions in degrees (WGS84); transfers as (from, to, minutes)."""

    latitude: Floats64
    longitude: Floats64
    transfers: Ints32
    weekday: DayTimes
    saturday: DayTimes

    def to_bytes(self) -> bytes:
        """The timetable as compressed arrays."""
        arrays = {
            "format": np.array([FORMAT]),
            "latitude": self.latitude,
            "longitude": self.longitude,
            "transfers": self.transfers,
        }
        for name, day in (("weekday", self.weekday), ("saturday", self.saturday)):
            order = np.lexsort((day.departs, day.trip))  # a run's halts together compress well
            for field in fields(DayTimes):
                arrays[f"{name}.{field.name}"] = getattr(day, field.name)[order]
        file = io.BytesIO()
        np.savez_compressed(file, allow_pickle=False, **arrays)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Timetable":
        """What `to_bytes` wrote.

        Raises:
            TimetableDamagedError: it is something else.
        """
        try:
            with np.load(io.BytesIO(raw), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            if arrays["format"].tolist() != [FORMAT]:
                raise TimetableDamagedError("another format")
            days = {
                name: DayTimes(**{f.name: arrays[f"{name}.{f.name}"] for f in fields(DayTimes)})
                for name in ("weekday", "saturday")
            }
            found = cls(arrays["latitude"], arrays["longitude"], arrays["transfers"], **days)
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise TimetableDamagedError(str(error)) from error
        found.check()
        return found

    def check(self) -> None:
        """Look whether it holds together.

        Raises:
            TimetableDamagedError: lengths differ, a stop does not exist, a vehicle goes back in time.
        """
        stops = self.latitude.size
        sound = self.longitude.size == stops and self.transfers.shape == (len(self.transfers), 3)
        sound = sound and _inside(self.transfers[:, :2], stops)
        for day in (self.weekday, self.saturday):
            sizes = {getattr(day, field.name).shape for field in fields(DayTimes)}
            sound = sound and sizes == {(len(day),)}
            sound = sound and _inside(day.origin, stops) and _inside(day.target, stops)
            sound = sound and bool((day.departs >= 0).all() and (day.arrives >= day.departs).all())
        if not sound:
            raise TimetableDamagedError("it does not hold together")


def _inside(places: Ints32, size: int) -> bool:
    return not places.size or (int(places.min()) >= 0 and int(places.max()) < size)
