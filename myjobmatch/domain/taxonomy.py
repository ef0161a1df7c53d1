"""Rows of a published taxonomy (ROME, ESCO): entries with names, relations and mobilities.

`rules` tells an entry whose words win over those the catalogue holds (the current release) from
one that only fills gaps (an older release, an appellation). `line` and `file` say where it stands;
`part` is the last part of the catalogue key `cli.import.part.<part>` under which it is counted.
"""

from dataclasses import dataclass

from myjobmatch.domain.enums import SkillKind


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry in a language; `preferred` for the one to show."""

    language: str
    text: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An occupation (`skill_kind` and `is_skill` unset) or a skill.

    `creates` is false for names and facts that belong to an entry given elsewhere. An empty
    `riasec` and a `skill_kind` of None say nothing.
    """

    file: str
    line: int
    part: str
    source: str
    code: str
    is_skill: bool
    names: tuple[Name, ...] = ()
    skill_kind: SkillKind | None = None
    riasec: str = ""
    rules: bool = True
    creates: bool = True


@dataclass(frozen=True, slots=True)
class RelationRead:
    """A skill that an occupation calls for; not `rules`: its weight is not in the file."""

    file: str
    line: int
    part: str
    source: str
    occupation_code: str
    skill_code: str
    essential: bool
    rules: bool = True


@dataclass(frozen=True, slots=True)
class MobilityRead:
    """From one occupation to another, near or with some way to go."""

    file: str
    line: int
    part: str
    source: str
    from_code: str
    to_code: str
    near: bool
    rules: bool = True


TaxonomyRow = EntryRead | RelationRead | MobilityRead
