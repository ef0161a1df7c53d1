"""The advisor's first page: what waits, one row done, put off, settled, and that taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.enums import Role
from myjobmatch.domain.today import SHOWN_EACH, PutOff, TodayGroup, TodayRow
from myjobmatch.services.conversations import conversation_with_youth
from myjobmatch.services.today.desk import (
    PutOffRow,
    finish_row,
    list_today,
    put_off_row,
    settle_row,
    settle_silence,
    unmark_later,
    unmark_row,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

PutOffName = Literal["tomorrow", "next_week"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `page` is the address of the youth it is about, where it is a youth."""

    key: str
    subject: str
    page: str
    youth_id: str
    detail: str
    count: int
    when: str
    what: str
    act: str
    href: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a kind; `more` is how many are not shown here."""

    kind: str
    total: int
    behind: str
    more: int
    rows: list[Row]


class TodayState(AppState):
    """What waits now, and what was just done."""

    groups: list[Group] = []
    loaded: bool = False
    day: str = ""
    total: int = 0
    later: int = 0
    silent_days: int = 14
    silence_saved: bool = False
    undo_key: str = ""
    undo_subject: str = ""
    undo_what: str = ""

    _undone: list[tuple[str, str, str]] = []

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the day, and follow what changes for the actor and in their structure."""
        actor = self._actor()
        self._watch(
            TodayState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self.silence_saved = False
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def finish(self, key: str) -> None:
        """The row is done."""
        await self._run(finish_row, key)
        self._remember(key, "done")
        await self._fill()

    @on(*ACCOMPANYING)
    async def put_off(self, key: str, choice: PutOffName) -> None:
        """The row comes back tomorrow, or next Monday."""
        await self._run(put_off_row, PutOffRow(key, PutOff(choice)))
        self._remember(key, choice)
        await self._fill()

    @on(*ACCOMPANYING)
    async def put_off_until(self, form: dict[str, str]) -> None:
        """The row comes back on a day of one's choice."""
        key = form.get("key", "")
        await self._run(put_off_row, PutOffRow(key, PutOff.DAY, form.get("day", "")))
        self._remember(key, "day")
        await self._fill()

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take back the last row that was done or put off; again takes back the one before."""
        if self._undone:
            key, _, _ = self._undone.pop()
            await self._run(unmark_row, key)
            self._tell_last()
            await self._fill()

    @on(*ACCOMPANYING)
    async def call_back(self) -> None:
        """All that is put off comes back now."""
        await self._run(unmark_later, None)
        await self._fill()

    @on(*ACCOMPANYING)
    async def settle(self, key: str) -> None:
        """The row's one button, where it does something."""
        await self._run(settle_row, key)
        await self._fill()

    @on(Role.ADVISOR)
    async def write(self, youth_id: str) -> EventSpec:
        """Open the conversation with a youth."""
        view = await self._run(conversation_with_youth, youth_id)
        return rx.redirect(f"/conseil/messages?c={view.id}")

    @on(Role.MANAGER)
    async def say_silence(self, form: dict[str, str]) -> None:
        """After how many days without a sign somebody drifts away."""
        days = form.get("days", "")
        await self._run(settle_silence, int(days) if days.isdecimal() else 0)
        self.silence_saved = True
        await self._fill()

    def _remember(self, key: str, what: str) -> None:
        subject = next((r.subject for g in self.groups for r in g.rows if r.key == key), "")
        self._undone = [*self._undone[-19:], (key, subject, what)]
        self._tell_last()

    def _tell_last(self) -> None:
        last = self._undone[-1] if self._undone else ("", "", "")
        self.undo_key, self.undo_subject, self.undo_what = last

    async def _fill(self) -> None:
        page = await self._run(list_today, None)
        self.groups = [_group(group) for group in page.groups]
        self.day, self.later, self.silent_days = page.day.isoformat(), page.later, page.silent_days
        self.total = sum(group.total for group in page.groups)
        self.loaded = True


def _group(group: TodayGroup) -> Group:
    rows = [_row(row) for row in group.rows[:SHOWN_EACH]]
    return Group(group.kind.value, group.total, group.behind, group.total - len(rows), rows)


def _row(row: TodayRow) -> Row:
    return Row(
        key=row.key,
        subject=row.subject,
        page=f"/conseil/jeunes/{row.youth_id}" if row.youth_id else "",
        youth_id=row.youth_id,
        detail=row.detail,
        count=row.count,
        when=row.when,
        what=row.what,
        act=row.act,
        href=row.href,
        urgent=row.urgent,
    )
