"""What the dashboards count: the measures of a day, the steps of a pair, and how the log becomes both.

All of it is a pure function of the activity log, read in the order of its numbers: counted in one piece or in a
thousand, by one worker or by two after each other, the figures are the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus, Role

NOBODY = 0
"""Stands for the advisor of a youth who had none."""
EVERYBODY = -1
"""Stands for all portfolios of a structure together: its distinct youths are no sum of theirs."""


class Measure(StrEnum):
    """What is counted by structure, advisor and day; every one adds up over days. The names are columns.

    `WEEK_YOUTHS`, the distinct youths of a whole week, stands on its Monday and adds up over nothing.
    """

    YOUTHS = "youths"
    WEEK_YOUTHS = "week_youths"
    ACTS = "acts"
    SIGN_INS = "sign_ins"
    DECISIONS = "decisions"
    RECEIVED = "received"
    WRITTEN = "written"
    PROPOSED = "proposed"
    LIKED_INSIDE = "liked_inside"
    LIKED_OUTSIDE = "liked_outside"
    MUTUAL = "mutual"
    SHARED = "shared"
    INTERVIEW_INSIDE = "interview_inside"
    INTERVIEW_OUTSIDE = "interview_outside"
    INTERVIEW_ELSEWHERE = "interview_elsewhere"
    HIRED_INSIDE = "hired_inside"
    HIRED_OUTSIDE = "hired_outside"
    HIRED_ELSEWHERE = "hired_elsewhere"
    SEEN = "seen"
    EXCUSED = "excused"
    MISSED = "missed"
    ATTENDED = "attended"
    ABSENT = "absent"
    DECLARED = "declared"
    VALIDATED = "validated"


class Step(StrEnum):
    """How far a youth and an offer have come, each step once; the last two are the employer's first sign."""

    LIKED = "liked"
    MUTUAL = "mutual"
    SHARED = "shared"
    INTERVIEW = "interview"
    HIRED = "hired"
    DECIDED = "decided"
    WROTE = "wrote"


_K = ActivityKind
_STEPS = {
    _K.OFFER_LIKED: Step.LIKED,
    _K.MATCHED: Step.MUTUAL,
    _K.IDENTITY_SHARED: Step.SHARED,
    _K.INTERVIEWED: Step.INTERVIEW,
    _K.HIRED: Step.HIRED,
    _K.CANDIDATE_LIKED: Step.DECIDED,
    _K.CANDIDATE_PASSED: Step.DECIDED,
}
"""Which step an entry about a pair is: whatever leads there, a match or an application elsewhere, logs the same."""

REACHED = {
    ApplicationStatus.INTERVIEW: ActivityKind.INTERVIEWED,
    ApplicationStatus.HIRED: ActivityKind.HIRED,
}
"""What an application's step is logged as, so that it counts."""

