"""Passkeys and the challenges that they answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Passkey, PasskeyChallenge


class Passkeys:
    """Queries on keys."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Passkey | PasskeyChallenge) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def of_account(self, account_id: int) -> Sequence[Passkey]:
        """An account's keys, the oldest first."""
        rows = await self._s.scalars(
            select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
        )
        return rows.all()

    async def by_credential(self, credential_id: str) -> Passkey | None:
        """The key that a device names; locked for whoever writes."""
        return await self._s.scalar(
            select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()
        )

    async def remove(self, account_id: int, public_id: str) -> None:
        """Delete a key of an account."""
        await self._s.execute(
            delete(Passkey).where(Passkey.account_id == account_id, Passkey.public_id == public_id)
        )

    async def take_challenge(self, token_hash: str) -> PasskeyChallenge | None:
        """The challenge of that token, which nobody can take again."""
        return await self._s.scalar(
            delete(PasskeyChallenge)
            .where(PasskeyChallenge.token_hash == token_hash)
            .returning(PasskeyChallenge)
        )

    async def forget_challenges_before(self, moment: datetime) -> None:
        """Forget challenges whose time is over."""
        await self._s.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < moment))
