"""Actions of the week: what a youth and their advisor agree on, what was done, what was held to be true."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.weeks import Hours, HourSource, HourStage, Target
from myjobmatch.domain.workflow import Workflow


class ActionCategory(LabelledEnum):
    """What an action is about; the words are those of the contract's hours."""

    EMPLOYMENT = "employment"
    TRAINING = "training"
    CAREER_PLAN = "career_plan"
    LEISURE = "leisure"
    CITIZENSHIP = "citizenship"
    HOUSING = "housing"
    HEALTH = "health"


class ActionStatus(LabelledEnum):
    """The life of an action; transitions are in `ACTION`."""

    AGREED = "agreed"
    DECLARED = "declared"
    VALIDATED = "validated"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class ActionOrigin(LabelledEnum):
    """Who put an action down."""

    YOUTH = "youth"
    ADVISOR = "advisor"


class StepKind(LabelledEnum):
    """What joins an action to the world outside the phone."""

    NONE = "none"
    BRING = "bring"
    GO = "go"
    SIGN = "sign"


class ReturnReason(LabelledEnum):
    """Why an action comes back to the youth, from a short list; the youth reads it."""

    PROOF = "proof"
    DETAILS = "details"
    HOURS = "hours"
    DAY = "day"
    TWICE = "twice"
    OTHER = "other"


_S = ActionStatus
ACTION: Workflow[ActionStatus] = Workflow(
    "action",
    _S.AGREED,
    {
        _S.AGREED: frozenset({_S.DECLARED, _S.VALIDATED, _S.CANCELLED}),
        _S.DECLARED: frozenset({_S.AGREED, _S.VALIDATED, _S.RETURNED, _S.CANCELLED}),
        _S.RETURNED: frozenset({_S.AGREED, _S.DECLARED, _S.VALIDATED, _S.CANCELLED}),
        # back again only by undoing what was done in bulk
        _S.VALIDATED: frozenset({_S.AGREED, _S.DECLARED, _S.RETURNED}),
        _S.CANCELLED: frozenset({_S.AGREED, _S.DECLARED, _S.RETURNED}),
    },
)

DEFAULT_MINUTES = {
    ActionCategory.EMPLOYMENT: 180,
    ActionCategory.TRAINING: 180,
    ActionCategory.CAREER_PLAN: 120,
    ActionCategory.LEISURE: 120,
    ActionCategory.CITIZENSHIP: 120,
    ActionCategory.HOUSING: 120,
    ActionCategory.HEALTH: 120,
}
"""What an action of a category counts for when nobody says otherwise."""

SHORTEST = 15
LONGEST = 35 * 60
STEP = 15
"""Minutes: an action lasts from a quarter of an hour to a working week, in quarters."""

LONGEST_TITLE = 120
LONGEST_PLACE = 160
LONGEST_WORDS = 300
MOST_AT_ONCE = 200
MOST_OPEN = 200
DONE_SINCE = timedelta(days=62)
PLANNED_UNTIL = timedelta(days=366)
"""How far back something done may be told, and how far ahead something may be planned."""

CHANGEABLE = frozenset({ActionStatus.AGREED, ActionStatus.DECLARED, ActionStatus.RETURNED})
"""Until it is validated, the youth may correct it."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """Something one may do, ready to be chosen. `key` names a shared one, told in the reader's language by
    `week.default.<key>`; a structure's own has a `title`. `id` is the key, or the own one's public id."""

    id: str
    category: ActionCategory
    minutes: int
    key: str = ""
    title: str = ""
    step: StepKind = StepKind.NONE
    place: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action as its youth and their advisor see it."""

    id: str
    category: ActionCategory
    status: ActionStatus
    origin: ActionOrigin
    key: str
    title: str
    minutes: int
    planned_on: date | None
    done_on: date | None
    step: StepKind
    place: str
    signed: bool
    on_behalf: bool
    reason: str
    reason_words: str
    document_id: str
    document_name: str


@dataclass(frozen=True, slots=True)
class WeekContents:
    """What a phone keeps of the week: the actions, hours from elsewhere, what there is to choose from."""

    target: Target | None
    actions: tuple[ActionView, ...] = ()
    hours: tuple[Hours, ...] = ()
    catalogue: tuple[CatalogueEntry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What was done at once: its id, for taking it back, and how many actions of how many youths."""

    id: str
    actions: int
    youths: int
    at: datetime | None = None


def checked_minutes(minutes: int) -> int:
    """The minutes of an action.

    Raises:
        Invalid: too few or too many, or no quarters of an hour (`action_minutes`).
    """
    if not SHORTEST <= minutes <= LONGEST or minutes % STEP:
        raise Invalid("action_minutes", least=SHORTEST, most=LONGEST // 60)
    return minutes


def checked_done_day(day: date, today: date) -> date:
    """The day that something was done: not in the future, not long ago.

    Raises:
        Invalid: another day (`action_day_future`, `action_day_old`).
    """
    if day > today:
        raise Invalid("action_day_future")
    if day < today - DONE_SINCE:
        raise Invalid("action_day_old")
    return day


def checked_planned_day(day: date, today: date) -> date:
    """The day that something is planned for.

    Raises:
        Invalid: long ago, or too far ahead (`action_day_plan`).
    """
    if not today - DONE_SINCE <= day <= today + PLANNED_UNTIL:
        raise Invalid("action_day_plan")
    return day


_STAGES = {
    ActionStatus.AGREED: HourStage.PLANNED,
    ActionStatus.RETURNED: HourStage.PLANNED,
    ActionStatus.DECLARED: HourStage.WAITING,
    ActionStatus.VALIDATED: HourStage.VALIDATED,
}


def hours_of_action(
    status: ActionStatus, minutes: int, planned_on: date | None, done_on: date | None
) -> Hours | None:
    """What an action counts for, and in which week; None: nothing yet, or no longer.

    What came back is no hour done: it is there to be done, or told, again.
    """
    stage = _STAGES.get(status)
    if stage is None:
        return None
    day = (planned_on or done_on) if stage is HourStage.PLANNED else done_on
    if day is None:
        return None
    return Hours(HourSource.ACTION, day, minutes, stage)
