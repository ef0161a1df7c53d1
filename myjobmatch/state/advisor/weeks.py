"""La semaine: what waits for validation, settled at once, and the hours of each youth week by week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.actions import ActionCategory, BatchDone, ReturnReason
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.action_bulk import (
    ReturnActions,
    ValidateActions,
    return_actions,
    undo_batch,
    validate_actions,
)
from myjobmatch.services.weeks import (
    WaitingAction,
    WeekRow,
    WeeksQuery,
    weeks_page,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

FURTHEST = 52
CATEGORIES = {"", *(one.value for one in ActionCategory)}


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An action that waits; `minutes` as they would be validated, in text for a choice."""

    id: str
    youth_id: str
    youth: str
    category: str
    key: str
    title: str
    done_on: str
    minutes: str
    told: str
    h: int
    m: int
    signed: bool
    on_behalf: bool
    document_id: str
    document_name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of a youth: hours done (told and validated), and planned."""

    h: int
    m: int
    waiting: bool
    planned_h: int
    planned_m: int
    tone: str


@dataclass(frozen=True, slots=True)
class YouthRow:
    """A youth's weeks."""

    id: str
    name: str
    advisor: str
    scheme: str
    target: bool
    zero: str
    waiting: int
    settles: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Count:
    """A category, and how many actions of it wait."""

    category: str
    count: int


