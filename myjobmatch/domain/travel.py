"""Minutes of travel without a timetable: a stated estimate, the same for both directions.

Great-circle distance (haversine, sphere of 6,371.0088 km) times a detour factor, at a door-to-door
speed of the mode, plus a fixed time to leave and arrive. The figures are ours, rounded from what
French household travel surveys report for suburban trips; docs/matching/travel.md says what they
are worth. Public transport is the weakest: without a timetable it is a guess, and the card says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from myjobmatch.domain.enums import Schedule, TravelBand, TravelMode
from myjobmatch.domain.profiles import Journey

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Point:
    """A WGS84 position in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How a mode travels: detour factor, km/h door to door, fixed minutes, longest sensible km."""

    detour: float
    speed_kmh: float
    fixed_minutes: float
    longest_km: float


PACES: dict[TravelMode, Pace] = {
    TravelMode.WALK: Pace(detour=1.25, speed_kmh=4.5, fixed_minutes=0, longest_km=6),
    TravelMode.BIKE: Pace(detour=1.3, speed_kmh=14, fixed_minutes=3, longest_km=20),
    TravelMode.TRANSIT: Pace(detour=1.4, speed_kmh=24, fixed_minutes=14, longest_km=90),
    TravelMode.MOPED: Pace(detour=1.35, speed_kmh=30, fixed_minutes=4, longest_km=45),
    TravelMode.CAR: Pace(detour=1.35, speed_kmh=42, fixed_minutes=7, longest_km=120),
}
DEFAULT_MODES = frozenset({TravelMode.WALK, TravelMode.TRANSIT})
"""What is assumed of someone who has not said how they travel."""


@dataclass(frozen=True, slots=True)
class WorkHours:
    """When a shift begins and ends: minutes after midnight, beyond 1,440 on the next day."""

    begins: int
    ends: int
    saturday: bool = False


_DAY = WorkHours(9 * 60, 17 * 60)
USUAL_HOURS: dict[Schedule, tuple[WorkHours, ...]] = {
    Schedule.DAY: (_DAY,),
    Schedule.EVENING: (WorkHours(14 * 60, 22 * 60),),
    Schedule.NIGHT: (WorkHours(22 * 60, 30 * 60),),
    Schedule.WEEKEND: (WorkHours(9 * 60, 18 * 60, saturday=True),),
    Schedule.SHIFTS: (WorkHours(6 * 60, 14 * 60), WorkHours(14 * 60, 22 * 60)),
}
"""The hours that an offer's schedule is taken to mean: offers tell schedules, not hours."""


def usual_hours(schedules: Iterable[Schedule]) -> tuple[WorkHours, ...]:
    """The hours of an offer of these schedules, all of which must be kept; the day's if none is told."""
    hours = {each for schedule in schedules for each in USUAL_HOURS[schedule]}
    return tuple(sorted(hours, key=lambda h: (h.saturday, h.begins))) or (_DAY,)


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    d_lat, d_lon = lat_b - lat_a, radians(b.longitude - a.longitude)
    h = sin(d_lat / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))


def minutes_by(mode: TravelMode, km: float) -> int | None:
    """Estimated minutes for a great-circle distance, or None beyond the mode's reach."""
    pace = PACES[mode]
    if km > pace.longest_km:
        return None
    return round(pace.fixed_minutes + km * pace.detour / pace.speed_kmh * 60)


def journey(home: Point | None, work: Point | None, modes: Iterable[TravelMode]) -> Journey:
    """The quickest of the modes; unknown when either place is."""
    if home is None or work is None:
        return Journey(minutes=None, mode=None)
    km = distance_km(home, work)
    usable = frozenset(modes) or DEFAULT_MODES
    known = [(m, mode) for mode in sorted(usable) if (m := minutes_by(mode, km)) is not None]
    if not known:
        return Journey(minutes=UNREACHABLE_MINUTES, mode=None)
    minutes, mode = min(known)
    return Journey(minutes=minutes, mode=mode)


UNREACHABLE_MINUTES = 600
"""Stands for: no mode of theirs gets there in a day's sense."""


def band(minutes: int | None) -> TravelBand:
    """What an employer may know of the way."""
    if minutes is None:
        return TravelBand.UNKNOWN
    if minutes <= 30:
        return TravelBand.WITHIN_30
    if minutes <= 45:
        return TravelBand.WITHIN_45
    if minutes <= 60:
        return TravelBand.WITHIN_60
    return TravelBand.OVER_60


def clock_of(minutes: int) -> str:
    """Minutes after midnight as hours and minutes, "21:40"; 25:10 is ten past one, "01:10"."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def reach_km(modes: Iterable[TravelMode], minutes: int) -> float:
    """The largest great-circle distance that some mode covers within `minutes`, in kilometres."""
    usable = frozenset(modes) or DEFAULT_MODES
    best = 0.0
    for mode in usable:
        pace = PACES[mode]
        km = max(0.0, minutes + 0.5 - pace.fixed_minutes) / 60 * pace.speed_kmh / pace.detour
        best = max(best, min(km, pace.longest_km))
    return best
