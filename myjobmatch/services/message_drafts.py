"""What somebody at a desk has begun to write: it is there again after a reload, on another screen too."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import LONGEST_MESSAGE
from myjobmatch.domain.permissions import is_writing
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.conversations import own_conversation


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What stands in the field of a conversation."""

    conversation_id: str
    body: str


@service(is_writing)
async def keep_draft(actor: Actor, command: KeepDraft, uow: UnitOfWork) -> None:
    """Keep what was begun; an empty field forgets it.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    body = typed(command.body)[:LONGEST_MESSAGE]
    await uow.talk.keep_draft(conversation.id, actor.account_id, body, uow.clock.now())
