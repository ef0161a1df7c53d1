"""Skills by meaning: which of a person's skills stands in for one asked for, and how well.

Two skills are alike by the cosine of their labels' vectors, so across languages too. Below the
floor two skills have nothing to do with each other (0); from there to a cosine of 1 the similarity
rises in a straight line to `LARGEST_NEAR`. Only the very same catalogue id is 1.

The lists of near skills are made once (FAISS, exact), so that a request needs no matrix product:
it joins a few short lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching import storage
from myjobmatch.matching.arrays import (
    LARGEST_ID,
    Floats32,
    Ints32,
    Ints64,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.errors import BadIds, BadVectors, IndexStale

LARGEST_NEAR = 0.95
FLOOR_QUANTILE = 0.995
LOWEST_FLOOR = 0.35
CALIBRATION_PAIRS = 100_000


@dataclass(frozen=True, slots=True)
class Cover:
    """How well a set of skills covers each catalogue skill, by skill id.

    `similarity[i]` in [0, 1]; `by[i]` is the id of the nearest skill of the set, -1 when none is
    near. The last place is never a skill: ids beyond the catalogue are read there, and are 0.
    """

    similarity: Floats32
    by: Ints32
    empty: bool

    def of(self, skill_ids: Ints32 | Ints64) -> Floats32:
        """Similarities of these skills, those beyond the catalogue 0."""
        return self.similarity.take(skill_ids, mode="clip")

    def of_one(self, skill_id: int) -> float:
        """Similarity of one skill, 0 beyond the catalogue."""
        return float(self.similarity[skill_id]) if skill_id < self.similarity.size else 0.0

    def source(self, skill_id: int) -> int:
        """The skill of the set that covers this one best, or -1."""
        return int(self.by[skill_id]) if skill_id < self.by.size else -1


class SkillSpace:
    """The catalogue's skills with their near ones; immutable, so shared by all threads."""

    def __init__(
        self,
        ids: Ints64,
        vectors: Floats32,
        fingerprint: str,
        floor: float,
        neighbours: tuple[Ints64, Ints32, Floats32],
    ) -> None:
        """Use `build`; this takes what it made.

        `neighbours` is (starts by skill id, near ids, similarities), nearest first.
        """
        self.ids = ids
        self.vectors = vectors
        self.fingerprint = fingerprint
        self.floor = floor
        self._starts, self._near, self._similarity = neighbours
        self._row_of = np.full(self._starts.size, -1, np.int64)
        self._row_of[ids] = np.arange(ids.size)

    @classmethod
    def build(
        cls,
        ids: Sequence[int] | Ints64,
        vectors: NDArray[np.floating],
        *,
        fingerprint: str,
        floor: float | None = None,
        neighbours: int = 48,
    ) -> "SkillSpace":
        """Make the lists of near skills, at most about `neighbours` a skill.

        Without `floor` it is measured: the cosine that only one random pair of skills in 200
        passes, at least `LOWEST_FLOOR`. A row of zeros (a skill without label) is near to none.

        Raises:
            BadVectors: not one finite vector an id.
            BadIds: an id twice, negative or beyond `LARGEST_ID`.
        """
        known = checked_ids(ids)
        if np.unique(known).size != known.size:
            msg = "a skill id comes twice"
            raise BadIds(msg)
        rows = checked_vectors(vectors, known.size)
        limit = measured_floor(rows) if floor is None else floor
        return cls(
            known, rows, fingerprint, limit, _neighbour_lists(known, rows, limit, neighbours)
        )

    def __len__(self) -> int:
        """How many skills."""
        return int(self.ids.size)

    @property
    def dimensions(self) -> int:
        """Width of the vectors."""
        return int(self.vectors.shape[1])

    def cover(self, skill_ids: Sequence[int]) -> Cover:
        """How well this set of skills covers every catalogue skill.

        Ids unknown to the catalogue cover only themselves. Cost follows the number of near skills.

        Raises:
            BadIds: an id is negative or beyond `LARGEST_ID`.
        """
        held = np.unique(checked_ids(skill_ids))
        size = max(self._starts.size, int(held[-1]) + 2 if held.size else 0)
        similarity = np.zeros(size, np.float32)
        by = np.full(size, -1, np.int32)
        inside = held[held < self._starts.size - 1]
        begins, ends = self._starts[inside], self._starts[inside + 1]
        counts = ends - begins
        total = int(counts.sum())
        if total:
            offsets = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(total)
            near, value = self._near[offsets], self._similarity[offsets]
            source = np.repeat(inside, counts)
            # the last write wins, so the greatest similarity (then the smallest source) comes last
            order = np.lexsort((-source, value))
            similarity[near[order]] = value[order]
            by[near[order]] = source[order]
        similarity[held] = 1.0
        by[held] = held
        return Cover(similarity, by, empty=held.size == 0)

    def similarity(self, a: int, b: int) -> float:
        """In [0, 1]; the same both ways."""
        return float(self.cover([a]).of(np.array([b]))[0])

    def near(self, skill_id: int) -> tuple[tuple[int, float], ...]:
        """The skills near this one with their similarity, nearest first."""
        if not 0 <= skill_id < self._starts.size - 1:
            return ()
        part = slice(self._starts[skill_id], self._starts[skill_id + 1])
        ids: list[int] = self._near[part].tolist()
        return tuple(zip(ids, self._similarity[part].tolist(), strict=True))

    def mean_vector(self, skill_ids: Sequence[int]) -> Floats32 | None:
        """The direction of a set of skills, of length 1; None when none of them has a vector."""
        wanted = checked_ids(skill_ids)
        rows = self._row_of[wanted[wanted < self._row_of.size]]
        total = self.vectors[np.unique(rows[rows >= 0])].sum(axis=0)
        length = float(np.linalg.norm(total))
        return None if length == 0 else np.asarray(total / length, dtype=np.float32)

    def save(self, path: Path, *, made_of: str) -> None:
        """Keep it for the next start; `made_of` is a digest of the ids and labels it was made of.

        Raises:
            OSError: it could not be written; what was at `path` is untouched.
        """
        storage.write(
            path,
            {"fingerprint": self.fingerprint, "made_of": made_of, "floor": repr(self.floor)},
            {
                "ids": self.ids,
                "vectors": self.vectors,
                "starts": self._starts,
                "near": self._near,
                "similarity": self._similarity,
            },
        )

    @classmethod
    def load(cls, path: Path, *, fingerprint: str, made_of: str) -> "SkillSpace":
        """What `save` kept.

        Raises:
            IndexDamaged: the file is missing, cut short, or its checksum does not hold.
            IndexStale: it was made of other skills, or by another encoder.
        """
        header, arrays = storage.read(path)
        if header.get("fingerprint") != fingerprint or header.get("made_of") != made_of:
            msg = "made of other skills, or by another encoder"
            raise IndexStale(msg)
        return cls(
            arrays["ids"],
            arrays["vectors"],
            fingerprint,
            float(header["floor"]),
            (arrays["starts"], arrays["near"], arrays["similarity"]),
        )

    def check_fingerprint(self, fingerprint: str) -> None:
        """Raise `BadVectors` when vectors made elsewhere cannot be compared with these."""
        if fingerprint != self.fingerprint:
            msg = "the skills and the offers were encoded by different encoders"
            raise BadVectors(msg)


