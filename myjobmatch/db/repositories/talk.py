"""What hangs on messages: attachments, former texts, drafts, templates."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    MessageAttachment,
    MessageDraft,
    MessageTemplate,
    MessageTrace,
)
from myjobmatch.db.repositories.later import Later
from myjobmatch.domain.conversation import ScanStatus


class Talk:
    """Queries on what belongs to messages."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session
        self.later = Later(session)

    def add(self, row: MessageAttachment | MessageTrace | MessageTemplate) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    # --- attachments

    async def attachment(self, public_id: str) -> MessageAttachment | None:
        """The attachment with that id."""
        return await self._s.scalar(
            select(MessageAttachment).where(MessageAttachment.public_id == public_id)
        )

    async def attachments(self, message_ids: Collection[int]) -> dict[int, list[MessageAttachment]]:
        """What hangs on messages, in the order it was added."""
        groups: dict[int, list[MessageAttachment]] = defaultdict(list)
        if message_ids:
            for row in await self._s.scalars(
                select(MessageAttachment)
                .where(MessageAttachment.message_id.in_(list(message_ids)))
                .order_by(MessageAttachment.id)
            ):
                if row.message_id is not None:
                    groups[row.message_id].append(row)
        return groups

    async def unsent(self, account_id: int) -> int:
        """How many attachments of an account wait for their message."""
        count = await self._s.scalar(
            select(func.count()).where(
                MessageAttachment.account_id == account_id,
                MessageAttachment.message_id.is_(None),
                MessageAttachment.deleted_at.is_(None),
            )
        )
        return count or 0

    async def bytes_since(self, account_id: int, since: datetime) -> int:
        """How many bytes an account has sent since a moment."""
        total = await self._s.scalar(
            select(func.coalesce(func.sum(MessageAttachment.size), 0)).where(
                MessageAttachment.account_id == account_id,
                MessageAttachment.uploaded_at >= since,
            )
        )
        return int(total or 0)

    async def not_scanned(self, limit: int) -> Sequence[MessageAttachment]:
        """Those that wait for the search for viruses, the oldest first."""
        rows = await self._s.scalars(
            select(MessageAttachment)
            .where(
                MessageAttachment.scan == ScanStatus.WAITING,
                MessageAttachment.deleted_at.is_(None),
            )
            .order_by(MessageAttachment.uploaded_at)
            .limit(limit)
        )
        return rows.all()

    async def attachments_to_forget(
        self, taken_away: datetime, never_sent: datetime, limit: int
    ) -> Sequence[MessageAttachment]:
        """Those whose bytes need not be kept: taken away, or chosen and never sent."""
        rows = await self._s.scalars(
            select(MessageAttachment)
            .where(
                MessageAttachment.stored_as != "",
                or_(
                    MessageAttachment.deleted_at < taken_away,
                    (MessageAttachment.message_id.is_(None))
                    & (MessageAttachment.uploaded_at < never_sent),
                ),
            )
            .limit(limit)
        )
        return rows.all()

    async def stored_names(self) -> set[str]:
        """The names of all files that some attachment names."""
        names: set[str] = set()
        for stored, small in await self._s.execute(
            select(MessageAttachment.stored_as, MessageAttachment.small_as)
        ):
            names |= {stored, small}
        return names - {""}

    async def remove(self, row: MessageAttachment | MessageTemplate) -> None:
        """Delete a row."""
        model = type(row)
        await self._s.execute(delete(model).where(model.id == row.id))

    # --- drafts

    async def draft(self, conversation_id: int, account_id: int) -> str:
        """What an account has begun to write there; empty for nothing."""
        row = await self._s.get(MessageDraft, (conversation_id, account_id))
        return row.body if row else ""

    async def drafts(self, account_id: int) -> set[int]:
        """The conversations in which an account has begun to write."""
        rows = await self._s.scalars(
            select(MessageDraft.conversation_id).where(MessageDraft.account_id == account_id)
        )
        return set(rows)

    async def keep_draft(
        self, conversation_id: int, account_id: int, body: str, now: datetime
    ) -> None:
        """Keep what was begun; nothing written forgets it."""
        if not body:
            await self._s.execute(
                delete(MessageDraft).where(
                    MessageDraft.conversation_id == conversation_id,
                    MessageDraft.account_id == account_id,
                )
            )
            return
        row = await self._s.get(MessageDraft, (conversation_id, account_id))
        if row is None:
            self._s.add(
                MessageDraft(
                    conversation_id=conversation_id, account_id=account_id, body=body, at=now
                )
            )
        else:
            row.body, row.at = body, now

    # --- templates

    async def template(self, public_id: str) -> MessageTemplate | None:
        """The template with that public id."""
        return await self._s.scalar(
            select(MessageTemplate).where(MessageTemplate.public_id == public_id)
        )

    async def templates(self, structure_id: int, account_id: int) -> Sequence[MessageTemplate]:
        """A structure's templates and an account's own, by title."""
        rows = await self._s.scalars(
            select(MessageTemplate)
            .where(
                MessageTemplate.structure_id == structure_id,
                or_(
                    MessageTemplate.owner_id.is_(None),
                    MessageTemplate.owner_id == account_id,
                ),
            )
            .order_by(MessageTemplate.title, MessageTemplate.id)
        )
        return rows.all()
