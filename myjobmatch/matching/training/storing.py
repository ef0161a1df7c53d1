"""Writes trained weights as a model folder that sentence-transformers loads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.bag import HEAD_WEIGHTS
from myjobmatch.matching.encoder.hashed_bag import HashedBag
from myjobmatch.matching.encoder.rows import BagShape


def quantise(weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """int8 rows and a float16 scale each, so that the largest value of a row becomes 127.

    Rows of zeros keep scale 0.
    """
    scales = (weights.abs().amax(dim=1) / 127).to(torch.float16)
    divisor = scales.to(torch.float32).clamp_min(1e-12)[:, None]
    return (weights / divisor).round_().clamp_(-127, 127).to(torch.int8), scales


def store(
    weights: torch.Tensor,
    head: Sequence[torch.Tensor],
    tokenizer: Tokenizer,
    shape: BagShape,
    folder: Path,
) -> None:
    """Writes weights, tokenizer, shape and sentence-transformers' own files into `folder`.

    `head` holds the hidden layer's weights in the order of `HEAD_WEIGHTS`; empty without one.
    """
    rows, scales = quantise(weights)
    named = dict(zip(HEAD_WEIGHTS, head, strict=False))
    folder.mkdir(parents=True, exist_ok=True)
    bag = HashedBag(tokenizer, shape, rows, scales, named)
    model = SentenceTransformer(modules=[bag], device="cpu")
    model.save(str(folder), create_model_card=False)
