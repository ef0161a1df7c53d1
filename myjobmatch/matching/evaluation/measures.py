"""The benchmark's measures, as trec_eval computes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the queries of one task, each in [0, 1]."""

    queries: int
    mrr: float
    a1: float
    a5: float
    a10: float


def measure(rankings: Mapping[str, Sequence[str]], right: Mapping[str, Iterable[str]]) -> Measures:
    """MRR over the first 100 and accuracy at 1, 5 and 10 of ranked corpus ids.

    The queries are those with a right answer, as in trec_eval; one without a ranking counts 0.
    Reciprocal rank: trec_eval's `recip_rank`. A@k: share of queries with a right id in the first k.
    """
    ranks = [_first_right(rankings.get(query, ()), set(ids)) for query, ids in right.items()]
    count = len(ranks)
    if not count:
        return Measures(0, 0.0, 0.0, 0.0, 0.0)
    return Measures(
        count,
        sum(1 / rank for rank in ranks if rank) / count,
        *(sum(1 for rank in ranks if rank and rank <= k) / count for k in (1, 5, 10)),
    )


def _first_right(ranking: Sequence[str], right: set[str]) -> int | None:
    for rank, identifier in enumerate(ranking[:DEPTH], start=1):
        if identifier in right:
            return rank
    return None
