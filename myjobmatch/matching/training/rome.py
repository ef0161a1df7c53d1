"""Reads ROME's open-data CSV files (releases 3 and 4) and our own demonstration catalogue."""

from __future__ import annotations

import re
from pathlib import Path

from myjobmatch.matching.training.tables import rows_of
from myjobmatch.matching.training.taxonomy import Taxonomy

_BOTH_GENDERS = re.compile(r"^(?P<he>[^/]+?) / (?P<she>[^/]+)$")
_BOTH_GENDERS_TIGHT = re.compile(r"^(?P<he>[^/]+?)\s*/\s*(?P<she>[^/]+)$")


def both_genders(label: str, *, tight: bool = False) -> list[str]:
    """`Boucher / Bouchère de marché` as written, and each half with the words they share.

    The shared words stand after the feminine only; they are those beyond the masculine's length.
    `tight` reads a bar without spaces around it as well, as ROME writes where a label grew long.
    """
    found = (_BOTH_GENDERS_TIGHT if tight else _BOTH_GENDERS).match(label)
    if not found:
        return [label]
    he, she = found["he"].split(), found["she"].split()
    return [label, " ".join(he + she[len(he) :]), " ".join(she)]


def read_rome(folder: Path, taxonomy: Taxonomy) -> int:
    """Adds every ROME file found below `folder`; returns the rows read."""
    count = 0
    for path in sorted(folder.rglob("unix_*.csv")):
        for part, reader in _READERS.items():
            if path.name.startswith(part):
                count += reader(path, taxonomy)
    return count


def _family(row: dict[str, str]) -> str:
    """The code of release 3, which release 4 names as the parent of those it split."""
    return _code(row.get("code_rome_parent") or row["code_rome"])


def _code(code: str) -> str:
    return "rome:" + code


def _skill(ogr: str) -> str:
    return "rome-skill:" + ogr


def _read_codes(path: Path, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        concept = taxonomy.concept(_code(row["code_rome"]), "occupation", _family(row))
        concept.add("fr", *both_genders(row["libelle_rome"], tight=True))
        count += 1
    return count


def _read_titles(path: Path, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        concept = taxonomy.concept("rome-title:" + row["code_ogr"], "title", _family(row))
        for column in ("libelle_appellation_long", "libelle_appellation_court"):
            concept.add("fr", *both_genders(row[column], tight=True))
        count += 1
    return count


def _read_skills(path: Path, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        ogr = row.get("code_ogr") or row.get("code_ogr_savoir") or ""
        label = row.get("libelle_competence") or row.get("libelle_savoir") or ""
        concept = taxonomy.concept(_skill(ogr), "skill")
        concept.add("fr", label.replace("''", "'"))
        if definition := row.get("definition", "").strip():
            concept.descriptions.append(definition)
        count += 1
    return count


def _read_links(path: Path, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        taxonomy.link(_code(row["code_rome"]), _skill(row["code_ogr"]))
        count += 1
    return count


def _read_texts(path: Path, taxonomy: Taxonomy) -> int:
    """Joins the sentences of each code's definition into one description."""
    sentences: dict[str, list[str]] = {}
    count = 0
    for row in rows_of(path):
        count += 1
        if row["libelle_type_texte"] == "definition":
            sentences.setdefault(row["code_rome"], []).append(row["libelle_texte"])
    for code, parts in sentences.items():
        taxonomy.concept(_code(code), "occupation").descriptions.append(" ".join(parts))
    return count


_READERS = {
    "unix_referentiel_code_rome_v": _read_codes,
    "unix_referentiel_appellation_v": _read_titles,
    "unix_referentiel_competence_v": _read_skills,
    "unix_referentiel_savoir_v": _read_skills,
    "unix_coherence_item_v": _read_links,
    "unix_texte_v": _read_texts,
}
