"""Candidates for one offer: their profiles as columns. Homes are not here (`travel.Homes`)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Ints8,
    Ints16,
    Ints32,
    Ints64,
    Octets,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.candidate_table import CandidateBatch, CandidateTable, passing
from myjobmatch.matching.columns import CONTRACT_CODES, LICENCE_BITS, mask_of
from myjobmatch.matching.errors import BadVectors
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.postings import Postings
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.vector_index import VectorReader
from myjobmatch.matching.versions import RowNumbers, RowsThen


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """Candidates at one moment, one row each; nothing in it changes any more, so it may be shared.

    Rows of who has left since, or changed, are there still, and `living` leaves them out. `wishes`
    holds wanted occupations (flag true) and near ones; `contracts` is a mask, 0 when none is named;
    `vectors` is None when nobody's text was encoded. `traits` is `candidate_table.traits_of`,
    `first_wish` one more than the first occupation wanted.
    """

    youth_id: Ints64
    skills: RaggedRows
    aptitudes: RaggedRows
    wishes: RaggedRows
    contracts: Ints16
    band: Ints8
    licences: Ints16
    max_minutes: Ints32
    available_day: Ints32
    refused: Ints8
    traits: NDArray[np.uint16]
    first_wish: Ints32
    vectors: VectorReader | None
    fingerprint: str
    sequence: int
    _rows: RowsThen
    _bits: dict[str, Octets]
    _wished: Postings

    @classmethod
    def of(
        cls,
        profiles: Sequence[CandidateProfile],
        vectors: NDArray[np.floating] | None = None,
        *,
        fingerprint: str = "",
    ) -> "CandidatePool":
        """Put profiles side by side, in the order given, to stay as they are.

        `vectors` are their texts', shape (people, dimensions).

        Raises:
            BadVectors: not one finite vector a person.
            BadIds: somebody comes twice, or an id is out of bounds.
        """
        batch = CandidateBatch.of(profiles, [None] * len(profiles))
        if vectors is not None and not fingerprint:
            msg = "vectors need the fingerprint of their encoder"
            raise BadVectors(msg)
        ids: Ints64 = batch.columns["youth_id"]
        table, numbers, store = CandidateTable(ids.size), RowNumbers(max(1, ids.size)), None
        table.append(batch)
        numbers.append(ids)
        if vectors is not None:
            checked = checked_vectors(vectors, ids.size)
            store = FlatVectors.adopt(ids, checked, fingerprint).reader()
        return cls.over(table, numbers.publish(), store, fingerprint, 0)

    @classmethod
    def over(
        cls,
        table: CandidateTable,
        rows: RowsThen,
        vectors: VectorReader | None,
        fingerprint: str,
        sequence: int,
    ) -> "CandidatePool":
        """What is in a table now."""
        columns = table.columns()
        return cls(
            youth_id=columns["youth_id"],
            skills=table.lists("skill"),
            aptitudes=table.lists("aptitude"),
            wishes=table.lists("wish"),
            contracts=columns["contracts"],
            band=columns["band"],
            licences=columns["licences"],
            max_minutes=columns["max_minutes"],
            available_day=columns["available_day"],
            refused=columns["refused"],
            traits=columns["traits"],
            first_wish=columns["first_wish"],
            vectors=vectors,
            fingerprint=fingerprint,
            sequence=sequence,
            _rows=rows,
            _bits=table.bits(),
            _wished=table.wished,
        )

    def __len__(self) -> int:
        """How many people."""
        return self._rows.living

    @property
    def rows(self) -> int:
        """How many rows the arrays have, those of nobody any more included."""
        return self._rows.used

    def rows_of(self, youth_ids: Sequence[int] | Ints64) -> Ints64:
        """Rows of who is there; unknown ids are left out."""
        rows = self._rows.locate(checked_ids(youth_ids))
        return rows[rows >= 0]

    def living(self, rows: Ints64) -> Ints64:
        """Those of the rows that are somebody's still."""
        if self._rows.living == self._rows.used:
            return rows
        return rows[self._rows.alive(rows)]

    def passing(self, offer: OfferProfile) -> Bools:
        """Who accepts the offer's contract and holds its licences: one flag a row, dead ones included."""
        required = mask_of(offer.licences_required, LICENCE_BITS)
        return passing(self._bits, self.rows, CONTRACT_CODES[offer.contract], required)

    def who_named(self, occupation: int, rows: Ints64) -> tuple[Ints64, Bools]:
        """Places, in these ascending rows, of who wants the occupation (true) or one near it."""
        ordered = int(np.searchsorted(rows, self._wished.covered))
        named, wanted = self._wished.of_key(occupation)
        early, late = rows[:ordered], rows[ordered:]
        if named.size > early.size:
            place = np.searchsorted(named, early)
            found = np.flatnonzero(named.take(place, mode="clip") == early)
            flags = wanted[place[found]]
        else:
            place = np.searchsorted(early, named)
            same = np.flatnonzero(place < early.size)
            same = same[early[place[same]] == named[same]]
            found, flags = place[same], wanted[same]
        at, counts = self.wishes.take(late)
        hit = np.flatnonzero(self.wishes.ids[at] == occupation)
        owner = np.searchsorted(np.cumsum(counts), hit, side="right")
        return (
            np.concatenate([found, owner + ordered]),
            np.concatenate([flags, self.wishes.flags[at[hit]]]),
        )

    def meaning(self, vector: Floats32, rows: Ints64) -> Floats32:
        """Cosines of these rows' texts with an offer's; 0 for who has told nothing, or all told."""
        if self.vectors is None:
            return np.zeros(rows.size, np.float32)
        return self.vectors.similarities(vector, self.youth_id[rows])
