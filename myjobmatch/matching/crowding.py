"""Which cards the quotas of variety keep out whatever else there is, without dealing a deck.

A card is passed over when its occupation or its company is full, and what is full stays full. So of the
cards of one occupation and company, those behind as many as the company's quota are never dealt: each of
the better ones was dealt, or found one of both full. And at most `limit // quota` companies are ever full, so
of an occupation, those behind the quota and as many full companies' best are never dealt either.
"""

from math import ceil

import numpy as np

from myjobmatch.matching.arrays import Floats64, Ints64
from myjobmatch.matching.diversity import Groups
from myjobmatch.matching.parameters import EngineParameters


def not_crowded_out(
    ids: Ints64, keys: Floats64, groups: Groups, limit: int, parameters: EngineParameters
) -> Ints64:
    """Places of the cards that a deck may hold as long as it is filled within the quotas, ascending."""
    p = parameters
    best = np.lexsort((ids, -keys))
    occupation, company = groups.occupation[best], groups.company[best]
    a_company = max(1, ceil(limit * p.max_per_company))
    an_occupation = max(1, ceil(limit * max(p.max_per_wanted_occupation, p.max_per_occupation)))
    rank = _rank_in_group(np.lexsort((company, occupation)), occupation, company)
    kept = np.flatnonzero(rank < np.where(company < 0, max(limit, an_occupation), a_company))
    best, occupation = best[kept], occupation[kept]
    rank = _rank_in_group(np.argsort(occupation, kind="stable"), occupation, occupation)
    most = a_company * (an_occupation + limit // a_company)
    return np.sort(best[(rank < most) | (occupation < 0)])


def _rank_in_group(order: Ints64, *groups: Ints64) -> Ints64:
    """For each card how many before it are of its group; `order` is stable and puts groups together."""
    new = np.zeros(order.size, np.bool_)
    new[:1] = True
    for group in groups:
        new[1:] |= group[order[1:]] != group[order[:-1]]
    first = np.flatnonzero(new)
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size) - np.repeat(first, np.diff(first, append=order.size))
    return rank
