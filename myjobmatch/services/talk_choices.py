"""What may be shared in a conversation, of every kind of card."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import SharedCard
from myjobmatch.domain.text import one_line
from myjobmatch.services.attachments import is_sending_files
from myjobmatch.services.building import service
from myjobmatch.services.conversations import own_conversation
from myjobmatch.services.shared_cards import FindCards, choices_for

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class CardsFor:
    """What could be shared in a conversation (public id); words narrow it."""

    conversation_id: str
    words: str = ""


@service(is_sending_files, writes=False)
async def find_cards(actor: Actor, command: CardsFor, uow: UnitOfWork) -> list[SharedCard]:
    """What the actor may share there.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    words = one_line(command.words)[:_LONGEST]
    return await choices_for(actor, FindCards(conversation.youth_id, words), uow)
