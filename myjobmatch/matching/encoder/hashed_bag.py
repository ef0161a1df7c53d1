"""The sentence-transformers module of our model: a bag of subwords and hashed n-grams in int8.

Named in a model's `modules.json`; `SentenceTransformer(path, trust_remote_code=True)` loads it
wherever this package can be imported, from local files only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.torch import save_file
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.bag import (
    HEAD_WEIGHTS,
    SHAPE_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    Bag,
    read_head,
)
from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.encoder.rows import BagShape


class HashedBag(InputModule):
    """Adds up one int8 row a subword and a character n-gram, each with its own scale.

    The plain path is `preprocess` and `forward`, as sentence-transformers calls them. The fast one
    is `bag.embed`, in NumPy, which the product uses without this module.
    """

    save_in_root = True

    def __init__(
        self,
        tokenizer: Tokenizer,
        shape: BagShape,
        rows: torch.Tensor,
        scales: torch.Tensor,
        head: Mapping[str, torch.Tensor] | None = None,
    ) -> None:
        """
        Args:
            tokenizer: subword vocabulary, of `shape.subwords` entries.
            shape: how words become rows.
            rows: int8 (shape.rows, shape.dimensions).
            scales: float16 or float32 (shape.rows,); a row's values are rows * scale.
            head: the three weights of the hidden layer by name, where the shape has one.
        """
        super().__init__()
        self.register_buffer("rows", rows.to(torch.int8))
        self.register_buffer("scales", scales.to(torch.float32))
        for name, weight in (head or {}).items():
            self.register_buffer(name, weight.to(torch.float32))
        own = {name: weight.numpy() for name, weight in (head or {}).items()}
        self.bag = Bag(
            tokenizer,
            shape,
            self.rows.numpy(),
            self.scales.numpy(),
            read_head(own) if own else None,
        )
        self.tokenizer = tokenizer
        self.shape = shape

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
        sums = torch.nn.functional.embedding_bag(
            places,
            table,
            features["offsets"],
            mode="sum",
            per_sample_weights=features["row_weights"],
        )
        features["sentence_embedding"] = self._headed(sums)
        return features

    def _headed(self, sums: torch.Tensor) -> torch.Tensor:
        """What `Head.over` answers, in torch."""
        if not self.shape.hidden:
            return sums
        units = torch.nn.functional.normalize(sums, dim=1) * self.shape.dimensions**0.5
        cells = torch.relu(units @ self.inner + self.bias)
        return (units + cells @ self.outer) * sums.any(dim=1, keepdim=True)

    def _rows_of_words(self, words: Sequence[str]) -> dict[str, Any]:
        ids, weights, starts = self.bag.rows_of_words(words)
        return {
            "input_ids": torch.from_numpy(ids),
            "row_weights": torch.from_numpy(weights),
            "offsets": torch.from_numpy(starts),
        }

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Writes int8 rows, scales, tokenizer and shape, and a head in float16, into `output_path`."""
        folder = Path(output_path)
        weights = {"rows": self.rows.contiguous(), "scales": self.scales.to(torch.float16)}
        for name in HEAD_WEIGHTS if self.shape.hidden else ():
            weights[name] = getattr(self, name).to(torch.float16).contiguous()
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
        bag = Bag.read(Path(model_name_or_path) / subfolder)
        rows, scales = torch.from_numpy(bag.rows), torch.from_numpy(bag.scales)
        head = (
            {}
            if bag.head is None
            else {name: torch.from_numpy(getattr(bag.head, name)) for name in HEAD_WEIGHTS}
        )
        return cls(bag.tokenizer, bag.shape, rows, scales, head)
