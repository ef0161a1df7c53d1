"""How much each part weighs, from decisions and from the grounds of the noes.

A logistic regression on the logarithms of the parts: the log odds of a yes are

    b_step - s (w_1 fall_1 + ... + w_4 fall_4) - d log2(place),    fall_i = -ln part_i

so that what makes a yes likelier is the engine's own product of the parts to their powers `w`. Beside it
each no that tells its ground: ground i is told in proportion to `r_i (l + s w_i fall_i)`, so "too far" speaks
for the weight of the way where the way is what falls short, and for no other part. `r` is how readily a
ground is told at all, `l` that any may be told of any card.

The logarithms of the powers have a normal prior around 0 (all weigh alike, as made by hand) whose spread is
`PRIOR_SPREAD`; the slope s is free, for a slope changes no order. No decisions, no change.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from myjobmatch.matching.arrays import Bools, Floats64, Ints8
from myjobmatch.matching.learning.examples import Examples, Ground, Step
from myjobmatch.matching.learning.guard import LEAST_POWER, MOST_POWER
from myjobmatch.matching.parameters import POWERS, EngineParameters
from myjobmatch.matching.scoring import PairFeatures, score_pairs

PRIOR_SPREAD = 0.3
"""Standard deviation of the logarithm of a power before any decision: two thirds lie in 0.74 to 1.35."""

TOLD_WEIGHT = 0.5
"""What a ground told counts, a decision counting 1: of several grounds people tell the one they like."""
READY_SPREAD = 1.0
"""Standard deviation of the logarithm of how readily a ground is told."""
LEAK = 0.1

PARTS = len(POWERS)
STEPS = len(Step)
UNWEIGHED = (1.0,) * PARTS
FREE_SPREAD = 3.0
"""Standard deviation of the bases and of the logarithms of slope and tiring: as good as free."""
SMALLEST_PART = 1e-9

SAYS = np.eye(PARTS + 1)
SAYS[Ground.OTHER, Ground.ANSWER] = 1
"""Which parts each ground told may mean, grounds x (parts and the rest): nobody can say on a card that the
company will not answer, so that is among the other grounds there."""

_POWERS = slice(0, PARTS)
_SLOPE = PARTS
_STEPS = slice(PARTS + 1, PARTS + 1 + STEPS)
_TIRING = PARTS + 1 + STEPS
_READY = slice(_TIRING + 1, _TIRING + 1 + PARTS)
_COUNT = _TIRING + 1 + PARTS

_MIDDLE = np.zeros(_COUNT)
_MIDDLE[_TIRING] = np.log(0.1)
_SPREAD = np.full(_COUNT, FREE_SPREAD)
_SPREAD[_POWERS], _SPREAD[_READY] = PRIOR_SPREAD, READY_SPREAD


@dataclass(frozen=True, slots=True)
class Decided:
    """Examples as the likelihood needs them: `falls` are -ln of the parts, decisions x parts."""

    falls: Floats64
    step: Ints8
    yes: Bools
    ground: Ints8
    depth: Floats64
    weight: Floats64

    @staticmethod
    def of(examples: Examples, parameters: EngineParameters) -> "Decided":
        """All examples; `depth` is log2 of the place."""
        return Decided(
            falls=falls_of(examples.features, parameters),
            step=examples.step,
            yes=examples.yes,
            ground=examples.ground,
            depth=np.log2(np.maximum(examples.place, 1).astype(np.float64)),
            weight=examples.weight,
        )


def learn_powers(examples: Examples, parameters: EngineParameters) -> EngineParameters:
    """`parameters` with the powers that the examples speak for, and all else as it was.

    The same examples give the same powers. Without examples every power is 1.
    """
    if not len(examples):
        return parameters.weighed(UNWEIGHED)
    edges = (float(np.log(LEAST_POWER)), float(np.log(MOST_POWER)))
    found = minimize(
        loss, _MIDDLE, args=(Decided.of(examples, parameters),), jac=True, method="L-BFGS-B",
        bounds=[edges] * PARTS + [(-8.0, 8.0)] * (_COUNT - PARTS), options={"maxiter": 500},
    )  # fmt: skip
    return parameters.weighed(np.exp(found.x[_POWERS]).tolist())


def falls_of(features: PairFeatures, parameters: EngineParameters) -> Floats64:
    """How far each part falls short of 1, as -ln of it unweighed; shape (pairs, parts)."""
    plain = score_pairs(features, parameters.weighed(UNWEIGHED))
    parts = np.stack([plain.preference, plain.coverage, plain.feasibility, plain.answer], axis=1)
    falls: Floats64 = -np.log(np.clip(parts, SMALLEST_PART, 1.0))
    return falls


def loss(x: Floats64, decided: Decided) -> tuple[float, Floats64]:
    """Minus the logarithm of likelihood and priors, and its gradient.

    `x`: logarithms of the powers and of the slope, bases, logarithms of tiring and of the readiness.
    """
    weighed = np.exp(x[_SLOPE]) * np.exp(x[_POWERS]) * decided.falls
    tired = float(np.exp(x[_TIRING])) * decided.depth
    odds = x[_STEPS][decided.step] - weighed.sum(axis=1) - tired
    cost = float((decided.weight * (np.logaddexp(0, odds) - decided.yes * odds)).sum())
    by_odds = decided.weight * (expit(odds) - decided.yes)
    by_weighed = np.repeat(-by_odds[:, None], PARTS, axis=1)

    told = np.flatnonzero(~decided.yes & (decided.ground != Ground.UNTOLD))
    ready = np.exp(x[_READY])
    readiness = np.ones((told.size, PARTS + 1))
    readiness[:, :PARTS] = ready * (LEAK + weighed[told])
    meant = SAYS[decided.ground[told]]
    stated, total = (readiness * meant).sum(axis=1), readiness.sum(axis=1)
    weight = TOLD_WEIGHT * decided.weight[told]
    cost -= float((weight * (np.log(stated) - np.log(total))).sum())
    by_readiness = weight[:, None] * (1 / total[:, None] - meant / stated[:, None])[:, :PARTS]
    by_weighed[told] += by_readiness * ready

    gradient = np.zeros(_COUNT)
    gradient[_POWERS] = (by_weighed * weighed).sum(axis=0)
    gradient[_SLOPE] = gradient[_POWERS].sum()
    gradient[_STEPS] = np.bincount(decided.step, by_odds, STEPS)
    gradient[_TIRING] = -float((by_odds * tired).sum())
    gradient[_READY] = (by_readiness * readiness[:, :PARTS]).sum(axis=0)
    apart = (x - _MIDDLE) / _SPREAD
    return cost + 0.5 * float((apart**2).sum()), gradient + apart / _SPREAD
