"""Candidates as columns and flat lists, one row a person.

Homes lie in columns of their own here, so that rows and homes stay aligned; what is handed out keeps
them apart: `pool.CandidatePool`, which is ranked, has none of them, `travel.Homes` nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Bools, Ints8, Ints32, Octets, checked_ids
from myjobmatch.matching.columns import (
    BAND_CODES,
    CONTRACT_CODES,
    LICENCE_BITS,
    SCHEDULE_BITS,
    held_licences,
    mask_of,
)
from myjobmatch.matching.errors import BadIds
from myjobmatch.matching.grown_table import Columns, GrownTable, Lists
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.postings import Postings
from myjobmatch.matching.territory import Territory
from myjobmatch.matching.travel import mode_mask

CONTRACT_BITS = {kind: 1 << code for kind, code in CONTRACT_CODES.items()}

COLUMNS: dict[str, type[np.generic]] = {
    "youth_id": np.int64,
    "contracts": np.int16,
    "band": np.int8,
    "licences": np.int16,
    "max_minutes": np.int32,
    "available_day": np.int32,
    "refused": np.int8,
    "latitude": np.float64,
    "longitude": np.float64,
    "modes": np.int16,
    "skill_count": np.int32,
    "aptitude_count": np.int32,
    "wish_count": np.int32,
}
"""Unknown: 0 for contracts, the day (an ordinal) and modes, -1 for minutes, NaN for a home."""

LISTS = ("skill", "aptitude", "wish")

SPEECHLESS = 1
"""`traits_of`: they named no skill; the bit beside it says that they named no wish."""

WISHLESS = 2


def traits_of(
    band: Ints8, refused: Ints8, speechless: Bools, wishless: Bools
) -> NDArray[np.uint16]:
    """Experience, refused schedules, and whether skills or wishes are named: one number."""
    high = (band.astype(np.uint16) << 7) | (refused.astype(np.uint16) << 2)
    return (high | (wishless.astype(np.uint16) << 1) | speechless).astype(np.uint16)


TRAITS = len(BAND_CODES) << 7
"""How many numbers `traits_of` may give."""


@dataclass(frozen=True, slots=True)
class CandidateBatch:
    """Distinct people as columns and flat lists, ids and flags end to end in their order.

    A wish's flag says that the occupation is wanted itself, and not one near it.
    """

    columns: Columns
    lists: Lists

    @classmethod
    def of(
        cls, profiles: Sequence[CandidateProfile], homes: Sequence[Point | None]
    ) -> "CandidateBatch":
        """Lay out profiles, and where each lives.

        Raises:
            BadIds: somebody comes twice, or an id is out of bounds.
            ValueError: not as many homes as profiles.
        """
        ids = checked_ids([p.youth_id for p in profiles])
        if np.unique(ids).size != ids.size:
            msg = "a candidate comes twice"
            raise BadIds(msg)
        nan = float("nan")
        points = [(h.latitude, h.longitude) if h else (nan, nan) for h in homes]
        latitude, longitude = np.array(points, np.float64).reshape(-1, 2).T
        skills = [sorted(set(p.skill_ids)) for p in profiles]
        aptitudes = [sorted(set(p.aptitude_ids)) for p in profiles]
        wanted = [sorted(set(p.wanted_occupation_ids)) for p in profiles]
        near = [sorted({*p.near_occupation_ids} - {*p.wanted_occupation_ids}) for p in profiles]
        days = [p.available_from.toordinal() if p.available_from else 0 for p in profiles]
        told = [-1 if p.max_minutes is None else p.max_minutes for p in profiles]
        wishes = [[*w, *n] for w, n in zip(wanted, near, strict=True)]
        flags = [
            i < len(w) for w, each in zip(wanted, wishes, strict=True) for i in range(len(each))
        ]
        columns: dict[str, Any] = {
            "youth_id": ids,
            "contracts": [mask_of(p.contracts, CONTRACT_BITS) for p in profiles],
            "band": [BAND_CODES[p.experience] for p in profiles],
            "licences": [held_licences(p.licences) for p in profiles],
            "max_minutes": told,
            "available_day": days,
            "refused": [mask_of(p.refused_schedules, SCHEDULE_BITS) for p in profiles],
            "latitude": latitude,
            "longitude": longitude,
            "modes": [mode_mask(p.modes) for p in profiles],
            "skill_count": [len(each) for each in skills],
            "aptitude_count": [len(each) for each in aptitudes],
            "wish_count": [len(each) for each in wishes],
        }
        if latitude.size != ids.size:
            msg = f"{latitude.size} homes of {ids.size} people"
            raise ValueError(msg)
        return cls(
            {name: np.asarray(values, COLUMNS[name]) for name, values in columns.items()},
            {
                "skill": _flat(skills),
                "aptitude": _flat(aptitudes),
                "wish": (_flat(wishes)[0], np.array(flags, np.bool_)),
            },
        )


class CandidateTable(GrownTable[CandidateBatch]):
    """The growing store behind a `CandidatePool` and its `Homes`."""

    kinds = COLUMNS | {
        "traits": np.uint16,
        "first_wish": np.int32,
        "within": np.int32,
        **{f"{name}_start": np.int64 for name in LISTS},
    }
    kept_lists = LISTS

    def __init__(self, capacity: int, territory: Territory | None = None) -> None:
        """Begin empty; the first rows put in must be those of the `territory`, in its order."""
        super().__init__(capacity, territory)
        self.wished = Postings.of(self.lists("wish"))

    def _ordered(self) -> None:
        self.wished = Postings.of(self.lists("wish"))

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        return super().nbytes + self.wished.nbytes

    @classmethod
    def _batch(cls, columns: Columns, lists: Lists) -> CandidateBatch:
        return CandidateBatch(columns, lists)

    def _derived(self, columns: Columns, lists: Lists) -> Columns:
        wishes = columns["wish_count"]
        first = np.zeros(wishes.size, np.int32)
        named = np.flatnonzero(wishes)
        begins = np.cumsum(wishes, dtype=np.int64) - wishes
        first[named] = lists["wish"][0][begins[named]] + 1
        traits = traits_of(
            columns["band"], columns["refused"], columns["skill_count"] == 0, wishes == 0
        )
        within = hard_minutes(columns["max_minutes"], DEFAULT_PARAMETERS)
        return {"traits": traits, "first_wish": first, "within": within}

    def _flags(self, columns: Columns) -> dict[str, Bools]:
        contracts, licences = columns["contracts"], columns["licences"]
        flags: dict[str, Bools] = {
            f"contract {code}": (contracts == 0) | (contracts & (1 << code) != 0)
            for code in CONTRACT_CODES.values()
        }
        return flags | {f"licence {bit}": licences & bit != 0 for bit in LICENCE_BITS.values()}


def hard_minutes(max_minutes: Ints32, parameters: EngineParameters) -> Ints32:
    """Minutes beyond which each is not shown, as `EngineParameters.hard_minutes`; -1 is not told."""
    told = np.where(max_minutes < 0, parameters.default_max_minutes, max_minutes)
    limit: Ints32 = np.ceil(told * parameters.stretch).astype(np.int32)
    return limit


def passing(bits: dict[str, Octets], rows: int, contract: int, required: int) -> Bools:
    """Which rows accept this contract's code and hold every licence of the mask, one flag a row."""
    octets = bits[f"contract {contract}"].copy()
    for bit in LICENCE_BITS.values():
        if required & bit:
            octets &= bits[f"licence {bit}"]
    flags: Bools = np.unpackbits(octets, count=rows, bitorder="little").view(np.bool_)
    return flags


def _flat(lists: Sequence[Sequence[int]]) -> tuple[Ints32, Bools]:
    ids = checked_ids([i for each in lists for i in each]).astype(np.int32)
    return ids, np.zeros(ids.size, np.bool_)
