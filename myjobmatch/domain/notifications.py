"""What people may be told of outside the pages, by which channel, and when: the rules, without a database.

Kinds and channels are chosen one by one; quiet hours are nights where the users live; nothing here
names another person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import LabelledEnum, Role


class NotificationKind(LabelledEnum):
    """What a notification is about. A page offers a switch once something tells of the kind."""

    MATCH = "match"
    MESSAGE = "message"
    ANSWER = "answer"
    PROPOSAL = "proposal"
    NEW_OFFERS = "new_offers"
    SAVED_SEARCH = "saved_search"
    REMINDER = "reminder"
    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    ACTION = "action"
    CANDIDATE = "candidate"
    OFFER = "offer"
    APPROVAL = "approval"
    OUTCOME = "outcome"
    FOLLOW_UP = "follow_up"


class Channel(LabelledEnum):
    """How it comes: on the device itself, by e-mail, by text message."""

    PUSH = "push"
    EMAIL = "email"
    SMS = "sms"


class NotificationStatus(LabelledEnum):
    """The life of a notification: it waits until it was sent, was given up, or means nothing any more."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    GIVEN_UP = "given_up"


class BrowserFamily(LabelledEnum):
    """What a device's subscription is called on the page: no version, no model."""

    CHROME = "chrome"
    EDGE = "edge"
    FIREFOX = "firefox"
    SAFARI = "safari"
    OTHER = "other"


_K, _C = NotificationKind, Channel
_EMPLOYERS = (_K.CANDIDATE, _K.MATCH, _K.MESSAGE, _K.OUTCOME, _K.OFFER)

KINDS_OF_ROLE: Mapping[Role, tuple[NotificationKind, ...]] = {
    Role.YOUTH: (
        _K.MATCH,
        _K.MESSAGE,
        _K.APPOINTMENT,
        _K.WORKSHOP,
        _K.ACTION,
        _K.ANSWER,
        _K.OUTCOME,
        _K.PROPOSAL,
        _K.NEW_OFFERS,
        _K.SAVED_SEARCH,
        _K.REMINDER,
        _K.FOLLOW_UP,
    ),
    Role.RECRUITER: _EMPLOYERS,
    Role.EMPLOYMENT_OFFICER: (*_EMPLOYERS, _K.APPROVAL),
    Role.ADVISOR: (_K.MESSAGE, _K.APPOINTMENT, _K.OUTCOME),
    Role.MANAGER: (_K.APPROVAL,),
}
"""Who may be told of what, in the order of the page. Others are told of nothing."""

PAGE_OF_ROLE: Mapping[Role, str] = {
    Role.YOUTH: "/mon-espace/alertes",
    Role.RECRUITER: "/employeur/alertes",
    Role.EMPLOYMENT_OFFICER: "/employeur/alertes",
    Role.ADVISOR: "/conseil/alertes",
    Role.MANAGER: "/conseil/alertes",
}
"""Where each role chooses."""

URGENT = frozenset({_K.APPOINTMENT})
"""What does not wait for the end of the quiet hours: who is about to leave the house must know.

All else can wait for the morning, a match too.
"""

_OFF_AT_FIRST = {
    _C.PUSH: frozenset[NotificationKind](),
    _C.EMAIL: frozenset({_K.NEW_OFFERS}),
    _C.SMS: frozenset(_K) - {_K.MATCH, _K.APPOINTMENT, _K.FOLLOW_UP},
}

WAIT_BEFORE = {
    (_K.MESSAGE, _C.EMAIL): timedelta(minutes=15),
    (_K.MESSAGE, _C.SMS): timedelta(hours=1),
}
"""What is usually read in the meantime, and then need not be sent."""

REST = {_C.PUSH: timedelta(), _C.EMAIL: timedelta(hours=6), _C.SMS: timedelta(hours=24)}
"""How long a matter (a conversation, say) rests on a channel once it was told there."""

