"""Immersions (PMSMP): the agreement, its signatures and its review, as words and views.

Code du travail, D5135-1 and following. The rules are in `domain/immersion_rules.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.domain.enums import ContractKind, LabelledEnum


class ImmersionStatus(LabelledEnum):
    """Where an agreement stands: being written, waiting for signatures, signed, reviewed, or called off."""

    DRAFT = "draft"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"


SIGNED_ONCE = frozenset({ImmersionStatus.SIGNED, ImmersionStatus.REVIEWED})
"""All have signed, and it was not called off."""


class ImmersionPurpose(LabelledEnum):
    """What an immersion may be for."""

    DISCOVER = "discover"
    CONFIRM = "confirm"
    RECRUIT = "recruit"


class Signer(LabelledEnum):
    """Whose signature an agreement needs; a representative's for a minor alone."""

    YOUTH = "youth"
    REPRESENTATIVE = "representative"
    HOST = "host"
    PRESCRIBER = "prescriber"


class ImmersionDone(LabelledEnum):
    """How much of it took place."""

    COMPLETED = "completed"
    PARTLY = "partly"
    NO_SHOW = "no_show"


class ObjectivesMet(LabelledEnum):
    """Whether its objectives were met; only what was not fully met may be renewed."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


STANDING = frozenset({ImmersionStatus.TO_SIGN, ImmersionStatus.SIGNED, ImmersionStatus.REVIEWED})
"""Agreements that count with their host."""

PURPOSES = tuple(ImmersionPurpose)


@dataclass(frozen=True, slots=True)
class ImmersionContent:
    """What an agreement says; a draft may lack any of it but the title.

    `minor_work`: of a minor, that the tasks hold no night work and no work barred to minors was looked at.
    """

    title: str
    host_name: str = ""
    host_siret: str = ""
    host_address: str = ""
    host_signer: str = ""
    tutor: str = ""
    tutor_function: str = ""
    purpose: ImmersionPurpose | None = None
    objectives: str = ""
    tasks: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: float | None = None
    schedule: str = ""
    representative: str = ""
    minor_work: bool = False


@dataclass(frozen=True, slots=True)
class ImmersionReviewView:
    """How it ended."""

    done: ImmersionDone
    objectives_met: ObjectivesMet
    hired: bool
    contract: ContractKind | None
    contract_starts_on: date | None
    contract_ends_on: date | None
    youth_words: str
    host_words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ImmersionView:
    """An agreement as those who accompany the youth see it.

    `signed` are the days of the signatures that are there, `to_sign` those that lack. `offer` is the title of the
    offer it came from, `match_id` or `application_id` say by which way. `proposed`: an employer proposed it.
    `may_review` from its first day on, since one that nobody came to need not wait for its end; `may_renew` once it
    was reviewed without its objectives fully met.
    """

    id: str
    status: ImmersionStatus
    content: ImmersionContent
    minor: bool
    signed: tuple[tuple[Signer, date], ...]
    to_sign: tuple[Signer, ...]
    prescriber: str
    offer: str
    match_id: str
    application_id: str
    proposed: bool
    renews: str
    may_edit: bool
    may_review: bool
    may_renew: bool
    review: ImmersionReviewView | None


@dataclass(frozen=True, slots=True)
class ImmersionSource:
    """A match in touch, or an application, that an agreement may come from; `content` holds what is known of it."""

    match_id: str
    application_id: str
    company: str
    content: ImmersionContent


@dataclass(frozen=True, slots=True)
class OwnImmersion:
    """An agreement as its youth sees it, from the moment that it is to be signed.

    `to_sign` are those whose signature lacks. Of its review they read how it went and what was said.
    """

    id: str
    title: str
    host: str
    address: str
    tutor: str
    starts_on: date
    ends_on: date
    weekly_hours: float
    schedule: str
    status: ImmersionStatus
    to_sign: tuple[Signer, ...]
    done: ImmersionDone | None = None
    objectives_met: ObjectivesMet | None = None
    youth_words: str = ""
    host_words: str = ""


@dataclass(frozen=True, slots=True)
class CompanyImmersion:
    """An agreement as the employer of the match (public id) sees it: where it stands, and its days.

    The days may lack as long as the advisor writes. `proposed`: it came from the employer's side.
    """

    id: str
    match_id: str
    status: ImmersionStatus
    starts_on: date | None
    ends_on: date | None
    proposed: bool
    to_sign: tuple[Signer, ...]
