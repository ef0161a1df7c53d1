"""Who is told that somebody writes."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ConversationKind
from myjobmatch.domain.permissions import is_writing, is_youth
from myjobmatch.services.building import service
from myjobmatch.services.conversations import own_conversation
from myjobmatch.typing_signals import TypingTold


@service(is_writing, writes=False)
async def typing_in(actor: Actor, conversation_id: str, uow: UnitOfWork) -> TypingTold:
    """The others of a conversation in which the actor writes; the name tells who in a group alone.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await own_conversation(actor, conversation_id, uow)
    members = (await uow.conversations.members([conversation.id]))[conversation.id]
    name = ""
    if conversation.kind is ConversationKind.GROUP:
        name = await _name(actor, uow)
    others = tuple(id_ for id_ in members if id_ != actor.account_id)
    return TypingTold(conversation.public_id, name, others)


async def _name(actor: Actor, uow: UnitOfWork) -> str:
    if is_youth(actor):
        identity = await uow.youths.identity(actor.youth_id or 0)
        return identity.first_name if identity else ""
    account = await uow.accounts.get(actor.account_id)
    return account.display_name if account else ""
