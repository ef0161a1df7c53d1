"""What is learnt from carries nothing of anybody, and every reason speaks against something."""

from dataclasses import fields

import numpy as np

from myjobmatch.matching.learning.examples import GROUNDS, Examples, Ground
from myjobmatch.matching.parameters import POWERS
from myjobmatch.services import candidate_decisions, decisions
from tests.unit.matching.learning import deciders


def test_no_place_for_a_person_or_an_attribute_of_one() -> None:
    """A new field must be added here, and so be thought of beside article L1132-1."""
    assert {field.name for field in fields(Examples)} == {
        "features",  # `test_counterfactual` lists those
        "step",
        "yes",
        "ground",
        "place",
        "day",
        "weight",
    }


def test_every_reason_that_can_be_told_speaks_against_something() -> None:
    told = {*decisions.PASS_REASONS, *candidate_decisions.PASS_REASONS}
    assert told == set(GROUNDS)
    assert [ground.name.lower() + "_power" for ground in list(Ground)[: len(POWERS)]] == list(
        POWERS
    )


def test_some_and_joined_again_are_the_same() -> None:
    draw = np.random.default_rng(4)
    whole = deciders.decisions(deciders.pairs(50, draw), draw, tells=0.5)
    early = whole.day < 30
    again = Examples.joined([whole.where(early), whole.where(~early)])
    assert len(again) == 50
    for name in ("step", "yes", "ground", "place", "day", "weight"):
        np.testing.assert_array_equal(getattr(again, name), getattr(whole, name))
    for field in fields(whole.features):
        np.testing.assert_array_equal(
            getattr(again.features, field.name), getattr(whole.features, field.name)
        )
