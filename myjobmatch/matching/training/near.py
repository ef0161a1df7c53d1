"""Near misses: concepts that the model, half taught, still takes for one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.training.vocabulary import Text

NEAREST = 8
_WORDINGS = 8
_ROWS_AT_ONCE = 1024

Embed = Callable[[list[Text]], NDArray[np.float32]]
"""Unit vectors of texts, float32 (texts, dimensions)."""


def near_misses(
    wordings: Sequence[Sequence[Text]], families: NDArray[np.int64], embed: Embed
) -> NDArray[np.int64]:
    """The nearest other concepts of each, by the words of its first wordings taken together.

    Returns:
        int64 (concepts, `NEAREST`): places of concepts of other families, in no order. With few
        families, some may be of the same one.
    """
    vectors = embed([np.concatenate(texts[:_WORDINGS]) for texts in wordings])
    count = min(NEAREST, len(vectors))
    found = np.empty((len(vectors), count), dtype=np.int64)
    for start in range(0, len(vectors), _ROWS_AT_ONCE):
        stop = start + _ROWS_AT_ONCE
        scores = vectors[start:stop] @ vectors.T
        scores[families[start:stop, None] == families[None, :]] = -2.0
        found[start:stop] = np.argpartition(scores, -count, axis=1)[:, -count:]
    return found
