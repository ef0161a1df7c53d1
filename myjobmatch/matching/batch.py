"""Offer profiles as columns and flat lists: what the index appends in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Bools, Floats32, Ints32, checked_ids
from myjobmatch.matching.columns import (
    CONTRACT_CODES,
    DEMAND_CODES,
    LICENCE_BITS,
    SCHEDULE_BITS,
    mask_of,
)

COLUMNS: dict[str, type[np.generic]] = {
    "offer_id": np.int64,
    "occupation_id": np.int32,
    "company_id": np.int64,
    "contract": np.int8,
    "demand": np.int8,
    "licences": np.int16,
    "schedules": np.int8,
    "start_day": np.int32,
    "answer_rate": np.float32,
    "weekly_hours": np.float32,
    "hourly_pay": np.float32,
    "latitude": np.float64,
    "longitude": np.float64,
    "published": np.bool_,
    "essential_count": np.int32,
    "skill_count": np.int32,
    "aptitude_count": np.int32,
}
"""Kept beside each vector. Unknown: -1 for ids, 0 for the start day (an ordinal), NaN for the rest."""


@dataclass(frozen=True, slots=True)
class OfferBatch:
    """Distinct offers as columns and flat lists.

    `skills` and `aptitudes` are ids and flags end to end, in the order of the offers; a skill's flag
    says that it is essential.
    """

    columns: dict[str, NDArray[Any]]
    skills: tuple[Ints32, Bools]
    aptitudes: tuple[Ints32, Bools]

    @classmethod
    def of(
        cls,
        profiles: Sequence[OfferProfile],
        places: Sequence[Point | None],
        company_ids: Sequence[int | None],
        published: Sequence[bool],
    ) -> "OfferBatch":
        """Lay out profiles.

        Raises:
            BadIds: an id is negative or beyond `LARGEST_ID`.
        """
        skills = [_distinct_skills(profile) for profile in profiles]
        aptitudes = [sorted(set(profile.aptitude_ids)) for profile in profiles]
        nan = float("nan")
        rates = [nan if p.answer_rate is None else p.answer_rate for p in profiles]
        masks = [mask_of(p.licences_required, LICENCE_BITS) for p in profiles]
        hours = [mask_of(p.schedules, SCHEDULE_BITS) for p in profiles]
        days = [p.starts_on.toordinal() if p.starts_on else 0 for p in profiles]
        columns: dict[str, NDArray[Any]] = {
            "offer_id": checked_ids([p.offer_id for p in profiles]),
            "company_id": np.array([_or_minus(c) for c in company_ids], np.int64),
            "published": np.array(published, np.bool_),
            "latitude": np.array([p.latitude if p else nan for p in places], np.float64),
            "longitude": np.array([p.longitude if p else nan for p in places], np.float64),
            "occupation_id": np.array([_or_minus(p.occupation_id) for p in profiles], np.int32),
            "contract": np.array([CONTRACT_CODES[p.contract] for p in profiles], np.int8),
            "demand": np.array([DEMAND_CODES[p.experience] for p in profiles], np.int8),
            "licences": np.array(masks, np.int16),
            "schedules": np.array(hours, np.int8),
            "start_day": np.array(days, np.int32),
            "answer_rate": np.clip(np.array(rates, np.float32), 0.0, 1.0),
            "weekly_hours": told([p.weekly_hours for p in profiles]),
            "hourly_pay": told([p.hourly_pay for p in profiles]),
            "essential_count": np.array([sum(e for _, e in s) for s in skills], np.int32),
            "skill_count": np.array([len(s) for s in skills], np.int32),
            "aptitude_count": np.array([len(a) for a in aptitudes], np.int32),
        }
        return cls(
            columns, _flat_lists(skills), _flat_lists([[(i, False) for i in a] for a in aptitudes])
        )

    @property
    def lists(self) -> dict[str, tuple[Ints32, Bools]]:
        """Both lists by their names in a table."""
        return {"skill": self.skills, "aptitude": self.aptitudes}


def told(values: Sequence[float | None]) -> Floats32:
    """Figures as a column; NaN where none is told."""
    return np.array([np.nan if value is None else value for value in values], np.float32)


def _distinct_skills(profile: OfferProfile) -> list[tuple[int, bool]]:
    """Each skill once, essential if it is so anywhere, by id: the same sums whatever the order."""
    essential: dict[int, bool] = {}
    for skill in profile.skills:
        essential[skill.skill_id] = essential.get(skill.skill_id, False) or skill.essential
    return sorted(essential.items())


def _flat_lists(lists: Sequence[Sequence[tuple[int, bool]]]) -> tuple[Ints32, Bools]:
    ids = checked_ids([i for each in lists for i, _ in each])
    return ids.astype(np.int32), np.array([flag for each in lists for _, flag in each], np.bool_)


def _or_minus(value: int | None) -> int:
    return -1 if value is None else value
