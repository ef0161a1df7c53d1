"""What needs an advisor now: the kinds of rows and their order, what is put off or done, who drifts away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.errors import Invalid

SHOWN_EACH = 5
"""So many rows of a kind are shown; the rest is behind its count."""
READ_EACH = 100
"""So many rows of a kind are read at most; its count tells all."""
FURTHEST_DAYS = 90
"""A row is put off for so long at most."""


class TodayKind(StrEnum):
    """What a row is about, in the order that a day is worked through."""

    APPOINTMENT = "appointment"
    MESSAGE = "message"
    MESSAGE_FAILED = "message_failed"
    CONSENT = "consent"
    REQUEST = "request"
    NO_SHOW = "no_show"
    ACTION = "action"
    IMMERSION = "immersion"
    FSE = "fse"
    ANSWER_DUE = "answer_due"
    NEXT_STEP = "next_step"
    SILENT = "silent"
    DECLINING = "declining"
    ZERO_HOURS = "zero_hours"
    WORKSHOP = "workshop"
    REPORT = "report"
    EMPLOYER = "employer"
    IMPORT = "import"
    NOT_ENTERED = "not_entered"
    ABSENCE = "absence"
    FEED = "feed"


PLACE = {kind: place for place, kind in enumerate(TodayKind)}


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One thing that needs the actor.

    `key` is the same for the same thing for ever (`silent:<public id>`); `at` is the moment of its cause: what is
    done comes back when its cause is newer. `subject` is who or what it is about, `youth_id` their public id where
    it is a youth. `detail` ends the catalogue key `today.detail.…`, told with `count`, `when` (ISO) and `what`.
    `act` ends `today.act.…`: the button that settles it, a link to `href` where there is one, else the source's
    `settle`.
    """

    key: str
    kind: TodayKind
    at: datetime
    subject: str
    detail: str
    act: str
    href: str = ""
    youth_id: str = ""
    count: int = 0
    when: str = ""
    what: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class TodayFound:
    """What a source answers: its rows, most pressing first, at most `READ_EACH`; and how many there are."""

    rows: Sequence[TodayRow]
    total: int


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """The rows of a kind that wait, how many they are, and the address of the list behind."""

    kind: TodayKind
    rows: tuple[TodayRow, ...]
    total: int
    behind: str


class MarkKind(StrEnum):
    """What was done with a row."""

    DONE = "done"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that was done, of a cause as old as `cause_at`; or put off until a moment."""

    kind: MarkKind
    cause_at: datetime
    until: datetime | None = None


def hides(mark: Mark, row: TodayRow, now: datetime) -> bool:
    """Whether a row is out of sight: put off and not yet due, or done with no newer cause."""
    if mark.kind is MarkKind.LATER:
        return mark.until is not None and now < mark.until
    return row.at <= mark.cause_at


def waiting(
    found: TodayFound, marks: Mapping[str, Mark], now: datetime
) -> tuple[tuple[TodayRow, ...], int]:
    """The rows in sight, and how many wait in all."""
    seen = tuple(r for r in found.rows if r.key not in marks or not hides(marks[r.key], r, now))
    return seen, max(len(seen), found.total - (len(found.rows) - len(seen)))


class PutOff(StrEnum):
    """Until when a row may be put off, besides a day of one's choice."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    DAY = "day"


def until(choice: PutOff, day: date | None, now: datetime) -> datetime:
    """The moment that a row comes back: the morning of the next day, of next Monday, or of a chosen day.

    Raises:
        Invalid: no day, one that is past, or one too far away (`today_day`, with `most`).
    """
    today = paris_day(now)
    if choice is PutOff.TOMORROW:
        day = today + timedelta(days=1)
    elif choice is PutOff.NEXT_WEEK:
        day = today + timedelta(days=7 - today.weekday())
    if day is None or not today < day <= today + timedelta(days=FURTHEST_DAYS):
        raise Invalid("today_day", most=FURTHEST_DAYS)
    return datetime.combine(day, time(0), PARIS)


def grouped(groups: Iterable[TodayGroup]) -> tuple[TodayGroup, ...]:
    """The kinds that have something waiting, in the order of the day."""
    return tuple(sorted((g for g in groups if g.total), key=lambda group: PLACE[group.kind]))


LATELY_WEEKS = 2
BEFORE_WEEKS = 4
FEWEST_BEFORE = 6
DECLINED_TO = 1 / 3


@dataclass(frozen=True, slots=True)
class Decline:
    """How active somebody was: acts of the last two weeks, and of two usual weeks before."""

    lately: int
    usually: float


def declining(lately: int, before: int) -> Decline | None:
    """Whether somebody does much less than before: they drift away before they fall silent.

    `lately` are their acts of the last two weeks, `before` those of the four weeks before. Their usual two weeks are
    half of `before`. They decline when they were really active (six acts in those four weeks at least) and now do a
    third of it at most.
    """
    usually = before * LATELY_WEEKS / BEFORE_WEEKS
    if before < FEWEST_BEFORE or lately > usually * DECLINED_TO:
        return None
    return Decline(lately, usually)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The first page: the day, what waits in order, and how many rows are put off until later."""

    day: date
    groups: tuple[TodayGroup, ...]
    later: int = 0
    silent_days: int = 14
    kinds: tuple[TodayKind, ...] = field(default_factory=tuple)
