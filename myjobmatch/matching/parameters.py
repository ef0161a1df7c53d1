"""Every weight of the engine, in one place. docs/matching/ranking.md says what each is worth."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from math import ceil

from myjobmatch.domain.enums import CalibratedOn

CODE_VERSION = "2"
"""Raised whenever the same parameters and inputs would give another deck."""


@dataclass(frozen=True, slots=True)
class EngineParameters:
    """The figures of the formula `preference x coverage x feasibility x answer`.

    Chosen by hand and by the simulated town (docs/matching/evaluation.md). Those named in `LEARNT`, and
    no others, are learnt from decisions (docs/matching/learning.md).
    """

    # How much a part weighs: it counts to this power. 1 for all before anything is learnt.
    preference_power: float = 1.0
    coverage_power: float = 1.0
    feasibility_power: float = 1.0
    answer_power: float = 1.0

    # What a score means, by `calibration.py`: three figures of the curve, and one of the place in the deck.
    # Until decisions say it: the share of right answers among the first cards of the simulated towns of
    # the demonstration's catalogue, seeds 2 to 4 (`myjobmatch evaluate --town --learn` prints the curve).
    calibration: tuple[float, float, float, float] = (3.6, 0.2, 6.8, 0.0)
    calibrated_on: CalibratedOn = CalibratedOn.TOWN

    # Preference rises from the base by the occupation or the meaning, whichever is there (noisy or).
    preference_base: float = 0.15
    preference_prior: float = 0.4  # nothing known of what they want
    near_occupation: float = 0.6  # a wanted occupation counts 1, a near one this
    meaning_weight: float = 0.7
    meaning_floor: float = 0.2  # cosine that counts 0 ...
    meaning_ceiling: float = 0.75  # ... and cosine that counts 1

    # Coverage rises from the floor by the weighted share of skills, then by the aptitudes' bonus.
    coverage_floor: float = 0.4  # no skill covered, or the person has named none
    coverage_prior: float = 0.6  # the offer asks for no skill
    wished_weight: float = 0.4  # an essential skill weighs 1
    aptitude_bonus: float = 0.1  # of what is missing, for a full match of aptitudes

    # Feasibility is the product of travel, schedules, availability and experience.
    default_max_minutes: int = 60
    stretch: float = 1.25  # beyond max_minutes * stretch the card is not shown
    travel_at_limit: float = 0.7  # the factor falls from 1 to this at max_minutes ...
    travel_at_stretch: float = 0.1  # ... and to this at max_minutes * stretch
    travel_prior: float = 0.6  # minutes unknown
    refused_schedules: float = 0.25  # factor when all the offer's schedules are refused
    late_days: int = 60  # available so many days after the start ...
    late_factor: float = 0.5  # ... counts this
    # Factors for a band not told, under 1 year, 1 to 3, over 3.
    experience_wished: tuple[float, float, float, float] = (0.9, 0.85, 0.97, 1.0)
    experience_required: tuple[float, float, float, float] = (0.65, 0.5, 0.85, 1.0)

    # The chance of an answer rises from the floor with the share of candidates answered.
    answer_floor: float = 0.3
    answer_prior: float = 0.65  # no rate known yet

    # Variety and exposure of the deck.
    max_per_wanted_occupation: float = 0.6  # shares of the deck
    max_per_occupation: float = 0.2
    max_per_company: float = 0.15
    exposure_boost: float = 0.1  # an offer nobody has seen counts at most so much more in the order
    exposure_half: float = 50.0  # views that halve the boost
    reserved_share: float = (
        0.1  # places of the deck, its last, kept for who fits and was shown least
    )
    exposure_enough: int = 3  # who was shown so often in the week has no claim to one
    # Beyond so many eligible, a part of them is looked at in turn, and so many with a claim are scored.
    claims_exact: int = 15_000
    claims_look: int = 8_192
    claims_scored: int = 64

    # Retrieval: all the eligible are scored up to the limit; beyond, those alone that a first look at
    # so many leaves a chance.
    exhaustive_limit: int = 8_000
    exhaustive_people: float = 2.0  # times that of people, of whom a first look knows no skill
    first_look: int = 300

    # Words on the card.
    fit_close_coverage: float = 0.65
    fit_close_preference: float = 0.45
    fit_aside_coverage: float = 0.5
    matched_similarity: float = 0.85  # from here a skill counts as held ...
    near_similarity: float = 0.3  # ... from here as near

    @property
    def powers(self) -> tuple[float, ...]:
        """How much each part weighs, in the order of `POWERS`."""
        return tuple(getattr(self, name) for name in POWERS)

    @property
    def close_preference(self) -> float:
        """From here a preference, as it weighs, is close: what is learnt changes no word on a card."""
        return float(self.fit_close_preference**self.preference_power)

    @property
    def close_coverage(self) -> float:
        """From here a coverage, as it weighs, is close."""
        return float(self.fit_close_coverage**self.coverage_power)

    @property
    def aside_coverage(self) -> float:
        """Under this a coverage, as it weighs, is a step aside where the preference is not close."""
        return float(self.fit_aside_coverage**self.coverage_power)

    def weighed(self, powers: Iterable[float]) -> "EngineParameters":
        """The same figures with other powers, in the order of `POWERS`."""
        preference, coverage, feasibility, answer = powers
        return replace(
            self,
            preference_power=preference,
            coverage_power=coverage,
            feasibility_power=feasibility,
            answer_power=answer,
        )

    def digest(self) -> str:
        """Twelve hexadecimal digits that change with any figure."""
        return _digest(self)

    def reserved_places(self, limit: int) -> int:
        """How many of a deck's cards are kept for who was shown least: the share, rounded."""
        return int(limit * self.reserved_share + 0.5)

    def hard_minutes(self, max_minutes: int | None) -> int:
        """Minutes beyond which a card is never shown to someone who said `max_minutes`."""
        limit = self.default_max_minutes if max_minutes is None else max_minutes
        return ceil(limit * self.stretch)


@lru_cache(maxsize=16)
def _digest(parameters: EngineParameters) -> str:
    text = json.dumps(asdict(parameters), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


DEFAULT_PARAMETERS = EngineParameters()

POWERS = ("preference_power", "coverage_power", "feasibility_power", "answer_power")
"""In the order of the parts."""

LEARNT = (*POWERS, "calibration", "calibrated_on")
"""What decisions may change. Everything else is a choice of the product."""


def engine_version(parameters: EngineParameters, fingerprint: str) -> str:
    """What made a ranking: code, encoder (first 12 characters of its fingerprint), figures."""
    return f"{CODE_VERSION}+{fingerprint[:12]}+{parameters.digest()}"
