"""Candidates for one offer: their profiles as columns. Homes are not here (`travel.Homes`)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import (
    Floats32,
    Ints8,
    Ints16,
    Ints32,
    Ints64,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.columns import (
    BAND_CODES,
    CONTRACT_CODES,
    SCHEDULE_BITS,
    held_licences,
    mask_of,
)
from myjobmatch.matching.errors import BadIds, BadVectors
from myjobmatch.matching.ragged import RaggedHeap, RaggedRows


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """Profiles side by side, in the order given; immutable, so it may be kept and shared.

    `wishes` holds wanted occupations (flag true) and near ones; `contracts` is a mask, 0 when none
    is named; `vectors` is None when nobody's text was encoded.
    """

    youth_id: Ints64
    skills: RaggedRows
    aptitudes: RaggedRows
    wishes: RaggedRows
    contracts: Ints16
    band: Ints8
    licences: Ints16
    max_minutes: Ints32
    available_day: Ints32
    refused: Ints8
    vectors: Floats32 | None
    fingerprint: str

    @classmethod
    def of(
        cls,
        profiles: Sequence[CandidateProfile],
        vectors: NDArray[np.floating] | None = None,
        *,
        fingerprint: str = "",
    ) -> "CandidatePool":
        """Put profiles side by side; `vectors` are their texts', shape (people, dimensions).

        Raises:
            BadVectors: not one finite vector a person.
            BadIds: somebody comes twice, or an id is out of bounds.
        """
        ids = checked_ids([profile.youth_id for profile in profiles])
        if np.unique(ids).size != ids.size:
            msg = "a candidate comes twice"
            raise BadIds(msg)
        if vectors is not None and not fingerprint:
            msg = "vectors need the fingerprint of their encoder"
            raise BadVectors(msg)
        contracts = {kind: 1 << code for kind, code in CONTRACT_CODES.items()}
        return cls(
            youth_id=ids,
            skills=_lists([sorted(set(p.skill_ids)) for p in profiles]),
            aptitudes=_lists([sorted(set(p.aptitude_ids)) for p in profiles]),
            wishes=_wishes(profiles),
            contracts=np.array([mask_of(p.contracts, contracts) for p in profiles], np.int16),
            band=np.array([BAND_CODES[p.experience] for p in profiles], np.int8),
            licences=np.array([held_licences(p.licences) for p in profiles], np.int16),
            max_minutes=np.array(
                [-1 if p.max_minutes is None else p.max_minutes for p in profiles], np.int32
            ),
            available_day=np.array(
                [p.available_from.toordinal() if p.available_from else 0 for p in profiles],
                np.int32,
            ),
            refused=np.array(
                [mask_of(p.refused_schedules, SCHEDULE_BITS) for p in profiles], np.int8
            ),
            vectors=None if vectors is None else checked_vectors(vectors, ids.size),
            fingerprint=fingerprint,
        )

    def __len__(self) -> int:
        """How many people."""
        return int(self.youth_id.size)


def _wishes(profiles: Sequence[CandidateProfile]) -> RaggedRows:
    near = [set(p.near_occupation_ids) - set(p.wanted_occupation_ids) for p in profiles]
    wanted = [sorted(set(p.wanted_occupation_ids)) for p in profiles]
    lists = [w + sorted(n) for w, n in zip(wanted, near, strict=True)]
    flags = [[i < len(w) for i in range(len(each))] for w, each in zip(wanted, lists, strict=True)]
    return _lists(lists, flags)


def _lists(lists: Sequence[Sequence[int]], flags: Sequence[Sequence[bool]] = ()) -> RaggedRows:
    ids = checked_ids([i for each in lists for i in each]).astype(np.int32)
    marks = np.array([f for each in flags for f in each], np.bool_)
    heap = RaggedHeap()
    heap.append(ids, marks if flags else np.zeros(ids.size, np.bool_))
    counts = np.array([len(each) for each in lists], np.int32)
    return heap.rows(np.cumsum(counts, dtype=np.int64) - counts, counts)
