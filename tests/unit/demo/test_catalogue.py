"""The demonstration catalogue holds what it promises, and its reader refuses what is not well formed."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from myjobmatch.demo.catalogue.reader import (
    CATALOGUE_DIR,
    Catalogue,
    CatalogueError,
    read_catalogue,
)

# One form serves everybody: these need no second one.
EPICENE = {
    "Cariste",
    "Chauffagiste",
    "Community manager",
    "Comptable",
    "Concierge d'hôtel",
    "Cordiste",
    "Garde d'enfants",
    "Graphiste",
    "Machiniste de spectacle",
    "Manutentionnaire",
    "Manœuvre du bâtiment",
    "Photographe",
    "Plaquiste",
    "Responsable d'îlot de production",
    "Responsable de restauration collective",
    "Réceptionniste en hôtellerie",
    "Secrétaire",
    "Aide en élevage",
    "Peintre en bâtiment",
    "Auxiliaire de puériculture",
    "Auxiliaire vétérinaire",
}

OFFERED = set(
    re.findall(
        r"[A-N]\d{4}",
        """
    D1106 D1505 D1507 N1103 N1105 N4105 G1602 G1603 G1605 G1803 G1703 K2204 K1304 K1303 K2503
    K1302 K2111 F1701 F1703 F1606 F1603 F1602 F1704 A1203 A1414 I1604 I1607 I1401 M1607 M1601
    M1602 D1202 D1208 D1209 D1214 D1211 J1501 J1301 J1305 H2102 H3302 H2503 H2913 H2902 I1203
    I1309 I1308 N4101 N4103 N4102 G1204 G1202 L1401 A1501 A1503 A1416 D1101 D1102 D1103 D1104
    D1105 E1103 E1205 E1104 M1805 M1801 K1201 K1207 K2202 N1101 N1104 G1801 G1502 G1503 G1701
    G1404 B1803 F1607 F1610 F1604 I1501 I1304 N2201 N4203 H3301
        """,
    )
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def repeated(texts: Iterable[str]) -> list[str]:
    return [text for text, times in Counter(t.casefold() for t in texts).items() if times > 1]


def test_it_is_as_large_as_promised(catalogue: Catalogue) -> None:
    assert len(catalogue.occupations) >= 110
    assert len(catalogue.skills) >= 620
    assert len(catalogue.aptitudes) == 15


def test_it_covers_the_occupations_of_the_demonstration_offers(catalogue: Catalogue) -> None:
    assert OFFERED - {each.rome_code for each in catalogue.occupations} == set()


def test_codes_are_numbered_without_gap(catalogue: Catalogue) -> None:
    assert [s.code for s in catalogue.skills] == [
        f"S{n:04d}" for n in range(1, len(catalogue.skills) + 1)
    ]
    assert [a.code for a in catalogue.aptitudes] == [f"A{n:02d}" for n in range(1, 16)]


@pytest.mark.parametrize("what", ["occupations", "skills", "aptitudes"])
@pytest.mark.parametrize("label", ["label_fr", "label_en"])
def test_no_label_is_there_twice(catalogue: Catalogue, what: str, label: str) -> None:
    labels = [getattr(each, label) for each in getattr(catalogue, what)]
    assert all(labels)
    assert repeated(labels) == []


def test_everything_has_a_name_in_each_language_of_the_interface(catalogue: Catalogue) -> None:
    entries = {o.rome_code for o in catalogue.occupations}
    entries |= {each.code for each in (*catalogue.skills, *catalogue.aptitudes)}
    for language in ("ar", "es", "pt", "uk"):
        named = {n.code: n for n in catalogue.names if n.language == language}
        assert named.keys() == entries, language
        assert repeated(n.label for code, n in named.items() if code[0] == "S") == [], language
        assert max(len(n.label) for n in named.values()) <= 60, language
        for code, name in named.items():
            assert name.label.casefold() not in {s.casefold() for s in name.synonyms}, code
            assert len(name.synonyms) >= 2 or not re.fullmatch(r"S\d{4}", code), code


def test_occupations_are_written_with_both_forms_in_full(catalogue: Catalogue) -> None:
    single = {o.label_fr for o in catalogue.occupations if " / " not in o.label_fr}
    assert single == EPICENE
    shortened = re.compile(r"\w\(\w|·|\w/\w")
    assert [o.label_fr for o in catalogue.occupations if shortened.search(o.label_fr)] == []


def test_everyday_words_accompany_every_label(catalogue: Catalogue) -> None:
    for each in (*catalogue.occupations, *catalogue.skills):
        for label, synonyms in (
            (each.label_fr, each.synonyms_fr),
            (each.label_en, each.synonyms_en),
        ):
            assert 2 <= len(synonyms) <= 6, label
            assert label.casefold() not in {s.casefold() for s in synonyms}, label


def test_french_know_how_starts_with_a_verb(catalogue: Catalogue) -> None:
    infinitive = re.compile(r"(Se |S')?\w+(er|ir|re)\b")
    strays = [
        s.label_fr
        for s in catalogue.skills
        if s.kind == "savoir_faire" and not infinitive.match(s.label_fr)
    ]
    assert strays == []


def test_french_typography_is_clean(catalogue: Catalogue) -> None:
    wrong = re.compile(r"  | ,|oeu|\bca\b|\bEquip|\bElec|\bEduc|[\u00ad\u2011]")
    texts = [
        text
        for each in (*catalogue.occupations, *catalogue.skills)
        for text in (each.label_fr, *each.synonyms_fr)
    ] + [text for each in catalogue.aptitudes for text in (each.label_fr, each.sentence_fr)]
    assert [text for text in texts if wrong.search(text)] == []


def test_aptitudes_speak_to_the_youth(catalogue: Catalogue) -> None:
    for aptitude in catalogue.aptitudes:
        assert re.search(r"\b([Tt]u|[Tt]es|[Tt]on|[Tt]oi)\b", aptitude.sentence_fr), aptitude.code
        assert re.search(r"\b[Yy]ou\b", aptitude.sentence_en), aptitude.code


def test_every_occupation_asks_for_a_workable_number_of_things(catalogue: Catalogue) -> None:
    skills = Counter(link.rome_code for link in catalogue.occupation_skills)
    essential = Counter(
        link.rome_code for link in catalogue.occupation_skills if link.relation == "essential"
    )
    aptitudes = Counter(link.rome_code for link in catalogue.occupation_aptitudes)
    moves = Counter(move.from_rome for move in catalogue.mobilities)
    for occupation in catalogue.occupations:
        code = occupation.rome_code
        assert 6 <= skills[code] <= 16, code
        assert essential[code] >= 2, code
        assert 2 <= aptitudes[code] <= 4, code
        assert 2 <= moves[code] <= 5, code


def test_every_skill_serves_and_many_are_shared(catalogue: Catalogue) -> None:
    uses = Counter(link.skill_code for link in catalogue.occupation_skills)
    assert {s.code for s in catalogue.skills} == set(uses)
    assert sum(times > 1 for times in uses.values()) >= 300


def test_every_aptitude_is_asked_for(catalogue: Catalogue) -> None:
    asked = {link.aptitude_code for link in catalogue.occupation_aptitudes}
    assert asked == {a.code for a in catalogue.aptitudes}


def test_driving_licences_are_no_skills(catalogue: Catalogue) -> None:
    licence = re.compile(r"\bpermis (AM|A1|A2|[ABCDE])\b", re.IGNORECASE)
    assert [s.label_fr for s in catalogue.skills if licence.search(s.label_fr)] == []


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    for path in CATALOGUE_DIR.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def faults_of(folder: Path) -> str:
    with pytest.raises(CatalogueError) as refusal:
        read_catalogue(folder)
    return "\n".join(refusal.value.faults)


def test_a_missing_file_is_told(spoilt: Path) -> None:
    (spoilt / "aptitudes.csv").unlink()
    assert "aptitudes.csv: the file is missing" in faults_of(spoilt)


def test_another_header_is_told(spoilt: Path) -> None:
    (spoilt / "skills.csv").write_text("code,label\n", encoding="utf-8")
    assert "skills.csv: the header is ('code', 'label')" in faults_of(spoilt)


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("occupations.csv", "D110,A / B,A,a|b,a|b,R", "rome_code 'D110' is not of the form"),
        ("occupations.csv", "D1999,,A,a|b,a|b,R", "label_fr is empty"),
        ("occupations.csv", "D1999,A / B,A,a|b,a|b,RR", "riasec 'RR' is not of the form"),
        ("skills.csv", "S9999,talent,Faire,Do,a|b,a|b", "kind 'talent' is not one of"),
        ("skills.csv", "S9999,savoir,Faire,Do,a||b,a|b", "synonyms_fr has an empty value"),
        ("skills.csv", "S9999,savoir,Faire,Do,a|A,a|b", "synonyms_fr has a value twice"),
        ("skills.csv", "S0001,savoir,Faire,Do,a|b,a|b", "'S0001' is there 2 times"),
        ("skills.csv", "S9999,savoir", "2 cells, expected 6"),
        ("occupation_skills.csv", "D1106,S9998,optional", "'S9998' is unknown"),
        ("occupation_aptitudes.csv", "Z1106,A01", "rome_code 'Z1106' is not of the form"),
        ("occupation_mobility.csv", "D1106,D1106,near", "D1106 moves to itself"),
    ],
)
def test_a_bad_line_is_told(spoilt: Path, name: str, line: str, fault: str) -> None:
    with (spoilt / name).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    told = faults_of(spoilt)
    assert name in told
    assert fault in told
