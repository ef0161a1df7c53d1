"""One offer with people, for `retrieval`: the other side of `pairs.OfferPairs`.

What is the same for all pairs is looked up in small tables made with the formula's own functions, so
the formula stands in `scoring` alone.
"""

from datetime import date
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.asked import Asked
from myjobmatch.matching.candidate_features import (
    candidate_aptitude_share,
    candidate_outline,
    wish_relations,
)
from myjobmatch.matching.candidate_table import SPEECHLESS, traits_of
from myjobmatch.matching.columns import BAND_CODES, DEMAND_CODES, SCHEDULE_BITS, mask_of
from myjobmatch.matching.diversity import Groups
from myjobmatch.matching.features import days_late, refused_share
from myjobmatch.matching.pairs import HOURS
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.scoring import (
    KNOWN,
    OFFER_SILENT,
    PERSON_UNKNOWN,
    PairFeatures,
    answer_factor,
    experience_factor,
    late_factor,
    schedule_factor,
    travel_factor,
)
from myjobmatch.matching.skills import SkillSpace

LONGEST_TOLD = 240
"""Longest ways, in minutes, that people say they accept; whoever accepts more is computed."""


class CandidatePairs:
    """One offer with these people of a pool, rows ascending."""

    def __init__(
        self,
        offer: OfferProfile,
        pool: CandidatePool,
        rows: Ints64,
        *,
        skills: SkillSpace,
        vector: Floats32 | None,
        minutes: Ints16 | None,
        parameters: EngineParameters,
        today: date | None,
    ) -> None:
        """`vector` None: no text to compare with."""
        self._offer, self._pool, self._rows = offer, pool, rows
        self._minutes = minutes
        self._vector = vector if pool.vectors is not None else None
        self._parameters, self._today = parameters, today
        self._asked = Asked(skills, offer.skills, parameters)
        self._relation = wish_relations(offer.occupation_id, pool, rows)
        self._factor = _factors_by_traits(offer, parameters)
        self._late, self._late_floor = _late_table(offer, today, parameters)

    @property
    def size(self) -> int:
        """How many people."""
        return int(self._rows.size)

    @property
    def exhaustive_limit(self) -> float:
        """That of the parameters, raised: nothing bounds the skills of many people together."""
        return self._parameters.exhaustive_limit * self._parameters.exhaustive_people

    @property
    def speaks(self) -> bool:
        """Whether the offer's text can be compared with the people's."""
        return self._vector is not None

    def outlook(self, part: slice) -> tuple[Ints8, Ints8, Floats32]:
        """What costs little."""
        rows, pool = self._rows[part], self._pool
        traits = pool.traits[rows]
        known = np.int8(KNOWN if self._offer.skills else OFFER_SILENT)
        state = np.where(traits & SPEECHLESS, np.int8(PERSON_UNKNOWN), known)
        rest = self._factor.take(traits)
        if self._minutes is None:
            rest *= np.float32(self._parameters.travel_prior)
        else:
            rest *= _travel(self._minutes[rows], pool.max_minutes[rows], self._parameters)
        if self._late.size > 1:
            rest *= self._late.take(pool.available_day[rows] - self._late_floor, mode="clip")
        return self._relation[part], state, rest

    def shares_at_most(self) -> Floats32 | None:
        """Not to be had together."""
        return None

    def apt(self, part: slice) -> Bools | None:  # noqa: ARG002
        """Anybody may be."""
        return None

    def skills(self, places: Ints64) -> Floats64:
        """Shares of the offer's skills that each covers."""
        return self._asked.shares(self._pool.skills, self._rows[places])

    def aptitudes(self, places: Ints64) -> Floats64:
        """Shares of the offer's aptitudes that each has."""
        return candidate_aptitude_share(self._offer, self._pool, self._rows[places])

    def meaning(self, places: Ints64) -> Floats32:
        """Cosines, NaN where a text is missing."""
        if self._vector is None:
            return np.full(places.size, np.nan, np.float32)
        cosines = self._pool.meaning(self._vector, self._rows[places])
        cosines[cosines == 0.0] = np.nan  # exactly 0: a missing text, a row of zeros
        return cosines

    def outline(self, places: Ints64) -> PairFeatures:
        """All other features."""
        rows, relation = self._rows[places], self._relation[places]
        return candidate_outline(
            self._offer,
            self._pool,
            rows,
            relation=relation,
            minutes=self._minutes,
            today=self._today,
        )

    def kinds(self, places: Ints64) -> Ints64:
        """What they want first; 0 when they name nothing."""
        return self._pool.first_wish[self._rows[places]].astype(np.int64)

    def ids(self, places: Ints64) -> Ints64:
        """The youths' ids."""
        return self._pool.youth_id[self._rows[places]]

    def groups(self, places: Ints64) -> Groups:
        """People have no quotas."""
        nobody = np.full(places.size, -1, np.int64)
        return Groups(nobody, nobody, np.zeros(places.size, np.bool_))


