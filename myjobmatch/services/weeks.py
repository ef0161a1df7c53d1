"""The advisor's view of weeks: who waits for validation, whose hours there are, who has none."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from myjobmatch.db.repositories.portfolio import Followed
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import MOST_AT_ONCE, ActionView, WeekContents
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import FollowUp, Role, Scheme
from myjobmatch.domain.permissions import is_accompanying, may_settle_week
from myjobmatch.domain.weeks import (
    DAYS,
    Target,
    Week,
    WeekTotal,
    ZeroHours,
    target_of,
    week_of,
    weeks_until,
    zero_hours,
)
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.action_moves import view_of
from myjobmatch.services.building import service
from myjobmatch.services.hour_sources import totals_between
from myjobmatch.services.own_week import WEEKS_BACK, week_contents

WEEKS_SHOWN = 5
FURTHEST_WEEKS = 520
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class WeeksQuery:
    """What the page shows. `until` is a day of the last week shown (None: this one); `zero` those alone with an
    alert; `asked` those alone whose scheme asks for hours; `everyone` the whole structure."""

    search: str = ""
    until: date | None = None
    zero: bool = False
    asked: bool = False
    everyone: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class WaitingAction:
    """An action that waits for validation, and whose it is."""

    action: ActionView
    youth_id: str
    youth: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A youth's weeks, in the order of the page's; `waiting` counts what waits for validation."""

    youth_id: str
    name: str
    advisor: str
    scheme: Scheme
    target: Target | None
    totals: tuple[WeekTotal, ...]
    zero: ZeroHours | None
    waiting: int
    settles: bool


@dataclass(frozen=True, slots=True)
class WeeksPage:
    """The advisor's page; `waiting_count` counts what is not shown too, `zero_count` all with an alert."""

    weeks: tuple[Week, ...]
    rows: tuple[WeekRow, ...]
    waiting: tuple[WaitingAction, ...]
    waiting_count: int
    zero_count: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class YouthWeeks:
    """One youth's weeks: the newest last. `settles`: the reader may validate."""

    contents: WeekContents
    weeks: tuple[Week, ...]
    totals: tuple[WeekTotal, ...]
    zero: ZeroHours | None
    settles: bool


@dataclass(frozen=True, slots=True)
class Alerted:
    """Somebody whose week has no hours: for lists of what needs an advisor."""

    youth_id: int
    public_id: str
    name: str
    zero: ZeroHours


@dataclass(frozen=True, slots=True)
class WaitingYouth:
    """Somebody who told of `count` things that wait; since when, and the latest of them."""

    public_id: str
    name: str
    count: int
    first: datetime
    latest: datetime


