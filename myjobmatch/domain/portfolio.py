"""What an advisor sees of the youths they accompany."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.cards import ApplicationView, MatchView
from myjobmatch.domain.enums import FollowUp, LabelledEnum, ProposalStatus, Scheme
from myjobmatch.domain.my_search import DocumentView
from myjobmatch.domain.profile_view import ProfileView

SILENT_DAYS = 14
"""Without a sign for so many days, someone is drifting away, unless their structure says otherwise."""
NEW_DAYS = 3
"""Somebody who joined so recently is not yet missed."""


class Attention(LabelledEnum):
    """Why a youth needs their advisor, in the order of what comes first."""

    CONSENT_WAITING = "consent_waiting"
    NEVER_CAME = "never_came"
    SILENT = "silent"
    ANSWER_DUE = "answer_due"
    EMPTY_PROFILE = "empty_profile"
    NO_LIKES = "no_likes"


class PortfolioSort(StrEnum):
    """What the table is sorted by."""

    ATTENTION = "attention"
    NAME = "name"
    LAST_ACTIVE = "last_active"
    LIKES = "likes"
    MATCHES = "matches"
    COMMUNE = "commune"
    SCHEME = "scheme"
    ADVISOR = "advisor"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One youth in the table; counts of likes are of the last 30 days, of matches open ones."""

    id: str
    name: str
    commune: str
    advisor: str
    scheme: Scheme
    follow_up: FollowUp
    last_active_at: datetime | None
    likes: int
    matches: int
    applications: int
    unread: int
    attention: tuple[Attention, ...]
    birth_date: date | None = None
    dossier: str = ""
    has_account: bool = False


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """A page of the table. `counts` tells how many need attention for each reason, before paging."""

    rows: tuple[PortfolioRow, ...]
    total: int
    page: int
    pages: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened; `about` is an offer's title where there is one.

    `times` counts what came in a row, `at` is then the last of it. `taken_back`: it was noted by mistake.
    """

    at: datetime
    kind: ActivityKind
    about: str
    times: int = 1
    taken_back: bool = False


def in_runs(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """One line for what happened several times in a row, about nothing in particular: ten visits."""
    runs: list[TimelineEntry] = []
    for entry in entries:
        last = runs[-1] if runs else None
        same = last is not None and (last.kind, last.about, last.taken_back) == (
            entry.kind,
            "",
            entry.taken_back,
        )
        if last is not None and same and not entry.about:
            runs[-1] = replace(last, times=last.times + entry.times)
        else:
            runs.append(entry)
    return runs


@dataclass(frozen=True, slots=True)
class ProposalView:
    """An offer proposed to a youth, and what they did with it."""

    offer_id: str
    offer_title: str
    company: str
    note: str
    status: ProposalStatus
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """An obstacle, for the youth's own advisor alone."""

    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class YouthPage:
    """All that an advisor needs of one youth. `own` tells whether the reader is their advisor."""

    row: PortfolioRow
    first_name: str
    last_name: str
    birth_date: date | None
    phone: str
    email: str
    postcode: str
    own: bool
    profile: ProfileView
    matches: tuple[MatchView, ...]
    applications: tuple[ApplicationView, ...]
    proposals: tuple[ProposalView, ...]
    obstacles: tuple[ObstacleView, ...]
    timeline: tuple[TimelineEntry, ...]
    conversation_id: str
    documents: tuple[DocumentView, ...] = ()
