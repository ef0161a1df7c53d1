"""The catalogue of actions of a structure, kept by its advisors and its manager."""

from dataclasses import dataclass

from myjobmatch.db.models import ActionEntry
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.action_catalogue import SHARED
from myjobmatch.domain.actions import (
    LONGEST_PLACE,
    ActionCategory,
    CatalogueEntry,
    StepKind,
    checked_minutes,
)
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line
from myjobmatch.services.action_moves import catalogue_of, checked_title
from myjobmatch.services.building import service
from myjobmatch.services.notices import STRUCTURE

MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """An entry, whole. `id` is empty for a new one; a shared one keeps its name and its category."""

    id: str
    title: str
    category: ActionCategory
    minutes: int
    step: StepKind = StepKind.NONE
    place: str = ""


@dataclass(frozen=True, slots=True)
class HideEntry:
    """Offer an entry no longer, or again."""

    id: str
    hidden: bool


@service(is_accompanying, writes=False)
async def list_entries(actor: Actor, _command: None, uow: UnitOfWork) -> list[CatalogueEntry]:
    """The catalogue of the actor's structure, hidden entries included."""
    return await catalogue_of(actor.structure_id, uow)


@service(is_accompanying)
async def save_entry(actor: Actor, command: SaveEntry, uow: UnitOfWork) -> str:
    """Keep an entry; answers its id.

    Raises:
        NotFound: no such entry of the structure (`entry_unknown`).
        Invalid: what was typed (`action_title_empty`, `action_title_long`, `action_minutes`), or too many
            (`action_too_many`, with `most`).
    """
    structure_id = actor.structure_id or 0
    minutes = checked_minutes(command.minutes)
    place = one_line(command.place)[:LONGEST_PLACE]
    row = await _row(structure_id, command.id, uow)
    if row is None:
        if len(await uow.actions.entries(structure_id)) >= MOST_OWN:
            raise Invalid("action_too_many", most=MOST_OWN)
        row = ActionEntry(
            public_id=new_public_id(),
            structure_id=structure_id,
            title=checked_title(command.title),
            category=command.category,
        )
    elif row.shared_key is None:
        row.title = checked_title(command.title)
        row.category = command.category
    row.minutes, row.step, row.place = minutes, command.step, place
    _keep(row, uow)
    await uow.actions.flush()
    return row.shared_key or row.public_id


@service(is_accompanying)
async def hide_entry(actor: Actor, command: HideEntry, uow: UnitOfWork) -> None:
    """Offer an entry no longer, or again; actions that were made of it stay.

    Raises:
        NotFound: no such entry of the structure (`entry_unknown`).
    """
    row = await _row(actor.structure_id or 0, command.id, uow)
    if row is None:
        raise NotFound("entry_unknown")
    row.hidden = command.hidden
    _keep(row, uow)


async def _row(structure_id: int, entry_id: str, uow: UnitOfWork) -> ActionEntry | None:
    """The structure's row of an entry, made for a shared one that it changes now; None for a new entry."""
    if not entry_id:
        return None
    known = await uow.actions.entry(structure_id, checked_public_id(entry_id))
    if known is not None:
        return known
    shared = SHARED.get(entry_id)
    if shared is None:
        raise NotFound("entry_unknown")
    return ActionEntry(
        public_id=new_public_id(),
        structure_id=structure_id,
        shared_key=shared.key,
        category=shared.category,
        minutes=shared.minutes,
        step=shared.step,
        place=shared.place,
    )


def _keep(row: ActionEntry, uow: UnitOfWork) -> None:
    row.changed_at = uow.clock.now()
    uow.actions.add(row)
    uow.changed(STRUCTURE, row.structure_id)
