"""A youth's appointments, on their page: for who accompanies them, and the structure's manager."""

from __future__ import annotations

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import NotFound
from myjobmatch.services.appointment_views import appointments_with
from myjobmatch.state.advisor.agenda_grid import Entry, entry_of
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

READERS = (Role.ADVISOR, Role.MANAGER)


class YouthAppointmentsState(AppState):
    """Those to come and those that were, the latest first."""

    rows: list[Entry] = []
    person: str = ""
    loaded: bool = False

    @on(*READERS)
    async def load(self) -> None:
        """Show them."""
        self._watch(YouthAppointmentsState.refresh)
        self.rows, self.loaded = [], False
        self.person = self.youth_id  # type: ignore[attr-defined]
        await self._fill()

    @on(*READERS)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    async def _fill(self) -> None:
        try:
            found = await self._run(appointments_with, self.person)
        except NotFound:  # a colleague's youth: their appointments are not there
            found = ()
        now = self._container().clock.now()
        self.rows = [entry_of(one, now, with_advisor=True) for one in found]
        self.loaded = True
