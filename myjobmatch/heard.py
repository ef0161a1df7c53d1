"""Which tabs know already what changed, because the change was theirs and they had its answer.

A phone that swipes is answered the number of its account's last change. To send its page the same number again, by
an event of Reflex, would cost more than the swipe itself. The phone names its tab with its
commands; the live pump asks here before it tells that tab.
"""

from __future__ import annotations

from collections import OrderedDict

TAB_HEADER = "x-mjm-tab"
"""Reflex's token of the page that sends."""

MOST_CHARS = 64
MOST_TABS = 20_000


class Heard:
    """The last change of its own account that each tab was answered; the oldest are forgotten."""

    def __init__(self) -> None:
        """Start with nobody having heard anything."""
        self._last: OrderedDict[tuple[str, int], int] = OrderedDict()

    def note(self, tab: str, account_id: int, seq: int) -> None:
        """The tab, on which this account is signed in, was answered that number."""
        if not tab or len(tab) > MOST_CHARS:
            return
        key = (tab, account_id)
        self._last[key] = max(seq, self._last.pop(key, 0))
        if len(self._last) > MOST_TABS:
            self._last.popitem(last=False)

    def knows(self, tab: str, account_id: int, seq: int) -> bool:
        """Whether the tab was answered this change of the account, or a later one."""
        return self._last.get((tab, account_id), 0) >= seq


HEARD = Heard()
