"""Companies."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Company


class Companies:
    """Queries on employers."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, company: Company) -> None:
        """Insert at the next flush."""
        self._s.add(company)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, company_id: int) -> Company | None:
        """The company with that id."""
        return await self._s.get(Company, company_id)

    async def by_public_id(self, public_id: str) -> Company | None:
        """The company with that public id."""
        return await self._s.scalar(select(Company).where(Company.public_id == public_id))

    async def by_siret(self, siret: str) -> Company | None:
        """The company with that SIRET."""
        return await self._s.scalar(select(Company).where(Company.siret == siret))

    async def of_structure(self, structure_id: int) -> Sequence[Company]:
        """The companies a structure follows, by name."""
        rows = await self._s.scalars(
            select(Company)
            .where(Company.structure_id == structure_id)
            .order_by(Company.name, Company.id)
        )
        return rows.all()
