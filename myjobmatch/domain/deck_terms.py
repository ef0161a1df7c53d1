"""What one deck keeps to beside the profile: filters, and what was put aside with a reason.

All of it is about offers; nothing here is about the person, so nothing of article L1132-1 can be in it
(a test lists the fields). It decides what is shown to the one who asked for it, and to nobody else:
employers' decks of candidates do not know of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from myjobmatch.domain.enums import (
    AsideKind,
    ContractKind,
    PassReason,
    Schedule,
    Starting,
    WorkingTime,
)

FULL_TIME_HOURS = 30.0
"""From so many hours a week work counts as full time; below 35 and from 30 most feeds say so too."""

STEPS_MINUTES = (15, 20, 30, 45, 60, 75, 90)
"""Ways that a deck may be widened to, and that the filter offers."""

LEAST_MINUTES = 5
"""Nobody puts the doorstep aside."""

SOON = {Starting.NOW: timedelta(days=7), Starting.MONTH: timedelta(days=31)}

USUAL = frozenset({Schedule.DAY})
"""Hours that nobody puts aside as such."""


@dataclass(frozen=True, slots=True)
class DeckFilters:
    """What the reader set above the deck. `minutes` may be more or less than their profile says."""

    minutes: int | None = None
    contracts: frozenset[ContractKind] = frozenset()
    without: frozenset[Schedule] = frozenset()
    time: WorkingTime | None = None
    starts: Starting | None = None

    def terms(self, today: date) -> "DeckTerms":
        """As the engine takes them."""
        return DeckTerms(
            within=self.minutes,
            contracts=self.contracts,
            no_schedules=self.without,
            times=frozenset({self.time}) if self.time else frozenset(WorkingTime),
            starts_by=None if self.starts is None else today + SOON[self.starts],
        )


@dataclass(frozen=True, slots=True)
class DeckTerms:
    """Which offers a deck may hold, over and above the hard filters of the profile.

    `within` replaces the limit of the way, `less_than` is one more limit; `contracts` replace those of
    the profile. What an offer does not tell (hours, pay, start) never keeps it out.
    """

    within: int | None = None
    less_than: int | None = None
    contracts: frozenset[ContractKind] = frozenset()
    no_contracts: frozenset[ContractKind] = frozenset()
    no_schedules: frozenset[Schedule] = frozenset()
    times: frozenset[WorkingTime] = frozenset(WorkingTime)
    starts_by: date | None = None
    no_occupations: frozenset[int] = frozenset()
    no_skills: frozenset[int] = frozenset()
    no_offers: frozenset[int] = frozenset()
    pay_above: float | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing put aside, as it is kept: `value` is an id, an enum's value, minutes or a name."""

    kind: AsideKind
    value: str


def asides_of(
    reason: PassReason,
    *,
    minutes: int | None,
    schedules: Iterable[Schedule],
    weekly_hours: float | None,
    contract: ContractKind,
    occupation_id: int | None,
    company: str,
    title: str,
    hourly_pay: float | None,
    missing_skill_id: int | None,
) -> tuple[Aside, ...]:
    """What a reason given on an offer puts aside. Empty: it is noted, and changes nothing.

    The rules: too far leaves out ways as long as this one or longer; hours, the unusual hours of this
    offer, else its full or part time; not my trade, the occupation (its near ones follow, but for those
    that the person wishes); the company, the pay or less, the contract, the skill named, the same job
    elsewhere in the deck.
    """
    kinds = AsideKind
    if reason is PassReason.TOO_FAR and minutes is not None:
        return (Aside(kinds.TRAVEL, str(max(LEAST_MINUTES, minutes))),)
    if reason is PassReason.HOURS:
        unusual = sorted(set(schedules) - USUAL)
        if unusual:
            return tuple(Aside(kinds.SCHEDULE, each.value) for each in unusual)
        if weekly_hours is not None:
            return (Aside(kinds.HOURS, time_of(weekly_hours).value),)
    if reason is PassReason.CONTRACT and contract is not ContractKind.OTHER:
        return (Aside(kinds.CONTRACT, contract.value),)
    if reason is PassReason.NOT_MY_JOB and occupation_id is not None:
        return (Aside(kinds.OCCUPATION, str(occupation_id)),)
    if reason is PassReason.COMPANY and company:
        return (Aside(kinds.COMPANY, company),)
    if reason is PassReason.PAY and hourly_pay is not None:
        return (Aside(kinds.PAY, f"{hourly_pay:.2f}"),)
    if reason is PassReason.SKILLS and missing_skill_id is not None:
        return (Aside(kinds.SKILL, str(missing_skill_id)),)
    if reason is PassReason.ALREADY_APPLIED and company:
        return (Aside(kinds.SAME_JOB, f"{company}\n{title}"),)
    return ()


def time_of(weekly_hours: float) -> WorkingTime:
    """Whether so many hours a week are full time."""
    return WorkingTime.FULL if weekly_hours >= FULL_TIME_HOURS else WorkingTime.PART


def with_asides(
    terms: DeckTerms,
    asides: Iterable[Aside],
    *,
    near: Iterable[tuple[int, frozenset[int]]] = (),
    offers: Iterable[int] = (),
) -> DeckTerms:
    """The terms, narrowed by what was put aside.

    Args:
        terms: of the filters.
        asides: what was put aside.
        near: for an occupation put aside, those that go with it.
        offers: ids behind the companies and the jobs put aside, which are kept by their names.
    """
    follow = dict(near)
    found = replace(terms, no_offers=terms.no_offers | frozenset(offers))
    for aside in asides:
        found = _narrowed(found, aside, follow)
    return found


def _narrowed(t: DeckTerms, aside: Aside, follow: dict[int, frozenset[int]]) -> DeckTerms:
    value = aside.value
    match aside.kind:
        case AsideKind.TRAVEL:
            least = int(value) if t.less_than is None else min(int(value), t.less_than)
            return replace(t, less_than=least)
        case AsideKind.SCHEDULE:
            return replace(t, no_schedules=t.no_schedules | {Schedule(value)})
        case AsideKind.HOURS:
            return replace(t, times=t.times - {WorkingTime(value)})
        case AsideKind.CONTRACT:
            return replace(t, no_contracts=t.no_contracts | {ContractKind(value)})
        case AsideKind.OCCUPATION:
            out = {int(value)} | follow.get(int(value), frozenset())
            return replace(t, no_occupations=t.no_occupations | out)
        case AsideKind.PAY:
            return replace(t, pay_above=max(float(value), t.pay_above or 0.0))
        case AsideKind.SKILL:
            return replace(t, no_skills=t.no_skills | {int(value)})
        case AsideKind.COMPANY | AsideKind.SAME_JOB:
            return t
