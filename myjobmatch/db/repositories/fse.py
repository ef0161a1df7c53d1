"""The repositories of the FSE+ that a unit of work has."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.repositories.operations import Operations
from myjobmatch.db.repositories.participations import Participations


class FseRepositories:
    """Operations, and who takes part in them."""

    session: AsyncSession

    @cached_property
    def operations(self) -> Operations:
        """Operations that the FSE+ pays for."""
        return Operations(self.session)

    @cached_property
    def participations(self) -> Participations:
        """Who takes part in them."""
        return Participations(self.session)
