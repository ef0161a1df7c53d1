"""The questionnaire on participants: versioned data (`questionnaire_*.json` beside this file), read once.

A question has a code, a part that says when it is asked, a kind, its choices, and the values that stand for no answer
that may be given to it (`without`); `settled_by` are those of them after which nothing is lacking any more. What a
choice counts as (`means`, `isced`, `months`) is data too, so that another version counts without another line of code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from myjobmatch.domain.enums import LabelledEnum

LATEST = "2021-1"
"""The version that new operations begin with."""


class Part(LabelledEnum):
    """When a question is asked."""

    ENTRY = "entry"
    EXIT = "exit"
    SIX_MONTHS = "six_months"


class AnswerKind(StrEnum):
    """What an answer is."""

    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"


class Without(LabelledEnum):
    """Values that stand for no answer. They are three, none of them is empty, and none is a no."""

    PREFERS_NOT = "prefers_not"
    NOT_RECORDED = "not_recorded"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that may be chosen, with what it counts as."""

    value: str
    labels: Mapping[str, str]
    means: str = ""
    isced: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `asked_if`: it is asked when each of these questions has one of these answers.

    `file` names what of a youth's file it can be prefilled from.
    """

    code: str
    part: Part
    kind: AnswerKind
    labels: Mapping[str, str]
    choices: tuple[Choice, ...]
    without: tuple[Without, ...]
    settled_by: frozenset[Without]
    asked_if: Mapping[str, frozenset[str]]
    file: str = ""

    def choice(self, value: str) -> Choice | None:
        """The choice of a value; None for what stands for no answer, or is none of them."""
        return next((one for one in self.choices if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A version of the questionnaire, with its deadlines and the rule of who is long-term unemployed."""

    version: str
    labels: Mapping[str, str]
    questions: tuple[Question, ...]
    exit_within_days: int
    months_after: int
    six_months_within_days: int
    long_term_under_age: int
    long_term_months_under: int
    long_term_months: int

    def of_part(self, part: Part) -> tuple[Question, ...]:
        """The questions of a part, in their order."""
        return tuple(one for one in self.questions if one.part is part)

    def question(self, code: str) -> Question | None:
        """The question of a code."""
        return next((one for one in self.questions if one.code == code), None)


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every version, by its name."""
    folder = Path(__file__).parent
    found = [
        _read(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("questionnaire_*.json"))
    ]
    return {one.version: one for one in found}


def questionnaire(version: str) -> Questionnaire:
    """The version of that name.

    Raises:
        KeyError: there is none.
    """
    return questionnaires()[version]


def _read(data: Mapping[str, Any]) -> Questionnaire:
    long_term = data["long_term"]
    return Questionnaire(
        version=data["version"],
        labels=data["labels"],
        questions=tuple(_question(one) for one in data["questions"]),
        exit_within_days=data["exit_within_days"],
        months_after=data["months_after"],
        six_months_within_days=data["six_months_within_days"],
        long_term_under_age=long_term["under_age"],
        long_term_months_under=long_term["months_under"],
        long_term_months=long_term["months"],
    )


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        code=data["code"],
        part=Part(data["part"]),
        kind=AnswerKind(data["kind"]),
        labels=data["labels"],
        choices=tuple(
            Choice(
                value=one["value"],
                labels=one["labels"],
                means=one.get("means", ""),
                isced=one.get("isced"),
                months=one.get("months"),
            )
            for one in data.get("choices", [])
        ),
        without=tuple(Without(one) for one in data["without"]),
        settled_by=frozenset(Without(one) for one in data["settled_by"]),
        asked_if={code: frozenset(among) for code, among in data.get("asked_if", {}).items()},
        file=data.get("file", ""),
    )
