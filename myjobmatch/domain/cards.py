"""What services answer and screens show: frozen, typed, ready for JSON by `dataclasses.asdict`.

Dates are `date`, moments aware `datetime`; enums stay enums (their values are strings). Labels of
skills and occupations come with the card in the reader's language; all else is a catalogue key's
business.
"""

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.domain.conversation import FileView, SharedCard
from myjobmatch.domain.enums import (
    ApplicationStatus,
    AsideKind,
    CalibratedOn,
    ContractKind,
    ConversationKind,
    ExperienceBand,
    ExperienceDemand,
    Fit,
    Licence,
    MatchStatus,
    OfferOrigin,
    OfferStatus,
    RelaxKind,
    Schedule,
    TravelBand,
    TravelGap,
    TravelMode,
)
from myjobmatch.domain.outcomes import HireView, OutcomeView
from myjobmatch.domain.remote import Remote


@dataclass(frozen=True, slots=True)
class SkillMatch:
    """One skill asked for, and the person's nearest to it.

    `similarity` is in [0, 1]; 1 means the very same catalogue skill. `by` is the label of the
    person's own nearest skill when it is another one, else empty.
    """

    skill_id: int
    label: str
    essential: bool
    similarity: float
    by: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of a score, each in [0, 1] as it weighs; the score is their product. None: not enough data.

    `calibrated` says what the score means: the share of yes that cards of such a score get when they
    come first, held against what `calibrated_on` names. It rises strictly with the score.
    """

    score: float
    preference: float | None
    coverage: float | None
    feasibility: float | None
    answer: float | None
    calibrated: float | None = None
    calibrated_on: CalibratedOn = CalibratedOn.TOWN


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a card is there: covered, near and missing skills, and the figures behind."""

    matched: tuple[SkillMatch, ...] = ()
    near: tuple[SkillMatch, ...] = ()
    missing: tuple[SkillMatch, ...] = ()
    aptitudes: tuple[str, ...] = ()
    wanted_occupation: bool = False
    near_occupation: bool = False
    breakdown: Breakdown | None = None
    fit: Fit = Fit.REACHABLE


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer as a youth sees it. `id` is the offer's public id.

    `estimated` is false where a timetable stands behind the minutes: then `last_return` says when the
    last way home leaves ("21:40", empty if there is none or it is not known), `changes` how often one
    changes, and `gap` what the timetable lacks at the offer's usual hours. `logo`: the public id of the
    company's, empty for none.
    """

    id: str
    title: str
    company: str
    origin: OfferOrigin
    source: str
    url: str
    place: str
    minutes: int | None
    mode: TravelMode | None
    contract: ContractKind
    hours: float | None
    schedules: tuple[Schedule, ...]
    pay: str
    starts_on: date | None
    published_at: datetime | None
    answers_in_days: int | None
    experience: ExperienceDemand
    licences: tuple[Licence, ...]
    occupation: str
    description: str
    status: OfferStatus
    explanation: Explanation
    proposed_by_advisor: bool = False
    estimated: bool = True
    last_return: str = ""
    changes: int | None = None
    gap: TravelGap | None = None
    remote: Remote = Remote.NONE
    logo: str = ""


@dataclass(frozen=True, slots=True)
class AsideView:
    """One thing that a youth's decks leave out; `label` is its name where `value` is an id or a name.

    `offer_id` is the public id of the offer on which it was said.
    """

    id: str
    kind: AsideKind
    value: str
    label: str
    offer_id: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One constraint less, and how many offers more there would be: exact at the time of the deck.

    `value` is what the constraint would become (minutes, a contract more) or what would go (a schedule);
    for something put aside `aside` is it, with its `label`. A licence is told and not taken.
    """

    kind: RelaxKind
    value: str
    count: int
    aside: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class LikedOffer:
    """An offer that a youth likes, in short; `status` tells whether it is still open.

    `answer`: `declined`, with the employer's `reason`, or `silent`; empty while there is none.
    """

    id: str
    title: str
    company: str
    origin: OfferOrigin
    source: str
    url: str
    place: str
    contract: ContractKind
    hours: float | None
    pay: str
    status: OfferStatus
    liked_at: datetime
    answer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptForLater:
    """An offer that a youth keeps for later, as of a liked one; closed ones stay, with their status."""

    id: str
    title: str
    company: str
    origin: OfferOrigin
    source: str
    url: str
    place: str
    contract: ContractKind
    hours: float | None
    pay: str
    status: OfferStatus
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class AskedOfCandidate:
    """A closed question of an offer and its closed answer, empty as long as there is none."""

    template: str
    month: str
    answer: str


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """A youth as an employer sees them before a match: catalogue words and bands, nothing else.

    `alias` is opaque and differs for each offer. Nothing here was typed by the candidate.
    """

    alias: str
    matched: tuple[SkillMatch, ...]
    near: tuple[SkillMatch, ...]
    missing: tuple[SkillMatch, ...]
    other_skills: tuple[str, ...]
    aptitudes: tuple[str, ...]
    experience: ExperienceBand | None
    travel: TravelBand
    available_from_month: str
    looking_for: tuple[str, ...]
    contracts: tuple[ContractKind, ...]
    fit: Fit
    likes_you: bool = False
    wanted: bool = False
    """Whether the offer's occupation is one that they look for, or near to one."""
    asked: tuple[AskedOfCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What a decision led to."""

    offer_id: str
    kind: str
    status: str
    match_id: str | None = None
    application_id: str | None = None


@dataclass(frozen=True, slots=True)
class MatchView:
    """A match as one of its sides sees it.

    `person` is empty before the identity is shared and once it is no longer; `withdrawn`: the youth took their yes
    back. `company_id` is told to the youth alone. `outcome`: how far it has come, once both knew each other.
    """

    id: str
    offer_id: str
    offer_title: str
    company: str
    status: MatchStatus
    since: datetime
    person: str
    alias: str
    conversation_id: str | None
    consent_text_version: str = ""
    withdrawn: bool = False
    company_id: str = ""
    outcome: OutcomeView | None = None


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application to an outside offer."""

    id: str
    offer_id: str
    offer_title: str
    company: str
    source: str
    url: str
    status: ApplicationStatus
    opened_at: datetime
    ask_after: datetime
    asks_now: bool
    hire: HireView | None = None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message; `mine` is relative to the reader.

    `seen_at` stands on the last of the reader's messages that the other side has read. Of one that was
    `deleted` nothing is left but its place.
    """

    id: str
    sent_at: datetime
    author: str
    mine: bool
    body: str
    edited_at: datetime | None = None
    deleted: bool = False
    seen_at: datetime | None = None
    files: tuple[FileView, ...] = ()
    card: SharedCard | None = None


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with its last messages, oldest first.

    A group tells who takes part; whoever is only `invited` sees neither them nor what they write.
    """

    id: str
    kind: ConversationKind
    title: str
    subtitle: str
    unread: int
    last_at: datetime | None
    messages: tuple[MessageView, ...]
    closed: bool = False
    members: tuple[str, ...] = ()
    invited: bool = False
