"""Reads the demonstration catalogue's CSV files into frozen records and checks that they agree.

Cells are separated by commas, several values in one cell by the bar sign. Every fault found is
told at once, with its file and line, so that an author corrects them in one go.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal, TypeVar

CATALOGUE_DIR = Path(__file__).parent

SkillKind = Literal["savoir_faire", "savoir"]
Relation = Literal["essential", "optional"]
MobilityKind = Literal["near", "far"]

SKILL_KINDS: Final[tuple[SkillKind, ...]] = ("savoir_faire", "savoir")
RELATIONS: Final[tuple[Relation, ...]] = ("essential", "optional")
MOBILITY_KINDS: Final[tuple[MobilityKind, ...]] = ("near", "far")

_Choice = TypeVar("_Choice", bound=str)

_ROME = re.compile(r"[A-N]\d{4}")
_SKILL = re.compile(r"S\d{4}")
_APTITUDE = re.compile(r"A\d{2}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_RIASEC = re.compile(r"(?!.*(.).*\1)[RIASEC]{1,3}")


class CatalogueError(ValueError):
    """The catalogue is not well formed; `faults` holds one sentence per fault."""

    def __init__(self, faults: list[str]) -> None:
        """Keep every fault; the message shows the first twenty."""
        shown = "\n".join(faults[:20])
        more = f"\n… and {len(faults) - 20} more" if len(faults) > 20 else ""
        super().__init__(f"{len(faults)} fault(s) in the catalogue:\n{shown}{more}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Occupation:
    """A ROME occupation; labels give both forms in full, synonyms are titles as adverts write."""

    rome_code: str
    label_fr: str
    label_en: str
    synonyms_fr: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    riasec: str


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill: something one can do (`savoir_faire`) or knows (`savoir`)."""

    code: str
    kind: SkillKind
    label_fr: str
    label_en: str
    synonyms_fr: tuple[str, ...]
    synonyms_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillText:
    """How someone says a skill in a language other than French and English."""

    skill_code: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a skill, an aptitude or an occupation is called in a language other than French and English.

    `label` stands in the pages; `synonyms`, which may be none, are only searched.
    """

    code: str
    language: str
    label: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aptitude:
    """A savoir-être, with a sentence that addresses the youth."""

    code: str
    label_fr: str
    label_en: str
    sentence_fr: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class OccupationSkill:
    """This occupation calls for this skill."""

    rome_code: str
    skill_code: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class OccupationAptitude:
    """This occupation calls for this aptitude."""

    rome_code: str
    aptitude_code: str


@dataclass(frozen=True, slots=True)
class Mobility:
    """From this occupation one can move to that one; directional."""

    from_rome: str
    to_rome: str
    kind: MobilityKind


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All records, each tuple in the order of its file."""

    occupations: tuple[Occupation, ...]
    skills: tuple[Skill, ...]
    skill_texts: tuple[SkillText, ...]
    names: tuple[Named, ...]
    aptitudes: tuple[Aptitude, ...]
    occupation_skills: tuple[OccupationSkill, ...]
    occupation_aptitudes: tuple[OccupationAptitude, ...]
    mobilities: tuple[Mobility, ...]


class _Row:
    """One line of a file; its accessors note a fault and answer a harmless value."""

    def __init__(self, place: str, cells: dict[str, str], faults: list[str]) -> None:
        self._place = place
        self._cells = cells
        self._faults = faults

    def text(self, column: str) -> str:
        value = self._cells[column]
        if not value or value != value.strip():
            self._faults.append(f"{self._place}: {column} is empty or has spaces around it")
        return value

    def code(self, column: str, form: re.Pattern[str]) -> str:
        value = self.text(column)
        if not form.fullmatch(value):
            self._faults.append(f"{self._place}: {column} {value!r} is not of the form expected")
        return value

    def any_number(self, column: str) -> tuple[str, ...]:
        return self.many(column) if self._cells[column] else ()

    def many(self, column: str) -> tuple[str, ...]:
        values = tuple(self.text(column).split("|"))
        if any(not value or value != value.strip() for value in values):
            self._faults.append(f"{self._place}: {column} has an empty value or stray spaces")
        if len({value.casefold() for value in values}) != len(values):
            self._faults.append(f"{self._place}: {column} has a value twice")
        return values

    def one_of(self, column: str, choices: tuple[_Choice, ...]) -> _Choice:
        value = self._cells[column]
        for choice in choices:
            if choice == value:
                return choice
        self._faults.append(f"{self._place}: {column} {value!r} is not one of {choices}")
        return choices[0]


def _rows(path: Path, columns: tuple[str, ...], faults: list[str]) -> list[_Row]:
    """The rows of one file; a missing file, another header or a torn line is a fault."""
    if not path.is_file():
        faults.append(f"{path.name}: the file is missing")
        return []
    rows: list[_Row] = []
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        header = tuple(next(lines, ()))
        if header != columns:
            faults.append(f"{path.name}: the header is {header}, expected {columns}")
            return []
        for cells in lines:
            place = f"{path.name} line {lines.line_num}"
            if len(cells) != len(columns):
                faults.append(f"{place}: {len(cells)} cells, expected {len(columns)}")
                continue
            rows.append(_Row(place, dict(zip(columns, cells, strict=True)), faults))
    return rows


def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _check_unique(name: str, keys: Iterable[object], faults: list[str]) -> None:
    faults.extend(
        f"{name}: {key!r} is there {times} times"
        for key, times in Counter(keys).items()
        if times > 1
    )


