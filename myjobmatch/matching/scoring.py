"""The formula, on arrays: what is known of each (person, offer) pair in, four parts and a score out.

Both directions, the replay of a log and the benchmarks use this one function, so a figure on a card
can be recomputed anywhere from its features.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.cards import Breakdown
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.parameters import EngineParameters

UNSTATED, OTHER, NEAR, WANTED = 0, 1, 2, 3
"""`PairFeatures.relation`: no wish or no occupation known; another; a near one; a wanted one."""

PERSON_UNKNOWN, OFFER_SILENT, KNOWN = 0, 1, 2
"""`PairFeatures.coverage_state`: they named no skill; the offer asks for none; both are known."""


@dataclass(frozen=True, slots=True)
class PairFeatures:
    """What the formula looks at; every array has one place a pair.

    relation, coverage_state: the constants above. meaning: cosine of the two texts, NaN unknown.
    skill_share: weighted share of the skills asked for, each by its best likeness, in [0, 1].
    aptitude_share, schedule_share: shares of the aptitudes held, of the schedules refused.
    minutes: -1 unknown. max_minutes: -1 not told. days_late: days from the start to their coming.
    demand, band: codes of `columns`. answer_rate: share of candidates answered, NaN unknown.
    """

    relation: Ints8
    meaning: Floats32
    coverage_state: Ints8
    skill_share: Floats64
    aptitude_share: Floats64
    minutes: Ints16
    max_minutes: Ints32
    schedule_share: Floats64
    days_late: Ints32
    demand: Ints8
    band: Ints8
    answer_rate: Floats32

    def take(self, places: Ints64) -> "PairFeatures":
        """The features of some of the pairs."""
        return PairFeatures(**{f.name: getattr(self, f.name)[places] for f in fields(self)})

    def with_meaning(self, meaning: Floats32) -> "PairFeatures":
        """The same with other cosines."""
        values: dict[str, NDArray[Any]] = {f.name: getattr(self, f.name) for f in fields(self)}
        return PairFeatures(**(values | {"meaning": meaning}))


@dataclass(frozen=True, slots=True)
class Parts:
    """The four factors of each pair, whether data stood behind each, and their product."""

    preference: Floats64
    coverage: Floats64
    feasibility: Floats64
    answer: Floats64
    preference_known: Bools
    coverage_known: Bools
    feasibility_known: Bools
    answer_known: Bools
    score: Floats64

    def breakdown(self, place: int) -> Breakdown:
        """One pair's figures for a card: None where the factor is only the prior."""
        return Breakdown(
            score=float(self.score[place]),
            preference=_told(self.preference, self.preference_known, place),
            coverage=_told(self.coverage, self.coverage_known, place),
            feasibility=_told(self.feasibility, self.feasibility_known, place),
            answer=_told(self.answer, self.answer_known, place),
        )


def score_pairs(features: PairFeatures, parameters: EngineParameters) -> Parts:
    """`preference x coverage x feasibility x answer` of every pair; NaN or -1 never reach a score."""
    preference, preference_known = _preference(features, parameters)
    coverage, coverage_known = _coverage(features, parameters)
    feasibility, feasibility_known = _feasibility(features, parameters)
    answer_known = ~np.isnan(features.answer_rate)
    rate = np.where(answer_known, features.answer_rate, 0.0).astype(np.float64)
    told = parameters.answer_floor + (1 - parameters.answer_floor) * rate
    answer = np.where(answer_known, told, parameters.answer_prior)
    return Parts(
        preference,
        coverage,
        feasibility,
        answer,
        preference_known,
        coverage_known,
        feasibility_known,
        answer_known,
        score=preference * coverage * feasibility * answer,
    )


def _preference(f: PairFeatures, p: EngineParameters) -> tuple[Floats64, Bools]:
    has_meaning = ~np.isnan(f.meaning)
    cosine = np.where(has_meaning, f.meaning.astype(np.float64), p.meaning_floor)
    meaning = np.clip((cosine - p.meaning_floor) / (p.meaning_ceiling - p.meaning_floor), 0, 1)
    wish = np.array([0.0, 0.0, p.near_occupation, 1.0])[f.relation]
    either = 1 - (1 - wish) * (1 - p.meaning_weight * meaning)
    known = has_meaning | (f.relation != UNSTATED)
    told = p.preference_base + (1 - p.preference_base) * either
    return np.where(known, told, p.preference_prior), known


def _coverage(f: PairFeatures, p: EngineParameters) -> tuple[Floats64, Bools]:
    asked = p.coverage_floor + (1 - p.coverage_floor) * f.skill_share
    by_state = np.where(f.coverage_state == OFFER_SILENT, p.coverage_prior, p.coverage_floor)
    skills = np.where(f.coverage_state == KNOWN, asked, by_state)
    value = skills + p.aptitude_bonus * f.aptitude_share * (1 - skills)
    return value, (f.coverage_state == KNOWN) | (f.aptitude_share > 0)


def _feasibility(f: PairFeatures, p: EngineParameters) -> tuple[Floats64, Bools]:
    limit = np.where(f.max_minutes < 0, p.default_max_minutes, f.max_minutes).astype(np.float64)
    limit = np.maximum(limit, 1.0)
    ratio = np.maximum(f.minutes, 0) / limit
    within = 1 - (1 - p.travel_at_limit) * np.minimum(ratio, 1)
    over = np.clip((ratio - 1) / (p.stretch - 1), 0, 1)
    travel = within - (p.travel_at_limit - p.travel_at_stretch) * over
    known_way = f.minutes >= 0
    travel = np.where(known_way, travel, p.travel_prior)
    schedules = 1 - (1 - p.refused_schedules) * f.schedule_share
    late = 1 - (1 - p.late_factor) * np.clip(f.days_late / p.late_days, 0, 1)
    table = np.array([(1.0,) * 4, p.experience_wished, p.experience_required])
    rest = schedules * late * table[f.demand, f.band]
    return travel * rest, known_way | (rest < 1)


def _told(values: Floats64, known: Bools, place: int) -> float | None:
    return float(values[place]) if known[place] else None
