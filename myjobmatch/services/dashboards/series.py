"""The tables behind the charts, made of what the counts answer: pure arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from myjobmatch.db.repositories.dashboards import Counts, Followed, WeekHours
from myjobmatch.domain.dashboard import (
    COHORT_WEEKS,
    FOLLOWED_WEEKS,
    LEAST_PEOPLE,
    Cell,
    CellKind,
    Table,
    TableKey,
    acts,
    count,
    share,
)
from myjobmatch.domain.figures import Measure, Step, monday_of
from myjobmatch.domain.periods import Period

Days = Mapping[date, Counts]
NOTHING = Cell(CellKind.NONE)
_ALL = "all"
HOUR_WEEKS = 13
_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)

LIKED = (Measure.LIKED_INSIDE, Measure.LIKED_OUTSIDE)
INTERVIEWS = (Measure.INTERVIEW_INSIDE, Measure.INTERVIEW_OUTSIDE, Measure.INTERVIEW_ELSEWHERE)
HIRES = (Measure.HIRED_INSIDE, Measure.HIRED_OUTSIDE, Measure.HIRED_ELSEWHERE)
CAME = (Measure.SEEN, Measure.ATTENDED)
STAYED_AWAY = (Measure.MISSED, Measure.ABSENT)

FUNNEL: tuple[tuple[Step, Measure | None, Measure | None, Measure | None], ...] = (
    (Step.LIKED, *LIKED, None),
    (Step.MUTUAL, Measure.MUTUAL, None, None),
    (Step.SHARED, Measure.SHARED, None, None),
    (Step.INTERVIEW, *INTERVIEWS),
    (Step.HIRED, *HIRES),
)
"""The steps, and what each counts by the way it came: an employer here, an outside offer, found elsewhere."""


def total(days: Days, period: Period, *measures: Measure | None) -> int:
    """The sum of measures over the days of a period."""
    found, day = 0, period.first
    while day <= period.last:
        if (counts := days.get(day)) is not None:
            found += sum(counts[measure] for measure in measures if measure is not None)
        day += _DAY
    return found


def attendance(days: Days, period: Period) -> tuple[int, int]:
    """How often youths were where they were expected, of how often it was noted; excused is not counted as absence."""
    came = total(days, period, *CAME)
    return came, came + total(days, period, *STAYED_AWAY)


def activity(days: Days, period: Period, before: Period, cut: Mapping[Period, int]) -> Table:
    """Youths who gave a sign and what they did, by day or by week, beside the part before that stands at its place.

    `cut`: distinct youths of weeks that a period holds in part; those of whole ones stand on their Monday.
    """
    parts, earlier = period.parts(), before.parts()
    kind = _part_kind(parts, period)
    rows = []
    for at, part in enumerate(parts):
        people = _people(days, part, cut)
        now = count(people)
        then = count(_people(days, earlier[at], cut)) if at < len(earlier) else NOTHING
        done = [
            acts(total(days, part, measure), people)
            for measure in (Measure.ACTS, Measure.SIGN_INS, Measure.DECISIONS, Measure.RECEIVED)
        ]
        written = Cell(CellKind.COUNT, total(days, part, Measure.WRITTEN))
        rows.append((part_cell(part, kind), now, then, *done, written))
    heads = (
        "part",
        "youths",
        "youths_before",
        "acts",
        "sign_ins",
        "decisions",
        "received",
        "written",
    )
    return Table(TableKey.ACTIVITY, heads, tuple(rows))


def part_cell(part: Period, kind: CellKind) -> Cell:
    """How a day or a week is named."""
    return Cell(kind, text=part.first.isoformat())


def _part_kind(parts: Sequence[Period], period: Period) -> CellKind:
    return CellKind.DAY if len(parts) == period.days else CellKind.WEEK


def _people(days: Days, part: Period, cut: Mapping[Period, int]) -> int:
    if part in cut:
        return cut[part]
    measure = Measure.YOUTHS if part.days == 1 else Measure.WEEK_YOUTHS
    return days[part.first][measure] if part.first in days else 0


def retention(rows: Iterable[tuple[date, date, int]], last: date) -> Table:
    """Of youths who came first in the last half year, the share seen again each week after; and of those before them."""
    end = monday_of(last + timedelta(days=1)) - _WEEK  # the last whole week
    border = end - (COHORT_WEEKS - 1) * _WEEK
    seen: dict[date, dict[int, int]] = defaultdict(dict)
    for first, monday, youths in rows:
        seen[first][(monday - first).days // 7] = youths
    lines = []
    for after in range(1, FOLLOWED_WEEKS + 1):
        again, of = _again(seen, after, border, end)
        again_before, of_before = _again(seen, after, border - COHORT_WEEKS * _WEEK, border - _WEEK)
        lines.append(
            (
                Cell(CellKind.WEEK_NUMBER, after),
                count(of) if of else NOTHING,
                replace(share(again, of), kind=CellKind.COUNT, number=again) if of else NOTHING,
                share(again, of),
                share(again_before, of_before),
            )
        )
    heads = ("week_number", "began", "seen_again", "share", "share_before")
    return Table(TableKey.RETENTION, heads, tuple(lines))


def _again(
    seen: Mapping[date, Mapping[int, int]], after: int, first: date, last: date
) -> tuple[int, int]:
    whole = [
        weeks for began, weeks in seen.items() if first <= began and began + after * _WEEK <= last
    ]
    return sum(weeks.get(after, 0) for weeks in whole), sum(weeks.get(0, 0) for weeks in whole)


def funnel(days: Days, period: Period, before: Period) -> Table:
    """Each step, once a pair, on the day it was reached; by the way it came."""
    rows = []
    for step, *ways in FUNNEL:
        parts = [NOTHING if way is None else count(total(days, period, way)) for way in ways]
        rows.append(
            (
                Cell(CellKind.STEP, text=step.value),
                count(total(days, period, *ways)),
                count(total(days, before, *ways)),
                *parts,
            )
        )
    heads = ("step", "pairs", "pairs_before", "inside", "outside", "elsewhere")
    return Table(TableKey.FUNNEL, heads, tuple(rows), sums=(1, 3, 4, 5))


def answers(rows: Iterable[tuple[int, str, int, list[int]]]) -> Table:
    """By employer: how many likes were answered, after how many days in the middle; the most answers first."""
    waits: dict[str, tuple[dict[int, int], dict[int, int]]] = defaultdict(
        lambda: (defaultdict(int), defaultdict(int))
    )
    names = {}
    for company_id, name, waited, numbers in rows:
        names[str(company_id)] = name
        for whose in (str(company_id), _ALL):
            for by, number in zip(waits[whose], numbers, strict=True):
                by[waited] += number
    lines = []
    for whose, (now_by, then_by) in waits.items():
        told, week = sum(now_by.values()), sum(n for days, n in now_by.items() if days <= 7)
        if told:
            lines.append(
                (
                    Cell(CellKind.EVERYBODY)
                    if whose == _ALL
                    else Cell(CellKind.TEXT, text=names[whose]),
                    count(told),
                    _median(now_by),
                    share(week, told) if told >= LEAST_PEOPLE else Cell(CellKind.FEW),
                    _median(then_by),
                )
            )
    lines.sort(key=lambda line: (line[0].kind is CellKind.TEXT, -line[1].number, line[0].text))
    heads = ("company", "answers", "median", "within_week", "median_before")
    return Table(TableKey.ANSWERS, heads, tuple(lines), summed=(1,))


def _median(by: Mapping[int, int]) -> Cell:
    """The median of whole days; too few answers are not told."""
    many = sum(by.values())
    if many < LEAST_PEOPLE:
        return Cell(CellKind.FEW) if many else NOTHING
    places = ((many - 1) // 2, many // 2)
    passed, middle = 0, []
    for waited, number in sorted(by.items()):
        middle += [waited for place in places if passed <= place < passed + number]
        passed += number
    return Cell(CellKind.DAYS, sum(middle) / 2, basis=many)


def refusals(now: Mapping[str, int], before: Mapping[str, int]) -> Table:
    """Why employers said no, or nothing at all: each once a like, in the period it was told; the most frequent first."""
    rows = [
        (Cell(CellKind.STEP, text=f"no_{why}"), count(now.get(why, 0)), count(before.get(why, 0)))
        for why in sorted({*now, *before}, key=lambda why: (-now.get(why, 0), why))
    ]
    return Table(TableKey.REFUSALS, ("why", "refusals", "refusals_before"), tuple(rows))


def presence(days: Days, period: Period) -> Table:
    """Appointments and workshops: came, excused, missed."""
    rows: list[tuple[Cell, ...]] = []
    parts = period.parts()
    kind = _part_kind(parts, period)
    for part in parts:
        came, of = attendance(days, part)
        told = [
            count(total(days, part, measure))
            for measure in (
                Measure.SEEN,
                Measure.EXCUSED,
                Measure.MISSED,
                Measure.ATTENDED,
                Measure.ABSENT,
            )
        ]
        here = [total(days, part, measure) for measure in (*CAME, *STAYED_AWAY)]
        rows.append((part_cell(part, kind), *told, share(came, of, *here)))
    heads = ("part", "seen", "excused", "missed", "attended", "absent", "rate")
    return Table(TableKey.ATTENDANCE, heads, tuple(rows))


def hour_weeks(period: Period) -> list[date]:
    """The Mondays of a period's whole weeks, a quarter's at most; of a shorter one, the week that ended in it, else its own."""
    last = max(monday_of(period.last + _DAY) - _WEEK, monday_of(period.first))
    first = monday_of(period.first + 6 * _DAY)
    count_of = max(1, min(HOUR_WEEKS, (last - first).days // 7 + 1))
    return [last - back * _WEEK for back in reversed(range(count_of))]


def hours(weeks: Sequence[date], by_week: Mapping[date, WeekHours], targeted: int) -> Table:
    """Hours a week of those who have some to reach: on average of all of them, whoever did nothing included."""
    rows = []
    for monday in weeks if targeted else ():
        found = by_week.get(monday, WeekHours(0, 0, 0))
        rows.append(
            (
                Cell(CellKind.WEEK, text=monday.isoformat()),
                count(targeted),
                Cell(CellKind.HOURS, found.validated / 60 / targeted, basis=targeted),
                Cell(CellKind.HOURS, found.waiting / 60 / targeted, basis=targeted),
                share(found.reached, targeted),
            )
        )
    heads = ("week", "targeted", "validated", "waiting", "at_target")
    return Table(TableKey.HOURS, heads, tuple(rows))


def mean_hours(
    weeks: Sequence[date], by_week: Mapping[date, WeekHours], targeted: int
) -> float | None:
    """Hours validated a week and a youth, over some weeks; None where nobody has hours to reach."""
    if not targeted:
        return None
    validated = sum(by_week[monday].validated for monday in weeks if monday in by_week)
    return validated / 60 / targeted / len(weeks)


BY_ADVISOR = (Measure.WRITTEN, *LIKED, Measure.MUTUAL, *INTERVIEWS, *HIRES, *CAME, *STAYED_AWAY)
"""What a line of `advisors` is made of."""


def advisors(
    names: Sequence[tuple[int, str]],
    followed: Mapping[int, Followed],
    people: Mapping[int, int],
    counts: Mapping[int, Counts],
    leaving: Mapping[int, int],
) -> Table:
    """A line for each advisor of the structure, by name; and one for youths who had none, where there are any."""
    rows = []
    for account_id, name in names:
        its: Counts = counts.get(account_id, {})
        active = people.get(account_id, 0)
        if not (account_id or active or followed.get(0) or any(its.values())):
            continue
        came, missed = _of(its, *CAME), _of(its, *STAYED_AWAY)
        rows.append(
            (
                Cell(CellKind.TEXT, text=name),
                count(followed[account_id].youths if account_id in followed else 0),
                count(active),
                count(leaving.get(account_id, 0)),
                Cell(CellKind.COUNT, _of(its, Measure.WRITTEN)),
                count(_of(its, *LIKED)),
                count(_of(its, Measure.MUTUAL)),
                count(_of(its, *INTERVIEWS)),
                count(_of(its, *HIRES)),
                share(came, came + missed),
            )
        )
    heads = (
        "advisor",
        "followed",
        "youths",
        "leaving",
        "written",
        "liked",
        "mutual",
        "interview",
        "hired",
        "rate",
    )
    return Table(TableKey.ADVISORS, heads, tuple(rows))


def _of(counts: Counts, *measures: Measure) -> int:
    return sum(counts.get(measure, 0) for measure in measures)
