"""Operations, the structures that carry them out, the funders who may look at them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    FseOperation,
    FseOperationFunder,
    FseOperationStructure,
    Structure,
)
from myjobmatch.domain.enums import AccountStatus, Role


@dataclass(frozen=True, slots=True)
class Carrier:
    """A structure that carries an operation out."""

    structure_id: int
    public_id: str
    name: str
    leads: bool


class Operations:
    """Queries on operations."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: FseOperation | FseOperationStructure) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, operation_id: int) -> FseOperation | None:
        """The operation with that id."""
        return await self._s.get(FseOperation, operation_id)

    async def by_public_id(self, public_id: str, *, lock: bool = False) -> FseOperation | None:
        """The operation with that public id; locked where a database can."""
        query = select(FseOperation).where(FseOperation.public_id == public_id)
        return await self._s.scalar(query.with_for_update() if lock else query)

    async def of_structure(self, structure_id: int) -> Sequence[FseOperation]:
        """The operations that a structure carries out, the latest first."""
        rows = await self._s.scalars(
            select(FseOperation)
            .join(FseOperationStructure, FseOperationStructure.operation_id == FseOperation.id)
            .where(FseOperationStructure.structure_id == structure_id)
            .order_by(FseOperation.starts_on.desc(), FseOperation.id.desc())
        )
        return rows.all()

    async def funded_by(self, account_id: int) -> Sequence[FseOperation]:
        """The operations that a funder's account may look at, the latest first."""
        rows = await self._s.scalars(
            select(FseOperation)
            .join(FseOperationFunder, FseOperationFunder.operation_id == FseOperation.id)
            .where(FseOperationFunder.account_id == account_id)
            .order_by(FseOperation.starts_on.desc(), FseOperation.id.desc())
        )
        return rows.all()

    async def is_funded_by(self, operation_id: int, account_id: int) -> bool:
        """Whether a funder's account may look at an operation."""
        return await self._s.get(FseOperationFunder, (operation_id, account_id)) is not None

    async def carriers(self, operation_ids: Collection[int]) -> dict[int, list[Carrier]]:
        """The structures of some operations, the one that leads first."""
        rows = await self._s.execute(
            select(FseOperationStructure, Structure.public_id, Structure.name)
            .join(Structure, Structure.id == FseOperationStructure.structure_id)
            .where(FseOperationStructure.operation_id.in_(list(operation_ids)))
            .order_by(FseOperationStructure.leads.desc(), Structure.name)
        )
        found: dict[int, list[Carrier]] = {}
        for link, public_id, name in rows:
            one = Carrier(link.structure_id, public_id, name, link.leads)
            found.setdefault(link.operation_id, []).append(one)
        return found

    async def funders(self) -> Sequence[Account]:
        """The open accounts of funders, by name."""
        rows = await self._s.scalars(
            select(Account)
            .where(Account.role == Role.FUNDER, Account.status == AccountStatus.ACTIVE)
            .order_by(Account.display_name, Account.id)
        )
        return rows.all()

    async def funders_of(self, operation_ids: Collection[int]) -> dict[int, list[str]]:
        """The public ids of the funders of some operations."""
        rows = await self._s.execute(
            select(FseOperationFunder.operation_id, Account.public_id)
            .join(Account, Account.id == FseOperationFunder.account_id)
            .where(FseOperationFunder.operation_id.in_(list(operation_ids)))
            .order_by(Account.display_name, Account.id)
        )
        found: dict[int, list[str]] = {}
        for operation_id, public_id in rows:
            found.setdefault(operation_id, []).append(public_id)
        return found

    async def set_funders(self, operation_id: int, account_ids: Iterable[int]) -> None:
        """From now on these funders, and no others, may look."""
        await self._s.execute(
            delete(FseOperationFunder).where(FseOperationFunder.operation_id == operation_id)
        )
        for account_id in account_ids:
            self._s.add(FseOperationFunder(operation_id=operation_id, account_id=account_id))

    async def leave_structures(self, operation_id: int, structure_ids: Collection[int]) -> None:
        """These structures carry it out no more."""
        await self._s.execute(
            delete(FseOperationStructure).where(
                FseOperationStructure.operation_id == operation_id,
                FseOperationStructure.structure_id.in_(list(structure_ids)),
            )
        )
