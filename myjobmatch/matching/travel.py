"""The travel port: homes and workplaces in, minutes out. The scorer sees the minutes only.

`TravelPort` is what services hold; `EstimatedTravel` answers without a timetable, and
`matching.transit.port` with one. The estimate's figures are those of `domain.travel`, computed for many pairs at once; a test holds the two
equal. Minutes are int16: -1 unknown place, `UNREACHABLE_MINUTES` beyond every mode (or beyond
`within`, where it was asked for).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Protocol

import numpy as np

from myjobmatch.domain.enums import Schedule, TravelMode
from myjobmatch.domain.profiles import Journey
from myjobmatch.domain.travel import (
    DEFAULT_MODES,
    EARTH_RADIUS_KM,
    PACES,
    UNREACHABLE_MINUTES,
    Point,
    journey,
    reach_km,
)
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints16, Ints32, Ints64
from myjobmatch.matching.offer_minutes import (
    UNKNOWN_MINUTES,
    OfferMinutes,
    roughly_quickest,
    straight_km,
)
from myjobmatch.matching.territory import KM_PER_DEGREE, Places, Territory, cells
from myjobmatch.matching.view import OfferView

AT_ONCE = 8192
MODE_BITS = {mode: bit for bit, mode in enumerate(TravelMode)}


def minutes_to_offers(
    view: OfferView,
    home: Point | None,
    modes: Collection[TravelMode],
    *,
    within: int | None = None,
) -> Ints16:
    """Minutes from a home to every row of the view, by the quickest of the modes.

    With `within` offers that no mode reaches in that time are told unreachable. `minutes_in_reach` is
    the same for those in reach alone, which costs less.
    """
    ways = minutes_in_reach(view, home, modes, within=within)
    return np.full(view.rows, UNKNOWN_MINUTES, np.int16) if ways is None else ways.everywhere()


def minutes_in_reach(
    view: OfferView,
    home: Point | None,
    modes: Collection[TravelMode],
    *,
    within: int | None = None,
    among: Bools | None = None,
) -> OfferMinutes | None:
    """Minutes from a home to the rows in reach, by the quickest of the modes; None without a home.

    With `within` (usually `EngineParameters.hard_minutes`) rows that no mode reaches in that time may
    be left out, and with `among`, a flag a row of the view, those that it has not (usually
    `features.open_offers`): the cost follows who is left.
    """
    if home is None:
        return None
    lost = view.places.nowhere
    chosen = frozenset(modes) or DEFAULT_MODES
    km = None if within is None else reach_km(modes, within)
    near = view.places.somewhere if km is None else view.places.near(home, km)
    if among is not None:
        lost, near = lost[among[lost]], near[among[near]]
    minutes = np.empty(near.size, np.int16)
    for at in range(0, near.size, AT_ONCE):
        part = near[at : at + AT_ONCE]
        minutes[at : at + AT_ONCE] = _estimate(view, home, part, chosen, straight=km is not None)
    return OfferMinutes.of(view.rows, near, minutes, lost)


def _estimate(
    view: OfferView, home: Point, rows: Ints64, modes: frozenset[TravelMode], *, straight: bool
) -> Ints16:
    """Minutes to rows whose place is known; `straight`: they are at most a mode's reach away."""
    latitude, longitude = view.columns["latitude"], view.columns["longitude"]
    if not straight:
        return quickest(distances_km(home, latitude[rows], longitude[rows]), modes)
    km = straight_km(home, view.sphere, rows)
    minutes, doubt = roughly_quickest(km, modes)
    again = np.flatnonzero(doubt)
    if again.size:
        some = rows[again]
        minutes[again] = quickest(distances_km(home, latitude[some], longitude[some]), modes)
    return minutes


