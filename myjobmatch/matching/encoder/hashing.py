"""Hashed character n-grams: the same buckets on every machine and in every process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_MULTIPLIER = np.uint64(0x100000001B3)
_SEED = np.uint64(0xCBF29CE484222325)
_MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT = np.uint64(33)


def ngram_buckets(word: str, shortest: int, longest: int, buckets: int) -> NDArray[np.int64]:
    """Bucket of each character n-gram of `<word>`, lengths `shortest` to `longest` in order.

    FNV-1a over code points, then MurmurHash3's 64-bit finaliser so that the low bits that
    the modulo keeps depend on every character.

    Returns:
        int64 array; empty when the marked word is shorter than `shortest`.
    """
    codes = np.frombuffer(f"<{word}>".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashes: list[NDArray[np.uint64]] = []
    running = np.full(len(codes), _SEED)
    for size in range(1, min(longest, len(codes)) + 1):
        windows = len(codes) - size + 1
        running = (running[:windows] ^ codes[size - 1 : size - 1 + windows]) * _MULTIPLIER
        if size >= shortest:
            hashes.append(running)
    if not hashes:
        return np.empty(0, dtype=np.int64)
    mixed = np.concatenate(hashes)
    mixed = (mixed ^ (mixed >> _SHIFT)) * _MIX_1
    mixed = (mixed ^ (mixed >> _SHIFT)) * _MIX_2
    mixed = mixed ^ (mixed >> _SHIFT)
    return (mixed % np.uint64(buckets)).astype(np.int64)
