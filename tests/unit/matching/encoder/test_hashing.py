"""Buckets are part of the model: they may never move."""

import numpy as np

from myjobmatch.matching.encoder.hashing import ngram_buckets

FIRST_RELEASE = [40418, 31377, 39791, 13462, 26096, 11073]


def test_buckets_are_those_of_the_first_release() -> None:
    assert ngram_buckets("été", 3, 5, 49_152).tolist() == FIRST_RELEASE


def test_number_of_ngrams() -> None:
    # "<boucher>" has 9 characters: 7 of 3, 6 of 4, 5 of 5.
    assert len(ngram_buckets("boucher", 3, 5, 1000)) == 18


def test_short_words() -> None:
    assert len(ngram_buckets("a", 3, 5, 1000)) == 1
    assert len(ngram_buckets("", 3, 5, 1000)) == 0


def test_every_character_counts() -> None:
    first = ngram_buckets("abc", 3, 3, 1 << 40)
    second = ngram_buckets("abd", 3, 3, 1 << 40)
    assert first[0] == second[0]
    assert not np.any(first[1:] == second[1:])


def test_buckets_spread_evenly() -> None:
    words = [f"mot{number}" for number in range(4000)]
    found = np.concatenate([ngram_buckets(word, 5, 5, 64) for word in words])
    counts = np.bincount(np.unique(found), minlength=64)
    assert counts.sum() == 64
