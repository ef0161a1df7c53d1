"""Learning put to the test in the town: half of its youths decide for weeks, the other half is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from myjobmatch.matching.calibration import Calibration
from myjobmatch.matching.evaluation.town.deciding import Deciders
from myjobmatch.matching.evaluation.town.measures import CARDS, mean, ndcg, recall
from myjobmatch.matching.evaluation.town.model import Town
from myjobmatch.matching.evaluation.town.profiles import Reader
from myjobmatch.matching.evaluation.town.systems import Ours
from myjobmatch.matching.learning.calibrating import fit_calibration
from myjobmatch.matching.learning.examples import Examples
from myjobmatch.matching.learning.lesson import Lesson, learn
from myjobmatch.matching.learning.measures import Measures, measure
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters

WEEKS = 8
WEEKS_AFTER = 3
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Deal:
    """What figures deal to youths who decided nothing yet: quality by truth, shares told against yes and no.

    `right` holds the calibrated figure against right answers, `decided` against the decisions of the
    weeks that follow.
    """

    ndcg20: float
    recall20: float
    right: Measures
    decided: Measures


@dataclass(frozen=True, slots=True)
class TownLesson:
    """Before and after a lesson; `calibration_of_town` is the curve fitted to right answers alone."""

    encoder: str
    town: dict[str, int]
    decisions: int
    likes: int
    lesson: Lesson
    before: Deal
    after: Deal
    calibration_of_town: Calibration

    def as_json(self) -> dict[str, object]:
        """One object; figures rounded to four decimals."""
        check = self.lesson.check
        return {
            "encoder": self.encoder,
            "town": self.town,
            "decision_count": self.decisions,
            "like_count": self.likes,
            "taken": list(self.lesson.taken),
            "refusals": [str(each) for each in self.lesson.refusals],
            "held_out": None if check is None else _rounded(asdict(check)),
            "powers": [round(power, _DECIMALS) for power in self.lesson.parameters.powers],
            "calibration": [round(x, _DECIMALS) for x in self.lesson.parameters.calibration],
            "calibration_of_town": [round(x, _DECIMALS) for x in self.calibration_of_town],
            "before": _rounded(asdict(self.before)),
            "after": _rounded(asdict(self.after)),
        }


def learn_in_town(
    reader: Reader,
    town: Town,
    report: Callable[[str], None],
    weeks: int = WEEKS,
    parameters: EngineParameters = DEFAULT_PARAMETERS,
) -> TownLesson:
    """Let every second youth decide for some weeks, learn, and deal to the others before and after."""
    draw = np.random.default_rng(town.plan.seed)
    profiles = reader.profiles(town)
    deciders = Deciders.of(profiles, draw)
    teaching = list(range(0, len(town.youths), 2))
    measured = list(range(1, len(town.youths), 2))
    before = Ours(profiles, parameters)
    report("decisions")
    decided = deciders.weeks(before, teaching, weeks, 1, draw)
    report("learning")
    lesson = learn(decided, parameters, people=len(teaching))
    report("measuring")
    right = deciders.right(before, teaching)
    curve = fit_calibration(right, parameters, parameters)
    later = 7 * weeks + 1

    def deal(figures: EngineParameters) -> Deal:
        return _deal(deciders, Ours(profiles, figures), figures, measured, later)

    return TownLesson(
        encoder=reader.encoder.name,
        town={
            "seed": town.plan.seed,
            "youth_count": len(town.youths),
            "offer_count": len(town.offers),
            "weeks": weeks,
        },
        decisions=len(decided),
        likes=int(decided.yes.sum()),
        lesson=lesson,
        before=deal(parameters),
        after=deal(lesson.parameters),
        calibration_of_town=curve,
    )


def _deal(
    deciders: Deciders, ours: Ours, figures: EngineParameters, who: list[int], day: int
) -> Deal:
    offers = deciders.graded.shape[1]
    nothing, nobody = np.zeros(offers, np.bool_), np.zeros(offers, np.int64)
    decks = [ours.offers(youth, CARDS, nothing, nobody) for youth in who]
    graded = [deciders.graded[youth] for youth in who]
    draw = np.random.default_rng(day)  # the same chances before and after
    after: Examples = deciders.weeks(ours, who, WEEKS_AFTER, day, draw)
    return Deal(
        ndcg20=mean([ndcg(row, deck) for row, deck in zip(graded, decks, strict=True)]),
        recall20=mean([recall(row, deck, CARDS) for row, deck in zip(graded, decks, strict=True)]),
        right=measure(deciders.right(ours, who), figures),
        decided=measure(after, figures),
    )


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return round(value, _DECIMALS) if isinstance(value, float) else value
