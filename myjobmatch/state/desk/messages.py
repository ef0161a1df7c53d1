"""Conversations at a desk: the list beside, the open thread, a draft that survives a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from myjobmatch.domain.cards import ConversationView, MessageView
from myjobmatch.domain.enums import Role
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    list_conversations,
    read_conversation,
    send_message,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

DESKS = (Role.ADVISOR, Role.RECRUITER, Role.EMPLOYMENT_OFFICER)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation in the list; `last` is the beginning of its last message."""

    id: str
    title: str
    subtitle: str
    last: str
    last_at: str
    unread: int


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the open thread."""

    id: str
    author: str
    mine: bool
    body: str
    at: str
    edited_at: str = ""
    deleted: bool = False


class MessagesState(AppState):
    """The conversations of whoever sits at the desk."""

    threads: list[Thread] = []
    loaded: bool = False
    open_id: str = ""
    title: str = ""
    subtitle: str = ""
    closed: bool = False
    lines: list[Line] = []
    command: str = ""
    """Id of the message being written: sent twice, it is one message."""
    sent_count: int = 0
    """The field's key: one more empties it; a refusal leaves what was written."""

    @on(*DESKS)
    async def load(self) -> None:
        """Show the list, and the thread that the address names (`?c=`)."""
        self._watch(MessagesState.refresh)
        self.open_id = self.router.url.query_parameters.get("c", "")
        await self._fill()

    @on(*DESKS)
    async def refresh(self) -> None:
        """Something changed in one of them."""
        await self._fill()

    @on(*DESKS)
    async def open(self, conversation_id: str) -> None:
        """Open a thread."""
        self.open_id = conversation_id
        await self._fill()

    @on(*DESKS)
    async def close(self) -> None:
        """Back to the list, on a narrow screen."""
        self.open_id = ""

    @on(*DESKS)
    async def send(self, form: dict[str, str]) -> None:
        """Send what was written; a refusal leaves it in the field."""
        command, self.command = form.get("command", ""), str(uuid4())
        await self._run_once(command, send_message, SendMessage(self.open_id, form.get("body", "")))
        self.sent_count += 1
        await self._fill()

    async def _renew(self) -> None:
        if self.loaded:
            await self._fill()

    async def _fill(self) -> None:
        views = await self._run(list_conversations, None)
        known = {view.id for view in views}
        if self.open_id and self.open_id not in known:
            self.open_id = ""
        if not self.open_id:  # nothing of a thread that was taken away stays in the tab
            self.title, self.subtitle, self.closed, self.lines = "", "", False, []
        if self.open_id:
            shown = next(view for view in views if view.id == self.open_id)
            if shown.unread:
                last = shown.messages[-1].id if shown.messages else ""
                await self._run(read_conversation, ReadConversation(self.open_id, last))
            self._show(shown)
        self.command = self.command or str(uuid4())
        self.threads = [_thread(view, self.open_id) for view in views]
        self.loaded = True

    def _show(self, view: ConversationView) -> None:
        self.title, self.subtitle, self.closed = view.title, view.subtitle, view.closed
        self.lines = [_line(message) for message in view.messages]


def _thread(view: ConversationView, open_id: str) -> Thread:
    last = view.messages[-1].body if view.messages else ""
    return Thread(
        id=view.id,
        title=view.title,
        subtitle=view.subtitle,
        last=" ".join(last.split())[:90],
        last_at=view.last_at.isoformat() if view.last_at else "",
        unread=0 if view.id == open_id else view.unread,
    )


def _line(message: MessageView) -> Line:
    return Line(
        message.id,
        message.author,
        message.mine,
        message.body,
        message.sent_at.isoformat(),
        message.edited_at.isoformat() if message.edited_at else "",
        message.deleted,
    )
