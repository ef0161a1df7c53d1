"""What the pages that write and read offers show: a form's beginning, chips, marked words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.offer_check import Finding, segments
from myjobmatch.domain.offer_rules import OfferContent


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form's fields begin with."""

    title: str = ""
    description: str = ""
    contract: str = ""
    weekly_hours: str = ""
    pay_text: str = ""
    pay_hourly_min: str = ""
    experience: str = "beginner"
    place: str = ""
    starts_on: str = ""
    positions: str = "1"
    night_work: bool = False
    hazardous_work: bool = False
    remote: str = "none"
    schedules: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """An establishment where the offer may be."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class SkillChip:
    """A skill that the offer asks for."""

    id: int
    label: str
    essential: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill or an occupation that may be taken."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class AptitudeChip:
    """An aptitude, asked for or not."""

    id: int
    label: str
    chosen: bool
    fitting: bool
    essential: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `kind` is empty where nothing is wrong."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """Words that may not stand, with the article that says so."""

    words: str
    kind: str
    article: str


def pieces(text: str, findings: tuple[Finding, ...]) -> list[Piece]:
    """The text with its words marked; empty where there is nothing to mark."""
    return [Piece(s.text, s.kind) for s in segments(text, findings)] if findings else []


def words_of(findings: Iterable[Finding]) -> list[Word]:
    """The words to change or to read, each once."""
    unique = {(f.words.casefold(), f.kind): f for f in findings}.values()
    return [Word(f.words, f.kind, f.article) for f in unique]


def draft_of(content: OfferContent, place: str) -> Draft:
    """What the form's fields begin with, for an offer."""
    return Draft(
        title=content.title,
        description=content.description,
        contract=content.contract.value if content.contract else "",
        weekly_hours=written(content.weekly_hours),
        pay_text=content.pay_text,
        pay_hourly_min=written(content.pay_hourly_min),
        experience=content.experience.value,
        place=place,
        starts_on=content.starts_on.isoformat() if content.starts_on else "",
        positions=str(content.positions),
        night_work=content.night_work,
        hazardous_work=content.hazardous_work,
        remote=content.remote.value,
        schedules=[schedule.value for schedule in content.schedules],
        licences=[licence.value for licence in content.licences_required],
    )


def by_field(
    problems: list[FieldProblem],
) -> tuple[dict[str, str], dict[str, str | int | float]]:
    """The first problem of each field, and the one value that its sentence may ask for."""
    codes: dict[str, str] = {}
    values: dict[str, str | int | float] = {}
    for problem in problems:
        if problem.field not in codes:
            codes[problem.field] = problem.code
            values[problem.field] = next(iter(problem.params.values()), 0)
    return codes, values


def written(number: float | None) -> str:
    """A number as one types it in French."""
    return "" if number is None else f"{number:g}".replace(".", ",")
