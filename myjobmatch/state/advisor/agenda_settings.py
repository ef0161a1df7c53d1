"""When an advisor may be booked, when they are away, and the address under which their calendar is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.appointments import AbsenceReason, AppointmentHow, AppointmentKind
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.slots import OpenHours
from myjobmatch.services.absences import (
    SetAbsence,
    delete_absence,
    list_absences,
    set_absence,
)
from myjobmatch.services.appointment_calendars import (
    MakeFeed,
    feed_state,
    make_feed,
    revoke_feed,
)
from myjobmatch.services.openings import (
    CloseHours,
    SaveOpening,
    close_hours,
    delete_opening,
    list_openings,
    reopen_hours,
    save_opening,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

READERS = (Role.ADVISOR, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Hours as the page lists them; `weekday` is a date that falls on it, for its name."""

    id: str
    kind: str
    how: str
    minutes: int
    places: int
    weekday: str
    day: str
    start: str
    end: str
    place: str
    until: str


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An exception."""

    id: str
    day: str
    start: str
    end: str
    whole: bool


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence; `appointments` still stand in it."""

    id: str
    advisor: str
    first: str
    last: str
    reason: str
    replacing: str
    appointments: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who may answer."""

    id: str
    name: str


class AgendaSettingsState(AppState):
    """Three lists and their forms."""

    openings: list[OpeningRow] = []
    closed: list[ClosedRow] = []
    free: int = 0
    absences: list[AbsenceRow] = []
    colleagues: list[Colleague] = []
    feed_on: bool = False
    feed_made: str = ""
    feed_read: str = ""
    feed_names: bool = False
    feed_url: str = ""
    video: bool = False
    kind: str = AppointmentKind.INTERVIEW.value
    weekly: bool = True
    version: int = 0
    done: str = ""
    loaded: bool = False

    _taken_away: OpenHours | None = None

    @on(*READERS)
    async def load(self) -> None:
        """Show all three."""
        actor = self._actor()
        self._watch(
            AgendaSettingsState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self.video = bool(self._container().settings.video_base)
        self.done, self.feed_url, self._taken_away = "", "", None
        await self._fill()

    @on(*READERS)
    async def refresh(self) -> None:
        """Something changed: the same questions again."""
        await self._fill()

    @on(Role.ADVISOR)
    async def pick_kind(self, kind: str) -> None:
        """Several places are asked for where several may come."""
        if kind in {one.value for one in AppointmentKind}:
            self.kind = kind

    @on(Role.ADVISOR)
    async def pick_weekly(self, weekly: str) -> None:
        """Each week, or one day."""
        self.weekly = weekly == "week"

    @on(Role.ADVISOR)
    async def open_hours(self, form: dict[str, str]) -> None:
        """Open hours."""
        weekly = form.get("rhythm", "week") == "week"
        try:
            command = SaveOpening(
                kind=AppointmentKind(form.get("kind", "")),
                how=AppointmentHow(form.get("how", "")),
                minutes=int(form.get("minutes", "")),
                start=_minute(form.get("start", "")),
                end=_minute(form.get("end", "")),
                weekday=int(form.get("weekday", "")) if weekly else None,
                day=None if weekly else date.fromisoformat(form.get("day", "")),
                places=int(form.get("places") or 1),
                valid_until=_day_or_none(form.get("until", "")) if weekly else None,
                place=form.get("place", ""),
            )
        except (ValueError, OverflowError):
            raise Invalid("opening_times") from None
        await self._run(save_opening, command, self._container().settings.video_base)
        self.version += 1
        await self._finished("opened")

    @on(Role.ADVISOR)
    async def close_opening(self, opening_id: str) -> None:
        """Close hours for good; they can be put back for as long as the page is open."""
        self._taken_away = await self._run(delete_opening, opening_id)
        await self._finished("closed")

    @on(Role.ADVISOR)
    async def put_back(self) -> None:
        """The hours closed last are open again."""
        hours = self._taken_away
        if hours is None:
            return
        command = SaveOpening(
            hours.kind,
            hours.how,
            hours.minutes,
            hours.start,
            hours.end,
            hours.weekday,
            hours.day,
            hours.places,
            hours.valid_from,
            hours.valid_until,
            hours.place,
        )
        await self._run(save_opening, command, self._container().settings.video_base)
        self._taken_away = None
        await self._finished("opened")

    @on(Role.ADVISOR)
    async def close_day(self, form: dict[str, str]) -> None:
        """An exception: a day, or hours of it."""
        try:
            start, end = form.get("start", ""), form.get("end", "")
            command = CloseHours(
                date.fromisoformat(form.get("day", "")),
                _minute(start) if start else 0,
                _minute(end) if end else 24 * 60,
            )
        except ValueError:
            raise Invalid("opening_days") from None
        await self._run(close_hours, command)
        self.version += 1
        await self._finished("excepted")

    @on(Role.ADVISOR)
    async def reopen(self, exception_id: str) -> None:
        """The hours hold again."""
        await self._run(reopen_hours, exception_id)
        await self._finished("opened")

    @on(*READERS)
    async def be_away(self, form: dict[str, str]) -> None:
        """Days away."""
        try:
            command = SetAbsence(
                date.fromisoformat(form.get("first", "")),
                date.fromisoformat(form.get("last", "")),
                AbsenceReason(form.get("reason", "")),
                form.get("replacing", ""),
                form.get("advisor", ""),
            )
        except ValueError:
            raise Invalid("absence_days") from None
        await self._run(set_absence, command)
        self.version += 1
        await self._finished("away")

    @on(*READERS)
    async def be_there(self, absence_id: str) -> None:
        """There after all."""
        await self._run(delete_absence, absence_id)
        await self._finished("there")

    @on(Role.ADVISOR)
    async def subscribe(self, form: dict[str, str]) -> None:
        """Make the address; it is shown now and never again."""
        path = await self._run(make_feed, MakeFeed(bool(form.get("first_names"))))
        base = self._container().settings.public_url or str(self.router.url.origin)
        self.feed_url = base.rstrip("/") + path
        await self._finished("")

    @on(Role.ADVISOR)
    async def revoke(self) -> None:
        """The address ends."""
        await self._run(revoke_feed, None)
        self.feed_url = ""
        await self._finished("revoked")

    async def _finished(self, how: str) -> None:
        self.done = how
        await self.dismiss_error()
        await self._fill()

    async def _fill(self) -> None:
        if self._actor().role is Role.ADVISOR:
            listed = await self._run(list_openings, None)
            self.openings = [_opening_row(one) for one in listed.openings]
            self.closed = [
                ClosedRow(
                    one.id,
                    one.day.isoformat(),
                    _clock(one.start),
                    _clock(one.end),
                    one.start == 0 and one.end == 24 * 60,
                )
                for one in listed.closed
            ]
            self.free = listed.free
            feed = await self._run(feed_state, None)
            self.feed_on = feed is not None
            self.feed_made = feed.made_at.isoformat() if feed else ""
            self.feed_read = feed.read_at.isoformat() if feed and feed.read_at else ""
            self.feed_names = bool(feed and feed.first_names)
        found = await self._run(list_absences, None)
        self.absences = [
            AbsenceRow(
                one.id,
                one.advisor,
                one.from_day.isoformat(),
                one.to_day.isoformat(),
                one.reason.value,
                one.replacing,
                one.appointments,
            )
            for one in found.absences
        ]
        self.colleagues = [Colleague(id_, name) for id_, name in found.colleagues]
        self.loaded = True


def _opening_row(hours: OpenHours) -> OpeningRow:
    # 1 January 2024 was a Monday
    weekday = "" if hours.weekday is None else f"2024-01-0{hours.weekday + 1}"
    return OpeningRow(
        hours.id,
        hours.kind.value,
        hours.how.value,
        hours.minutes,
        hours.places,
        weekday,
        hours.day.isoformat() if hours.day else "",
        _clock(hours.start),
        _clock(hours.end),
        hours.place,
        hours.valid_until.isoformat() if hours.valid_until else "",
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute[:2])


def _day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
