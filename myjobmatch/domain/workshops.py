"""Workshops: their words, the life of a session as data, its moments, and the views of it.

A youth's view counts people and never names one; an advisor's names the youths of their own structure.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.workflow import Workflow

LONGEST_TITLE = 120
LONGEST_DESCRIPTION = 2000
LONGEST_PLACE = 200
LONGEST_REASON = 300
MOST_PLACES = 200
MOST_MINUTES = 10 * 60
LONGEST_SESSION = timedelta(hours=12)
MOST_INVITED = 500

CODE_OPENS = timedelta(minutes=30)
CODE_CLOSES = timedelta(minutes=30)
"""How long before its start and after its end a session may be signed by the screen's code."""

CORRECTED_FOR = timedelta(days=30)
"""How long presence may be told or corrected by hand after a session's end."""

PARTNER_WAITS = timedelta(days=7)
"""How long the owner waits for a partner's list before a session may be closed without it."""

ASKED_FOR = timedelta(days=30)
"""How long a participant may say how it was."""

LEAST_ANSWERS = 5
"""With fewer answers nothing is told of them: one would know whose they are."""

REMINDERS = {"week": timedelta(days=7), "day": timedelta(days=1)}
"""How long before the start somebody with a place is reminded, the first one first."""


class WorkshopKind(LabelledEnum):
    """What a workshop is about."""

    JOB_SEARCH = "job_search"
    CV_LETTER = "cv_letter"
    INTERVIEW = "interview"
    DIGITAL = "digital"
    DISCOVERY = "discovery"
    TRAINING = "training"
    RIGHTS = "rights"
    HEALTH = "health"
    HOUSING = "housing"
    MOBILITY = "mobility"
    CULTURE = "culture"
    CITIZENSHIP = "citizenship"
    OTHER = "other"


class WorkshopMode(LabelledEnum):
    """How one takes part."""

    ON_SITE = "on_site"
    VIDEO = "video"


class WorkshopDoor(LabelledEnum):
    """Who may enrol: any youth of the structures that share it, or who was invited."""

    OPEN = "open"
    INVITED = "invited"


class WorkshopStatus(LabelledEnum):
    """The life of a session; transitions are in `SESSION`."""

    UPCOMING = "upcoming"
    TO_CLOSE = "to_close"
    SIGNED = "signed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class EnrolmentStatus(LabelledEnum):
    """Where somebody stands: invited, with a place, in the line, or out of it."""

    INVITED = "invited"
    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class WorkshopPresence(LabelledEnum):
    """What is known of a participant's presence."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class AttendanceHow(LabelledEnum):
    """How presence was told: by the screen's code, or by an advisor's hand."""

    CODE = "code"
    HAND = "hand"


class Liked(LabelledEnum):
    """The first of two taps: a face."""

    GREAT = "great"
    GOOD = "good"
    SO_SO = "so_so"
    BAD = "bad"


class LikedWhy(LabelledEnum):
    """The second tap: one reason."""

    USEFUL = "useful"
    CLEAR = "clear"
    PEOPLE = "people"
    TOO_LONG = "too_long"
    TOO_HARD = "too_hard"
    NOT_FOR_ME = "not_for_me"


GOOD_REASONS = (LikedWhy.USEFUL, LikedWhy.CLEAR, LikedWhy.PEOPLE)
BAD_REASONS = (LikedWhy.TOO_LONG, LikedWhy.TOO_HARD, LikedWhy.NOT_FOR_ME)

_S = WorkshopStatus

SESSION: Workflow[WorkshopStatus] = Workflow(
    "workshop",
    _S.UPCOMING,
    {
        _S.UPCOMING: frozenset({_S.TO_CLOSE, _S.CANCELLED}),
        _S.TO_CLOSE: frozenset({_S.SIGNED, _S.CLOSED, _S.UPCOMING}),
        _S.SIGNED: frozenset({_S.TO_CLOSE, _S.CLOSED}),
        _S.CLOSED: frozenset(),
        _S.CANCELLED: frozenset(),
    },
)
"""To close again: presence is taken back. Upcoming again: a session is put off after it was to be closed."""

HELD = frozenset({EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING})
"""Who has a place or waits for one."""


def standing(status: WorkshopStatus, ends_at: datetime, now: datetime) -> WorkshopStatus:
    """The status at a moment: what has ended is to be closed, whether or not the worker has seen it."""
    if status is WorkshopStatus.UPCOMING and ends_at <= now:
        return WorkshopStatus.TO_CLOSE
    return status


def takes_codes(
    status: WorkshopStatus, starts_at: datetime, ends_at: datetime, now: datetime
) -> bool:
    """Whether presence may be signed by the screen's code now."""
    going = status in (WorkshopStatus.UPCOMING, WorkshopStatus.TO_CLOSE)
    return going and starts_at - CODE_OPENS <= now <= ends_at + CODE_CLOSES


