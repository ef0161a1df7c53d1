"""The rules of immersions (PMSMP), as functions of what an agreement says and of those made before.

Code du travail, D5135-1 and following. Each answers problems with their field, all at once, so that a form shows
every one of them where it stands. Where a text leaves room, the narrow reading counts: an agreement that holds here
holds everywhere.
"""

import math
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionPurpose,
    ObjectivesMet,
    Signer,
)
from myjobmatch.domain.siret import checked_siret
from myjobmatch.domain.text import one_line, plain, some_lines

AGREEMENTS_WITH_A_HOST = 2
DAYS_WITH_A_HOST = 60
WINDOW_MONTHS = 12
MINORS_HOURS = 35.0
MOST_HOURS, LEAST_HOURS = 48.0, 1.0
LATE = timedelta(days=3)
"""An agreement is signed before it begins; one that is written down some days late is still taken."""
AHEAD = timedelta(days=366)

LENGTHS = {
    "title": 120,
    "host_name": 200,
    "host_address": 300,
    "host_signer": 120,
    "tutor": 120,
    "tutor_function": 120,
    "representative": 120,
    "objectives": 1000,
    "tasks": 1500,
    "schedule": 600,
}
WORDS_AT_MOST = 600
"""Of what the youth, and the host, say at the review."""

_SEVERAL_LINES = frozenset({"objectives", "tasks", "schedule"})
NEEDED = (
    "host_name",
    "host_address",
    "host_signer",
    "tutor",
    "tutor_function",
    "purpose",
    "objectives",
    "tasks",
    "weekly_hours",
    "schedule",
)
"""What an agreement must say besides its days."""
PROPOSED = ("tutor", "tutor_function", "tasks", "weekly_hours")
"""What an employer says who proposes one; the advisor completes it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another agreement of the same youth that stands: its host, its days, what it was for."""

    host_name: str
    host_siret: str
    title: str
    purpose: ImmersionPurpose | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Renewal:
    """The agreement that this one renews: whether it is one itself, was renewed already, how it was reviewed."""

    earlier: Earlier
    is_renewal: bool
    renewed: bool
    objectives_met: ObjectivesMet | None


def months_after(day: date, months: int) -> date:
    """The same day so many months later or earlier; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(starts_on: date) -> date:
    """The last day of a month from date to date: from 5 January to 4 February, from 31 January to 28 February."""
    same = months_after(starts_on, 1)
    return same if same.day < starts_on.day else same - timedelta(days=1)


def days_of(starts_on: date, ends_on: date) -> int:
    """How many days an agreement lasts, the first and the last included."""
    return (ends_on - starts_on).days + 1


def same_host(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether (name, SIRET) and another are one host: by SIRET where both have one, else by name."""
    if one[1] and other[1]:
        return one[1] == other[1]
    return bool(one[0]) and _word(one[0]) == _word(other[0])


def with_host(content: ImmersionContent, earlier: Sequence[Earlier]) -> list[Earlier]:
    """Those with the host of this one."""
    host = (content.host_name, content.host_siret)
    return [one for one in earlier if same_host(host, (one.host_name, one.host_siret))]


def busiest(starts_on: date, earlier: Sequence[Earlier]) -> tuple[int, int]:
    """How many others, and of how many days, lie in the same 12 months as an agreement that begins on a day.

    Of all stretches of 12 months that hold that day, those that are worst.
    """
    windows = {one.starts_on for one in earlier if one.starts_on <= starts_on} | {starts_on}
    count = days = 0
    for first in windows:
        if months_after(first, WINDOW_MONTHS) <= starts_on:
            continue
        inside = [
            one for one in earlier if first <= one.starts_on < months_after(first, WINDOW_MONTHS)
        ]
        count = max(count, len(inside))
        days = max(days, sum(days_of(one.starts_on, one.ends_on) for one in inside))
    return count, days


def signers(*, minor: bool) -> tuple[Signer, ...]:
    """Whose signatures an agreement needs."""
    return tuple(one for one in Signer if minor or one is not Signer.REPRESENTATIVE)


def may_be_renewed(objectives_met: ObjectivesMet | None) -> bool:
    """Whether a review leaves something to be reached."""
    return objectives_met in (ObjectivesMet.PARTLY, ObjectivesMet.NO)


def read(content: ImmersionContent) -> tuple[ImmersionContent, list[FieldProblem]]:
    """The agreement as it is kept, and what even a draft may not hold.

    Raises:
        Invalid: something is not what it should be at all (`malformed`).
    """
    if not isinstance(content, ImmersionContent):
        raise Invalid("malformed")
    values = {one.name: getattr(content, one.name) for one in fields(content)}
    found: list[FieldProblem] = []
    for name, most in LENGTHS.items():
        words = some_lines(values[name]) if name in _SEVERAL_LINES else one_line(values[name])
        values[name] = words
        if len(words) > most:
            found.append(_no(name, "immersion_long", most=most))
    if not values["title"]:
        found.append(_no("title", "immersion_title"))
    if siret := one_line(values["host_siret"]):
        try:
            values["host_siret"] = checked_siret(siret)
        except Invalid as refusal:
            values["host_siret"] = ""
            found.append(_no("host_siret", refusal.code))
    _check_types(content)
    hours = content.weekly_hours
    if hours is not None and not LEAST_HOURS <= hours <= MOST_HOURS:
        found.append(
            _no("weekly_hours", "immersion_hours", least=int(LEAST_HOURS), most=int(MOST_HOURS))
        )
    if content.starts_on and content.ends_on and content.ends_on < content.starts_on:
        found.append(_no("ends_on", "immersion_ends_before"))
    return ImmersionContent(**values), found


