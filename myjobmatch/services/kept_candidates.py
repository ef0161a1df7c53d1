"""Everyone who may be shown to employers, kept in step with the database as the index of offers is.

Read once, in batches and in the order of where people live, so that neighbours lie together; then
changes alone are read. Nothing of it is written to a file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.repositories.youths import LawfulFacts
from myjobmatch.db.uow import Database
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Ints32, Ints64
from myjobmatch.matching.candidate_index import CandidateIndex
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.territory import cells
from myjobmatch.matching.travel import Homes
from myjobmatch.services.birth_days import BirthDays
from myjobmatch.services.notices import YOUTH

YOUTHS_AT_ONCE = 1_000
HOMES_AT_ONCE = 5_000
CHANGES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everyone at one moment: the pool that is ranked, and apart from it what may not weigh.

    `within` are the minutes beyond which each is not shown; the homes are in the order of the pool.
    """

    pool: CandidatePool
    homes: Homes
    within: Ints32
    births: BirthDays

    def __contains__(self, youth_id: int) -> bool:
        """Whether somebody is among them."""
        return bool(self.pool.rows_of([youth_id]).size)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the database says of some youths; who is asked for and not in here may not be shown."""

    profiles: Mapping[int, CandidateProfile]
    facts: Mapping[int, LawfulFacts]


class KeptCandidates:
    """The candidates of this process. One writer at a time; readers take `view`."""

    def __init__(
        self,
        database: Database,
        encoder: Encoder,
        complete: Callable[[CandidateProfile], CandidateProfile],
        text: Callable[[CandidateProfile], str],
    ) -> None:
        """Begin empty.

        Args:
            database: what this is a cache of.
            encoder: of the texts.
            complete: fills in what the catalogue knows of a profile.
            text: the words that a profile is encoded by.
        """
        self._database, self._encoder = database, encoder
        self._complete, self._text = complete, text
        self._index = CandidateIndex(encoder.dimensions, encoder.fingerprint)
        self._births = BirthDays()
        self._publish()

    @property
    def sequence(self) -> int:
        """The change that this reflects."""
        return self._index.sequence

    def memory_bytes(self) -> int:
        """Bytes of all arrays, spare room included."""
        return self._index.memory_bytes()

    def view(self) -> Candidates:
        """Everyone after the last finished change; never waits."""
        return self._view

    async def load(self) -> None:
        """Read everyone. Who changes meanwhile is read again by the next `follow`."""
        async with self._database.unit(write=False) as uow:
            sequence = await uow.ledger.latest_change()
        ids = await self._everyone()
        for at in range(0, ids.size, YOUTHS_AT_ONCE):
            await self._take_in(ids[at : at + YOUTHS_AT_ONCE].tolist())
        await off_loop(self._end, sequence, settle=True)

    async def follow(self, sequence: int) -> None:
        """Take in who changed since, at least up to this change."""
        while self.sequence < sequence:
            changed = await self._database.aside(self._changed, write=False)
            ids = sorted({youth_id for _, youth_id in changed})
            for at in range(0, len(ids), YOUTHS_AT_ONCE):
                await self._take_in(ids[at : at + YOUTHS_AT_ONCE])
            last = changed[-1][0] if changed else 0
            whole = len(changed) == CHANGES_AT_ONCE
            await off_loop(self._end, last if whole else max(last, sequence))

    async def _changed(self) -> list[tuple[int, int]]:
        async with self._database.unit(write=False) as uow:
            found = await uow.ledger.changes_since(self.sequence, (YOUTH,), CHANGES_AT_ONCE)
        return [(change.id, change.entity_id) for change in found]

    async def _everyone(self) -> Ints64:
        """Ids in the order of their homes' cells: read as numbers, some thousands at a time."""
        pages = [np.empty((0, 3))]
        while not pages[1:] or len(pages[-1]) == HOMES_AT_ONCE:
            after = int(pages[-1][-1, 0]) if pages[1:] else 0
            page = await self._database.aside(partial(self._page, after), write=False)
            pages.append(np.array(page, np.float64).reshape(-1, 3))  # None becomes NaN
        every = np.concatenate(pages)
        order = np.argsort(cells(every[:, 1], every[:, 2]), kind="stable")
        ids: Ints64 = every[order, 0].astype(np.int64)
        return ids

    async def _page(self, after: int) -> Sequence[tuple[int, float | None, float | None]]:
        async with self._database.unit(write=False) as uow:
            return await uow.youths.homes_of_searching(after, HOMES_AT_ONCE)

    async def _take_in(self, youth_ids: Sequence[int]) -> None:
        """Bring these youths in as the database has them now, or out."""
        found = await self._database.aside(partial(self._read, youth_ids), write=False)
        await off_loop(self._put, youth_ids, found)

    async def _read(self, youth_ids: Sequence[int]) -> _Found:
        async with self._database.unit(write=False) as uow:
            facts = await uow.youths.lawful_facts_of_searching(youth_ids)
            return _Found(await uow.youths.candidate_profiles(facts), facts)

    def _put(self, youth_ids: Sequence[int], found: _Found) -> None:
        shown = [i for i in youth_ids if i in found.profiles]
        gone = [i for i in youth_ids if i not in found.profiles]
        profiles = [self._complete(found.profiles[i]) for i in shown]
        vectors = self._encoder.encode([self._text(profile) for profile in profiles])
        facts = [found.facts[i] for i in shown]
        if gone:
            self._index.remove(gone)
        if shown:
            self._index.upsert(profiles, vectors, [each.home for each in facts])
        births = [each.birth_date for each in facts]
        self._births = self._births.updated([*shown, *gone], [*births, *[None] * len(gone)])
        self._publish()

    def _end(self, sequence: int, *, settle: bool = False) -> None:
        if settle:
            self._index.settle()
        self._index.advance(sequence)
        self._publish()

    def _publish(self) -> None:
        view = self._index.view()
        self._view = Candidates(view.pool, view.homes, view.within, self._births)
