"""Notes, next steps and obstacles of a youth, and the one line that becomes an action."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.notes import NoteSight, ObstacleKind, YouthNotes
from myjobmatch.domain.quick_line import read_line
from myjobmatch.services.action_bulk import AgreeActions, agree_actions, undo_batch
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.youth_notes import (
    AddObstacle,
    AddStep,
    EditNote,
    ResolveObstacle,
    TickStep,
    WriteNote,
    add_obstacle,
    add_step,
    delete_note,
    edit_note,
    resolve_obstacle,
    restore_note,
    tick_step,
    write_note,
    youth_notes,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `edited_at` is empty when it was never changed."""

    id: str
    text: str
    sight: str
    author: str
    mine: bool
    at: str
    edited_at: str


@dataclass(frozen=True, slots=True)
class Step:
    """A next step; `day` is ISO or empty."""

    id: str
    text: str
    day: str
    author: str
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An obstacle, settled or not."""

    id: int
    kind: str
    note: str
    resolved: bool


class YouthNotesState(AppState):
    """What is written of the youth that the address names."""

    own: bool = False
    notes: list[Note] = []
    steps: list[Step] = []
    obstacles: list[Obstacle] = []
    editing: str = ""
    deleted: str = ""
    line: str = ""
    line_title: str = ""
    line_category: str = ""
    line_minutes: int = 0
    line_day: str = ""
    added: str = ""
    added_batch: str = ""

    _youth: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show what is written."""
        asked = str(self.youth_id)  # type: ignore[attr-defined]
        if asked != self._youth:
            self.reset()
            self._youth = asked
        await self._fill()

    @on(*ACCOMPANYING)
    async def write(self, form: dict[str, str]) -> None:
        """Write a note."""
        alone = form.get("note-sight") == NoteSight.ME.value
        sight = NoteSight.ME if alone else NoteSight.STRUCTURE
        await self._run(write_note, WriteNote(self._youth, form.get("note", ""), sight))
        await self._fill()

    @on(*ACCOMPANYING)
    async def edit(self, note_id: str) -> None:
        """Open a note of one's own to change it; the same again closes it."""
        self.editing = "" if self.editing == note_id else note_id

    @on(*ACCOMPANYING)
    async def change(self, form: dict[str, str]) -> None:
        """Keep the changed note."""
        sight = NoteSight.ME if form.get("sight") == NoteSight.ME.value else NoteSight.STRUCTURE
        await self._run(edit_note, EditNote(self.editing, form.get("text", ""), sight))
        self.editing = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def delete(self, note_id: str) -> None:
        """Take a note away."""
        await self._run(delete_note, note_id)
        self.deleted = note_id
        await self._fill()

    @on(*ACCOMPANYING)
    async def restore(self) -> None:
        """Bring the note back."""
        await self._run(restore_note, self.deleted)
        self.deleted = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def add_step(self, form: dict[str, str]) -> None:
        """Put down what to do next."""
        command = AddStep(self._youth, form.get("step", ""), form.get("step-day", ""))
        await self._run(add_step, command)
        await self._fill()

    @on(*ACCOMPANYING)
    async def tick(self, step_id: str, done: bool) -> None:
        """A step is done, or is not."""
        await self._run(tick_step, TickStep(step_id, done))
        await self._fill()

    @on(Role.ADVISOR)
    async def add_obstacle(self, form: dict[str, str]) -> None:
        """Note what stands in their way."""
        kinds = {one.value: one for one in ObstacleKind}
        kind = kinds.get(form.get("obstacle", ""), ObstacleKind.OTHER)
        await self._run(add_obstacle, AddObstacle(self._youth, kind, form.get("obstacle-note", "")))
        await self._fill()

    @on(Role.ADVISOR)
    async def settle_obstacle(self, obstacle_id: int, resolved: bool) -> None:
        """It stands in their way no longer, or does again."""
        await self._run(resolve_obstacle, ResolveObstacle(obstacle_id, resolved))
        await self._fill()

    @on(*ACCOMPANYING)
    async def read_line(self, text: str) -> None:
        """Show what the line would become."""
        self.line = text[:LONGEST_LINE]
        if not self.line.strip():
            self.line_title = ""
            return
        told = read_line(self.line, paris_day(self._container().clock.now()))
        self.line_title, self.line_category = told.title, told.category.value
        self.line_minutes = told.minutes
        self.line_day = told.day.isoformat() if told.day else ""

    @on(*ACCOMPANYING)
    async def add_line(self, form: dict[str, str]) -> None:
        """Agree on the action that the line tells of."""
        line = form.get("line", "") or self.line  # a field that waits before it tells
        told = read_line(line[:LONGEST_LINE], paris_day(self._container().clock.now()))
        if not told.title:
            raise Invalid("step_empty")
        wish = Wish(title=told.title, category=told.category, minutes=told.minutes)
        command = AgreeActions(new_public_id(), (self._youth,), (wish,), told.day)
        done = await self._run(agree_actions, command)
        self.added, self.added_batch = told.title, done.id
        self.line, self.line_title = "", ""

    @on(*ACCOMPANYING)
    async def undo_line(self) -> None:
        """Take the action back."""
        if self.added_batch:
            await self._run(undo_batch, self.added_batch)
            self.added, self.added_batch = "", ""

    async def _fill(self) -> None:
        self._show(await self._run(youth_notes, self._youth))

    def _show(self, told: YouthNotes) -> None:
        self.own = told.own
        self.notes = [
            Note(
                n.id,
                n.text,
                n.sight.value,
                n.author,
                n.mine,
                n.written_at.isoformat(),
                n.edited_at.isoformat() if n.edited_at else "",
            )
            for n in told.notes
        ]
        self.steps = [
            Step(s.id, s.text, s.day.isoformat() if s.day else "", s.author, s.done, s.late)
            for s in told.steps
        ]
        self.obstacles = [
            Obstacle(o.id, o.kind, o.note, o.resolved_at is not None) for o in told.obstacles
        ]
