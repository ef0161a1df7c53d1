"""France Travail's offers in our words, and what is told of their gaps."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.integrations import france_travail_words as words
from myjobmatch.integrations.aptitude_words import aptitude_family
from myjobmatch.integrations.france_travail import FeedOffer, read_offers
from myjobmatch.integrations.problems import Problem

WHOLE: dict[str, Any] = {
    "id": "900XYZA",
    "intitule": "Employé / Employée de libre-service (H/F)",
    "description": "<p>Mettre en rayon.</p><ul><li>Accueillir</li></ul><script>alert(1)</script>",
    "dateCreation": "2026-09-01T08:30:00.000Z",
    "lieuTravail": {
        "libelle": "91 - EVRY COURCOURONNES",
        "latitude": 48.63,
        "longitude": 2.44,
        "codePostal": "91000",
        "commune": "91228",
    },
    "romeCode": "d1507",
    "entreprise": {"nom": "Épicerie du Lac"},
    "typeContrat": "CDD",
    "typeContratLibelle": "Contrat à durée déterminée - 6 Mois",
    "natureContrat": "Contrat travail",
    "experienceExige": "S",
    "competences": [
        {"code": "100001", "libelle": "Ranger des produits", "exigence": "E"},
        {"libelle": "Sourire", "exigence": "S"},
    ],
    "qualitesProfessionnelles": [{"libelle": "Faire preuve d'autonomie"}],
    "permis": [
        {"libelle": "B - Véhicule léger", "exigence": "E"},
        {"libelle": "AM - Cyclomoteur", "exigence": "S"},
        {"libelle": "Aucun permis", "exigence": "S"},
    ],
    "langues": [{"libelle": "Anglais", "exigence": "S"}],
    "salaire": {"libelle": "Mensuel de 1820,00 Euros à 1900,00 Euros sur 12 mois"},
    "dureeTravailLibelle": "35H Travail samedi et dimanche",
    "dureeTravailLibelleConverti": "Temps plein",
    "alternance": False,
    "nombrePostes": 2,
    "contact": {"nom": "Mme Untel", "courriel": "untel@example.org"},
    "origineOffre": {"urlOrigine": "https://example.org/offre/900XYZA"},
}


def read(tmp_path: Path, *lines: object) -> tuple[list[FeedOffer], list[Problem]]:
    path = tmp_path / "offers.jsonl"
    path.write_bytes(
        b"\n".join(
            line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            for line in lines
        )
    )
    problems: list[Problem] = []
    return list(read_offers(path, problems.append)), problems


def changed(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in (WHOLE | fields).items() if value is not None}


def test_every_field_is_taken(tmp_path: Path) -> None:
    (offer,), problems = read(tmp_path, WHOLE)

    assert problems == []
    assert offer.title == "Employé / Employée de libre-service (H/F)"
    assert offer.description == "Mettre en rayon.\n\n- Accueillir"
    assert (offer.place, offer.commune_code, offer.postcode) == (
        "Evry Courcouronnes",
        "91228",
        "91000",
    )
    assert (offer.latitude, offer.longitude) == (48.63, 2.44)
    assert offer.occupation_code == "D1507"
    assert offer.contract is ContractKind.CDD
    assert offer.experience is ExperienceDemand.WISHED
    assert [(s.code, s.label, s.essential) for s in offer.skills] == [
        ("100001", "Ranger des produits", True),
        ("", "Sourire", False),
    ]
    assert offer.qualities == ("Faire preuve d'autonomie",)
    assert (offer.licences_required, offer.licences_wished) == ((Licence.B,), (Licence.AM,))
    assert offer.languages_asked == ("en",)
    assert (offer.weekly_hours, offer.schedules) == (35.0, (Schedule.WEEKEND,))
    assert offer.pay_hourly_min == 12.0
    assert offer.positions == 2
    assert offer.url == "https://example.org/offre/900XYZA"
    assert offer.published_at == datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
    assert "untel" not in repr(offer).lower()


def test_a_description_without_end_is_cut_at_a_word_and_told(tmp_path: Path) -> None:
    (offer,), problems = read(tmp_path, changed(description="Ranger le rayon. " * 100_000))

    assert offer.description.startswith("Ranger le rayon. Ranger")
    assert offer.description.endswith("…")
    assert len(offer.description) <= 20_000
    assert "long_description" in {problem.code for problem in problems}


def test_gaps_are_told_and_the_offer_kept(tmp_path: Path) -> None:
    bare = {"id": "1", "intitule": "Serveur"}

    (offer,), problems = read(tmp_path, bare)

    assert offer.title == "Serveur"
    assert offer.url.startswith("https://")
    assert offer.url.endswith("/1")
    assert {problem.code for problem in problems} == {
        "no_description",
        "no_company",
        "no_occupation",
        "no_place",
        "no_skills",
    }
    assert not any(problem.skipped for problem in problems)


def test_rows_that_cannot_be_offers_are_skipped_with_their_line(tmp_path: Path) -> None:
    offers, problems = read(
        tmp_path,
        WHOLE,
        {"intitule": "sans id"},
        {"id": "2"},
        b'{"id": "3", "intitule": "coup',
        b"[1, 2]",
        changed(id="4"),
    )

    assert [offer.source_id for offer in offers] == ["900XYZA", "4"]
    assert [(p.line, p.code) for p in problems] == [
        (2, "no_id"),
        (3, "no_title"),
        (4, "bad_json"),
        (5, "not_an_offer"),
    ]
    assert all(problem.skipped for problem in problems)


def test_latin_1_rows_are_repaired_and_told(tmp_path: Path) -> None:
    latin = json.dumps(changed(id="5", intitule="Boulangère"), ensure_ascii=False).encode("cp1252")

    (first, second), problems = read(tmp_path, latin, changed(id="6"))

    assert first.title == "Boulangère"
    assert second.source_id == "6"
    assert [(p.line, p.ref, p.code, p.skipped) for p in problems] == [(1, "5", "encoding", False)]


def test_text_that_no_database_takes_is_cleaned(tmp_path: Path) -> None:
    (offer,), _ = read(
        tmp_path, b'{"id":"7","intitule":"A\\u0000B \\ud800","description":"2 < 3 & 4 > 1"}'
    )

    assert offer.title == "A B ?"
    assert offer.description == "2 < 3 & 4 > 1"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.org", "ftp://x.org"]
)
def test_other_links_than_http_are_refused(tmp_path: Path, link: str) -> None:
    (offer,), problems = read(tmp_path, changed(origineOffre={"urlOrigine": link}))

    assert offer.url.startswith("https://")
    assert [problem.code for problem in problems] == ["bad_link"]


@pytest.mark.parametrize(
    "place",
    [
        {"libelle": "73 - Savoie"},
        {"libelle": "73 - Savoie", "latitude": 200, "longitude": 2},
        {"libelle": "73 - Savoie", "latitude": "x", "longitude": 2},
        {"libelle": "73 - Savoie", "latitude": 0, "longitude": 0},
        {"libelle": "73 - Savoie", "latitude": float("nan"), "longitude": 1},
    ],
)
def test_a_position_is_whole_or_absent(tmp_path: Path, place: dict[str, Any]) -> None:
    line = json.dumps(changed(lieuTravail=place)).replace("NaN", "null").encode()

    (offer,), problems = read(tmp_path, line)

    assert (offer.latitude, offer.longitude, offer.place) == (None, None, "Savoie (73)")
    assert [problem.code for problem in problems] == ["no_position"]


def test_a_position_of_numbers_without_end_is_none(tmp_path: Path) -> None:
    text = json.dumps(changed(lieuTravail={"latitude": 7, "longitude": 2}, intitule="\ud83d"))
    line = text.replace('"latitude": 7', '"latitude": 7' + "0" * 400).encode()

    (offer,), _ = read(tmp_path, line)

    assert (offer.latitude, offer.longitude) == (None, None)


@pytest.mark.parametrize(
    ("code", "nature", "wording", "title", "both", "kind"),
    [
        ("CDI", "Contrat travail", "CDI", "Vendeur", False, ContractKind.CDI),
        (
            "MIS",
            "Contrat travail",
            "Mission intérimaire - 3 Mois",
            "",
            False,
            ContractKind.TEMPORARY,
        ),
        ("SAI", "Contrat travail", "", "", False, ContractKind.SEASONAL),
        ("CDD", "Contrat apprentissage", "", "", True, ContractKind.APPRENTICESHIP),
        ("CDD", "Cont. professionnalisation", "", "", True, ContractKind.PROFESSIONALISATION),
        ("CDD", "E2", "", "", False, ContractKind.APPRENTICESHIP),
        ("CDD", "FS", "", "", True, ContractKind.PROFESSIONALISATION),
        ("CDD", "", "", "Vendeur en alternance", True, ContractKind.APPRENTICESHIP),
        ("CDD", "Insertion par l'activ.éco.", "CDD insertion", "", False, ContractKind.INSERTION),
        ("DDI", "Contrat travail", "", "", False, ContractKind.INSERTION),
        ("CDD", "CUI - CAE", "", "", False, ContractKind.ASSISTED),
        ("CDD", "Contrat travail", "Service civique", "", False, ContractKind.CIVIC_SERVICE),
        ("CDD", "", "", "Service civique : animer", False, ContractKind.CIVIC_SERVICE),
        ("", "PMSMP", "", "", False, ContractKind.IMMERSION),
        ("", "", "Stage", "", False, ContractKind.INTERNSHIP),
        ("CDI", "Contrat travail", "", "Animateur de stages", False, ContractKind.CDI),
        ("LIB", "Emploi non salarié", "", "", False, ContractKind.OTHER),
    ],
)
def test_contract_kinds(
    code: str, nature: str, wording: str, title: str, both: bool, kind: ContractKind
) -> None:
    assert words.contract_kind(code, nature, wording, title, work_and_study=both) is kind


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("35H Horaires normaux", 35.0),
        ("24H30 Horaires variables", 24.5),
        ("17H30/semaine\nTravail en journée", 17.5),
        ("86H/mois", 19.85),
        ("7H/jour", None),
        ("temps partiel", None),
        ("99H", None),
    ],
)
def test_weekly_hours(text: str, hours: float | None) -> None:
    assert words.weekly_hours(text) == hours


@pytest.mark.parametrize(
    ("wording", "title", "description", "expected"),
    [
        ("35H Travail de nuit", "", "", {Schedule.NIGHT}),
        ("35H Horaires normaux", "", "", {Schedule.DAY}),
        ("35H Travail en 2X8", "", "", {Schedule.EVENING, Schedule.SHIFTS}),
        ("35H Travail en 3X8", "", "", {Schedule.NIGHT, Schedule.SHIFTS}),
        ("", "Veilleur de nuit", "", {Schedule.NIGHT}),
        ("", "", "Poste en équipe de nuit.", {Schedule.NIGHT}),
        ("", "", "Pas de travail de nuit.", set()),
        ("", "", "Il fait bon la nuit dans notre ville.", set()),
    ],
)
def test_schedules(wording: str, title: str, description: str, expected: set[Schedule]) -> None:
    assert set(words.schedules(wording, title, description)) == expected


@pytest.mark.parametrize(
    ("text", "hours", "full_time", "pay"),
    [
        ("Horaire de 12.02 Euros", None, False, 12.02),
        ("Horaire de 12,02 Euros à 14,00 Euros", 35, True, 12.02),
        ("Mensuel de 1801.80 Euros sur 12 mois", None, True, 11.88),
        ("Mensuel de 2 000,00 Euros sur 13 mois", 35, True, 14.29),
        ("Annuel de 25000.0 Euros à 30000.0 Euros sur 12.0 mois", 35, True, 13.74),
        ("Mensuel de 900,00 Euros", None, False, None),
        ("Horaire de 1801,80 Euros", 35, True, None),
        ("Selon profil", 35, True, None),
    ],
)
def test_hourly_pay(text: str, hours: float | None, full_time: bool, pay: float | None) -> None:
    assert words.hourly_minimum(text, hours, full_time=full_time) == pay


@pytest.mark.parametrize(
    ("wording", "licence"),
    [
        ("B - Véhicule léger", Licence.B),
        ("Permis B", Licence.B),
        ("CE - Poids lourd + remorque", Licence.CE),
        ("C - Poids lourd", Licence.C),
        ("AM (cyclomoteur)", Licence.AM),
        ("Aucun permis", None),
        ("CACES R489", None),
        ("", None),
    ],
)
def test_licences(wording: str, licence: Licence | None) -> None:
    assert words.licence(wording) is licence


def test_qualities_of_one_meaning_share_a_family() -> None:
    assert aptitude_family("Faire preuve d'autonomie") == aptitude_family("Autonomie")
    assert aptitude_family("Avoir l'esprit d'équipe") == aptitude_family("Travail en équipe")
    assert aptitude_family("Aimer le chocolat") == ""
