"""Which of the pairs that passed the filters can be in the deck at all: those alone are scored in full.

Exact, not approximate. Every factor of the score rises with the shares of skills and aptitudes and
with the meaning, so the score with all of these at their best is an upper bound, and a cheap one:
no vector is read for it, nor any list of skills where the shares of all are to be had together. A
varied look at the most promising gives a deck, and the key of its last card; no pair whose bound is
below that key can be in the deck. The others are looked at in turns, best bound first, and each turn
may raise the key. The result is checked: if the last card is not above the key used, it is lowered.
"""

from typing import Protocol

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints8, Ints64
from myjobmatch.matching.bounds import STEPS, Bounds
from myjobmatch.matching.crowding import not_crowded_out
from myjobmatch.matching.diversity import Groups, last_key
from myjobmatch.matching.exposure import Exposure
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import (
    KNOWN,
    PairFeatures,
    score_pairs,
)

SLACK = 1 - 1e-5
"""Bounds are products of the same factors in single precision."""

SAMPLE = 2048
TASTE = 256
VECTOR_COST = 1.5
"""What reading a vector costs, in lists of skills read."""

AT_ONCE = 8192
"""Pairs worked on together: their arrays stay in the processor's cache."""

GROWTH = 4
"""Each turn looks at so many times as many pairs as the one before."""

POOL = 8
"""The varied look chooses among so many times as many pairs as it takes."""


class Pairs(Protocol):
    """The pairs that passed the hard filters; `places` number them from 0 and are ascending."""

    @property
    def size(self) -> int:
        """How many."""
        ...

    @property
    def exhaustive_limit(self) -> float:
        """Up to how many it costs less to score them all than to look for those worth it."""
        ...

    @property
    def speaks(self) -> bool:
        """Whether there is a text to compare with."""
        ...

    def outlook(self, part: slice) -> tuple[Ints8, Ints8, Floats32]:
        """Relations, coverage states, and at most how much feasibility times answer can be."""
        ...

    def apt(self, part: slice) -> Bools | None:
        """Which may have an aptitude in common; None when all may."""
        ...

    def shares_at_most(self) -> Floats32 | None:
        """Of every pair at least the share of skills covered; None where that costs much."""
        ...

    def skills(self, places: Ints64) -> Floats64:
        """Shares of skills covered."""
        ...

    def aptitudes(self, places: Ints64) -> Floats64:
        """Shares of aptitudes in common."""
        ...

    def meaning(self, places: Ints64) -> Floats32:
        """Cosines, NaN where a text is missing."""
        ...

    def outline(self, places: Ints64) -> PairFeatures:
        """All other features; the shares are 1 or more than the truth, the meaning is NaN."""
        ...

    def kinds(self, places: Ints64) -> Ints64:
        """A number that pairs alike in occupation share, so that a look can be varied."""
        ...

    def ids(self, places: Ints64) -> Ints64:
        """The ids of the other side."""
        ...

    def groups(self, places: Ints64) -> Groups:
        """What a deck should not be full of."""
        ...


def contenders(
    pairs: Pairs, seen: Exposure, limit: int, parameters: EngineParameters
) -> tuple[Ints64, PairFeatures, int]:
    """Places of the pairs worth arranging, ascending, their features, and how many were scored.

    The deck arranged from them is the deck arranged from all. Up to `exhaustive_limit` they are all.
    """
    if pairs.size > pairs.exhaustive_limit and limit > 0 and _is_bounded(parameters):
        found = _Search(pairs, seen, limit, parameters).run()
        if found is not None:
            return found
    every = np.arange(pairs.size)
    return every, complete(pairs, every), pairs.size


def complete(pairs: Pairs, places: Ints64, meaning: Floats32 | None = None) -> PairFeatures:
    """All features of these pairs; `meaning` where it is known already."""
    return pairs.outline(places).replaced(
        skill_share=pairs.skills(places),
        aptitude_share=pairs.aptitudes(places),
        meaning=pairs.meaning(places) if meaning is None else meaning,
    )


def _is_bounded(p: EngineParameters) -> bool:
    """Whether knowing nothing of a pair's wishes never scores above the best that could be known."""
    return p.preference_prior <= p.preference_base + (1 - p.preference_base) * p.meaning_weight


