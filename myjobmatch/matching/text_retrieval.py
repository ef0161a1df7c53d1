"""Text to texts: the product's own search by meaning and by letters.

Serves skills as one types, a title's occupation, and `myjobmatch evaluate`, which measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.lexical import LexicalIndex

LEXICAL_WEIGHT = 0.02
"""Share of the lexical cosine in the score; fitted on the development tasks (docs/matching)."""

_QUERIES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """One text found: the identifier it was given and its score, at most 1."""

    id: str
    score: float


class TextRetriever:
    """Finds, among texts with identifiers, those nearest to a query in any language."""

    def __init__(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        ids: Sequence[str],
        lexical_weight: float = LEXICAL_WEIGHT,
    ) -> None:
        """Several texts may carry one identifier: its score is then that of its best text.

        Raises:
            ValueError: not as many identifiers as texts, or a weight outside [0, 1].
        """
        if len(texts) != len(ids):
            msg = f"{len(texts)} texts but {len(ids)} identifiers"
            raise ValueError(msg)
        if not 0 <= lexical_weight <= 1:
            msg = f"lexical_weight {lexical_weight} is outside [0, 1]"
            raise ValueError(msg)
        self._encoder = encoder
        self._weight = lexical_weight
        # Descending identifiers, so that a stable sort settles ties as trec_eval does.
        order = sorted(range(len(ids)), key=lambda number: ids[number], reverse=True)
        self._ids = [ids[number] for number in order]
        ordered = [texts[number] for number in order]
        self._vectors = encoder.encode(ordered)
        self._lexical = LexicalIndex(ordered) if lexical_weight else None

    def search(self, queries: Sequence[str], k: int) -> list[list[Hit]]:
        """The `k` best identifiers of each query, best first, ties by identifier descending.

        A query without words finds nothing.
        """
        answers: list[list[Hit]] = []
        for start in range(0, len(queries), _QUERIES_AT_ONCE):
            scores = self._scores(queries[start : start + _QUERIES_AT_ONCE])
            answers += [self._best(row, k) for row in scores]
        return answers

    def _scores(self, queries: Sequence[str]) -> NDArray[np.float32]:
        dense = self._encoder.encode(queries) @ self._vectors.T
        if self._lexical is None:
            return np.asarray(dense)
        return (1 - self._weight) * dense + self._weight * self._lexical.scores(queries)

    def _best(self, scores: NDArray[np.float32], k: int) -> list[Hit]:
        if not scores.any():
            return []
        hits: dict[str, Hit] = {}
        for number in np.argsort(-scores, kind="stable"):
            if len(hits) == k:
                break
            identifier = self._ids[number]
            if identifier not in hits:
                hits[identifier] = Hit(identifier, float(scores[number]))
        return list(hits.values())
