"""How operations and their participants are seen by those who keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.fse.questionnaire import Part

PAGE = 25
"""Participants a page."""


class ToldBy(LabelledEnum):
    """Who gave some answers."""

    ADVISOR = "advisor"
    YOUTH = "youth"
    LINK = "link"


class Narrow(StrEnum):
    """Which participants are listed."""

    ALL = "all"
    LACKING = "lacking"
    DUE = "due"
    PRESENT = "present"
    LEFT = "left"


class DueKind(StrEnum):
    """What is to be told of a participant."""

    OVER = "over"
    """The operation is over and nobody said that they left."""
    ENTRY = "entry"
    EXIT = "exit"
    SIX_MONTHS = "six_months"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the rows of an operation are, of whom the reader looks after.

    `due`: exit data and situations at six months that can be told now; `late` those of them whose time is over.
    """

    participants: int = 0
    present: int = 0
    complete: int = 0
    lacking: int = 0
    due: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation. `leads`: the reader's structure writes it; `may_edit`: so does the reader."""

    id: str
    version: int
    content: OperationContent
    rate: int
    leads: bool
    may_edit: bool
    structures: tuple[str, ...]
    progress: Progress
    structure_ids: tuple[str, ...] = ()
    funder_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An account or a structure to choose from."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A line of the list. No answer is in it. `lacks`: how many answers lack of what is due."""

    id: str
    youth_id: str
    name: str
    entered_on: date
    left_on: date | None
    lacks: int
    due: DueKind | None
    due_on: date | None
    late: bool
    brief: bool


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participation with its answers by part, as a form begins with them.

    `suggested`: what the youth's file says of questions that nobody answered yet; it is kept once somebody confirms it.
    `from_file` names where a suggestion comes from.
    """

    id: str
    version: int
    operation_id: str
    operation: str
    questionnaire: str
    youth_id: str
    name: str
    entered_on: date
    left_on: date | None
    exit_due_on: date | None
    six_on: date | None
    answers: Mapping[str, str]
    suggested: Mapping[str, str]
    lacking: Mapping[Part, tuple[str, ...]]
    told: Mapping[Part, tuple[ToldBy, datetime]]
    asked_at: datetime | None = None
    six_open: bool = False
    brief: bool = False
    corrections: int = 0
    suggested_left_on: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUpAsked:
    """What a youth is asked six months after: nothing in it says who they are."""

    questionnaire: str
    questions: tuple[str, ...]
    left_on: date
