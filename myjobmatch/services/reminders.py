"""Reminders that a youth sets, and telling of them when their moment has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.models import Reminder
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.my_search import LONGEST_REMINDER, MOST_REMINDERS, ReminderView
from myjobmatch.domain.permissions import is_system, is_youth
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.my_search import subject
from myjobmatch.services.notices import ACCOUNT

DUE = "reminder_due"
"""The domain event of a reminder whose moment has come: `{youth, reminder}`: no word that was typed."""

DONE_SHOWN = timedelta(days=30)
_EARLIEST = timedelta(days=366)
_LATEST = timedelta(days=2 * 366)
_AT_ONCE = 200
_KEPT_TAKEN_AWAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SetReminder:
    """A reminder, new or changed; `id` is made on the phone, `key` names its file or is empty."""

    id: str
    key: str
    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class FinishReminder:
    """It was done, or was not after all."""

    id: str
    done: bool = True


@service(is_youth)
async def add_reminder(actor: Actor, command: SetReminder, uow: UnitOfWork) -> None:
    """Set a reminder. One whose moment has gone by (the phone had no network) falls due at once.

    Raises:
        Invalid: nothing written (`reminder_empty`), too long (`search_text_long`, with `most`), no
            sensible moment (`reminder_moment`), too many (`too_many_kept`, with `most`).
        NotFound: no such file (`file_unknown`).
        Conflict: there is one of that id (`tracked_known`).
    """
    youth_id = actor.youth_id or 0
    public_id = checked_public_id(command.id)
    if await uow.my_search.reminder_of(youth_id, public_id) is not None:
        raise Conflict("tracked_known")
    if await uow.my_search.count_reminders(youth_id) >= MOST_REMINDERS:
        raise Invalid("too_many_kept", most=MOST_REMINDERS)
    offer_id, tracked_id = await subject(actor, command.key, uow)
    uow.my_search.add(
        Reminder(
            public_id=public_id,
            youth_id=youth_id,
            offer_id=offer_id,
            tracked_id=tracked_id,
            text=_text(command.text),
            due_at=_moment(command.due_at, uow.clock.now()),
            added_at=uow.clock.now(),
        )
    )
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def finish_reminder(actor: Actor, command: FinishReminder, uow: UnitOfWork) -> None:
    """Tick a reminder off, or take the tick back.

    Raises:
        NotFound: not one of theirs (`reminder_unknown`).
    """
    row = await _own(actor, command.id, uow)
    row.done_at = uow.clock.now() if command.done else None
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def delete_reminder(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Forget a reminder; one that is gone already changes nothing."""
    row = await uow.my_search.reminder_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is not None:
        await uow.my_search.remove(row)
        uow.changed(ACCOUNT, actor.account_id)


@service(is_system)
async def tell_due_reminders(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each reminder whose moment has come, once; answers how many."""
    now = uow.clock.now()
    due = await uow.my_search.due_reminders(now, _AT_ONCE)
    for reminder, account_id in due:
        reminder.told_at = now
        uow.ledger.event(DUE, {"youth": reminder.youth_id, "reminder": reminder.id})
        uow.changed(ACCOUNT, account_id)
    return len(due)


@service(is_system)
async def forget_taken_away(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Delete for good the applications taken away more than a day ago; answers how many."""
    return await uow.my_search.forget_taken_away(uow.clock.now() - _KEPT_TAKEN_AWAY)


async def reminder_views(youth_id: int, uow: UnitOfWork) -> tuple[ReminderView, ...]:
    """A youth's reminders, the next first; the caller has checked the right."""
    return tuple(await uow.my_search.reminders(youth_id, uow.clock.now() - DONE_SHOWN))


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> Reminder:
    row = await uow.my_search.reminder_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is None:
        raise NotFound("reminder_unknown")
    return row


def _text(value: str) -> str:
    text = one_line(value)
    if not text:
        raise Invalid("reminder_empty")
    if len(text) > LONGEST_REMINDER:
        raise Invalid("search_text_long", most=LONGEST_REMINDER)
    return text


def _moment(due_at: datetime, now: datetime) -> datetime:
    if due_at.tzinfo is None or not now - _EARLIEST <= due_at <= now + _LATEST:
        raise Invalid("reminder_moment")
    return due_at
