"""What a score means: the share of yes that cards of such a score get, the same in January and June.

Beta calibration (M. Kull, T. Silva Filho, P. Flach, "Beta calibration", AISTATS 2017): the log odds of a
yes are `c + a ln s - b ln(1 - s)` for a score s. With a > 0 and b >= 0 the share rises strictly with
the score, so it changes no order and makes no ties. A fourth figure says how much less a card gets
further down a deck (`- d log2 place`); the figure on a card is that of the first place, so that it does
not depend on how far people swipe.
"""

from math import exp, log, log1p
from typing import overload

import numpy as np

from myjobmatch.matching.arrays import Floats64

Calibration = tuple[float, float, float, float]
"""a, b, c, d."""

EDGE = 1e-6
"""Scores nearer than this to 0 and 1 count as if they were so near: neither odds are infinite."""


@overload
def calibrated(score: float, calibration: Calibration) -> float: ...
@overload
def calibrated(score: Floats64, calibration: Calibration) -> Floats64: ...
def calibrated(score: float | Floats64, calibration: Calibration) -> float | Floats64:
    """The share of yes that cards of these scores, in [0, 1], get in the first place of a deck."""
    if isinstance(score, float):
        s = min(max(score, EDGE), 1 - EDGE)
        a, b, c, _ = calibration
        odds = a * log(s) - b * log1p(-s) + c
        return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))
    return calibrated_at(score, np.ones(np.shape(score)), calibration)


def calibrated_at(
    score: float | Floats64, place: Floats64, calibration: Calibration
) -> float | Floats64:
    """The same for cards in these places of their decks, counted from 1."""
    share: Floats64 = 1 / (1 + np.exp(-(calibration_terms(score, place) @ np.array(calibration))))
    return share


def calibration_terms(score: float | Floats64, place: Floats64) -> Floats64:
    """What the four figures are multiplied with to give the log odds; shape (…, 4)."""
    s = np.clip(score, EDGE, 1 - EDGE)
    return np.stack([np.log(s), -np.log1p(-s), np.ones(np.shape(s)), -np.log2(place)], axis=-1)
