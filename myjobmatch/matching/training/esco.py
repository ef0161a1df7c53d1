"""Reads ESCO's official CSV files into a taxonomy: any language, the layouts of 1.0 to 1.2."""

from __future__ import annotations

import re
from pathlib import Path

from myjobmatch.matching.training.tables import rows_of
from myjobmatch.matching.training.taxonomy import Taxonomy

_LABEL_FILE = re.compile(
    r"^(?P<kind>occupations|skills|ISCOGroups|skillGroups)_(?P<language>[a-z]{2})\.csv$"
)
_KINDS = {
    "occupations": "occupation",
    "skills": "skill",
    "ISCOGroups": "occupation_group",
    "skillGroups": "skill_group",
}
_SEPARATOR = re.compile(r"\s*[\n|]\s*")
# ESCO marks grammatical gender of a wording: "Fleischhacker//m".
_GENDER_SUFFIX = re.compile(r"\s*//?\s*[mfn](?:/[mfn])*$")


def esco_key(uri: str) -> str:
    """`esco:` and the last part of a concept's URI; the same in every release and language."""
    return "esco:" + uri.rstrip("/").rsplit("/", 1)[-1]


def plain_label(label: str) -> str:
    """The label without ESCO's mark of grammatical gender."""
    return _GENDER_SUFFIX.sub("", label)


def read_esco(folder: Path, taxonomy: Taxonomy) -> int:
    """Adds every ESCO label and relation file found below `folder`; returns the rows read."""
    count = 0
    for path in sorted(folder.rglob("*.csv")):
        if found := _LABEL_FILE.match(path.name):
            count += _read_labels(path, found["kind"], found["language"], taxonomy)
        elif path.name.startswith("occupationSkillRelations"):
            count += _read_relations(path, taxonomy)
    taxonomy.releases += _releases(folder)
    return count


def _releases(folder: Path) -> list[list[str]]:
    """Keys of each release below `folder`: all groups of ISCO, then its occupations, ascending."""
    groups: set[str] = set()
    occupations: dict[Path, set[str]] = {}
    for path in sorted(folder.rglob("*.csv")):
        found = _LABEL_FILE.match(path.name)
        if found and found["kind"] in ("ISCOGroups", "occupations"):
            keys = {esco_key(row["conceptUri"]) for row in rows_of(path) if row.get("conceptUri")}
            if found["kind"] == "ISCOGroups":
                groups |= keys
            else:
                occupations.setdefault(path.parent, set()).update(keys)
    return [sorted(groups) + sorted(keys) for _, keys in sorted(occupations.items())]


def _read_labels(path: Path, kind: str, language: str, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        uri, preferred = row.get("conceptUri", ""), row.get("preferredLabel", "")
        if not uri or not preferred:
            continue
        count += 1
        concept = taxonomy.concept(esco_key(uri), _KINDS[kind])
        labels = [preferred]
        for column in ("altLabels", "hiddenLabels"):
            labels += _SEPARATOR.split(row.get(column) or "")
        concept.add(language, *map(plain_label, labels))
        description = " ".join((row.get("description") or "").split())
        if description and description not in concept.descriptions:
            concept.descriptions.append(description)
    return count


def _read_relations(path: Path, taxonomy: Taxonomy) -> int:
    count = 0
    for row in rows_of(path):
        occupation = row.get("occupation_uuid") or row.get("occupationUri") or ""
        skill = row.get("skill_uuid") or row.get("skillUri") or ""
        if occupation and skill:
            count += 1
            taxonomy.link(esco_key(occupation), esco_key(skill))
    return count
