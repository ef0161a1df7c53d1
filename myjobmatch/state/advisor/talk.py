"""The advisor's conversations: the list, the open one, writing, correcting, finding, sharing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from myjobmatch.domain.conversation import CardKind, personal
from myjobmatch.domain.enums import ConversationKind, Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.plain_language import hints_of
from myjobmatch.services.conversation_views import MESSAGES_SHOWN
from myjobmatch.services.conversations import (
    OpenThread,
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    list_inbox,
    open_thread,
    read_conversation,
    send_message,
)
from myjobmatch.services.message_changes import EditMessage, delete_message, edit_message
from myjobmatch.services.message_drafts import KeepDraft, keep_draft
from myjobmatch.services.message_search import SearchMessages, search_messages
from myjobmatch.services.message_templates import list_templates
from myjobmatch.services.scheduled_messages import ScheduleMessage, schedule_message
from myjobmatch.services.talk_choices import CardsFor, find_cards
from myjobmatch.services.talk_groups import close_group, group_members
from myjobmatch.services.typing import typing_in
from myjobmatch.state.advisor.talk_rows import (
    CardRow,
    HintRow,
    TalkLine,
    TalkThread,
    card_of,
    hint_of,
    line_of,
    thread_of,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.moments import moment_of
from myjobmatch.state.roles import on
from myjobmatch.typing_signals import TYPING

ADVISOR = Role.ADVISOR
_KINDS = {kind.value: kind for kind in CardKind}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A message that was found."""

    conversation_id: str
    message_id: str
    title: str
    author: str
    mine: bool
    at: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template to begin from."""

    id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Who was asked into a group."""

    name: str
    status: str


