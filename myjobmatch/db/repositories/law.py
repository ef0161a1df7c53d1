"""The repositories of a unit of work for what the law asks: erasures, and operations that the FSE+ pays for."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.repositories.erasing import Erasing
from myjobmatch.db.repositories.operations import Operations
from myjobmatch.db.repositories.participations import Participations


class LawRepositories:
    """Erasures; operations, and who takes part in them."""

    session: AsyncSession

    @cached_property
    def erasing(self) -> Erasing:
        """Who is to be erased, and who was."""
        return Erasing(self.session)

    @cached_property
    def operations(self) -> Operations:
        """Operations that the FSE+ pays for."""
        return Operations(self.session)

    @cached_property
    def participations(self) -> Participations:
        """Who takes part in them."""
        return Participations(self.session)
