"""A larger model's opinion of which occupations lie near each other, for those with English words.

Only how near concepts lie to one another is taken from it, never its vectors: it may be of another
width and of one language. docs/matching/training.md says why occupations alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.training.taxonomy import Concept, Taxonomy

_LANGUAGE = "en"
_WORDINGS = 5
_LONGEST = 400
_KINDS = ("occupation", "occupation_group")
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "with", "for", "that", "they", "a"))
_ENGLISH_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Teacher:
    """`rows` finds a concept's place by its key; `vectors` float32 (concepts, any width), length 1."""

    rows: dict[str, int]
    vectors: NDArray[np.float32]


def teach(taxonomy: Taxonomy, encoder: Encoder) -> Teacher:
    """What the encoder makes of each occupation's English wordings and description, half each."""
    known = {
        key: concept
        for key, concept in taxonomy.concepts.items()
        if concept.kind in _KINDS and concept.wordings.get(_LANGUAGE)
    }
    said = [". ".join(concept.wordings[_LANGUAGE][:_WORDINGS]) for concept in known.values()]
    described = [
        _described(concept) or label for concept, label in zip(known.values(), said, strict=True)
    ]
    both = encoder.encode(said) + encoder.encode(described)
    lengths = np.linalg.norm(both, axis=1, keepdims=True)
    vectors = both / np.where(lengths > 0, lengths, 1.0)
    return Teacher({key: row for row, key in enumerate(known)}, vectors.astype(np.float32))


def _described(concept: Concept) -> str:
    """The concept's first description in English, told by its small words; empty without one."""
    for text in concept.descriptions:
        words = text.lower().split()
        if sum(word in _ENGLISH for word in words) >= max(2.0, len(words) * _ENGLISH_SHARE):
            return text[:_LONGEST]
    return ""
