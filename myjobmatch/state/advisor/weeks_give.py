"""Giving several actions to several youths at once, from the week's table or from one youth's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.actions import ActionCategory, CatalogueEntry, StepKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.action_bulk import AgreeActions, agree_actions, undo_batch
from myjobmatch.services.action_entries import (
    HideEntry,
    SaveEntry,
    hide_entry,
    list_entries,
    save_entry,
)
from myjobmatch.services.action_moves import Wish
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the catalogue."""

    id: str
    key: str
    title: str
    category: str
    minutes: str
    h: int
    m: int
    step: str
    place: str
    hidden: bool


class GiveState(AppState):
    """Whom, what, and what was done."""

    youths: list[str] = []
    entries: list[Choice] = []
    wanted: list[str] = []
    done: str = ""
    done_actions: int = 0
    done_youths: int = 0
    batch: str = ""
    editing: str = ""
    edited: Choice | None = None
    _next_batch: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Have the catalogue at hand."""
        self.youths, self.wanted, self.done, self.batch = [], [], "", ""
        self._next_batch = new_public_id()
        self._watch(GiveState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """The catalogue may have changed."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def toggle_youth(self, youth_id: str) -> None:
        """Choose a youth, or not."""
        kept = [one for one in self.youths if one != youth_id]
        self.youths = kept if len(kept) < len(self.youths) else [*kept, youth_id][:200]

    @on(*ACCOMPANYING)
    async def choose_youths(self, youth_ids: list[str]) -> None:
        """Choose these youths; all chosen already: none of them."""
        whole = set(youth_ids) <= set(self.youths)
        self.youths = [] if whole else list(dict.fromkeys([*self.youths, *youth_ids]))[:200]

    @on(*ACCOMPANYING)
    async def for_one(self, youth_id: str) -> None:
        """For one youth alone."""
        self.youths = [youth_id]

    @on(*ACCOMPANYING)
    async def toggle_entry(self, entry_id: str) -> None:
        """Choose an entry, or not."""
        kept = [one for one in self.wanted if one != entry_id]
        self.wanted = kept if len(kept) < len(self.wanted) else [*kept, entry_id]

    @on(*ACCOMPANYING)
    async def give(self, form: dict[str, str]) -> None:
        """Agree what is chosen with whom is chosen. The same sheet sent twice is one."""
        wishes = [Wish(one) for one in self.wanted]
        words = str(form.get("title", "")).strip()
        if words:
            wishes.append(Wish(title=words, category=_category(form)))
        command = AgreeActions(
            self._next_batch,
            tuple(self.youths),
            tuple(wishes),
            day=_day(form.get("day", "")),
            done=bool(form.get("done")),
            place=str(form.get("place", "")),
        )
        done = await self._run(agree_actions, command)
        self.done = "recorded" if command.done else "given"
        self.batch, self.done_actions, self.done_youths = done.id, done.actions, done.youths
        self.wanted, self.youths = [], []
        self._next_batch = new_public_id()

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take back what was given last."""
        if self.batch:
            done = await self._run(undo_batch, self.batch)
            self.done, self.batch = "undone", ""
            self.done_actions, self.done_youths = done.actions, done.youths

    @on(*ACCOMPANYING)
    async def edit(self, entry_id: str) -> None:
        """Open an entry of the catalogue; empty: a new one."""
        self.editing = entry_id
        self.edited = next((one for one in self.entries if one.id == entry_id), None)

    @on(*ACCOMPANYING)
    async def save(self, form: dict[str, str]) -> None:
        """Keep an entry."""
        minutes = str(form.get("minutes", ""))
        step = str(form.get("step", "none"))
        if not minutes.isdecimal() or step not in set(StepKind):
            raise Invalid("malformed")
        known = self.edited
        category = ActionCategory(known.category) if known and known.key else _category(form)
        command = SaveEntry(
            self.editing,
            str(form.get("title", "")),
            category,
            int(minutes),
            StepKind(step),
            str(form.get("place", "")),
        )
        await self._run(save_entry, command)
        self.done = "saved"
        await self._fill()

    @on(*ACCOMPANYING)
    async def hide(self, entry_id: str, hidden: bool) -> None:
        """Offer an entry no longer, or again."""
        await self._run(hide_entry, HideEntry(entry_id, hidden))
        await self._fill()

    async def _fill(self) -> None:
        self.entries = [_choice(one) for one in await self._run(list_entries, None)]


def _choice(one: CatalogueEntry) -> Choice:
    return Choice(
        id=one.id,
        key=one.key,
        title=one.title,
        category=one.category.value,
        minutes=str(one.minutes),
        h=one.minutes // 60,
        m=one.minutes % 60,
        step=one.step.value,
        place=one.place,
        hidden=one.hidden,
    )


def _category(form: dict[str, str]) -> ActionCategory:
    try:
        return ActionCategory(str(form.get("category", "")))
    except ValueError:
        raise Invalid("malformed") from None


def _day(text: object) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Invalid("action_day_plan") from None
