"""Who sees what of a youth: companies that they share their first name with, those they block, what they report."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_REPORT = 500


class CompanyReportReason(StrEnum):
    """What is wrong with an employer, or with what one of its people wrote."""

    MONEY = "money"
    PAPERS = "papers"
    RUDE = "rude"
    UNSAFE = "unsafe"
    NOT_THE_JOB = "not_the_job"
    DISCRIMINATES = "discriminates"
    OTHER = "other"


class CompanyReportStatus(StrEnum):
    """What the structure made of a report."""

    OPEN = "open"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class SharedWith:
    """A company that a youth said yes to: since when, for which offers, and until when if it is over.

    `withdrawn`: it is the youth who took their yes back.
    """

    company_id: str
    company: str
    since: datetime
    until: datetime | None
    withdrawn: bool
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockedCompany:
    """A company that is never shown to a youth, and that the youth is never shown to."""

    company_id: str
    company: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of a company that does not know who it asks; `answers` are all that may be answered.

    `answer` is empty as long as there is none.
    """

    id: str
    company_id: str
    company: str
    offer_id: str
    offer_title: str
    template: str
    month: str
    answers: tuple[str, ...]
    answer: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class SharingContents:
    """What a youth's phone keeps of all this."""

    companies: tuple[SharedWith, ...]
    blocked: tuple[BlockedCompany, ...]
    questions: tuple[OpenQuestion, ...]
