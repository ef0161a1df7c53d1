"""Text to texts: the product's own search by meaning and by letters.

Serves skills as one types, a title's occupation, and `myjobmatch evaluate`, which measures it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.lexical import LexicalIndex

LEXICAL_WEIGHT = 0.02
"""Share of the lexical cosine in the score; fitted on the development tasks (docs/matching)."""

VARIETY = 0.2
"""How much a text loses that says the same as one found before it; fitted as above."""
_ALIKE_FROM = 0.65
_VARIED = 300
"""Cosine from which two texts begin to say the same, and how many of the best are held to it."""

_LONG = 40
"""Words from which a text is a thing of its own (an offer), however alike another is."""

_QUERIES_AT_ONCE = 256

NEXT_BEST = 2
"""How many other names of an entity, after its nearest, are asked whether they agree; fitted by leaving
out one in four of the demonstration's Arabic and Ukrainian wordings (docs/matching/training.md)."""
_ASKED = 2000
"""Among how many of the nearest names they are looked for."""


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
        self._names_count = Counter(ids)
        ordered = [texts[number] for number in order]
        self._vectors = encoder.encode(ordered)
        self._long = np.array([text.count(" ") >= _LONG for text in ordered], dtype=np.bool_)
        self._lexical = LexicalIndex(ordered) if lexical_weight else None

    def search(
        self, queries: Sequence[str], k: int, *, varied: bool = True, agreed: bool = False
    ) -> list[list[Hit]]:
        """The `k` best identifiers of each query, best first, ties by identifier descending.

        With `agreed`, an identifier of several texts scores by the mean of its best text and of the
        `NEXT_BEST` that follow: one name near by chance is worth less than three.

        With `varied`, a label that says the same as a better one found before it loses a part of its
        score: if that one is not what was meant, this one hardly is. Long texts lose nothing. A query
        without words finds nothing.
        """
        answers: list[list[Hit]] = []
        best = self._varied if varied and k > 1 else self._best
        for start in range(0, len(queries), _QUERIES_AT_ONCE):
            scores = self._scores(queries[start : start + _QUERIES_AT_ONCE])
            if agreed:
                scores = np.stack([self._agreed(row) for row in scores])
            answers += [best(row, k) for row in scores]
        return answers

    def _scores(self, queries: Sequence[str]) -> NDArray[np.float32]:
        dense = self._encoder.encode(queries) @ self._vectors.T
        if self._lexical is None:
            return np.asarray(dense)
        return (1 - self._weight) * dense + self._weight * self._lexical.scores(queries)

    def _agreed(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """The scores, where each identifier's best text bears what its next best ones say of it."""
        if not scores.any():
            return scores
        nearest = np.argsort(-scores, kind="stable")[:_ASKED]
        best: dict[str, int] = {}
        others: dict[str, list[float]] = defaultdict(list)
        for number in nearest:
            name = self._ids[number]
            if best.setdefault(name, int(number)) != number:
                others[name].append(float(scores[number]))
        farthest, found = float(scores[nearest[-1]]), np.full_like(scores, -1.0)
        for name, number in best.items():
            asked = min(NEXT_BEST, self._names_count[name] - 1)
            said = [*others[name], *[farthest] * asked][:asked]
            found[number] = (scores[number] + sum(said) / asked) / 2 if asked else scores[number]
        return found

    def _best(self, scores: NDArray[np.float32], k: int) -> list[Hit]:
        return [Hit(self._ids[number], float(scores[number])) for number in self._first(scores, k)]

    def _varied(self, scores: NDArray[np.float32], k: int) -> list[Hit]:
        """The best one by one, each held against those before it.

        Maximal marginal relevance (Carbonell and Goldstein 1998); why it serves whoever looks for
        one right answer: Chen and Karger 2006, "Less is more".
        """
        places = np.array(self._first(scores, max(k, _VARIED)), dtype=np.int64)
        vectors, left = self._vectors[places], scores[places].astype(np.float64)
        lost = np.zeros(len(places))
        hits: list[Hit] = []
        for _ in range(min(k, len(places))):
            values = left - VARIETY * lost
            best = int(values.argmax())
            hits.append(Hit(self._ids[places[best]], float(values[best])))
            left[best] = -np.inf
            alike = (vectors @ vectors[best] - _ALIKE_FROM) / (1 - _ALIKE_FROM)
            alike[self._long[places]] = 0.0
            np.maximum(lost, alike, out=lost)
        return hits

    def _first(self, scores: NDArray[np.float32], k: int) -> list[int]:
        """Places of the best texts, the best of each identifier only; none where all scores are 0."""
        found: dict[str, int] = {}
        if scores.any():
            for number in np.argsort(-scores, kind="stable"):
                if len(found) == k:
                    break
                found.setdefault(self._ids[number], int(number))
        return list(found.values())
