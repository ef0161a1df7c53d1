"""The two sides of `retrieval.Pairs`: one person with offers, one offer with people.

What is the same for all pairs of one side is looked up in small tables made with the formula's own
functions, so the formula stands in `scoring` alone.
"""

from datetime import date

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES
from myjobmatch.matching.arrays import Floats32, Floats64, Ints8, Ints16, Ints64
from myjobmatch.matching.columns import (
    ANSWER_STEPS,
    BAND_CODES,
    DEMAND_CODES,
    SCHEDULE_BITS,
    mask_of,
)
from myjobmatch.matching.diversity import Groups
from myjobmatch.matching.features import (
    candidate_aptitude_share,
    candidate_meaning,
    candidate_outline,
    candidate_skill_share,
    days_late,
    offer_aptitude_share,
    offer_outline,
    offer_skill_share,
    refused_share,
    relations,
    wish_relations,
)
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.scoring import (
    KNOWN,
    OFFER_SILENT,
    PERSON_UNKNOWN,
    WANTED,
    PairFeatures,
    answer_factor,
    experience_factor,
    late_factor,
    schedule_factor,
    travel_factor,
)
from myjobmatch.matching.skills import Cover, SkillSpace
from myjobmatch.matching.view import OfferView

HOURS = np.arange(1 << len(SCHEDULE_BITS), dtype=np.int8)
"""Every mask of schedules."""


class OfferPairs:
    """One person with these rows of a view."""

    def __init__(
        self,
        candidate: CandidateProfile,
        view: OfferView,
        rows: Ints64,
        *,
        cover: Cover,
        vector: Floats32 | None,
        minutes: Ints16 | None,
        parameters: EngineParameters,
        today: date | None,
    ) -> None:
        """`vector` None: no text to compare with."""
        self._candidate, self._view, self._rows = candidate, view, rows
        self._cover, self._vector, self._minutes = cover, vector, minutes
        self._parameters, self._today = parameters, today
        every = np.arange(-1, UNREACHABLE_MINUTES + 1, dtype=np.int16)
        told = -1 if candidate.max_minutes is None else candidate.max_minutes
        self._travel = travel_factor(every, np.full(every.size, told, np.int32), parameters)
        self._travel = self._travel.astype(np.float32)
        self._traits = _factors_by_traits(candidate, parameters)
        coming = candidate.available_from
        floor = today.toordinal() if today else 0
        self._late_floor, self._late = floor, np.ones(1, np.float32)
        if coming is not None and coming.toordinal() > floor and today is not None:
            # by days from today to the start
            starts = np.arange(floor, coming.toordinal() + 1, dtype=np.int32)
            days = days_late(starts, coming.toordinal(), today)
            self._late = late_factor(days, parameters).astype(np.float32)

    @property
    def size(self) -> int:
        """How many rows."""
        return int(self._rows.size)

    @property
    def speaks(self) -> bool:
        """Whether the person's text, or their skills, can be compared with the offers'."""
        return self._vector is not None

    def outlook(self, part: slice) -> tuple[Ints8, Ints8, Floats32]:
        """What costs little."""
        rows, columns = self._rows[part], self._view.columns
        relation = relations(self._candidate, columns["occupation_id"][rows])
        traits = self._view.traits[rows]
        rest = self._traits.take(traits)
        if self._cover.empty:
            state = np.full(rows.size, PERSON_UNKNOWN, np.int8)
        else:
            state = np.where(traits & 1, np.int8(OFFER_SILENT), np.int8(KNOWN))
        if self._minutes is None:
            rest *= self._travel[0]
        else:
            rest *= self._travel.take(self._minutes[rows] + np.int16(1), mode="clip")
        if self._late.size > 1:
            start = columns["start_day"][rows]
            late = self._late.take(start - np.int32(self._late_floor), mode="clip")
            rest *= np.where(start == 0, np.float32(1), late)
        return relation, state, rest

    def skills(self, places: Ints64) -> Floats64:
        """Shares of the skills asked for that the person covers."""
        return offer_skill_share(self._view, self._rows[places], self._cover, self._parameters)

    def aptitudes(self, places: Ints64) -> Floats64:
        """Shares of the aptitudes asked for that the person has."""
        return offer_aptitude_share(self._candidate, self._view, self._rows[places])

    def meaning(self, places: Ints64) -> Floats32:
        """Cosines, NaN where a text is missing."""
        if self._vector is None:
            return np.full(places.size, np.nan, np.float32)
        return _heard(self._view.meaning(self._vector, self._rows[places]))

    def outline(self, places: Ints64) -> PairFeatures:
        """All other features."""
        rows = self._rows[places]
        return offer_outline(
            self._candidate, self._view, rows, minutes=self._minutes, today=self._today
        )

    def kinds(self, places: Ints64) -> Ints64:
        """Occupations."""
        kinds: Ints64 = self._view.columns["occupation_id"][self._rows[places]]
        return kinds

    def ids(self, places: Ints64) -> Ints64:
        """The offers' ids."""
        ids: Ints64 = self._view.columns["offer_id"][self._rows[places]]
        return ids

    def groups(self, places: Ints64) -> Groups:
        """Occupations and companies."""
        rows, columns = self._rows[places], self._view.columns
        occupation = columns["occupation_id"][rows]
        return Groups(
            occupation=occupation.astype(np.int64),
            company=columns["company_id"][rows],
            wanted=relations(self._candidate, occupation) == WANTED,
        )


