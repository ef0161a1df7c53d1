"""Lexical retrieval: the letters of a text rather than its meaning.

Character n-gram TF-IDF, the part that finds rare names, codes and spellings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from myjobmatch.matching.encoder.normalise import words_of

_SHORTEST, _LONGEST = 2, 4


def plain(text: str) -> str:
    """The text's normalised words, joined by spaces."""
    return " ".join(words_of(text))


class LexicalIndex:
    """Cosine of character n-gram TF-IDF between queries and a fixed list of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(_SHORTEST, _LONGEST),
            preprocessor=plain,
            sublinear_tf=True,
            dtype=np.float32,
        )
        self._size = len(texts)
        self._matrix: csr_matrix | None = None
        if any(words_of(text) for text in texts):
            self._matrix = self._vectorizer.fit_transform(texts).T.tocsr()

    def scores(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Cosines in [0, 1], float32 (len(queries), len(texts)); zeros where nothing is shared."""
        if self._matrix is None or not queries:
            return np.zeros((len(queries), self._size), dtype=np.float32)
        found = self._vectorizer.transform(queries) @ self._matrix
        return np.asarray(found.toarray(), dtype=np.float32)
