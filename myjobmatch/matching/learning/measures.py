"""How well shares told beforehand hold against decisions taken afterwards."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from myjobmatch.matching.arrays import Bools, Floats64
from myjobmatch.matching.calibration import calibrated_at
from myjobmatch.matching.learning.examples import Examples
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import score_pairs

BINS = 10
SURE = 1e-9


@dataclass(frozen=True, slots=True)
class Bin:
    """Cards of like figures: how many, the mean share told, the share of yes."""

    count: int
    told: float
    found: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Of told shares against yes and no.

    log_loss: mean in nats. brier: mean square error. calibration_error: expected calibration error over
    `BINS` bins of equal count. auc: how often a yes had the greater score than a no (ROC).
    """

    log_loss: float
    brier: float
    calibration_error: float
    auc: float


def told_shares(examples: Examples, parameters: EngineParameters) -> Floats64:
    """The share of yes that the engine tells of each decision's card, in its place of the deck."""
    score = score_pairs(examples.features, parameters).score
    place = np.maximum(examples.place, 1).astype(np.float64)
    shares: Floats64 = np.asarray(calibrated_at(score, place, parameters.calibration))
    return np.clip(shares, SURE, 1 - SURE)


def measure(examples: Examples, parameters: EngineParameters) -> Measures:
    """Of decisions of both kinds.

    Raises:
        ValueError: there is no yes, or no no.
    """
    told, yes, weight = told_shares(examples, parameters), examples.yes, examples.weight
    score = score_pairs(examples.features, parameters).score
    return Measures(
        log_loss=float(log_loss(yes, told, sample_weight=weight)),
        brier=float(brier_score_loss(yes, told, sample_weight=weight)),
        calibration_error=calibration_error(told, yes),
        auc=float(roc_auc_score(yes, score, sample_weight=weight)),
    )


def losses(examples: Examples, parameters: EngineParameters) -> Floats64:
    """The log loss of each decision."""
    told = told_shares(examples, parameters)
    each: Floats64 = -np.log(np.where(examples.yes, told, 1 - told))
    return each


def bins_of(told: Floats64, yes: Bools, count: int = BINS) -> tuple[Bin, ...]:
    """Cards in the order of what was told of them, in bins of equal count."""
    parts = np.array_split(np.argsort(told, kind="stable"), count)
    return tuple(
        Bin(int(part.size), float(told[part].mean()), float(yes[part].mean()))
        for part in parts
        if part.size
    )


def calibration_error(told: Floats64, yes: Bools, count: int = BINS) -> float:
    """Expected calibration error: the mean distance in a bin between what was told and what came."""
    found = bins_of(told, yes, count)
    total = sum(each.count for each in found)
    return sum(each.count * abs(each.told - each.found) for each in found) / max(1, total)
