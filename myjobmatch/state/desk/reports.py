"""What young people report of offers, for whoever answers in their structure."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.offer_reports import SettleReport, list_reports, settle_report
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

APPROVING = (Role.MANAGER, Role.EMPLOYMENT_OFFICER)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report; public ids, enums by their values."""

    id: str
    offer_id: str
    title: str
    company: str
    place: str
    reason: str
    note: str
    status: str
    at: str


class ReportsState(AppState):
    """The structure's reports, what is open first."""

    rows: list[ReportRow] = []
    loaded: bool = False

    @on(*APPROVING)
    async def load(self) -> None:
        """The page was opened."""
        structure = self._actor().structure_id or 0
        self._watch(ReportsState.refresh, ("structure", structure))
        await self._fill()

    @on(*APPROVING)
    async def refresh(self) -> None:
        """Somebody reported, or a colleague answered."""
        await self._fill()

    @on(*APPROVING)
    async def settle(self, report_id: str, hide: bool) -> None:
        """Answer a report."""
        await self._run(settle_report, SettleReport(report_id, hide))
        await self._fill()

    async def _fill(self) -> None:
        self.rows = [
            ReportRow(
                one.id,
                one.offer_id,
                one.title,
                one.company,
                one.place,
                one.reason.value,
                one.note,
                one.status.value,
                one.at.isoformat(),
            )
            for one in await self._run(list_reports, None)
        ]
        self.loaded = True
