"""Tells an open youth page that the account changed; what changed comes by the client store."""

from __future__ import annotations

from myjobmatch.domain.enums import Role
from myjobmatch.services.phone import account_change
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


class PhoneState(AppState):
    """The number of the account's last change: the store syncs when it holds an older one."""

    seq: int = 0

    @on(Role.YOUTH)
    async def load(self) -> None:
        """A youth page was opened, or its socket came back."""
        self._watch(PhoneState.refresh)
        self.seq = await self._run(account_change, None)

    @on(Role.YOUTH)
    async def refresh(self) -> None:
        """Something of the account changed."""
        self.seq = await self._run(account_change, None)
