"""One lesson: learn from earlier decisions, and take only what later ones bear out."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from myjobmatch.domain.enums import CalibratedOn
from myjobmatch.matching.arrays import Floats64
from myjobmatch.matching.learning.calibrating import fit_calibration
from myjobmatch.matching.learning.examples import Examples, Step
from myjobmatch.matching.learning.guard import guard
from myjobmatch.matching.learning.measures import (
    Bin,
    Measures,
    bins_of,
    losses,
    measure,
    told_shares,
)
from myjobmatch.matching.learning.model import learn_powers
from myjobmatch.matching.parameters import EngineParameters

LEAST_DECISIONS = 500
LEAST_OF_A_KIND = 50
LEAST_PEOPLE = 20
"""Fewer decisions on cards, fewer yes or no among them, or fewer people: nothing is learnt."""

HELD_OUT = 0.3
"""Share of the decisions on cards, the latest, that what was learnt has to hold against."""

CALIBRATION_DAYS = 60
"""What a score means is taken from the latest days; how much a part weighs, from all that is given."""

CLEARLY = 2.0
"""Powers must beat those in force by so many standard errors of the difference."""


class Refusal(StrEnum):
    """Why something was not taken."""

    TOO_FEW = "too_few"
    POWERS_NO_BETTER = "powers_no_better"
    CALIBRATION_NO_BETTER = "calibration_no_better"


@dataclass(frozen=True, slots=True)
class Check:
    """Later decisions on cards against the figures in force and against those learnt from earlier ones.

    `same_powers` has the powers in force with a curve fitted to the same earlier decisions: what the
    learnt powers are compared with: they save `gain` of log loss a decision, give or take `gain_error`
    (a standard error). `told` are the cards by the share that the figures to be taken told of them.
    """

    count: int
    yes: int
    in_force: Measures
    same_powers: Measures
    learnt: Measures
    gain: float
    gain_error: float
    told: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """`parameters` are those to use from now on: those in force where nothing was `taken`."""

    parameters: EngineParameters
    taken: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    check: Check | None = None


def learn(examples: Examples, in_force: EngineParameters, *, people: int) -> Lesson:
    """What the examples teach, if later ones among them bear it out.

    `people` is by how many persons the decisions were taken. The same examples give the same lesson.

    Raises:
        GuardFailed: the figures learnt are not among those that may be; none is to be used.
    """
    cards = examples.of_step(Step.LIKE)
    day = last_day(cards)
    if people < LEAST_PEOPLE or day is None:
        return Lesson(in_force, (), (Refusal.TOO_FEW,))
    earlier, later = examples.where(examples.day <= day), cards.where(cards.day > day)
    learnt = learn_powers(earlier, in_force)
    powers, same = _calibrated(earlier, in_force, learnt), _calibrated(earlier, in_force, in_force)
    gain, error = _mean_and_error(losses(later, same) - losses(later, powers), later)
    better = gain > CLEARLY * error
    checked = powers if better else same
    means_more = _mean_and_error(losses(later, in_force) - losses(later, checked), later)[0] > 0
    check = Check(
        count=len(later),
        yes=int(later.yes.sum()),
        in_force=measure(later, in_force),
        same_powers=measure(later, same),
        learnt=measure(later, powers),
        gain=gain,
        gain_error=error,
        told=bins_of(told_shares(later, checked), later.yes),
    )
    refusals = [] if better else [Refusal.POWERS_NO_BETTER]
    if not means_more:
        return Lesson(in_force, (), (*refusals, Refusal.CALIBRATION_NO_BETTER), check)
    final = learn_powers(examples, in_force) if better else in_force
    final = _calibrated(examples, in_force, final)
    guard(in_force, final)
    taken = ("powers", "calibration") if better else ("calibration",)
    return Lesson(final, taken, tuple(refusals), check)


def last_day(cards: Examples) -> int | None:
    """The last day to learn from, so that about `HELD_OUT` of the decisions come later.

    None when there are too few of either kind, before or after it.
    """
    enough = len(cards) >= LEAST_DECISIONS
    if not enough or min(cards.yes.sum(), (~cards.yes).sum()) < LEAST_OF_A_KIND:
        return None
    day = int(np.quantile(cards.day, 1 - HELD_OUT, method="lower"))
    if day == cards.day.max():  # one day has more than its share: it is held out whole
        day -= 1
    least = LEAST_OF_A_KIND * HELD_OUT
    for part in (cards.yes[cards.day <= day], cards.yes[cards.day > day]):
        if min(part.sum(), (~part).sum()) < least:
            return None
    return day


def _calibrated(
    examples: Examples, in_force: EngineParameters, with_powers: EngineParameters
) -> EngineParameters:
    """Those figures with the curve of the latest decisions on cards."""
    cards = examples.of_step(Step.LIKE)
    latest = cards.where(cards.day > cards.day.max() - CALIBRATION_DAYS)
    return replace(
        with_powers,
        calibration=fit_calibration(latest, in_force, with_powers),
        calibrated_on=CalibratedOn.DECISIONS,
    )


def _mean_and_error(values: Floats64, examples: Examples) -> tuple[float, float]:
    """The weighted mean and its standard error."""
    weight = examples.weight / examples.weight.sum()
    mean = float((weight * values).sum())
    return mean, float(np.sqrt(((weight * (values - mean)) ** 2).sum()))