_INSIDE = {
    Step.LIKED: Measure.LIKED_INSIDE,
    Step.MUTUAL: Measure.MUTUAL,
    Step.SHARED: Measure.SHARED,
    Step.INTERVIEW: Measure.INTERVIEW_INSIDE,
    Step.HIRED: Measure.HIRED_INSIDE,
}
_OUTSIDE = _INSIDE | {
    Step.LIKED: Measure.LIKED_OUTSIDE,
    Step.INTERVIEW: Measure.INTERVIEW_OUTSIDE,
    Step.HIRED: Measure.HIRED_OUTSIDE,
}
_ELSEWHERE = {
    Step.INTERVIEW: Measure.INTERVIEW_ELSEWHERE,
    Step.HIRED: Measure.HIRED_ELSEWHERE,
}
_OF_YOUTH = {
    _K.SIGNED_IN: Measure.SIGN_INS,
    _K.OFFER_LIKED: Measure.DECISIONS,
    _K.OFFER_PASSED: Measure.DECISIONS,
    _K.MESSAGE_SENT: Measure.RECEIVED,
}
_OF_ANYBODY = {
    _K.OFFER_PROPOSED: Measure.PROPOSED,
    _K.APPOINTMENT_SEEN: Measure.SEEN,
    _K.APPOINTMENT_EXCUSED: Measure.EXCUSED,
    _K.APPOINTMENT_MISSED: Measure.MISSED,
    _K.WORKSHOP_ATTENDED: Measure.ATTENDED,
    _K.WORKSHOP_MISSED: Measure.ABSENT,
    _K.ACTION_DECLARED: Measure.DECLARED,
    _K.ACTION_VALIDATED: Measure.VALIDATED,
}
_MAY_BE_A_SLIP = frozenset({_K.INTERVIEWED, _K.HIRED})
_NO_SHOW = frozenset({_K.APPOINTMENT_MISSED, _K.WORKSHOP_MISSED})
_EMPLOYERS = frozenset({Role.RECRUITER.value, Role.EMPLOYMENT_OFFICER.value})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the activity log. `advisor_id`: who followed the youth when it happened.

    `taken_back`: one of this kind, on this day, was noted by mistake and counts no more.
    """

    id: int
    at: datetime
    structure_id: int
    advisor_id: int
    kind: ActivityKind
    youth_id: int | None
    offer_id: int | None
    role: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """When a pair came to a step for the first time, and whose youth it was then."""

    at: datetime
    structure_id: int
    advisor_id: int


@dataclass(frozen=True, slots=True)
class OfferKind:
    """What the figures need of an offer: whether an employer stands behind it here, and which."""

    inside: bool
    company_id: int | None


@dataclass(frozen=True, slots=True)
class PresenceKey:
    """A youth's week in one portfolio."""

    youth_id: int
    monday: date
    structure_id: int
    advisor_id: int


@dataclass(slots=True)
class Presence:
    """Of a youth's week: the days on which they gave a sign (bit 0 is Monday), how often, what they missed."""

    days: int = 0
    acts: int = 0
    missed: int = 0


DayKey = tuple[int, int, date, Measure]
"""Structure, advisor (`NOBODY`, `EVERYBODY`), day, measure."""

AnswerKey = tuple[int, int, int, date, int]
"""Structure and advisor of the youth, company, day of the answer, whole days waited."""

Pair = tuple[int, int]
"""Youth and offer."""

Steps = MutableMapping[Step, Mark]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def is_own_sign(entry: Entry) -> bool:
    """Whether the youth did it themselves: what an advisor does for somebody present is no sign of life."""
    return entry.youth_id is not None and entry.role == Role.YOUTH.value and not entry.taken_back


def count_days(entries: Iterable[Entry]) -> Counter[DayKey]:
    """The measures that need nothing but the entry itself; distinct youths and steps of pairs come apart."""
    counts: Counter[DayKey] = Counter()
    for entry in entries:
        for measure in _measures(entry):
            key = (entry.structure_id, entry.advisor_id, paris_day(entry.at), measure)
            counts[key] += -1 if entry.taken_back else 1
    return counts


def _measures(entry: Entry) -> Iterable[Measure]:
    if is_own_sign(entry):
        yield Measure.ACTS
        if (own := _OF_YOUTH.get(entry.kind)) is not None:
            yield own
    elif not entry.taken_back and (entry.kind, entry.role) == (_K.MESSAGE_SENT, Role.ADVISOR.value):
        yield Measure.WRITTEN
    if (other := _OF_ANYBODY.get(entry.kind)) is not None:
        yield other
    if entry.offer_id is None and (step := _STEPS.get(entry.kind)) in _ELSEWHERE:
        yield _ELSEWHERE[step]


def presences(entries: Iterable[Entry]) -> dict[PresenceKey, Presence]:
    """What these entries add to the weeks of youths."""
    weeks: dict[PresenceKey, Presence] = {}
    for entry in entries:
        own, missed = is_own_sign(entry), entry.kind in _NO_SHOW
        if entry.youth_id is None or not (own or missed):
            continue
        day = paris_day(entry.at)
        key = PresenceKey(entry.youth_id, monday_of(day), entry.structure_id, entry.advisor_id)
        week = weeks.setdefault(key, Presence())
        if own:
            week.days |= 1 << day.weekday()
            week.acts += 1
        week.missed += -missed if entry.taken_back else missed
    return weeks


