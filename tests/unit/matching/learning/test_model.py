"""How much each part weighs is found again, little by little, and never beyond its bounds."""

from dataclasses import replace

import numpy as np
import pytest

from myjobmatch.matching.learning import model
from myjobmatch.matching.learning.examples import Ground, Step
from myjobmatch.matching.learning.guard import LEAST_POWER, MOST_POWER
from myjobmatch.matching.learning.model import Decided, learn_powers, loss
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from tests.unit.matching.learning import deciders

TRUE = (1.8, 0.6, 1.2, 0.8)


def learnt(examples: deciders.Examples) -> np.ndarray:
    return np.array(learn_powers(examples, DEFAULT_PARAMETERS).powers)


def off(powers: np.ndarray) -> float:
    """How far from the truth, as a mean of factors; a common slope changes no order."""
    apart = np.log(powers) - np.log(np.array(TRUE))
    return float(np.abs(apart - apart.mean()).mean())


def test_without_decisions_every_part_weighs_as_made_by_hand() -> None:
    assert learn_powers(deciders.nothing(), DEFAULT_PARAMETERS) == DEFAULT_PARAMETERS


@pytest.mark.parametrize("tells", [0.0, 0.5])
def test_known_weights_are_found_again(tells: float) -> None:
    draw = np.random.default_rng(7)
    examples = deciders.decisions(deciders.pairs(20_000, draw), draw, powers=TRUE, tells=tells)
    found = learnt(examples)
    assert off(found) < 0.08
    assert found.prod() == pytest.approx(1, rel=0.01)  # weights, not the slope that calibration has
    assert learnt(examples).tolist() == found.tolist()


def test_few_decisions_change_little_and_more_change_more() -> None:
    steps = []
    for count in (20, 200, 2_000):
        draw = np.random.default_rng(8)
        examples = deciders.decisions(deciders.pairs(count, draw), draw, powers=TRUE)
        steps.append(float(np.abs(np.log(learnt(examples))).max()))
    assert steps[0] < 0.15
    assert steps[0] < steps[1] < steps[2]


def test_a_reason_speaks_for_its_part() -> None:
    """The same decisions teach more with their reasons, and "too far" weighs the way."""
    apart = {0.0: [], 0.9: []}  # type: dict[float, list[float]]
    for seed in range(12):
        for tells, offs in apart.items():
            draw = np.random.default_rng(seed)
            examples = deciders.decisions(deciders.pairs(400, draw), draw, powers=TRUE, tells=tells)
            offs.append(off(learnt(examples)))
    assert np.mean(apart[0.9]) < np.mean(apart[0.0])
    draw = np.random.default_rng(1)
    examples = deciders.decisions(deciders.pairs(600, draw), draw)
    plain = learnt(examples)
    far = examples.features.minutes > 50
    told = np.where(far & ~examples.yes, Ground.FEASIBILITY, examples.ground).astype(np.int8)
    moved = learnt(replace(examples, ground=told)) / plain
    assert moved[2] == moved.max() > 1


def test_later_steps_teach_too_and_each_has_its_own_share_of_yes() -> None:
    """Ten times as many hires as likes among what was asked would not make likes likelier."""
    draw = np.random.default_rng(9)
    features = deciders.pairs(6_000, draw)
    cards = deciders.decisions(features, draw, powers=TRUE)
    hires = deciders.decisions(deciders.pairs(6_000, draw), draw, powers=TRUE, base=4.0)
    both = deciders.Examples.joined(
        [cards, replace(hires, step=np.full(6_000, Step.HIRE, np.int8))]
    )
    assert off(learnt(both)) < off(learnt(cards)) + 0.02


def test_no_power_leaves_its_bounds_whatever_is_decided() -> None:
    draw = np.random.default_rng(10)
    features = deciders.pairs(4_000, draw)
    only_wishes = deciders.decisions(features, draw, powers=(30.0, 0.0, 0.0, 0.0), base=8.0)
    backwards = replace(only_wishes, yes=~only_wishes.yes)
    for examples in (only_wishes, backwards):
        found = learnt(examples)
        assert (found >= LEAST_POWER - 1e-9).all()
        assert (found <= MOST_POWER + 1e-9).all()


def test_one_persons_many_decisions_weigh_as_told() -> None:
    draw = np.random.default_rng(11)
    examples = deciders.decisions(deciders.pairs(300, draw), draw, powers=TRUE)
    twice = deciders.Examples.joined([examples, examples])
    halved = replace(twice, weight=twice.weight / 2)
    assert learnt(halved) == pytest.approx(learnt(examples), rel=1e-4)


def test_the_gradient_is_that_of_the_loss() -> None:
    draw = np.random.default_rng(12)
    examples = deciders.decisions(deciders.pairs(300, draw), draw, powers=TRUE, tells=0.5)
    decided = Decided.of(examples, DEFAULT_PARAMETERS)
    x = model._MIDDLE + draw.normal(0, 0.3, model._COUNT)
    _, gradient = loss(x, decided)
    for at, step in enumerate(np.eye(x.size) * 1e-6):
        slope = (loss(x + step, decided)[0] - loss(x - step, decided)[0]) / 2e-6
        assert gradient[at] == pytest.approx(slope, rel=1e-4, abs=1e-4)
