"""Who acts: resolved anew at each request, passed explicitly to every service."""

from dataclasses import dataclass

from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, with the only facts that permissions look at."""

    account_id: int
    public_id: str
    role: Role
    structure_id: int | None = None
    company_id: int | None = None
    youth_id: int | None = None
    locale: str = "fr"
    is_system: bool = False
    by: Role | None = None
    """The role of whoever acts in this one's name: an advisor for a youth without a phone."""
    stands_for: frozenset[int] = frozenset()
    """The advisors (accounts) in whose place an advisor answers today for all their youths."""
    shares: frozenset[int] = frozenset()
    """The youths whom an advisor accompanies today beside, or in the place of, their own advisor."""
    hears_of: frozenset[int] = frozenset()
    """The accounts whose news concern an advisor's pages too: the advisors of those youths."""
    company_role: CompanyRole | None = None
    """What a recruiter is in their company."""


SYSTEM = Actor(account_id=0, public_id="system", role=Role.ADMINISTRATOR, is_system=True)
"""The product itself: imports, workers, the demonstration. Never comes from a request."""
