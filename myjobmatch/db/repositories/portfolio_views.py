"""Filters of the table kept by name, and the columns chosen: each of one account."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import PortfolioColumns, PortfolioView


class PortfolioViews:
    """Queries on what somebody keeps of their table."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: PortfolioView | PortfolioColumns) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def remove(self, row: PortfolioView) -> None:
        """Take a view away."""
        await self._s.execute(delete(PortfolioView).where(PortfolioView.id == row.id))

    async def of(self, account_id: int) -> Sequence[PortfolioView]:
        """The views that somebody keeps, by name."""
        rows = await self._s.scalars(
            select(PortfolioView)
            .where(PortfolioView.account_id == account_id)
            .order_by(PortfolioView.name)
        )
        return rows.all()

    async def named(self, account_id: int, name: str) -> PortfolioView | None:
        """The view of that name."""
        return await self._s.scalar(
            select(PortfolioView).where(
                PortfolioView.account_id == account_id, PortfolioView.name == name
            )
        )

    async def view(self, account_id: int, public_id: str) -> PortfolioView | None:
        """Somebody's view by its public id."""
        return await self._s.scalar(
            select(PortfolioView).where(
                PortfolioView.account_id == account_id, PortfolioView.public_id == public_id
            )
        )

    async def columns(self, account_id: int) -> PortfolioColumns | None:
        """The columns that somebody chose, if they did."""
        return await self._s.get(PortfolioColumns, account_id)
