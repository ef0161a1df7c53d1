"""What young people report of offers, for whoever answers in their structure."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.company_reports import list_company_reports, settle_company_report
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


@dataclass(frozen=True, slots=True)
class CompanyReportRow:
    """A report of an employer; `excerpt` is the message reported, if it is one."""

    id: str
    company: str
    company_status: str
    reason: str
    note: str
    excerpt: str
    status: str
    at: str
    settled_at: str


class ReportsState(AppState):
    """The structure's reports, what is open first."""

    rows: list[ReportRow] = []
    companies: list[CompanyReportRow] = []
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

    @on(*APPROVING)
    async def settle_company(self, report_id: str) -> None:
        """What was reported of an employer was looked at."""
        await self._run(settle_company_report, report_id)
        await self._fill()

    async def _fill(self) -> None:
        self.companies = [
            CompanyReportRow(
                one.id,
                one.company,
                one.company_status.value,
                one.reason.value,
                one.note,
                one.excerpt,
                one.status.value,
                one.at.isoformat(),
                one.settled_at.isoformat() if one.settled_at else "",
            )
            for one in await self._run(list_company_reports, None)
        ]
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