class _Search:
    def __init__(
        self,
        pairs: Pairs,
        seen: Exposure,
        limit: int,
        parameters: EngineParameters,
    ) -> None:
        self._pairs, self._seen = pairs, seen
        self._limit, self._parameters = limit, parameters
        self._bounds = bounds = Bounds(speaks=pairs.speaks, parameters=parameters)
        self._shares = shares = pairs.shares_at_most()
        boost = np.float32(seen.highest)
        top = np.multiply.outer(bounds.best * boost, bounds.coverage).ravel()
        self._relation = np.empty(pairs.size, np.int8)
        # of who may have an aptitude in common, KNOWN + 1 further on
        self._state = np.empty(pairs.size, np.int8)
        self._upper = np.empty(pairs.size, np.float32)
        for at in range(0, pairs.size, AT_ONCE):
            part = slice(at, min(at + AT_ONCE, pairs.size))
            relation, state, rest = pairs.outlook(part)
            apt = pairs.apt(part)
            state += np.int8(KNOWN + 1) if apt is None else apt * np.int8(KNOWN + 1)
            place = relation * np.int16(2 * (KNOWN + 1)) + state
            place *= np.int16(STEPS + 1)
            if shares is None:
                place += np.int16(STEPS)
            else:
                place += np.ceil(shares[part] * np.float32(STEPS)).astype(np.int16)
            self._relation[part], self._state[part] = relation, state
            np.multiply(top.take(place), rest, out=self._upper[part])
        self._places: list[Ints64] = []
        self._features: list[PairFeatures] = []
        self._keys: list[Floats64] = []

    def run(self) -> tuple[Ints64, PairFeatures, int] | None:
        """All pairs whose key reaches that of the last card; None when nothing can be left out."""
        least, reached, size, scored = 0.0, 0.0, self._parameters.first_look, 0
        left, upper = np.arange(self._pairs.size), self._upper.copy()
        while left.size:
            chosen = self._next(upper, left, size, varied=least == 0)
            scored += self._look_at(left[chosen], upper[chosen], least * SLACK)
            if self._keys[-1].size:
                reached = self._reached()
                least = max(least, reached)
            upper[chosen] = -1  # less than any bound
            stay = np.flatnonzero(upper >= np.float32(least * SLACK))
            left, upper = left.take(stay), upper.take(stay)
            size *= GROWTH
        while reached < least:
            # quotas can lower the last card's key when more is known; rare, and begun anew from there
            least = reached
            self._places, self._features, self._keys = [], [], []
            places = np.flatnonzero(self._upper >= least * SLACK)
            scored += self._look_at(places, self._upper[places], least * SLACK)
            reached = self._reached()
        if least == 0:
            return None
        places = np.concatenate(self._places)
        kept = np.flatnonzero(np.concatenate(self._keys) >= least * SLACK)
        kept = kept[np.argsort(places[kept])]
        return places[kept], PairFeatures.concatenated(self._features).take(kept), scored

    def _next(self, upper: Floats32, left: Ints64, size: int, *, varied: bool) -> Ints64:
        """Which of the left to look at: about `size` of the highest, `varied` few of a kind."""
        if left.size <= size:
            return np.arange(left.size)
        if not varied:
            return _highest(upper, size)
        pool = _highest(upper, POOL * size)
        pool = pool[np.argsort(-upper[pool], kind="stable")]
        kinds = self._pairs.kinds(left[pool])
        order = np.argsort(kinds, kind="stable")
        first = np.flatnonzero(np.diff(kinds[order], prepend=kinds[order[0]] - 1))
        rank = np.arange(order.size)
        rank -= np.repeat(first, np.diff(first, append=order.size))
        few = np.sort(order[rank < self._limit])[:size]
        return np.sort(pool[few])

    def _look_at(self, places: Ints64, upper: Floats32, bar: float) -> int:
        """Score those whose key can reach the bar; how many that were."""
        bar32 = np.float32(bar)
        places, cosines = self._narrowed(places, upper, bar32)
        features = complete(self._pairs, places, cosines)
        keys = score_pairs(features, self._parameters).score
        keys *= self._seen.of(self._pairs.ids(places))
        kept = np.flatnonzero(keys >= bar)
        self._places.append(places[kept])
        self._features.append(features.take(kept))
        self._keys.append(keys[kept])
        return int(places.size)

    def _narrowed(
        self, places: Ints64, upper: Floats32, bar: np.float32
    ) -> tuple[Ints64, Floats32]:
        """Those whose bound still reaches the bar once skills and meaning are known; their cosines.

        One after the other: first what leaves the other less to do.
        """
        first_skills = self._shares is None and bool(bar > 0)
        if first_skills and self._pairs.speaks and places.size > 4 * TASTE:
            some = np.arange(0, places.size, places.size // TASTE)
            by_skills = np.mean(self._covered(places[some], upper[some]) >= bar)
            by_meaning = np.mean(self._heard(places[some], upper[some])[0] >= bar)
            first_skills = bool(1 + VECTOR_COST * by_skills <= VECTOR_COST + by_meaning)
        if first_skills:
            upper = self._covered(places, upper)
            kept = np.flatnonzero(upper >= bar)
            places, upper = places[kept], upper[kept]
        upper, cosines = self._heard(places, upper)
        kept = np.flatnonzero(upper >= bar)
        places, upper, cosines = places[kept], upper[kept], cosines[kept]
        if self._shares is None and bar > 0 and not first_skills:
            kept = np.flatnonzero(self._covered(places, upper) >= bar)
            places, cosines = places[kept], cosines[kept]
        return places, cosines

    def _covered(self, places: Ints64, upper: Floats32) -> Floats32:
        """The bounds once the skills are known."""
        part = self._pairs.skills(places).astype(np.float32)
        part *= np.float32(STEPS)
        step = np.minimum(np.ceil(part), STEPS).astype(np.int16)
        state, coverage = self._state[places], self._bounds.coverage.reshape(-1, STEPS + 1)
        return np.asarray(upper * (coverage[state, step] / coverage[state, -1]), np.float32)

    def _heard(self, places: Ints64, upper: Floats32) -> tuple[Floats32, Floats32]:
        """The bounds once the meaning is known, and the cosines."""
        cosines = self._pairs.meaning(places)
        if not self._pairs.speaks:
            return upper, cosines
        relation = self._relation[places]
        share = self._bounds.heard(relation, cosines) / self._bounds.best[relation]
        return upper * share, cosines

    def _reached(self) -> float:
        """The key of the last card of what was scored, 0 when the quotas leave the deck unfilled."""
        places, keys = np.concatenate(self._places), np.concatenate(self._keys)
        ids, groups = self._pairs.ids(places), self._pairs.groups(places)
        limit, p = self._limit, self._parameters
        some = not_crowded_out(ids, keys, groups, limit, p)
        return last_key(ids[some], keys[some], groups.take(some), limit, p)


def _highest(values: Floats32, count: int) -> Ints64:
    """Places of about so many of the highest values, by a sample of them; all that are alike."""
    if count >= values.size:
        return np.arange(values.size)
    sample = np.sort(values[:: max(1, values.size // SAMPLE)])
    at = sample.size - 1 - int(sample.size * count / values.size)
    return np.flatnonzero(values >= sample[max(at, 0)])
