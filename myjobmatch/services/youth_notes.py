"""What an advisor writes of a youth: notes, next steps, obstacles; each by its own rights."""

from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.models import NextStep, Youth, YouthNote, YouthObstacle
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.notes import (
    LONGEST_NOTE,
    LONGEST_OBSTACLE,
    LONGEST_STEP,
    MOST_STEPS,
    NoteSight,
    NoteView,
    ObstacleEntry,
    ObstacleKind,
    StepView,
    YouthNotes,
)
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor, require
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_advisor

NOTES_SHOWN = 100
DONE_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A note on a youth (public id), for oneself or for the structure's advisors."""

    youth_id: str
    text: str
    sight: NoteSight = NoteSight.STRUCTURE


@dataclass(frozen=True, slots=True)
class EditNote:
    """Other words, or other readers, for a note of one's own."""

    note_id: str
    text: str
    sight: NoteSight


@dataclass(frozen=True, slots=True)
class AddStep:
    """What to do next with a youth (public id), perhaps on a day (ISO)."""

    youth_id: str
    text: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class TickStep:
    """A next step is done, or is not after all."""

    step_id: str
    done: bool


@dataclass(frozen=True, slots=True)
class AddObstacle:
    """Something stands in a youth's way."""

    youth_id: str
    kind: ObstacleKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResolveObstacle:
    """It does no longer, or does again."""

    obstacle_id: int
    resolved: bool


def _is_advisor(actor: Actor) -> bool:
    return actor.role is Role.ADVISOR


