"""What becomes of two who know each other: an interview, an immersion, a hire, or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.enums import ContractKind, LabelledEnum
from myjobmatch.domain.errors import Invalid

UNDO_STEP_WITHIN = timedelta(days=1)
"""How long whoever took a step may take it back."""
TELL_AFTER = timedelta(minutes=15)
"""How long after a step to the end the other side is told: until then it may have been a slip of the hand."""
ASK_AFTER_SHARING = timedelta(days=14)
"""How long after they came in touch both sides are asked how it went, where nothing was told."""
ASK_AFTER_MEETING = timedelta(days=2)
"""How long after an interview they are asked instead."""
SLOTS_AT_MOST = 5
"""Moments proposed for one interview."""
PROPOSE_WITHIN = timedelta(days=60)
"""How far ahead an interview may lie."""
START_WITHIN = timedelta(days=366)
"""How far from today a contract may begin, either way."""
PLACE_AT_MOST, NOTE_AT_MOST = 200, 400
MINUTES = (15, 30, 45, 60, 90, 120)


class Stage(LabelledEnum):
    """How far a match has come since both know each other; transitions are in `workflow.OUTCOME`."""

    IN_TOUCH = "in_touch"
    INTERVIEW = "interview"
    IMMERSION = "immersion"
    HIRED = "hired"
    NOT_HIRED = "not_hired"


class Teller(LabelledEnum):
    """Who told a step."""

    YOUTH = "youth"
    EMPLOYER = "employer"
    ADVISOR = "advisor"


class InterviewStatus(LabelledEnum):
    """Moments proposed for an interview: one is taken, none suits, or it is called off."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    NONE_SUITS = "none_suits"
    CANCELLED = "cancelled"


class InterviewHow(LabelledEnum):
    """Where one meets."""

    ON_SITE = "on_site"
    PHONE = "phone"
    VIDEO = "video"


class WhyNot(LabelledEnum):
    """Why it came to nothing, as the employer or the youth may say; no criterion of a person is among them."""

    OTHER_CHOSEN = "other_chosen"
    SKILLS = "skills"
    AVAILABILITY = "availability"
    DID_NOT_COME = "did_not_come"
    YOUTH_DECLINED = "youth_declined"
    POST_GONE = "post_gone"
    OTHER = "other"


class Went(LabelledEnum):
    """An answer to the one question how it went."""

    GOING_ON = "going_on"
    MET = "met"
    HIRED = "hired"
    NOT_HIRED = "not_hired"
    NO_NEWS = "no_news"


LOGGED: Mapping[Stage, ActivityKind] = {
    Stage.INTERVIEW: ActivityKind.INTERVIEWED,
    Stage.HIRED: ActivityKind.HIRED,
}
"""What a step of the funnel is logged as; a pair counts once, whatever is logged again."""

STAGE_OF: Mapping[Went, Stage | None] = {
    Went.GOING_ON: None,
    Went.MET: Stage.INTERVIEW,
    Went.HIRED: Stage.HIRED,
    Went.NOT_HIRED: Stage.NOT_HIRED,
    Went.NO_NEWS: None,
}

ENDS = frozenset({Stage.HIRED, Stage.NOT_HIRED})
"""Told to the end: nobody is asked any more."""

CONTRACTS_OF_A_HIRE = tuple(
    kind
    for kind in ContractKind
    if kind not in {ContractKind.IMMERSION, ContractKind.TRAINING, ContractKind.INTERNSHIP}
)
"""An immersion, a training and an internship are no contracts of employment."""

WITHOUT_END = frozenset({ContractKind.CDI})


@dataclass(frozen=True, slots=True)
class HireTerms:
    """The contract of a hire: its kind, its first day, and its last where it has one."""

    contract: ContractKind
    starts_on: date
    ends_on: date | None = None


def checked_terms(terms: HireTerms, today: date) -> HireTerms:
    """The terms, if they can be.

    Raises:
        Invalid: not a contract of employment (`hire_contract`), a start more than a year away (`hire_start`), or an end
            before it, or of a contract that has none (`hire_end`).
    """
    if terms.contract not in CONTRACTS_OF_A_HIRE:
        raise Invalid("hire_contract")
    if abs(terms.starts_on - today) > START_WITHIN:
        raise Invalid("hire_start")
    if terms.ends_on is not None and (
        terms.ends_on < terms.starts_on or terms.contract in WITHOUT_END
    ):
        raise Invalid("hire_end")
    return terms


def checked_slots(slots: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    """Moments to choose from, in order, each once.

    Raises:
        Invalid: none, or more than five (`interview_slots`), or one that is past or too far ahead (`interview_when`).
    """
    if not all(isinstance(slot, datetime) and slot.tzinfo is not None for slot in slots):
        raise Invalid("malformed")
    chosen = tuple(sorted(set(slots)))
    if not 1 <= len(chosen) <= SLOTS_AT_MOST:
        raise Invalid("interview_slots", most=SLOTS_AT_MOST)
    if chosen[0] <= now or chosen[-1] > now + PROPOSE_WITHIN:
        raise Invalid("interview_when", days=PROPOSE_WITHIN.days)
    return chosen


_DIGITS_OF_A_NUMBER = 8


def checked_place(how: InterviewHow, place: str) -> str:
    """Where one meets: an address, a number to call, or the secure address of a video call.

    Raises:
        Invalid: it is missing, too long, or none (`interview_place`, `interview_phone`, `interview_link`).
    """
    problem = {
        InterviewHow.ON_SITE: "interview_place",
        InterviewHow.PHONE: "interview_phone",
        InterviewHow.VIDEO: "interview_link",
    }[how]
    sound = 0 < len(place) <= PLACE_AT_MOST
    if how is InterviewHow.PHONE:
        sound = sound and sum(sign.isdigit() for sign in place) >= _DIGITS_OF_A_NUMBER
    if how is InterviewHow.VIDEO:
        sound = sound and place.startswith("https://") and " " not in place
    if not sound:
        raise Invalid(problem, most=PLACE_AT_MOST)
    return place


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview as both sides see it: the moments proposed that are still to come, and the one that was taken.

    `instead_of` is the moment agreed on before, still to come, that those proposed take the place of.
    """

    id: str
    status: InterviewStatus
    how: InterviewHow
    place: str
    note: str
    minutes: int
    starts_at: datetime | None
    slots: tuple[datetime, ...]
    instead_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a match, and who told it."""

    stage: Stage
    teller: Teller
    at: datetime
    why: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class HireView:
    """The contract of a hire."""

    contract: ContractKind
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """How far a match has come, as one of its parties sees it.

    `asks`: the reader is asked how it went, and has not answered. `undoable`: the last step is the reader's, and fresh.
    """

    stage: Stage
    steps: tuple[StepView, ...]
    interview: InterviewView | None
    hire: HireView | None
    asks: bool = False
    undoable: bool = False