@dataclass(frozen=True, slots=True)
class Homes:
    """Where candidates live and how they travel, in the order of a `CandidatePool`.

    Kept apart from the pool: the ranking takes the pool, and never this. The first rows may lie in the
    order of a `territory`'s cells; those that came since are few.
    """

    places: Places
    modes: Ints16

    @classmethod
    def at(cls, latitude: Floats64, longitude: Floats64, modes: Ints16) -> "Homes":
        """Of arrays, NaN where a home is not known; quicker where they are in their cells' order."""
        where = cells(latitude, longitude)
        ordered = bool((where[1:] >= where[:-1]).all())
        territory = Territory.of(where if ordered else where[:0])
        return cls(Places(territory, latitude, longitude), modes)

    @classmethod
    def of(cls, points: Sequence[Point | None], modes: Sequence[Collection[TravelMode]]) -> "Homes":
        """Homes and modes of as many people; None where the home is not known."""
        nan = float("nan")
        return cls.at(
            latitude=np.array([p.latitude if p else nan for p in points], np.float64),
            longitude=np.array([p.longitude if p else nan for p in points], np.float64),
            modes=np.array([mode_mask(each) for each in modes], np.int16),
        )

    @property
    def latitude(self) -> Floats64:
        """Of each home, NaN where it is not known."""
        return self.places.latitude

    @property
    def longitude(self) -> Floats64:
        """Likewise."""
        return self.places.longitude


def mode_mask(modes: Collection[TravelMode]) -> int:
    """Modes as one number, a bit each; 0 when none is told."""
    return sum(1 << MODE_BITS[mode] for mode in set(modes))


def minutes_to_offer(
    homes: Homes,
    place: Point | None,
    *,
    within: Ints32 | None = None,
    among: Bools | None = None,
) -> Ints16:
    """Minutes from every home to one workplace, by each person's own modes.

    With `within`, a number of minutes a candidate, whoever no mode of theirs brings there in so many is
    told unreachable without being computed. So is whoever is not `among` those asked about.
    """
    count = homes.modes.size
    if place is None or not count:
        minutes = np.full(count, UNKNOWN_MINUTES, np.int16)
        if among is not None:
            minutes[~among] = UNREACHABLE_MINUTES
        return minutes
    minutes = np.full(count, UNREACHABLE_MINUTES, np.int16)
    homes.places.mark_nowhere(minutes, UNKNOWN_MINUTES, among)
    if within is None:
        rows = homes.places.somewhere
    else:
        rows = homes.places.near(place, reach_km(MODE_BITS, int(within.max())))
    if among is not None:
        rows = rows[among[rows]]
    for at in range(0, rows.size, AT_ONCE):
        part = rows[at : at + AT_ONCE]
        latitude, longitude = homes.latitude[part], homes.longitude[part]
        if within is not None:
            near = in_reach(place, latitude, longitude, homes.modes[part], within[part])
            part, latitude, longitude = part[near], latitude[near], longitude[near]
        km = distances_km(place, latitude, longitude)
        minutes[part] = _quickest_of_each(km, homes.modes[part])
    return minutes


STEEP = 75
"""Beyond this latitude, in degrees, a box around a place is not worth measuring in."""


def in_reach(
    place: Point, latitude: Floats64, longitude: Floats64, modes: Ints16, within: Ints32
) -> Ints64:
    """Positions of who may come within their own minutes, and of hardly anybody else.

    By a distance without sines that is at most the true one: for an angle x of up to 3 degrees
    sin(x) is x within 1 in 2,000, and of all cosines of latitude about the smallest is taken.
    """
    reach = reach_table()[modes, np.minimum(within, UNREACHABLE_MINUTES)] / np.float32(
        KM_PER_DEGREE
    )
    margin = float(reach.max(initial=0)) * 1.001
    if abs(place.latitude) + margin > STEEP:
        return np.arange(latitude.size)
    shrink = cos(radians(place.latitude)) * cos(radians(abs(place.latitude) + margin))
    turn = np.abs(longitude - place.longitude)
    np.minimum(turn, 360 - turn, out=turn)
    north = latitude - place.latitude
    least = (north * north + shrink * (turn * turn)) * 0.998
    return np.flatnonzero(least <= reach * reach)


@lru_cache(maxsize=1)
def reach_table() -> Floats32:
    """`domain.travel.reach_km` by mask of modes and minutes, up to `UNREACHABLE_MINUTES`."""
    table = np.zeros((1 << len(MODE_BITS), UNREACHABLE_MINUTES + 1), np.float32)
    minutes = range(UNREACHABLE_MINUTES + 1)
    alone = {mode: [reach_km([mode], m) for m in minutes] for mode in MODE_BITS}
    for mask in range(len(table)):
        chosen = [mode for mode, bit in MODE_BITS.items() if mask >> bit & 1]
        for mode in chosen or DEFAULT_MODES:
            np.maximum(table[mask], np.array(alone[mode], np.float32), out=table[mask])
    return table


