"""What an advisor writes of a youth: notes with their readers, next steps, obstacles."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_NOTE = 4000
LONGEST_STEP = 200
LONGEST_OBSTACLE = 500
MOST_STEPS = 50


class NoteSight(StrEnum):
    """Who reads a note."""

    ME = "me"
    STRUCTURE = "structure"


class ObstacleKind(StrEnum):
    """What may stand in a youth's way."""

    HOUSING = "housing"
    MOBILITY = "mobility"
    HEALTH = "health"
    CHILDCARE = "childcare"
    MONEY = "money"
    LANGUAGE = "language"
    DIGITAL = "digital"
    JUSTICE = "justice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note; `mine` tells whether the reader wrote it, and so may change it. `edited_at` leaves a trace."""

    id: str
    text: str
    sight: NoteSight
    author: str
    mine: bool
    written_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A next step; `late` when its day is past."""

    id: str
    text: str
    day: date | None
    author: str
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class ObstacleEntry:
    """An obstacle as its editor shows it; `resolved_at` once it is none any more."""

    id: int
    kind: str
    note: str
    since: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class YouthNotes:
    """What is written of a youth, as far as the reader may know it; `own`: the reader accompanies them."""

    own: bool
    notes: tuple[NoteView, ...]
    steps: tuple[StepView, ...]
    obstacles: tuple[ObstacleEntry, ...]
