"""Which store of vectors an installation has chosen (`MYJOBMATCH_VECTORS`)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from myjobmatch.matching.arrays import Encoder
from myjobmatch.matching.vector_index import VectorIndex

StoreOpener = Callable[[int, str], VectorIndex]
"""Opens the store of offers' vectors of these dimensions by the encoder of this fingerprint; blocks."""

OFFERS = "offers"


async def store_for(encoder: Encoder, opener: StoreOpener | None) -> VectorIndex | None:
    """The shared store of this encoder's vectors; None when there is none to open."""
    if opener is None:
        return None
    return await asyncio.to_thread(opener, encoder.dimensions, encoder.fingerprint)


@contextmanager
def chosen_store(choice: str, database_url: str) -> Iterator[StoreOpener | None]:
    """What opens the store that processes share; None when each keeps its own in memory.

    `choice` is "memory" or "pgvector". Connections are closed at the end.
    """
    if choice == "memory":
        yield None
        return
    from myjobmatch.db.vectors import VectorDatabase
    from myjobmatch.services.shared_vectors import SharedVectors

    database = VectorDatabase(database_url)
    try:
        yield partial(SharedVectors.opened, database, OFFERS)
    finally:
        database.close()
