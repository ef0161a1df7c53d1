"""The simulated town: the same for the same seed, and right answers checked by hand on a tiny one."""

import dataclasses
from pathlib import Path
from random import Random

import numpy as np
import pytest

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    Schedule,
    TravelMode,
)
from myjobmatch.matching.evaluation.town.catalogue import (
    BadCatalogue,
    TownCatalogue,
    Trade,
    read_town_catalogue,
)
from myjobmatch.matching.evaluation.town.generate import make_town
from myjobmatch.matching.evaluation.town.model import (
    OfferTruth,
    Town,
    TownOffer,
    TownPlan,
    TownYouth,
    YouthTruth,
)
from myjobmatch.matching.evaluation.town.places import CENTRE, away
from myjobmatch.matching.evaluation.town.truth import grades, held_share
from myjobmatch.matching.evaluation.town.wording import (
    LANGUAGES,
    misspelt,
    skill_words,
    table,
    trade_words,
    words_for,
)

COOK, WAITER, WELDER = 0, 1, 2
PLAN = TownPlan(youths=40, offers=120, seed=7)


def tiny() -> TownCatalogue:
    """Three trades: a cook may become a waiter (near), a waiter a welder (far)."""
    has = np.array([[1, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]], np.bool_)
    near, far = np.zeros((3, 3), np.bool_), np.zeros((3, 3), np.bool_)
    near[COOK, WAITER] = True
    far[WAITER, WELDER] = True
    return TownCatalogue(
        trades=(
            Trade("G1602", ("Cook",)),
            Trade("G1803", ("Waiter",)),
            Trade("H2913", ("Welder",)),
        ),
        skills=("peel", "roast", "hygiene", "serve", "weld"),
        has=has,
        essential=has,
        near=near,
        far=far,
    )


def youth(
    *, knows: int | None = None, wishes: int | None = None, skills: tuple[int, ...] = ()
) -> TownYouth:
    return TownYouth(
        says=(),
        wants=(),
        home=None,
        modes=frozenset({TravelMode.WALK, TravelMode.TRANSIT}),
        max_minutes=45,
        contracts=frozenset(),
        licences=frozenset(),
        refused=frozenset(),
        experience=None,
        kind="told_both",
        language="fr",
        truth=YouthTruth(knows, wishes, frozenset(skills), CENTRE, ExperienceBand.UNDER_1),
    )


def offer(trade: int, *, km: float = 1.0, **truth: object) -> TownOffer:
    told = OfferTruth(trade, away(CENTRE, km, 0), ExperienceDemand.BEGINNER, early=False)
    return TownOffer(
        title="",
        text="",
        asks=(),
        rome=None,
        place=None,
        contract=ContractKind.CDI,
        experience=ExperienceDemand.BEGINNER,
        licences=frozenset(),
        schedules=frozenset({Schedule.DAY}),
        truth=dataclasses.replace(told, **truth),  # type: ignore[arg-type]
    )


def graded(one: TownYouth, *offers: TownOffer) -> list[int]:
    found: list[int] = grades(Town(PLAN, tiny(), (one,), offers))[0].tolist()
    return found


def test_trade_wished_known_near_and_foreign() -> None:
    cook_who_would_wait = youth(knows=COOK, wishes=WAITER, skills=(0, 1))
    found = graded(cook_who_would_wait, offer(WAITER), offer(COOK), offer(WELDER))
    assert found == [3, 2, 1]  # welder: a far move from the wish
    assert graded(youth(knows=COOK), offer(COOK), offer(WAITER), offer(WELDER)) == [3, 2, 0]
    assert graded(youth(wishes=WELDER), offer(WELDER), offer(COOK)) == [3, 0]


def test_skills_alone_make_a_trade_fit() -> None:
    assert graded(youth(skills=(4,)), offer(WELDER)) == [2]
    share = held_share(tiny(), np.array([[False, False, True, False, False]]))
    weights = tiny().weights()
    assert weights[2] == pytest.approx(np.log(3 / 2))
    assert share[0, WAITER] == pytest.approx(weights[2] / (weights[2] + weights[3]))
    assert share[0, WELDER] == 0


def test_what_is_practical_caps_a_grade() -> None:
    cook = youth(knows=COOK)
    driver = dataclasses.replace(offer(COOK), licences=frozenset({Licence.B}))
    assert graded(cook, driver) == [0]
    licensed = dataclasses.replace(cook, licences=frozenset({Licence.C}))
    assert graded(licensed, driver) == [3]  # C is valid for what B is
    apprentice = dataclasses.replace(cook, contracts=frozenset({ContractKind.APPRENTICESHIP}))
    assert graded(apprentice, offer(COOK)) == [1]
    night = dataclasses.replace(offer(COOK), schedules=frozenset({Schedule.NIGHT}))
    assert graded(dataclasses.replace(cook, refused=frozenset({Schedule.NIGHT})), night) == [1]
    assert graded(cook, offer(COOK, experience=ExperienceDemand.REQUIRED)) == [1]
    assert graded(youth(wishes=COOK), offer(COOK, experience=ExperienceDemand.WISHED)) == [2]


