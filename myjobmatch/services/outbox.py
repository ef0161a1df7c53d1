"""The worker's verbs: carry out domain events once each, and what falls due by the clock."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.appointment_reminders import remind_of_appointments
from myjobmatch.services.building import service
from myjobmatch.services.documents import clear_documents
from myjobmatch.services.exposure import forget_old_views
from myjobmatch.services.offer_endings import end_due_offers
from myjobmatch.services.offer_prolonging import remind_of_ends
from myjobmatch.services.reminders import forget_taken_away, tell_due_reminders
from myjobmatch.services.scheduled_messages import send_due
from myjobmatch.services.transfer_carrying import carry_out_transfers

logger = logging.getLogger(__name__)

EVENTS_AT_ONCE = 100
Listener = Callable[[UnitOfWork, Mapping[str, Any]], Awaitable[None]]

LISTENERS: dict[str, list[Listener]] = defaultdict(list)
"""Who listens to which topic. An event without listeners is carried out by being seen."""


def listens(topic: str) -> Callable[[Listener], Listener]:
    """Register a coroutine that is given each event of a topic, in the worker's transaction."""

    def register(listener: Listener) -> Listener:
        LISTENERS[topic].append(listener)
        return listener

    return register


@service(is_system)
async def carry_out_events(_actor: Actor, limit: int, uow: UnitOfWork) -> int:
    """Give pending events to their listeners, oldest first; answers how many were taken.

    A listener that fails leaves its event pending with the reason, for ten attempts; the others of
    the batch go on. Its own writes are undone by a savepoint.
    """
    events = await uow.ledger.pending_events(limit)
    for event in events:
        try:
            async with uow.savepoint():
                for listener in LISTENERS[event.topic]:
                    await listener(uow, event.payload)
        except Exception as reason:
            logger.exception("event %s (%s) could not be carried out", event.id, event.topic)
            event.attempts += 1
            event.error = str(reason)[:500]
        else:
            event.done_at = uow.clock.now()
    return len(events)


async def work_once(app: Application) -> int:
    """One round of the worker; answers how many events and offers it dealt with."""
    done = await end_due_offers(app)
    await app.run(forget_old_views, SYSTEM, None)
    done += await app.run(carry_out_transfers, SYSTEM, None)
    done += await app.run(tell_due_reminders, SYSTEM, None)
    done += await app.run(remind_of_appointments, SYSTEM, None)
    done += await app.run(remind_of_ends, SYSTEM, None)
    await app.run(forget_taken_away, SYSTEM, None)
    await clear_documents(app)
    done += await send_due(app)
    while taken := await app.run(carry_out_events, SYSTEM, EVENTS_AT_ONCE):
        done += taken
        if taken < EVENTS_AT_ONCE:
            break
    return done
