"""Conversations as their readers see them: names, marks, attachments and cards, a few queries for all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from myjobmatch.db.models import Conversation, ConversationMember, Message, MessageAttachment
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import ConversationView, MessageView
from myjobmatch.domain.conversation import (
    FileView,
    MembershipStatus,
    ScanStatus,
    SharedCard,
)
from myjobmatch.services.conversation_names import Names
from myjobmatch.services.shared_cards import Reference, cards_for

MESSAGES_SHOWN = 50
ATTACHMENTS = "/api/v1/attachments/"
_OPEN = (ScanStatus.NONE, ScanStatus.CLEAN)


async def conversation_views(
    actor: Actor,
    conversations: Sequence[Conversation],
    uow: UnitOfWork,
    *,
    each: int = MESSAGES_SHOWN,
) -> list[ConversationView]:
    """The conversations with their last messages. The caller has checked the right to read them."""
    ids = [c.id for c in conversations]
    people = await uow.conversations.memberships(ids)
    invited = {
        id_
        for id_, members in people.items()
        for member in members
        if member.account_id == actor.account_id and member.status is MembershipStatus.INVITED
    }
    messages = await uow.conversations.last_messages([i for i in ids if i not in invited], each)
    unread = await uow.conversations.unread(actor.account_id)
    names = await Names.of(actor, conversations, people, messages, uow)
    shown = await message_parts(actor, [m for group in messages.values() for m in group], uow)
    views = []
    for conversation in conversations:
        title, subtitle = names.heading(conversation)
        waits = conversation.id in invited
        views.append(
            ConversationView(
                id=conversation.public_id,
                kind=conversation.kind,
                title=title,
                subtitle=subtitle,
                unread=1 if waits else unread.get(conversation.id, 0),
                last_at=conversation.last_message_at,
                messages=tuple(
                    _message_views(
                        actor,
                        conversation,
                        messages.get(conversation.id, []),
                        people.get(conversation.id, []),
                        names,
                        shown,
                    )
                ),
                closed=conversation.closed_at is not None,
                members=()
                if waits
                else names.members(conversation, people.get(conversation.id, [])),
                invited=waits,
            )
        )
    return views


class Parts:
    """Attachments and cards of messages."""

    def __init__(
        self,
        files: Mapping[int, Sequence[MessageAttachment]],
        cards: Mapping[Reference, SharedCard],
    ) -> None:
        """Hold what was read."""
        self._files = files
        self._cards = cards

    def files(self, message: Message) -> tuple[FileView, ...]:
        """What hangs on a message."""
        return tuple(file_view(row) for row in self._files.get(message.id, ()))

    def card(self, message: Message) -> SharedCard | None:
        """The card that a message shares."""
        if message.card_kind is None or message.card_id is None:
            return None
        return self._cards[message.card_kind, message.card_id]


async def message_parts(actor: Actor, messages: Collection[Message], uow: UnitOfWork) -> Parts:
    """Attachments and cards of messages that are not deleted."""
    there = [m for m in messages if m.deleted_at is None]
    files = await uow.talk.attachments([m.id for m in there if m.files])
    cards = await cards_for(
        actor,
        {(m.card_kind, m.card_id) for m in there if m.card_kind is not None and m.card_id},
        uow,
    )
    return Parts(files, cards)


def message_view(message: Message, parts: Parts, *, author: str, mine: bool) -> MessageView:
    """One message; when the other side has seen it is told by `marked`."""
    gone = message.deleted_at is not None
    return MessageView(
        id=message.public_id,
        sent_at=message.sent_at,
        author=author,
        mine=mine,
        body="" if gone else message.body,
        edited_at=None if gone else message.edited_at,
        deleted=gone,
        files=() if gone else parts.files(message),
        card=None if gone else parts.card(message),
    )


def file_view(row: MessageAttachment) -> FileView:
    """An attachment; one that may not be opened has no address."""
    opened = row.scan in _OPEN and row.deleted_at is None and row.stored_as != ""
    return FileView(
        id=row.public_id,
        kind=row.kind,
        name=row.name,
        size=row.size,
        scan=row.scan,
        url=ATTACHMENTS + row.public_id if opened else "",
        seconds=row.seconds,
        peaks=tuple(row.peaks),
    )


def _message_views(
    actor: Actor,
    conversation: Conversation,
    messages: Sequence[Message],
    members: Sequence[ConversationMember],
    names: Names,
    parts: Parts,
) -> list[MessageView]:
    last_seen, seen_at = _seen(actor, messages, members)
    views = []
    for message in messages:
        view = message_view(
            message,
            parts,
            author=names.author(message, conversation),
            mine=message.author_id == actor.account_id,
        )
        views.append(replace(view, seen_at=seen_at) if message.id == last_seen else view)
    return views


def _seen(
    actor: Actor, messages: Sequence[Message], members: Sequence[ConversationMember]
) -> tuple[int, datetime | None]:
    """The last of the actor's messages that somebody else has read, and when they did."""
    marks = {
        member.last_read_id: member.last_read_at
        for member in members
        if member.account_id != actor.account_id and member.last_read_at is not None
    }
    furthest = max(marks, default=0)
    mine = (
        m.id
        for m in messages
        if m.author_id == actor.account_id and m.deleted_at is None and m.id <= furthest
    )
    last = max(mine, default=0)
    return last, marks[furthest] if last else None
