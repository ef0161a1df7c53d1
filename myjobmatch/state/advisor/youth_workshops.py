"""Workshops in a youth's file, and enrolling them in their name."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.errors import NotFound
from myjobmatch.services.workshop_file import FileWorkshop, workshops_of
from myjobmatch.services.workshop_invitations import (
    ForEnrolments,
    ForYouths,
    enrol_for,
    withdraw_for,
)
from myjobmatch.state.advisor.workshops import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

_STANDS = ("enrolled", "waiting", "invited")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A session, as the file shows it."""

    id: str
    title: str
    kind: str
    starts_at: str
    ends_at: str
    owner: str
    session: str
    status: str
    rank: int
    enrolment_id: str
    presence: str
    on_behalf: bool
    free: int


class YouthWorkshopsState(AppState):
    """The youth that the address names: the services authorise."""

    mine: list[FileLine] = []
    offered: list[FileLine] = []
    past: list[FileLine] = []
    loaded: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show them, and follow what changes in the structure."""
        self.loaded = False
        self._watch(YouthWorkshopsState.refresh, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def enrol(self, session_id: str) -> None:
        """Enrol the youth, who is here or has no phone."""
        await self._run(enrol_for, ForYouths(session_id, (self._youth(),)))
        await self.dismiss_error()
        await self._fill()

    @on(*ACCOMPANYING)
    async def withdraw(self, session_id: str, enrolment_id: str) -> None:
        """Give the place back, on their word."""
        await self._run(withdraw_for, ForEnrolments(session_id, (enrolment_id,)))
        await self.dismiss_error()
        await self._fill()

    def _youth(self) -> str:
        return str(self.youth_id)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        try:
            found = await self._run(workshops_of, self._youth())
        except NotFound:
            return  # the head of the file says so
        over = [one for one in found if one.session.value != "upcoming"]
        coming = [one for one in found if one.session.value == "upcoming"]
        self.mine = [_line(one) for one in coming if one.status in _STANDS]
        self.offered = [_line(one) for one in coming if one.status not in _STANDS]
        self.past = [_line(one) for one in reversed(over) if one.status == "enrolled"]
        self.loaded = True


def _line(one: FileWorkshop) -> FileLine:
    return FileLine(
        id=one.id,
        title=one.title,
        kind=one.kind.value,
        starts_at=one.starts_at.isoformat(),
        ends_at=one.ends_at.isoformat(),
        owner=one.owner,
        session=one.session.value,
        status=one.status,
        rank=one.rank,
        enrolment_id=one.enrolment_id,
        presence=one.presence,
        on_behalf=one.on_behalf,
        free=one.free,
    )
