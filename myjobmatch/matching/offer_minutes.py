"""Minutes to some offers of a view, and a quick estimate of them that is right to the minute.

Who is within reach is a small part of a nation's offers, so minutes are kept of those rows alone. The
estimate goes by straight lines through the Earth, in single precision; where that leaves a doubt about
the minute, or whether a mode goes so far, the great circle is computed as everywhere else.
"""

from dataclasses import dataclass

import numpy as np

from myjobmatch.domain.enums import TravelMode
from myjobmatch.domain.travel import EARTH_RADIUS_KM, PACES, UNREACHABLE_MINUTES, Point
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints16, Ints64

UNKNOWN_MINUTES = -1

DOUBT_KM = 0.002
"""Rounding three coordinates of a unit sphere to single precision moves a point by at most 0.7 m."""


@dataclass(frozen=True, slots=True)
class OfferMinutes:
    """Minutes to some rows of a view of `total` rows, ascending: all others are out of reach.

    Minutes are -1 where the place is not known, `UNREACHABLE_MINUTES` where no mode gets there.
    """

    total: int
    rows: Ints64
    minutes: Ints16

    @classmethod
    def of(cls, total: int, rows: Ints64, minutes: Ints16, lost: Ints64) -> "OfferMinutes":
        """Of rows and their minutes, and of rows whose place is not known; in any order."""
        every = np.concatenate([lost, rows])
        told = np.concatenate([np.full(lost.size, UNKNOWN_MINUTES, np.int16), minutes])
        if every.size > 1 and not bool((every[1:] > every[:-1]).all()):
            order = np.argsort(every, kind="stable")
            every, told = every[order], told[order]
        return cls(total, every, told)

    def everywhere(self) -> Ints16:
        """Minutes to every row of the view."""
        whole = np.full(self.total, UNREACHABLE_MINUTES, np.int16)
        whole[self.rows] = self.minutes
        return whole


def on_sphere(latitude: Floats64, longitude: Floats64) -> tuple[Floats32, Floats32, Floats32]:
    """Places on a sphere of radius 1, from degrees; NaN stays NaN."""
    up, around = np.radians(latitude), np.radians(longitude)
    level = np.cos(up)
    spots = (level * np.cos(around), level * np.sin(around), np.sin(up))
    return tuple(axis.astype(np.float32) for axis in spots)  # type: ignore[return-value]


def straight_km(home: Point, sphere: tuple[Floats32, Floats32, Floats32], rows: Ints64) -> Floats32:
    """Kilometres along the great circle, to within `DOUBT_KM` up to 400; beyond, more than 399."""
    here = on_sphere(np.array([home.latitude]), np.array([home.longitude]))
    square = np.zeros(rows.size, np.float32)
    for axis, mine in zip(sphere, here, strict=True):
        gap = axis.take(rows)
        gap -= mine
        gap *= gap
        square += gap
    # arc = chord x (1 + chord^2 / 24 + ...)
    km = square * np.float32(1 / 24)
    km += np.float32(1)
    np.sqrt(square, out=square)
    km *= square
    km *= np.float32(EARTH_RADIUS_KM)
    return km


def roughly_quickest(km: Floats32, modes: frozenset[TravelMode]) -> tuple[Ints16, Bools]:
    """Minutes by the quickest mode for distances that are right to within `DOUBT_KM`.

    And which of them another distance within that might change.
    """
    best = np.full(km.size, UNREACHABLE_MINUTES, np.float32)
    doubt = np.zeros(km.size, np.bool_)
    for mode in modes:
        pace = PACES[mode]
        by_km = pace.detour / pace.speed_kmh * 60
        exact = km * np.float32(by_km)
        exact += np.float32(pace.fixed_minutes)
        minutes = np.rint(exact)
        exact -= minutes
        np.abs(exact, out=exact)
        doubt |= exact > 0.5 - DOUBT_KM * by_km - 1e-4
        doubt |= np.abs(km - np.float32(pace.longest_km)) < DOUBT_KM
        minutes[km > pace.longest_km] = UNREACHABLE_MINUTES
        np.minimum(best, minutes, out=best)
    return best.astype(np.int16), doubt
