"""Messages written once: an advisor's own, and their structure's."""

from dataclasses import dataclass

from myjobmatch.db.models import MessageTemplate
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import LONGEST_TEMPLATE_TITLE, MOST_TEMPLATES
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.conversations import cleaned
from myjobmatch.services.notices import ACCOUNT


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template as it is chosen; one that is `shared` belongs to the structure."""

    id: str
    title: str
    body: str
    shared: bool


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    """A template, new (no id) or changed."""

    title: str
    body: str
    shared: bool = False
    id: str = ""


@service(is_accompanying, writes=False)
async def list_templates(actor: Actor, _command: None, uow: UnitOfWork) -> list[TemplateView]:
    """The actor's own templates and their structure's, by title."""
    rows = await uow.talk.templates(actor.structure_id or 0, actor.account_id)
    return [TemplateView(r.public_id, r.title, r.body, r.owner_id is None) for r in rows]


@service(is_accompanying)
async def save_template(actor: Actor, command: SaveTemplate, uow: UnitOfWork) -> TemplateView:
    """Keep a template. The structure's are everybody's who accompanies there.

    Raises:
        NotFound: none of theirs (`template_unknown`).
        Invalid: no title (`template_title`), too long a title (`template_title_long`, with `most`), nothing
            written (`message_empty`), too much (`message_long`), too many (`too_many_kept`, with `most`).
    """
    title, body = one_line(command.title), cleaned(command.body)
    if not title:
        raise Invalid("template_title")
    if len(title) > LONGEST_TEMPLATE_TITLE:
        raise Invalid("template_title_long", most=LONGEST_TEMPLATE_TITLE)
    owner_id = None if command.shared else actor.account_id
    if command.id:
        row = await _own(actor, command.id, uow)
        row.title, row.body, row.owner_id = title, body, owner_id
        row.changed_at = uow.clock.now()
    else:
        known = await uow.talk.templates(actor.structure_id or 0, actor.account_id)
        if len(known) >= MOST_TEMPLATES:
            raise Invalid("too_many_kept", most=MOST_TEMPLATES)
        row = MessageTemplate(
            public_id=new_public_id(),
            structure_id=actor.structure_id or 0,
            owner_id=owner_id,
            title=title,
            body=body,
            changed_at=uow.clock.now(),
        )
        uow.talk.add(row)
    uow.changed(ACCOUNT, actor.account_id)
    return TemplateView(row.public_id, title, body, command.shared)


@service(is_accompanying)
async def delete_template(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Delete a template.

    Raises:
        NotFound: none of theirs (`template_unknown`).
    """
    await uow.talk.remove(await _own(actor, public_id, uow))
    uow.changed(ACCOUNT, actor.account_id)


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> MessageTemplate:
    row = await uow.talk.template(checked_public_id(public_id))
    if (
        row is None
        or row.structure_id != actor.structure_id
        or row.owner_id not in (None, actor.account_id)
    ):
        raise NotFound("template_unknown")
    return row
