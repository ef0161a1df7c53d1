"""Messages written for later or for many."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import (
    Broadcast,
    Conversation,
    ConversationMember,
    Message,
    ScheduledMessage,
    YouthIdentity,
)
from myjobmatch.domain.conversation import ScheduledStatus


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a broadcast's messages that were sent."""

    sent: int
    read: int
    answered: int


class Later:
    """Queries on what leaves by itself."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: ScheduledMessage | Broadcast) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def scheduled(self, public_id: str) -> ScheduledMessage | None:
        """The message with that public id, locked: it leaves, or is changed, one after the other."""
        return await self._s.scalar(
            select(ScheduledMessage)
            .where(ScheduledMessage.public_id == public_id)
            .with_for_update()
        )

    async def scheduled_by_id(self, id_: int) -> ScheduledMessage | None:
        """The message with that id."""
        return await self._s.get(ScheduledMessage, id_)

    async def of_account(
        self, account_id: int, statuses: Collection[ScheduledStatus], limit: int
    ) -> Sequence[tuple[ScheduledMessage, Conversation]]:
        """An account's messages for later outside of broadcasts, the next first."""
        rows = await self._s.execute(
            select(ScheduledMessage, Conversation)
            .join(Conversation, Conversation.id == ScheduledMessage.conversation_id)
            .where(
                ScheduledMessage.account_id == account_id,
                ScheduledMessage.status.in_(list(statuses)),
                ScheduledMessage.broadcast_id.is_(None),
            )
            .order_by(ScheduledMessage.due_at, ScheduledMessage.id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in rows]

    async def due(self, now: datetime, limit: int) -> Sequence[int]:
        """The ids of those whose moment has come, the oldest first."""
        rows = await self._s.scalars(
            select(ScheduledMessage.id)
            .where(
                ScheduledMessage.status == ScheduledStatus.WAITING,
                ScheduledMessage.due_at <= now,
            )
            .order_by(ScheduledMessage.due_at, ScheduledMessage.id)
            .limit(limit)
        )
        return rows.all()

    async def take(self, id_: int, now: datetime) -> ScheduledMessage | None:
        """One that still waits and is due, locked until the transaction ends; None when another has it."""
        return await self._s.scalar(
            select(ScheduledMessage)
            .where(
                ScheduledMessage.id == id_,
                ScheduledMessage.status == ScheduledStatus.WAITING,
                ScheduledMessage.due_at <= now,
            )
            .with_for_update(skip_locked=True)
        )

    async def broadcast(self, public_id: str) -> Broadcast | None:
        """The broadcast with that public id."""
        return await self._s.scalar(select(Broadcast).where(Broadcast.public_id == public_id))

    async def broadcasts(self, account_id: int, limit: int) -> Sequence[Broadcast]:
        """An account's broadcasts, the latest first."""
        rows = await self._s.scalars(
            select(Broadcast)
            .where(Broadcast.account_id == account_id)
            .order_by(Broadcast.at.desc(), Broadcast.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def parts(
        self, broadcast_ids: Collection[int], *, lock: bool = False
    ) -> dict[int, list[tuple[ScheduledMessage, int]]]:
        """The messages of broadcasts, each with its youth's id; with `lock` none of them leaves meanwhile."""
        groups: dict[int, list[tuple[ScheduledMessage, int]]] = defaultdict(list)
        query = (
            select(ScheduledMessage, Conversation.youth_id)
            .join(Conversation, Conversation.id == ScheduledMessage.conversation_id)
            .where(ScheduledMessage.broadcast_id.in_(list(broadcast_ids)))
            .order_by(ScheduledMessage.id)
        )
        if lock:
            query = query.with_for_update(of=ScheduledMessage)
        for part, youth_id in await self._s.execute(query):
            if part.broadcast_id is not None and youth_id is not None:
                groups[part.broadcast_id].append((part, youth_id))
        return groups

    async def heard(self, broadcast_ids: Collection[int]) -> dict[int, Heard]:
        """How many messages of each broadcast were sent, read by their youth, and answered."""
        answer = aliased(Message)
        answered = exists().where(
            answer.conversation_id == Message.conversation_id,
            answer.id > Message.id,
            answer.author_id == YouthIdentity.account_id,
        )
        rows = await self._s.execute(
            select(
                Message.broadcast_id,
                func.count(),
                func.count().filter(ConversationMember.last_read_id >= Message.id),
                func.count().filter(answered),
            )
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Conversation.youth_id)
            .outerjoin(
                ConversationMember,
                (ConversationMember.conversation_id == Conversation.id)
                & (ConversationMember.account_id == YouthIdentity.account_id),
            )
            .where(Message.broadcast_id.in_(list(broadcast_ids)))
            .group_by(Message.broadcast_id)
        )
        return {row[0]: Heard(row[1], row[2], row[3]) for row in rows if row[0] is not None}