MEANS_NOTHING_AFTER = {_K.NEW_OFFERS: timedelta(days=1), _K.SAVED_SEARCH: timedelta(days=1)}
LASTS = timedelta(days=3)
"""After this long, what could not be sent is not sent any more."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 14
"""One to the next wait is three times as long, six hours at most: two days in all."""


def chosen_at_first(kind: NotificationKind, channel: Channel) -> bool:
    """Whether a kind comes by a channel as long as nothing else was chosen.

    Giving the permission, or an address and its code, was the choice of the channel itself.
    """
    return kind not in _OFF_AT_FIRST[channel]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when nothing rings, in minutes of the day in Paris; equal ends are no hours at all."""

    start: int = 21 * 60
    end: int = 8 * 60
    on: bool = True

    def end_of(self, moment: datetime) -> datetime | None:
        """When the quiet hours that hold `moment` end (UTC); None when none do.

        The start belongs to them, the end does not. They may go over midnight. On the nights when the
        clocks change, they end by the clock on the wall.
        """
        if not self.on or self.start == self.end:
            return None
        local = moment.astimezone(PARIS)
        minute = local.hour * 60 + local.minute
        if self.start < self.end:
            inside, tomorrow = self.start <= minute < self.end, False
        else:
            inside, tomorrow = minute >= self.start or minute < self.end, minute >= self.start
        if not inside:
            return None
        day = local.date() + timedelta(days=1 if tomorrow else 0)
        return _on_the_wall(datetime.combine(day, time(self.end // 60, self.end % 60)), moment)


def _on_the_wall(naive: datetime, after: datetime) -> datetime:
    """The moment after another when clocks in Paris show this; what they skip is when they skip it."""
    first = naive.replace(tzinfo=PARIS, fold=0).astimezone(UTC)
    if first > after:
        return first
    # the hour that comes twice: its second coming
    return max(naive.replace(tzinfo=PARIS, fold=1).astimezone(UTC), after.astimezone(UTC))


def due_at(
    kind: NotificationKind, channel: Channel, moment: datetime, quiet: QuietHours
) -> datetime:
    """When something that happens at `moment` is told by a channel."""
    ready = moment + WAIT_BEFORE.get((kind, channel), timedelta())
    return out_of_quiet(kind, ready, quiet)


def out_of_quiet(kind: NotificationKind, moment: datetime, quiet: QuietHours) -> datetime:
    """The first moment from this one on when a kind may ring."""
    if kind in URGENT:
        return moment
    return quiet.end_of(moment) or moment


def next_try(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts (1 or more)."""
    return min(LONGEST_WAIT, FIRST_WAIT * int(3 ** min(attempts - 1, 8)))


def lasts(kind: NotificationKind) -> timedelta:
    """How long a notification of a kind is worth sending."""
    return MEANS_NOTHING_AFTER.get(kind, LASTS)


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell some accounts of, before it is known by which channels.

    `cause` names what happened ("message:17"): it is told once to an account by a channel, however
    often it is asked for. `matter` names what it is about ("conversation:4"): a later notification of
    the matter takes the place of one that still waits. `text` is the end of the catalogue keys
    `notice.<text>.title` and `.body`, `params` are their values: never a person's name or words.
    `path` is the page that it opens. `about` is what `still_means` looks at before it is sent.
    """

    kind: NotificationKind
    accounts: tuple[int, ...]
    cause: str
    matter: str
    text: str
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    about: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent, in the reader's language."""

    kind: NotificationKind
    title: str
    body: str
    path: str
    matter: str


def family_of(user_agent: str) -> BrowserFamily:
    """The family of a browser by what it says of itself."""
    for mark, family in (
        ("Edg", BrowserFamily.EDGE),
        ("Firefox/", BrowserFamily.FIREFOX),
        ("FxiOS/", BrowserFamily.FIREFOX),
        ("Chrome/", BrowserFamily.CHROME),
        ("CriOS/", BrowserFamily.CHROME),
        ("Safari/", BrowserFamily.SAFARI),
    ):
        if mark in user_agent:
            return family
    return BrowserFamily.OTHER
