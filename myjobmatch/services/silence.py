"""After how many days without a sign somebody is drifting away, as their structure says."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.portfolio import SILENT_DAYS


async def silent_days(structure_id: int | None, uow: UnitOfWork) -> int:
    """The structure's own figure, or the product's."""
    settings = await uow.today.settings(structure_id or 0)
    return settings.silent_days if settings else SILENT_DAYS
