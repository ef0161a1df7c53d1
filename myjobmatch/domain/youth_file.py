"""A youth's file as those who accompany them read it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.enums import FollowUp, Scheme
from myjobmatch.domain.erasure import Erasure


@dataclass(frozen=True, slots=True)
class YouthHead:
    """Who it is about: what stands above every section. `own` tells whether the reader is their advisor.

    `erasure`: the file is to go.
    """

    id: str
    name: str
    birth_date: date | None
    phone: str
    email: str
    commune: str
    postcode: str
    scheme: Scheme
    follow_up: FollowUp
    dossier: str
    advisor: str
    has_account: bool
    last_active_at: datetime | None
    own: bool
    erasure: Erasure | None


TIMELINE_PAGE = 100


class Theme(StrEnum):
    """What a part of a youth's history is about."""

    SEARCH = "search"
    EMPLOYERS = "employers"
    MESSAGES = "messages"
    MEETINGS = "meetings"
    WEEK = "week"
    FOLLOW_UP = "follow_up"
    PRESENCE = "presence"


_K = ActivityKind
_KINDS: dict[Theme, tuple[ActivityKind, ...]] = {
    Theme.PRESENCE: (_K.SIGNED_IN, _K.PROFILE_CHANGED),
    Theme.SEARCH: (
        _K.OFFER_LIKED,
        _K.OFFER_PASSED,
        _K.DECISION_UNDONE,
        _K.APPLICATION_OPENED,
        _K.APPLICATION_ANSWERED,
        _K.OFFER_PROPOSED,
    ),
    Theme.EMPLOYERS: (
        _K.CANDIDATE_LIKED,
        _K.CANDIDATE_PASSED,
        _K.MATCHED,
        _K.IDENTITY_SHARED,
        _K.IDENTITY_DECLINED,
        _K.MATCH_CLOSED,
        _K.ANSWER_MISSED,
        _K.INTERVIEWED,
        _K.HIRED,
    ),
    Theme.MESSAGES: (_K.MESSAGE_SENT, _K.MESSAGE_EDITED),
    Theme.MEETINGS: (
        _K.APPOINTMENT_SET,
        _K.APPOINTMENT_BOOKED,
        _K.APPOINTMENT_MOVED,
        _K.APPOINTMENT_CANCELLED,
        _K.APPOINTMENT_SEEN,
        _K.APPOINTMENT_EXCUSED,
        _K.APPOINTMENT_MISSED,
        _K.WORKSHOP_ENROLLED,
        _K.WORKSHOP_WITHDRAWN,
        _K.WORKSHOP_PROMOTED,
        _K.WORKSHOP_ATTENDED,
        _K.WORKSHOP_MISSED,
    ),
    Theme.WEEK: (_K.ACTION_AGREED, _K.ACTION_DECLARED, _K.ACTION_VALIDATED, _K.ACTION_RETURNED),
    Theme.FOLLOW_UP: (
        _K.NOTE_WRITTEN,
        _K.YOUTH_IMPORTED,
        _K.ADVISOR_CHANGED,
        _K.SITUATION_TOLD,
    ),
}


def kinds_of(theme: Theme) -> tuple[ActivityKind, ...]:
    """What the log calls the things of a theme."""
    return _KINDS[theme]
