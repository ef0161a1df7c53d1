"""What all employer pages share: the company one acts for. An officer chooses it, a recruiter has one."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.companies import CompanyView, list_own_companies
from myjobmatch.state.base import AppState

EMPLOYERS = (Role.RECRUITER, Role.EMPLOYMENT_OFFICER)


@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """A company that may be chosen."""

    id: str
    name: str


class EmployerState(AppState):
    """The company that the pages are about; every service is told which, and authorises again."""

    companies: list[CompanyChoice] = []
    company_id: str = ""
    company_name: str = ""
    company_logo: str = ""
    company_status: str = ""
    company_reason: str = ""
    """Why it was refused or suspended."""
    acting: bool = False
    """Whether an officer acts in the company's name."""

    async def _enter(self, wanted: str = "") -> CompanyView | None:
        """The company acted for: the one wanted, the last one, or the first; None when there is none."""
        views = await self._run(list_own_companies, None)
        self.acting = self._actor().role is Role.EMPLOYMENT_OFFICER
        self.companies = [CompanyChoice(view.id, view.name) for view in views]
        by_id = {view.id: view for view in views}
        chosen = by_id.get(wanted) or by_id.get(self.company_id) or (views[0] if views else None)
        self.company_id = chosen.id if chosen else ""
        self.company_name = chosen.name if chosen else ""
        self.company_logo = chosen.logo if chosen else ""
        self.company_status = chosen.status.value if chosen else ""
        self.company_reason = chosen.reason if chosen else ""
        return chosen
