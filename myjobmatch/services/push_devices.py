"""The devices that may be rung: added by their browser, gone with their session; and a trial."""

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.models import PushSubscription, SignInAttempt
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.delivery import Device, Result
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, TooMany
from myjobmatch.domain.notifications import (
    KINDS_OF_ROLE,
    PAGE_OF_ROLE,
    Channel,
    NotificationKind,
    family_of,
)
from myjobmatch.domain.push_endpoints import is_allowed
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.deliveries import Delivery, Sent, ring
from myjobmatch.services.notice_texts import notice
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.senders import Senders

MOST_DEVICES = 10
TRIALS_AN_HOUR = 6
POINT_BYTES, AUTH_BYTES = 65, 16
UNCOMPRESSED = 4


@dataclass(frozen=True, slots=True)
class Subscribe:
    """What a browser's PushManager gave, in the session whose token has this hash."""

    endpoint: str
    p256dh: str
    auth: str
    session_hash: str
    user_agent: str = ""
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Ring this device no more."""

    endpoint: str


def is_told(actor: Actor) -> bool:
    """Whoever may be told of something outside the pages."""
    return not actor.is_system and actor.role in KINDS_OF_ROLE


@service(is_told)
async def subscribe(
    actor: Actor, command: Subscribe, uow: UnitOfWork, hosts: tuple[str, ...] = ()
) -> None:
    """Let a device be rung for the actor, as long as this session lives. Again is once.

    On a shared device the address changes hands: whoever subscribed last has it.

    Raises:
        Invalid: no known push service's address (`push_endpoint`), or no keys (`malformed`).
        NotFound: the session has ended meanwhile (`signed_out`).
    """
    if not is_allowed(command.endpoint, hosts):
        raise Invalid("push_endpoint")
    point, secret = _bytes(command.p256dh), _bytes(command.auth)
    if len(point) != POINT_BYTES or point[0] != UNCOMPRESSED or len(secret) != AUTH_BYTES:
        raise Invalid("malformed")
    now = uow.clock.now()
    session_id = await uow.notifications.live_session_id(
        actor.account_id, command.session_hash, now
    )
    if session_id is None:
        raise NotFound("signed_out")
    if command.replaced and command.replaced != command.endpoint:
        await _forget(uow, actor, command.replaced)
    known = await uow.notifications.subscription(command.endpoint)
    if known is None:
        known = PushSubscription(endpoint=command.endpoint, created_at=now)
        uow.notifications.add(known)
    elif known.account_id != actor.account_id:
        known.created_at, known.last_success_at = now, None
    known.account_id, known.session_id = actor.account_id, session_id
    known.p256dh, known.auth = command.p256dh, command.auth
    known.family = family_of(command.user_agent)
    known.failures = 0
    await uow.notifications.flush()
    devices = await uow.notifications.devices(actor.account_id, now)
    await uow.notifications.forget_devices([d.id for d in devices[:-MOST_DEVICES]])
    uow.changed(ACCOUNT, actor.account_id)


@service(is_told)
async def unsubscribe(actor: Actor, command: Unsubscribe, uow: UnitOfWork) -> None:
    """Ring a device of the actor's no more; nothing happens when it is not theirs."""
    await _forget(uow, actor, command.endpoint)
    uow.changed(ACCOUNT, actor.account_id)


async def _forget(uow: UnitOfWork, actor: Actor, endpoint: str) -> None:
    known = await uow.notifications.subscription(endpoint)
    if known is not None and known.account_id == actor.account_id:
        await uow.notifications.forget_devices([known.id])


@service(is_told)
async def prepare_trial(actor: Actor, _command: None, uow: UnitOfWork) -> Delivery:
    """The trial notification, for the actor's devices; quiet hours do not hold: they asked just now.

    Raises:
        Conflict: no device is on (`push_no_device`).
        TooMany: too many in an hour (`push_trials`).
    """
    now = uow.clock.now()
    devices = await uow.notifications.devices(actor.account_id, now)
    if not devices:
        raise Conflict("push_no_device")
    key = f"push-trial:{actor.account_id}"
    if len(await uow.accounts.attempts_since(key, now - timedelta(hours=1))) >= TRIALS_AN_HOUR:
        raise TooMany("push_trials")
    uow.accounts.add(SignInAttempt(key=key, at=now))
    path = PAGE_OF_ROLE[actor.role]
    told = notice(actor.locale, NotificationKind.REMINDER, "trial", {}, path, "trial")
    return Delivery(
        id=0,
        attempt=0,
        channel=Channel.PUSH,
        locale=actor.locale,
        notice=told,
        devices=tuple(Device(d.id, d.endpoint, d.p256dh, d.auth) for d in devices),
    )


@service(is_told)
async def settle_trial(actor: Actor, sent: Sent, uow: UnitOfWork) -> None:
    """Keep what became of the actor's devices: dead ones go."""
    own = {d.id for d in await uow.notifications.devices(actor.account_id, uow.clock.now())}
    gone = [i for i, result in sent.devices if result is Result.GONE and i in own]
    await uow.notifications.forget_devices(gone)


async def send_trial(app: Application, senders: Senders, actor: Actor) -> str:
    """Ring the actor's devices once, now; answers `taken`, `later` or `gone`."""
    delivery = await app.run(prepare_trial, actor, None)
    sent = await ring(senders, delivery)
    await app.run(settle_trial, actor, sent)
    result = sent.outcome.result
    return Result.LATER.value if result is Result.REFUSED else result.value


def _bytes(text: str) -> bytes:
    """What base64url text holds; nothing when it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
