"""How often each was shown in the last week, and who therefore holds a reserved place in a deck.

The last places of a deck are for those who fit and were shown least: docs/matching/fairness.md states
what that guarantees, and what it costs at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Bools, Floats64, Ints64, checked_ids
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import PairFeatures, Parts

Counts = NDArray[np.uint16]

DAYS = 7
"""A view counts on its day and the six after it."""

MOST_VIEWS = np.iinfo(np.uint16).max
"""More are counted as so many."""

FADED = 1 << 11
"""Views after which the boost is taken for that of so many."""

SLACK = 4
"""So many times the reserved places are looked at first; more when companies stand in each other's way."""


class Views:
    """How often each id was shown in the last week, as a column by id; never changes."""

    __slots__ = ("_by_id", "total")

    def __init__(self, by_id: Counts, total: int) -> None:
        """`total` is how many views there are in all; ids beyond the column have none."""
        self._by_id = by_id
        self.total = total

    @classmethod
    def of_mapping(cls, counts: Mapping[int, int]) -> Views:
        """Of counts by id.

        Raises:
            BadIds: an id is negative or out of bounds.
        """
        ids = checked_ids(list(counts))
        by_id = np.zeros(int(ids.max()) + 1 if ids.size else 0, np.uint16)
        views = np.fromiter(counts.values(), np.float64, len(counts))
        by_id[ids] = np.clip(views, 0, MOST_VIEWS)
        return cls(by_id, int(by_id.sum(dtype=np.int64)))

    def of(self, ids: Ints64) -> Counts:
        """The views of these ids."""
        by_id = self._by_id
        if not by_id.size:
            return np.zeros(ids.size, np.uint16)
        counts: Counts = by_id.take(ids, mode="clip")
        if ids.size and int(ids.max()) >= by_id.size:
            counts[ids >= by_id.size] = 0
        return counts


NO_VIEWS = Views(np.zeros(0, np.uint16), 0)


class WeekOfViews:
    """Views by day, of the last seven days; one writer, and readers hold a `Views` of some moment."""

    def __init__(self) -> None:
        """Nothing was shown yet."""
        self._days: dict[date, Counts] = {}
        self._sum: Counts = np.zeros(0, np.uint16)
        self._told: Views | None = NO_VIEWS

    def add(self, day: date, ids: Ints64, counts: Ints64 | int = 1) -> None:
        """So many views more on a day; `ids` are distinct.

        Raises:
            BadIds: an id is negative or out of bounds.
        """
        checked = checked_ids(ids)
        if checked.size:
            self._days[day] = _with(self._days.get(day, self._sum[:0]), checked, counts)
            self._sum = _with(self._sum, checked, counts)
            self._told = None

    def views(self, today: date) -> Views:
        """The views of the week that ends with this day; what is older is forgotten."""
        first = today - timedelta(DAYS - 1)
        gone = [day for day in self._days if day < first]
        if gone:
            for day in gone:
                del self._days[day]
            self._sum, self._told = self._sum[:0], None
            for counts in self._days.values():
                there = np.flatnonzero(counts)
                self._sum = _with(self._sum, there, counts[there].astype(np.int64))
        if self._told is None:
            self._told = Views(self._sum.copy(), int(self._sum.sum(dtype=np.int64)))
        return self._told


def _with(column: Counts, ids: Ints64, counts: Ints64 | int) -> Counts:
    """The column with so many more at these places, wider where they lie beyond."""
    size = int(ids.max()) + 1 if ids.size else 0
    if size > column.size:
        wider = np.zeros(max(size, column.size * 5 // 4), np.uint16)
        wider[: column.size] = column
        column = wider
    column[ids] = np.minimum(column[ids].astype(np.int64) + counts, MOST_VIEWS)
    return column


class Exposure:
    """What the views of one deck's cards do: to the order of all, and to who has a claim."""

    def __init__(
        self, seen_counts: Mapping[int, int] | Views | None, parameters: EngineParameters
    ) -> None:
        """None: views are not counted, nothing is boosted and nobody has a claim."""
        self._parameters = parameters
        self.highest = 1.0 if seen_counts is None else 1.0 + parameters.exposure_boost
        self.views = (
            seen_counts
            if seen_counts is None or isinstance(seen_counts, Views)
            else Views.of_mapping(seen_counts)
        )

    def of(self, ids: Ints64) -> Floats64:
        """What each score is multiplied by for the order only: from 1 to 1 + `exposure_boost`.

        Nothing seen yet gives the most; each `exposure_half` views halve it.
        """
        if self.views is None:
            return np.ones(ids.size)
        table = _boosts(self._parameters.exposure_boost, self._parameters.exposure_half)
        boosts: Floats64 = table.take(self.views.of(ids), mode="clip")
        return boosts

    def places(self, limit: int) -> int:
        """How many places of a deck of `limit` cards are reserved."""
        return 0 if self.views is None else self._parameters.reserved_places(limit)

    def shown(self, ids: Ints64) -> Counts:
        """How often these were shown; 0 where views are not counted."""
        return NO_VIEWS.of(ids) if self.views is None else self.views.of(ids)

    def claims(self, ids: Ints64) -> Bools:
        """Which of these were shown less often than `exposure_enough` times, where that is counted."""
        few: Bools = self.shown(ids) < self._parameters.exposure_enough
        return few & (self.views is not None)


@lru_cache(maxsize=16)
def _boosts(boost: float, half: float) -> Floats64:
    table: Floats64 = 1 + boost * np.exp2(-np.arange(FADED) / half)
    return table


def fits(features: PairFeatures, parts: Parts, parameters: EngineParameters) -> Bools:
    """Whether each pair may have a reserved place: something known speaks for it, nothing against it.

    Wanted (as for CLOSE) or covered (beyond STEP_ASIDE), or nothing is known of both; within the
    minutes told, without the stretch; at least one schedule that is not refused.
    """
    f, p = features, parameters
    wanted = parts.preference_known & (parts.preference >= p.close_preference)
    covered = parts.coverage_known & (parts.coverage >= p.aside_coverage)
    unknown = ~(parts.preference_known | parts.coverage_known)
    limit = np.where(f.max_minutes < 0, p.default_max_minutes, f.max_minutes)
    fitting: Bools = (wanted | covered | unknown) & (f.minutes <= limit) & (f.schedule_share < 1.0)
    return fitting


def least_shown(ids: Ints64, views: Counts, company: Ints64, count: int) -> list[int]:
    """At most `count` places, those of the fewest views first, then by id; one a company.

    A company of -1 is not known and stands in nobody's way.
    """
    order = np.empty(0, np.int64)
    if count > 0 and ids.size:
        keys = (views.astype(np.int64) << 32) | ids
        first = min(ids.size, SLACK * count)
        some = np.argpartition(keys, first - 1)[:first]
        order = some[np.argsort(keys[some])]
        chosen = _one_a_company(order, company, count)
        if len(chosen) == count or first == ids.size:
            return chosen
        order = np.argsort(keys)
    return _one_a_company(order, company, count)


def _one_a_company(order: Ints64, company: Ints64, count: int) -> list[int]:
    chosen: list[int] = []
    met: set[int] = set()
    for place in order.tolist():
        if len(chosen) == count:
            break
        of = int(company[place])
        if of < 0 or of not in met:
            met.add(of)
            chosen.append(place)
    return chosen