@service(is_accompanying, writes=False)
async def youth_notes(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> YouthNotes:
    """What is written of a youth. Notes by their readers; obstacles for whoever accompanies them today, alone.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    own = is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)
    now = uow.clock.now()
    today = paris_day(now)
    return YouthNotes(
        own,
        tuple(
            NoteView(
                note.public_id,
                note.text,
                note.sight,
                author,
                note.author_id == actor.account_id,
                note.written_at,
                note.edited_at,
            )
            for note, author in await uow.youths.notes.notes(
                youth.id, actor.account_id, NOTES_SHOWN
            )
        ),
        tuple(
            StepView(
                step.public_id,
                step.text,
                step.day,
                author,
                step.done_at is not None,
                step.done_at is None and step.day is not None and step.day < today,
            )
            for step, author in await uow.youths.notes.steps(youth.id, now - DONE_SHOWN)
        ),
        tuple(
            ObstacleEntry(o.id, o.kind, o.note, o.created_at, o.resolved_at)
            for o in (await uow.youths.obstacles(youth.id) if own else ())
        ),
    )


@service(is_accompanying)
async def write_note(actor: Actor, command: WriteNote, uow: UnitOfWork) -> str:
    """Write a note; answers its public id.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: nothing written (`note_empty`), or too much (`note_long`, with `most`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    note = YouthNote(
        public_id=new_public_id(),
        youth_id=youth.id,
        author_id=actor.account_id,
        sight=command.sight,
        text=_note(command.text),
        written_at=uow.clock.now(),
    )
    uow.youths.notes.add(note)
    await uow.youths.notes.flush()
    uow.ledger.activity(
        ActivityKind.NOTE_WRITTEN, actor, structure_id=youth.structure_id, youth_id=youth.id
    )
    tell_advisor(uow, youth)
    return note.public_id


@service(is_accompanying)
async def edit_note(actor: Actor, command: EditNote, uow: UnitOfWork) -> None:
    """Change a note of one's own; that it was changed, and what it said, is traced.

    Raises:
        NotFound: no note of the actor's (`note_unknown`).
        Invalid: nothing written (`note_empty`), or too much (`note_long`, with `most`).
    """
    note, youth = await _own_note(actor, command.note_id, uow)
    if note.deleted_at is not None:
        raise NotFound("note_unknown")
    text = _note(command.text)
    if (text, command.sight) == (note.text, note.sight):
        return
    before = {"before": note.text, "sight": note.sight.value}
    uow.ledger.audit(actor, "note_edited", "youth", youth.id, details=before)
    note.text, note.sight, note.edited_at = text, command.sight, uow.clock.now()
    tell_advisor(uow, youth)


@service(is_accompanying)
async def delete_note(actor: Actor, note_id: str, uow: UnitOfWork) -> None:
    """Take a note of one's own away; nobody reads it any more, and it can be brought back. Again is once.

    Raises:
        NotFound: no note of the actor's (`note_unknown`).
    """
    note, youth = await _own_note(actor, note_id, uow)
    if note.deleted_at is None:
        note.deleted_at = uow.clock.now()
        uow.ledger.audit(actor, "note_deleted", "youth", youth.id, details={"note": note.id})
        tell_advisor(uow, youth)


@service(is_accompanying)
async def restore_note(actor: Actor, note_id: str, uow: UnitOfWork) -> None:
    """Bring a note of one's own back.

    Raises:
        NotFound: no note of the actor's (`note_unknown`).
    """
    note, youth = await _own_note(actor, note_id, uow)
    if note.deleted_at is not None:
        note.deleted_at = None
        uow.ledger.audit(actor, "note_restored", "youth", youth.id, details={"note": note.id})
        tell_advisor(uow, youth)


@service(is_accompanying)
async def add_step(actor: Actor, command: AddStep, uow: UnitOfWork) -> str:
    """Put down what to do next; answers its public id. With a day it stands on the first page when that comes.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: nothing written (`step_empty`), too much (`step_long`, with `most`), no day (`step_day`), or too many
            are open (`step_many`, with `most`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    text = one_line(command.text)
    if not text:
        raise Invalid("step_empty")
    if len(text) > LONGEST_STEP:
        raise Invalid("step_long", most=LONGEST_STEP)
    now = uow.clock.now()
    open_ones = [s for s, _ in await uow.youths.notes.steps(youth.id, now) if s.done_at is None]
    if len(open_ones) >= MOST_STEPS:
        raise Invalid("step_many", most=MOST_STEPS)
    step = NextStep(
        public_id=new_public_id(),
        youth_id=youth.id,
        author_id=actor.account_id,
        text=text,
        day=_day(command.day),
        added_at=now,
    )
    uow.youths.notes.add(step)
    await uow.youths.notes.flush()
    tell_advisor(uow, youth)
    return step.public_id


@service(is_accompanying)
async def tick_step(actor: Actor, command: TickStep, uow: UnitOfWork) -> None:
    """A next step is done, or open again.

    Raises:
        NotFound: no such step of a youth of the actor's structure (`step_unknown`).
    """
    step = await uow.youths.notes.step(checked_public_id(command.step_id))
    youth = await uow.youths.get(step.youth_id) if step else None
    if step is None or youth is None:
        raise NotFound("step_unknown")
    await followed_youth(actor, youth.public_id, uow)
    step.done_at = uow.clock.now() if command.done else None
    tell_advisor(uow, youth)


@service(_is_advisor)
async def add_obstacle(actor: Actor, command: AddObstacle, uow: UnitOfWork) -> int:
    """Note what stands in a youth's way: for whoever accompanies them today.

    Raises:
        NotFound: not a youth whom the actor accompanies (`youth_unknown`).
        Invalid: too long (`note_long`, with `most`).
    """
    youth = await _accompanied(actor, command.youth_id, uow)
    note = some_lines(command.note)
    if len(note) > LONGEST_OBSTACLE:
        raise Invalid("note_long", most=LONGEST_OBSTACLE)
    row = YouthObstacle(
        youth_id=youth.id, kind=command.kind.value, note=note, created_at=uow.clock.now()
    )
    uow.youths.notes.add(row)
    await uow.youths.notes.flush()
    uow.ledger.audit(actor, "obstacle_added", "youth", youth.id)
    tell_advisor(uow, youth)
    return row.id


@service(_is_advisor)
async def resolve_obstacle(actor: Actor, command: ResolveObstacle, uow: UnitOfWork) -> None:
    """An obstacle is none any more, or stands again.

    Raises:
        NotFound: not one of a youth whom the actor accompanies (`obstacle_unknown`).
        Conflict: it is so already (`obstacle_settled`).
    """
    row = await uow.youths.notes.obstacle(command.obstacle_id)
    youth = await uow.youths.get(row.youth_id) if row else None
    require(
        row is not None
        and youth is not None
        and is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id),
        "obstacle_unknown",
    )
    assert row is not None
    assert youth is not None
    if (row.resolved_at is not None) == command.resolved:
        raise Conflict("obstacle_settled")
    row.resolved_at = uow.clock.now() if command.resolved else None
    uow.ledger.audit(actor, "obstacle_settled", "youth", youth.id)
    tell_advisor(uow, youth)


async def _accompanied(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    youth = await followed_youth(actor, public_id, uow)
    require(is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id), "youth_unknown")
    return youth


async def _own_note(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[YouthNote, Youth]:
    note = await uow.youths.notes.note(checked_public_id(public_id))
    youth = await uow.youths.get(note.youth_id) if note else None
    if note is None or youth is None or note.author_id != actor.account_id:
        raise NotFound("note_unknown")
    await followed_youth(actor, youth.public_id, uow)
    return note, youth


def _note(text: object) -> str:
    words = some_lines(text)
    if not words:
        raise Invalid("note_empty")
    if len(words) > LONGEST_NOTE:
        raise Invalid("note_long", most=LONGEST_NOTE)
    return words


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("step_day") from None
