"""The travel port with timetables: public transport from them, every other mode estimated.

A pair is answered from the timetables when home and work both lie within a walk of their stops, and
estimated otherwise. Searches are kept by cell, so that a second deck of the same home searches nothing.
"""

import threading
import weakref
from collections import OrderedDict
from collections.abc import Collection

import numpy as np

from myjobmatch.domain.enums import Schedule, TravelGap, TravelMode
from myjobmatch.domain.profiles import Journey
from myjobmatch.domain.travel import (
    DEFAULT_MODES,
    UNREACHABLE_MINUTES,
    Point,
    reach_km,
    usual_hours,
)
from myjobmatch.domain.travel import journey as estimated_journey
from myjobmatch.matching.arrays import Bools, Floats64, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.columns import SCHEDULE_BITS
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.territory import bounding_box
from myjobmatch.matching.transit.network import ACCESS_KM, Network
from myjobmatch.matching.transit.ways import (
    GAP_BACK,
    GAP_THERE,
    Hour,
    Pairs,
    Ways,
    pairs_of,
    rows_by_mask,
)
from myjobmatch.matching.travel import (
    MODE_BITS,
    Homes,
    distances_km,
    minutes_in_reach,
    minutes_to_offer,
    quickest,
)
from myjobmatch.matching.view import OfferView

MEMORY = 96 << 20
"""About how many bytes of searches are kept."""

BYTES_A_CELL = 16
SHORT_WALK = 15
"""Who takes public transport walks all the way when it takes at most so many minutes."""

DECKS_KEPT = 16
"""Of so many decks the minutes are kept as they are, while the index does not change."""

Asked = tuple[Point, frozenset[TravelMode], int | None]
_GAPS = {GAP_THERE: TravelGap.THERE, GAP_BACK: TravelGap.BACK}
_TRANSIT = 1 << MODE_BITS[TravelMode.TRANSIT]


class _Decks:
    """The minutes of the last decks of one view of the index: a youth who swipes asks again and again."""

    def __init__(self) -> None:
        self._of: weakref.ref[Floats64] | None = None
        self._kept: OrderedDict[Asked, OfferMinutes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, latitude: Floats64, asked: "Asked") -> OfferMinutes | None:
        with self._lock:
            same = self._of is not None and self._of() is latitude
            return self._kept.get(asked) if same else None

    def keep(self, latitude: Floats64, asked: "Asked", minutes: OfferMinutes) -> None:
        with self._lock:
            if self._of is None or self._of() is not latitude:
                self._of = weakref.ref(latitude)
                self._kept.clear()
            self._kept[asked] = minutes
            if len(self._kept) > DECKS_KEPT:
                self._kept.popitem(last=False)


