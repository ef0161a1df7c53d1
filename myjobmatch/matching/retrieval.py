"""Which of the eligible offers are worth scoring in full, when there are very many.

Up to `exhaustive_limit` all are: the deck is exact, and quicker so (leaving out by an upper bound of
the score, or searching first, cost more than they spared at 100,000 offers). Beyond, the best by
meaning (the eligible given to the `VectorIndex`) join the best by all that the score knows
without the meaning.
"""

import numpy as np

from myjobmatch.matching.arrays import Bools, Floats32, Ints64
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.scoring import PairFeatures, score_pairs
from myjobmatch.matching.view import OfferView


def retrieve(
    view: OfferView,
    rows: Ints64,
    *,
    features: PairFeatures,
    vector: Floats32,
    parameters: EngineParameters,
) -> Ints64 | None:
    """Places in `rows` to score with the meaning, ascending; None means all of them."""
    if rows.size <= parameters.exhaustive_limit:
        return None
    eligible = np.zeros(view.rows, np.bool_)
    eligible[rows] = True
    by_meaning = np.zeros(view.rows, np.bool_)
    by_meaning[view.search(vector, eligible, parameters.retrieve_by_meaning)] = True
    chosen: Bools = by_meaning[rows]
    score = score_pairs(features, parameters).score
    bound = max(0, rows.size - parameters.retrieve_by_rest)
    chosen[np.argpartition(score, bound)[bound:]] = True
    return np.flatnonzero(chosen)
