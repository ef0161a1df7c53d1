"""What a youth does with their own search, as a phone sends it."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ApplicationStatus, ContractKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.papers import CvLayout
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.cv import SaveCv, save_cv
from myjobmatch.services.documents import (
    RenameDocument,
    ShareDocument,
    delete_document,
    rename_document,
    restore_document,
    share_document,
)
from myjobmatch.services.my_search import (
    MoveTracked,
    SaveTracked,
    WriteNote,
    add_tracked,
    delete_tracked,
    edit_tracked,
    move_tracked,
    restore_tracked,
    write_note,
)
from myjobmatch.services.reminders import (
    FinishReminder,
    SetReminder,
    add_reminder,
    delete_reminder,
    finish_reminder,
)
from myjobmatch.services.saved_searches import SaveSearch, delete_search, save_search, see_search

# What bounds the work; how long a text may be is the service's business, which says so.
Line = Annotated[str, Field(max_length=4_000)]
Text = Annotated[str, Field(max_length=20_000)]
Key = Annotated[str, Field(pattern=r"^([ot]-[A-Za-z0-9_-]{8,32})?$")]
Status = Annotated[ApplicationStatus, Field(strict=False)]
Minutes = Annotated[int, Field(ge=0, lt=2**31)]


class TrackedForm(Form):
    """An application made elsewhere, whole."""

    id: PublicId
    title: Line
    company: Line = ""
    place: Line = ""
    url: Line = ""
    status: Status = ApplicationStatus.SENT
    day: str | None = Field(None, pattern=r"^\d{4}-\d\d-\d\d$")


class MoveForm(Form):
    """What became of it."""

    id: PublicId
    status: Status


class IdForm(Form):
    """One thing of theirs."""

    id: PublicId


class NoteForm(Form):
    """The note on a file, whole."""

    key: Key
    text: Text


class ReminderForm(Form):
    """A reminder."""

    id: PublicId
    key: Key = ""
    text: Line
    due_at: str = Field(max_length=40)


class DoneForm(Form):
    """A tick, or none."""

    id: PublicId
    done: bool = True


class SearchForm(Form):
    """A saved search, new or changed."""

    id: PublicId
    name: Line
    words: Line = ""
    minutes: Minutes | None = None
    contracts: list[Annotated[ContractKind, Field(strict=False)]] = Field([], max_length=20)
    alert: bool = True


class CvForm(Form):
    """What is typed for the CV; what is left out stays as it is."""

    headline: Line | None = None
    phone: Line | None = None
    email: Line | None = None
    show_contact: bool | None = None
    layout: Annotated[CvLayout, Field(strict=False)] | None = None
    diplomas: Text | None = None
    languages: Text | None = None
    more: Text | None = None
    hidden_experiences: list[Minutes] | None = Field(None, max_length=100)


class NameForm(Form):
    """A document's new name."""

    id: PublicId
    name: Line


class ShareForm(Form):
    """Whether the youth's advisor may read a document."""

    id: PublicId
    shared: bool


@kind("add_tracked", TrackedForm)
async def _add(actor: Actor, form: TrackedForm, uow: UnitOfWork) -> object:
    return await add_tracked(actor, _tracked(form), uow)


@kind("edit_tracked", TrackedForm)
async def _edit(actor: Actor, form: TrackedForm, uow: UnitOfWork) -> object:
    await edit_tracked(actor, _tracked(form), uow)
    return {}


@kind("move_tracked", MoveForm)
async def _move(actor: Actor, form: MoveForm, uow: UnitOfWork) -> object:
    await move_tracked(actor, MoveTracked(form.id, form.status), uow)
    return {}


@kind("delete_tracked", IdForm)
async def _delete(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await delete_tracked(actor, form.id, uow)
    return {}


@kind("restore_tracked", IdForm)
async def _restore(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await restore_tracked(actor, form.id, uow)
    return {}


@kind("note", NoteForm)
async def _note(actor: Actor, form: NoteForm, uow: UnitOfWork) -> object:
    return await write_note(actor, WriteNote(form.key, form.text), uow)


@kind("add_reminder", ReminderForm)
async def _remind(actor: Actor, form: ReminderForm, uow: UnitOfWork) -> object:
    await add_reminder(actor, SetReminder(form.id, form.key, form.text, _moment(form.due_at)), uow)
    return {}


@kind("finish_reminder", DoneForm)
async def _finish(actor: Actor, form: DoneForm, uow: UnitOfWork) -> object:
    await finish_reminder(actor, FinishReminder(form.id, form.done), uow)
    return {}


@kind("delete_reminder", IdForm)
async def _forget(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await delete_reminder(actor, form.id, uow)
    return {}


@kind("save_search", SearchForm)
async def _search(actor: Actor, form: SearchForm, uow: UnitOfWork) -> object:
    command = SaveSearch(
        form.id, form.name, form.words, form.minutes, tuple(form.contracts), form.alert
    )
    return await save_search(actor, command, uow)


@kind("see_search", IdForm)
async def _see(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await see_search(actor, form.id, uow)
    return {}


@kind("delete_search", IdForm)
async def _unsave(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await delete_search(actor, form.id, uow)
    return {}


@kind("cv", CvForm)
async def _cv(actor: Actor, form: CvForm, uow: UnitOfWork) -> object:
    hidden = None if form.hidden_experiences is None else tuple(form.hidden_experiences)
    values = form.model_dump(exclude={"hidden_experiences"})
    return await save_cv(actor, SaveCv(**values, hidden_experiences=hidden), uow)


@kind("rename_document", NameForm)
async def _rename(actor: Actor, form: NameForm, uow: UnitOfWork) -> object:
    await rename_document(actor, RenameDocument(form.id, form.name), uow)
    return {}


@kind("share_document", ShareForm)
async def _share(actor: Actor, form: ShareForm, uow: UnitOfWork) -> object:
    await share_document(actor, ShareDocument(form.id, form.shared), uow)
    return {}


@kind("restore_document", IdForm)
async def _put_back(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await restore_document(actor, form.id, uow)
    return {}


@kind("delete_document", IdForm)
async def _remove(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await delete_document(actor, form.id, uow)
    return {}


def _tracked(form: TrackedForm) -> SaveTracked:
    try:
        day = None if form.day is None else date.fromisoformat(form.day)
    except ValueError:
        raise Invalid("tracked_day") from None
    return SaveTracked(form.id, form.title, form.company, form.place, form.url, form.status, day)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise Invalid("reminder_moment") from None
