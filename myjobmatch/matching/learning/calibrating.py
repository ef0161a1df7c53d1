"""What a score means, fitted to the latest decisions on cards (`matching.calibration` has the curve)."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from myjobmatch.matching.arrays import Floats64
from myjobmatch.matching.calibration import Calibration, calibrated, calibration_terms
from myjobmatch.matching.learning.examples import Examples
from myjobmatch.matching.learning.guard import EDGES
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import score_pairs

PRIOR_DECISIONS = 100.0
"""The curve in force counts as so many decisions on the very same cards: few new ones change it little."""


def fit_calibration(
    examples: Examples, before: EngineParameters, after: EngineParameters
) -> Calibration:
    """The curve from the scores of `after` to the share of yes, drawn towards what `before` says.

    `examples` are decisions of youths on cards. Without any it is the curve of `before`.
    """
    if not len(examples):
        return before.calibration
    score = score_pairs(examples.features, after).score
    place = np.maximum(examples.place, 1).astype(np.float64)
    told = calibrated(score_pairs(examples.features, before).score, before.calibration)
    pseudo = examples.weight * (PRIOR_DECISIONS / float(examples.weight.sum()))
    # each decision once as it was taken, and once, in the first place, as the curve in force has it
    terms = np.concatenate([calibration_terms(score, place), calibration_terms(score, place**0)])
    yes = np.concatenate([examples.yes.astype(np.float64), told])
    weight = np.concatenate([examples.weight, pseudo])
    found = minimize(
        _loss, np.array(before.calibration), args=(terms, yes, weight), jac=True,
        method="L-BFGS-B", bounds=EDGES, options={"maxiter": 500},
    )  # fmt: skip
    a, b, c, d = (float(value) for value in found.x)
    return a, b, c, d


def _loss(
    figures: Floats64, terms: Floats64, yes: Floats64, weight: Floats64
) -> tuple[float, Floats64]:
    """Cross entropy of the log odds `terms @ figures` and its gradient."""
    odds = terms @ figures
    loss = float((weight * (np.logaddexp(0, odds) - yes * odds)).sum())
    gradient: Floats64 = terms.T @ (weight * (expit(odds) - yes))
    return loss, gradient
