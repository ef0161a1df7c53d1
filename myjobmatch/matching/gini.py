"""How unequal counts are."""

import numpy as np

from myjobmatch.matching.arrays import Ints64


def gini(views: Ints64) -> float:
    """Gini coefficient of how often each was seen: 0 all alike, near 1 one takes all; 0 of nothing."""
    total = int(views.sum())
    if total == 0:
        return 0.0
    ordered = np.sort(views)
    ranks = np.arange(1, ordered.size + 1)
    return float((2 * ranks - ordered.size - 1) @ ordered) / (ordered.size * total)
