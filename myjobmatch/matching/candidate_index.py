"""Everyone who may be shown, kept up as profiles change: the pool that is ranked, and apart the homes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Ints32, checked_vectors
from myjobmatch.matching.candidate_table import CandidateBatch, CandidateTable
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.row_index import RowIndex
from myjobmatch.matching.territory import Places
from myjobmatch.matching.travel import Homes


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates at one moment, aligned row by row; the ranking takes the pool alone.

    `within` are the minutes beyond which each is not shown, by the default parameters.
    """

    pool: CandidatePool
    homes: Homes
    within: Ints32


class CandidateIndex(RowIndex[CandidateBatch]):
    """The growing store behind `Candidates`. One writer at a time, any number of readers, in threads.

    Nothing of it is ever written to a file: the database alone keeps what is known of a youth.
    """

    table_kind = CandidateTable
    id_column = "youth_id"

    _table: CandidateTable
    _view: Candidates

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._view.pool)

    def view(self) -> Candidates:
        """Everyone after the last finished write. Costs nothing and never waits."""
        return self._view

    def _publish(self) -> None:
        table, columns = self._table, self._table.columns()
        pool = CandidatePool.over(
            table, self._numbers.publish(), self._store.reader(), self.fingerprint, self.sequence
        )
        places = Places(table.territory, columns["latitude"], columns["longitude"])
        homes = Homes(places, columns["modes"])
        self._view = Candidates(pool, homes, columns["within"])

    def upsert(
        self,
        profiles: Sequence[CandidateProfile],
        vectors: NDArray[np.floating],
        homes: Sequence[Point | None],
        *,
        sequence: int | None = None,
    ) -> None:
        """Add people, or replace those who are there already. Cost follows the change.

        Of somebody who comes twice the last stands. `sequence` is the change that this reflects.

        Raises:
            BadVectors: not one finite vector of the right width a person; nothing is changed.
            BadIds: an id is negative or beyond `LARGEST_ID`; nothing is changed.
            ValueError: not as many homes as profiles.
        """
        checked = checked_vectors(np.asarray(vectors), len(profiles), self.dimensions)
        last = {profile.youth_id: at for at, profile in enumerate(profiles)}
        kept = sorted(last.values())
        if len(homes) != len(profiles):
            msg = f"{len(homes)} homes of {len(profiles)} people"
            raise ValueError(msg)
        batch = CandidateBatch.of([profiles[at] for at in kept], [homes[at] for at in kept])
        self.put(batch, checked[kept], sequence=sequence)
