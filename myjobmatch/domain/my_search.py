"""A youth's own search: applications made elsewhere, notes, reminders, saved searches, CV, documents.

All of it was typed or sent by the youth, for themselves: no employer reads it, and no deck is made of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.domain.enums import ApplicationStatus, ContractKind
from myjobmatch.domain.papers import CvLayout, DocumentKind

LONGEST_TITLE = 160
LONGEST_COMPANY = 120
LONGEST_PLACE = 120
LONGEST_URL = 1000
LONGEST_NOTE = 4000
LONGEST_REMINDER = 200
MOST_TRACKED = 300
MOST_REMINDERS = 100
MOST_STEPS = 60
"""Steps of one application that are kept; a phone that taps to and fro fills no disk."""

MOST_SEARCHES = 20
LONGEST_SEARCH_NAME = 60
LONGEST_SEARCH_WORDS = 120

LONGEST_HEADLINE = 120
LONGEST_CV_LINE = 160
MOST_CV_LINES = 8
"""Lines of each list typed for the CV: diplomas, languages, more experiences."""

MOST_DOCUMENTS = 20
MOST_DOCUMENT_BYTES = 5 * 1024 * 1024
MOST_BYTES_A_YOUTH = 40 * 1024 * 1024
LONGEST_DOCUMENT_NAME = 80

TRACKED_STATES = (
    ApplicationStatus.NOT_SENT,
    ApplicationStatus.SENT,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.IMMERSION,
    ApplicationStatus.NO_ANSWER,
    ApplicationStatus.REFUSED,
    ApplicationStatus.HIRED,
)
"""What an application made elsewhere may be; its owner may go from any to any: they know best."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of an application or a match: a status's value, and when."""

    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TrackedView:
    """An application made elsewhere, added by hand."""

    id: str
    title: str
    company: str
    place: str
    url: str
    status: ApplicationStatus
    day: date | None
    added_at: datetime
    changed_at: datetime
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on a file: `key` is `o-` and an offer's id, or `t-` and a tracked application's."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder: `key` names its file, or is empty for one of no file."""

    id: str
    key: str
    text: str
    due_at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What happened with an offer, oldest first."""

    key: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class SavedSearchView:
    """A search kept by name; `fresh` counts what came since it was looked at."""

    id: str
    name: str
    words: str
    minutes: int | None
    contracts: tuple[ContractKind, ...]
    alert: bool
    fresh: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document kept private."""

    id: str
    name: str
    kind: DocumentKind
    size: int
    added_at: datetime
    shared: bool


@dataclass(frozen=True, slots=True)
class CvFacts:
    """What is typed for the CV alone, and what of the profile is left out of it."""

    headline: str = ""
    phone: str = ""
    email: str = ""
    show_contact: bool = True
    layout: CvLayout = CvLayout.CLEAR
    diplomas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    hidden_experiences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchContents:
    """What a phone keeps of it."""

    tracked: tuple[TrackedView, ...]
    notes: tuple[NoteView, ...]
    reminders: tuple[ReminderView, ...]
    histories: tuple[HistoryView, ...]
    searches: tuple[SavedSearchView, ...]
    documents: tuple[DocumentView, ...]
    cv: CvFacts


def lines_of(text: str, most: int = MOST_CV_LINES) -> tuple[str, ...]:
    """The lines of a text that say something, without the dashes and dots put before them."""
    lines = (line.strip().lstrip("-•*–·").strip() for line in text.split("\n"))
    return tuple(line for line in lines if line)[: most + 1]


def last_steps(steps: Sequence[StepView]) -> tuple[StepView, ...]:
    """The steps as they are told: oldest first, the latest ones when there are many."""
    return tuple(sorted(steps, key=lambda step: step.at)[-MOST_STEPS:])