class TalkState(AppState):
    """The conversations of an advisor."""

    threads: list[TalkThread] = []
    loaded: bool = False
    account: str = ""
    open_id: str = ""
    kind: str = ""
    title: str = ""
    closed: bool = False
    lines: list[TalkLine] = []
    more: bool = False
    members: list[MemberRow] = []
    draft: str = ""
    """What stands in the field when it is drawn anew."""
    field_key: int = 0
    """One more draws the field anew; a refusal leaves what was written."""
    hints: list[HintRow] = []
    card: CardRow | None = None
    choices: list[CardRow] = []
    later: bool = False
    scheduled_note: bool = False
    edit_id: str = ""
    delete_id: str = ""
    words: str = ""
    found: list[FoundRow] = []
    searched: bool = False
    around: str = ""
    templates: list[TemplateChoice] = []
    command: str = ""

    _most: int = MESSAGES_SHOWN

    @on(ADVISOR)
    async def load(self) -> None:
        """Show the list, and the conversation that the address names (`?c=`, or a youth's: `?jeune=`)."""
        self._watch(TalkState.refresh)
        asked = self.router.url.query_parameters
        wanted = asked.get("c", "")
        if asked.get("jeune"):
            wanted = (await self._run(conversation_with_youth, asked.get("jeune", ""))).id
        self.account = self._actor().public_id
        self.templates = [
            TemplateChoice(t.id, t.title, t.body) for t in await self._run(list_templates, None)
        ]
        await self._fill_list()
        if wanted and wanted in {thread.id for thread in self.threads}:
            await self._enter(wanted)
        elif self.open_id:
            await self._fill_thread()

    @on(ADVISOR)
    async def refresh(self) -> None:
        """Something changed in one of them."""
        await self._fill_list()
        await self._fill_thread()

    @on(ADVISOR)
    async def open(self, conversation_id: str) -> None:
        """Open a conversation."""
        await self._enter(conversation_id)

    @on(ADVISOR)
    async def open_found(self, conversation_id: str, message_id: str) -> None:
        """Open a conversation where a message was found."""
        await self._enter(conversation_id, message_id)

    @on(ADVISOR)
    async def close(self) -> None:
        """Back to the list, on a narrow screen."""
        self.open_id, self.lines = "", []

    @on(ADVISOR)
    async def show_older(self) -> None:
        """Fifty messages more."""
        self._most += MESSAGES_SHOWN
        await self._fill_thread()

    @on(ADVISOR)
    async def wrote(self, text: str) -> None:
        """Something stands in the field: keep it, say how it could be simpler, and that one writes."""
        if not self.open_id:
            return
        self.hints = [hint_of(hint) for hint in hints_of(text)]
        await self._run(keep_draft, KeepDraft(self.open_id, text))
        if text.strip():
            TYPING.tell(await self._run(typing_in, self.open_id))

    @on(ADVISOR)
    async def send(self, form: dict[str, str]) -> None:
        """Send what was written, now or later; a refusal leaves it in the field."""
        if form.get("command") != self.command:
            return  # a second tap on what has left already
        command, self.command = self.command, str(uuid4())
        if self.later:
            await self._schedule(form)
        else:
            files = tuple(filter(None, form.get("files", "").split(",")))
            card = self.card
            message = SendMessage(
                self.open_id,
                self._personal(form.get("body", "")),
                files,
                _KINDS.get(card.kind) if card else None,
                card.id if card else "",
            )
            await self._run_once(command, send_message, message)
        self._empty()
        await self._fill_list()
        await self._fill_thread()

    @on(ADVISOR)
    async def use_template(self, template_id: str) -> None:
        """Begin from a template, with the youth's first name in its place."""
        chosen = next((t for t in self.templates if t.id == template_id), None)
        if chosen is not None:
            self.draft = self._personal(chosen.body)
            self.field_key += 1
            self.hints = [hint_of(hint) for hint in hints_of(self.draft)]
            await self._run(keep_draft, KeepDraft(self.open_id, self.draft))

    @on(ADVISOR)
    async def find_to_share(self, words: str) -> None:
        """What could be shared here."""
        found = await self._run(find_cards, CardsFor(self.open_id, words))
        self.choices = [card_of(card) for card in found]

    @on(ADVISOR)
    async def share(self, kind: str, card_id: str) -> None:
        """Put a card into the message."""
        self.card = next((c for c in self.choices if (c.kind, c.id) == (kind, card_id)), None)

    @on(ADVISOR)
    async def share_nothing(self) -> None:
        """Take the card out again."""
        self.card = None

    @on(ADVISOR)
    async def choose_later(self, later: bool) -> None:
        """Whether the message leaves at a moment of its own."""
        self.later, self.scheduled_note = later, False

    @on(ADVISOR)
    async def begin_edit(self, message_id: str) -> None:
        """Correct a message in its place; empty: no longer."""
        self.edit_id, self.delete_id = message_id, ""

    @on(ADVISOR)
    async def save_edit(self, form: dict[str, str]) -> None:
        """Keep the corrected words."""
        await self._run(edit_message, EditMessage(self.edit_id, form.get("edited", "")))
        self.edit_id = ""
        await self.refresh()

    @on(ADVISOR)
    async def ask_delete(self, message_id: str) -> None:
        """Ask once before a message is deleted; empty: not after all."""
        self.delete_id, self.edit_id = message_id, ""

    @on(ADVISOR)
    async def delete(self) -> None:
        """Delete the message that was asked for."""
        message_id, self.delete_id = self.delete_id, ""
        await self._run(delete_message, message_id)
        await self.refresh()

    @on(ADVISOR)
    async def search(self, words: str) -> None:
        """Find words in all conversations."""
        self.words = words
        found = await self._run(search_messages, SearchMessages(words))
        self.searched = len(words.strip()) > 1
        self.found = [
            FoundRow(
                one.conversation_id,
                one.message_id,
                one.title,
                one.author,
                one.mine,
                one.sent_at.isoformat(),
                one.excerpt,
            )
            for one in found
        ]

    @on(ADVISOR)
    async def end_group(self) -> None:
        """Close the open group: it can still be read."""
        await self._run(close_group, self.open_id)
        await self.refresh()

    async def _schedule(self, form: dict[str, str]) -> None:
        card = self.card
        if form.get("files"):
            raise Invalid("scheduled_files")
        command = ScheduleMessage(
            self.open_id,
            form.get("body", ""),
            moment_of(form.get("when", "")),
            _KINDS.get(card.kind) if card else None,
            card.id if card else "",
        )
        await self._run(schedule_message, command)
        self.later, self.scheduled_note = False, True

    async def _enter(self, conversation_id: str, around: str = "") -> None:
        self.open_id, self.around = conversation_id, around
        self._most = MESSAGES_SHOWN
        self._empty()
        self.scheduled_note = False
        await self._fill_thread(anew=True)
        self.threads = [
            thread if thread.id != conversation_id else _read(thread) for thread in self.threads
        ]

    def _empty(self) -> None:
        self.draft, self.hints, self.card, self.choices = "", [], None, []
        self.edit_id = self.delete_id = ""
        self.field_key += 1
        self.command = self.command or str(uuid4())

    async def _fill_list(self) -> None:
        views = await self._run(list_inbox, None)
        threads = [
            thread_of(view, self.open_id)
            for view in views
            if view.kind is not ConversationKind.MATCH
        ]
        # those in which nothing was said yet come last, but for the one that is being begun
        self.threads = sorted(
            threads,
            key=lambda one: (one.id == self.open_id and not one.last_at, one.last_at),
            reverse=True,
        )
        if self.open_id and self.open_id not in {thread.id for thread in self.threads}:
            self.open_id, self.lines = "", []
        self.loaded = True

    async def _fill_thread(self, *, anew: bool = False) -> None:
        if not self.open_id:
            return
        view = await self._run(open_thread, OpenThread(self.open_id, self._most, self.around))
        conversation = view.conversation
        if conversation.unread:
            last = conversation.messages[-1].id if conversation.messages else ""
            await self._run(read_conversation, ReadConversation(self.open_id, last))
        self.kind, self.title = conversation.kind.value, conversation.title
        self.closed, self.more = conversation.closed, view.more
        self.lines = [line_of(message) for message in conversation.messages]
        self.members = []
        if conversation.kind is ConversationKind.GROUP:
            self.members = [
                MemberRow(m.name, m.status.value)
                for m in await self._run(group_members, self.open_id)
            ]
        if anew and view.draft:
            self.draft = view.draft
            self.hints = [hint_of(hint) for hint in hints_of(view.draft)]

    def _personal(self, text: str) -> str:
        return personal(text, self.title.split()[0] if self.title.split() else "")


def _read(thread: TalkThread) -> TalkThread:
    return TalkThread(
        thread.id, thread.kind, thread.title, thread.last, thread.more, thread.last_at, 0
    )