def _check_types(content: ImmersionContent) -> None:
    """What no form sends is refused as a whole."""
    for day in (content.starts_on, content.ends_on):
        if day is not None and type(day) is not date:
            raise Invalid("malformed")
    hours = content.weekly_hours
    if hours is not None and (
        isinstance(hours, bool) or not isinstance(hours, int | float) or not math.isfinite(hours)
    ):
        raise Invalid("malformed")
    if content.purpose is not None and not isinstance(content.purpose, ImmersionPurpose):
        raise Invalid("malformed")
    if not isinstance(content.minor_work, bool):
        raise Invalid("malformed")


def problems(
    content: ImmersionContent,
    earlier: Sequence[Earlier],
    *,
    minor: bool,
    today: date,
    renews: Renewal | None = None,
) -> list[FieldProblem]:
    """What stands in the way of signing an agreement; `content` as `read` answered it.

    `earlier` are the youth's other agreements that stand, the one that is renewed included.
    """
    found = lacking(content)
    found += _of_a_minor(content) if minor else []
    found += day_problems(content, today)
    found += _of_renewal(content, renews) if renews else []
    found += _of_host(content, earlier, renews)
    return found


def lacking(content: ImmersionContent, needed: Sequence[str] = NEEDED) -> list[FieldProblem]:
    """What an agreement should say and does not."""
    return [_no(name, "immersion_needed") for name in needed if not getattr(content, name)]


def _of_a_minor(content: ImmersionContent) -> list[FieldProblem]:
    found = []
    if content.weekly_hours is not None and content.weekly_hours > MINORS_HOURS:
        found.append(_no("weekly_hours", "immersion_minor_hours", most=int(MINORS_HOURS)))
    if not content.representative:
        found.append(_no("representative", "immersion_representative"))
    if not content.minor_work:
        found.append(_no("minor_work", "immersion_minor_work"))
    return found


def day_problems(content: ImmersionContent, today: date) -> list[FieldProblem]:
    """What is wrong with the days: too late, too far, longer than a month from date to date."""
    start, end = content.starts_on, content.ends_on
    found = []
    if start is None:
        found.append(_no("starts_on", "immersion_needed"))
    elif start < today - LATE:
        found.append(_no("starts_on", "immersion_started", days=LATE.days))
    elif start > today + AHEAD:
        found.append(_no("starts_on", "immersion_far"))
    if end is None:
        found.append(_no("ends_on", "immersion_needed"))
    elif start is not None and start <= end and end > last_day(start):
        found.append(_no("ends_on", "immersion_month", last=last_day(start).isoformat()))
    return found


def _of_renewal(content: ImmersionContent, renews: Renewal) -> list[FieldProblem]:
    found = []
    if renews.is_renewal or renews.renewed:
        found.append(_no("starts_on", "immersion_renewed_once"))
    if not may_be_renewed(renews.objectives_met):
        found.append(_no("starts_on", "immersion_objectives_met"))
    if not with_host(content, [renews.earlier]):
        found.append(_no("host_name", "immersion_renewal_host"))
    if content.starts_on is not None and content.starts_on <= renews.earlier.ends_on:
        day = renews.earlier.ends_on.isoformat()
        found.append(_no("starts_on", "immersion_renewal_start", day=day))
    return found


def _of_host(
    content: ImmersionContent, earlier: Sequence[Earlier], renews: Renewal | None
) -> list[FieldProblem]:
    """Two agreements and sixty days in twelve months, each for something else."""
    start, end = content.starts_on, content.ends_on
    if start is None or end is None or end < start:
        return []
    there = with_host(content, earlier)
    count, days = busiest(start, there)
    found = []
    if count >= AGREEMENTS_WITH_A_HOST:
        return [
            _no(
                "host_name",
                "immersion_host_twice",
                most=AGREEMENTS_WITH_A_HOST,
                months=WINDOW_MONTHS,
                count=count,
            )
        ]
    left = max(0, DAYS_WITH_A_HOST - days)
    if days_of(start, end) > left:
        found.append(
            _no(
                "ends_on",
                "immersion_host_days",
                left=left,
                most=DAYS_WITH_A_HOST,
                days=days_of(start, end),
            )
        )
    if renews is None and any(_same_object(content, one) for one in _within(start, there)):
        found.append(_no("title", "immersion_same_object"))
    if any(one.starts_on <= end and start <= one.ends_on for one in there):
        found.append(_no("starts_on", "immersion_overlaps"))
    return found


def _within(start: date, there: Sequence[Earlier]) -> list[Earlier]:
    return [
        one
        for one in there
        if months_after(start, -WINDOW_MONTHS) < one.starts_on < months_after(start, WINDOW_MONTHS)
    ]


def _same_object(content: ImmersionContent, one: Earlier) -> bool:
    """The object is what it is for and which occupation."""
    return content.purpose is one.purpose and _word(content.title) == _word(one.title)


def _no(field: str, code: str, **params: str | int | float) -> FieldProblem:
    return FieldProblem(field, code, params)


def _word(text: str) -> str:
    """A name or a title as two of them are compared: no case, accents, marks or doubled spaces."""
    return " ".join("".join(c if c.isalnum() else " " for c in plain(text)).split())
