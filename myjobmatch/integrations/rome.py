"""ROME's open-data CSV files as published, releases 3 and 4, told apart by their names and columns.

Where both are in the folder the newer one rules and the older one fills what it lacks (release 3
alone says which skill goes with which occupation, and gives the RIASEC letters). Release 4's
centres of interest are not RIASEC and are not read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from myjobmatch.domain.enums import SkillKind
from myjobmatch.domain.taxonomy import (
    EntryRead,
    MobilityRead,
    Name,
    RelationRead,
    TaxonomyRow,
)
from myjobmatch.integrations.csv_rows import OnBytes, Row, csv_rows, header_of
from myjobmatch.integrations.problems import OnProblem, Problem, UnreadableSource
from myjobmatch.integrations.source_text import one_line

SOURCE = "rome"
LANGUAGE = "fr"
NEAREST = 5
"""Release 4 ranks mobilities without calling them near: its first five are taken as near."""

_FILE = re.compile(r"^(unix_[a-z_]+?)_v(\d{3})(?:_[a-z0-9]+)?\.csv$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z]\d{4}$")


@dataclass(frozen=True, slots=True)
class RomeFile:
    """A file of a release; `rules` for release 4 and later."""

    path: Path
    stem: str
    release: int

    @property
    def rules(self) -> bool:
        """Whether its words win over what the catalogue holds."""
        return self.release >= 400


def rome_files(folder: Path) -> list[RomeFile]:
    """The files to read, the newest release first, entries before what refers to them.

    Raises:
        UnreadableSource: none of ROME's files is below the folder (`no_rome_files`), or one lacks the
            columns it should have (`columns`).
    """
    order = list(_READERS)
    found = [
        RomeFile(path, name[1].lower(), int(name[2]))
        for path in sorted(folder.rglob("*.csv"))
        if (name := _FILE.match(path.name)) and name[1].lower() in _READERS
    ]
    if not found:
        raise UnreadableSource("no_rome_files", folder.name)
    for file in found:
        if not _READERS[file.stem][1] <= set(header_of(file.path)):
            raise UnreadableSource("columns", file.path.name)
    return sorted(found, key=lambda file: (order.index(file.stem), -file.release))


def read_rome(
    files: list[RomeFile], on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> Iterator[TaxonomyRow]:
    """The rows of the files, in their order; `on_bytes` hears the bytes read of all of them."""
    before = 0
    surroundings: set[str] = set()
    for file in files:
        reader = _READERS[file.stem][0]
        start = before

        def told(read: int, start: int = start) -> None:
            on_bytes(start + read)

        for row in csv_rows(file.path, on_problem, told):
            if row.get("statut") not in ("", "1"):
                on_problem(_problem(file, row, "withdrawn"))
                continue
            read = reader(file, row)
            if read is None:
                surroundings.add(row.get("code_ogr"))
            elif isinstance(read, RelationRead) and read.skill_code in surroundings:
                on_problem(_problem(file, row, "work_environment"))
            elif isinstance(read, str):
                on_problem(_problem(file, row, read))
            else:
                yield read
        before += file.path.stat().st_size


def _problem(file: RomeFile, row: Row, code: str) -> Problem:
    ref = row.get("code_rome", "code_ogr", "code_ogr_savoir")
    return Problem(file.path.name, row.line, ref, code, skipped=True)


def _text(value: str) -> str:
    # release 3 doubles its apostrophes
    return one_line(value.replace("''", "'"))


def _occupation(file: RomeFile, row: Row) -> TaxonomyRow | str:
    code, label = row.get("code_rome").upper(), _text(row.get("libelle_rome"))
    if not _CODE.match(code):
        return "bad_code"
    if not label:
        return "no_label"
    return EntryRead(
        file.path.name, row.line, "occupations", SOURCE, code, is_skill=False,
        names=(Name(LANGUAGE, label, preferred=True),), rules=file.rules,
    )  # fmt: skip


def _riasec(file: RomeFile, row: Row) -> TaxonomyRow | str:
    letters = (row.get("riasec_majeur") + row.get("riasec_mineur")).upper()
    if not re.fullmatch(r"[RIASEC]{1,6}", letters):
        return "bad_riasec"
    return EntryRead(
        file.path.name, row.line, "riasec", SOURCE, row.get("code_rome").upper(), is_skill=False,
        riasec=letters, rules=file.rules, creates=False,
    )  # fmt: skip


def _appellation(file: RomeFile, row: Row) -> TaxonomyRow | str:
    long, short = (_text(row.get(f"libelle_appellation_{form}")) for form in ("long", "court"))
    if not (long or short):
        return "no_label"
    # `Accueillant(e) familial(e)` abbreviates what the long form says: nobody types it
    texts = [long] if long and "(" in short else [long, short]
    names = tuple(Name(LANGUAGE, text, preferred=False) for text in dict.fromkeys(texts) if text)
    return EntryRead(
        file.path.name, row.line, "appellations", SOURCE, row.get("code_rome").upper(),
        is_skill=False, names=names, rules=False, creates=False,
    )  # fmt: skip


def _skill(
    file: RomeFile, row: Row, part: str, code: str, label: str, kind: SkillKind
) -> TaxonomyRow | str:
    if not code:
        return "bad_code"
    if not (text := _text(label)):
        return "no_label"
    return EntryRead(
        file.path.name, row.line, part, SOURCE, code, is_skill=True,
        names=(Name(LANGUAGE, text, preferred=True),), skill_kind=kind, rules=file.rules,
    )  # fmt: skip


def _competence(file: RomeFile, row: Row) -> TaxonomyRow | str:
    category = row.get("cat_comp", "libelle_type_competence").lower()
    kind = SkillKind.SAVOIR_FAIRE
    if "être" in category or "etre" in category:
        kind = SkillKind.SAVOIR_ETRE
    elif category.startswith("savoirs"):
        kind = SkillKind.SAVOIR
    code, label = row.get("code_ogr"), row.get("libelle_competence")
    return _skill(file, row, "competences", code, label, kind)


def _activity(file: RomeFile, row: Row) -> TaxonomyRow | str:
    code, label = row.get("code_ogr"), row.get("libelle_activite")
    return _skill(file, row, "competences", code, label, SkillKind.SAVOIR_FAIRE)


def _knowledge(file: RomeFile, row: Row) -> TaxonomyRow | str:
    code, label = row.get("code_ogr_savoir"), row.get("libelle_savoir")
    return _skill(file, row, "savoirs", code, label, SkillKind.SAVOIR)


def _surrounding(_file: RomeFile, _row: Row) -> None:
    """A place or a structure that an occupation is exercised in: no skill, but related like one."""


def _relation(file: RomeFile, row: Row) -> TaxonomyRow | str:
    # the file does not tell which skills are essential: none is called so
    return RelationRead(
        file.path.name, row.line, "relations", SOURCE, row.get("code_rome").upper(),
        row.get("code_ogr"), essential=False, rules=False,
    )  # fmt: skip


def _mobility(file: RomeFile, row: Row) -> TaxonomyRow | str:
    start, end = row.get("code_rome").upper(), row.get("code_rome_cible").upper()
    if start == end:
        return "to_itself"
    if wording := row.get("libelle_type_mobilite"):
        near = wording.lower().startswith("proche")
    else:
        order = row.get("numero_ordre")
        near = order.isdecimal() and int(order) <= NEAREST
    return MobilityRead(
        file.path.name, row.line, "mobilities", SOURCE, start, end, near, rules=file.rules
    )


Reader = Callable[[RomeFile, Row], TaxonomyRow | str | None]

_READERS: dict[str, tuple[Reader, frozenset[str]]] = {
    "unix_referentiel_code_rome": (_occupation, frozenset({"code_rome", "libelle_rome"})),
    "unix_referentiel_code_rome_riasec": (_riasec, frozenset({"code_rome", "riasec_majeur"})),
    "unix_referentiel_appellation": (
        _appellation,
        frozenset({"code_rome", "libelle_appellation_long", "libelle_appellation_court"}),
    ),
    "unix_referentiel_competence": (_competence, frozenset({"code_ogr", "libelle_competence"})),
    "unix_referentiel_savoir": (_knowledge, frozenset({"code_ogr_savoir", "libelle_savoir"})),
    "unix_referentiel_activite": (_activity, frozenset({"code_ogr", "libelle_activite"})),
    "unix_referentiel_env_travail": (_surrounding, frozenset({"code_ogr"})),
    "unix_rubrique_mobilite": (_mobility, frozenset({"code_rome", "code_rome_cible"})),
    "unix_coherence_item": (_relation, frozenset({"code_rome", "code_ogr"})),
}
