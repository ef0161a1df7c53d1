"""Erasure of a person: on their wish, on paper, or after two years without a sign; what is kept, and until when.

Regulation (EU) 2016/679, articles 17 and 5 (1) e. What must be held apart of participants: `services.legal_holds`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.domain.clock import paris_day, start_of_day
from myjobmatch.domain.enums import LabelledEnum

GRACE = timedelta(days=7)
"""How long somebody who asked may change their mind; nobody else sees them meanwhile."""

IDLE = timedelta(days=730)
"""After so long without a sign of anybody a file is erased..."""

WARNING = timedelta(days=30)
"""...and so long before they are told."""

CLOSING = timedelta(minutes=10)
"""From the moment that what stands is called off until nothing is left: so that those whom it concerns were told."""


class ErasureReason(LabelledEnum):
    """Why somebody is erased."""

    OWN_WISH = "own_wish"
    ON_PAPER = "on_paper"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Erased:
    """Whom no backup may bring back: a digest of the id that nobody has any more, and the day."""

    key: str
    day: date

    @property
    def line(self) -> str:
        """As it stands in the file of the erased."""
        return f"{self.day.isoformat()} {self.key}"


def erased_key(public_id: str) -> str:
    """The SHA-256 of a youth's public id, in hexadecimal digits: 128 random bits that tell nothing of anybody."""
    return hashlib.sha256(public_id.encode()).hexdigest()


def read_line(line: str) -> Erased | None:
    """A line of the file of the erased; None for one that is none, such as one cut short by a full disk."""
    day, _, key = line.strip().partition(" ")
    if len(key) != hashlib.sha256().digest_size * 2 or key.strip("0123456789abcdef"):
        return None
    try:
        return Erased(key, date.fromisoformat(day))
    except ValueError:
        return None


def month_of(moment: datetime) -> datetime:
    """The first moment of its month in Paris: to which what is left of the erased is cut."""
    return start_of_day(paris_day(moment).replace(day=1))
