"""The sentence-transformers module of our model: a bag of subwords and hashed n-grams in int8.

Named in a model's `modules.json`; `SentenceTransformer(path, trust_remote_code=True)` loads it
wherever this package can be imported, from local files only.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.encoder.rows import BagShape, RowFinder

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
SHAPE_FILE = "hashed_bag.json"
_MEMO_WORDS = 32_768
_WORDS_AT_ONCE = 16_384


class HashedBag(InputModule):
    """Adds up one int8 row a subword and a character n-gram, each with its own scale.

    The plain path is `preprocess` and `forward`, as sentence-transformers calls them. The fast
    path is `embed`: it remembers the vector of each word, for words come back.
    """

    save_in_root = True

    def __init__(
        self, tokenizer: Tokenizer, shape: BagShape, rows: torch.Tensor, scales: torch.Tensor
    ) -> None:
        """
        Args:
            tokenizer: subword vocabulary, of `shape.subwords` entries.
            shape: how words become rows.
            rows: int8 (shape.rows, shape.dimensions).
            scales: float16 or float32 (shape.rows,); a row's values are rows * scale.
        """
        super().__init__()
        if rows.shape != (shape.rows, shape.dimensions) or scales.shape != (shape.rows,):
            msg = f"weights {tuple(rows.shape)}, scales {tuple(scales.shape)} do not fit {shape}"
            raise ValueError(msg)
        self.tokenizer = tokenizer
        self.shape = shape
        self.finder = RowFinder(tokenizer, shape)
        self.register_buffer("rows", rows.to(torch.int8))
        self.register_buffer("scales", scales.to(torch.float32))
        self._lock = threading.Lock()
        self._slots: dict[str, int] = {}
        self._memo = np.empty((0, shape.dimensions), dtype=np.float32)

    @property
    def max_seq_length(self) -> float:
        """No limit: long offers are read to their end."""
        return float("inf")

    def get_embedding_dimension(self) -> int:
        """Width of the vectors."""
        return self.shape.dimensions

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """Row numbers, their weights and the offsets of each text, for `forward`."""
        split = [words_of(f"{prompt or ''}{text}") for text in inputs]
        words = [word for found in split for word in found]
        offsets = np.concatenate([[0], np.cumsum([len(found) for found in split])])[:-1]
        if not words:
            empty = torch.empty(0, dtype=torch.long)
            starts = torch.zeros(len(split), dtype=torch.long)
            return {"input_ids": empty, "row_weights": empty.float(), "offsets": starts}
        features = self._rows_of_words(words)
        word_starts = torch.cat([features["offsets"], torch.tensor([len(features["input_ids"])])])
        return {**features, "offsets": word_starts[torch.from_numpy(offsets)]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds `sentence_embedding`, (texts, dimensions) float32; zero for a text without words."""
        ids = features["input_ids"]
        unique, places = torch.unique(ids, return_inverse=True)
        table = self.rows[unique].to(torch.float32) * self.scales[unique, None]
        if not len(unique):
            table = torch.zeros(1, self.shape.dimensions)
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            places,
            table,
            features["offsets"],
            mode="sum",
            per_sample_weights=features["row_weights"],
        )
        return features

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What `preprocess` and `forward` give, faster; safe to call from several threads.

        Returns:
            float32 (len(texts), dimensions), not normalised; a zero row for a text without words.
        """
        sums = np.zeros((len(texts), self.shape.dimensions), dtype=np.float32)
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
        return sums

    def _sums_of(self, words: list[str], starts: list[int]) -> NDArray[np.float32]:
        """Sum of the word vectors of each stretch of `words` that begins at one of `starts`."""
        with self._lock:
            if len(self._slots) > _MEMO_WORDS:
                self._slots.clear()
                self._memo = self._memo[:0]
            slots = self._slots
            new = [word for word in dict.fromkeys(words) if word not in slots]
            if new:
                self._remember(new)
            memo = torch.from_numpy(self._memo)
            places = torch.tensor([slots[word] for word in words])
        bags = torch.nn.functional.embedding_bag(places, memo, torch.tensor(starts), mode="sum")
        return np.asarray(bags)

    def _remember(self, new: list[str]) -> None:
        """Gives each new word a slot; replaces the memo when full, so that readers keep theirs."""
        needed = len(self._slots) + len(new)
        if needed > len(self._memo):
            grown = np.empty((max(needed * 3 // 2, 4096), self.shape.dimensions), np.float32)
            grown[: len(self._slots)] = self._memo[: len(self._slots)]
            self._memo = grown
        features = self._rows_of_words(new)
        first = len(self._slots)
        vectors = self.forward(features)["sentence_embedding"].numpy()
        self._memo[first:needed] = vectors
        self._slots.update({word: first + number for number, word in enumerate(new)})

    def _rows_of_words(self, words: Sequence[str]) -> dict[str, Any]:
        rows = [self.finder.rows_of(word) for word in words]
        sizes = np.array([len(found) for found in rows])
        weights = np.repeat(sizes.astype(np.float32) ** -self.shape.word_power, sizes)
        return {
            "input_ids": torch.from_numpy(np.concatenate(rows)),
            "row_weights": torch.from_numpy(weights),
            "offsets": torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]])),
        }

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Writes int8 rows, scales, tokenizer and shape into `output_path`."""
        folder = Path(output_path)
        weights = {"rows": self.rows.contiguous(), "scales": self.scales.to(torch.float16)}
        save_file(weights, folder / WEIGHTS_FILE)
        self.tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
        (folder / SHAPE_FILE).write_text(json.dumps(asdict(self.shape), indent=2) + "\n")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> Self:
        """Reads what `save` wrote; local folders only.

        Raises:
            FileNotFoundError: one of the three files is not in the folder.
            ValueError: one of them is damaged, or they do not belong together.
        """
        folder = Path(model_name_or_path) / subfolder
        for name in (WEIGHTS_FILE, TOKENIZER_FILE, SHAPE_FILE):
            if not (folder / name).is_file():
                raise FileNotFoundError(folder / name)
        try:
            shape = BagShape(**json.loads((folder / SHAPE_FILE).read_text()))
            vocabulary = (folder / TOKENIZER_FILE).read_text(encoding="utf-8")
            json.loads(vocabulary)  # the tokenizer's own complaint has no type to catch
            weights = load_file(folder / WEIGHTS_FILE)
            rows, scales = weights["rows"], weights["scales"]
        except (TypeError, KeyError, SafetensorError) as error:
            raise ValueError(f"{folder}: {error}") from error
        return cls(Tokenizer.from_str(vocabulary), shape, rows, scales)
