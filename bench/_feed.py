"""An invented feed in the form of France Travail's "Offres d'emploi v2", as an export is delivered."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

LENGTH = 900
QUALITIES = ("Faire preuve de rigueur et de précision", "Travailler en équipe", "Être à l'écoute")
HOURS = ("35H/semaine Travail en journée", "39H/semaine Travail en horaires décalés", "24H/semaine")
CONTRACTS = (("CDI", "E1"), ("CDD", "E1"), ("MIS", "E1"), ("SAI", "E1"), ("CDD", "E2"))

Coded = tuple[str, str]
"""A code of ROME and its label."""


def write_feed(
    file: Path,
    count: int,
    occupations: Sequence[Coded],
    skills: Sequence[Sequence[Coded]],
    page: str,
    seed: int,
) -> None:
    """A JSON document of `count` offers; an occupation's offers ask for some of its own skills.

    `page` is what descriptions are cut out of: long, so that they differ.
    """
    draw = np.random.default_rng(seed)
    which = draw.integers(0, len(occupations), count).tolist()
    begins = draw.integers(0, max(1, len(page) - LENGTH), count).tolist()
    spots = np.stack([draw.uniform(43.5, 50.5, count), draw.uniform(-1.5, 7.0, count)], axis=1)
    choices = draw.random((count, 4)).tolist()
    with file.open("w", encoding="utf-8") as sink:
        sink.write('{"resultats": [\n')
        for at in range(count):
            asked = skills[which[at]]
            some = {int(draw.integers(len(asked))) for _ in range(int(draw.integers(0, 9)))}
            offer = _offer(
                at, occupations[which[at]], [asked[i] for i in sorted(some)], choices[at]
            )
            offer["description"] = f"Poste {at}. {page[begins[at] : begins[at] + LENGTH]}"
            offer["lieuTravail"] |= {"latitude": spots[at, 0], "longitude": spots[at, 1]}
            sink.write(json.dumps(offer, ensure_ascii=False))
            sink.write(",\n" if at + 1 < count else "\n")
        sink.write("]}\n")


def _offer(
    at: int, occupation: Coded, skills: Sequence[Coded], chance: Sequence[float]
) -> dict[str, dict[str, object] | object]:
    kind, nature = CONTRACTS[int(chance[0] * len(CONTRACTS))]
    offer: dict[str, object] = {
        "id": f"{at:07d}X",
        "intitule": f"{occupation[1]} (H/F)",
        "dateCreation": "2026-08-20T08:15:00.000Z",
        "lieuTravail": {
            "libelle": "91 - Évry-Courcouronnes",
            "codePostal": "91000",
            "commune": "91228",
        },
        "romeCode": occupation[0],
        "romeLibelle": occupation[1],
        "appellationlibelle": occupation[1],
        "entreprise": {"nom": f"Société {at % 9_973}"},
        "typeContrat": kind,
        "typeContratLibelle": "Contrat tel que dit par la source",
        "natureContrat": nature,
        "experienceExige": "DSE"[int(chance[1] * 3)],
        "competences": [
            {"code": code, "libelle": label, "exigence": "ES"[rank % 2]}
            for rank, (code, label) in enumerate(skills)
        ],
        "qualitesProfessionnelles": [{"libelle": QUALITIES[int(chance[2] * 3)], "description": ""}],
        "salaire": {"libelle": "Horaire de 12,50 Euros à 14,00 Euros sur 12 mois"},
        "dureeTravailLibelle": HOURS[int(chance[3] * 3)],
        "dureeTravailLibelleConverti": "Temps plein",
        "alternance": False,
        "nombrePostes": 1,
        "origineOffre": {"origine": "1", "urlOrigine": f"https://exemple.invalid/offre/{at}"},
    }
    if chance[1] > 0.8:
        offer["permis"] = [{"libelle": "B - Véhicule léger", "exigence": "E"}]
    return offer
