"""Sending what is due: taken in one transaction, sent outside of any, settled in another.

A worker that dies between the two sends again after `LEASE`: rather twice than never, and a device
shows the second in the place of the first.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from myjobmatch.db.models import Notification
from myjobmatch.db.repositories.notifications import Reach
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.delivery import CalendarPart, Device, Invitation, Outcome, Result
from myjobmatch.domain.notifications import (
    MOST_TRIES,
    PAGE_OF_ROLE,
    Channel,
    Notice,
    NotificationStatus,
    lasts,
    next_try,
    out_of_quiet,
)
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.notice_texts import letter, notice, push_message, sms_text
from myjobmatch.services.senders import Senders
from myjobmatch.services.telling import (
    ENCLOSURES,
    LEADS,
    LEADS_BY_SMS,
    MEANINGS,
    quiet_hours,
    wanted,
)

logger = logging.getLogger(__name__)

AT_ONCE = 40
SIDE_BY_SIDE = 8
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)
LONGEST_ASKED_WAIT_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Delivery:
    """A notification taken to be sent: its words, and where it goes on its channel."""

    id: int
    attempt: int
    channel: Channel
    locale: str
    notice: Notice
    devices: tuple[Device, ...] = ()
    address: str = ""
    choices_path: str = ""
    stop_token: str = ""
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a delivery, and of each of its devices by id."""

    delivery: Delivery
    outcome: Outcome
    devices: tuple[tuple[int, Result], ...] = ()


async def deliver_once(app: Application, senders: Senders) -> int:
    """Send what is due, a batch at a time; answers how many were tried."""
    if not await app.run(is_anything_due, SYSTEM, None):
        return 0
    taken = await app.run(take_due, SYSTEM, senders.channels)
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(delivery: Delivery) -> Sent:
        async with turns:
            return await _send(senders, delivery)

    sent = await asyncio.gather(*(one(delivery) for delivery in taken))
    if sent:
        await app.run(settle, SYSTEM, sent)
    return len(sent)


@service(is_system, writes=False)
async def is_anything_due(_actor: Actor, _command: None, uow: UnitOfWork) -> bool:
    """Whether a notification waits to be sent now."""
    return await uow.notifications.any_due(uow.clock.now())


@service(is_system)
async def take_due(
    _actor: Actor, channels: frozenset[Channel], uow: UnitOfWork
) -> Sequence[Delivery]:
    """Take what is due on these channels, for `LEASE`; what means nothing any more is dropped."""
    now = uow.clock.now()
    due = await uow.notifications.due(now, AT_ONCE)
    reached = await uow.notifications.reach({row.account_id for row in due}, now)
    taken = []
    for row in due:
        reach = reached.get(row.account_id)
        if reach is None or row.channel not in channels or not await _stands(uow, row, reach):
            row.status = NotificationStatus.DROPPED
            continue
        rings = out_of_quiet(row.kind, now, quiet_hours(reach.setting))
        if rings > now:  # the hours were changed meanwhile, or a try fell into them
            row.due_at = rings
            continue
        row.attempts += 1
        row.due_at = now + LEASE
        taken.append(await _delivery(uow, row, reach))
    return taken


@service(is_system)
async def settle(_actor: Actor, sent: Sequence[Sent], uow: UnitOfWork) -> None:
    """Keep what came of what was sent: dead devices go, what failed waits for its next try."""
    now = uow.clock.now()
    for one in sent:
        for device, result in one.devices:
            if result is Result.TAKEN:
                await uow.notifications.note_device_sent(device, now)
            elif result is Result.LATER:
                await uow.notifications.note_device_failed(device)
        gone = [device for device, result in one.devices if result is Result.GONE]
        await uow.notifications.forget_devices(gone)
        row = await uow.notifications.get(one.delivery.id)
        if row is None or row.attempts != one.delivery.attempt:
            continue  # another worker has taken it after the lease
        row.error = one.outcome.reason[:200]
        if one.outcome.result is Result.TAKEN:
            row.status, row.sent_at = NotificationStatus.SENT, now
        elif row.status is not NotificationStatus.WAITING or one.outcome.result is Result.GONE:
            row.status = NotificationStatus.DROPPED
        elif one.outcome.result is Result.REFUSED or row.attempts >= MOST_TRIES:
            row.status = NotificationStatus.GIVEN_UP
            logger.warning("notification %s is given up: %s", row.id, row.error)
        else:
            asked = timedelta(seconds=min(one.outcome.wait_s or 0, LONGEST_ASKED_WAIT_S))
            row.due_at = now + max(next_try(row.attempts), asked)


