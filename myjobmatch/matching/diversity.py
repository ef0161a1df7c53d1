"""From scores to a deck: varied, and the same for the same input."""

from collections import Counter
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


def arrange(
    ids: Ints64, keys: Floats64, groups: Groups, limit: int, parameters: EngineParameters
) -> Ints64:
    """Places of the deck's cards, best first: by key, then by id, within the quotas.

    Quotas of an occupation and of a company hold as long as other cards can fill the deck; then the
    best of those left out fill it. An unknown group has no quota. The first so many of a deck are
    the same whichever of the others are there.
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