def _factors_by_traits(offer: OfferProfile, p: EngineParameters) -> Floats32:
    """Experience, schedules and answer, by a person's `candidate_table.traits_of`."""
    asked = np.full(HOURS.size, mask_of(offer.schedules, SCHEDULE_BITS), np.int8)
    hours = schedule_factor(refused_share(asked, HOURS), p)
    bands = np.array(sorted(BAND_CODES.values()), np.int8)
    demand = np.full(bands.size, DEMAND_CODES[offer.experience], np.int8)
    rate = np.nan if offer.answer_rate is None else min(1.0, max(0.0, offer.answer_rate))
    answer = answer_factor(np.array([rate], np.float32), p)[0]
    both = np.outer(experience_factor(demand, bands, p), hours) * answer
    every = np.repeat(both.ravel(), 4).astype(np.float32)
    band, refused = np.meshgrid(bands, HOURS, indexing="ij")
    nothing = np.zeros(both.size, np.bool_)
    where = traits_of(band.ravel(), refused.ravel(), nothing, nothing)
    assert bool((where == np.arange(0, every.size, 4)).all())
    return every


def _late_table(
    offer: OfferProfile, today: date | None, p: EngineParameters
) -> tuple[Floats32, np.int32]:
    """The factor of coming late by the day of coming, from a day on; of one place when nobody can."""
    if offer.starts_on is None:
        return np.ones(1, np.float32), np.int32(0)
    start = offer.starts_on.toordinal()
    floor = max(start, today.toordinal() if today else 0)
    days = np.arange(floor, floor + ceil(p.late_days) + 1, dtype=np.int32)
    return late_factor(days_late(start, days, today), p).astype(np.float32), np.int32(floor)


def _travel(minutes: Ints16, told: Ints32, p: EngineParameters) -> NDArray[np.floating]:
    """`travel_factor` of eligible ways, from a table; computed where somebody accepts very long ones."""
    if int(told.max(initial=-1)) > LONGEST_TOLD:
        return travel_factor(minutes, told, p).astype(np.float32)
    table, width = _travel_table(p)
    return table.take((told + np.int32(1)) * np.int32(width) + minutes + np.int32(1))


@lru_cache(maxsize=8)
def _travel_table(p: EngineParameters) -> tuple[Floats32, int]:
    """By minutes accepted and, beside each other, minutes of the way; both from -1, which is unknown."""
    longest = ceil(max(LONGEST_TOLD, p.default_max_minutes) * max(p.stretch, 1.0)) + 1
    minutes = np.arange(-1, longest + 1, dtype=np.int16)
    told = np.arange(-1, LONGEST_TOLD + 1, dtype=np.int32)
    every = travel_factor(np.tile(minutes, told.size), np.repeat(told, minutes.size), p)
    return every.astype(np.float32), minutes.size
