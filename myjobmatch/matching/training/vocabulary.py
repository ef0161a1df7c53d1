"""The subword vocabulary, and every training word as the rows it adds up."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.encoder.rows import WORD_START, RowFinder

Text = NDArray[np.int64]
"""Word numbers of one text."""

_UNKNOWN = "?"
_ALPHABET = 600


def train_subwords(texts: Iterable[str], size: int) -> Tokenizer:
    """Byte-pair vocabulary of at most `size` subwords over the normalised words of the texts."""
    tokenizer = Tokenizer(BPE(unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    trainer = BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=[_UNKNOWN],
        limit_alphabet=_ALPHABET,
        show_progress=False,
    )
    marked = (" ".join(WORD_START + word for word in words_of(text)) for text in texts)
    tokenizer.train_from_iterator(marked, trainer)
    return tokenizer


class WordTable:
    """Training words by number, each with its rows and one misspelt form of its own."""

    def __init__(self, finder: RowFinder) -> None:
        self._finder = finder
        self._numbers: dict[str, int] = {}
        self.misspelt: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.rows: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.starts: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        self.subword_counts: NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def numbers_of(self, text: str) -> NDArray[np.int64]:
        """Word numbers of a text; new words get new numbers until `close` is called."""
        numbers = self._numbers
        found = [numbers.setdefault(word, len(numbers)) for word in words_of(text)]
        return np.array(found, dtype=np.int64)

    def close(self, random: np.random.Generator) -> None:
        """Draws one misspelling a word, then finds the rows of all words."""
        words = list(self._numbers)
        self.misspelt = np.array(
            [self._numbers.setdefault(misspell(word, random), len(self._numbers)) for word in words]
        )
        self.misspelt = np.concatenate([self.misspelt, np.arange(len(words), len(self._numbers))])
        rows = [self._finder.rows_of(word) for word in self._numbers]
        sizes = np.array([len(found) for found in rows])
        self.rows = np.concatenate(rows)
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        subwords = self._finder.shape.subwords
        self.subword_counts = np.array([int((found < subwords).sum()) for found in rows])

    def rows_of(self, words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All rows of these words one after the other, and how many each word has."""
        sizes = self.starts[words + 1] - self.starts[words]
        shift = np.repeat(self.starts[words] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
        return self.rows[np.arange(sizes.sum()) + shift], sizes


def misspell(word: str, random: np.random.Generator) -> str:
    """The word with one letter doubled, dropped or swapped with the next; short words stay."""
    if len(word) < 4:
        return word
    place = int(random.integers(1, len(word) - 1))
    match int(random.integers(3)):
        case 0:
            return word[:place] + word[place] + word[place:]
        case 1:
            return word[:place] + word[place + 1 :]
        case _:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
