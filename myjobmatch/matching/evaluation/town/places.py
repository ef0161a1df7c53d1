"""Where the town's people live and work: a centre, districts and villages, activity zones."""

from __future__ import annotations

from math import cos, radians
from random import Random

from myjobmatch.domain.enums import Licence, TravelMode
from myjobmatch.domain.travel import Point

CENTRE = Point(48.63, 2.44)
KM_PER_DEGREE = 111.195

_HOMES = ((0, 0), (2, 1), (-2, 2), (3, -3), (-4, -1), (6, 4), (-7, 5), (9, -6), (-10, -8), (14, 9))
_ZONES = ((0, 0), (1, -1), (4, 3), (-5, -4), (8, 1), (-9, 6), (15, -10))
"""East and north of the centre in kilometres."""


def away(origin: Point, east_km: float, north_km: float) -> Point:
    """The point so far east and north, on a plane good enough for a town."""
    latitude = origin.latitude + north_km / KM_PER_DEGREE
    return Point(
        latitude, origin.longitude + east_km / (KM_PER_DEGREE * cos(radians(origin.latitude)))
    )


def a_home(rng: Random) -> Point:
    """Somewhere in a district or a village."""
    east, north = rng.choice(_HOMES)
    return away(CENTRE, rng.gauss(east, 0.8), rng.gauss(north, 0.8))


def a_workplace(rng: Random) -> Point:
    """Half in the activity zones, the rest where people live."""
    if rng.random() < 0.5:
        east, north = rng.choice(_ZONES)
        return away(CENTRE, rng.gauss(east, 0.5), rng.gauss(north, 0.5))
    return a_home(rng)


def means(rng: Random) -> tuple[frozenset[TravelMode], frozenset[Licence]]:
    """How a youth gets about, and the licences that go with it."""
    modes, licences = {TravelMode.WALK}, set()
    if rng.random() < 0.75:
        modes.add(TravelMode.TRANSIT)
    if rng.random() < 0.35:
        modes.add(TravelMode.BIKE)
    if rng.random() < 0.12:
        modes.add(TravelMode.MOPED)
        licences.add(Licence.AM)
    if rng.random() < 0.30:
        licences.add(Licence.B)
        if rng.random() < 0.6:
            modes.add(TravelMode.CAR)
    return frozenset(modes), frozenset(licences)
