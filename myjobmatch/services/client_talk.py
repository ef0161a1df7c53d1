"""What a youth does in conversations, as a phone sends it."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import MOST_FILES, CardKind
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    read_conversation,
    send_message,
)
from myjobmatch.services.message_changes import EditMessage, delete_message, edit_message
from myjobmatch.services.talk_groups import AnswerGroup, answer_group

FileId = Annotated[str, Field(pattern=r"^[0-9a-fA-F-]{32,36}$")]
# Its length is the service's business; this only bounds the work.
_BODY = Field(max_length=20_000)


class MessageForm(Form):
    """Write in a conversation; `files` were sent before, by their ids."""

    conversation_id: PublicId
    body: str = _BODY
    files: list[FileId] = Field(default_factory=list, max_length=MOST_FILES)
    card_kind: CardKind | None = Field(None, strict=False)
    card_id: str = Field("", max_length=32)


class ReadForm(Form):
    """A conversation was read, up to the last message that the phone showed (`until`)."""

    conversation_id: PublicId
    until: str = Field("", max_length=32)


class EditForm(Form):
    """Other words for a message of one's own."""

    message_id: PublicId
    body: str = _BODY


class DeleteForm(Form):
    """Take a message of one's own away."""

    message_id: PublicId


class GroupForm(Form):
    """Join a group, decline, or leave it."""

    conversation_id: PublicId
    joins: bool


@kind("message", MessageForm)
async def _message(actor: Actor, form: MessageForm, uow: UnitOfWork) -> object:
    command = SendMessage(
        form.conversation_id, form.body, tuple(form.files), form.card_kind, form.card_id
    )
    return await send_message(actor, command, uow)


@kind("read", ReadForm)
async def _read(actor: Actor, form: ReadForm, uow: UnitOfWork) -> object:
    await read_conversation(actor, ReadConversation(form.conversation_id, form.until), uow)
    return {}


@kind("edit_message", EditForm)
async def _edit(actor: Actor, form: EditForm, uow: UnitOfWork) -> object:
    return await edit_message(actor, EditMessage(form.message_id, form.body), uow)


@kind("delete_message", DeleteForm)
async def _delete(actor: Actor, form: DeleteForm, uow: UnitOfWork) -> object:
    await delete_message(actor, form.message_id, uow)
    return {}


@kind("group", GroupForm)
async def _group(actor: Actor, form: GroupForm, uow: UnitOfWork) -> object:
    await answer_group(actor, AnswerGroup(form.conversation_id, form.joins), uow)
    return {}
