"""What is learnt from: pairs as the ranking saw them, and what was decided on each.

No person, no offer and no id is in here, and of the pair only what the formula looks at: there is no
place for an attribute of article L1132-1. A test lists the fields and fails on any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats64, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.scoring import PairFeatures


class Step(IntEnum):
    """A yes or a no that a pair can get, one after the other."""

    LIKE = 0
    """The youth's, on the card."""
    EMPLOYER_LIKE = 1
    """The employer's, on the anonymous card."""
    CONSENT = 2
    """The youth's, to tell who they are."""
    INTERVIEW = 3
    """The company's, to an application."""
    HIRE = 4
    """The company's, after an interview."""


class Ground(IntEnum):
    """Which part a no speaks against; the first four in the order of `parameters.POWERS`."""

    PREFERENCE = 0
    COVERAGE = 1
    FEASIBILITY = 2
    ANSWER = 3
    OTHER = 4
    """Something that the formula does not look at."""
    UNTOLD = 5


GROUNDS: dict[str, Ground] = {
    "": Ground.UNTOLD,
    "not_my_job": Ground.PREFERENCE,
    "looking_elsewhere": Ground.PREFERENCE,
    "skills": Ground.COVERAGE,
    "too_far": Ground.FEASIBILITY,
    "hours": Ground.FEASIBILITY,
    "travel": Ground.FEASIBILITY,
    "availability": Ground.FEASIBILITY,
    "experience": Ground.FEASIBILITY,
    "contract": Ground.OTHER,
    "pay": Ground.OTHER,
    "company": Ground.OTHER,
    "already_applied": Ground.OTHER,
    "other": Ground.OTHER,
}
"""What the reasons of a pass, youths' and employers', speak against."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Decisions; every array has one place a decision.

    features: of the pair when it was shown. step: a `Step`. yes: what was decided. ground: a `Ground`
    of each no, UNTOLD for a yes. place: in the deck it was shown in, from 1 (1 where no deck was). day:
    ordinal of the decision, to tell earlier from later and for nothing else. weight: at most 1, less for
    one of many decisions by the same person, so that nobody's taste becomes everybody's.
    """

    features: PairFeatures
    step: Ints8
    yes: Bools
    ground: Ints8
    place: Ints16
    day: Ints32
    weight: Floats64

    def __len__(self) -> int:
        return int(self.step.size)

    def where(self, chosen: Bools) -> "Examples":
        """Some of the decisions."""
        which: Ints64 = np.flatnonzero(chosen)
        rest = {f.name: getattr(self, f.name)[which] for f in fields(self)[1:]}
        return Examples(features=self.features.take(which), **rest)

    def of_step(self, step: Step) -> "Examples":
        """The decisions of one step."""
        return self.where(self.step == step)

    @staticmethod
    def joined(parts: "Sequence[Examples]") -> "Examples":
        """Decisions one after the other; there must be at least one part."""
        rest = {
            f.name: np.concatenate([getattr(part, f.name) for part in parts])
            for f in fields(Examples)[1:]
        }
        return Examples(
            features=PairFeatures.concatenated([part.features for part in parts]), **rest
        )
