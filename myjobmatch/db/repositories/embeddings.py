"""Vectors kept in the database, each with the fingerprint of its encoder and the hash of its text."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Embedding


class Embeddings:
    """A cache of the encoder: nothing is lost when it is emptied."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def replace(
        self, kind: str, fingerprint: str, rows: Sequence[tuple[int, str, bytes]]
    ) -> None:
        """Keep (entity id, hash of the text, float32 bytes), whatever was there before."""
        if not rows:
            return
        await self.forget(kind, [entity for entity, _, _ in rows])
        # on the connection: the session's bookkeeping costs more than the row
        await (await self._s.connection()).execute(
            insert(Embedding),
            [
                {
                    "kind": kind,
                    "entity_id": entity,
                    "fingerprint": fingerprint,
                    "text_hash": text_hash,
                    "vector": vector,
                }
                for entity, text_hash, vector in rows
            ],
        )

    async def forget(self, kind: str, entity_ids: Iterable[int]) -> None:
        """Drop the vectors of some entities."""
        ids = list(entity_ids)
        for start in range(0, len(ids), 500):
            await self._s.execute(
                delete(Embedding).where(
                    Embedding.kind == kind, Embedding.entity_id.in_(ids[start : start + 500])
                )
            )

    async def of_entities(
        self, kind: str, fingerprint: str, entity_ids: Sequence[int]
    ) -> dict[int, tuple[str, bytes]]:
        """Entity id → (hash of the text, float32 bytes), for some entities."""
        found: dict[int, tuple[str, bytes]] = {}
        for start in range(0, len(entity_ids), 500):
            rows = await self._s.execute(
                select(Embedding.entity_id, Embedding.text_hash, Embedding.vector).where(
                    Embedding.kind == kind,
                    Embedding.fingerprint == fingerprint,
                    Embedding.entity_id.in_(entity_ids[start : start + 500]),
                )
            )
            found |= {r[0]: (r[1], r[2]) for r in rows}
        return found
