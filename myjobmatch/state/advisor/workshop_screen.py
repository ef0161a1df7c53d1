"""The room's screen: which session it is for. The code itself comes by HTTP, anew every few seconds."""

from __future__ import annotations

from myjobmatch.services.workshop_attendance import screen_code
from myjobmatch.state.advisor.workshops import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


class WorkshopScreenState(AppState):
    """The session shown, once it is known that its structure may show it."""

    session: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Whether there is such a session; what is refused is told in words."""
        self.session = ""
        asked = str(self.workshop)  # type: ignore[attr-defined]
        await self._run(screen_code, asked)
        self.session = asked
