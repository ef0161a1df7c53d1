"""One person with offers, for `retrieval`; `candidate_pairs` is the other side.

What is the same for all pairs is looked up in small tables made with the formula's own
functions, so the formula stands in `scoring` alone.
"""

from datetime import date

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES
from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Floats64,
    Ints8,
    Ints16,
    Ints64,
    checked_ids,
)
from myjobmatch.matching.columns import (
    ANSWER_STEPS,
    BAND_CODES,
    DEMAND_CODES,
    SCHEDULE_BITS,
    aptitude_bits,
    mask_of,
)
from myjobmatch.matching.diversity import Groups
from myjobmatch.matching.features import (
    days_late,
    offer_aptitude_share,
    offer_outline,
    offer_shares_at_most,
    offer_skill_share,
    refused_share,
    relations,
)
from myjobmatch.matching.parameters import EngineParameters
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
from myjobmatch.matching.skills import Cover
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
        """`vector` None: no text to compare with. `minutes` are those to each of the rows."""
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
    def exhaustive_limit(self) -> float:
        """That of the parameters."""
        return self._parameters.exhaustive_limit

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
            rest *= self._travel.take(self._minutes[part] + np.int16(1), mode="clip")
        if self._late.size > 1:
            start = columns["start_day"][rows]
            late = self._late.take(start - np.int32(self._late_floor), mode="clip")
            rest *= np.where(start == 0, np.float32(1), late)
        return relation, state, rest

    def shares_at_most(self) -> Floats32 | None:
        """By skill, where that costs less."""
        if self._cover.empty:
            return None
        return offer_shares_at_most(self._view, self._rows, self._cover, self._parameters)

    def apt(self, part: slice) -> Bools | None:
        """By a bit an aptitude; none at all when the person has told none."""
        held = np.bitwise_or.reduce(aptitude_bits(checked_ids(self._candidate.aptitude_ids)))
        may: Bools = np.bitwise_and(self._view.aptitude_bits[self._rows[part]], held) != 0
        return may

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
        rows, minutes = self._rows[places], self._minutes
        if minutes is not None:
            minutes = minutes[places]
        return offer_outline(self._candidate, self._view, rows, minutes=minutes, today=self._today)

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
