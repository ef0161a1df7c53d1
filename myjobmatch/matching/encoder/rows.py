"""Which rows of the bag a word adds up: its subwords, then its hashed character n-grams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.hashing import ngram_buckets

WORD_START = "▁"
_LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class BagShape:
    """The numbers that say how words become rows; stored beside the weights.

    `word_power` is p in: word vector = sum of its rows / (number of rows ** p). 0 lets long
    words weigh more in a text, 1 gives every word the same say before training. `hidden` counts
    the cells of the hidden layer over the sum of the words (`head.Head`), 0 where there is none.
    """

    dimensions: int
    subwords: int
    buckets: int
    shortest_ngram: int = 3
    longest_ngram: int = 5
    word_power: float = 0.5
    hidden: int = 0

    @property
    def rows(self) -> int:
        """Rows of the weight matrix: subwords first, buckets after them."""
        return self.subwords + self.buckets


class RowFinder:
    """Finds the rows of a word; the same for training and for use."""

    def __init__(self, tokenizer: Tokenizer, shape: BagShape) -> None:
        self.tokenizer = tokenizer
        self.shape = shape

    def rows_of(self, word: str) -> NDArray[np.int64]:
        """Row numbers of one normalised word; never empty for a word of at least one letter.

        Only the first 64 characters count: longer "words" are broken encodings or links.
        """
        word = word[:_LONGEST_WORD]
        subwords = self.tokenizer.encode(WORD_START + word, add_special_tokens=False).ids
        shape = self.shape
        buckets = ngram_buckets(word, shape.shortest_ngram, shape.longest_ngram, shape.buckets)
        return np.concatenate([np.asarray(subwords, dtype=np.int64), buckets + shape.subwords])
