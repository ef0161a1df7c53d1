"""Every weight of the engine, in one place. docs/matching/ranking.md says what each is worth."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from math import ceil

CODE_VERSION = "1"
"""Raised whenever the same parameters and inputs would give another deck."""


@dataclass(frozen=True, slots=True)
class EngineParameters:
    """The figures of the formula `preference x coverage x feasibility x answer`.

    Chosen by hand and by the simulated town (docs/matching/evaluation.md), not learnt: there are no
    decisions to learn from yet.
    """

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

    # Retrieval: all the eligible are scored up to the limit; beyond, those alone that a first look at
    # so many (by what the score knows without lists and vectors, then by all) leaves a chance.
    exhaustive_limit: int = 15_000
    retrieve_by_rest: int = 1_500
    retrieve_by_meaning: int = 750

    # Words on the card.
    fit_close_coverage: float = 0.65
    fit_close_preference: float = 0.45
    fit_aside_coverage: float = 0.5
    matched_similarity: float = 0.85  # from here a skill counts as held ...
    near_similarity: float = 0.3  # ... from here as near

    def digest(self) -> str:
        """Twelve hexadecimal digits that change with any figure."""
        return _digest(self)

    def hard_minutes(self, max_minutes: int | None) -> int:
        """Minutes beyond which a card is never shown to someone who said `max_minutes`."""
        limit = self.default_max_minutes if max_minutes is None else max_minutes
        return ceil(limit * self.stretch)


@lru_cache(maxsize=16)
def _digest(parameters: EngineParameters) -> str:
    text = json.dumps(asdict(parameters), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


DEFAULT_PARAMETERS = EngineParameters()


def engine_version(parameters: EngineParameters, fingerprint: str) -> str:
    """What made a ranking: code, encoder (first 12 characters of its fingerprint), figures."""
    return f"{CODE_VERSION}+{fingerprint[:12]}+{parameters.digest()}"
