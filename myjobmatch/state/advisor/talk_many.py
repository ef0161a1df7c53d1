"""Writing to several youths at once, to a group, later; and the templates one begins from."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from myjobmatch.domain.conversation import CardKind
from myjobmatch.domain.enums import Role
from myjobmatch.domain.plain_language import hints_of
from myjobmatch.domain.portfolio import PortfolioSort
from myjobmatch.services.broadcasts import (
    StartBroadcast,
    cancel_broadcast,
    list_broadcasts,
    start_broadcast,
)
from myjobmatch.services.message_templates import (
    SaveTemplate,
    delete_template,
    list_templates,
    save_template,
)
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from myjobmatch.services.scheduled_messages import (
    ScheduleMessage,
    cancel_scheduled,
    list_scheduled,
    schedule_message,
    send_due,
)
from myjobmatch.services.talk_groups import OpenGroup, open_group
from myjobmatch.state.advisor.talk_rows import HintRow, hint_of
from myjobmatch.state.base import AppState
from myjobmatch.state.moments import moment_of
from myjobmatch.state.roles import on

ADVISOR = Role.ADVISOR


@dataclass(frozen=True, slots=True)
class YouthChoice:
    """A youth who may be written to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LostRow:
    """Who did not get a broadcast, and the code of why."""

    name: str
    error: str


@dataclass(frozen=True, slots=True)
class BroadcastRow:
    """How far a broadcast is."""

    id: str
    body: str
    at: str
    due_at: str
    wanted: int
    waiting: int
    sent: int
    read: int
    answered: int
    failed: list[LostRow]


