"""Who acts: resolved anew at each request, passed explicitly to every service."""

from dataclasses import dataclass

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


SYSTEM = Actor(account_id=0, public_id="system", role=Role.ADMINISTRATOR, is_system=True)
"""The product itself: imports, workers, the demonstration. Never comes from a request."""
