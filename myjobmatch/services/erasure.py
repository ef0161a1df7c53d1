"""Asking for an erasure, and changing one's mind. What is done about it: `services.erasing` (docs/your-data.md)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.db.models import Account, ErasureRequest, Youth, YouthIdentity
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day, start_of_day
from myjobmatch.domain.erasure import GRACE, Erasure, ErasureReason
from myjobmatch.domain.errors import Conflict, NotFound, Unauthenticated
from myjobmatch.domain.immersions import ImmersionStatus
from myjobmatch.domain.permissions import is_manager, is_youth
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.notices import YOUTH, tell_youth
from myjobmatch.services.proving import Proof, prove
from myjobmatch.services.sessions import token_hash

ASKED = "erasure_asked"
"""The domain event of a request: `{youth, due, reason}`."""
KEPT = "erasure_dropped"
"""The domain event of a mind that changed: `{youth, at}`."""


@dataclass(frozen=True, slots=True)
class AskErasure:
    """Everything is to go, in a week or (`now`) as soon as it can be; `session` is the token of the one that stays."""

    now: bool
    session: str


@dataclass(frozen=True, slots=True)
class AskOnPaper:
    """A youth asked for it otherwise than here: by letter, by word of mouth."""

    youth_id: str


@service(is_youth, writes=False)
async def own_erasure(actor: Actor, _command: None, uow: UnitOfWork) -> Erasure | None:
    """What stands of one's own erasure; none asked for: None."""
    return _told(await uow.erasing.request(actor.youth_id or 0))


async def ask_for_erasure(
    app: Application, actor: Actor, wanted: AskErasure, proof: Proof
) -> Erasure:
    """Ask for one's own erasure, having proved that it is oneself.

    Raises:
        DomainError: as `proving.prove`, and as `request_erasure`.
    """
    await prove(app, actor, proof)
    return await app.run(request_erasure, actor, wanted)


@service(is_youth)
async def request_erasure(actor: Actor, command: AskErasure, uow: UnitOfWork) -> Erasure:
    """Note that somebody wants to be erased; from now on no employer sees them. `ask_for_erasure` has asked for a proof.

    Their other sessions end. Asked again it is hastened, or stays as it was.

    Raises:
        Conflict: an account of the demonstration stays (`erasure_demo`), or, where it is to be now, an immersion
            runs (`erasure_immersion`, with its last day `on`).
    """
    youth, account = await _oneself(actor, uow)
    if account.is_demo:
        raise Conflict("erasure_demo")
    now = uow.clock.now()
    earliest, last_day = await _earliest(youth, now, uow)
    if command.now and last_day is not None:
        raise Conflict("erasure_immersion", on=last_day.isoformat())
    due_at = earliest if command.now else max(earliest, now + GRACE)
    row = await _request(youth, ErasureReason.OWN_WISH, now, due_at, uow)
    row.asked_by = actor.account_id
    await uow.accounts.revoke_sessions_of(account.id, now, but=token_hash(command.session))
    await _announce(actor, youth, row, uow)
    return _known(row)


