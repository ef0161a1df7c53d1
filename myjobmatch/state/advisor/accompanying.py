"""Who accompanies a youth, and who did; sharing the follow-up with a colleague."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.errors import NotFound
from myjobmatch.services.shared_follow_up import (
    Accompanying,
    ShareFollowUp,
    follow_up_of,
    share_follow_up,
    stop_sharing,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class AccompanyingRow:
    """Somebody who accompanies or accompanied; days are ISO, `until` empty while it goes on."""

    advisor_id: str
    advisor: str
    kind: str
    since: str
    until: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColleagueOption:
    """A colleague who may follow the youth as well."""

    id: str
    name: str


class AccompanyingState(AppState):
    """The section of a youth's file."""

    loaded: bool = False
    today: list[AccompanyingRow] = []
    history: list[AccompanyingRow] = []
    colleagues: list[ColleagueOption] = []
    may_change: bool = False
    done: str = ""
    done_name: str = ""

    _youth: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show who accompanies the youth that the address names."""
        actor = self._actor()
        self._watch(
            AccompanyingState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        asked = str(self.youth_id)  # type: ignore[attr-defined]
        if asked != self._youth:
            self.reset()
            self._youth = asked
        self.done = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def share(self, form: dict[str, str]) -> None:
        """A colleague accompanies as well."""
        colleague = form.get("colleague", "")
        name = next((one.name for one in self.colleagues if one.id == colleague), "")
        command = ShareFollowUp(self._youth, colleague, form.get("reason", ""))
        await self._run(share_follow_up, command)
        self.done, self.done_name = "shared", name
        await self._fill()

    @on(*ACCOMPANYING)
    async def stop(self, advisor_id: str) -> None:
        """A colleague accompanies no longer."""
        self.done_name = next((o.advisor for o in self.today if o.advisor_id == advisor_id), "")
        await self._run(stop_sharing, ShareFollowUp(self._youth, advisor_id))
        self.done = "stopped"
        await self._fill()

    async def _fill(self) -> None:
        try:
            seen = await self._run(follow_up_of, self._youth)
        except NotFound:
            self.loaded = False
            return
        self.today = [_row(one) for one in seen.today]
        self.history = [_row(one) for one in seen.history]
        self.colleagues = [ColleagueOption(*one) for one in seen.colleagues]
        self.may_change = seen.may_change
        self.loaded = True


def _row(one: Accompanying) -> AccompanyingRow:
    return AccompanyingRow(
        one.advisor_id,
        one.advisor,
        one.kind.value,
        one.since.isoformat(),
        one.until.isoformat() if one.until else "",
        one.reason,
    )
