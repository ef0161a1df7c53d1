"""A logged ranking is computed again, from the log alone."""

import json
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from myjobmatch.domain.enums import CalibratedOn
from myjobmatch.matching import parameters as parameters_module
from myjobmatch.matching import replay as replay_module
from myjobmatch.matching.parameters import LEARNT, EngineParameters, engine_version
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import rank_candidates, rank_offers
from myjobmatch.matching.replay import KINDS, CannotReplay, cards_of, replay, to_log
from myjobmatch.matching.scoring import PairFeatures
from myjobmatch.matching.travel import minutes_to_offers
from tests.unit.matching import town as made
from tests.unit.matching.town import CENTRE, Town


def test_same_order_and_figures_after_a_round_trip_through_json(a_town: Town) -> None:
    view = a_town.index.view()
    for seed in range(60):
        youth = made.candidate(np.random.default_rng(seed), seed + 1)
        ranking = rank_offers(
            youth,
            view=view,
            skills=a_town.skills,
            minutes=minutes_to_offers(view, CENTRE, youth.modes),
            seen_counts=dict.fromkeys(range(1, 200), 30),
            today=date(2026, 9, 14),
        )
        log = json.loads(json.dumps(to_log(ranking), allow_nan=False))
        again = replay(log)
        assert again.items == ranking.items
        assert json.loads(json.dumps(to_log(again))) == log
        assert again.sequence == 400


def test_candidates_are_replayed_too(a_town: Town) -> None:
    youths = [made.candidate(np.random.default_rng(seed), seed + 1) for seed in range(40)]
    pool = CandidatePool.of(youths)
    ranking = rank_candidates(a_town.offers[3], pool=pool, skills=a_town.skills)
    assert ranking.items
    assert replay(json.loads(json.dumps(to_log(ranking)))).items == ranking.items


def test_figures_of_the_day_are_used(a_town: Town) -> None:
    old = EngineParameters(
        wished_weight=0.9,
        answer_prior=0.2,
        max_per_company=0.05,
        preference_power=1.7,
        coverage_power=0.4,
        calibration=(2.0, 0.3, 1.0, 0.1),
        calibrated_on=CalibratedOn.DECISIONS,
    )
    youth = made.candidate(np.random.default_rng(1), 1)
    ranking = rank_offers(youth, view=a_town.index.view(), skills=a_town.skills, parameters=old)
    again = replay(json.loads(json.dumps(to_log(ranking))))
    assert again.parameters == old
    assert again.items == ranking.items


def test_the_log_tells_the_engine(a_town: Town) -> None:
    youth = made.candidate(np.random.default_rng(1), 1)
    ranking = rank_offers(youth, view=a_town.index.view(), skills=a_town.skills)
    figures = EngineParameters()
    assert ranking.engine == engine_version(figures, made.FINGERPRINT)
    assert figures.digest() == EngineParameters().digest()
    for change in (
        {"answer_prior": 0.1},
        {"answer_power": 1.1},
        {"calibration": (1.0, 0, 0, 0)},
        {"experience_wished": (1.0, 1.0, 1.0, 1.0)},
    ):
        assert replace(figures, **change).digest() != figures.digest()


def test_no_feature_is_left_out_of_the_log() -> None:
    assert list(KINDS) == [field.name for field in fields(PairFeatures)]


def test_a_log_from_before_anything_was_learnt_is_replayed(a_town: Town) -> None:
    youth = made.candidate(np.random.default_rng(1), 1)
    ranking = rank_offers(youth, view=a_town.index.view(), skills=a_town.skills)
    log = json.loads(json.dumps(to_log(ranking)))
    log["parameters"] = {k: v for k, v in log["parameters"].items() if k not in LEARNT}
    again = replay(log)
    assert again.ids == ranking.ids
    assert [i.score for i in again.items] == [i.score for i in ranking.items]


def test_the_cards_of_a_log_are_those_of_its_ranking(a_town: Town) -> None:
    youth = made.candidate(np.random.default_rng(2), 1)
    ranking = rank_offers(youth, view=a_town.index.view(), skills=a_town.skills)
    log = json.loads(json.dumps(to_log(ranking)))
    ids, features = cards_of(log)
    assert tuple(ids) == ranking.ids
    for field in fields(PairFeatures):
        np.testing.assert_array_equal(
            getattr(features, field.name), getattr(ranking.features, field.name)
        )
    for broken in ({}, log | {"ids": ids[1:]}, log | {"engine": "0+x+y"}):
        with pytest.raises(CannotReplay):
            cards_of(broken)


def test_what_cannot_be_replayed_is_told(a_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    youth = made.candidate(np.random.default_rng(1), 1)
    log = to_log(rank_offers(youth, view=a_town.index.view(), skills=a_town.skills))
    for broken in ({}, log | {"features": {}}, log | {"today": "tomorrow"}):
        with pytest.raises(CannotReplay):
            replay(broken)
    assert parameters_module.CODE_VERSION == replay_module.CODE_VERSION
    monkeypatch.setattr(replay_module, "CODE_VERSION", "0")
    with pytest.raises(CannotReplay):
        replay(log)
