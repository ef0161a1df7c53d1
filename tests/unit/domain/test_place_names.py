"""Communes as people type them come out the same."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import TerritoryKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.place_names import (
    ARRONDISSEMENTS,
    arrondissement,
    department_of,
    spelled,
    typed_prefixes,
)
from myjobmatch.domain.territories import (
    Answering,
    Home,
    Territory,
    answering,
    read_territory,
    told,
)
from myjobmatch.domain.travel import Point
from myjobmatch.integrations.gazetteer import find_towns

NAMES = (
    "Saint-Étienne-du-Rouvray", "Sainte-Geneviève-des-Bois", "L'Haÿ-les-Roses", "Évry-Courcouronnes",
    "Bœuf-sur-Saône", "Saint-Ouen", "Le Mée-sur-Seine", "Châlons-en-Champagne", "Y",
)  # fmt: skip


def without_accents(name: str) -> str:
    return name.translate(str.maketrans("ÉéèëôÿâêÎ", "EeeeoyaeI")).replace("œ", "oe")


@given(
    name=st.sampled_from(NAMES),
    between=st.sampled_from(["-", " ", "  ", "–", "."]),
    case=st.sampled_from([str.lower, str.upper, str.title, lambda text: text]),
    accents=st.booleans(),
    short=st.booleans(),
)
def test_a_commune_is_spelled_alike_however_it_is_typed(
    name: str, between: str, case: Callable[[str], str], accents: bool, short: bool
) -> None:
    typed = name.replace("-", between)
    if short:
        typed = typed.replace("Sainte", "Ste").replace("Saint", "St")
    if not accents:
        typed = without_accents(typed)
    assert spelled(case(typed)) == spelled(name)


@given(
    commune=st.sampled_from(["paris", "lyon", "marseille"]),
    number=st.integers(1, 20),
    ending=st.sampled_from(["", "e", "er", "ème", " e", "e arrondissement", "ème arr."]),
)
def test_an_arrondissement_is_its_postcode(commune: str, number: int, ending: str) -> None:
    found = arrondissement(f"{commune.title()} {number}{ending}")
    if number > ARRONDISSEMENTS[commune][1]:
        assert found is None
        return
    assert found is not None
    assert found[0] == commune
    assert len(found[1]) == 5
    assert int(found[1]) % 100 == number
    assert arrondissement(found[1]) == found


def test_the_postcodes_of_arrondissements_are_the_real_ones() -> None:
    assert arrondissement("Paris 11e") == ("paris", "75011")
    assert arrondissement("Lyon 3") == ("lyon", "69003")
    assert arrondissement("Marseille 16ème arrondissement") == ("marseille", "13016")
    assert arrondissement("75116") == ("paris", "75116")
    assert arrondissement("Paris") is None
    assert arrondissement("91000") is None


@pytest.mark.parametrize("begun", ["sai", "sain", "saint", "st", "Saint-", "SAINTE"])
def test_an_unfinished_saint_finds_those_that_are_kept_short(begun: str) -> None:
    assert {word.strip() for word in typed_prefixes(begun)} & {"st", "ste"}


def test_a_whole_commune_is_found_before_its_parts() -> None:
    assert find_towns("marseille", 3)[0].name == "Marseille"
    assert all(not town.name.startswith("Paris 1") for town in find_towns("paris", 20))
    assert find_towns("st denis", 1)[0].name == "Saint-Denis"
    assert find_towns("sain", 1)[0].name.startswith("Saint")


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("91000", "91"), ("20000", "2A"), ("20200", "2B"), ("97400", "974"), ("", ""), ("9100", "")],
)
def test_a_postcode_tells_its_department(postcode: str, department: str) -> None:
    assert department_of(postcode) == department


EVRY, REUNION = Point(48.63, 2.44), Point(-20.88, 55.45)


def structure(id_: int, at: Point | None, *entries: str) -> Answering:
    return Answering(id_, f"ML {id_}", at, read_territory("\n".join(entries)))


def test_the_narrowest_territory_answers_then_the_nearest() -> None:
    home = Home("Évry-Courcouronnes", "91000", EVRY)
    wide, own = structure(1, EVRY, "91"), structure(2, EVRY, "evry courcouronnes")
    assert answering(home, [wide, own]) == 2
    assert answering(home, [wide]) == 1
    assert answering(Home("Melun", "77000"), [wide, own]) is None
    far = structure(3, Point(48.0, 2.0), "91000")
    assert answering(home, [far, own]) == 2


def test_a_commune_of_the_same_name_far_away_is_another_one() -> None:
    saint_denis = structure(1, Point(48.93, 2.35), "Saint-Denis")
    assert answering(Home("St Denis", "", Point(48.93, 2.36)), [saint_denis]) == 1
    assert answering(Home("St Denis", "97400", REUNION), [saint_denis]) is None


def test_a_territory_is_read_from_a_typed_list() -> None:
    entries = read_territory("Paris 11e, 77\n2a\n91100;Saint-Pierre-du-Perray\n77")
    assert entries == (
        Territory(TerritoryKind.POSTCODE, "75011"),
        Territory(TerritoryKind.DEPARTMENT, "77"),
        Territory(TerritoryKind.DEPARTMENT, "2A"),
        Territory(TerritoryKind.POSTCODE, "91100"),
        Territory(TerritoryKind.COMMUNE, "st pierre du perray"),
    )
    assert read_territory("\n".join(told(entries))) == tuple(
        sorted(entries, key=lambda one: (-list(TerritoryKind).index(one.kind), one.value))
    )
    with pytest.raises(Invalid, match="territory_entry"):
        read_territory("912345")
    with pytest.raises(Invalid, match="territory_long"):
        read_territory("\n".join(f"commune {n}" for n in range(401)))