@service(is_youth)
async def keep_account(actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Change one's mind. Again is once.

    Raises:
        Conflict: what stood is called off already, and there is no way back (`erasure_begun`).
    """
    youth, _ = await _oneself(actor, uow)
    row = await uow.erasing.request(youth.id)
    if row is not None:
        await drop_request(actor, youth, row, uow)


@service(is_manager)
async def ask_on_paper(actor: Actor, command: AskOnPaper, uow: UnitOfWork) -> Erasure:
    """Note a youth's wish that did not come through here; they are told, and can say that it is not so.

    Raises:
        NotFound: not a youth of the manager's structure (`youth_unknown`).
        Conflict: an account of the demonstration stays (`erasure_demo`).
    """
    youth = await _of_manager(actor, command.youth_id, uow)
    account = await account_behind(await uow.youths.identity(youth.id), uow)
    if account is not None and account.is_demo:
        raise Conflict("erasure_demo")
    now = uow.clock.now()
    earliest, _ = await _earliest(youth, now, uow)
    row = await _request(youth, ErasureReason.ON_PAPER, now, max(earliest, now + GRACE), uow)
    row.asked_by = actor.account_id
    await _announce(actor, youth, row, uow)
    return _known(row)


@service(is_manager)
async def drop_on_paper(actor: Actor, command: AskOnPaper, uow: UnitOfWork) -> None:
    """Take back what `ask_on_paper` noted; a youth's own wish is theirs alone. Again is once.

    Raises:
        NotFound: not a youth of the manager's structure (`youth_unknown`).
        Conflict: it is their own wish (`erasure_theirs`), or there is no way back (`erasure_begun`).
    """
    youth = await _of_manager(actor, command.youth_id, uow)
    row = await uow.erasing.request(youth.id)
    if row is None:
        return
    if row.reason is ErasureReason.OWN_WISH:
        raise Conflict("erasure_theirs")
    await drop_request(actor, youth, row, uow)


async def erasure_of(youth_id: int, uow: UnitOfWork) -> Erasure | None:
    """What stands of a youth's erasure; the caller has checked the right."""
    return _told((await uow.erasing.requests([youth_id])).get(youth_id))


async def drop_request(actor: Actor, youth: Youth, row: ErasureRequest, uow: UnitOfWork) -> None:
    """They stay, and are seen as before.

    Raises:
        Conflict: there is no way back (`erasure_begun`).
    """
    if row.closed_at is not None:
        raise Conflict("erasure_begun")
    youth.visible = row.was_visible
    await uow.erasing.forget_request(row)
    uow.changed(YOUTH, youth.id)
    uow.ledger.audit(actor, "erasure_dropped", "youth", youth.id)
    uow.ledger.event(KEPT, {"youth": youth.id, "at": uow.clock.now().isoformat()})
    await tell_youth(uow, youth)


async def account_behind(identity: YouthIdentity | None, uow: UnitOfWork) -> Account | None:
    """The account of whoever that is, if they have one."""
    account_id = identity.account_id if identity else None
    return await uow.accounts.get(account_id) if account_id else None


async def _request(
    youth: Youth, reason: ErasureReason, now: datetime, due_at: datetime, uow: UnitOfWork
) -> ErasureRequest:
    """The one request of a youth: the stronger reason and the sooner day hold."""
    row = await uow.erasing.request(youth.id)
    if row is None:
        row = ErasureRequest(
            youth_id=youth.id,
            reason=reason,
            asked_at=now,
            due_at=due_at,
            was_visible=youth.visible,
        )
        uow.erasing.add(row)
    else:
        row.due_at = min(row.due_at, due_at)
        row.reason = reason if reason is ErasureReason.OWN_WISH else row.reason
    youth.visible = False
    return row


async def _announce(actor: Actor, youth: Youth, row: ErasureRequest, uow: UnitOfWork) -> None:
    uow.changed(YOUTH, youth.id)
    uow.ledger.audit(actor, "erasure_asked", "youth", youth.id)
    payload = {"youth": youth.id, "due": row.due_at.isoformat(), "reason": row.reason.value}
    uow.ledger.event(ASKED, payload)
    await tell_youth(uow, youth)


async def _earliest(youth: Youth, now: datetime, uow: UnitOfWork) -> tuple[datetime, date | None]:
    """From when they may be erased, and the last day of an immersion that runs or is agreed: a host relies on it."""
    ends = [
        row.ends_on
        for row in await uow.immersions.standing_of(youth.id)
        if row.status is ImmersionStatus.SIGNED
        and row.ends_on is not None
        and row.ends_on >= paris_day(now)
    ]
    if not ends:
        return now, None
    last = max(ends)
    return start_of_day(last + timedelta(days=1)), last


async def _oneself(actor: Actor, uow: UnitOfWork) -> tuple[Youth, Account]:
    youth = await uow.erasing.locked(actor.youth_id or 0)
    account = await uow.accounts.get(actor.account_id)
    if youth is None or account is None:
        raise Unauthenticated("signed_out")
    return youth, account


async def _of_manager(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    youth = await followed_youth(actor, public_id, uow)
    locked = await uow.erasing.locked(youth.id)
    if locked is None:
        raise NotFound("youth_unknown")
    return locked


def _told(row: ErasureRequest | None) -> Erasure | None:
    return None if row is None else _known(row)


def _known(row: ErasureRequest) -> Erasure:
    return Erasure(paris_day(row.due_at), row.reason, row.closed_at is not None)