def is_reminded(name: str, starts_at: datetime, enrolled_at: datetime) -> bool:
    """Whether somebody is reminded `week` or `day` before: who came in later has just read the date."""
    return enrolled_at < starts_at - REMINDERS[name]


def reminded_by(starts_at: datetime, told_at: datetime) -> str:
    """The last reminder that whoever is told of a date now no longer needs; empty: all are still to come."""
    over = [name for name in REMINDERS if not is_reminded(name, starts_at, told_at)]
    return over[-1] if over else ""


@dataclass(frozen=True, slots=True)
class YouthSession:
    """A session as a youth sees it: counts, never names. `status` is theirs; `rank` their place in line.

    `link` is told to whoever has a place alone. `presence` is theirs, `asks`: how was it?
    """

    id: str
    title: str
    description: str
    kind: WorkshopKind
    minutes: int
    structure: str
    starts_at: datetime
    ends_at: datetime
    mode: WorkshopMode
    place: str
    link: str
    door: WorkshopDoor
    enrol_until: datetime
    free: int
    waiting: int
    status: str
    rank: int
    session: WorkshopStatus
    reason: str
    presence: str
    signed_at: datetime | None
    liked: str
    liked_why: str
    asks: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in an advisor's list. `own`: their structure's; `mine` counts their structure's youths."""

    id: str
    title: str
    kind: WorkshopKind
    status: WorkshopStatus
    starts_at: datetime
    ends_at: datetime
    mode: WorkshopMode
    place: str
    door: WorkshopDoor
    owner: str
    own: bool
    shared_with: int
    capacity: int
    enrolled: int
    waiting: int
    mine: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Participant:
    """A youth of the actor's own structure in a session. `rank` is the place in line, 0 for none.

    `seatable`: they wait, it is under way, and a place is free.
    """

    id: str
    youth_id: str
    name: str
    advisor: str
    status: EnrolmentStatus
    rank: int
    promoted: bool
    on_behalf: bool
    movable: bool
    seatable: bool
    presence: str
    how: str
    signed_at: datetime | None
    signed_by: str


@dataclass(frozen=True, slots=True)
class PartnerCount:
    """What is seen of another structure: its name, and counts."""

    name: str
    owner: bool
    invited: int
    enrolled: int
    waiting: int
    present: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How it was, in counts; empty while fewer than `LEAST_ANSWERS` have said so."""

    answers: int
    liked: tuple[tuple[str, int], ...] = ()
    why: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session as its advisors see it."""

    row: SessionRow
    workshop_id: str
    description: str
    minutes: int
    link: str
    enrol_until: datetime
    reason: str
    shared: tuple[str, ...]
    participants: tuple[Participant, ...]
    partners: tuple[PartnerCount, ...]
    present: int
    satisfaction: Satisfaction
    code_open: bool
    code_opens_at: datetime
    may_edit: bool
    may_close: bool
    closes_without: int
    version: str
