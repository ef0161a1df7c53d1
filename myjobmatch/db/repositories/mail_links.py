"""Links sent by mail."""

from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import MailLink
from myjobmatch.domain.mail_links import LinkPurpose


class MailLinks:
    """Queries on links."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, link: MailLink) -> None:
        """Insert at the next flush."""
        self._s.add(link)

    async def by_hash(self, token_hash: str) -> MailLink | None:
        """The link of a token."""
        return await self._s.scalar(select(MailLink).where(MailLink.token_hash == token_hash))

    async def take(self, link: MailLink, now: datetime) -> bool:
        """Mark it as used; false when somebody else was first."""
        result = await self._s.execute(
            update(MailLink)
            .where(MailLink.id == link.id, MailLink.used_at.is_(None))
            .values(used_at=now)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    async def end(self, account_id: int, email: str, now: datetime) -> None:
        """The time of an account's links to an address is over, if it was not already."""
        await self._s.execute(
            update(MailLink)
            .where(
                MailLink.account_id == account_id,
                MailLink.email == email,
                MailLink.expires_at > now,
            )
            .values(expires_at=now)
        )

    async def sent_since(self, email: str, moment: datetime) -> int:
        """How many were made for an address since then."""
        query = select(func.count()).where(MailLink.email == email, MailLink.created_at >= moment)
        return await self._s.scalar(query) or 0

    async def let_in(self, email: str, since: datetime, until: datetime) -> bool:
        """Whether one let whoever reads that mailbox in, between these moments."""
        query = select(MailLink.id).where(
            MailLink.email == email,
            MailLink.purpose.in_((LinkPurpose.ENTER, LinkPurpose.JOIN)),
            MailLink.used_at.between(since, until),
        )
        return await self._s.scalar(query.limit(1)) is not None

    async def forget_expired(self, before: datetime) -> None:
        """Delete links whose time ended before then."""
        await self._s.execute(delete(MailLink).where(MailLink.expires_at < before))
