"""The index of offers from its file, when that is sound, of this encoder and of this database."""

import asyncio
import logging
from pathlib import Path

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import Database
from myjobmatch.matching.errors import IndexDamaged, IndexStale
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.services.turns import give_back

logger = logging.getLogger(__name__)


async def load_index(
    database: Database, path: Path, fingerprint: str, vectors: VectorIndex | None
) -> OfferIndex | None:
    """The index that was saved there; None when it has to be made from the database."""
    try:
        index = await asyncio.to_thread(
            OfferIndex.load, path, fingerprint=fingerprint, vectors=vectors
        )
    except (IndexDamaged, IndexStale) as reason:
        logger.info("the index of offers is rebuilt from the database: %s", reason)
        return None
    async with database.unit(write=False) as uow:
        latest = await uow.ledger.latest_change()  # now: another process may just have saved
    if index.sequence > latest:
        logger.warning("the index of offers is of another database: rebuilt")
        return None
    return index


async def lean_on(index: OfferIndex, path: Path) -> None:
    """Leave to the file just saved there the vectors that the index holds in memory: nearly all it takes."""
    try:
        await asyncio.to_thread(index.lean_on, path)
    except (IndexDamaged, IndexStale) as reason:  # another process may have saved meanwhile
        logger.info("the vectors of offers stay in memory: %s", reason)
    await off_loop(give_back)