@dataclass(frozen=True, slots=True)
class ScheduledRow:
    """A message that waits for its moment, or that could not be sent."""

    id: str
    conversation_id: str
    title: str
    body: str
    due_at: str
    status: str
    error: str
    card_kind: str
    card_id: str
    card_title: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template."""

    id: str
    title: str
    body: str
    shared: bool


class TalkManyState(AppState):
    """What is written to many, for later, or again and again."""

    people: list[YouthChoice] = []
    chosen: list[YouthChoice] = []
    chosen_ids: list[str] = []
    hints: list[HintRow] = []
    broadcasts: list[BroadcastRow] = []
    scheduled: list[ScheduledRow] = []
    failed_count: int = 0
    templates: list[TemplateRow] = []
    edit_scheduled: str = ""
    edit_template: str = ""
    edited_title: str = ""
    edited_body: str = ""
    edited_shared: bool = False
    form_key: int = 0
    done: str = ""
    """What was just done: `broadcast`, `scheduled`, `template` or `group`."""

    @on(ADVISOR)
    async def load(self) -> None:
        """Show what waits, what left, what failed."""
        self._watch(TalkManyState.refresh)
        self.done = ""
        await self._fill()
        await self._find("")

    @on(ADVISOR)
    async def refresh(self) -> None:
        """Something left, was read or answered."""
        await self._fill()

    @on(ADVISOR)
    async def find(self, words: str) -> None:
        """Youths of the portfolio by name."""
        await self._find(words)

    @on(ADVISOR)
    async def choose(self, youth_id: str) -> None:
        """Into the choice, or out of it."""
        if youth_id in self.chosen_ids:
            self.chosen = [one for one in self.chosen if one.id != youth_id]
        else:
            found = next((one for one in self.people if one.id == youth_id), None)
            if found is not None:
                self.chosen = [*self.chosen, found]
        self.chosen_ids = [one.id for one in self.chosen]

    @on(ADVISOR)
    async def choose_all(self) -> None:
        """All that are listed."""
        known = set(self.chosen_ids)
        self.chosen = [*self.chosen, *(one for one in self.people if one.id not in known)]
        self.chosen_ids = [one.id for one in self.chosen]

    @on(ADVISOR)
    async def choose_nobody(self) -> None:
        """Begin the choice again."""
        self.chosen, self.chosen_ids = [], []

    @on(ADVISOR)
    async def wrote(self, text: str) -> None:
        """Say how the text could be simpler."""
        self.hints = [hint_of(hint) for hint in hints_of(text)]

    @on(ADVISOR)
    async def broadcast(self, form: dict[str, str]) -> None:
        """Write to each of those chosen, now or at a moment."""
        when = form.get("when", "")
        command = StartBroadcast(
            tuple(self.chosen_ids), form.get("body", ""), moment_of(when) if when else None
        )
        await self._run(start_broadcast, command)
        self._over("broadcast")
        application = self._container().application
        if application is not None and not when:
            await send_due(application)
        await self._fill()

    @on(ADVISOR)
    async def stop_broadcast(self, broadcast_id: str) -> None:
        """What has not left yet does not."""
        await self._run(cancel_broadcast, broadcast_id)
        await self._fill()

    @on(ADVISOR)
    async def group(self, form: dict[str, str]) -> object:
        """Open a group with those chosen, and go there."""
        command = OpenGroup(form.get("title", ""), tuple(self.chosen_ids))
        opened = await self._run(open_group, command)
        self._over("group")
        return rx.redirect(f"/conseil/messages?c={opened}")

    @on(ADVISOR)
    async def begin_scheduled(self, scheduled_id: str) -> None:
        """Change a message that waits; empty: no longer."""
        self.edit_scheduled = scheduled_id

    @on(ADVISOR)
    async def save_scheduled(self, form: dict[str, str]) -> None:
        """Keep a message for later with other words or another moment."""
        row = next(one for one in self.scheduled if one.id == self.edit_scheduled)
        command = ScheduleMessage(
            row.conversation_id,
            form.get("body", ""),
            moment_of(form.get("when", "")),
            CardKind(row.card_kind) if row.card_kind else None,
            row.card_id,
            id=row.id,
        )
        await self._run(schedule_message, command)
        self.edit_scheduled = ""
        self._over("scheduled")
        await self._fill()

    @on(ADVISOR)
    async def drop_scheduled(self, scheduled_id: str) -> None:
        """It does not leave."""
        await self._run(cancel_scheduled, scheduled_id)
        await self._fill()

    @on(ADVISOR)
    async def begin_template(self, template_id: str) -> None:
        """Change a template; empty: a new one."""
        self.edit_template = template_id
        self._show_template()

    @on(ADVISOR)
    async def save_template(self, form: dict[str, str]) -> None:
        """Keep a template."""
        command = SaveTemplate(
            form.get("title", ""),
            form.get("body", ""),
            shared=bool(form.get("shared")),
            id=self.edit_template,
        )
        await self._run(save_template, command)
        self.edit_template = ""
        self._show_template()
        self._over("template")
        await self._fill()

    @on(ADVISOR)
    async def drop_template(self, template_id: str) -> None:
        """Delete a template."""
        await self._run(delete_template, template_id)
        await self._fill()

    def _show_template(self) -> None:
        row = next((one for one in self.templates if one.id == self.edit_template), None)
        self.edited_title, self.edited_body = (row.title, row.body) if row else ("", "")
        self.edited_shared = row.shared if row else False
        self.form_key += 1

    def _over(self, done: str) -> None:
        self.done, self.hints = done, []
        self.chosen, self.chosen_ids = [], []
        self.form_key += 1

    async def _find(self, words: str) -> None:
        page = await self._run(
            list_portfolio, PortfolioQuery(search=words, sort=PortfolioSort.NAME)
        )
        self.people = [YouthChoice(row.id, row.name) for row in page.rows]

    async def _fill(self) -> None:
        self.scheduled = [
            ScheduledRow(
                one.id,
                one.conversation_id,
                one.title,
                one.body,
                one.due_at.isoformat(),
                one.status.value,
                one.error,
                one.card.kind.value if one.card else "",
                one.card.id if one.card else "",
                one.card.title if one.card else "",
            )
            for one in await self._run(list_scheduled, None)
        ]
        self.failed_count = sum(1 for one in self.scheduled if one.status == "failed")
        self.broadcasts = [
            BroadcastRow(
                one.id,
                one.body,
                one.at.isoformat(),
                one.due_at.isoformat() if one.due_at else "",
                one.wanted,
                one.waiting,
                one.sent,
                one.read,
                one.answered,
                [LostRow(name, error) for name, error in one.failed],
            )
            for one in await self._run(list_broadcasts, None)
        ]
        self.templates = [
            TemplateRow(one.id, one.title, one.body, one.shared)
            for one in await self._run(list_templates, None)
        ]
