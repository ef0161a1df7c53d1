"""The shapes of numbers the engine works on, the encoder it expects, and the checks at its door."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.errors import BadIds, BadVectors

Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]
Ints8 = NDArray[np.int8]
Ints16 = NDArray[np.int16]
Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Octets = NDArray[np.uint8]

LARGEST_ID = 50_000_000
"""Ids index arrays, so an id beyond this is a mistake rather than a catalogue."""


class Encoder(Protocol):
    """Texts to vectors: what the engine needs of `matching.encoder`."""

    @property
    def dimensions(self) -> int:
        """Width of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector."""
        ...

    def encode(self, texts: Sequence[str], /) -> Floats32:
        """Rows of length 1, one a text; an empty text gives a row of zeros. Shape (n, dimensions)."""
        ...


def checked_vectors(
    vectors: NDArray[np.floating], rows: int, dimensions: int | None = None
) -> Floats32:
    """The vectors as contiguous float32 of shape (rows, dimensions).

    Raises:
        BadVectors: another shape, or a value that is not finite.
    """
    if vectors.ndim != 2 or vectors.shape[0] != rows:
        msg = f"expected {rows} vectors, got an array of shape {vectors.shape}"
        raise BadVectors(msg)
    if dimensions is not None and vectors.shape[1] != dimensions:
        msg = f"expected vectors of {dimensions} dimensions, got {vectors.shape[1]}"
        raise BadVectors(msg)
    if not bool(np.isfinite(vectors).all()):
        msg = "a vector holds a value that is not finite"
        raise BadVectors(msg)
    return np.ascontiguousarray(vectors, dtype=np.float32)


def checked_ids(ids: Sequence[int] | Ints64) -> Ints64:
    """Ids as int64.

    Raises:
        BadIds: an id is negative or beyond `LARGEST_ID`.
    """
    array = np.asarray(ids, dtype=np.int64).reshape(-1)
    if array.size and (int(array.min()) < 0 or int(array.max()) > LARGEST_ID):
        msg = f"ids must lie between 0 and {LARGEST_ID}"
        raise BadIds(msg)
    return array
