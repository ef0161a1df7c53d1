"""Writes trained weights as a model folder that sentence-transformers loads."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from myjobmatch.matching.encoder.hashed_bag import HashedBag
from myjobmatch.matching.encoder.rows import BagShape


def quantise(weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """int8 rows and a float16 scale each, so that the largest value of a row becomes 127.

    Rows of zeros keep scale 0.
    """
    scales = (weights.abs().amax(dim=1) / 127).to(torch.float16)
    divisor = scales.to(torch.float32).clamp_min(1e-12)[:, None]
    return (weights / divisor).round_().clamp_(-127, 127).to(torch.int8), scales


def store(weights: torch.Tensor, tokenizer: Tokenizer, shape: BagShape, folder: Path) -> None:
    """Writes weights, tokenizer, shape and sentence-transformers' own files into `folder`."""
    rows, scales = quantise(weights)
    folder.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(modules=[HashedBag(tokenizer, shape, rows, scales)], device="cpu")
    model.save(str(folder), create_model_card=False)
