"""A lesson is taken only when later decisions bear it out, and changes nothing that it may not change."""

import json
from dataclasses import replace

import numpy as np
import pytest

from myjobmatch.domain.enums import CalibratedOn
from myjobmatch.matching.learning.guard import GuardFailed, from_kept, guard, to_kept
from myjobmatch.matching.learning.lesson import LEAST_DECISIONS, Refusal, last_day, learn
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, LEARNT, EngineParameters
from tests.unit.matching.learning import deciders

TRUE = (2.0, 0.5, 1.2, 0.8)


def town(count: int = 4_000, seed: int = 1, **traits: float) -> deciders.Examples:
    draw = np.random.default_rng(seed)
    return deciders.decisions(deciders.pairs(count, draw), draw, powers=TRUE, **traits)  # type: ignore[arg-type]


def test_what_later_decisions_bear_out_is_taken() -> None:
    lesson = learn(town(), DEFAULT_PARAMETERS, people=300)
    assert lesson.taken == ("powers", "calibration")
    assert lesson.refusals == ()
    assert lesson.check is not None
    check = lesson.check
    assert check.learnt.log_loss < check.same_powers.log_loss < check.in_force.log_loss
    assert check.learnt.auc > check.in_force.auc
    assert check.learnt.calibration_error < check.in_force.calibration_error
    assert 0.25 < check.count / 4_000 < 0.35
    assert lesson.parameters.calibrated_on is CalibratedOn.DECISIONS
    guard(DEFAULT_PARAMETERS, lesson.parameters)


def test_too_few_decisions_or_people_teach_nothing() -> None:
    few = town(LEAST_DECISIONS - 1)
    for examples, people in ((few, 300), (town(), 19), (deciders.nothing(), 300)):
        lesson = learn(examples, DEFAULT_PARAMETERS, people=people)
        assert lesson.parameters == DEFAULT_PARAMETERS
        assert (lesson.taken, lesson.refusals) == ((), (Refusal.TOO_FEW,))
    everybody_likes = replace(town(), yes=np.ones(4_000, np.bool_))
    assert learn(everybody_likes, DEFAULT_PARAMETERS, people=300).refusals == (Refusal.TOO_FEW,)


def test_all_decisions_of_one_day_cannot_be_checked() -> None:
    examples = town()
    assert last_day(replace(examples, day=np.full(4_000, 5, np.int32))) is None
    day = last_day(examples)
    assert day is not None
    assert 0.6 < (examples.day <= day).mean() < 0.8


def test_what_does_not_hold_later_is_refused_and_what_was_in_force_stays() -> None:
    """Earlier people weigh wishes alone, later ones the other way round."""
    examples = town()
    draw = np.random.default_rng(2)
    turned = deciders.decisions(examples.features, draw, powers=(0.2, 2.0, 0.5, 0.8))
    day = last_day(examples)
    assert day is not None
    mixed = replace(examples, yes=np.where(examples.day <= day, examples.yes, turned.yes))
    lesson = learn(mixed, DEFAULT_PARAMETERS, people=300)
    assert Refusal.POWERS_NO_BETTER in lesson.refusals
    assert lesson.parameters.powers == DEFAULT_PARAMETERS.powers


def test_coins_teach_no_weights() -> None:
    examples = deciders.coined(town(), np.random.default_rng(3))
    lesson = learn(examples, DEFAULT_PARAMETERS, people=300)
    assert lesson.parameters.powers == DEFAULT_PARAMETERS.powers


def test_learning_the_same_again_changes_nothing_much() -> None:
    examples = town()
    once = learn(examples, DEFAULT_PARAMETERS, people=300)
    again = learn(examples, once.parameters, people=300)
    assert Refusal.POWERS_NO_BETTER in again.refusals
    assert again.parameters.powers == once.parameters.powers
    assert learn(examples, DEFAULT_PARAMETERS, people=300) == once


def test_the_guard_lets_nothing_else_pass() -> None:
    for changed in (
        replace(DEFAULT_PARAMETERS, max_per_company=1.0),
        replace(DEFAULT_PARAMETERS, exposure_boost=0.0),
        replace(DEFAULT_PARAMETERS, coverage_power=0.0),
        replace(DEFAULT_PARAMETERS, answer_power=9.0),
        replace(DEFAULT_PARAMETERS, preference_power=float("nan")),
        replace(DEFAULT_PARAMETERS, calibration=(-1.0, 0.0, 0.0, 0.0)),
        replace(DEFAULT_PARAMETERS, calibration=(1.0, 0.0, float("inf"), 0.0)),
    ):
        with pytest.raises(GuardFailed):
            guard(DEFAULT_PARAMETERS, changed)
    guard(DEFAULT_PARAMETERS, DEFAULT_PARAMETERS)


def test_only_weights_and_meaning_may_be_learnt() -> None:
    """A new name must be added here, and so be thought of: which choices are the product's?"""
    assert set(LEARNT) == {
        "preference_power",
        "coverage_power",
        "feasibility_power",
        "answer_power",
        "calibration",
        "calibrated_on",
    }


def test_figures_are_kept_as_json_and_damage_is_told() -> None:
    figures: EngineParameters = learn(town(), DEFAULT_PARAMETERS, people=300).parameters
    kept = json.loads(json.dumps(to_kept(figures)))
    assert from_kept(kept) == figures
    for damaged in (
        {},
        {name: kept[name] for name in LEARNT[1:]},
        kept | {"exposure_boost": 0.1},
        kept | {"calibration": [1.0, 2.0]},
        kept | {"coverage_power": "much"},
        kept | {"coverage_power": 100},
        kept | {"calibrated_on": "hearsay"},
        kept | {"calibration": None},
    ):
        with pytest.raises(GuardFailed):
            from_kept(damaged)
