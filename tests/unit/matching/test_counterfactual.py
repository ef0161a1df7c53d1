"""What may not weigh cannot: the profiles do not carry it, and the engine takes nothing else."""

from dataclasses import fields, replace
from inspect import signature

import numpy as np
import pytest

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.domain.travel import Point
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.learning.examples import Examples
from myjobmatch.matching.learning.lesson import learn
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import rank_candidates, rank_offers
from myjobmatch.matching.scoring import PairFeatures
from myjobmatch.matching.travel import Homes, minutes_to_offer, minutes_to_offers
from tests.unit.matching import town as made
from tests.unit.matching.learning.deciders import decisions, pairs
from tests.unit.matching.town import CENTRE, Town

CANDIDATE_FIELDS = {
    "youth_id",
    "skill_ids",
    "aptitude_ids",
    "wanted_occupation_ids",
    "near_occupation_ids",
    "contracts",
    "experience",
    "licences",
    "modes",
    "max_minutes",
    "available_from",
    "refused_schedules",
}
OFFER_FIELDS = {
    "offer_id",
    "title",
    "occupation_id",
    "skills",
    "aptitude_ids",
    "contract",
    "experience",
    "licences_required",
    "schedules",
    "starts_on",
    "answer_rate",
    "weekly_hours",
    "hourly_pay",
    "text",
}
POOL_FIELDS = {
    "youth_id",
    "skills",
    "aptitudes",
    "wishes",
    "contracts",
    "band",
    "licences",
    "max_minutes",
    "available_day",
    "refused",
    "vectors",
    "fingerprint",
    # made of the above, or about the rows alone
    "traits",
    "first_wish",
    "sequence",
    "_rows",
    "_bits",
    "_wished",
}
FEATURE_FIELDS = {
    "relation",
    "meaning",
    "coverage_state",
    "skill_share",
    "aptitude_share",
    "minutes",
    "max_minutes",
    "schedule_share",
    "days_late",
    "demand",
    "band",
    "answer_rate",
}
RANKING_ARGUMENTS = {
    "vector",
    "minutes",
    "excluded_ids",
    "barred_ids",
    "seen_counts",
    "limit",
    "today",
    "parameters",
    "skills",
}


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (CandidateProfile, CANDIDATE_FIELDS),
        (OfferProfile, OFFER_FIELDS),
        (OfferSkill, {"skill_id", "essential"}),
        (CandidatePool, POOL_FIELDS),
        (PairFeatures, FEATURE_FIELDS),
        (Examples, {"features", "step", "yes", "ground", "place", "day", "weight"}),
    ],
)
def test_the_engine_knows_only_these(kind: type, allowed: set[str]) -> None:
    """A new field must be added here, and so be thought of beside article L1132-1."""
    assert {field.name for field in fields(kind)} == allowed


def test_learning_takes_decisions_and_figures_and_how_many_decided() -> None:
    assert set(signature(learn).parameters) == {"examples", "in_force", "people"}


def test_the_rankings_take_nothing_else() -> None:
    assert set(signature(rank_offers).parameters) == RANKING_ARGUMENTS | {"candidate", "view"}
    assert set(signature(rank_candidates).parameters) == RANKING_ARGUMENTS | {
        "offer",
        "pool",
        "sequence",
    }


@pytest.fixture(params=["by_hand", "learnt"])
def figures(request: pytest.FixtureRequest) -> EngineParameters:
    """Those made by hand, and those that decisions taught: what may not weigh weighs in neither."""
    if request.param == "by_hand":
        return DEFAULT_PARAMETERS
    draw = np.random.default_rng(3)
    examples = decisions(pairs(2_000, draw), draw, powers=(2.0, 0.5, 1.2, 0.8), tells=0.5)
    lesson = learn(examples, DEFAULT_PARAMETERS, people=100)
    assert lesson.taken == ("powers", "calibration")
    return lesson.parameters


def test_another_home_with_equal_minutes_changes_nothing(
    a_town: Town, figures: EngineParameters
) -> None:
    """Homes and offers mirrored about a meridian: other places, the same ways."""
    offers = list(a_town.offers.values())
    mirrored = [p and Point(p.latitude, 2 * CENTRE.longitude - p.longitude) for p in a_town.places]
    elsewhere = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    elsewhere.upsert(offers, a_town.vectors, mirrored, company_ids=a_town.companies)
    home = Point(48.65, 2.50)
    other_home = Point(48.65, 2 * CENTRE.longitude - 2.50)
    for seed in range(100):
        youth = made.candidate(np.random.default_rng(seed), 1)
        decks = []
        for index, where in ((a_town.index, home), (elsewhere, other_home)):
            view = index.view()
            minutes = minutes_to_offers(view, where, youth.modes)
            decks.append(
                rank_offers(
                    youth, view=view, skills=a_town.skills, minutes=minutes, parameters=figures
                )
            )
        assert decks[0].items == decks[1].items


def test_who_they_are_changes_nothing_but_the_id(a_town: Town, figures: EngineParameters) -> None:
    """The id itself, which could follow age of account or alphabet, weighs nothing."""
    view = a_town.index.view()
    for seed in range(100):
        youth = made.candidate(np.random.default_rng(seed), 1)
        decks = [
            rank_offers(
                replace(youth, youth_id=i), view=view, skills=a_town.skills, parameters=figures
            )
            for i in (1, 999)
        ]
        assert decks[0].items == decks[1].items


def test_employers_scores_do_not_depend_on_where_in_the_pool_or_under_which_id(
    a_town: Town, figures: EngineParameters
) -> None:
    draw = np.random.default_rng(6)
    youths = [made.candidate(draw, i) for i in range(1, 41)]
    homes = [made.place(draw) for _ in youths]
    offer = a_town.offers[5]
    order = draw.permutation(40).tolist()
    scores = []
    for places in (list(range(40)), order):
        pool = CandidatePool.of(
            [replace(youths[at], youth_id=rank + 1) for rank, at in enumerate(places)]
        )
        ways = Homes.of([homes[at] for at in places], [youths[at].modes for at in places])
        minutes = minutes_to_offer(ways, CENTRE)
        ranking = rank_candidates(
            offer, pool=pool, skills=a_town.skills, minutes=minutes, limit=40, parameters=figures
        )
        scores.append({places[item.id - 1]: item.breakdown for item in ranking.items})
    assert scores[0] == scores[1]
    assert len(scores[0]) > 5
