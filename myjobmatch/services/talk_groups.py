"""Groups: an advisor with several youths. Nobody is seen by the others before they said yes."""

from dataclasses import dataclass

from myjobmatch.db.models import Conversation, ConversationMember
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import (
    LONGEST_GROUP_TITLE,
    MOST_IN_GROUP,
    MembershipStatus,
)
from myjobmatch.domain.enums import ConversationKind
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.text import one_line
from myjobmatch.services.broadcasts import own_youths
from myjobmatch.services.building import service
from myjobmatch.services.conversations import own_conversation, tell_members
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.scheduled_messages import is_advising

INVITED = "group_opened"
"""The domain event of youths invited to a group: `{conversation, accounts, at}`."""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group with a title, and the youths (public ids) who are invited."""

    title: str
    youth_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InviteToGroup:
    """More youths for a group."""

    conversation_id: str
    youth_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Yes or no to an invitation; no to a group joined before leaves it."""

    conversation_id: str
    joins: bool


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Who was asked into a group, for its advisor."""

    name: str
    status: MembershipStatus


@service(is_advising)
async def open_group(actor: Actor, command: OpenGroup, uow: UnitOfWork) -> str:
    """Open a group and invite youths of one's own; answers the conversation's id.

    Raises:
        NotFound: one of them is not theirs (`youth_unknown`).
        Invalid: no title (`group_title`), too long a title (`group_title_long`, with `most`), nobody
            (`broadcast_nobody`), too many (`broadcast_many`, with `most`).
    """
    title = one_line(command.title)
    if not title:
        raise Invalid("group_title")
    if len(title) > LONGEST_GROUP_TITLE:
        raise Invalid("group_title_long", most=LONGEST_GROUP_TITLE)
    await own_youths(actor, command.youth_ids, MOST_IN_GROUP, uow)
    now = uow.clock.now()
    conversation = Conversation(
        public_id=new_public_id(),
        kind=ConversationKind.GROUP,
        title=title,
        owner_id=actor.account_id,
        created_at=now,
    )
    uow.conversations.add(conversation)
    await uow.conversations.flush()
    uow.conversations.add(
        ConversationMember(
            conversation_id=conversation.id, account_id=actor.account_id, joined_at=now
        )
    )
    await _invite(actor, conversation, command.youth_ids, uow)
    return conversation.public_id


@service(is_advising)
async def invite_to_group(actor: Actor, command: InviteToGroup, uow: UnitOfWork) -> None:
    """Invite more youths of one's own; who left may be asked again.

    Raises:
        NotFound: no such group (`conversation_unknown`) or youth (`youth_unknown`) of theirs.
        Invalid: as `open_group`.
        Conflict: the group is closed (`conversation_closed`).
    """
    conversation = await _own_group(actor, command.conversation_id, uow)
    if conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    await _invite(actor, conversation, command.youth_ids, uow)


@service(is_youth)
async def answer_group(actor: Actor, command: AnswerGroup, uow: UnitOfWork) -> None:
    """Join a group, decline, or leave it: the others see who takes part, nobody who declined.

    Raises:
        NotFound: not asked into it (`conversation_unknown`).
        Conflict: the group is closed (`conversation_closed`).
    """
    conversation = await uow.conversations.by_public_id(checked_public_id(command.conversation_id))
    member = (
        await uow.conversations.member(conversation.id, actor.account_id) if conversation else None
    )
    if (
        conversation is None
        or member is None
        or conversation.kind is not ConversationKind.GROUP
        or member.status is MembershipStatus.LEFT
    ):
        raise NotFound("conversation_unknown")
    if command.joins and conversation.closed_at is not None:
        raise Conflict("conversation_closed")
    await tell_members(conversation, uow)
    if command.joins and member.status is MembershipStatus.INVITED:
        member.status, member.joined_at = MembershipStatus.JOINED, uow.clock.now()
    elif not command.joins:
        member.status = MembershipStatus.LEFT
    uow.changed(ACCOUNT, actor.account_id)


@service(is_advising)
async def close_group(actor: Actor, conversation_id: str, uow: UnitOfWork) -> None:
    """It can still be read, no longer written; invitations lapse.

    Raises:
        NotFound: no such group of theirs (`conversation_unknown`).
    """
    conversation = await _own_group(actor, conversation_id, uow)
    conversation.closed_at = conversation.closed_at or uow.clock.now()
    for member in (await uow.conversations.memberships([conversation.id]))[conversation.id]:
        uow.changed(ACCOUNT, member.account_id)


@service(is_advising, writes=False)
async def group_members(actor: Actor, conversation_id: str, uow: UnitOfWork) -> list[GroupMember]:
    """Who was asked into a group and what they said, for its advisor.

    Raises:
        NotFound: no such group of theirs (`conversation_unknown`).
    """
    conversation = await _own_group(actor, conversation_id, uow)
    members = (await uow.conversations.memberships([conversation.id]))[conversation.id]
    known = await uow.accounts.names([m.account_id for m in members])
    youths = {youth for _, youth in known.values() if youth is not None}
    people = await uow.youths.identities(youths)
    told = []
    for member in members:
        youth_id = known[member.account_id][1]
        if youth_id is not None and (person := people.get(youth_id)):
            name = f"{person.first_name} {person.last_name}".strip()
            told.append(GroupMember(name, member.status))
    return told


async def _invite(
    actor: Actor, conversation: Conversation, youth_ids: tuple[str, ...], uow: UnitOfWork
) -> None:
    youths = await own_youths(actor, youth_ids, MOST_IN_GROUP, uow)
    members = {
        m.account_id: m
        for m in (await uow.conversations.memberships([conversation.id]))[conversation.id]
    }
    identities = await uow.youths.identities([youth.id for youth in youths])
    now = uow.clock.now()
    asked = []
    for youth in youths:
        account_id = identities[youth.id].account_id if youth.id in identities else None
        if account_id is None:
            raise Invalid("group_no_account")
        member = members.get(account_id)
        if member is None:
            uow.conversations.add(
                ConversationMember(
                    conversation_id=conversation.id,
                    account_id=account_id,
                    joined_at=now,
                    status=MembershipStatus.INVITED,
                )
            )
        elif member.status is MembershipStatus.LEFT:
            member.status = MembershipStatus.INVITED
        else:
            continue
        asked.append(account_id)
        uow.changed(ACCOUNT, account_id)
    uow.changed(ACCOUNT, actor.account_id)
    if asked:
        told = {"conversation": conversation.id, "accounts": asked, "at": now.isoformat()}
        uow.ledger.event(INVITED, told)


async def _own_group(actor: Actor, conversation_id: str, uow: UnitOfWork) -> Conversation:
    conversation = await own_conversation(actor, conversation_id, uow)
    if conversation.kind is not ConversationKind.GROUP:
        raise NotFound("conversation_unknown")
    return conversation
