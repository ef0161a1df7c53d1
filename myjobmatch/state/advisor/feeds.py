"""The last runs of the feed of offers, for a manager."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.integrations.france_travail import SOURCE
from myjobmatch.services.feeds import list_runs
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run; figures are 0 where there are none."""

    id: int
    kind: str
    state: str
    origin: str
    why: str
    at: str
    read: int
    new: int
    changed: int
    withdrawn: int
    missing: int
    standing: int


class FeedsState(AppState):
    """What the last runs did."""

    rows: list[RunRow] = []
    loaded: bool = False

    @on(Role.MANAGER)
    async def load(self) -> None:
        """Read them; a run writes offers, which this page does not follow."""
        self.rows = [
            RunRow(
                id=run.id,
                kind=run.kind.value,
                state=run.state.value,
                origin=run.origin,
                why=run.error,
                at=run.started_at.isoformat(),
                read=run.counts.get("read", 0),
                new=run.counts.get("created", 0) + run.counts.get("reopened", 0),
                changed=run.counts.get("updated", 0),
                withdrawn=run.counts.get("withdrawn", 0),
                missing=run.counts.get("missing", 0),
                standing=run.counts.get("standing", 0),
            )
            for run in await self._run(list_runs, SOURCE)
        ]
        self.loaded = True
