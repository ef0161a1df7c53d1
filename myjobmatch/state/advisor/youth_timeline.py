"""Everything that happened around a youth, by theme and page."""

from __future__ import annotations

from typing import Literal

from myjobmatch.domain.youth_file import Theme
from myjobmatch.services.youth_file import TimelineQuery, youth_timeline
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.advisor.youth import Event
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ThemeName = Literal[
    "", "search", "employers", "messages", "meetings", "week", "follow_up", "presence"
]


class YouthTimelineState(AppState):
    """The entries read so far."""

    events: list[Event] = []
    theme: str = ""
    before: int = 0
    loaded: bool = False

    _youth: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the newest, and follow what happens."""
        actor = self._actor()
        self._watch(
            YouthTimelineState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        asked = str(self.youth_id)  # type: ignore[attr-defined]
        if asked != self._youth:
            self.reset()
            self._youth = asked
        await self._read(0)

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something happened: the newest again."""
        await self._read(0)

    @on(*ACCOMPANYING)
    async def only(self, theme: ThemeName) -> None:
        """What is of one theme; of none, everything."""
        self.theme = theme
        await self._read(0)

    @on(*ACCOMPANYING)
    async def older(self) -> None:
        """The entries before those."""
        await self._read(self.before)

    async def _read(self, before: int) -> None:
        theme = Theme(self.theme) if self.theme else None
        page = await self._run(youth_timeline, TimelineQuery(self._youth, theme, before))
        told = [
            Event(e.kind.value, e.about, e.at.isoformat(), e.times, e.taken_back)
            for e in page.entries
        ]
        self.events = [*self.events, *told] if before else told
        self.before, self.loaded = page.before, True
