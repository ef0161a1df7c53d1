"""The week of one youth, as a section of their file."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.actions import ActionStatus, ActionView
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.action_bulk import ValidateActions, undo_batch, validate_actions
from myjobmatch.services.weeks import youth_weeks
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Line:
    """An action of theirs."""

    id: str
    key: str
    title: str
    category: str
    status: str
    day: str
    h: int
    m: int
    step: str
    place: str
    signed: bool
    on_behalf: bool
    reason: str
    reason_words: str
    document_id: str
    document_name: str


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A week gone by."""

    monday: str
    h: int
    m: int
    planned_h: int
    planned_m: int


class YouthWeekState(AppState):
    """What the section shows."""

    lines: list[Line] = []
    weeks: list[PastWeek] = []
    target: bool = False
    least: int = 0
    most: int = 0
    zero: str = ""
    settles: bool = False
    loaded: bool = False
    batch: str = ""
    done: str = ""
    count: int = 0
    _youth: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the week of whom the address names."""
        self._youth = str(self.youth_id)  # type: ignore[attr-defined]
        self.loaded, self.done, self.batch = False, "", ""
        actor = self._actor()
        self._watch(
            YouthWeekState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def validate_one(self, action_id: str) -> None:
        """Validate one alone."""
        done = await self._run(validate_actions, ValidateActions(new_public_id(), (action_id,)))
        self.done, self.batch, self.count = "validated", done.id, done.actions
        await self._fill()

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take back what was validated last."""
        if self.batch:
            done = await self._run(undo_batch, self.batch)
            self.done, self.batch, self.count = "undone", "", done.actions
            await self._fill()

    async def _fill(self) -> None:
        try:
            told = await self._run(youth_weeks, self._youth)
        except NotFound:
            self.lines, self.weeks = [], []
            return
        order = list(ActionStatus)
        actions = sorted(
            told.contents.actions,
            key=lambda one: (order.index(one.status), str(one.done_on or one.planned_on or "")),
        )
        self.lines = [_line(one) for one in actions]
        self.weeks = [
            PastWeek(
                week.monday.isoformat(),
                total.done // 60,
                total.done % 60,
                total.planned // 60,
                total.planned % 60,
            )
            for week, total in zip(reversed(told.weeks), reversed(told.totals), strict=True)
        ]
        target = told.contents.target
        self.target = target is not None
        self.least, self.most = (target.least // 60, target.most // 60) if target else (0, 0)
        self.zero = told.zero.value if told.zero else ""
        self.settles, self.loaded = told.settles, True


def _line(one: ActionView) -> Line:
    day = one.done_on or one.planned_on
    if one.status is ActionStatus.AGREED:
        day = one.planned_on
    return Line(
        id=one.id,
        key=one.key,
        title=one.title,
        category=one.category.value,
        status=one.status.value,
        day=day.isoformat() if day else "",
        h=one.minutes // 60,
        m=one.minutes % 60,
        step=one.step.value,
        place=one.place,
        signed=one.signed,
        on_behalf=one.on_behalf,
        reason=one.reason,
        reason_words=one.reason_words,
        document_id=one.document_id,
        document_name=one.document_name,
    )
