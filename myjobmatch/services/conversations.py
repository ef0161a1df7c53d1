"""Writing to one another: a youth with their advisor, and with a company once the identity is shared.

Attachments, cards, changes, groups and what leaves later have modules of their own; who may read is said here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import Conversation, ConversationMember, Message
from myjobmatch.db.repositories.conversations import Sides
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import ConversationView, MessageView
from myjobmatch.domain.conversation import (
    LONGEST_MESSAGE,
    MOST_FILES,
    CardKind,
    MembershipStatus,
)
from myjobmatch.domain.enums import ConversationKind, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_command_id, checked_public_id, new_public_id
from myjobmatch.domain.permissions import (
    is_own_advisor,
    is_writing,
    is_youth,
    may_act_for_company,
)
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.conversation_views import (
    MESSAGES_SHOWN,
    conversation_views,
    message_parts,
    message_view,
)
from myjobmatch.services.notices import ACCOUNT, tell_accounts
from myjobmatch.services.shared_cards import card_to_share
from myjobmatch.services.standing import who_answers

IN_A_LIST = 1
MOST_IN_A_THREAD = 500


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Write in a conversation, by its public id; `body` is at most 4,000 characters once trimmed.

    `files` are ids of attachments that were sent before; a card is named by its kind and public id.
    """

    conversation_id: str
    body: str
    files: tuple[str, ...] = ()
    card_kind: CardKind | None = None
    card_id: str = ""


@dataclass(frozen=True, slots=True)
class OpenThread:
    """A conversation with so many of its last messages, or more, so that `around` (a message) is there."""

    conversation_id: str
    most: int = MESSAGES_SHOWN
    around: str = ""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation, whether it has older messages, and what its reader has begun to write."""

    conversation: ConversationView
    more: bool
    draft: str


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """Open a conversation: what is there counts as read, up to `until`, the last message that was seen, if it is told."""

    conversation_id: str
    until: str = ""


@service(is_writing)
async def list_conversations(
    actor: Actor, _command: None, uow: UnitOfWork
) -> list[ConversationView]:
    """The actor's conversations with their last messages, the latest first.

    A youth who has an advisor always has a conversation with them, empty at first.
    """
    if is_youth(actor):
        await advisor_conversation(uow, actor.youth_id or 0)
    elif actor.stands_for or actor.shares:
        await uow.conversations.join_followed(actor, uow.clock.now())
    return await conversation_views(actor, await readable(actor, uow), uow)


@service(is_writing)
async def list_inbox(actor: Actor, _command: None, uow: UnitOfWork) -> list[ConversationView]:
    """As `list_conversations`, each with its last message only: what a list of many needs."""
    if actor.stands_for or actor.shares:
        await uow.conversations.join_followed(actor, uow.clock.now())
    return await conversation_views(actor, await readable(actor, uow), uow, each=IN_A_LIST)


@service(is_writing, writes=False)
async def open_thread(actor: Actor, command: OpenThread, uow: UnitOfWork) -> ThreadView:
    """One conversation to be read and answered; it does not count as read yet.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    most = max(1, min(command.most, MOST_IN_A_THREAD))
    if command.around:
        found = await uow.conversations.count_from(
            conversation.id, checked_public_id(command.around)
        )
        most = min(MOST_IN_A_THREAD, max(most, found + 5))
    view = (await conversation_views(actor, [conversation], uow, each=most))[0]
    return ThreadView(
        view,
        more=await uow.conversations.count_messages(conversation.id) > most,
        draft=await uow.talk.draft(conversation.id, actor.account_id),
    )


