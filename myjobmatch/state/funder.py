"""What a funder sees: the operations opened to them, and their masked figures. Nobody's identity."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.services.fse.figures import funded_figures, list_funded
from myjobmatch.state.base import AppState
from myjobmatch.state.fse_views import (
    FigureTable,
    Line,
    OperationHead,
    head_of,
    lines_of,
    tables_shown,
)
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Funded:
    """An operation in the list."""

    id: str
    head: OperationHead


class FunderState(AppState):
    """The list."""

    operations: list[Funded] = []
    loaded: bool = False

    @on(Role.FUNDER)
    async def load(self) -> None:
        """Show the operations that are open to them."""
        self._watch(FunderState.refresh)
        await self._fill()

    @on(Role.FUNDER)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    async def _fill(self) -> None:
        self.operations = [
            Funded(one.id, head_of(one.content, one.rate, one.structures))
            for one in await self._run(list_funded, None)
        ]
        self.loaded = True


class FundedState(AppState):
    """One operation."""

    id: str = ""
    head: OperationHead = OperationHead()
    tables: list[FigureTable] = []
    lines: list[Line] = []
    stood_on: str = ""
    nothing: bool = True
    loaded: bool = False
    missing: bool = False

    @on(Role.FUNDER)
    async def load(self) -> None:
        """Show the figures of the operation that the address names."""
        self.loaded, self.missing = False, False
        try:
            found = await self._run(funded_figures, str(self.operation_id))  # type: ignore[attr-defined]
        except (NotFound, Invalid):
            self.missing, self.loaded = True, True
            self.id, self.head, self.tables, self.lines = "", OperationHead(), [], []
            return
        self.id = found.id
        self.head = head_of(found.content, found.rate, found.structures)
        self.tables, self.lines = tables_shown(found.tables), lines_of(found.tables)
        total = self.tables[0].rows[0].cells[0]
        self.nothing = total.few or total.n == 0
        self.stood_on = found.stood_on.isoformat()
        self.loaded = True
