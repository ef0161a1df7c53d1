"""The demonstration's accounts: one documented password, offered only in demonstration mode."""

from dataclasses import dataclass
from typing import Protocol

from myjobmatch.db.models import Account
from myjobmatch.db.uow import UnitOfWork

DEMO_PASSWORD = "bonjour2026"  # noqa: S105  (documented: everyone who tries the product is given it)

ORDER = (
    "lina", "moussa", "emma", "nadia", "recruteur", "conseil", "entreprises", "responsable",
    "financeur", "admin",
)  # fmt: skip
"""The accounts that are shown, in the order of the tour."""


class Units(Protocol):
    """Makes units of work, reading or writing: `Database.unit`."""

    def __call__(self, *, write: bool = True) -> UnitOfWork:
        """A fresh one."""
        ...


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """An account to try the product with."""

    login: str
    password: str
    role: str
    name: str


async def shown_accounts(units: Units) -> list[ShownAccount]:
    """The accounts that the demonstration shows, in the order of the tour; empty when it is not loaded."""
    async with units(write=False) as uow:
        rows = {row.login: row for row in await uow.accounts.demo_accounts()}
    return [_shown(rows[login]) for login in ORDER if login in rows]


def _shown(row: Account) -> ShownAccount:
    return ShownAccount(row.login, DEMO_PASSWORD, row.role.value, row.display_name)
