"""The first page itself: what waits in order, rows put off or done and taken back, the button that settles one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.db.models import StructureSettings, TodayMark
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.today import (
    READ_EACH,
    Mark,
    MarkKind,
    PutOff,
    TodayFound,
    TodayGroup,
    TodayKind,
    TodayPage,
    TodayRow,
    grouped,
    hides,
    until,
    waiting,
)
from myjobmatch.services.building import service
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.silence import silent_days
from myjobmatch.services.today.registry import SOURCES

FEWEST_DAYS, MOST_DAYS = 3, 90
KEPT = timedelta(days=400)
"""So long it is remembered that a row was done."""


@dataclass(frozen=True, slots=True)
class PutOffRow:
    """A row (by its key) to come back tomorrow, next week, or on a `day` (ISO)."""

    key: str
    choice: PutOff
    day: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What a row was before it was marked: for taking that back."""

    key: str
    kind: MarkKind | None = None


@service(is_accompanying, writes=False)
async def list_today(actor: Actor, _command: None, uow: UnitOfWork) -> TodayPage:
    """What needs the actor now, in the order that a day is worked through."""
    now = uow.clock.now()
    marks = {row.key: _read(row) for row in await uow.today.marks(actor.account_id)}
    found = await _found(actor, uow)
    groups = []
    later = 0
    for kind, (answer, behind) in found.items():
        rows, total = waiting(answer, marks, now)
        groups.append(TodayGroup(kind, rows, total, behind))
        later += sum(_put_off(marks.get(row.key), row, now) for row in answer.rows)
    days = await silent_days(actor.structure_id, uow)
    return TodayPage(paris_day(now), grouped(groups), later, days, tuple(found))


@service(is_accompanying)
async def finish_row(actor: Actor, key: str, uow: UnitOfWork) -> Before:
    """The row is done: it comes back only with a newer cause.

    Raises:
        NotFound: no such row waits for the actor (`row_unknown`).
    """
    row = await _row(actor, key, uow)
    return await _mark(actor, row, Mark(MarkKind.DONE, row.at), uow)


@service(is_accompanying)
async def put_off_row(actor: Actor, command: PutOffRow, uow: UnitOfWork) -> Before:
    """The row comes back on the morning of a day.

    Raises:
        NotFound: no such row waits for the actor (`row_unknown`).
        Invalid: no such day (`today_day`, with `most`).
    """
    row = await _row(actor, command.key, uow)
    day = _day(command.day) if command.choice is PutOff.DAY else None
    back = until(command.choice, day, uow.clock.now())
    return await _mark(actor, row, Mark(MarkKind.LATER, row.at, back), uow)


@service(is_accompanying)
async def unmark_row(actor: Actor, key: str, uow: UnitOfWork) -> None:
    """What was done or put off is as it was; nothing happens when it is so already."""
    await uow.today.unmark(actor.account_id, _checked(key))
    uow.changed("account", actor.account_id)


@service(is_accompanying)
async def unmark_later(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """All that is put off comes back now; answers how many rows that were."""
    later = [m for m in await uow.today.marks(actor.account_id) if m.kind is MarkKind.LATER]
    for mark in later:
        await uow.today.unmark(actor.account_id, mark.key)
    uow.changed("account", actor.account_id)
    return len(later)


@service(is_accompanying)
async def settle_row(actor: Actor, key: str, uow: UnitOfWork) -> None:
    """Carry out the one button of a row that has no page of its own.

    Raises:
        NotFound: no such row waits for the actor (`row_unknown`).
        DomainError: what the service behind the button refuses.
    """
    row = await _row(actor, key, uow)
    for source in SOURCES:
        if source.kind is row.kind and source.settle is not None and source.policy(actor):
            await source.settle(actor, row.key.partition(":")[2], uow)
            uow.changed("account", actor.account_id)
            return
    raise NotFound("row_unknown")


@service(lambda actor: actor.role is Role.MANAGER)
async def settle_silence(actor: Actor, days: int, uow: UnitOfWork) -> int:
    """Say after how many days without a sign somebody drifts away, for the whole structure.

    Raises:
        Invalid: fewer or more days than make sense (`silent_days`, with `fewest` and `most`).
    """
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Invalid("silent_days", fewest=FEWEST_DAYS, most=MOST_DAYS)
    structure_id = actor.structure_id or 0
    settings = await uow.today.settings(structure_id)
    if settings is None:
        uow.today.add(StructureSettings(structure_id=structure_id, silent_days=days))
    else:
        settings.silent_days = days
    uow.ledger.audit(actor, "silence_settled", "structure", structure_id, details={"days": days})
    uow.changed(STRUCTURE, structure_id)
    return days


async def _found(actor: Actor, uow: UnitOfWork) -> dict[TodayKind, tuple[TodayFound, str]]:
    """What each kind's sources answer, together."""
    rows: dict[TodayKind, list[TodayRow]] = defaultdict(list)
    totals: dict[TodayKind, int] = defaultdict(int)
    behind: dict[TodayKind, str] = {}
    for source in SOURCES:
        if source.policy(actor):
            answer = await source.rows(actor, uow)
            rows[source.kind] += answer.rows
            totals[source.kind] += answer.total
            behind.setdefault(source.kind, source.behind)
    return {
        kind: (TodayFound(rows[kind][: 2 * READ_EACH], totals[kind]), behind[kind])
        for kind in behind
    }


async def _row(actor: Actor, key: str, uow: UnitOfWork) -> TodayRow:
    """The row of that key, if it waits for the actor."""
    checked = _checked(key)
    kind = checked.partition(":")[0]
    for source in SOURCES:
        if source.kind.value == kind and source.policy(actor):
            for row in (await source.rows(actor, uow)).rows:
                if row.key == checked:
                    return row
    raise NotFound("row_unknown")


async def _mark(actor: Actor, row: TodayRow, mark: Mark, uow: UnitOfWork) -> Before:
    now = uow.clock.now()
    await uow.today.forget_marks(actor.account_id, now - KEPT)
    known = await uow.today.mark(actor.account_id, row.key)
    before = Before(row.key, known.kind if known else None)
    if known is None:
        known = TodayMark(account_id=actor.account_id, key=row.key)
        uow.today.add(known)
    known.kind, known.cause_at, known.until = mark.kind, mark.cause_at, mark.until
    known.marked_at = now
    uow.changed("account", actor.account_id)
    return before


def _put_off(mark: Mark | None, row: TodayRow, now: datetime) -> bool:
    return mark is not None and mark.kind is MarkKind.LATER and hides(mark, row, now)


def _read(row: TodayMark) -> Mark:
    return Mark(row.kind, row.cause_at, row.until)


def _checked(key: object) -> str:
    if not isinstance(key, str) or not 0 < len(key) <= 120:
        raise NotFound("row_unknown")
    return key


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("today_day", most=90) from None
