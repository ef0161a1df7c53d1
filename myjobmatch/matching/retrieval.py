"""Which of the pairs that passed the filters can be in the deck at all: those alone are scored in full.

Exact, not approximate. Every factor of the score rises with the shares of skills and aptitudes and
with the meaning, so the score with all of these at their best is an upper bound, and a cheap one:
neither lists of skills nor vectors are read for it. A first look at the most promising pairs, then
one at those of the kinds that did well in it, gives a deck, and the key of its last card. No pair whose bound is below that key can be in the deck; the
bound is drawn tighter once the shares are known; only what still passes is compared by meaning.
The result is checked: if the last card is not above the bound used, the bound is lowered.
"""

from typing import Protocol

import numpy as np

from myjobmatch.matching.arrays import Floats32, Floats64, Ints8, Ints64
from myjobmatch.matching.diversity import Exposure, Groups, last_key
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import (
    KNOWN,
    WANTED,
    PairFeatures,
    coverage_of,
    preference_of,
    score_pairs,
)

SLACK = 1 - 1e-5
"""Bounds are products of the same factors in single precision."""

KINDS = 1 << 16

SAMPLE = 512
VECTOR_COST = 1.5
"""What reading a vector costs, in lists of skills read."""

AT_ONCE = 8192
"""Pairs worked on together: their arrays stay in the processor's cache."""


class Pairs(Protocol):
    """The pairs that passed the hard filters; `places` number them from 0 and are ascending."""

    @property
    def size(self) -> int:
        """How many."""
        ...

    @property
    def speaks(self) -> bool:
        """Whether there is a text to compare with."""
        ...

    def outlook(self, part: slice) -> tuple[Ints8, Ints8, Floats32]:
        """Relations, coverage states, and at most how much feasibility times answer can be."""
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
        """A number that pairs alike in occupation share, only to guess which will do well."""
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
    if pairs.size > parameters.exhaustive_limit and _is_bounded(parameters):
        search = _Search(pairs, seen, limit, parameters)
        least = search.first_look()
        while least > 0:
            places, features, scored = search.above(least)
            reached = search.reached(places, features)
            if reached >= least * SLACK:
                return places, features, scored
            lower = reached if reached > 0 else least / 2
            least = lower if lower > search.highest / 16 else 0.0
    every = np.arange(pairs.size)
    return every, _complete(pairs, every), pairs.size


def _complete(pairs: Pairs, places: Ints64) -> PairFeatures:
    return pairs.outline(places).replaced(
        skill_share=pairs.skills(places),
        aptitude_share=pairs.aptitudes(places),
        meaning=pairs.meaning(places),
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
        best = np.full(WANTED + 1, 1.0 if pairs.speaks else np.nan, np.float32)
        relations = np.arange(WANTED + 1, dtype=np.int8)
        preference = preference_of(relations, best, parameters)[0] * seen.highest
        whole = np.ones(KNOWN + 1)
        coverage = coverage_of(np.arange(KNOWN + 1, dtype=np.int8), whole, whole, parameters)
        self._coverage = coverage.astype(np.float32)
        top = np.outer(preference, coverage).astype(np.float32).ravel()
        self._relation = np.empty(pairs.size, np.int8)
        self._state = np.empty(pairs.size, np.int8)
        self._rest = np.empty(pairs.size, np.float32)
        self._upper = np.empty(pairs.size, np.float32)
        for at in range(0, pairs.size, AT_ONCE):
            part = slice(at, min(at + AT_ONCE, pairs.size))
            relation, state, rest = pairs.outlook(part)
            self._relation[part], self._state[part], self._rest[part] = relation, state, rest
            self._upper[part] = top.take(relation * np.int8(KNOWN + 1) + state) * rest
        self.highest = float(self._upper.max())

    def first_look(self) -> float:
        """The key of the last card of a deck made of the most promising; 0 when they fill none."""
        first = _highest(self._upper, self._parameters.retrieve_by_rest)
        kinds = self._pairs.kinds(np.arange(self._pairs.size)) % KINDS
        worth = self._covered(first) * self._heard(first)
        total = np.bincount(kinds[first], worth / self._rest[first])
        met = np.bincount(kinds[first])
        # a mean over the kind and two pairs that are worth nothing: one good pair proves little
        usual = np.zeros(KINDS)
        usual[: met.size] = total / (met + 2)
        second = _highest(usual[kinds] * self._rest, self._parameters.retrieve_by_meaning)
        best = first[_highest(worth, self._parameters.retrieve_by_meaning)]
        places = np.union1d(best, second)
        return self.reached(places, _complete(self._pairs, places))

    def above(self, least: float) -> tuple[Ints64, PairFeatures, int]:
        """All pairs whose key can be this one or a greater one; how many were scored for it.

        Skills and meaning one after the other: first what leaves the other less to do.
        """
        bar = least * SLACK
        places = np.flatnonzero(self._upper >= bar)
        sample = places[:: max(1, places.size // SAMPLE)]
        by_skills = float(np.mean(self._upper[sample] * self._covered(sample) >= bar))
        by_meaning = float(np.mean(self._heard(sample) >= bar))
        if 1 + VECTOR_COST * by_skills <= VECTOR_COST + by_meaning:
            covered = self._covered(places)
            kept = self._upper[places] * covered >= bar
            places, covered = places[kept], covered[kept]
            scored = int(places.size)
            places = places[self._heard(places) * covered >= bar]
        else:
            heard = self._heard(places)
            kept = heard >= bar
            places, heard = places[kept], heard[kept]
            scored = int(places.size)
            places = places[heard * self._covered(places) >= bar]
        return places, _complete(self._pairs, places), scored

    def reached(self, places: Ints64, features: PairFeatures) -> float:
        """The key of the last card that these make, 0 when the quotas leave the deck unfilled."""
        ids = self._pairs.ids(places)
        keys = score_pairs(features, self._parameters).score * self._seen.of(ids)
        groups = self._pairs.groups(places)
        return last_key(ids, keys, groups, self._limit, self._parameters)

    def _heard(self, places: Ints64) -> Floats64:
        """The greatest keys once the meaning is known."""
        cosines = self._pairs.meaning(places)
        preference, _ = preference_of(self._relation[places], cosines, self._parameters)
        bound: Floats64 = preference * self._coverage[self._state[places]] * self._rest[places]
        return bound * self._seen.highest

    def _covered(self, places: Ints64) -> Floats64:
        """How much of the greatest coverage is left once the skills are known."""
        whole, states = np.ones(places.size), self._state[places]
        covered = coverage_of(states, self._pairs.skills(places), whole, self._parameters)
        return covered / self._coverage[states]


def _highest(values: Floats32 | Floats64, count: int) -> Ints64:
    if count >= values.size:
        return np.arange(values.size)
    return np.sort(np.argpartition(values, values.size - count)[values.size - count :])
