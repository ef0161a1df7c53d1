"""The travel port: homes and workplaces in, minutes out. The scorer sees the minutes only.

`TravelPort` is what services hold; `EstimatedTravel` answers without a timetable, and
`matching.transit.port` with one. The estimate's figures are those of `domain.travel`, computed for many pairs at once; a test holds the two
equal. Minutes are int16: -1 unknown place, `UNREACHABLE_MINUTES` beyond every mode (or beyond
`within`, where it was asked for).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
from myjobmatch.matching.arrays import Floats64, Ints16, Ints32, Ints64
from myjobmatch.matching.territory import Territory, bounding_box, cells
from myjobmatch.matching.view import OfferView

UNKNOWN_MINUTES = -1
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

    With `within` (usually `EngineParameters.hard_minutes`) offers that no mode reaches in that time
    are not computed but told unreachable: a hundred thousand offers then cost little.
    """
    latitude, longitude = view.columns["latitude"], view.columns["longitude"]
    if home is None:
        return np.full(view.rows, UNKNOWN_MINUTES, np.int16)
    minutes = np.full(view.rows, UNREACHABLE_MINUTES, np.int16)
    minutes[view.nowhere()] = UNKNOWN_MINUTES
    if within is None:
        rows = np.flatnonzero(minutes != UNKNOWN_MINUTES)
    else:
        rows = view.near(home, reach_km(modes, within))
    chosen = frozenset(modes) or DEFAULT_MODES
    for at in range(0, rows.size, AT_ONCE):
        part = rows[at : at + AT_ONCE]
        minutes[part] = quickest(distances_km(home, latitude[part], longitude[part]), chosen)
    return minutes


@dataclass(frozen=True, slots=True)
class Homes:
    """Where candidates live and how they travel, in the order of a `CandidatePool`.

    Kept apart from the pool: the ranking takes the pool, and never this.
    """

    latitude: Floats64
    longitude: Floats64
    modes: Ints16
    territory: Territory | None = None

    @classmethod
    def at(cls, latitude: Floats64, longitude: Floats64, modes: Ints16) -> "Homes":
        """Of arrays, NaN where a home is not known; quicker where they are in their cells' order."""
        where = cells(latitude, longitude)
        ordered = bool((where[1:] >= where[:-1]).all())
        return cls(latitude, longitude, modes, Territory.of(where) if ordered else None)

    def near(self, centre: Point, km: float) -> Ints64:
        """Whoever may live within `km`, ascending."""
        if self.territory is not None:
            return self.territory.near(centre, km)
        return np.flatnonzero(bounding_box(self.latitude, self.longitude, centre, km))

    @classmethod
    def of(cls, points: Sequence[Point | None], modes: Sequence[Collection[TravelMode]]) -> "Homes":
        """Homes and modes of as many people; None where the home is not known."""
        nan = float("nan")
        masks = [sum(1 << MODE_BITS[mode] for mode in set(each)) for each in modes]
        return cls.at(
            latitude=np.array([p.latitude if p else nan for p in points], np.float64),
            longitude=np.array([p.longitude if p else nan for p in points], np.float64),
            modes=np.array(masks, np.int16),
        )


def in_order_of_place(ids: Sequence[int], homes: Mapping[int, Point | None]) -> list[int]:
    """The ids in the order of their homes' cells, then as given: what makes `Homes` quick."""
    points = [homes[i] for i in ids]
    nan = float("nan")
    latitude = np.array([p.latitude if p else nan for p in points], np.float64)
    longitude = np.array([p.longitude if p else nan for p in points], np.float64)
    return [ids[at] for at in np.argsort(cells(latitude, longitude), kind="stable").tolist()]


def minutes_to_offer(homes: Homes, place: Point | None, *, within: Ints32 | None = None) -> Ints16:
    """Minutes from every home to one workplace, by each person's own modes.

    With `within`, a number of minutes a candidate, homes beyond the longest of them are told
    unreachable without being computed.
    """
    minutes = np.full(homes.modes.size, UNKNOWN_MINUTES, np.int16)
    if place is None or not minutes.size:
        return minutes
    if within is None:
        rows = np.flatnonzero(~np.isnan(homes.latitude))
    else:
        if homes.territory is not None:
            minutes[homes.territory.nowhere :] = UNREACHABLE_MINUTES
        else:
            minutes[~np.isnan(homes.latitude)] = UNREACHABLE_MINUTES
        rows = homes.near(place, reach_km(MODE_BITS, int(within.max())))
    for at in range(0, rows.size, AT_ONCE):
        part = rows[at : at + AT_ONCE]
        km = distances_km(place, homes.latitude[part], homes.longitude[part])
        minutes[part] = _quickest_of_each(km, homes.modes[part])
    return minutes


class TravelPort(Protocol):
    """Where minutes come from. `within` is the longest way that is accepted, in minutes.

    Minutes may be raised, up to 0.9 times `within`, for a way that the offer's usual hours do not
    allow: such an offer is shown late and not hidden. A `Journey` tells the true minutes.
    """

    def minutes_to_offers(
        self,
        view: OfferView,
        home: Point | None,
        modes: Collection[TravelMode],
        *,
        within: int | None = None,
    ) -> Ints16:
        """As the function of this name."""
        ...

    def minutes_to_offer(
        self,
        homes: "Homes",
        place: Point | None,
        schedules: Collection[Schedule],
        *,
        within: Ints32 | None = None,
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

    def minutes_to_offers(
        self,
        view: OfferView,
        home: Point | None,
        modes: Collection[TravelMode],
        *,
        within: int | None = None,
    ) -> Ints16:
        """The estimate, to every row of the view."""
        return minutes_to_offers(view, home, modes, within=within)

    def minutes_to_offer(
        self,
        homes: "Homes",
        place: Point | None,
        schedules: Collection[Schedule],  # noqa: ARG002
        *,
        within: Ints32 | None = None,
    ) -> Ints16:
        """The estimate, from every home; hours make no difference to it."""
        return minutes_to_offer(homes, place, within=within)

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
        minutes = quickest(km, frozenset({mode}))
        np.minimum(best, np.where(chosen, minutes, UNREACHABLE_MINUTES), out=best)
    return best