@service(is_accompanying, writes=False)
async def weeks_page(actor: Actor, query: WeeksQuery, uow: UnitOfWork) -> WeeksPage:
    """What waits for validation, and the weeks of the actor's youths."""
    today = paris_day(uow.clock.now())
    far = timedelta(weeks=FURTHEST_WEEKS)
    until = min(max(query.until or today, today - far), today + far)
    weeks = weeks_until(week_of(until), WEEKS_SHOWN)
    own = await own_youths(actor, uow)
    waiting = await _waiting(own, uow)
    counts: dict[str, int] = {}
    for one in waiting:
        counts[one.youth_id] = counts.get(one.youth_id, 0) + 1
    whole = query.everyone or actor.role is Role.MANAGER
    shown = await uow.portfolio.youths(actor.structure_id or 0, None) if whole else own
    totals = await _kept([one.youth.id for one in shown], weeks, today, uow)
    rows = [
        _row(actor, one, weeks, totals.get(one.youth.id, {}), today, counts)
        for one in shown
        if one.youth.follow_up is FollowUp.FOLLOWED
    ]
    rows = [row for row in rows if _holds(row, query.search)]
    zero_count = sum(1 for row in rows if row.zero is not None)
    if query.asked:
        rows = [row for row in rows if row.target is not None]
    if query.zero:
        rows = [row for row in rows if row.zero is not None]
    rows.sort(key=_order)
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = max(1, min(query.page, pages))
    return WeeksPage(
        weeks=weeks,
        rows=tuple(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        waiting=tuple(waiting[:MOST_AT_ONCE]),
        waiting_count=len(waiting),
        zero_count=zero_count,
        total=len(rows),
        page=page,
        pages=pages,
    )


@service(is_accompanying, writes=False)
async def youth_weeks(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> YouthWeeks:
    """One youth's weeks, for whoever may read their page.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    today = paris_day(uow.clock.now())
    weeks = weeks_until(week_of(today), WEEKS_BACK)
    totals = (await totals_between(uow, (youth.id,), weeks))[youth.id]
    return YouthWeeks(
        contents=await week_contents(youth, uow),
        weeks=weeks,
        totals=tuple(totals.get(week, WeekTotal()) for week in weeks),
        zero=zero_hours(youth.scheme, paris_day(youth.created_at), today, totals),
        settles=may_settle_week(
            actor, structure_id=youth.structure_id, advisor_id=youth.advisor_id, youth_id=youth.id
        ),
    )


async def own_youths(actor: Actor, uow: UnitOfWork) -> Sequence[Followed]:
    """The youths whose weeks the actor settles; the caller has checked the role."""
    whole = actor.role is Role.MANAGER
    return await uow.portfolio.youths(actor.structure_id or 0, None if whole else actor)


async def alerted_youths(actor: Actor, uow: UnitOfWork) -> list[Alerted]:
    """The actor's youths whose week has no hours; the caller has checked the role."""
    today = paris_day(uow.clock.now())
    asked = [scheme for scheme in Scheme if target_of(scheme) is not None]
    own = await uow.portfolio.named(actor, schemes=asked)
    totals = await _kept([one.id for one in own], (week_of(today),), today, uow)
    found = []
    for one in own:
        kept = totals.get(one.id, {})
        zero = zero_hours(one.scheme, paris_day(one.created_at), today, kept)
        if zero is not None:
            found.append(Alerted(one.id, one.public_id, one.name, zero))
    return found


async def waiting_by_youth(actor: Actor, uow: UnitOfWork) -> list[WaitingYouth]:
    """The actor's youths who wait for validation, the longest first; the caller has checked the role."""
    found: dict[int, WaitingYouth] = {}
    actions = await uow.actions.declared(actor)
    ids = {action.youth_id for action in actions}
    own = {one.id: one for one in await uow.portfolio.named(actor, ids=ids)} if ids else {}
    for action in actions:
        one = own[action.youth_id]
        told = action.declared_at or action.changed_at
        known = found.get(action.youth_id)
        if known is None:
            known = WaitingYouth(one.public_id, one.name, 0, told, told)
        found[action.youth_id] = replace(
            known,
            count=known.count + 1,
            first=min(known.first, told),
            latest=max(known.latest, told),
        )
    return sorted(found.values(), key=lambda one: (one.first, one.public_id))


async def waiting_of(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> list[str]:
    """The public ids of what one of the actor's youths told and waits for validation.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    return [action.public_id for action, _ in await uow.actions.waiting([youth.id])]


async def _waiting(own: Sequence[Followed], uow: UnitOfWork) -> list[WaitingAction]:
    by_id = {one.youth.id: one for one in own}
    return [
        WaitingAction(
            view_of(action, proof),
            by_id[action.youth_id].youth.public_id,
            _name(by_id[action.youth_id]),
        )
        for action, proof in await uow.actions.waiting(by_id)
    ]


async def _kept(
    youth_ids: Sequence[int], weeks: Sequence[Week], today: date, uow: UnitOfWork
) -> Mapping[int, Mapping[Week, WeekTotal]]:
    """The sums of the weeks shown, and of the two that the alert looks at: a query a source."""
    first = min(weeks[0].monday, week_of(today).shifted(-1).monday)
    last = max(weeks[-1].monday, week_of(today).monday)
    if not youth_ids:
        return {}
    count = (last - first).days // DAYS + 1
    return await totals_between(uow, youth_ids, weeks_until(Week(last), count))


def _row(
    actor: Actor,
    one: Followed,
    weeks: Sequence[Week],
    totals: Mapping[Week, WeekTotal],
    today: date,
    waiting: Mapping[str, int],
) -> WeekRow:
    youth = one.youth
    return WeekRow(
        youth_id=youth.public_id,
        name=_name(one),
        advisor=one.advisor,
        scheme=youth.scheme,
        target=target_of(youth.scheme),
        totals=tuple(totals.get(week, WeekTotal()) for week in weeks),
        zero=zero_hours(youth.scheme, paris_day(youth.created_at), today, totals),
        waiting=waiting.get(youth.public_id, 0),
        settles=may_settle_week(
            actor, structure_id=youth.structure_id, advisor_id=youth.advisor_id, youth_id=youth.id
        ),
    )


def _order(row: WeekRow) -> tuple[bool, bool, str]:
    return (row.zero is None, row.target is None, _plain(row.name))


def _holds(row: WeekRow, search: str) -> bool:
    return all(word in _plain(row.name) for word in _plain(search[:100]).split())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _name(one: Followed) -> str:
    return f"{one.identity.first_name} {one.identity.last_name}".strip()
