"""Reminders of appointments, a week and a day before: an event for each whose moment has come, once."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import REMIND_DAYS
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service

REMIND = "appointment_remind"
"""The domain event of a reminder: `{appointment, sequence, days}`."""

_AT_ONCE = 200


@service(is_system)
async def remind_of_appointments(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each reminder whose moment has come, once; answers how many.

    When the worker stood still for days, the reminder of the day before takes the place of the week's.
    """
    now = uow.clock.now()
    due = await uow.appointments.to_remind(now, _AT_ONCE)
    told = 0
    for row in due:
        days = min(
            number
            for number, at in zip(REMIND_DAYS, (row.remind_week_at, row.remind_day_at), strict=True)
            if at is not None and at <= now
        )
        row.remind_week_at = None
        if row.remind_day_at is not None and row.remind_day_at <= now:
            row.remind_day_at = None
        if row.starts_at > now:
            payload = {"appointment": row.id, "sequence": row.sequence, "days": days}
            uow.ledger.event(REMIND, payload)
            told += 1
    return told