def _check_known(name: str, used: Iterable[str], known: set[str], faults: list[str]) -> None:
    faults.extend(f"{name}: {key!r} is unknown" for key in sorted(set(used) - known))


def _check_links(catalogue: Catalogue, faults: list[str]) -> None:
    """Every key is there once, every reference leads somewhere, nothing moves to itself."""
    occupations = {each.rome_code for each in catalogue.occupations}
    links, traits = catalogue.occupation_skills, catalogue.occupation_aptitudes
    moves = catalogue.mobilities
    _check_unique("occupations.csv", (each.rome_code for each in catalogue.occupations), faults)
    _check_unique("skills.csv", (each.code for each in catalogue.skills), faults)
    texts = catalogue.skill_texts
    _check_unique("skill_labels.csv", texts, faults)
    _check_unique("names.csv", ((x.code, x.language) for x in catalogue.names), faults)
    _check_unique("aptitudes.csv", (each.code for each in catalogue.aptitudes), faults)
    _check_unique("occupation_skills.csv", ((x.rome_code, x.skill_code) for x in links), faults)
    _check_unique(
        "occupation_aptitudes.csv", ((x.rome_code, x.aptitude_code) for x in traits), faults
    )
    _check_unique("occupation_mobility.csv", ((x.from_rome, x.to_rome) for x in moves), faults)
    _check_known("occupation_skills.csv", (x.rome_code for x in links), occupations, faults)
    _check_known("occupation_aptitudes.csv", (x.rome_code for x in traits), occupations, faults)
    _check_known("occupation_mobility.csv", (x.from_rome for x in moves), occupations, faults)
    _check_known("occupation_mobility.csv", (x.to_rome for x in moves), occupations, faults)
    skills = {each.code for each in catalogue.skills}
    _check_known("occupation_skills.csv", (x.skill_code for x in links), skills, faults)
    _check_known("skill_labels.csv", (x.skill_code for x in texts), skills, faults)
    aptitudes = {each.code for each in catalogue.aptitudes}
    _check_known("occupation_aptitudes.csv", (x.aptitude_code for x in traits), aptitudes, faults)
    _check_known(
        "names.csv", (x.code for x in catalogue.names), occupations | skills | aptitudes, faults
    )
    faults.extend(
        f"occupation_mobility.csv: {move.from_rome} moves to itself"
        for move in moves
        if move.from_rome == move.to_rome
    )


def read_catalogue(folder: Path = CATALOGUE_DIR) -> Catalogue:
    """Answers the whole catalogue of a folder, checked.

    Raises:
        CatalogueError: a file is missing, a cell is empty or out of form, a key is there twice
            or a reference leads nowhere.
    """
    faults: list[str] = []

    def read(name: str, columns: tuple[str, ...]) -> list[_Row]:
        return _rows(folder / name, columns, faults)

    catalogue = Catalogue(
        occupations=tuple(
            Occupation(
                rome_code=row.code("rome_code", _ROME),
                label_fr=row.text("label_fr"),
                label_en=row.text("label_en"),
                synonyms_fr=row.many("synonyms_fr"),
                synonyms_en=row.many("synonyms_en"),
                riasec=row.code("riasec", _RIASEC),
            )
            for row in read("occupations.csv", _names(Occupation))
        ),
        skills=tuple(
            Skill(
                code=row.code("code", _SKILL),
                kind=row.one_of("kind", SKILL_KINDS),
                label_fr=row.text("label_fr"),
                label_en=row.text("label_en"),
                synonyms_fr=row.many("synonyms_fr"),
                synonyms_en=row.many("synonyms_en"),
            )
            for row in read("skills.csv", _names(Skill))
        ),
        skill_texts=tuple(
            SkillText(
                skill_code=row.code("skill_code", _SKILL),
                language=row.code("language", _LANGUAGE),
                text=row.text("text"),
            )
            for row in read("skill_labels.csv", _names(SkillText))
        ),
        names=tuple(
            Named(
                code=row.text("code"),
                language=row.code("language", _LANGUAGE),
                label=row.text("label"),
                synonyms=row.any_number("synonyms"),
            )
            for row in read("names.csv", _names(Named))
        ),
        aptitudes=tuple(
            Aptitude(
                code=row.code("code", _APTITUDE),
                label_fr=row.text("label_fr"),
                label_en=row.text("label_en"),
                sentence_fr=row.text("sentence_fr"),
                sentence_en=row.text("sentence_en"),
            )
            for row in read("aptitudes.csv", _names(Aptitude))
        ),
        occupation_skills=tuple(
            OccupationSkill(
                rome_code=row.code("rome_code", _ROME),
                skill_code=row.code("skill_code", _SKILL),
                relation=row.one_of("relation", RELATIONS),
            )
            for row in read("occupation_skills.csv", _names(OccupationSkill))
        ),
        occupation_aptitudes=tuple(
            OccupationAptitude(
                rome_code=row.code("rome_code", _ROME),
                aptitude_code=row.code("aptitude_code", _APTITUDE),
            )
            for row in read("occupation_aptitudes.csv", _names(OccupationAptitude))
        ),
        mobilities=tuple(
            Mobility(
                from_rome=row.code("from_rome", _ROME),
                to_rome=row.code("to_rome", _ROME),
                kind=row.one_of("kind", MOBILITY_KINDS),
            )
            for row in read("occupation_mobility.csv", _names(Mobility))
        ),
    )
    _check_links(catalogue, faults)
    if faults:
        raise CatalogueError(faults)
    return catalogue
