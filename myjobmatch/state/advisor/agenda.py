"""The advisor's calendar: a day, a week or a month of it, and one appointment at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import reflex as rx

from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, Presence
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.translate import translate
from myjobmatch.services.appointment_views import (
    Agenda,
    AgendaEntry,
    AskAgenda,
    list_agenda,
    youths_to_meet,
)
from myjobmatch.services.appointments import (
    CancelAppointment,
    MoveAppointment,
    SetAppointment,
    cancel_appointment,
    move_appointment,
    set_appointment,
)
from myjobmatch.services.presences import (
    MarkPresence,
    SettleMissed,
    WriteKindly,
    mark_presence,
    settle_missed,
    write_kindly,
)
from myjobmatch.state.advisor.agenda_draft import Draft, moment_of, typed_draft
from myjobmatch.state.advisor.agenda_grid import (
    DAY,
    MONTH,
    VIEWS,
    WEEK,
    DayHead,
    Entry,
    HourRow,
    MonthWeek,
    entry_of,
    heads_of,
    hours_of,
    span_of,
    weeks_of,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

READERS = (Role.ADVISOR, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Person:
    """A youth or a colleague who may be chosen."""

    id: str
    name: str


class AgendaState(AppState):
    """What the page shows. `panel` names the one form that is open beside the calendar."""

    view: str = WEEK
    first: str = ""
    last: str = ""
    heads: list[DayHead] = []
    hours: list[HourRow] = []
    weeks: list[MonthWeek] = []
    day_list: list[Entry] = []
    missed: list[Entry] = []
    unmarked: list[Entry] = []
    advisors: list[Person] = []
    advisor: str = ""
    people: list[Person] = []
    panel: str = ""
    chosen: Entry = Entry()
    draft: Draft = Draft()
    version: int = 0
    kind_words: str = ""
    done: str = ""
    undo: str = ""
    video: bool = False
    loaded: bool = False

    _day: str = ""

    @on(*READERS)
    async def load(self) -> None:
        """Show the week of today, or the day that the address names; with `jeune`, a new appointment with them."""
        actor = self._actor()
        self._watch(
            AgendaState.refresh,
            ("account", actor.account_id),
            *((("structure", actor.structure_id or 0),) if actor.role is Role.MANAGER else ()),
        )
        self.video = bool(self._container().settings.video_base)
        self.panel, self.done, self.undo = "", "", ""
        asked = self.router.url.query_parameters
        self._day = self._checked_day(asked.get("jour", "")) or self._day or self._today()
        if actor.role is Role.ADVISOR:
            found = await self._run(youths_to_meet, None)
            self.people = [Person(one.id, one.name) for one in found]
        await self._fill()
        if asked.get("relance") and self._find(asked["relance"]) is not None:
            self._propose(asked["relance"])
        youth = asked.get("jeune", "")
        if youth and any(one.id == youth for one in self.people):
            self._open_new(self._today(), 9 * 60, youth_id=youth)

    @on(*READERS)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*READERS)
    async def show(self, view: str) -> None:
        """A day, a week, a month."""
        if view in VIEWS:
            self.view = view
            await self._fill()

    @on(*READERS)
    async def step(self, forward: bool) -> None:
        """The period after or before."""
        day = date.fromisoformat(self._day)
        sign = 1 if forward else -1
        if self.view == MONTH:
            middle = day.replace(day=15) + timedelta(days=30 * sign)
            day = middle.replace(day=1)
        else:
            day += timedelta(days=sign * (1 if self.view == DAY else 7))
        self._day = day.isoformat()
        await self._fill()

    @on(*READERS)
    async def today(self) -> None:
        """Back to today."""
        self._day = self._today()
        await self._fill()

    @on(*READERS)
    async def open_day(self, day: str) -> None:
        """One day of the calendar."""
        checked = self._checked_day(day)
        if checked:
            self._day, self.view = checked, DAY
            await self._fill()

    @on(*READERS)
    async def choose_advisor(self, advisor_id: str) -> None:
        """Whose calendar a manager reads; empty for everybody's."""
        self.advisor = advisor_id
        await self._fill()

    @on(*READERS)
    async def open_entry(self, appointment_id: str) -> Any:
        """One appointment beside the calendar."""
        found = self._find(appointment_id)
        if found is None:
            return None
        self.chosen, self.panel, self.done = found, "entry", ""
        return rx.set_focus("agenda-panel")

    @on(*READERS)
    async def close(self) -> None:
        """The calendar alone."""
        self.panel = ""
        await self.dismiss_error()

    @on(Role.ADVISOR)
    async def new_at(self, day: str, minute: int) -> Any:
        """A new appointment in an empty slot."""
        checked = self._checked_day(day)
        if not checked or not 0 <= minute < 24 * 60:
            return None
        self._open_new(checked, minute)
        return rx.set_focus("agenda-panel")

    @on(Role.ADVISOR)
    async def new(self) -> Any:
        """A new appointment on the day shown, at the next full hour of work."""
        now = self._container().clock.now().astimezone(PARIS)
        day = max(self._day, self._today())
        soon = min(max(now.hour + 1, 9), 17) if day == self._today() else 9
        self._open_new(day, soon * 60)
        return rx.set_focus("agenda-panel")

    @on(Role.ADVISOR)
    async def propose(self, appointment_id: str) -> Any:
        """Another date for somebody who did not come: in a week, at the same time."""
        if self._find(appointment_id) is None:
            return None
        self._propose(appointment_id)
        return rx.set_focus("agenda-panel")

    def _propose(self, appointment_id: str) -> None:
        missed = self._find(appointment_id) or Entry()
        day = max(
            date.fromisoformat(missed.day) + timedelta(days=7),
            date.fromisoformat(self._today()) + timedelta(days=1),
        )
        offered = self.video or missed.how != AppointmentHow.VIDEO.value
        self._open_new(day.isoformat(), 0, youth_id=missed.youth_id)
        self.draft = replace(
            self.draft,
            kind=missed.kind,
            how=missed.how if offered else AppointmentHow.ON_SITE.value,
            time=missed.time,
            minutes=str(missed.minutes),
            place=missed.place,
            follows=missed.id,
        )

    @on(Role.ADVISOR)
    async def begin_move(self) -> None:
        """Another moment for the one at hand."""
        one = self.chosen
        self.draft = Draft(
            youth_id=one.youth_id,
            kind=one.kind,
            how=one.how,
            day=one.day,
            time=one.time,
            minutes=str(one.minutes),
            place=one.place,
            phone=one.phone if one.how == AppointmentHow.PHONE.value else "",
            note=one.note,
        )
        self.version += 1
        self.panel = "move"

    @on(Role.ADVISOR)
    async def begin_cancel(self) -> None:
        """Call the one at hand off."""
        self.panel = "cancel"

    @on(Role.ADVISOR)
    async def begin_kind_words(self, appointment_id: str) -> Any:
        """A message to somebody who did not come, to be read over before it goes."""
        missed = self._find(appointment_id)
        if missed is None:
            return None
        self.chosen, self.panel = missed, "write"
        self.kind_words = translate("fr", "agenda.write.words", at=missed.starts_at)
        self.version += 1
        return rx.set_focus("agenda-panel")

    @on(Role.ADVISOR)
    async def pick_how(self, how: str) -> None:
        """On site, by phone, by video: which field is asked for."""
        if how in {one.value for one in AppointmentHow}:
            self.draft = replace(self.draft, how=how)

    @on(Role.ADVISOR)
    async def save(self, form: dict[str, str]) -> None:
        """Set a new appointment, or move the one at hand; what was typed stays when it is refused."""
        moving = self.panel == "move"
        draft = self.draft = typed_draft(form, self.draft)
        starts_at, minutes = moment_of(draft)
        base = self._container().settings.video_base
        how = AppointmentHow(draft.how)
        place = draft.place if how is AppointmentHow.ON_SITE else ""
        phone = draft.phone if how is AppointmentHow.PHONE else ""
        if moving:
            await self._run(
                move_appointment,
                MoveAppointment(self.chosen.id, starts_at, minutes, how, place, phone, draft.note),
                base,
            )
        else:
            await self._run(
                set_appointment,
                SetAppointment(
                    youth_id=draft.youth_id,
                    kind=AppointmentKind(draft.kind),
                    how=how,
                    starts_at=starts_at,
                    minutes=minutes,
                    place=place,
                    phone=phone,
                    note=draft.note,
                    on_behalf=draft.on_behalf,
                    follows=draft.follows,
                ),
                base,
            )
        self._day = draft.day
        await self._finished("moved" if moving else "set")

    @on(Role.ADVISOR)
    async def cancel(self, form: dict[str, str]) -> None:
        """Call it off, with a reason."""
        await self._run(
            cancel_appointment, CancelAppointment(self.chosen.id, form.get("reason", ""))
        )
        await self._finished("cancelled")

    @on(Role.ADVISOR)
    async def mark(self, appointment_id: str, presence: str) -> None:
        """Whether they came, in one click; the same again takes it back."""
        if presence not in {"", *(one.value for one in Presence)}:
            return
        known = self._find(appointment_id)
        mark = None if known and known.presence == presence else presence
        await self._run(
            mark_presence, MarkPresence(appointment_id, Presence(mark) if mark else None)
        )
        await self._finished("marked" if mark else "unmarked", undo=appointment_id if mark else "")

    @on(Role.ADVISOR)
    async def unmark(self) -> None:
        """Take the last mark back."""
        if self.undo:
            await self._run(mark_presence, MarkPresence(self.undo, None))
            await self._finished("unmarked")

    @on(Role.ADVISOR)
    async def settle(self, appointment_id: str) -> None:
        """Nothing more is to be done about a no-show."""
        await self._run(settle_missed, SettleMissed(appointment_id))
        await self._finished("settled")

    @on(Role.ADVISOR)
    async def write(self, form: dict[str, str]) -> None:
        """Send the kind message."""
        self.kind_words = form.get("body", "")
        await self._run(write_kindly, WriteKindly(self.chosen.id, self.kind_words))
        await self._finished("written")

    def _open_new(self, day: str, minute: int, *, youth_id: str = "") -> None:
        self.draft = Draft(youth_id=youth_id, day=day, time=f"{minute // 60:02d}:{minute % 60:02d}")
        self.version += 1
        self.panel, self.done = "new", ""

    async def _finished(self, how: str, *, undo: str = "") -> None:
        self.panel, self.done, self.undo = "", how, undo
        await self.dismiss_error()
        await self._fill()

    def _today(self) -> str:
        return paris_day(self._container().clock.now()).isoformat()

    def _checked_day(self, text: str) -> str:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return ""
        return day.isoformat() if 2020 <= day.year <= 2100 else ""

    def _find(self, appointment_id: str) -> Entry | None:
        shown = [
            *self.day_list,
            *self.missed,
            *self.unmarked,
            *(one for row in self.hours for cell in row.cells for one in cell.shown),
            *(one for week in self.weeks for day in week.days for one in day.shown),
        ]
        return next((one for one in shown if one.id == appointment_id), None)

    async def _fill(self) -> None:
        today = self._today()
        self._day = self._day or today
        first, days = span_of(self.view, date.fromisoformat(self._day))
        found: Agenda = await self._run(list_agenda, AskAgenda(first, days, self.advisor))
        now = self._container().clock.now()
        manager = self._actor().role is Role.MANAGER

        def shown(entries: tuple[AgendaEntry, ...]) -> list[Entry]:
            return [entry_of(one, now, with_advisor=manager) for one in entries]

        entries = shown(found.entries)
        away = {one.day.isoformat() for one in found.away}
        if self.view == MONTH:
            self.weeks = weeks_of(entries, first, date.fromisoformat(self._day), today, away)
            self.heads, self.hours, self.day_list = [], [], []
            self.first = self.last = self._day
        else:
            self.weeks = []
            self.heads = heads_of(entries, first, days, today, away)
            self.hours = hours_of(entries, [one.day for one in self.heads], away, now)
            self.day_list = entries if self.view == DAY else [e for e in entries if e.day == today]
            self.first, self.last = self.heads[0].day, self.heads[-1].day
        self.missed, self.unmarked = shown(found.missed), shown(found.unmarked)
        self.advisors = [Person(one.id, one.name) for one in found.advisors]
        if self.panel == "entry":
            self.chosen = self._find(self.chosen.id) or self.chosen
        self.loaded = True
