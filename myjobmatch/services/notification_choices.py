"""What an account wants to be told of, by which channel, and when nothing may ring."""

from dataclasses import dataclass

from myjobmatch.db.models import NotificationChoice
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.notifications import (
    BrowserFamily,
    Channel,
    NotificationKind,
    QuietHours,
)
from myjobmatch.services import (
    access_tellers,
    action_tellers,
    answer_tellers,
    appointment_tellers,
    company_tellers,
    ending_tellers,
    new_offers,
    offer_tellers,
    search_tellers,
    sharing_tellers,
    tellers,
    workshop_tellers,
)
from myjobmatch.services.building import service
from myjobmatch.services.fse import follow_up
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.notification_settings import own_setting
from myjobmatch.services.push_devices import is_told
from myjobmatch.services.telling import offered_kinds, quiet_hours, wanted

_DECLARED_IN = (
    access_tellers,
    action_tellers,
    answer_tellers,
    appointment_tellers,
    company_tellers,
    ending_tellers,
    follow_up,
    new_offers,
    offer_tellers,
    search_tellers,
    sharing_tellers,
    tellers,
    workshop_tellers,
)
"""Imported for the kinds that they tell of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind, and whether it is wanted by each channel."""

    kind: NotificationKind
    push: bool
    email: bool
    sms: bool


@dataclass(frozen=True, slots=True)
class Address:
    """An address on a channel: verified, waiting for its code, or empty; `offered`: such can be sent here."""

    channel: Channel
    offered: bool
    verified: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the page shows."""

    kinds: tuple[Choice, ...]
    devices: tuple[BrowserFamily, ...]
    email: Address
    sms: Address
    quiet: QuietHours


@dataclass(frozen=True, slots=True)
class Choose:
    """Want a kind by a channel, or not."""

    kind: str
    channel: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class KeepQuiet:
    """Quiet hours, in minutes of the day."""

    on: bool
    start: int
    end: int


@service(is_told, writes=False)
async def own_choices(
    actor: Actor, _command: None, uow: UnitOfWork, channels: frozenset[Channel]
) -> Choices:
    """The actor's choices, devices and addresses; `channels` are those of this installation."""
    reach = (await uow.notifications.reach([actor.account_id], uow.clock.now()))[actor.account_id]
    devices = await uow.notifications.devices(actor.account_id, uow.clock.now())
    kinds = tuple(
        Choice(kind, *(wanted(reach, kind, channel) for channel in Channel))
        for kind in offered_kinds(actor.role)
    )
    return Choices(
        kinds=kinds,
        devices=tuple(device.family for device in devices),
        email=await _address(uow, actor, Channel.EMAIL, channels),
        sms=await _address(uow, actor, Channel.SMS, channels),
        quiet=quiet_hours(reach.setting),
    )


async def _address(
    uow: UnitOfWork, actor: Actor, channel: Channel, channels: frozenset[Channel]
) -> Address:
    contact = await uow.notifications.contact(actor.account_id, channel)
    if contact is None:
        return Address(channel, channel in channels)
    return Address(channel, channel in channels, contact.address, contact.pending)


@service(is_told)
async def choose(actor: Actor, command: Choose, uow: UnitOfWork) -> None:
    """Keep a choice. Again is once.

    Raises:
        Invalid: no such channel, or a kind that this role is not told of (`malformed`).
    """
    offered = {kind.value: kind for kind in offered_kinds(actor.role)}
    if command.kind not in offered or command.channel not in set(Channel):
        raise Invalid("malformed")
    kind, channel = offered[command.kind], Channel(command.channel)
    known = await uow.notifications.choice(actor.account_id, kind, channel)
    if known is None:
        uow.notifications.add(
            NotificationChoice(
                account_id=actor.account_id, kind=kind, channel=channel, wanted=command.wanted
            )
        )
    else:
        known.wanted = command.wanted
    uow.changed(ACCOUNT, actor.account_id)


@service(is_told)
async def keep_quiet(actor: Actor, command: KeepQuiet, uow: UnitOfWork) -> None:
    """Keep the quiet hours.

    Raises:
        Invalid: no minutes of a day (`malformed`), or both the same (`quiet_same`).
    """
    if not (0 <= command.start < 1440 and 0 <= command.end < 1440):
        raise Invalid("malformed")
    if command.on and command.start == command.end:
        raise Invalid("quiet_same")
    setting = await own_setting(uow, actor.account_id)
    setting.quiet = command.on
    setting.quiet_start, setting.quiet_end = command.start, command.end
    uow.changed(ACCOUNT, actor.account_id)
