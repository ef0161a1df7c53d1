"""Conversations, their members and messages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import (
    Company,
    Conversation,
    ConversationMember,
    Match,
    Message,
    Offer,
    Youth,
)
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.db.repositories.matches import is_shared
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import MembershipStatus
from myjobmatch.domain.enums import ConversationKind


@dataclass(frozen=True, slots=True)
class Sides:
    """Whose a conversation is today: the youth's, and their advisor's or a company's.

    A group's is its owner's, who stands as `advisor_id`; who takes part in it is told by its members.
    `structure_id`: who accompanies the youth. `shared`: of a match, whether the youth's yes to share who they are stands.
    """

    youth_id: int | None
    advisor_id: int | None
    company_id: int | None
    company_structure_id: int | None
    shared: bool = False
    structure_id: int | None = None


class Conversations:
    """Queries on who writes to whom. Callers pass the account whose conversations they may see."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Conversation | ConversationMember | Message) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, conversation_id: int) -> Conversation | None:
        """The conversation with that id."""
        return await self._s.get(Conversation, conversation_id)

    async def message(self, message_id: int) -> Message | None:
        """The message with that id."""
        return await self._s.get(Message, message_id)

    async def by_public_id(self, public_id: str) -> Conversation | None:
        """The conversation with that public id."""
        return await self._s.scalar(select(Conversation).where(Conversation.public_id == public_id))

    async def of_match(self, match_id: int) -> Conversation | None:
        """The conversation that a shared match opened."""
        return await self._s.scalar(select(Conversation).where(Conversation.match_id == match_id))

    async def with_advisor(self, youth_id: int) -> Conversation | None:
        """The youth's conversation with their advisor."""
        return await self._s.scalar(
            select(Conversation).where(
                Conversation.youth_id == youth_id, Conversation.kind == ConversationKind.ADVISOR
            )
        )

    async def member(self, conversation_id: int, account_id: int) -> ConversationMember | None:
        """The membership of an account."""
        return await self._s.get(ConversationMember, (conversation_id, account_id))

    async def read_until(self, conversation_id: int, account_id: int) -> int:
        """Up to which message an account has read; whoever reads in their place begins there."""
        member = await self._s.get(ConversationMember, (conversation_id, account_id))
        return member.last_read_id if member else 0

    async def hand_on(self, youth_id: int, from_id: int, to_id: int, now: datetime) -> None:
        """An advisor leaves the conversation with a youth to another, who begins where they have read until."""
        conversation = await self.with_advisor(youth_id)
        if conversation is None:
            return
        former = await self.member(conversation.id, from_id)
        if await self.member(conversation.id, to_id) is None:
            self._s.add(
                ConversationMember(
                    conversation_id=conversation.id,
                    account_id=to_id,
                    joined_at=now,
                    last_read_id=former.last_read_id if former else 0,
                )
            )
        await self._s.flush()
        await self._s.execute(
            delete(ConversationMember).where(
                ConversationMember.conversation_id == conversation.id,
                ConversationMember.account_id == from_id,
            )
        )

    async def join_followed(self, actor: Actor, now: datetime) -> None:
        """An advisor joins the conversations of those they answer for today, read as far as its advisor has."""
        joined, theirs = aliased(ConversationMember), aliased(ConversationMember)
        rows = await self._s.execute(
            select(Conversation.id, func.coalesce(theirs.last_read_id, 0))
            .join(Youth, Youth.id == Conversation.youth_id)
            .outerjoin(
                joined,
                (joined.conversation_id == Conversation.id)
                & (joined.account_id == actor.account_id),
            )
            .outerjoin(
                theirs,
                (theirs.conversation_id == Conversation.id)
                & (theirs.account_id == Youth.advisor_id),
            )
            .where(
                Conversation.kind == ConversationKind.ADVISOR,
                joined.account_id.is_(None),
                followed_by(actor),
            )
        )
        for conversation_id, read in rows.all():
            self._s.add(
                ConversationMember(
                    conversation_id=conversation_id,
                    account_id=actor.account_id,
                    joined_at=now,
                    last_read_id=read,
                )
            )
        await self._s.flush()

    async def leave_unfollowed(self, actor: Actor) -> None:
        """An advisor leaves the conversations of youths whom they accompany no longer; what was written stays."""
        theirs = (
            select(Conversation.id)
            .join(Youth, Youth.id == Conversation.youth_id)
            .where(Conversation.kind == ConversationKind.ADVISOR, ~followed_by(actor))
        )
        await self._s.execute(
            delete(ConversationMember).where(
                ConversationMember.account_id == actor.account_id,
                ConversationMember.conversation_id.in_(theirs),
            )
        )

    async def sides(self, conversation_ids: Collection[int]) -> dict[int, Sides]:
        """Whose each conversation is today, whoever joined it once."""
        rows = await self._s.execute(
            select(
                Conversation.id,
                Youth.id,
                func.coalesce(Conversation.owner_id, Youth.advisor_id),
                Company.id,
                Company.structure_id,
                is_shared(),
                Youth.structure_id,
            )
            .outerjoin(Youth, Youth.id == Conversation.youth_id)
            .outerjoin(Match, Match.id == Conversation.match_id)
            .outerjoin(Offer, Offer.id == Match.offer_id)
            .outerjoin(Company, Company.id == Offer.company_id)
            .where(Conversation.id.in_(list(conversation_ids)))
        )
        return {row[0]: Sides(*row[1:5], bool(row[5]), row[6]) for row in rows}

    async def members(self, conversation_ids: Collection[int]) -> dict[int, list[int]]:
        """Account ids of those who take part, by conversation; who is only invited does not."""
        groups: dict[int, list[int]] = defaultdict(list)
        for conversation_id, account_id in await self._s.execute(
            select(ConversationMember.conversation_id, ConversationMember.account_id).where(
                ConversationMember.conversation_id.in_(list(conversation_ids)),
                ConversationMember.status == MembershipStatus.JOINED,
            )
        ):
            groups[conversation_id].append(account_id)
        return groups

    async def memberships(
        self, conversation_ids: Collection[int]
    ) -> dict[int, list[ConversationMember]]:
        """Everybody of each conversation, whatever their status, in the order they came."""
        groups: dict[int, list[ConversationMember]] = defaultdict(list)
        for member in await self._s.scalars(
            select(ConversationMember)
            .where(ConversationMember.conversation_id.in_(list(conversation_ids)))
            .order_by(ConversationMember.joined_at, ConversationMember.account_id)
        ):
            groups[member.conversation_id].append(member)
        return groups

    async def of_account(self, account_id: int, limit: int = 200) -> Sequence[Conversation]:
        """The conversations an account takes part in, the latest first."""
        rows = await self._s.scalars(
            select(Conversation)
            .join(ConversationMember, ConversationMember.conversation_id == Conversation.id)
            .where(
                ConversationMember.account_id == account_id,
                ConversationMember.status != MembershipStatus.LEFT,
                # a group that was not joined yet is an invitation, as long as it is open
                or_(
                    ConversationMember.status == MembershipStatus.JOINED,
                    Conversation.closed_at.is_(None),
                ),
            )
            .order_by(
                func.coalesce(Conversation.last_message_at, Conversation.created_at).desc(),
                Conversation.id,
            )
            .limit(limit)
        )
        return rows.all()

    async def last_messages(
        self, conversation_ids: Collection[int], each: int
    ) -> dict[int, list[Message]]:
        """The last messages of each conversation, oldest first."""
        ids = list(conversation_ids)
        if not ids:
            return {}
        ranked = (
            select(
                Message.id,
                func.row_number()
                .over(partition_by=Message.conversation_id, order_by=Message.id.desc())
                .label("place"),
            )
            .where(Message.conversation_id.in_(ids))
            .subquery()
        )
        rows = await self._s.scalars(
            select(Message)
            .join(ranked, ranked.c.id == Message.id)
            .where(ranked.c.place <= each)
            .order_by(Message.id)
        )
        groups: dict[int, list[Message]] = defaultdict(list)
        for message in rows:
            groups[message.conversation_id].append(message)
        return groups

    async def unread(self, account_id: int) -> dict[int, int]:
        """How many messages of others an account has not read, by conversation."""
        rows = await self._s.execute(
            select(Message.conversation_id, func.count())
            .join(ConversationMember, ConversationMember.conversation_id == Message.conversation_id)
            .where(
                ConversationMember.account_id == account_id,
                ConversationMember.status == MembershipStatus.JOINED,
                Message.deleted_at.is_(None),
                Message.author_id != account_id,
                Message.id > ConversationMember.last_read_id,
            )
            .group_by(Message.conversation_id)
        )
        return {r[0]: r[1] for r in rows}

    async def any_unread(
        self, conversation_id: int, account_id: int, first: int, last: int
    ) -> bool:
        """Whether an account has not read one of others' messages from one to another; withdrawn ones are none."""
        found = await self._s.scalar(
            select(Message.id)
            .join(ConversationMember, ConversationMember.conversation_id == Message.conversation_id)
            .where(
                Message.conversation_id == conversation_id,
                Message.id.between(first, last),
                Message.author_id != account_id,
                Message.deleted_at.is_(None),
                ConversationMember.account_id == account_id,
                Message.id > ConversationMember.last_read_id,
            )
            .limit(1)
        )
        return found is not None

    async def mark_read(
        self, conversation_id: int, account_id: int, now: datetime, until: str = ""
    ) -> bool:
        """All that is there, or was up to a message (public id), has been read by an account; whether any was new to it."""
        query = select(func.max(Message.id)).where(Message.conversation_id == conversation_id)
        if until:
            query = query.where(Message.public_id == until)
        last = await self._s.scalar(query)
        done = await self._s.execute(
            update(ConversationMember)
            .where(
                ConversationMember.conversation_id == conversation_id,
                ConversationMember.account_id == account_id,
                ConversationMember.last_read_id < (last or 0),
            )
            .values(last_read_id=last or 0, last_read_at=now)
        )
        return bool(getattr(done, "rowcount", 0))

    async def by_message(self, public_id: str) -> tuple[Message, Conversation] | None:
        """A message, locked for whoever changes it, and its conversation, by the message's public id."""
        row = (
            await self._s.execute(
                select(Message, Conversation)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(Message.public_id == public_id)
                .with_for_update(of=Message)
            )
        ).first()
        return (row[0], row[1]) if row else None

    async def count_from(self, conversation_id: int, message_public_id: str) -> int:
        """How many messages a conversation has from that one to the latest; 0 when it is not there."""
        first = (
            select(Message.id)
            .where(
                Message.public_id == message_public_id,
                Message.conversation_id == conversation_id,
            )
            .scalar_subquery()
        )
        count = await self._s.scalar(
            select(func.count()).where(
                Message.conversation_id == conversation_id, Message.id >= first
            )
        )
        return count or 0

    async def count_messages(self, conversation_id: int) -> int:
        """How many messages a conversation has."""
        count = await self._s.scalar(
            select(func.count()).where(Message.conversation_id == conversation_id)
        )
        return count or 0

    async def search(
        self, conversation_ids: Collection[int], words: Sequence[str], limit: int
    ) -> Sequence[Message]:
        """Messages that hold every one of the folded words, the latest first."""
        rows = await self._s.scalars(
            select(Message)
            .where(
                Message.conversation_id.in_(list(conversation_ids)),
                Message.deleted_at.is_(None),
                *(Message.folded.contains(word, autoescape=True) for word in words),
            )
            .order_by(Message.id.desc())
            .limit(limit)
        )
        return rows.all()
