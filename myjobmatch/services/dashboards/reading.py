"""Reading a dashboard: whose it is, its periods, the queries, and what is made of their answers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from myjobmatch.db.models import Account
from myjobmatch.db.repositories.dashboards import Followed, Scope
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.answers import Step
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.dashboard import (
    COHORT_WEEKS,
    AdvisorChoice,
    CellKind,
    Dashboard,
    DashboardQuery,
    Headline,
    Table,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.figures import Measure, monday_of
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.periods import Period, period_of
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.weeks import LEAST_HOURS
from myjobmatch.services.answer_reasons import reason_told
from myjobmatch.services.building import service
from myjobmatch.services.dashboards import series
from myjobmatch.services.dashboards.leaving import Leaving, leaving_youths

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose rights are settled: the scope, the people it names, the two periods."""

    scope: Scope
    whole: bool
    staff: tuple[Account, ...]
    chosen: Account | None
    period: Period
    before: Period
    today: date


@service(is_accompanying, writes=False)
async def read_dashboard(actor: Actor, query: DashboardQuery, uow: UnitOfWork) -> Dashboard:
    """The dashboard of one's own portfolio, or of the structure; a manager may choose one advisor of theirs.

    Raises:
        Invalid: no such period (`period_bad`).
        NotFound: no such advisor in the manager's structure (`advisor_unknown`).
    """
    return await build_dashboard(actor, query, uow)


async def build_dashboard(actor: Actor, query: DashboardQuery, uow: UnitOfWork) -> Dashboard:
    """The same for other services; the caller has checked the policy."""
    asked = await _asked(actor, query, uow)
    period, before, both = asked.period, asked.before, (asked.period, asked.before)
    read = uow.dashboards
    cursor = await read.cursor()
    days = await read.days(asked.scope, both)
    cut = (*period.cut_weeks(), *before.cut_weeks())
    people = await read.people(asked.scope, (*both, *cut))
    first = monday_of(period.last) - (2 * COHORT_WEEKS + 1) * _WEEK
    cohorts = await read.cohorts(asked.scope, first, monday_of(period.last), period.last)
    waits = await read.answers(asked.scope, both)
    followed = await read.followed(asked.scope.structure_id)
    leaving = await leaving_youths(actor, asked.scope, asked.today, uow)
    mine = [
        one for advisor_id, one in followed.items() if asked.scope.advisor_id in (None, advisor_id)
    ]
    targeted = sum(one.targeted for one in mine)
    spans = [series.hour_weeks(each) for each in both]
    worked = await read.hours(asked.scope, [(w[0], w[-1]) for w in spans], LEAST_HOURS * 60)
    hours = tuple(series.mean_hours(weeks, worked, targeted) for weeks in spans)
    tables = [
        series.activity(days, period, before, dict(zip(cut, people[2:], strict=True))),
        series.retention(cohorts, period.last),
        series.funnel(days, period, before),
        series.answers(waits),
        series.refusals(*[await _refusals(asked.scope, each, uow) for each in both]),
        series.presence(days, period),
        series.hours(spans[0], worked, targeted),
        leaving.table,
    ]
    if actor.role is Role.MANAGER and asked.scope.advisor_id is None:
        tables.append(await _advisors(asked, followed, leaving, uow))
    return Dashboard(
        whole=asked.whole,
        of=asked.chosen.public_id if asked.chosen else "",
        period=period,
        before=before,
        headlines=_headlines(asked, days, people, hours, leaving),
        tables=tuple(tables),
        drop_outs=leaving.listed,
        drop_out_count=leaving.total,
        advisors=tuple(AdvisorChoice(a.public_id, a.display_name) for a in asked.staff),
        followed=sum(one.youths for one in mine),
        counted_at=cursor.counted_at if cursor else None,
        rebuilding=cursor.rebuilding if cursor else False,
        empty=not days and not any(people) and not cohorts,
    )


async def _refusals(scope: Scope, period: Period, uow: UnitOfWork) -> dict[str, int]:
    first = datetime.combine(period.first, time(), PARIS)
    after = datetime.combine(period.last + timedelta(days=1), time(), PARIS)
    found = await uow.answers.refusals(scope.structure_id, scope.advisor_id, first, after)
    told: dict[str, int] = {}
    for step, reason, number in found:
        why = "answer" if step is Step.SILENT else reason_told(reason)
        told[why] = told.get(why, 0) + number
    return told


async def _asked(actor: Actor, query: DashboardQuery, uow: UnitOfWork) -> Asked:
    today = paris_day(uow.clock.now())
    period = period_of(query.kind, today, query.first, query.last)
    structure_id = actor.structure_id or 0
    manager = actor.role is Role.MANAGER
    staff: tuple[Account, ...] = ()
    chosen = None
    if manager:
        staff = tuple(await uow.accounts.staff(structure_id, (Role.ADVISOR,)))
        if query.advisor:
            public_id = checked_public_id(query.advisor)
            chosen = next((one for one in staff if one.public_id == public_id), None)
            if chosen is None:
                raise NotFound("advisor_unknown")
    whole = query.whole or manager
    advisor_id = chosen.id if chosen else None if whole else actor.account_id
    return Asked(
        Scope(structure_id, advisor_id),
        whole and chosen is None,
        staff,
        chosen,
        period,
        period.compared(query.against),
        today,
    )


async def _advisors(
    asked: Asked, followed: dict[int, Followed], leaving: Leaving, uow: UnitOfWork
) -> Table:
    structure_id = asked.scope.structure_id
    counts = await uow.dashboards.by_advisor(structure_id, asked.period, series.BY_ADVISOR)
    people = await uow.dashboards.people_by_advisor(structure_id, asked.period)
    names = [(one.id, one.display_name) for one in asked.staff]
    return series.advisors([*names, (0, "")], followed, people, counts, leaving.by_advisor)


def _headlines(
    asked: Asked,
    days: series.Days,
    people: list[int],
    hours: tuple[float | None, ...],
    leaving: Leaving,
) -> tuple[Headline, ...]:
    def summed(key: str, *measures: Measure) -> Headline:
        now, then = (series.total(days, p, *measures) for p in (asked.period, asked.before))
        return Headline(key, CellKind.COUNT, now, then)

    rates = [series.attendance(days, p) for p in (asked.period, asked.before)]
    came, came_before = (came / of if of else None for came, of in rates)
    return (
        Headline("youths", CellKind.COUNT, people[0], people[1]),
        summed("liked", *series.LIKED),
        summed("mutual", Measure.MUTUAL),
        summed("interview", *series.INTERVIEWS),
        summed("hired", *series.HIRES),
        Headline("rate", CellKind.SHARE, came, came_before),
        Headline("hours", CellKind.HOURS, hours[0], hours[1]),
        Headline("leaving", CellKind.COUNT, leaving.total, None, good_is_more=False),
    )
