"""How an event becomes notifications: who is told, by which channels, when (docs/notifications.md).

A kind of event joins by `@tells(topic, kind)` in a module named in `services.tellers`; what is not
caused by an event calls `tell`. Each cause is told once to an account by a channel.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from myjobmatch.db.models import Notification, NotificationSetting
from myjobmatch.db.repositories.notifications import Reach
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.delivery import Invitation
from myjobmatch.domain.enums import Role
from myjobmatch.domain.notifications import (
    KINDS_OF_ROLE,
    REST,
    Channel,
    NotificationKind,
    NotificationStatus,
    QuietHours,
    Telling,
    chosen_at_first,
    due_at,
    out_of_quiet,
)
from myjobmatch.services.outbox import listens

Teller = Callable[[UnitOfWork, Mapping[str, Any]], Awaitable[Sequence[Telling]]]
Meaning = Callable[[UnitOfWork, int, Mapping[str, int]], Awaitable[bool]]
Leading = Callable[[UnitOfWork, int, Mapping[str, int], str], Awaitable[str | None]]
Enclosing = Callable[[UnitOfWork, int, Mapping[str, int], str], Awaitable[Invitation | None]]

TOLD: set[NotificationKind] = set()
"""The kinds that something tells of: pages offer a switch for these alone."""

MEANINGS: dict[NotificationKind, Meaning] = {}
"""By kind: whether it still means something to an account, just before it is sent."""

LEADS: dict[NotificationKind, Leading] = {}
"""By kind: where an e-mail leads instead of the page, for a reader whom a link of their own lets in."""

LEADS_BY_SMS: set[NotificationKind] = set()
"""Of these kinds a text message leads there too."""

ENCLOSURES: dict[NotificationKind, Enclosing] = {}
"""By kind: what goes along in an e-mail, for the reader's calendar."""


def tells(topic: str, kind: NotificationKind) -> Callable[[Teller], Teller]:
    """Register what answers, of each event of a topic, what there is to tell; nothing: nobody is told."""
    TOLD.add(kind)

    def register(teller: Teller) -> Teller:
        @listens(topic)
        async def told(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
            for telling in await teller(uow, payload):
                await tell(uow, telling)

        return teller

    return register


def means(kind: NotificationKind) -> Callable[[Meaning], Meaning]:
    """Register what says, of (unit of work, account, `Telling.about`), whether a kind is still worth sending."""

    def register(meaning: Meaning) -> Meaning:
        MEANINGS[kind] = meaning
        return meaning

    return register


def leads(kind: NotificationKind, *, sms: bool = False) -> Callable[[Leading], Leading]:
    """Register what gives, of (unit of work, account, `Telling.about`, address), the path that an e-mail leads to.

    With `sms` a text message leads there too.
    """
    if sms:
        LEADS_BY_SMS.add(kind)

    def register(leading: Leading) -> Leading:
        LEADS[kind] = leading
        return leading

    return register


def encloses(kind: NotificationKind) -> Callable[[Enclosing], Enclosing]:
    """Register what gives, of (unit of work, account, `Telling.about`, language), what an e-mail of a kind encloses."""

    def register(enclosing: Enclosing) -> Enclosing:
        ENCLOSURES[kind] = enclosing
        return enclosing

    return register


def offered_kinds(role: Role) -> tuple[NotificationKind, ...]:
    """The kinds that a role may choose, in the order of the page."""
    return tuple(kind for kind in KINDS_OF_ROLE.get(role, ()) if kind in TOLD)


def wanted(reach: Reach, kind: NotificationKind, channel: Channel) -> bool:
    """Whether an account wants a kind by a channel."""
    return reach.choices.get((kind, channel), chosen_at_first(kind, channel))


def quiet_hours(setting: NotificationSetting | None) -> QuietHours:
    """An account's quiet hours: its own, or those of everybody."""
    if setting is None:
        return QuietHours()
    return QuietHours(setting.quiet_start, setting.quiet_end, setting.quiet)


async def tell(uow: UnitOfWork, telling: Telling) -> int:
    """Note what is to be told, to whom it reaches and who wants it; answers how many notifications.

    Nothing is sent here: `services.deliveries` sends what is due.
    """
    reached = await uow.notifications.reach(telling.accounts, uow.clock.now())
    noted = 0
    for account_id in dict.fromkeys(telling.accounts):
        reach = reached.get(account_id)
        if reach is None or telling.kind not in KINDS_OF_ROLE.get(reach.account.role, ()):
            continue
        known = await uow.notifications.known_channels(account_id, telling.cause)
        for channel in sorted(reach.channels - known):
            if wanted(reach, telling.kind, channel):
                await _note(uow, reach, channel, telling)
                noted += 1
    return noted


async def _note(uow: UnitOfWork, reach: Reach, channel: Channel, telling: Telling) -> None:
    account_id = reach.account.id
    now = uow.clock.now()
    due = await _due(uow, reach, channel, telling, now)
    about = dict(telling.about)
    # the latest word on a matter takes the place of one that still waits, and its turn
    for earlier in await uow.notifications.waiting_on(account_id, channel, telling.matter):
        earlier.status = NotificationStatus.DROPPED
        if "message" in about and "message" in earlier.about:
            # it stands for that message too: the latest may be withdrawn, the other one not
            about["first"] = min(
                about.get("first", about["message"]),
                earlier.about.get("first", earlier.about["message"]),
            )
        due = min(due, max(earlier.due_at, now))
    uow.notifications.add(
        Notification(
            account_id=account_id,
            kind=telling.kind,
            channel=channel,
            cause=telling.cause,
            matter=telling.matter,
            text=telling.text,
            params=dict(telling.params),
            about=about,
            path=telling.path,
            created_at=now,
            due_at=due,
        )
    )
    await uow.notifications.flush()


async def _due(
    uow: UnitOfWork, reach: Reach, channel: Channel, telling: Telling, now: datetime
) -> datetime:
    quiet = quiet_hours(reach.setting)
    due = due_at(telling.kind, channel, now, quiet)
    if not REST[channel]:
        return due
    last = await uow.notifications.last_sent(reach.account.id, channel, telling.matter)
    if last is None or last + REST[channel] <= due:
        return due
    return out_of_quiet(telling.kind, last + REST[channel], quiet)
