"""Moments as pages choose them: the time on the wall in Paris."""

from __future__ import annotations

from datetime import date, datetime

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.errors import Invalid


def moment_of(text: str, refusal: str = "scheduled_moment") -> datetime:
    """What a field for day and time holds.

    Raises:
        Invalid: it is no moment (`refusal`).
    """
    try:
        return datetime.fromisoformat(text).replace(tzinfo=PARIS)
    except ValueError:
        raise Invalid(refusal) from None


def day_of(text: str, refusal: str) -> date:
    """What a field for a day holds.

    Raises:
        Invalid: it is no day (`refusal`).
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(refusal) from None
