"""People who decide by known weights, so that what is learnt can be held against the truth."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from myjobmatch.matching.arrays import Floats64
from myjobmatch.matching.learning.examples import Examples, Ground, Step
from myjobmatch.matching.learning.model import falls_of
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.scoring import PairFeatures

ALIKE = (1.0, 1.0, 1.0, 1.0)


def pairs(count: int, draw: np.random.Generator) -> PairFeatures:
    """Random pairs in which every feature varies and every kind of missing data happens."""
    return PairFeatures(
        relation=draw.integers(0, 4, count).astype(np.int8),
        meaning=np.where(draw.random(count) < 0.2, np.nan, draw.random(count)).astype(np.float32),
        coverage_state=draw.choice([0, 1, 2, 2, 2], count).astype(np.int8),
        skill_share=draw.random(count),
        aptitude_share=draw.random(count) * (draw.random(count) < 0.3),
        minutes=draw.integers(-1, 75, count).astype(np.int16),
        max_minutes=np.full(count, 60, np.int32),
        schedule_share=(draw.random(count) < 0.2) * draw.random(count),
        days_late=np.maximum(draw.integers(-60, 60, count), 0).astype(np.int32),
        demand=draw.integers(0, 3, count).astype(np.int8),
        band=draw.integers(0, 4, count).astype(np.int8),
        answer_rate=np.where(draw.random(count) < 0.3, np.nan, draw.random(count)).astype(
            np.float32
        ),
    )


def decisions(
    features: PairFeatures,
    draw: np.random.Generator,
    *,
    powers: Sequence[float] = ALIKE,
    base: float = 1.0,
    tiring: float = 0.2,
    tells: float = 0.0,
    taste: float = 0.0,
    places: int = 20,
    days: tuple[int, int] = (0, 60),
) -> Examples:
    """Youths' decisions on these pairs: log odds `base - sum(power x fall) - tiring x log2 place`.

    `tells` is the share of passes that say which part fell shortest, as it weighs; `taste` the standard
    deviation by which people, of twenty decisions each, differ.
    """
    count = features.relation.size
    weighed = falls_of(features, DEFAULT_PARAMETERS) * np.array(powers)
    place = draw.integers(1, places + 1, count)
    person = draw.normal(0, taste, count // 20 + 1).repeat(20)[:count]
    odds: Floats64 = base + person - weighed.sum(axis=1) - tiring * np.log2(place)
    yes = draw.random(count) < 1 / (1 + np.exp(-odds))
    silent = yes | (draw.random(count) >= tells)
    grounds = np.array([Ground.PREFERENCE, Ground.COVERAGE, Ground.FEASIBILITY, Ground.OTHER])
    shortest = grounds[np.argmax(weighed, axis=1)]
    return Examples(
        features=features,
        step=np.full(count, Step.LIKE, np.int8),
        yes=yes,
        ground=np.where(silent, Ground.UNTOLD, shortest).astype(np.int8),
        place=place.astype(np.int16),
        day=np.sort(draw.integers(*days, count)).astype(np.int32),
        weight=np.ones(count),
    )


def nothing() -> Examples:
    """No decision."""
    some = decisions(pairs(1, np.random.default_rng(0)), np.random.default_rng(0))
    return some.where(np.zeros(1, np.bool_))


def coined(examples: Examples, draw: np.random.Generator, share: float = 0.3) -> Examples:
    """The same cards, decided on by a coin."""
    return replace(examples, yes=draw.random(len(examples)) < share)