def test_the_way_and_the_first_bus() -> None:
    cook = youth(knows=COOK)
    # by public transport 14 min + 1.4 * km / 24 km/h: 8 km 42 min, 11 km 52 min, 20 km 84 min
    assert graded(cook, offer(COOK, km=8), offer(COOK, km=11), offer(COOK, km=20)) == [3, 1, 0]
    # on foot 1.25 * km / 4.5 km/h: 2 km 33 min; no bus before 6
    early = [offer(COOK, km=2, early=True), offer(COOK, km=5.9, early=True)]
    assert graded(cook, *early) == [3, 0]


def test_the_same_seed_makes_the_same_town() -> None:
    catalogue = read_town_catalogue()
    first, again = make_town(catalogue, PLAN), make_town(catalogue, PLAN)
    assert first.youths == again.youths
    assert first.offers == again.offers
    assert np.array_equal(grades(first), grades(again))
    other = make_town(catalogue, dataclasses.replace(PLAN, seed=8))
    assert other.youths != first.youths
    more = make_town(catalogue, dataclasses.replace(PLAN, offers=200))
    assert more.youths == first.youths
    assert more.offers[:120] == first.offers


def test_a_town_has_every_kind_of_noise() -> None:
    town = make_town(read_town_catalogue(), TownPlan(youths=400, offers=400, seed=1))
    kinds = {one.kind for one in town.youths}
    assert kinds == {
        "told_both",
        "skills_only",
        "wish_only",
        "life_only",
        "one_word",
        "nothing",
    }
    assert {one.language for one in town.youths} == set(LANGUAGES)
    assert any(one.home is None for one in town.youths)
    assert any(one.place is None for one in town.offers)
    assert any(not one.asks for one in town.offers)
    assert any(one.rome is None for one in town.offers)
    assert any(len(one.text) > 800 for one in town.offers)
    silent = [one for one in town.youths if one.kind == "nothing"]
    assert all(not one.wants and len(one.says) <= 1 for one in silent)


def test_a_folder_without_links_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue):
        read_town_catalogue([tmp_path])


def test_rome_3_takes_the_rarer_half_for_essential(tmp_path: Path) -> None:
    files = {
        "unix_referentiel_code_rome_v347_utf8.csv": "code_rome,libelle_rome\nA1,Un\nB1,Deux\n",
        "unix_referentiel_appellation_v347_utf8.csv": (
            "libelle_appellation_court,code_rome\nUnier / Unière,A1\n"
        ),
        "unix_referentiel_competence_v347_utf8.csv": (
            "code_ogr,libelle_competence\n1,L''un\n2,Deux\n3,Trois\n4,Quatre\n"
        ),
        "unix_coherence_item_v347_utf8.csv": (
            "code_rome,code_ogr\nA1,1\nA1,2\nA1,3\nB1,2\nB1,3\nB1,4\nB1,99\n"
        ),
        "unix_rubrique_mobilite_v347_utf8.csv": (
            "code_rome,code_rome_cible,libelle_type_mobilite\nA1,B1,Proche\nB1,A1,Evolution\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_town_catalogue([tmp_path])
    assert [trade.names for trade in found.trades] == [("Un", "Unier / Unière"), ("Deux",)]
    assert found.skills == ("L'un", "Deux", "Trois", "Quatre")
    assert found.essential.tolist() == [[True, True, False, False], [False, True, False, True]]
    assert found.near.tolist() == [[False, True], [False, False]]
    assert found.far.tolist() == [[False, False], [True, False]]


def test_wordings_are_whole() -> None:
    for words in skill_words():
        assert len(words.said["fr"]) >= 2, words.name
        assert all(text.strip() for said in words.said.values() for text in said)
    assert all(words.life and words.ad for words in trade_words().values())
    encaisser = words_for("Procédures d'encaissement")
    assert encaisser is not None
    assert encaisser.name == "encaisser"
    assert words_for("Zoologie des abysses") is None
    cases = table("cases_first")
    ids = [case["id"] for case in (*cases["case"], *cases["call"])]
    assert len(ids) == len(set(ids)) >= 44


def test_misspelling_keeps_something_and_changes_most() -> None:
    text = "Préparer les commandes avec un chariot, c'est mon travail"
    found = [misspelt(text, Random(seed)) for seed in range(50)]
    assert all(found)
    assert sum(each != text for each in found) >= 48
    assert len(set(found)) >= 25
    assert found == [misspelt(text, Random(seed)) for seed in range(50)]
