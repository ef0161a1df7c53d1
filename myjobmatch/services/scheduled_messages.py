"""Messages that leave by themselves at their moment, by the injected clock; each once, or told why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.models import Conversation, ScheduledMessage
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.conversation import CardKind, ScheduledStatus, SharedCard, personal
from myjobmatch.domain.enums import AccountStatus, ConversationKind, Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.conversation_names import Names
from myjobmatch.services.conversations import (
    SendMessage,
    cleaned,
    own_conversation,
    takes_part,
    write_message,
)
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.sessions import acting_today
from myjobmatch.services.shared_cards import card_to_share, cards_for

LATEST = timedelta(days=366)
AT_ONCE = 50
SHOWN = 100
_STILL_TOLD = (ScheduledStatus.WAITING, ScheduledStatus.FAILED)


def is_advising(actor: Actor) -> bool:
    """An advisor: who writes for later and to many."""
    return actor.role is Role.ADVISOR


@dataclass(frozen=True, slots=True)
class ScheduleMessage:
    """A message for later; `id` names one that is changed. `{prénom}` stands for the reader's first name."""

    conversation_id: str
    body: str
    due_at: datetime
    card_kind: CardKind | None = None
    card_id: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ScheduledView:
    """A message that waits for its moment, or that could not be sent (`error` is a code)."""

    id: str
    conversation_id: str
    title: str
    body: str
    due_at: datetime
    status: ScheduledStatus
    error: str
    card: SharedCard | None


@service(is_advising)
async def schedule_message(actor: Actor, command: ScheduleMessage, uow: UnitOfWork) -> str:
    """Write a message for later, or change one that waits (or failed: it waits again); answers its id.

    Raises:
        NotFound: no such conversation (`conversation_unknown`), card (`card_unknown`) or message for later
            (`scheduled_unknown`) of theirs.
        Invalid: nothing written (`message_empty`), too much (`message_long`), no moment to come within a year
            (`scheduled_moment`).
        Conflict: it has left already (`scheduled_gone`), or the conversation is closed
            (`conversation_closed`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    if conversation.kind is ConversationKind.MATCH:
        raise NotFound("conversation_unknown")
    if conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    body = cleaned(command.body, may_be_empty=command.card_kind is not None)
    due_at = moment(command.due_at, uow.clock.now())
    if command.card_kind is not None:
        await card_to_share(actor, command.card_kind, command.card_id, uow)
    if command.id:
        row = await _own(actor, command.id, uow)
        row.conversation_id = conversation.id
        row.status, row.error, row.settled_at = ScheduledStatus.WAITING, "", None
    else:
        row = ScheduledMessage(
            public_id=new_public_id(),
            account_id=actor.account_id,
            conversation_id=conversation.id,
            status=ScheduledStatus.WAITING,
            created_at=uow.clock.now(),
        )
        uow.talk.later.add(row)
    row.body, row.due_at = body, due_at
    row.card_kind = command.card_kind
    row.card_id = command.card_id if command.card_kind is not None else None
    await uow.talk.keep_draft(conversation.id, actor.account_id, "", uow.clock.now())
    uow.changed(ACCOUNT, actor.account_id)
    return row.public_id


@service(is_advising)
async def cancel_scheduled(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """It does not leave; one that failed is no longer told.

    Raises:
        NotFound: none of theirs (`scheduled_unknown`).
        Conflict: it has left already (`scheduled_gone`).
    """
    row = await _own(actor, public_id, uow)
    row.status, row.settled_at = ScheduledStatus.CANCELLED, uow.clock.now()
    uow.changed(ACCOUNT, actor.account_id)


@service(is_advising, writes=False)
async def list_scheduled(actor: Actor, _command: None, uow: UnitOfWork) -> list[ScheduledView]:
    """What waits for its moment and what could not be sent, the next first; broadcasts apart."""
    rows = await uow.talk.later.of_account(actor.account_id, _STILL_TOLD, SHOWN)
    conversations = list({c.id: c for _, c in rows}.values())
    names = await Names.of(actor, conversations, {}, {}, uow)
    cards = await cards_for(
        actor, {(r.card_kind, r.card_id) for r, _ in rows if r.card_kind and r.card_id}, uow
    )
    return [
        ScheduledView(
            id=row.public_id,
            conversation_id=conversation.public_id,
            title=names.heading(conversation)[0],
            body=row.body,
            due_at=row.due_at,
            status=row.status,
            error=row.error,
            card=cards[row.card_kind, row.card_id] if row.card_kind and row.card_id else None,
        )
        for row, conversation in rows
    ]


@service(is_system, writes=False)
async def scheduled_due(_actor: Actor, limit: int, uow: UnitOfWork) -> list[int]:
    """The ids of the messages whose moment has come."""
    return list(await uow.talk.later.due(uow.clock.now(), limit))


@service(is_system)
async def send_scheduled(_actor: Actor, scheduled_id: int, uow: UnitOfWork) -> bool:
    """Send one, as its author would now: what is no longer theirs to write fails, and they are told why."""
    row = await uow.talk.later.take(scheduled_id, uow.clock.now())
    if row is None:
        return False
    row.settled_at = uow.clock.now()
    uow.changed(ACCOUNT, row.account_id)
    try:
        async with uow.savepoint():
            await _send(row, uow)
    except DomainError as error:
        row.status, row.error = ScheduledStatus.FAILED, error.code[:40]
        return False
    row.status = ScheduledStatus.SENT
    return True


async def send_due(app: Application, only: Collection[int] | None = None) -> int:
    """Send what is due, each in a transaction of its own; answers how many were settled."""
    done = 0
    while due := await app.run(scheduled_due, SYSTEM, AT_ONCE):
        wanted = [id_ for id_ in due if only is None or id_ in only]
        for id_ in wanted:
            await app.run(send_scheduled, SYSTEM, id_)
            done += 1
        if len(due) < AT_ONCE or not wanted:
            break
    return done


def moment(due_at: datetime, now: datetime) -> datetime:
    """A moment to come within a year.

    Raises:
        Invalid: it is another one (`scheduled_moment`).
    """
    if due_at.tzinfo is None or not now < due_at <= now + LATEST:
        raise Invalid("scheduled_moment")
    return due_at


async def _send(row: ScheduledMessage, uow: UnitOfWork) -> None:
    account = await uow.accounts.get(row.account_id)
    conversation = await uow.conversations.get(row.conversation_id)
    if account is None or conversation is None:
        raise NotFound("conversation_unknown")
    if account.status is not AccountStatus.ACTIVE:
        raise Conflict("account_disabled")
    actor = await acting_today(account, uow)
    if not await takes_part(actor, conversation, uow):
        raise NotFound("conversation_unknown")
    command = SendMessage(
        conversation.public_id,
        personal(row.body, await _first_name(conversation, uow)),
        card_kind=row.card_kind,
        card_id=row.card_id or "",
    )
    await write_message(actor, conversation, command, uow, broadcast_id=row.broadcast_id)


async def _first_name(conversation: Conversation, uow: UnitOfWork) -> str:
    identity = await uow.youths.identity(conversation.youth_id) if conversation.youth_id else None
    return identity.first_name if identity else conversation.title


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> ScheduledMessage:
    row = await uow.talk.later.scheduled(checked_public_id(public_id))
    if row is None or row.account_id != actor.account_id or row.broadcast_id is not None:
        raise NotFound("scheduled_unknown")
    if row.status not in _STILL_TOLD:
        raise Conflict("scheduled_gone")
    return row
