"""How much a pair's preference and coverage can be at most, looked up in small tables.

The tables are made with the formula's own functions, which rise with the cosine and the shares, so the
formula stands in `scoring` alone.
"""

import numpy as np

from myjobmatch.matching.arrays import Floats32, Ints8
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import KNOWN, WANTED, coverage_of, preference_of

STEPS = 255
"""Shares and cosines are rounded up to so many steps before their factor is looked up."""


class Bounds:
    """`best` preferences by relation, `preference` by relation and step of the cosine, `coverage` by
    whether an aptitude may be in common, by state and by step of the share."""

    def __init__(self, *, speaks: bool, parameters: EngineParameters) -> None:
        """`speaks`: there is a text to compare with, so that a cosine can be 1."""
        p = parameters
        relations = np.arange(WANTED + 1, dtype=np.int8)
        states = np.arange(KNOWN + 1, dtype=np.int8)
        width = p.meaning_ceiling - p.meaning_floor
        cosines = p.meaning_floor + width * np.arange(STEPS + 1) / STEPS
        # the first place is of a missing text
        every: Floats32 = np.append(np.nan, cosines).astype(np.float32)
        relation, cosine = np.repeat(relations, every.size), np.tile(every, relations.size)
        preference, _ = preference_of(relation, cosine, p)
        self.preference = preference.astype(np.float32).reshape(relations.size, -1)
        self.best = self.preference[:, -1 if speaks else 0].copy()
        shares = np.arange(STEPS + 1) / STEPS
        state, share = np.repeat(states, shares.size), np.tile(shares, states.size)
        coverage = [coverage_of(state, share, np.full(share.size, apt), p) for apt in (0.0, 1.0)]
        self.coverage = np.stack(coverage).astype(np.float32).reshape(2, states.size, -1)
        self._floor, self._scale = p.meaning_floor, STEPS / width

    def heard(self, relation: Ints8, cosines: Floats32) -> Floats32:
        """The greatest preferences once the meaning is known; NaN is a missing text."""
        step = np.ceil((cosines - np.float32(self._floor)) * np.float32(self._scale) + 1e-3)
        step = np.where(np.isnan(step), -1, np.clip(step, 0, STEPS)).astype(np.int16) + 1
        found: Floats32 = self.preference[relation, step]
        return found