class WeeksState(AppState):
    """The page as it stands now."""

    loaded: bool = False
    waiting: list[WaitingRow] = []
    waiting_count: int = 0
    chosen: list[str] = []
    category: str = ""
    categories: list[Count] = []
    rows: list[YouthRow] = []
    mondays: list[str] = []
    zero_count: int = 0
    total: int = 0
    page_number: int = 1
    pages: int = 1
    search: str = ""
    zero: bool = False
    asked: bool = False
    everyone: bool = False
    back: int = 0
    reason: str = ReturnReason.PROOF.value
    done: str = ""
    done_actions: int = 0
    done_youths: int = 0
    batch: str = ""
    _minutes: dict[str, int] = {}

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the page, and follow what changes."""
        actor = self._actor()
        self._watch(
            WeeksState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        asked = self.router.url.query_parameters
        self.zero = asked.get("zero", "") == "1" or self.zero
        self.done = self.batch = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Narrow the table to names."""
        self.search, self.page_number = text[:80], 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def only_zero(self) -> None:
        """Those alone with an alert; again shows all."""
        self.zero, self.page_number = not self.zero, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def only_asked(self) -> None:
        """Those alone whose scheme asks for hours; again shows all."""
        self.asked, self.page_number = not self.asked, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def widen(self, everyone: bool) -> None:
        """Colleagues' youths too, or one's own alone."""
        self.everyone, self.page_number = everyone, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def turn(self, page: int) -> None:
        """Go to a page of the table."""
        self.page_number = page
        await self._fill()

    @on(*ACCOMPANYING)
    async def move(self, weeks: int) -> None:
        """Earlier or later weeks; 0 comes back to this one."""
        self.back = 0 if weeks == 0 else max(0, min(FURTHEST, self.back - weeks))
        await self._fill()

    @on(*ACCOMPANYING)
    async def toggle(self, action_id: str) -> None:
        """Choose an action, or not."""
        kept = [one for one in self.chosen if one != action_id]
        known = any(row.id == action_id for row in self.waiting)
        self.chosen = kept if len(kept) < len(self.chosen) or not known else [*kept, action_id]

    @on(*ACCOMPANYING)
    async def all_shown(self) -> None:
        """Choose all that are shown; all chosen already: none."""
        shown = [row.id for row in self.waiting]
        self.chosen = [] if set(shown) <= set(self.chosen) else shown

    @on(*ACCOMPANYING)
    async def all_of(self, youth_id: str) -> None:
        """Choose all of a youth."""
        theirs = [row.id for row in self.waiting if row.youth_id == youth_id]
        kept = [one for one in self.chosen if one not in theirs]
        whole = set(theirs) <= set(self.chosen)
        self.chosen = kept if whole else [*kept, *theirs]

    @on(*ACCOMPANYING)
    async def only_category(self, category: str) -> None:
        """Show one category of what waits; empty: all."""
        self.category = category if category in CATEGORIES else ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def set_minutes(self, action_id: str, minutes: str) -> None:
        """Correct the hours of an action, before it is validated."""
        if minutes.isdecimal():
            self._minutes = {**self._minutes, action_id: int(minutes)}
            await self._fill()

    @on(*ACCOMPANYING)
    async def validate_one(self, action_id: str) -> None:
        """Validate one alone."""
        await self._validate((action_id,))

    @on(*ACCOMPANYING)
    async def validate_chosen(self) -> None:
        """Validate what is chosen."""
        await self._validate(tuple(self.chosen))

    @on(*ACCOMPANYING)
    async def send_back(self, form: dict[str, str]) -> None:
        """Send what is chosen back, with a reason."""
        try:
            reason = ReturnReason(str(form.get("reason", "")))
        except ValueError:
            raise Invalid("malformed") from None
        command = ReturnActions(
            new_public_id(), tuple(self.chosen), reason, str(form.get("words", ""))
        )
        self._told("returned", await self._run(return_actions, command))
        await self._fill()

    @on(*ACCOMPANYING)
    async def pick_reason(self, reason: str) -> None:
        """Which reason the form shows."""
        self.reason = reason if reason in set(ReturnReason) else ReturnReason.PROOF.value

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take back what was done last."""
        if self.batch:
            self._told("undone", await self._run(undo_batch, self.batch))
            self.batch = ""
            await self._fill()

    async def _validate(self, actions: tuple[str, ...]) -> None:
        minutes = tuple((one, self._minutes[one]) for one in actions if one in self._minutes)
        command = ValidateActions(new_public_id(), actions, minutes)
        self._told("validated", await self._run(validate_actions, command))
        await self._fill()

    def _told(self, what: str, done: BatchDone) -> None:
        self.done, self.batch = what, done.id
        self.done_actions, self.done_youths = done.actions, done.youths
        self.chosen = []

    async def _fill(self) -> None:
        until = None
        if self.back:
            today = paris_day(self._container().clock.now())
            until = date.fromordinal(today.toordinal() - 7 * self.back)
        query = WeeksQuery(
            search=self.search,
            until=until,
            zero=self.zero,
            asked=self.asked,
            everyone=self.everyone,
            page=self.page_number,
        )
        page = await self._run(weeks_page, query)
        counts = Counter(one.action.category.value for one in page.waiting)
        self.categories = [Count(name, count) for name, count in sorted(counts.items())]
        if self.category not in counts:
            self.category = ""
        self.waiting = [
            self._waiting_row(one)
            for one in page.waiting
            if self.category in ("", one.action.category.value)
        ]
        self.waiting_count = page.waiting_count
        ids = {row.id for row in self.waiting}
        self.chosen = [one for one in self.chosen if one in ids]
        self._minutes = {id_: m for id_, m in self._minutes.items() if id_ in ids}
        self.rows = [youth_row(row) for row in page.rows]
        self.mondays = [week.monday.isoformat() for week in page.weeks]
        self.zero_count, self.total = page.zero_count, page.total
        self.page_number, self.pages = page.page, page.pages
        self.loaded = True

    def _waiting_row(self, one: WaitingAction) -> WaitingRow:
        action = one.action
        minutes = self._minutes.get(action.id, action.minutes)
        return WaitingRow(
            id=action.id,
            youth_id=one.youth_id,
            youth=one.youth,
            category=action.category.value,
            key=action.key,
            title=action.title,
            done_on=action.done_on.isoformat() if action.done_on else "",
            minutes=str(minutes),
            told=str(action.minutes),
            h=action.minutes // 60,
            m=action.minutes % 60,
            signed=action.signed,
            on_behalf=action.on_behalf,
            document_id=action.document_id,
            document_name=action.document_name,
        )


def youth_row(row: WeekRow) -> YouthRow:
    """A youth's weeks as the table shows them."""
    cells = []
    for total in row.totals:
        tone = "plain"
        if row.target is not None:
            tone = "none" if total.done == 0 else "some" if total.done < row.target.least else "yes"
        cells.append(
            Cell(
                h=total.done // 60,
                m=total.done % 60,
                waiting=total.waiting > 0,
                planned_h=total.planned // 60,
                planned_m=total.planned % 60,
                tone=tone,
            )
        )
    return YouthRow(
        id=row.youth_id,
        name=row.name,
        advisor=row.advisor,
        scheme=row.scheme.value,
        target=row.target is not None,
        zero=row.zero.value if row.zero else "",
        waiting=row.waiting,
        settles=row.settles,
        cells=cells,
    )
