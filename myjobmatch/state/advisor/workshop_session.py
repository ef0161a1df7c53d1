"""One session at its advisors' desk: who takes part, presence, the line, closing, cancelling, another date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.workshops import SessionPage, WorkshopPresence
from myjobmatch.services.workshop_attendance import TellPresence, close_session, tell_presence
from myjobmatch.services.workshop_invitations import (
    ForEnrolments,
    ForYouths,
    enrol_for,
    move_up,
    withdraw_for,
)
from myjobmatch.services.workshop_sessions import (
    CancelSession,
    RepeatSession,
    cancel_session,
    repeat_session,
)
from myjobmatch.services.workshop_views import read_session
from myjobmatch.state.advisor.workshops import ACCOMPANYING, Line, line_of
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

NO_LINE = Line("", "", "other", "upcoming", "", "", "on_site", "", "", False, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Person:
    """A youth of the actor's own structure."""

    id: str
    youth_id: str
    name: str
    advisor: str
    status: str
    rank: int
    promoted: bool
    on_behalf: bool
    movable: bool
    seatable: bool
    presence: str
    how: str
    signed_at: str
    signed_by: str


@dataclass(frozen=True, slots=True)
class Partner:
    """Another structure, in counts."""

    name: str
    owner: bool
    invited: int
    enrolled: int
    waiting: int
    present: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Count:
    """An answer and how many gave it, with its share of a hundred."""

    key: str
    count: int
    share: int


def local_moment(day: str, clock: str) -> datetime:
    """A day and a time as they are typed, on the wall in Paris.

    Raises:
        Invalid: they are none (`workshop_moment`).
    """
    try:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=PARIS)
    except ValueError:
        raise Invalid("workshop_moment") from None


class WorkshopSessionState(AppState):
    """The session that the address names; anybody may forge it: the services authorise."""

    line: Line = NO_LINE
    description: str = ""
    hours: float = 0.0
    link: str = ""
    enrol_until: str = ""
    reason: str = ""
    people: list[Person] = []
    partners: list[Partner] = []
    present: int = 0
    undecided: int = 0
    begun: bool = False
    under_way: bool = False
    code_open: bool = False
    code_opens_at: str = ""
    may_edit: bool = False
    may_close: bool = False
    answers: int = 0
    liked: list[Count] = []
    why: list[Count] = []
    repeat_day: str = ""
    repeat_time: str = ""
    done: str = ""
    loaded: bool = False
    missing: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show it, and follow what changes in the structure."""
        self.done, self.loaded, self.missing = "", False, False
        self._watch(WorkshopSessionState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def mark(self, enrolment_id: str, presence: str) -> None:
        """Say that somebody was there, was not, or is excused; the same again takes it back."""
        known = next((one.presence for one in self.people if one.id == enrolment_id), "")
        told = None if presence == known or not presence else _presence(presence)
        await self._run(tell_presence, TellPresence(self._asked(), (enrolment_id,), told))
        await self._again("")

    @on(*ACCOMPANYING)
    async def mark_rest(self, presence: str) -> None:
        """Say the same of everybody of the structure of whom nothing is known yet."""
        rest = tuple(
            one.id for one in self.people if one.status == "enrolled" and one.presence == ""
        )
        if rest:
            command = TellPresence(self._asked(), rest, _presence(presence))
            await self._run(tell_presence, command)
        await self._again("")

    @on(*ACCOMPANYING)
    async def withdraw(self, enrolment_id: str) -> None:
        """Take somebody out, on their word."""
        await self._run(withdraw_for, ForEnrolments(self._asked(), (enrolment_id,)))
        begun = self._container().clock.now() >= datetime.fromisoformat(self.line.starts_at)
        await self._again("freed" if begun else "withdrawn")

    @on(*ACCOMPANYING)
    async def seat(self, youth_id: str) -> None:
        """Give a free place to somebody who waits and is there, once it is under way."""
        dealt = await self._run(enrol_for, ForYouths(self._asked(), (youth_id,)))
        await self._again("seated" if dealt.done else "full")

    @on(*ACCOMPANYING)
    async def move_up(self, enrolment_id: str) -> None:
        """Before the next one of the same structure."""
        await self._run(move_up, ForEnrolments(self._asked(), (enrolment_id,)))
        await self._again("moved")

    @on(*ACCOMPANYING)
    async def close(self) -> None:
        """It is over, and counts."""
        await self._run(close_session, self._asked())
        await self._again("closed")

    @on(*ACCOMPANYING)
    async def cancel(self, form: dict[str, str]) -> None:
        """It does not take place."""
        await self._run(cancel_session, CancelSession(self._asked(), form.get("reason", "")))
        await self._again("cancelled")

    @on(*ACCOMPANYING)
    async def repeat(self, form: dict[str, str]) -> Any:
        """The same on another day; its page opens."""
        starts_at = local_moment(form.get("repeat-day", ""), form.get("repeat-time", ""))
        base = getattr(self._container().settings, "video_base", "")
        made = await self._run(repeat_session, RepeatSession(self._asked(), starts_at, base))
        return rx.redirect(f"/conseil/ateliers/{made}")

    async def _again(self, done: str) -> None:
        self.done = done
        await self.dismiss_error()
        await self._fill()

    def _asked(self) -> str:
        return str(self.workshop)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        try:
            page = await self._run(read_session, self._asked())
        except (NotFound, Invalid):
            self.missing, self.loaded = True, True
            return
        self._show(page)
        self.loaded = True

    def _show(self, page: SessionPage) -> None:
        now = self._container().clock.now()
        self.line = line_of(page.row)
        self.description, self.link, self.reason = page.description, page.link, page.reason
        self.hours = page.minutes / 60
        self.enrol_until = page.enrol_until.isoformat()
        self.begun = now >= page.code_opens_at
        self.under_way = self.line.status == "upcoming" and now >= page.row.starts_at
        self.code_open, self.code_opens_at = page.code_open, page.code_opens_at.isoformat()
        self.may_edit, self.may_close = page.may_edit, page.may_close
        self.present, self.undecided = page.present, page.closes_without
        self.people = [
            Person(
                one.id,
                one.youth_id,
                one.name,
                one.advisor,
                one.status.value,
                one.rank,
                one.promoted,
                one.on_behalf,
                one.movable,
                one.seatable,
                one.presence,
                one.how,
                one.signed_at.isoformat() if one.signed_at else "",
                one.signed_by,
            )
            for one in page.participants
            if one.status.value != "withdrawn"
        ]
        self.partners = [
            Partner(
                one.name,
                one.owner,
                one.invited,
                one.enrolled,
                one.waiting,
                one.present,
                one.undecided,
            )
            for one in page.partners
        ]
        told = page.satisfaction
        self.answers = told.answers
        self.liked = [_count(key, count, told.answers) for key, count in told.liked]
        self.why = [_count(key, count, told.answers) for key, count in told.why]
        local = page.row.starts_at.astimezone(PARIS)
        self.repeat_time = f"{local:%H:%M}"


def _count(key: str, count: int, total: int) -> Count:
    return Count(key, count, round(100 * count / total) if total else 0)


def _presence(value: str) -> WorkshopPresence:
    if value not in set(WorkshopPresence):
        raise Invalid("malformed")
    return WorkshopPresence(value)