@service(is_system)
async def forget_old_notifications(_actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Forget what was told a month ago, and the devices of sessions that are over."""
    now = uow.clock.now()
    await uow.notifications.forget_before(now - KEPT)
    await uow.notifications.forget_devices_of_ended_sessions(now)


async def _stands(uow: UnitOfWork, row: Notification, reach: Reach) -> bool:
    """Whether it is still wanted, still reaches somebody and still means something."""
    if row.channel not in reach.channels or not wanted(reach, row.kind, row.channel):
        return False
    if uow.clock.now() - row.created_at > lasts(row.kind) + timedelta(hours=12):
        return False  # a night of quiet hours does not count
    meaning = MEANINGS.get(row.kind)
    return meaning is None or not row.about or await meaning(uow, row.account_id, row.about)


async def _delivery(uow: UnitOfWork, row: Notification, reach: Reach) -> Delivery:
    locale = reach.account.language
    devices: tuple[Device, ...] = ()
    address = ""
    invitation = None
    path = row.path
    if row.channel is Channel.PUSH:
        devices = tuple(
            Device(d.id, d.endpoint, d.p256dh, d.auth)
            for d in await uow.notifications.devices(row.account_id, uow.clock.now())
        )
    else:
        contact = await uow.notifications.contact(row.account_id, row.channel)
        address = contact.address if contact else ""
    if row.about and row.kind in LEADS and _led(row):
        path = await LEADS[row.kind](uow, row.account_id, row.about, address) or path
    if row.channel is Channel.EMAIL and row.about and row.kind in ENCLOSURES:
        enclosing = ENCLOSURES[row.kind]
        invitation = await enclosing(uow, row.account_id, row.about, locale)
    return Delivery(
        id=row.id,
        attempt=row.attempts,
        channel=row.channel,
        locale=locale,
        notice=notice(locale, row.kind, row.text, row.params, path, row.matter),
        devices=devices,
        address=address,
        choices_path=PAGE_OF_ROLE[reach.account.role],
        stop_token=reach.setting.stop_token if reach.setting else "",
        invitation=invitation,
    )


def _led(row: Notification) -> bool:
    """Whether a link of its reader's own goes along."""
    return row.channel is Channel.EMAIL or (row.channel is Channel.SMS and row.kind in LEADS_BY_SMS)


async def _send(senders: Senders, delivery: Delivery) -> Sent:
    try:
        if delivery.channel is Channel.PUSH:
            return await ring(senders, delivery)
        if delivery.channel is Channel.EMAIL:
            mail = letter(
                delivery.locale,
                delivery.address,
                delivery.notice,
                senders.base_url,
                delivery.choices_path,
                delivery.stop_token,
            )
            if (told := delivery.invitation) is not None:
                data = told.write(senders.sender, delivery.address)
                mail = replace(mail, calendar=CalendarPart(told.method, told.file_name, data))
            return Sent(delivery, await senders.mail.send(mail))
        text = sms_text(delivery.notice, senders.base_url)
        return Sent(delivery, await senders.sms.send(delivery.address, text))
    except Exception as error:  # one that cannot be sent must not keep the others of its batch
        logger.exception("notification %s could not be sent", delivery.id)
        return Sent(delivery, Outcome(Result.LATER, type(error).__name__))


async def ring(senders: Senders, delivery: Delivery) -> Sent:
    """Ring each device of an account; one that took it is enough."""
    message = push_message(delivery.notice)
    outcomes = [await senders.push.send(device, message) for device in delivery.devices]
    results = tuple(
        (device.id, outcome.result)
        for device, outcome in zip(delivery.devices, outcomes, strict=True)
    )
    by_result = {outcome.result: outcome for outcome in outcomes}
    for result in (Result.TAKEN, Result.LATER, Result.REFUSED):
        if result in by_result:
            return Sent(delivery, by_result[result], results)
    return Sent(delivery, Outcome(Result.GONE, "no device is left"), results)