class TravelPort(Protocol):
    """Where minutes come from. `within` is the longest way that is accepted, in minutes.

    Minutes may be raised, up to 0.9 times `within`, for a way that the offer's usual hours do not
    allow: such an offer is shown late and not hidden. A `Journey` tells the true minutes.
    """

    def minutes_in_reach(
        self,
        view: OfferView,
        home: Point | None,
        modes: Collection[TravelMode],
        *,
        within: int | None = None,
        among: Bools | None = None,
    ) -> OfferMinutes | None:
        """As the function of this name."""
        ...

    def minutes_to_offer(
        self,
        homes: "Homes",
        place: Point | None,
        schedules: Collection[Schedule],
        *,
        within: Ints32 | None = None,
        among: Bools | None = None,
    ) -> Ints16:
        """As the function of this name, for an offer of these schedules; `within` a candidate."""
        ...

    def journey(
        self,
        home: Point | None,
        place: Point | None,
        modes: Collection[TravelMode],
        schedules: Collection[Schedule],
        *,
        within: int | None = None,
    ) -> Journey:
        """One way, for a card: the mode that the minutes above are those of."""
        ...


class EstimatedTravel:
    """The port without any timetable: the stated estimate for every mode."""

    def minutes_in_reach(
        self,
        view: OfferView,
        home: Point | None,
        modes: Collection[TravelMode],
        *,
        within: int | None = None,
        among: Bools | None = None,
    ) -> OfferMinutes | None:
        """The estimate, to the rows in reach."""
        return minutes_in_reach(view, home, modes, within=within, among=among)

    def minutes_to_offer(
        self,
        homes: "Homes",
        place: Point | None,
        schedules: Collection[Schedule],  # noqa: ARG002
        *,
        within: Ints32 | None = None,
        among: Bools | None = None,
    ) -> Ints16:
        """The estimate, from every home; hours make no difference to it."""
        return minutes_to_offer(homes, place, within=within, among=among)

    def journey(
        self,
        home: Point | None,
        place: Point | None,
        modes: Collection[TravelMode],
        schedules: Collection[Schedule],  # noqa: ARG002
        *,
        within: int | None = None,  # noqa: ARG002
    ) -> Journey:
        """The estimate for one pair."""
        return journey(home, place, modes)


def distances_km(a: Point, latitude: Floats64, longitude: Floats64) -> Floats64:
    """Great-circle distances in kilometres (haversine), as `domain.travel.distance_km`."""
    lat_a, lat_b = radians(a.latitude), np.radians(latitude)
    d_lat, d_lon = lat_b - lat_a, np.radians(longitude - a.longitude)
    h = np.sin(d_lat / 2) ** 2 + cos(lat_a) * np.cos(lat_b) * np.sin(d_lon / 2) ** 2
    km: Floats64 = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return km


def quickest(km: Floats64, modes: frozenset[TravelMode]) -> Ints16:
    best = np.full(km.size, np.inf)
    for mode in modes:
        pace = PACES[mode]
        minutes = np.rint(pace.fixed_minutes + km * pace.detour / pace.speed_kmh * 60)
        np.minimum(best, np.where(km > pace.longest_km, np.inf, minutes), out=best)
    best[np.isinf(best)] = UNREACHABLE_MINUTES
    return best.astype(np.int16)


def _quickest_of_each(km: Floats64, modes: Ints16) -> Ints16:
    best = np.full(km.size, UNREACHABLE_MINUTES, np.int16)
    silent = modes == 0
    for mode, bit in MODE_BITS.items():
        chosen = (modes >> bit & 1).astype(np.bool_)
        if mode in DEFAULT_MODES:
            chosen |= silent
        places = np.flatnonzero(chosen)
        minutes = quickest(km[places], frozenset({mode}))
        best[places] = np.minimum(best[places], minutes)
    return best
