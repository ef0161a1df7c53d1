"""Our model as it runs: a bag of subwords and hashed n-grams in int8, in NumPy alone.

The same files as `hashed_bag.HashedBag`, which sentence-transformers loads and training makes. Here
nothing of torch is imported: that alone costs a server seconds at its start and half its memory.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.head import Head
from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.encoder.rows import BagShape, RowFinder

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
SHAPE_FILE = "hashed_bag.json"
HEAD_WEIGHTS = ("inner", "bias", "outer")
_MEMO_WORDS = 32_768
_WORDS_AT_ONCE = 16_384
_NEW_WORDS_AT_ONCE = 2_048


class Bag:
    """Adds up one int8 row a subword and a character n-gram, each with its own scale.

    The vector of each word is remembered, for words come back.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        shape: BagShape,
        rows: NDArray[np.int8],
        scales: NDArray[np.floating],
        head: Head | None = None,
    ) -> None:
        """
        Args:
            tokenizer: subword vocabulary, of `shape.subwords` entries.
            shape: how words become rows.
            rows: int8 (shape.rows, shape.dimensions).
            scales: (shape.rows,); a row's values are rows * scale.
            head: the hidden layer, where the shape has one.

        Raises:
            ValueError: weights that do not fit the shape.
        """
        cells = 0 if head is None else len(head.bias)
        fits = rows.shape == (shape.rows, shape.dimensions) and scales.shape == (shape.rows,)
        if not fits or cells != shape.hidden or (head and len(head.inner) != shape.dimensions):
            msg = f"weights {rows.shape}, scales {scales.shape}, {cells} cells do not fit {shape}"
            raise ValueError(msg)
        self.tokenizer = tokenizer
        self.shape = shape
        self.rows = rows
        self.scales = scales.astype(np.float32)
        self.head = head
        self.finder = RowFinder(tokenizer, shape)
        self._lock = threading.Lock()
        self._slots: dict[str, int] = {}
        self._memo = np.empty((0, shape.dimensions), dtype=np.float32)

    @property
    def dimensions(self) -> int:
        """Width of the vectors."""
        return self.shape.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The sum of each text's words, and what the head makes of it; safe in several threads.

        Returns:
            float32 (len(texts), dimensions), not normalised; a zero row for a text without words.
        """
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        filled: list[int] = []
        starts: list[int] = []
        words: list[str] = []
        for number, text in enumerate(texts):
            found = words_of(text)
            if not found:
                continue
            if words and len(words) + len(found) > _WORDS_AT_ONCE:
                sums[filled] = self._sums_of(words, starts)
                filled, starts, words = [], [], []
            filled.append(number)
            starts.append(len(words))
            words.extend(found)
        if words:
            sums[filled] = self._sums_of(words, starts)
        return sums if self.head is None else self.head.over(sums)

    def rows_of_words(
        self, words: Sequence[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
        """Row numbers of all words, the weight of each, and where each word's begin; at least one word."""
        rows = [self.finder.rows_of(word) for word in words]
        sizes = np.array([len(found) for found in rows])
        weights = np.repeat(sizes.astype(np.float32) ** -self.shape.word_power, sizes)
        return np.concatenate(rows), weights, np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def _sums_of(self, words: list[str], starts: list[int]) -> NDArray[np.float32]:
        """Sum of the word vectors of each stretch of `words` that begins at one of `starts`."""
        with self._lock:
            if len(self._slots) > _MEMO_WORDS:
                self._slots.clear()
                self._memo = self._memo[:0]
            slots = self._slots
            new = [word for word in dict.fromkeys(words) if word not in slots]
            for start in range(0, len(new), _NEW_WORDS_AT_ONCE):
                self._remember(new[start : start + _NEW_WORDS_AT_ONCE])
            memo = self._memo
            places = np.array([slots[word] for word in words])
        return _sums(places, np.ones(len(words), np.float32), starts, memo)

    def _remember(self, new: list[str]) -> None:
        """Gives each new word a slot; replaces the memo when full, so that readers keep theirs."""
        first = len(self._slots)
        needed = first + len(new)
        if needed > len(self._memo):
            grown = np.empty((max(needed * 3 // 2, 4096), self.dimensions), np.float32)
            grown[:first] = self._memo[:first]
            self._memo = grown
        ids, weights, starts = self.rows_of_words(new)
        unique, places = np.unique(ids, return_inverse=True)
        table = self.rows[unique].astype(np.float32)
        table *= self.scales[unique, None]
        self._memo[first:needed] = _sums(places, weights, starts, table)
        self._slots.update({word: first + number for number, word in enumerate(new)})

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Reads what `HashedBag.save` wrote.

        Raises:
            FileNotFoundError: one of the three files is not in the folder.
            ValueError: one of them is damaged, or they do not belong together.
        """
        for name in (WEIGHTS_FILE, TOKENIZER_FILE, SHAPE_FILE):
            if not (folder / name).is_file():
                raise FileNotFoundError(folder / name)
        try:
            shape = BagShape(**json.loads((folder / SHAPE_FILE).read_text()))
            vocabulary = (folder / TOKENIZER_FILE).read_text(encoding="utf-8")
            json.loads(vocabulary)  # the tokenizer's own complaint has no type to catch
            weights = load_file(folder / WEIGHTS_FILE)
            rows, scales = weights["rows"], weights["scales"]
            head = read_head(weights) if shape.hidden else None
        except (TypeError, KeyError, SafetensorError) as error:
            raise ValueError(f"{folder}: {error}") from error
        return cls(Tokenizer.from_str(vocabulary), shape, rows, scales, head)


def read_head(weights: Mapping[str, NDArray[np.floating]]) -> Head:
    """The hidden layer among a model's stored weights.

    Raises:
        KeyError: it is not there.
        ValueError: its parts do not fit each other.
    """
    return Head(*(weights[name].astype(np.float32) for name in HEAD_WEIGHTS))


def _sums(
    places: NDArray[np.int64],
    weights: NDArray[np.float32],
    starts: Sequence[int] | NDArray[np.int64],
    table: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Weighted sums of rows of `table`, one for each stretch of `places`; each in its own order."""
    bounds = np.append(starts, len(places))
    bags = csr_matrix((weights, places, bounds), shape=(len(starts), len(table)))
    return np.asarray(bags @ table)
