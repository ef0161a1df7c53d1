"""Links in mails that let somebody in, or let them answer, without a password: what each is for and how long it lasts.

A link does one thing, once, for a time. What it does is written in the database, never in the link: that is
a random token, of which only a hash is kept.
"""

from datetime import timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a link may be used for, and nothing else."""

    ENTER = "enter"
    JOIN = "join"
    ANSWER = "answer"
    SIX_MONTHS = "six_months"


LIFETIME = {
    LinkPurpose.ENTER: timedelta(hours=24),
    LinkPurpose.JOIN: timedelta(days=14),
    LinkPurpose.ANSWER: timedelta(days=30),
    LinkPurpose.SIX_MONTHS: timedelta(days=28),
}
"""How long each lasts."""