def measured_floor(vectors: Floats32) -> float:
    """The cosine that separates chance from likeness, from a fixed sample of pairs."""
    count = vectors.shape[0]
    if count < 2:
        return LOWEST_FLOOR
    draw = np.random.default_rng(20_240_131)
    left = draw.integers(0, count, CALIBRATION_PAIRS)
    right = (left + draw.integers(1, count, CALIBRATION_PAIRS)) % count
    found = np.empty(CALIBRATION_PAIRS, np.float32)
    for at in range(0, CALIBRATION_PAIRS, 10_000):
        part = slice(at, at + 10_000)
        found[part] = np.einsum("ij,ij->i", vectors[left[part]], vectors[right[part]])
    return float(min(0.9, max(LOWEST_FLOOR, float(np.quantile(found, FLOOR_QUANTILE)))))


def _neighbour_lists(
    ids: Ints64, vectors: Floats32, floor: float, neighbours: int
) -> tuple[Ints64, Ints32, Floats32]:
    """Starts by id, near ids and similarities; if a is in b's list then b is in a's."""
    size = int(ids.max()) + 2 if ids.size else 1
    if size > LARGEST_ID + 2:
        msg = "skill ids are not dense"
        raise BadIds(msg)
    if ids.size == 0:
        return np.zeros(2, np.int64), np.empty(0, np.int32), np.empty(0, np.float32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    found, rows = index.search(vectors, min(neighbours + 1, ids.size))
    left = np.repeat(np.arange(ids.size), rows.shape[1])
    right, cosine = rows.ravel(), found.ravel()
    keep = (right >= 0) & (right != left) & (cosine > floor)
    low = np.minimum(left[keep], right[keep])
    high = np.maximum(left[keep], right[keep])
    pair, first = np.unique(low * ids.size + high, return_index=True)
    low, high = pair // ids.size, pair % ids.size
    likeness = (cosine[keep][first] - floor) / (1.0 - floor) * LARGEST_NEAR
    likeness = np.clip(likeness, 0.0, LARGEST_NEAR).astype(np.float32)
    source = np.concatenate([ids[low], ids[high]])
    target = np.concatenate([ids[high], ids[low]])
    value = np.concatenate([likeness, likeness])
    order = np.lexsort((target, -value, source))
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(source, minlength=size), out=starts[1:])
    return starts, target[order].astype(np.int32), value[order]