class CandidatePairs:
    """One offer with these people of a pool."""

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
        self._skills, self._minutes = skills, minutes
        self._vector = vector if pool.vectors is not None else None
        self._parameters, self._today = parameters, today
        asked = np.full(HOURS.size, mask_of(offer.schedules, SCHEDULE_BITS), np.int8)
        hours = schedule_factor(refused_share(asked, HOURS), parameters)
        bands = np.array(sorted(BAND_CODES.values()), np.int8)
        demand = np.full(bands.size, DEMAND_CODES[offer.experience], np.int8)
        experience = experience_factor(demand, bands, parameters)
        rate = np.nan if offer.answer_rate is None else min(1.0, max(0.0, offer.answer_rate))
        answer = answer_factor(np.array([rate], np.float32), parameters)[0]
        self._band_and_hours = np.outer(experience, hours).ravel() * answer

    @property
    def size(self) -> int:
        """How many people."""
        return int(self._rows.size)

    @property
    def speaks(self) -> bool:
        """Whether the offer's text can be compared with the people's."""
        return self._vector is not None

    def outlook(self, part: slice) -> tuple[Ints8, Ints8, Floats32]:
        """What costs little."""
        rows, pool, p = self._rows[part], self._pool, self._parameters
        known = KNOWN if self._offer.skills else OFFER_SILENT
        unknown = pool.skills.counts[rows] == 0
        state = np.where(unknown, np.int8(PERSON_UNKNOWN), np.int8(known))
        rest = self._band_and_hours.take(
            pool.band[rows].astype(np.intp) * HOURS.size + pool.refused[rows]
        )
        minutes = np.full(rows.size, -1, np.int16) if self._minutes is None else self._minutes[rows]
        rest *= travel_factor(minutes, pool.max_minutes[rows], p)
        if self._offer.starts_on is not None:
            start = self._offer.starts_on.toordinal()
            rest *= late_factor(days_late(start, pool.available_day[rows], self._today), p)
        relation = wish_relations(self._offer.occupation_id, pool.wishes, rows)
        return relation, state, rest.astype(np.float32)

    def skills(self, places: Ints64) -> Floats64:
        """Shares of the offer's skills that each covers."""
        rows, p = self._rows[places], self._parameters
        return candidate_skill_share(self._offer, self._pool, rows, self._skills, p)

    def aptitudes(self, places: Ints64) -> Floats64:
        """Shares of the offer's aptitudes that each has."""
        return candidate_aptitude_share(self._offer, self._pool, self._rows[places])

    def meaning(self, places: Ints64) -> Floats32:
        """Cosines, NaN where a text is missing."""
        if self._vector is None:
            return np.full(places.size, np.nan, np.float32)
        return _heard(candidate_meaning(self._pool, self._rows[places], self._vector))

    def outline(self, places: Ints64) -> PairFeatures:
        """All other features."""
        rows = self._rows[places]
        return candidate_outline(
            self._offer, self._pool, rows, minutes=self._minutes, today=self._today
        )

    def kinds(self, places: Ints64) -> Ints64:
        """What they want first; 0 when they name nothing."""
        wishes, rows = self._pool.wishes, self._rows[places]
        named = np.flatnonzero(wishes.counts[rows])
        kinds = np.zeros(rows.size, np.int64)
        kinds[named] = wishes.ids[wishes.starts[rows[named]]].astype(np.int64) + 1
        return kinds

    def ids(self, places: Ints64) -> Ints64:
        """The youths' ids."""
        return self._pool.youth_id[self._rows[places]]

    def groups(self, places: Ints64) -> Groups:
        """People have no quotas."""
        nobody = np.full(places.size, -1, np.int64)
        return Groups(nobody, nobody, np.zeros(places.size, np.bool_))


def _factors_by_traits(candidate: CandidateProfile, p: EngineParameters) -> Floats32:
    """Experience, schedules and answer of an offer, by its `columns.traits_of`."""
    refused = mask_of(candidate.refused_schedules, SCHEDULE_BITS)
    hours = schedule_factor(refused_share(HOURS, refused), p)
    demands = np.arange(4, dtype=np.int8) % len(DEMAND_CODES)
    band = np.full(demands.size, BAND_CODES[candidate.experience], np.int8)
    steps = np.arange(-1, 255, dtype=np.float32) / ANSWER_STEPS
    rates = np.where(steps < 0, np.nan, np.minimum(steps, 1)).astype(np.float32)
    answer = answer_factor(rates, p)
    low = np.multiply.outer(np.outer(experience_factor(demands, band, p), hours), np.ones(2))
    return np.multiply.outer(answer.astype(np.float32), low.ravel().astype(np.float32)).ravel()


def _heard(cosines: Floats32) -> Floats32:
    """A cosine of exactly 0 is that of a missing text, a row of zeros."""
    return np.where(cosines == 0.0, np.float32(np.nan), cosines)
