"""The formula, on arrays: what is known of each (person, offer) pair in, four parts and a score out.

Each part is there as it weighs, to its power, so that the score is their product and rises with all
that a part rises with. Both directions, the replay of a log and the benchmarks use this one function,
so a figure on a card can be recomputed anywhere from its features.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.cards import Breakdown
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints8, Ints16, Ints32, Ints64
from myjobmatch.matching.calibration import calibrated
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

    def replaced(self, **columns: NDArray[Any]) -> "PairFeatures":
        """The same with some arrays in place of others."""
        values: dict[str, NDArray[Any]] = {f.name: getattr(self, f.name) for f in fields(self)}
        return PairFeatures(**(values | columns))

    @staticmethod
    def concatenated(parts: "Sequence[PairFeatures]") -> "PairFeatures":
        """Features one after the other; there must be at least one part."""
        return PairFeatures(
            **{
                f.name: np.concatenate([getattr(part, f.name) for part in parts])
                for f in fields(PairFeatures)
            }
        )

    def with_meaning(self, meaning: Floats32) -> "PairFeatures":
        """The same with other cosines."""
        return self.replaced(meaning=meaning)


@dataclass(frozen=True, slots=True)
class Parts:
    """The four factors of each pair as they weigh, whether data stood behind each, and their product."""

    preference: Floats64
    coverage: Floats64
    feasibility: Floats64
    answer: Floats64
    preference_known: Bools
    coverage_known: Bools
    feasibility_known: Bools
    answer_known: Bools
    score: Floats64

    def breakdown(self, place: int, parameters: EngineParameters) -> Breakdown:
        """One pair's figures for a card: None where the factor is only the prior."""
        score = float(self.score[place])
        return Breakdown(
            score=score,
            preference=_told(self.preference, self.preference_known, place),
            coverage=_told(self.coverage, self.coverage_known, place),
            feasibility=_told(self.feasibility, self.feasibility_known, place),
            answer=_told(self.answer, self.answer_known, place),
            calibrated=float(calibrated(score, parameters.calibration)),
            calibrated_on=parameters.calibrated_on,
        )


def score_pairs(features: PairFeatures, parameters: EngineParameters) -> Parts:
    """`preference x coverage x feasibility x answer` of every pair; NaN or -1 never reach a score."""
    f, p = features, parameters
    preference, preference_known = preference_of(f.relation, f.meaning, p)
    coverage = coverage_of(f.coverage_state, f.skill_share, f.aptitude_share, p)
    rest = (
        schedule_factor(f.schedule_share, p)
        * late_factor(f.days_late, p)
        * experience_factor(f.demand, f.band, p)
    )
    feasibility = travel_factor(f.minutes, f.max_minutes, p) * rest
    answer = answer_factor(f.answer_rate, p)
    return Parts(
        preference,
        coverage,
        feasibility,
        answer,
        preference_known,
        coverage_known=(f.coverage_state == KNOWN) | (f.aptitude_share > 0),
        feasibility_known=(f.minutes >= 0) | (rest < 1),
        answer_known=~np.isnan(f.answer_rate),
        score=preference * coverage * feasibility * answer,
    )


def preference_of(
    relation: Ints8, meaning: Floats32, p: EngineParameters
) -> tuple[Floats64, Bools]:
    """The first part and whether anything stands behind it; rises with the meaning."""
    has_meaning = ~np.isnan(meaning)
    cosine = np.where(has_meaning, meaning.astype(np.float64), p.meaning_floor)
    near = np.clip((cosine - p.meaning_floor) / (p.meaning_ceiling - p.meaning_floor), 0, 1)
    wish = np.array([0.0, 0.0, p.near_occupation, 1.0])[relation]
    either = 1 - (1 - wish) * (1 - p.meaning_weight * near)
    known = has_meaning | (relation != UNSTATED)
    told = p.preference_base + (1 - p.preference_base) * either
    return _weighed(np.where(known, told, p.preference_prior), p.preference_power), known


def coverage_of(
    state: Ints8, skill_share: Floats64, aptitude_share: Floats64, p: EngineParameters
) -> Floats64:
    """The second part; rises with both shares."""
    asked = p.coverage_floor + (1 - p.coverage_floor) * skill_share
    by_state = np.where(state == OFFER_SILENT, p.coverage_prior, p.coverage_floor)
    skills = np.where(state == KNOWN, asked, by_state)
    value: Floats64 = skills + p.aptitude_bonus * aptitude_share * (1 - skills)
    return _weighed(value, p.coverage_power)


def travel_factor(minutes: Ints16, max_minutes: Ints32, p: EngineParameters) -> Floats64:
    """Of the third part, what the way makes."""
    limit = np.where(max_minutes < 0, p.default_max_minutes, max_minutes).astype(np.float64)
    limit = np.maximum(limit, 1.0)
    ratio = np.maximum(minutes, 0) / limit
    within = 1 - (1 - p.travel_at_limit) * np.minimum(ratio, 1)
    over = np.clip((ratio - 1) / (p.stretch - 1), 0, 1)
    travel = within - (p.travel_at_limit - p.travel_at_stretch) * over
    return _weighed(np.where(minutes >= 0, travel, p.travel_prior), p.feasibility_power)


def schedule_factor(refused_share: Floats64, p: EngineParameters) -> Floats64:
    """Of the third part, what refused schedules make."""
    return _weighed(1 - (1 - p.refused_schedules) * refused_share, p.feasibility_power)


def late_factor(days: Ints32, p: EngineParameters) -> Floats64:
    """Of the third part, what coming late makes."""
    factor: Floats64 = 1 - (1 - p.late_factor) * np.clip(days / p.late_days, 0, 1)
    return _weighed(factor, p.feasibility_power)


def experience_factor(demand: Ints8, band: Ints8, p: EngineParameters) -> Floats64:
    """Of the third part, what the experience asked for makes."""
    table = np.array([(1.0,) * 4, p.experience_wished, p.experience_required])
    factor: Floats64 = table[demand, band]
    return _weighed(factor, p.feasibility_power)


def answer_factor(rate: Floats32, p: EngineParameters) -> Floats64:
    """The fourth part."""
    known = ~np.isnan(rate)
    told = p.answer_floor + (1 - p.answer_floor) * np.where(known, rate, 0.0).astype(np.float64)
    return _weighed(np.where(known, told, p.answer_prior), p.answer_power)


def _weighed(factor: Floats64, power: float) -> Floats64:
    """A factor of a part to the part's power: a product's power is the product of the powers."""
    weighed: Floats64 = factor if power == 1 else factor**power
    return weighed


def _told(values: Floats64, known: Bools, place: int) -> float | None:
    return float(values[place]) if known[place] else None
