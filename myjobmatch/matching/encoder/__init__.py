"""Texts to vectors: the compact multilingual model and the thin front the product uses.

`HashedBag` is the sentence-transformers module of our own model; `Encoder` wraps any model.
"""

from myjobmatch.matching.encoder.errors import EncoderNotFound
from myjobmatch.matching.encoder.front import DEFAULT_MODEL_DIR, Encoder, load_encoder

__all__ = ["DEFAULT_MODEL_DIR", "Encoder", "EncoderNotFound", "load_encoder"]
