"""The catalogue a town is made from: trades, skills and the links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import myjobmatch
from myjobmatch.matching.arrays import Bools, Floats64
from myjobmatch.matching.training.tables import rows_of

DEMONSTRATION = Path(myjobmatch.__file__).parent / "demo" / "catalogue"
LEAST_SKILLS = 3
"""A trade with fewer skills says too little to make a youth or an offer of."""

_NEAR = frozenset({"near", "proche"})


class BadCatalogue(ValueError):
    """The folder holds no trade with its skills."""


@dataclass(frozen=True, slots=True)
class Trade:
    """An occupation: its ROME code and its French names, the preferred one first.

    `other` are its names in other languages, which the product's search knows too.
    """

    code: str
    names: tuple[str, ...]
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TownCatalogue:
    """Trades and skills by number; the links as boolean tables, rows and columns by number.

    `has` and `essential` are trades × skills, `near` and `far` trades × trades (from, to).
    `skill_names` are the other names of skills, by number, in any language.
    """

    trades: tuple[Trade, ...]
    skills: tuple[str, ...]
    has: Bools
    essential: Bools
    near: Bools
    far: Bools
    skill_names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def weights(self) -> Floats64:
        """How telling each skill is: log(trades / trades that call for it), never below 0.1."""
        calls = np.maximum(1, self.has.sum(axis=0))
        telling: Floats64 = np.maximum(0.1, np.log(len(self.trades) / calls))
        return telling


@dataclass(slots=True)
class _Links:
    names: dict[str, list[str]]
    labels: dict[str, str]
    calls: dict[str, dict[str, bool | None]]
    moves: list[tuple[str, str, bool]]
    trade_others: dict[str, list[str]] = field(default_factory=dict)
    skill_others: dict[str, list[str]] = field(default_factory=dict)


def read_town_catalogue(folders: Sequence[Path] = ()) -> TownCatalogue:
    """Reads ROME's open-data files below the folders; the demonstration catalogue without any.

    ROME 3 does not say which skills are essential: those of a trade's skills that the fewest
    trades call for, the rarer half, are taken for it.

    Raises:
        BadCatalogue: there is no trade with at least `LEAST_SKILLS` skills.
    """
    found = _Links({}, {}, {}, [])
    if folders:
        for path in sorted(path for folder in folders for path in folder.rglob("unix_*.csv")):
            _read_rome(path, found)
    else:
        _read_demonstration(DEMONSTRATION, found)
    return _joined(found)


def _read_rome(path: Path, found: _Links) -> None:
    name = path.name
    if name.startswith("unix_referentiel_code_rome_v"):
        for row in rows_of(path):
            found.names.setdefault(row["code_rome"], []).insert(0, _plain(row["libelle_rome"]))
    elif name.startswith("unix_referentiel_appellation_v"):
        for row in rows_of(path):
            label = _plain(row["libelle_appellation_court"])
            found.names.setdefault(row["code_rome"], []).append(label)
    elif name.startswith("unix_referentiel_competence_v"):
        for row in rows_of(path):
            found.labels.setdefault(row["code_ogr"], _plain(row["libelle_competence"]))
    elif name.startswith("unix_coherence_item_v"):
        for row in rows_of(path):
            found.calls.setdefault(row["code_rome"], {})[row["code_ogr"]] = None
    elif name.startswith("unix_rubrique_mobilite_v"):
        for row in rows_of(path):
            source, target = row.get("code_rome", ""), row.get("code_rome_cible", "")
            if kind := row.get("libelle_type_mobilite", "").lower():  # release 4 has none
                found.moves.append((source, target, kind in _NEAR))


def _read_demonstration(folder: Path, found: _Links) -> None:
    for row in rows_of(folder / "occupations.csv"):
        found.names[row["rome_code"]] = [row["label_fr"], *_several(row["synonyms_fr"])]
        found.trade_others[row["rome_code"]] = [row["label_en"], *_several(row["synonyms_en"])]
    for row in rows_of(folder / "skills.csv"):
        found.labels[row["code"]] = row["label_fr"]
        others = [*_several(row["synonyms_fr"]), row["label_en"], *_several(row["synonyms_en"])]
        found.skill_others[row["code"]] = others
    for row in rows_of(folder / "skill_labels.csv"):
        found.skill_others[row["skill_code"]].append(row["text"])
    for row in rows_of(folder / "occupation_skills.csv"):
        calls = found.calls.setdefault(row["rome_code"], {})
        calls[row["skill_code"]] = row["relation"] == "essential"
    for row in rows_of(folder / "occupation_mobility.csv"):
        found.moves.append((row["from_rome"], row["to_rome"], row["kind"] in _NEAR))


def _plain(label: str) -> str:
    return label.replace("''", "'").strip()


def _several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _joined(found: _Links) -> TownCatalogue:
    calls = {
        code: {skill: said for skill, said in skills.items() if skill in found.labels}
        for code, skills in found.calls.items()
        if code in found.names
    }
    codes = sorted(code for code, skills in calls.items() if len(skills) >= LEAST_SKILLS)
    if not codes:
        raise BadCatalogue("no trade with its skills was found")
    skill_codes = sorted({skill for code in codes for skill in calls[code]})
    number = {code: row for row, code in enumerate(codes)}
    column = {code: place for place, code in enumerate(skill_codes)}
    has = np.zeros((len(codes), len(skill_codes)), np.bool_)
    essential = np.zeros_like(has)
    for code in codes:
        for skill in calls[code]:
            has[number[code], column[skill]] = True
    rarity = has.sum(axis=0)
    for code in codes:
        said = calls[code]
        if all(each is None for each in said.values()):
            order = sorted(said, key=lambda skill: (rarity[column[skill]], skill))
            chosen = order[: (len(order) + 1) // 2]
        else:
            chosen = [skill for skill, each in said.items() if each]
        for skill in chosen:
            essential[number[code], column[skill]] = True
    near = np.zeros((len(codes), len(codes)), np.bool_)
    far = np.zeros_like(near)
    for source, target, close in found.moves:
        if source in number and target in number and source != target:
            (near if close else far)[number[source], number[target]] = True
    return TownCatalogue(
        trades=tuple(
            Trade(
                code,
                tuple(dict.fromkeys(found.names[code])),
                tuple(found.trade_others.get(code, ())),
            )
            for code in codes
        ),
        skills=tuple(found.labels[code] for code in skill_codes),
        has=has,
        essential=essential,
        near=near,
        far=far & ~near,
        skill_names={
            place: tuple(found.skill_others[code])
            for place, code in enumerate(skill_codes)
            if code in found.skill_others
        },
    )
