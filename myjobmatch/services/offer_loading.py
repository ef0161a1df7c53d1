"""Offers from the database into an index: all of them at a start, those that changed ever after.

Everything runs beside the event loop, on PostgreSQL too: a page of offers is some milliseconds of Python
at a time, and a start is thousands of pages' worth for a nation.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from myjobmatch.db.aside import off_loop
from myjobmatch.db.clash import Clash
from myjobmatch.db.repositories.indexed import IndexedOffers
from myjobmatch.db.uow import Database
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.index import OfferIndex
from myjobmatch.services.catalogue_view import CatalogueWords
from myjobmatch.services.found_offers import FoundOffers
from myjobmatch.services.notices import OFFER
from myjobmatch.services.turns import give_back

logger = logging.getLogger(__name__)

PAGE = 2_048
"""Offers at a time: a larger page holds the interpreter longer at a stretch, a smaller one asks more often."""

PAGES_BEFORE_GIVING_BACK = 16
"""What reading them left behind is some ten megabytes by then."""


@dataclass(frozen=True, slots=True)
class OfferLoader:
    """Fills an index from a database, by one encoder and the words of one catalogue."""

    database: Database
    words: CatalogueWords
    encoder: Encoder

    async def everything(self, index: OfferIndex) -> None:
        """All open offers into an empty index, page by page in the order in which they lie."""
        last = 0
        for number in count(1):

            async def read(after: int = last) -> IndexedOffers:
                async with self.database.unit(write=False) as uow:
                    return await uow.indexed.after(
                        after, PAGE, self.encoder.fingerprint, uow.clock.now()
                    )

            page = await self.database.beside(read, write=False)
            if not page.facts:
                return
            last = page.facts[-1].id
            await self._take_in(index, page, ())
            if number % PAGES_BEFORE_GIVING_BACK == 0:
                await off_loop(give_back)

    async def some(self, index: OfferIndex, offer_ids: Sequence[int]) -> None:
        """These offers into the index as the database has them now, or out of it."""

        async def read() -> IndexedOffers:
            async with self.database.unit(write=False) as uow:
                return await uow.indexed.of(offer_ids, self.encoder.fingerprint, uow.clock.now())

        page = await self.database.beside(read, write=False)
        await self._take_in(index, page, offer_ids)

    async def _take_in(self, index: OfferIndex, page: IndexedOffers, asked: Sequence[int]) -> None:
        found = await off_loop(FoundOffers.of, page, asked, self.words, self.encoder)
        await off_loop(found.put, index)
        if found.fresh:
            await self._keep(found.fresh)

    async def _keep(self, rows: Sequence[tuple[int, str, bytes]]) -> None:
        async def write() -> None:
            async with self.database.unit() as uow:
                await uow.embeddings.replace(OFFER, self.encoder.fingerprint, rows)

        try:
            await self.database.beside(write, write=True)
        except Clash:
            logger.info("another process kept the same vectors at the same time")
