"""A youth's profile as they see it and as they change it."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    Licence,
    Schedule,
    SkillOrigin,
    TravelMode,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A catalogue entry in the reader's language."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class SkillWord:
    """A skill of the youth, and where it comes from."""

    id: int
    label: str
    origin: SkillOrigin


@dataclass(frozen=True, slots=True)
class ExperienceView:
    """Something they did, in their own words: for them and their advisor."""

    id: int
    origin: SkillOrigin
    text: str


@dataclass(frozen=True, slots=True)
class AptitudeChoice:
    """An aptitude to choose, with a sentence that says what it is (empty when there is none)."""

    id: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Everything a youth told us that serves matching, and their own words.

    `completeness` in [0, 1] counts the steps that say something; `steps` names those that do. Only
    the youth's own view holds what may be chosen: all aptitudes, skills that the wanted occupations
    ask for (`ideas`), skills that go with those they have (`also`), and occupations near the wanted
    ones (`near`).
    """

    first_name: str
    commune: str
    skills: tuple[SkillWord, ...]
    aptitudes: tuple[Word, ...]
    occupations: tuple[Word, ...]
    experiences: tuple[ExperienceView, ...]
    contracts: tuple[ContractKind, ...]
    licences: tuple[Licence, ...]
    modes: tuple[TravelMode, ...]
    refused_schedules: tuple[Schedule, ...]
    experience: ExperienceBand | None
    max_minutes: int | None
    available_from: date | None
    steps: tuple[str, ...]
    completeness: float
    aptitude_choices: tuple[AptitudeChoice, ...] = ()
    ideas: tuple[Word, ...] = ()
    also: tuple[Word, ...] = ()
    near: tuple[Word, ...] = ()


LONGEST_EXPERIENCE = 2000
"""Characters of one thing they did."""

MOST_APTITUDES_PICKED = 5
"""A choice says something only when it leaves the rest."""

STEPS = ("done", "skills", "aptitudes", "occupations", "contracts", "travel", "when")
"""The steps of the profile, in the order they are asked."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A catalogue entry found for a text; `score` in [0, 1]."""

    id: int
    label: str
    score: float
