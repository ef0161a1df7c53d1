"""ESCO's official CSV files: any language, the layouts of 1.0 to 1.2 (see `esco_files`).

A concept's code is the last part of its URI, the same in every release and language.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from myjobmatch.domain.enums import SkillKind
from myjobmatch.domain.taxonomy import EntryRead, Name, RelationRead, TaxonomyRow
from myjobmatch.integrations.csv_rows import OnBytes, Row, csv_rows, header_of
from myjobmatch.integrations.problems import OnProblem, Problem, UnreadableSource
from myjobmatch.integrations.source_text import one_line

SOURCE = "esco"
_LANGUAGE = re.compile(r"_([a-z]{2,3}(?:-[a-z]{2,8})?)\.csv$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[\n|]\s*")
_GENDER_MARK = re.compile(r"\s*//?\s*[mfn](?:/[mfn])*$")
_LABELS = frozenset({"concepturi", "preferredlabel"})
_RELATIONS = (
    frozenset({"occupationuri", "skilluri", "relationtype"}),
    frozenset({"occupation_uuid", "skill_uuid", "relation"}),
)
_ESSENTIAL = {"essential": True, "e": True, "optional": False, "o": False}


@dataclass(frozen=True, slots=True)
class EscoFile:
    """A file with the names of concepts in a language, or (`language` empty) with relations."""

    path: Path
    language: str


def esco_files(folder: Path, languages: Collection[str] = ()) -> list[EscoFile]:
    """The files to read below a folder: names first (`occupations`, `skills`, collections), relations last.

    `languages` keeps only these; a single one also names that of files whose own name tells none.
    Files are known by their columns: groups, hierarchies and broader relations are left alone.

    Raises:
        UnreadableSource: no file with names or relations is there (`no_esco_files`), or the language
            of one is not known (`language`).
    """
    wanted = {language.lower() for language in languages}
    found: list[tuple[int, str, EscoFile]] = []
    for path in sorted(folder.rglob("*.csv"), reverse=True):  # newer releases first
        columns = set(header_of(path))
        if any(relation <= columns for relation in _RELATIONS):
            found.append((9, path.name, EscoFile(path, "")))
            continue
        rank = _rank(path.name.lower())
        if not columns >= _LABELS or rank is None:
            continue
        named = _LANGUAGE.search(path.name)
        language = named[1].lower() if named else next(iter(wanted)) if len(wanted) == 1 else ""
        if not language:
            raise UnreadableSource("language", path.name)
        if not wanted or language in wanted:
            found.append((rank, path.name, EscoFile(path, language)))
    if not found:
        raise UnreadableSource("no_esco_files", folder.name)
    return [file for _, _, file in sorted(found, key=lambda item: item[:2])]


def _rank(name: str) -> int | None:
    if name.startswith("occupations"):
        return 0
    if re.match(r"skills(?:_|\.)", name):
        return 1
    return 2 if "skillscollection" in name or "collection_" in name else None


def read_esco(
    files: list[EscoFile], on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> Iterator[TaxonomyRow]:
    """The rows of the files, in their order; `on_bytes` hears the bytes read of all of them."""
    before = 0
    for file in files:
        start = before

        def told(read: int, start: int = start) -> None:
            on_bytes(start + read)

        for row in csv_rows(file.path, on_problem, told):
            read = _entry(file, row) if file.language else _relation(file, row)
            if isinstance(read, str):
                ref = uri_tail(row.get("concepturi", "occupationuri", "occupation_uuid"))
                on_problem(Problem(file.path.name, row.line, ref, read, skipped=True))
            else:
                yield read
        before += file.path.stat().st_size


def uri_tail(uri: str) -> str:
    """The last part of a concept's URI (or the bare uuid itself)."""
    return uri.rstrip("/").rsplit("/", 1)[-1][:80]


def _entry(file: EscoFile, row: Row) -> TaxonomyRow | str:
    uri = row.get("concepturi")
    if row.get("status") == "obsolete":
        return "withdrawn"
    if "/occupation/" in uri:
        is_skill = False
    elif "/skill/" in uri and row.get("concepttype") in ("", "KnowledgeSkillCompetence"):
        is_skill = True
    else:
        return "not_a_concept"
    preferred = _label(row.get("preferredlabel"))
    if not preferred:
        return "no_label"
    others = [
        text
        for column in ("altlabels", "hiddenlabels")
        for raw in _SEPARATOR.split(row.get(column))
        if (text := _label(raw)) and text != preferred
    ]
    kind = row.get("skilltype").lower()
    return EntryRead(
        file.path.name,
        row.line,
        "skills" if is_skill else "occupations",
        SOURCE,
        uri_tail(uri),
        is_skill=is_skill,
        names=(
            Name(file.language, preferred, preferred=True),
            *(Name(file.language, text, preferred=False) for text in dict.fromkeys(others)),
        ),
        skill_kind=_kind(kind) if is_skill else None,
    )


def _kind(skill_type: str) -> SkillKind | None:
    if not skill_type:
        return None
    return SkillKind.SAVOIR if skill_type == "knowledge" else SkillKind.SAVOIR_FAIRE


def _label(text: str) -> str:
    """A label without ESCO's mark of grammatical gender (`Fleischhacker//m`)."""
    return one_line(_GENDER_MARK.sub("", text.strip()))


def _relation(file: EscoFile, row: Row) -> TaxonomyRow | str:
    occupation = uri_tail(row.get("occupationuri", "occupation_uuid"))
    skill = uri_tail(row.get("skilluri", "skill_uuid"))
    essential = _ESSENTIAL.get(row.get("relationtype", "relation").lower())
    if not (occupation and skill):
        return "bad_code"
    if essential is None:
        return "bad_relation"
    return RelationRead(file.path.name, row.line, "relations", SOURCE, occupation, skill, essential)
