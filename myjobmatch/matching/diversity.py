"""From scores to a deck: varied, fair to what was seen little, and the same for the same input."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats64, Ints64
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.vector_index import best_places

FIRST_LOOK = 512


@dataclass(frozen=True, slots=True)
class Groups:
    """What a deck should not be full of: occupation and company a pair, -1 unknown."""

    occupation: Ints64
    company: Ints64
    wanted: Bools

    def take(self, places: Ints64) -> "Groups":
        """The groups of some of the pairs."""
        return Groups(self.occupation[places], self.company[places], self.wanted[places])


class Exposure:
    """What each score is multiplied by for the order only: from 1 to 1 + `exposure_boost`.

    Without counts 1 for all. Nothing seen yet gives the most; each `exposure_half` views halve it.
    """

    def __init__(self, seen_counts: Mapping[int, int] | None, parameters: EngineParameters) -> None:
        """Of how often each id was shown."""
        self._parameters = parameters
        self.highest = 1.0
        self._known: Ints64 | None = None
        if seen_counts is not None:
            self.highest += parameters.exposure_boost
            known = np.fromiter(seen_counts.keys(), np.int64, len(seen_counts))
            views = np.fromiter(seen_counts.values(), np.float64, len(seen_counts))
            order = np.argsort(known)
            self._known, self._views = known[order], views[order]

    def of(self, ids: Ints64) -> Floats64:
        """The factors of these ids."""
        if self._known is None:
            return np.ones(ids.size)
        seen = np.zeros(ids.size)
        if self._known.size:
            place = np.minimum(np.searchsorted(self._known, ids), self._known.size - 1)
            seen = np.where(self._known[place] == ids, self._views[place], 0.0)
        fading = np.exp2(-np.maximum(seen, 0) / self._parameters.exposure_half)
        boost: Floats64 = 1 + self._parameters.exposure_boost * fading
        return boost


def arrange(
    ids: Ints64, keys: Floats64, groups: Groups, limit: int, parameters: EngineParameters
) -> Ints64:
    """Places of the deck's cards, best first: by key, then by id, within the quotas.

    Quotas of an occupation and of a company hold as long as other cards can fill the deck; then the
    best of those left out fill it. An unknown group has no quota.
    """
    if limit <= 0 or ids.size == 0:
        return np.empty(0, np.int64)
    quotas = _Quotas(limit, parameters)
    top = best_places(ids, keys, min(ids.size, max(FIRST_LOOK, 4 * limit)))
    chosen, left = quotas.pick(top, groups, limit)
    if len(chosen) < limit and top.size < ids.size:
        chosen, left = quotas.pick(best_places(ids, keys, ids.size), groups, limit)
    chosen += left[: limit - len(chosen)]
    return np.array(chosen, np.int64)


def last_key(
    ids: Ints64, keys: Floats64, groups: Groups, limit: int, parameters: EngineParameters
) -> float:
    """The key of the deck's last card; 0 when the quotas do not let these cards fill it."""
    if limit <= 0 or ids.size < limit:
        return 0.0
    quotas = _Quotas(limit, parameters)
    chosen, _ = quotas.pick(
        best_places(ids, keys, min(ids.size, max(FIRST_LOOK, 4 * limit))), groups, limit
    )
    return float(keys[chosen[-1]]) if len(chosen) == limit else 0.0


class _Quotas:
    def __init__(self, limit: int, parameters: EngineParameters) -> None:
        self.wanted = ceil(limit * parameters.max_per_wanted_occupation)
        self.other = ceil(limit * parameters.max_per_occupation)
        self.company = ceil(limit * parameters.max_per_company)

    def pick(self, places: Ints64, groups: Groups, limit: int) -> tuple[list[int], list[int]]:
        """The first `limit` places that respect the quotas, and those passed over for them."""
        occupations: Counter[int] = Counter()
        companies: Counter[int] = Counter()
        chosen: list[int] = []
        left: list[int] = []
        for place in places.tolist():
            if len(chosen) == limit:
                break
            occupation, company = int(groups.occupation[place]), int(groups.company[place])
            most = self.wanted if groups.wanted[place] else self.other
            full = occupation >= 0 and occupations[occupation] >= most
            if full or (company >= 0 and companies[company] >= self.company):
                left.append(place)
                continue
            occupations[occupation] += 1
            companies[company] += 1
            chosen.append(place)
        return chosen, left
