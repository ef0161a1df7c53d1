"""The form of a session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import reflex as rx

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.workshops import WorkshopDoor, WorkshopKind, WorkshopMode
from myjobmatch.services.workshop_sessions import (
    SaveSession,
    SessionContent,
    list_partners,
    save_session,
)
from myjobmatch.services.workshop_views import read_session
from myjobmatch.state.advisor.workshop_session import local_moment
from myjobmatch.state.advisor.workshops import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form begins with."""

    title: str = ""
    description: str = ""
    kind: str = WorkshopKind.JOB_SEARCH.value
    hours: str = "2"
    day: str = ""
    start: str = "14:00"
    end: str = "16:00"
    place: str = ""
    link: str = ""
    door: str = WorkshopDoor.OPEN.value
    until_day: str = ""
    until_time: str = ""
    capacity: str = "12"


@dataclass(frozen=True, slots=True)
class Choice:
    """A structure that the session may be shared with."""

    id: str
    name: str
    chosen: bool


class WorkshopEditState(AppState):
    """A session that is being written; `id` is empty for a new one."""

    id: str = ""
    fields: Fields = Fields()
    mode: str = WorkshopMode.ON_SITE.value
    partners: list[Choice] = []
    makes_rooms: bool = False
    taken: int = 0
    loaded: bool = False
    missing: bool = False

    _version: str = ""

    @on(*ACCOMPANYING)
    async def load_new(self) -> None:
        """An empty form, for a week from now."""
        day = self._container().clock.now().astimezone(PARIS).date() + timedelta(days=7)
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        self.id, self._version, self.taken, self.missing = "", "", 0, False
        self.fields = Fields(day=day.isoformat())
        self.mode = WorkshopMode.ON_SITE.value
        await self._choices(())

    @on(*ACCOMPANYING)
    async def load_edit(self) -> None:
        """The session that the address names."""
        self.loaded = self.missing = False
        try:
            page = await self._run(read_session, str(self.workshop))  # type: ignore[attr-defined]
        except (NotFound, Invalid):
            self.missing = self.loaded = True
            return
        self.missing, self._version = not page.may_edit, page.version
        starts, ends = (
            moment.astimezone(PARIS) for moment in (page.row.starts_at, page.row.ends_at)
        )
        until = page.enrol_until.astimezone(PARIS)
        self.id, self.mode, self.taken = page.row.id, page.row.mode.value, page.row.enrolled
        self.fields = Fields(
            title=page.row.title,
            description=page.description,
            kind=page.row.kind.value,
            hours=f"{page.minutes / 60:g}",
            day=starts.date().isoformat(),
            start=f"{starts:%H:%M}",
            end=f"{ends:%H:%M}",
            place=page.row.place,
            link=page.link,
            door=page.row.door.value,
            until_day=until.date().isoformat(),
            until_time=f"{until:%H:%M}",
            capacity=str(page.row.capacity),
        )
        await self._choices(page.shared)

    @on(*ACCOMPANYING)
    async def pick_mode(self, mode: str) -> None:
        """On site, or by video."""
        self.mode = mode if mode in set(WorkshopMode) else WorkshopMode.ON_SITE.value

    @on(*ACCOMPANYING)
    async def share(self, structure_id: str) -> None:
        """Share with a structure, or not."""
        self.partners = [
            replace(one, chosen=not one.chosen) if one.id == structure_id else one
            for one in self.partners
        ]

    @on(*ACCOMPANYING)
    async def save(self, form: dict[str, str]) -> Any:
        """Keep it; its page opens. What was typed stays where somebody else changed it meanwhile."""
        base = getattr(self._container().settings, "video_base", "")
        content = self._read(form)
        command = SaveSession(content, self.id, base, self._version)
        made = await self._run(save_session, command)
        return rx.redirect(f"/conseil/ateliers/{made}")

    def _read(self, form: dict[str, str]) -> SessionContent:
        def said(name: str) -> str:
            return str(form.get(name) or "").strip()

        starts_at = local_moment(said("day"), said("start"))
        until = starts_at
        if said("until-day"):
            until = local_moment(said("until-day"), said("until-time") or "23:59")
        if said("kind") not in set(WorkshopKind) or said("door") not in set(WorkshopDoor):
            raise Invalid("malformed")
        return SessionContent(
            title=said("title"),
            description=said("description"),
            kind=WorkshopKind(said("kind")),
            minutes=_minutes(said("hours")),
            starts_at=starts_at,
            ends_at=local_moment(said("day"), said("end")),
            mode=WorkshopMode(self.mode),
            place=said("place"),
            link=said("link"),
            door=WorkshopDoor(said("door")),
            enrol_until=until,
            capacity=_count(said("capacity")),
            shared=tuple(one.id for one in self.partners if one.chosen),
        )

    async def _choices(self, shared: tuple[str, ...]) -> None:
        found = await self._run(list_partners, None)
        self.partners = [Choice(one.id, one.name, one.id in shared) for one in found]
        self.makes_rooms = bool(getattr(self._container().settings, "video_base", ""))
        self.loaded = True


def _minutes(text: str) -> int:
    try:
        return round(float(text.replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return -1


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
