"""Learning in the town: people decide by what is true, noisily; what is learnt is measured on others."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import evaluate
from myjobmatch.matching.evaluation.town.deciding import Deciders
from myjobmatch.matching.evaluation.town.generate import make_town
from myjobmatch.matching.evaluation.town.lesson import learn_in_town
from myjobmatch.matching.evaluation.town.model import TownPlan
from myjobmatch.matching.evaluation.town.profiles import Profiles, Reader
from myjobmatch.matching.evaluation.town.systems import Ours
from myjobmatch.matching.learning.examples import Examples, Ground
from myjobmatch.matching.learning.measures import calibration_error, told_shares
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS

PLAN = TownPlan(youths=60, offers=300, seed=3)


@pytest.fixture(scope="module")
def profiles(reader: Reader) -> Profiles:
    return reader.profiles(make_town(reader.catalogue, PLAN))


def decided(profiles: Profiles) -> tuple[Deciders, Examples]:
    draw = np.random.default_rng(1)
    people = Deciders.of(profiles, draw)
    return people, people.weeks(Ours(profiles), list(range(60)), 2, 1, draw)


def test_right_cards_are_liked_and_further_down_less(profiles: Profiles) -> None:
    people, examples = decided(profiles)
    again = decided(profiles)[1]
    assert again.yes.tolist() == examples.yes.tolist()
    assert examples.day.min() >= 1
    assert examples.day.max() < 1 + 2 * 7
    wanted = examples.features.relation == examples.features.relation.max()
    assert examples.yes[wanted].mean() > 2 * examples.yes[~wanted].mean()
    first, last = examples.place <= 2, examples.place > 15
    assert examples.yes[first].mean() > examples.yes[last].mean()
    told = examples.ground != Ground.UNTOLD
    assert not (told & examples.yes).any()
    assert 0.4 < told[~examples.yes].mean() < 0.6
    right = people.right(Ours(profiles), list(range(60)))
    assert (right.place == 1).all()


def test_until_decisions_say_it_the_figure_is_the_share_of_right_answers(
    profiles: Profiles,
) -> None:
    """On a town that its curve was not taken from; a smaller one, so the bound is wide."""
    people, _ = decided(profiles)
    right = people.right(Ours(profiles), list(range(60)))
    told = told_shares(right, DEFAULT_PARAMETERS)
    assert calibration_error(told, right.yes) < 0.1
    assert told.min() < 0.1
    assert told.max() > 0.8


def test_what_is_learnt_in_a_town_tells_others_better(reader: Reader) -> None:
    steps: list[str] = []
    town = make_town(reader.catalogue, TownPlan(youths=120, offers=300, seed=3))
    found = learn_in_town(reader, town, steps.append, weeks=4)
    assert steps == ["decisions", "learning", "measuring"]
    assert found.likes < found.decisions
    assert "calibration" in found.lesson.taken
    assert found.after.decided.log_loss < found.before.decided.log_loss
    assert found.after.decided.calibration_error < found.before.decided.calibration_error


def test_the_command_prints_one_object() -> None:
    app = typer.Typer()
    evaluate.register(app)
    asked = ["--town", "--learn", "--json", "--youths", "44", "--offers", "120"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert set(told["before"]) == set(told["after"]) == {"ndcg20", "recall20", "right", "decided"}
    assert len(told["powers"]) == 4
    assert len(told["calibration_of_town"]) == 4
    table = CliRunner().invoke(app, [*asked[:2], *asked[3:]])
    assert "powers of preference" in table.stdout
    for wrong in (["--learn"], ["--town", "--learn", "--worst", "3"]):
        assert CliRunner().invoke(app, wrong).exit_code == 2