class TimetableTravel:
    """`TravelPort` on a network. Any number of threads may ask."""

    def __init__(self, network: Network) -> None:
        """Answer from a network."""
        self._network = network
        self._kept: OrderedDict[tuple[int, bool], Ways] = OrderedDict()
        self._most = max(16, MEMORY // (BYTES_A_CELL * max(1, network.cells)))
        self._lock = threading.Lock()
        self._decks = _Decks()

    def minutes_in_reach(
        self,
        view: OfferView,
        home: Point | None,
        modes: Collection[TravelMode],
        *,
        within: int | None = None,
        among: Bools | None = None,
    ) -> OfferMinutes | None:
        """Minutes from a home to the rows in reach, by the quickest of the modes.

        What a timetable tells is kept for a youth's next deck, of all rows; `among` spares nothing then.
        """
        usable = frozenset(modes) or DEFAULT_MODES
        ways = self._ways_from(home) if TravelMode.TRANSIT in usable else None
        if ways is None or home is None:
            return minutes_in_reach(view, home, modes, within=within, among=among)
        latitude, longitude = view.columns["latitude"], view.columns["longitude"]
        asked = (home, usable, within)
        if (told := self._decks.get(latitude, asked)) is not None:
            return told
        if within is None:
            rows = view.places.somewhere
        else:
            km = max(reach_km(usable, within), ways.reach_km(within))
            rows = view.places.near(home, km)
        latitude, longitude = latitude[rows], longitude[rows]
        cells = self._network.cells_of(latitude, longitude)
        felt = _estimated(home, latitude, longitude, usable, cells, within)
        near = np.flatnonzero(cells >= 0)
        transit = self._felt(ways, cells[near], view.columns["schedules"][rows[near]], within)
        felt[near] = np.minimum(felt[near], transit)
        minutes = OfferMinutes.of(view.rows, rows, felt, view.places.nowhere)
        self._decks.keep(view.columns["latitude"], asked, minutes)
        return minutes

    def minutes_to_offer(
        self,
        homes: Homes,
        place: Point | None,
        schedules: Collection[Schedule],
        *,
        within: Ints32 | None = None,
        among: Bools | None = None,
    ) -> Ints16:
        """Minutes from every home to a workplace of these schedules, by each person's own modes."""
        minutes = minutes_to_offer(homes, place, within=within, among=among)
        ways = self._ways(self._network.cell_of(place), from_work=True) if place else None
        if ways is None or place is None or not minutes.size:
            return minutes
        people = np.arange(minutes.size)
        if within is not None:
            longest = int(within.max())
            km = max(reach_km([TravelMode.TRANSIT], longest), ways.reach_km(longest, schedules))
            people = homes.places.near(place, km)
        if among is not None:
            people = people[among[people]]
        cells = self._network.cells_of(homes.latitude[people], homes.longitude[people])
        modes = homes.modes[people]
        takes = ((modes & _TRANSIT != 0) | (modes == 0)) & (cells >= 0)
        people, cells = people[takes], cells[takes]
        pairs = pairs_of(ways, cells, usual_hours(schedules))
        felt = pairs.felt(None if within is None else within[people])
        for mask, some in rows_by_mask(homes.modes[people].astype(np.int8)):
            chosen = frozenset(mode for mode, bit in MODE_BITS.items() if mask >> bit & 1)
            who, usable = people[some], chosen or DEFAULT_MODES
            others = _estimated(
                place, homes.latitude[who], homes.longitude[who], usable, cells[some], None
            )
            minutes[who] = np.minimum(others, felt[some])
        return minutes

    def journey(
        self,
        home: Point | None,
        place: Point | None,
        modes: Collection[TravelMode],
        schedules: Collection[Schedule],
        *,
        within: int | None = None,
    ) -> Journey:
        """One way, by the mode that the minutes above are those of."""
        usable = frozenset(modes) or DEFAULT_MODES
        ways = self._ways_from(home) if TravelMode.TRANSIT in usable else None
        cell = self._network.cell_of(place) if place else -1
        if ways is None or home is None or place is None or cell < 0:
            return estimated_journey(home, place, modes)
        hours = usual_hours(schedules)
        cells = np.array([cell], np.int32)
        pairs = pairs_of(ways, cells, hours)
        other = _other_journey(home, place, usable)
        if other.minutes is not None and other.minutes <= int(pairs.felt(within)[0]):
            return other
        minutes = int(pairs.minutes[0])
        if minutes >= UNREACHABLE_MINUTES:
            return Journey(minutes=UNREACHABLE_MINUTES, mode=None)
        begins = [Hour(each.begins, each.saturday) for each in hours]
        begins += [Hour(each.begins, each.saturday) for each in usual_hours(())]
        taken = next(hour for hour in begins if ways.there(hour)[cell] == minutes)
        evenings = [Hour(each.ends, each.saturday) for each in hours if each.ends <= 1440]
        returns = [int(ways.last(hour)[cell]) for hour in evenings]
        return Journey(
            minutes=minutes,
            mode=TravelMode.TRANSIT,
            estimated=False,
            last_return=min(returns) if returns and min(returns) >= 0 else None,
            changes=ways.changes(taken, cell),
            gap=_GAPS.get(int(pairs.gap[0])),
        )

    # --- what is kept -------------------------------------------------------------------------

    def _ways_from(self, home: Point | None) -> Ways | None:
        return self._ways(self._network.cell_of(home), from_work=False) if home else None

    def _ways(self, cell: int, *, from_work: bool) -> Ways | None:
        if cell < 0:
            return None
        key = (cell, from_work)
        with self._lock:
            ways = self._kept.get(key)
            if ways is None:
                ways = self._kept[key] = Ways(self._network, cell, from_work=from_work)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        return ways

    def _felt(self, ways: Ways, cells: Ints32, masks: Ints8, within: int | None) -> Ints16:
        felt = np.full(cells.size, UNREACHABLE_MINUTES, np.int16)
        for mask, rows in rows_by_mask(masks):
            schedules = [schedule for schedule, bit in SCHEDULE_BITS.items() if mask & bit]
            pairs: Pairs = pairs_of(ways, cells[rows], usual_hours(schedules))
            felt[rows] = pairs.felt(within)
        return felt


def _estimated(
    centre: Point,
    latitude: Floats64,
    longitude: Floats64,
    modes: frozenset[TravelMode],
    cells: Ints32,
    within: int | None,
) -> Ints16:
    """The estimate: without public transport where timetables speak, with a short walk there.

    Distances are computed only where a mode may get within the time.
    """
    found = np.full(cells.size, UNREACHABLE_MINUTES, np.int16)

    def fill(rows: Ints64, by: frozenset[TravelMode], at_most: int) -> None:
        minutes = quickest(distances_km(centre, latitude[rows], longitude[rows]), by)
        minutes[minutes > at_most] = UNREACHABLE_MINUTES
        found[rows] = np.minimum(found[rows], minutes)

    others = modes - {TravelMode.TRANSIT}
    fill(np.flatnonzero(cells < 0), modes, UNREACHABLE_MINUTES)
    if others and within is None:
        fill(np.arange(cells.size), others, UNREACHABLE_MINUTES)
    elif others and within is not None:
        box = bounding_box(latitude, longitude, centre, reach_km(others, within))
        fill(np.flatnonzero(box), others, UNREACHABLE_MINUTES)
    near = bounding_box(latitude, longitude, centre, ACCESS_KM) & (cells >= 0)
    fill(np.flatnonzero(near), frozenset({TravelMode.WALK}), SHORT_WALK)
    return found


def _other_journey(home: Point, place: Point, modes: frozenset[TravelMode]) -> Journey:
    rest = modes - {TravelMode.TRANSIT}
    on_foot = estimated_journey(home, place, [TravelMode.WALK])
    short = on_foot.minutes is not None and on_foot.minutes <= SHORT_WALK
    if not rest and not short:
        return Journey(minutes=None, mode=None)
    return estimated_journey(home, place, rest | ({TravelMode.WALK} if short else set()))
