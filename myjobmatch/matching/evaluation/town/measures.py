"""The measures of a town. Grades are those of `truth`; a right answer is graded `RELEVANT` or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.arrays import Floats64
from myjobmatch.matching.evaluation.town.truth import RELEVANT, Grades

CARDS = 20
DEPTH = 50


@dataclass(frozen=True, slots=True)
class TownMeasures:
    """Each in [0, 1]; docs/matching/evaluation.md says what each means.

    `candidates_` are those of offers' decks of youths, the others those of youths' decks of offers.
    """

    ndcg20: float
    recall50: float
    reciprocal_precision: float
    coverage: float
    seen_share: float
    gini: float
    candidates_ndcg20: float
    candidates_recall50: float
    shown_share: float
    candidates_shown_share: float


def ndcg(graded: NDArray[np.int8], deck: Sequence[int], cards: int = CARDS) -> float | None:
    """Normalised discounted cumulative gain of a deck (Järvelin and Kekäläinen, 2002).

    Gain `2**grade - 1`, discount `log2(place + 1)`; the ideal is the best deck of all answers, also
    of those the filters hide. None where nothing is right at all.
    """
    gains = 2.0 ** graded.astype(np.float64) - 1
    best = np.sort(gains)[::-1][:cards]
    ideal = float((best * _discounts(best.size)).sum())
    if ideal == 0:
        return None
    found = gains[list(deck[:cards])]
    return float((found * _discounts(found.size)).sum()) / ideal


def ndcgs(graded: Grades, decks: Sequence[Sequence[int]]) -> list[float | None]:
    """`ndcg` of each row's deck."""
    return [ndcg(row, deck) for row, deck in zip(graded, decks, strict=True)]


def _discounts(count: int) -> Floats64:
    discounts: Floats64 = 1 / np.log2(np.arange(2, count + 2))
    return discounts


def recall(graded: NDArray[np.int8], deck: Sequence[int], depth: int = DEPTH) -> float | None:
    """Share of the right answers that are in the deck's first, of as many as can be there."""
    right = int(np.count_nonzero(graded >= RELEVANT))
    if right == 0:
        return None
    found = int(np.count_nonzero(graded[list(deck[:depth])] >= RELEVANT))
    return found / min(right, depth)


def covered(graded: NDArray[np.int8], deck: Sequence[int], cards: int = CARDS) -> float | None:
    """1 when a right answer is on the deck, 0 when not; None where there is none to find."""
    if not (graded >= RELEVANT).any():
        return None
    return float((graded[list(deck[:cards])] >= RELEVANT).any())


def reciprocal_precision(
    graded: Grades, offers: Sequence[Sequence[int]], youths: Sequence[Sequence[int]]
) -> float:
    """Share of the youths' cards that are right and whose offer's own deck has the youth."""
    wanted = [frozenset(deck[:CARDS]) for deck in youths]
    cards = [(youth, offer) for youth, deck in enumerate(offers) for offer in deck[:CARDS]]
    if not cards:
        return 0.0
    agreed = sum(y in wanted[o] and int(graded[y, o]) >= RELEVANT for y, o in cards)
    return agreed / len(cards)


def shown_share(decks: Sequence[Sequence[int]], count: int) -> float:
    """Share of `count` that somebody's first cards show."""
    return len({number for deck in decks for number in deck[:CARDS]}) / max(1, count)


def mean(values: Sequence[float | None]) -> float:
    """Mean of those that are; 0 of none."""
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else 0.0
