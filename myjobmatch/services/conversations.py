"""Writing to one another: a youth with their advisor, and with a company once the identity is shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import Conversation, ConversationMember, Message
from myjobmatch.db.repositories.conversations import Sides
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import ConversationView, MessageView
from myjobmatch.domain.enums import ConversationKind, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import (
    is_own_advisor,
    is_writing,
    is_youth,
    may_act_for_company,
)
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_accounts
from myjobmatch.services.standing import who_answers

LONGEST_MESSAGE = 4000
MESSAGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Write in a conversation, by its public id; `body` is 1 to 4,000 characters once trimmed."""

    conversation_id: str
    body: str


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """Open a conversation: what is there counts as read."""

    conversation_id: str


@service(is_writing)
async def list_conversations(
    actor: Actor, _command: None, uow: UnitOfWork
) -> list[ConversationView]:
    """The actor's conversations with their last messages, the latest first.

    A youth who has an advisor always has a conversation with them, empty at first.
    """
    if is_youth(actor):
        await _advisor_conversation(uow, actor.youth_id or 0)
    elif actor.stands_for or actor.shares:
        await uow.conversations.join_followed(actor, uow.clock.now())
    joined = await uow.conversations.of_account(actor.account_id)
    return await _views(actor, await _still_theirs(actor, joined, uow), uow)


@service(is_writing)
async def read_conversation(
    actor: Actor, command: ReadConversation, uow: UnitOfWork
) -> ConversationView:
    """One conversation, read.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
    """
    conversation = await _own(actor, command.conversation_id, uow)
    await uow.conversations.mark_read(conversation.id, actor.account_id)
    uow.changed("account", actor.account_id)
    return (await _views(actor, [conversation], uow))[0]


@service(is_writing)
async def send_message(actor: Actor, command: SendMessage, uow: UnitOfWork) -> MessageView:
    """Write a message; the others' pages show it at once.

    Raises:
        NotFound: the actor takes no part in it (`conversation_unknown`).
        Invalid: nothing written (`message_empty`), or too much (`message_long`, with `most`).
        Conflict: the conversation is closed (`conversation_closed`).
    """
    conversation = await _own(actor, command.conversation_id, uow)
    body = cleaned(command.body)
    if conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    now = uow.clock.now()
    message = Message(
        public_id=new_public_id(),
        conversation_id=conversation.id,
        author_id=actor.account_id,
        body=body,
        sent_at=now,
    )
    uow.conversations.add(message)
    await uow.conversations.flush()
    conversation.last_message_at = now
    await uow.conversations.mark_read(conversation.id, actor.account_id)
    youth = await uow.youths.get(conversation.youth_id)
    uow.ledger.activity(
        ActivityKind.MESSAGE_SENT,
        actor,
        structure_id=youth.structure_id if youth else None,
        youth_id=conversation.youth_id,
    )
    members = (await uow.conversations.members([conversation.id]))[conversation.id]
    uow.ledger.event("message_sent", {"message": message.id, "conversation": conversation.id})
    tell_accounts(uow, members)
    if is_youth(actor):
        await uow.youths.touch(actor.youth_id or 0, now)
    return MessageView(message.public_id, now, "", mine=True, body=body)


@service(lambda actor: actor.role is Role.ADVISOR)
async def conversation_with_youth(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> ConversationView:
    """The advisor's conversation with one of their youths, opened when there is none yet.

    Raises:
        NotFound: not a youth of theirs (`youth_unknown`).
    """
    youth = await uow.youths.by_public_id(checked_public_id(youth_public_id))
    if youth is None or not is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id):
        raise NotFound("youth_unknown")
    conversation = await _advisor_conversation(uow, youth.id)
    if conversation is None:
        raise NotFound("youth_unknown")
    return (await _views(actor, [conversation], uow))[0]


