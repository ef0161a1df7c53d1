"""Who writes to whom at this moment: told to open pages, kept nowhere.

Several processes tell each other by Redis (`integrations.typing_relay`); without it each tells its own pages.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

THROTTLE_S = 1.0
MOST_ACCOUNTS = 20_000
MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True)
class TypingTold:
    """Somebody (`name`) writes in a conversation (public id); `account_ids` are its other members."""

    conversation_id: str
    name: str
    account_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Typing:
    """What an account was told last; `serial` differs each time."""

    conversation_id: str
    name: str
    serial: int


class TypingSignals:
    """The last signal for each account, and the accounts whose pages are to be told."""

    def __init__(self) -> None:
        """Start with nobody writing."""
        self._last: dict[int, tuple[Typing, float]] = {}
        self._queue: asyncio.Queue[int] | None = None
        self._going: asyncio.Queue[TypingTold] | None = None
        self._serial = 0

    def tell(self, told: TypingTold) -> None:
        """The others of the conversation are to see it, on whichever process; too often is once."""
        if self.hear(told) and self._going is not None and not self._going.full():
            self._going.put_nowait(told)

    def hear(self, told: TypingTold) -> bool:
        """The others are to see it where they are connected to this process; answers whether it is news."""
        now, news = time.monotonic(), False
        for account_id in told.account_ids:
            before = self._last.get(account_id)
            same = before is not None and (before[0].conversation_id, before[0].name) == (
                told.conversation_id,
                told.name,
            )
            if same and before is not None and now - before[1] < THROTTLE_S:
                continue
            if len(self._last) >= MOST_ACCOUNTS:
                self._last.clear()
            self._serial, news = self._serial + 1, True
            typing = Typing(told.conversation_id, told.name, self._serial)
            self._last[account_id] = (typing, now)
            if self._queue is not None:
                self._queue.put_nowait(account_id)
        return news

    def of(self, account_id: int) -> Typing | None:
        """What an account was told last."""
        found = self._last.get(account_id)
        return found[0] if found else None

    def listen(self) -> asyncio.Queue[int]:
        """The accounts whose pages are to be told, as they come; one listener a process."""
        self._queue = asyncio.Queue()
        return self._queue

    def pass_on(self) -> asyncio.Queue[TypingTold]:
        """What other processes are to hear, as it comes; the oldest of too much is enough."""
        self._going = asyncio.Queue(MOST_WAITING)
        return self._going


TYPING = TypingSignals()