def days_of_presences(
    weeks: Mapping[PresenceKey, Presence], known: Mapping[PresenceKey, int]
) -> Counter[DayKey]:
    """Distinct youths of days and weeks that come new, by portfolio and of the structure; `known`: days before."""
    before, after = Counter[PresenceKey](), Counter[PresenceKey]()
    for key, days in known.items():
        for each in (key, _everybody(key)):
            before[each] |= days
    for key, week in weeks.items():
        for each in (key, _everybody(key)):
            after[each] |= week.days
    counts: Counter[DayKey] = Counter()
    for key, days in after.items():
        whose, fresh = (key.structure_id, key.advisor_id), days & ~before[key]
        if fresh and not before[key]:
            counts[*whose, key.monday, Measure.WEEK_YOUTHS] += 1
        for at in range(7):
            if fresh >> at & 1:
                counts[*whose, key.monday + at * _DAY, Measure.YOUTHS] += 1
    return counts


def _everybody(key: PresenceKey) -> PresenceKey:
    return PresenceKey(key.youth_id, key.monday, key.structure_id, EVERYBODY)


def of_everybody(counts: Mapping[DayKey, int]) -> Counter[DayKey]:
    """The same for the structure as a whole; of measures of which a structure has as many as its portfolios together."""
    sums: Counter[DayKey] = Counter()
    for (structure_id, _, day, measure), count in counts.items():
        sums[structure_id, EVERYBODY, day, measure] += count
    return sums


def pair_of(entry: Entry) -> Pair | None:
    """The pair that an entry moves, if it moves one."""
    if entry.youth_id is None or entry.offer_id is None:
        return None
    if entry.taken_back and entry.kind not in _MAY_BE_A_SLIP:
        return None
    moves = entry.kind in _STEPS or entry.kind in (_K.OFFER_PASSED, _K.DECISION_UNDONE)
    wrote = entry.kind is _K.MESSAGE_SENT and entry.role in _EMPLOYERS
    return (entry.youth_id, entry.offer_id) if moves or wrote else None


def advance(steps: Steps, entry: Entry) -> None:
    """Take a pair where an entry leads. What is taken back is none; each step keeps its earliest day.

    A step is logged at the moment noted with what takes it back, or just after: an earlier one stands.
    """
    employer = entry.role in _EMPLOYERS
    if entry.kind is _K.OFFER_PASSED:
        steps.pop(Step.LIKED, None)
        return
    if entry.kind is _K.DECISION_UNDONE:
        steps.pop(Step.DECIDED if employer else Step.LIKED, None)
        return
    step = Step.WROTE if entry.kind is _K.MESSAGE_SENT else _STEPS[entry.kind]
    known = steps.get(step)
    if entry.taken_back:
        if known is not None and known.at >= entry.at:
            del steps[step]
    elif known is None or entry.at < known.at:
        steps[step] = Mark(entry.at, entry.structure_id, entry.advisor_id)


def days_of_pair(steps: Mapping[Step, Mark], offer: OfferKind) -> Counter[DayKey]:
    """What a pair counts for in the funnel: each step once, on the day it was reached."""
    names = _INSIDE if offer.inside else _OUTSIDE
    return Counter(
        (mark.structure_id, mark.advisor_id, paris_day(mark.at), names[step])
        for step, mark in steps.items()
        if step in names
    )


def answer_of_pair(steps: Mapping[Step, Mark], offer: OfferKind) -> AnswerKey | None:
    """The employer's first sign after the like, a decision or a message, and how long it took; None: none yet."""
    liked = steps.get(Step.LIKED)
    if liked is None or not offer.inside or offer.company_id is None:
        return None
    signs = [steps[step].at for step in (Step.DECIDED, Step.WROTE) if step in steps]
    after = [at for at in signs if at >= liked.at]
    if not after:
        return None
    first = min(after)
    waited = (first - liked.at).days
    return (liked.structure_id, liked.advisor_id, offer.company_id, paris_day(first), waited)
