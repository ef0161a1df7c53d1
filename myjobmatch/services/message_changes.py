"""Messages edited and deleted: who reads sees that it was so, what was said before stays for audit."""

from dataclasses import dataclass

from myjobmatch.db.models import Conversation, Message, MessageTrace
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import MessageView
from myjobmatch.domain.conversation import EDITABLE_FOR, TraceKind, folded, may_still_edit
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_writing
from myjobmatch.services.building import service
from myjobmatch.services.conversation_views import message_parts, message_view
from myjobmatch.services.conversations import cleaned, takes_part, tell_members


@dataclass(frozen=True, slots=True)
class EditMessage:
    """Other words for a message of one's own, by its public id."""

    message_id: str
    body: str


@service(is_writing)
async def edit_message(actor: Actor, command: EditMessage, uow: UnitOfWork) -> MessageView:
    """Correct a message of one's own, for a day; what hangs on it stays. The same words change nothing.

    Raises:
        NotFound: not one of theirs (`message_unknown`).
        Invalid: nothing written (`message_empty`), or too much (`message_long`, with `most`).
        Conflict: too late (`message_late`, with `hours`), deleted (`message_gone`), or the conversation is
            closed (`conversation_closed`).
    """
    message, conversation = await _own(actor, command.message_id, uow)
    now = uow.clock.now()
    if not may_still_edit(message.sent_at, now):
        raise Conflict("message_late", hours=int(EDITABLE_FOR.total_seconds() // 3600))
    body = cleaned(command.body, may_be_empty=message.files > 0 or message.card_kind is not None)
    if body != message.body:
        _trace(actor, message, TraceKind.EDITED, uow)
        message.body, message.folded, message.edited_at = body, folded(body), now
        await _told(actor, conversation, uow)
    parts = await message_parts(actor, [message], uow)
    return message_view(message, parts, author="", mine=True)


@service(is_writing)
async def delete_message(actor: Actor, message_public_id: str, uow: UnitOfWork) -> None:
    """Take a message of one's own away; its place stays, its attachments are deleted.

    Raises:
        NotFound: not one of theirs (`message_unknown`).
        Conflict: it is deleted already (`message_gone`), or the conversation is closed
            (`conversation_closed`).
    """
    message, conversation = await _own(actor, message_public_id, uow)
    now = uow.clock.now()
    _trace(actor, message, TraceKind.DELETED, uow)
    for row in (await uow.talk.attachments([message.id])).get(message.id, []):
        row.deleted_at = now
    message.deleted_at, message.body, message.folded = now, "", ""
    message.card_kind = message.card_id = None
    await _told(actor, conversation, uow)


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Message, Conversation]:
    found = await uow.conversations.by_message(checked_public_id(public_id))
    if found is None:
        raise NotFound("message_unknown")
    message, conversation = found
    if message.author_id != actor.account_id or not await takes_part(actor, conversation, uow):
        raise NotFound("message_unknown")
    if message.deleted_at is not None:
        raise Conflict("message_gone")
    if conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    return message, conversation


def _trace(actor: Actor, message: Message, kind: TraceKind, uow: UnitOfWork) -> None:
    uow.talk.add(
        MessageTrace(
            message_id=message.id,
            kind=kind,
            account_id=actor.account_id,
            body=message.body,
            at=uow.clock.now(),
        )
    )


async def _told(actor: Actor, conversation: Conversation, uow: UnitOfWork) -> None:
    youth = await uow.youths.get(conversation.youth_id) if conversation.youth_id else None
    uow.ledger.activity(
        ActivityKind.MESSAGE_EDITED,
        actor,
        structure_id=youth.structure_id if youth else actor.structure_id,
        youth_id=conversation.youth_id,
    )
    await tell_members(conversation, uow)