def cleaned(body: object) -> str:
    """The text as it is kept (`domain.text.typed`).

    Raises:
        Invalid: empty (`message_empty`) or longer than `LONGEST_MESSAGE` (`message_long`).
    """
    text = typed(body)
    if not text:
        raise Invalid("message_empty")
    if len(text) > LONGEST_MESSAGE:
        raise Invalid("message_long", most=LONGEST_MESSAGE)
    return text


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> Conversation:
    conversation = await uow.conversations.by_public_id(checked_public_id(public_id))
    if (
        conversation is None
        or await uow.conversations.member(conversation.id, actor.account_id) is None
        or not await _still_theirs(actor, [conversation], uow)
    ):
        raise NotFound("conversation_unknown")
    return conversation


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
    """Whether a conversation is theirs today."""
    if is_youth(actor):
        return actor.youth_id == sides.youth_id
    if conversation.kind is ConversationKind.ADVISOR:
        return is_own_advisor(actor, advisor_id=sides.advisor_id, youth_id=sides.youth_id)
    return (
        sides.company_id is not None
        and sides.company_structure_id is not None
        and may_act_for_company(
            actor, company_id=sides.company_id, structure_id=sides.company_structure_id
        )
    )


async def _advisor_conversation(uow: UnitOfWork, youth_id: int) -> Conversation | None:
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
    youth = await uow.youths.get(conversation.youth_id)
    answering = await who_answers(uow, youth) if youth is not None else None
    return answering.accounts if answering else ()


async def _views(
    actor: Actor, conversations: Sequence[Conversation], uow: UnitOfWork
) -> list[ConversationView]:
    ids = [c.id for c in conversations]
    messages = await uow.conversations.last_messages(ids, MESSAGES_SHOWN)
    unread = await uow.conversations.unread(actor.account_id)
    names = _Names(uow, actor)
    views = []
    for conversation in conversations:
        title, subtitle = await names.heading(conversation)
        shown = [
            MessageView(
                id=m.public_id,
                sent_at=m.sent_at,
                author=await names.of(m.author_id, conversation),
                mine=m.author_id == actor.account_id,
                body=m.body,
            )
            for m in messages.get(conversation.id, [])
        ]
        views.append(
            ConversationView(
                id=conversation.public_id,
                kind=conversation.kind,
                title=title,
                subtitle=subtitle,
                unread=unread.get(conversation.id, 0),
                last_at=conversation.last_message_at,
                messages=tuple(shown),
                closed=conversation.closed_at is not None,
            )
        )
    return views


class _Names:
    """Who is who for this reader: an employer sees a first name, an advisor the full one."""

    def __init__(self, uow: UnitOfWork, actor: Actor) -> None:
        self._uow = uow
        self._actor = actor
        self._known: dict[tuple[int, int], str] = {}

    async def heading(self, conversation: Conversation) -> tuple[str, str]:
        """Title and subtitle of a conversation."""
        if conversation.kind is ConversationKind.ADVISOR:
            if is_youth(self._actor):
                youth = await self._uow.youths.get(conversation.youth_id)
                advisor_id = youth.advisor_id if youth else None
                return (await self.of(advisor_id, conversation) if advisor_id else ""), ""
            return await self._youth_name(conversation.youth_id), ""
        match = await self._uow.matches.get(conversation.match_id or 0)
        row = (await self._uow.offers.rows([match.offer_id]))[match.offer_id] if match else None
        if row is None:
            return "", ""
        if is_youth(self._actor):
            return row.company_name, row.offer.title
        return await self._youth_name(conversation.youth_id), row.offer.title

    async def of(self, account_id: int, conversation: Conversation) -> str:
        """The name of an author."""
        key = (account_id, conversation.youth_id)
        if key not in self._known:
            if await self._uow.accounts.youth_id_of(account_id) == conversation.youth_id:
                name = await self._youth_name(conversation.youth_id)
            else:
                account = await self._uow.accounts.get(account_id)
                name = account.display_name if account else ""
            self._known[key] = name
        return self._known[key]

    async def _youth_name(self, youth_id: int) -> str:
        identity = await self._uow.youths.identity(youth_id)
        if identity is None:
            return ""
        if self._actor.role in (Role.ADVISOR, Role.MANAGER):
            return f"{identity.first_name} {identity.last_name}".strip()
        return identity.first_name