@service(is_writing)
async def read_conversation(
    actor: Actor, command: ReadConversation, uow: UnitOfWork
) -> ConversationView:
    """One conversation, read.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    until = checked_public_id(command.until) if command.until else ""
    await mark_read(actor, conversation, uow, until)
    return (await conversation_views(actor, [conversation], uow))[0]


@service(is_writing)
async def send_message(actor: Actor, command: SendMessage, uow: UnitOfWork) -> MessageView:
    """Write a message; the others' pages show it at once. What was written before counts as read by reading alone.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`), or there is no such attachment of
            theirs (`attachment_unknown`) or card that they see (`card_unknown`).
        Invalid: nothing written (`message_empty`), too much (`message_long`, with `most`), too many
            attachments (`files_many`, with `most`), attachments or a card for a company (`files_not_here`).
        Conflict: the conversation is closed (`conversation_closed`), or rests while its company is
            suspended (`conversation_paused`).
    """
    conversation = await own_conversation(actor, command.conversation_id, uow)
    message = await write_message(actor, conversation, command, uow)
    await uow.talk.keep_draft(conversation.id, actor.account_id, "", message.sent_at)
    parts = await message_parts(actor, [message], uow)
    return message_view(message, parts, author="", mine=True)


async def write_message(
    actor: Actor,
    conversation: Conversation,
    command: SendMessage,
    uow: UnitOfWork,
    *,
    broadcast_id: int | None = None,
) -> Message:
    """Write in a conversation that the caller has found to be the actor's; raises as `send_message`.

    It may leave by itself: nothing is read by it, and what its author has begun there stays.
    """
    with_more = bool(command.files) or command.card_kind is not None
    body = cleaned(command.body, may_be_empty=with_more)
    if with_more and conversation.kind is ConversationKind.MATCH:
        raise Invalid("files_not_here")
    if len(command.files) > MOST_FILES:
        raise Invalid("files_many", most=MOST_FILES)
    if conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    match = await uow.matches.get(conversation.match_id) if conversation.match_id else None
    offer = await uow.offers.get(match.offer_id) if match else None
    if offer is not None and offer.withheld:
        raise Conflict("conversation_paused")
    if command.card_kind is not None:
        await card_to_share(actor, command.card_kind, command.card_id, uow)
    now = uow.clock.now()
    message = Message(
        public_id=new_public_id(),
        conversation_id=conversation.id,
        author_id=actor.account_id,
        body=body,
        sent_at=now,
        files=len(command.files),
        card_kind=command.card_kind,
        card_id=command.card_id if command.card_kind is not None else None,
        broadcast_id=broadcast_id,
    )
    uow.conversations.add(message)
    await uow.conversations.flush()
    for file_id in command.files:
        await _attach(actor, message, file_id, uow)
    conversation.last_message_at = now
    youth = await uow.youths.get(conversation.youth_id) if conversation.youth_id else None
    uow.ledger.activity(
        ActivityKind.MESSAGE_SENT,
        actor,
        structure_id=youth.structure_id if youth else actor.structure_id,
        youth_id=actor.youth_id if is_youth(actor) else conversation.youth_id,
        offer_id=match.offer_id if match else None,
    )
    uow.ledger.event("message_sent", {"message": message.id, "conversation": conversation.id})
    await tell_members(conversation, uow)
    if is_youth(actor):
        await uow.youths.touch(actor.youth_id or 0, now)
    return message


async def _attach(actor: Actor, message: Message, file_id: str, uow: UnitOfWork) -> None:
    row = await uow.talk.attachment(checked_command_id(file_id))
    if (
        row is None
        or row.account_id != actor.account_id
        or row.message_id is not None
        or row.deleted_at is not None
    ):
        raise NotFound("attachment_unknown")
    row.message_id = message.id


@service(lambda actor: actor.role is Role.ADVISOR)
async def conversation_with_youth(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> ConversationView:
    """The advisor's conversation with one of their youths, opened when there is none yet.

    Raises:
        NotFound: not a youth of theirs (`youth_unknown`).
    """
    youth = await uow.youths.by_public_id(checked_public_id(youth_public_id))
    if (
        youth is None
        or youth.structure_id != actor.structure_id
        or not is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)
    ):
        raise NotFound("youth_unknown")
    conversation = await advisor_conversation(uow, youth.id)
    if conversation is None:
        raise NotFound("youth_unknown")
    return (await conversation_views(actor, [conversation], uow))[0]


def cleaned(body: object, *, may_be_empty: bool = False) -> str:
    """The text as it is kept (`domain.text.typed`).

    Raises:
        Invalid: empty (`message_empty`) or longer than `LONGEST_MESSAGE` (`message_long`).
    """
    text = typed(body)
    if not text and not may_be_empty:
        raise Invalid("message_empty")
    if len(text) > LONGEST_MESSAGE:
        raise Invalid("message_long", most=LONGEST_MESSAGE)
    return text


async def own_conversation(actor: Actor, public_id: str, uow: UnitOfWork) -> Conversation:
    """A conversation that the actor takes part in today.

    Raises:
        NotFound: they do not (`conversation_unknown`).
    """
    conversation = await uow.conversations.by_public_id(checked_public_id(public_id))
    if conversation is None or not await takes_part(actor, conversation, uow):
        raise NotFound("conversation_unknown")
    return conversation


async def takes_part(actor: Actor, conversation: Conversation, uow: UnitOfWork) -> bool:
    """Whether the actor reads and writes in a conversation today: an invitation alone is not enough."""
    member = await uow.conversations.member(conversation.id, actor.account_id)
    return (
        member is not None
        and member.status is MembershipStatus.JOINED
        and bool(await _still_theirs(actor, [conversation], uow))
    )


async def readable(actor: Actor, uow: UnitOfWork) -> list[Conversation]:
    """The conversations of the actor today, the latest first."""
    joined = await uow.conversations.of_account(actor.account_id)
    return await _still_theirs(actor, joined, uow)


async def mark_read(
    actor: Actor, conversation: Conversation, uow: UnitOfWork, until: str = ""
) -> None:
    """What is there, or was up to a message (public id), counts as read; the others see that it is."""
    now = uow.clock.now()
    if await uow.conversations.mark_read(conversation.id, actor.account_id, now, until):
        await tell_members(conversation, uow)
    uow.changed(ACCOUNT, actor.account_id)


async def tell_members(conversation: Conversation, uow: UnitOfWork) -> None:
    """The pages and phones of all who take part have something new."""
    members = (await uow.conversations.members([conversation.id]))[conversation.id]
    tell_accounts(uow, members)


async def _still_theirs(
    actor: Actor, conversations: Sequence[Conversation], uow: UnitOfWork
) -> list[Conversation]:
    """Those that the actor may read today: having joined is not enough.

    A youth gets another advisor, an officer goes to another structure: what is written afterwards,
    and before, is no longer theirs.
    """
    sides = await uow.conversations.sides([c.id for c in conversations])
    return [c for c in conversations if may_read(actor, c, sides[c.id])]


def may_read(actor: Actor, conversation: Conversation, sides: Sides) -> bool:
    """Whether a conversation is theirs today; that they are a member of a group is the caller's question.

    A company reads as long as the youth shares who they are with it, and not one message longer.
    """
    if is_youth(actor):
        return conversation.kind is ConversationKind.GROUP or actor.youth_id == sides.youth_id
    if conversation.kind in (ConversationKind.ADVISOR, ConversationKind.GROUP):
        if sides.youth_id is not None and sides.structure_id != actor.structure_id:
            return False
        return is_own_advisor(actor, advisor_id=sides.advisor_id, youth_id=sides.youth_id or 0)
    return (
        sides.shared
        and sides.company_id is not None
        and sides.company_structure_id is not None
        and may_act_for_company(
            actor, company_id=sides.company_id, structure_id=sides.company_structure_id
        )
    )


async def advisor_conversation(uow: UnitOfWork, youth_id: int) -> Conversation | None:
    """The youth's conversation with their advisor of today, who joins it; None without an advisor."""
    youth = await uow.youths.get(youth_id)
    identity = await uow.youths.identity(youth_id)
    if youth is None or identity is None or youth.advisor_id is None:
        return None
    now = uow.clock.now()
    conversation = await uow.conversations.with_advisor(youth_id)
    if conversation is None:
        conversation = Conversation(
            public_id=new_public_id(),
            kind=ConversationKind.ADVISOR,
            youth_id=youth_id,
            created_at=now,
        )
        uow.conversations.add(conversation)
        await uow.conversations.flush()
    answering = await who_answers(uow, youth)
    joining = dict.fromkeys((youth.advisor_id, *(answering.accounts if answering else ())))
    if identity.account_id is not None:
        joining[identity.account_id] = None
    joined = (await uow.conversations.members([conversation.id])).get(conversation.id, [])
    read = await uow.conversations.read_until(conversation.id, youth.advisor_id)
    for account_id in joining:
        if account_id not in joined:
            uow.conversations.add(
                ConversationMember(
                    conversation_id=conversation.id,
                    account_id=account_id,
                    joined_at=now,
                    last_read_id=0 if account_id == identity.account_id else read,
                )
            )
    await uow.conversations.flush()
    return conversation


async def answering_in(uow: UnitOfWork, conversation: Conversation) -> tuple[int, ...]:
    """The accounts of the advisors who answer in a youth's conversation with them today."""
    if conversation.kind is not ConversationKind.ADVISOR:
        return ()
    youth = await uow.youths.get(conversation.youth_id or 0)
    answering = await who_answers(uow, youth) if youth is not None else None
    return answering.accounts if answering else ()
