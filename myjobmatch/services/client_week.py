"""What a youth does with their week, as a phone sends it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import ActionCategory
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Invalid
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import (
    AddAction,
    DoAction,
    EditAction,
    SignAction,
    add_action,
    do_action,
    edit_action,
    restore_action,
    sign_action,
    take_back_action,
)
from myjobmatch.services.client_kinds import Form, PublicId, kind

Line = Annotated[str, Field(max_length=4_000)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Entry = Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]{8,32})?$")]
Category = Annotated[ActionCategory, Field(strict=False)]
Minutes = Annotated[int, Field(ge=0, lt=2**31)]


class AddForm(Form):
    """Something planned, or done."""

    id: PublicId
    entry: Entry = ""
    title: Line = ""
    category: Category | None = None
    minutes: Minutes | None = None
    day: Day
    planned: bool = False
    document: Entry = ""


class DoForm(Form):
    """Something planned that is done."""

    id: PublicId
    day: Day
    minutes: Minutes | None = None
    document: Entry = ""


class EditForm(Form):
    """A correction; what is left out stays."""

    id: PublicId
    day: Day
    minutes: Minutes
    title: Line | None = None
    category: Category | None = None
    document: Entry | None = None


class IdForm(Form):
    """One action of theirs."""

    id: PublicId


class TakeBackForm(IdForm):
    """One action of theirs; `to_plan`: not done after all, it is to be done again."""

    to_plan: bool = False


class SignForm(Form):
    """The code read on site."""

    id: PublicId
    code: str = Field(max_length=40)


@kind("add_action", AddForm)
async def _add(actor: Actor, form: AddForm, uow: UnitOfWork) -> object:
    wish = Wish(form.entry, form.title, form.category, form.minutes)
    command = AddAction(form.id, wish, _day(form.day), form.planned, form.document)
    await add_action(actor, command, uow)
    return {}


@kind("do_action", DoForm)
async def _do(actor: Actor, form: DoForm, uow: UnitOfWork) -> object:
    await do_action(actor, DoAction(form.id, _day(form.day), form.minutes, form.document), uow)
    return {}


@kind("edit_action", EditForm)
async def _edit(actor: Actor, form: EditForm, uow: UnitOfWork) -> object:
    command = EditAction(
        form.id, _day(form.day), form.minutes, form.title, form.category, form.document
    )
    await edit_action(actor, command, uow)
    return {}


@kind("take_back_action", TakeBackForm)
async def _take_back(actor: Actor, form: TakeBackForm, uow: UnitOfWork) -> object:
    await take_back_action(actor, form.id, uow, to_plan=form.to_plan)
    return {}


@kind("restore_action", IdForm)
async def _restore(actor: Actor, form: IdForm, uow: UnitOfWork) -> object:
    await restore_action(actor, form.id, uow)
    return {}


@kind("sign_action", SignForm)
async def _sign(actor: Actor, form: SignForm, uow: UnitOfWork) -> object:
    await sign_action(actor, SignAction(form.id, form.code), uow)
    return {}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("action_day_plan") from None
