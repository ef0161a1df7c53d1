"""Vectors in this process, in blocks, compared by FAISS where they lie: exact, and never copied.

FAISS's flat kernels take the rows to look at (`fvec_inner_products_by_idx`), so the cost follows the
eligible. Blocks are filled once, from front to back, and never written again: readers share them.
A file's vectors are adopted as they are mapped into memory; and a store that is given a folder leaves its
full blocks to unnamed files there, mapped as well, so that the system decides how much of a nation's
vectors stays in memory. Updates leave holes; when an eighth of
all rows are holes, the blocks with the most are emptied into new ones, a few at a time, so that
neither time nor memory leaps.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from mmap import MADV_DONTNEED, mmap
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching import storage
from myjobmatch.matching.arrays import (
    Floats32,
    Ints64,
    checked_ids,
    checked_vectors,
)
from myjobmatch.matching.errors import BadIds, BadVectors, IndexStale
from myjobmatch.matching.vector_index import PASSING, Hits, nearest
from myjobmatch.matching.versions import RowNumbers, RowsThen

BLOCK = 65_536
"""Rows a block: 64 MiB at 256 dimensions, of which the system gives what is filled."""

NEIGHBOURHOODS = 256
"""A block has so many, whose rows are asked for in any order."""

HOLES = 8
"""One row in so many a hole: then blocks are emptied."""

BLOCKS_AT_ONCE = 2

logger = logging.getLogger(__name__)

KERNELS: Any = faiss  # its types do not name the kernels


class Block(NamedTuple):
    """`BLOCK` rows, and the file that holds them where they were left to one."""

    rows: Floats32
    file: mmap | None = None


@dataclass(frozen=True, slots=True)
class FlatReader:
    """The vectors as they were after one write; see `VectorReader`."""

    dimensions: int
    _rows: RowsThen
    _blocks: tuple[Block, ...]

    def __len__(self) -> int:
        """How many vectors there are."""
        return self._rows.living

    def ids(self) -> Ints64:
        """The ids that are there, in the order of their rows."""
        return self._rows.ids[self._rows.all_alive()].astype(np.int64)

    def similarities(self, vector: Floats32, ids: Ints64) -> Floats32:
        """Inner products with `vector`, in the order of the ids; NaN where unknown."""
        query = checked_vectors(vector.reshape(1, -1), 1, self.dimensions)[0]
        rows = self._rows.locate(ids)
        found = np.full(ids.size, np.nan, np.float32)
        for block, places, inside in self._by_block(rows):
            found[places] = inner_products(block.rows, inside, query)
        return found

    def search(self, vector: Floats32, k: int, eligible: Ints64 | None = None) -> Hits:
        """The `k` nearest among the eligible, exact, best first."""
        asked = self.ids() if eligible is None else eligible
        return nearest(asked, self.similarities(vector, asked), k)

    def vectors(self, ids: Ints64) -> Floats32:
        """Copies of these ids' vectors, in their order."""
        return self._copies(ids)

    def passing(self, ids: Ints64) -> Iterator[Floats32]:
        """Copies of these ids' vectors, in their order, part by part; no more than a block of a file stays in memory."""
        for at in range(0, ids.size, PASSING):
            yield self._copies(ids[at : at + PASSING], let_go=True)

    def _copies(self, ids: Ints64, *, let_go: bool = False) -> Floats32:
        rows = self._rows.locate(ids)
        if rows.size and int(rows.min()) < 0:
            msg = f"there is no vector of {int(ids[int(rows.argmin())])}"
            raise KeyError(msg)
        copies = np.empty((ids.size, self.dimensions), np.float32)
        for block, places, inside in self._by_block(rows):
            copies[places] = block.rows[inside]
            if let_go and block.file is not None:
                block.file.madvise(MADV_DONTNEED)
        return copies

    def _by_block(self, rows: Ints64) -> Iterator[tuple[Block, Ints64, Ints64]]:
        """Each block asked for, the places in `rows` that it answers, and its rows there."""
        places = np.flatnonzero(rows >= 0)
        wanted = rows[places]
        if wanted.size > 1 and not bool((wanted[1:] >= wanted[:-1]).all()):
            order = np.argsort(_near_together(wanted), kind="stable")
            places, wanted = places[order], wanted[order]
        ends = np.searchsorted(wanted, np.arange(1, len(self._blocks) + 1) * BLOCK)
        start = 0
        for number, end in enumerate(ends.tolist()):
            if end > start:
                inside = np.ascontiguousarray(wanted[start:end] - number * BLOCK)
                yield self._blocks[number], places[start:end], inside
            start = end


class FlatVectors:
    """The `VectorIndex` of one process; see there for what each method promises."""

    durable = False

    def __init__(self, dimensions: int, fingerprint: str, *, folder: Path | None = None) -> None:
        """Begin empty, for vectors of one encoder; full blocks are left to files in `folder`, if one is given."""
        self._folder = folder
        self._dimensions = dimensions
        self._fingerprint = fingerprint
        self._sequence = 0
        self._write = Lock()
        self._numbers = RowNumbers()
        self._blocks: list[Block] = []
        self._publish()

    @classmethod
    def adopt(
        cls, ids: Ints64, vectors: Floats32, fingerprint: str, *, sequence: int = 0
    ) -> "FlatVectors":
        """Begin with these rows where they lie (a file mapped into memory, say), not copied.

        Raises:
            BadVectors: not one row an id.
            BadIds: an id is negative, beyond `LARGEST_ID` or comes twice.
        """
        known = checked_ids(ids)
        if vectors.ndim != 2 or vectors.shape[0] != known.size or vectors.dtype != np.float32:
            msg = f"{known.size} rows of float32 expected, got {vectors.dtype} {vectors.shape}"
            raise BadVectors(msg)
        if np.unique(known).size != known.size:
            msg = "an id comes twice"
            raise BadIds(msg)
        store = cls(int(vectors.shape[1]), fingerprint)
        store._sequence = sequence
        store._numbers = RowNumbers(max(1, known.size))
        store._numbers.append(known)
        full = known.size // BLOCK
        store._blocks = [Block(vectors[at * BLOCK : (at + 1) * BLOCK]) for at in range(full)]
        if known.size % BLOCK:
            store._blocks.append(store._new_block())
            store._blocks[-1].rows[: known.size % BLOCK] = vectors[full * BLOCK :]
        store._publish()
        return store

    @property
    def dimensions(self) -> int:
        """Width of a vector."""
        return self._dimensions

    @property
    def fingerprint(self) -> str:
        """Of the encoder whose vectors these are."""
        return self._fingerprint

    @property
    def sequence(self) -> int:
        """The last change taken in."""
        return self._sequence

    def __len__(self) -> int:
        """How many vectors there are."""
        return len(self._reader)

    def reader(self) -> FlatReader:
        """The vectors after the last finished write."""
        return self._reader

    def memory_bytes(self) -> int:
        """Bytes of the rows filled (mapped ones included) and of their numbers."""
        return self._numbers.used * self._dimensions * 4 + self._numbers.nbytes

    # --- writing ---------------------------------------------------------------------------

    def upsert(
        self,
        ids: Sequence[int] | Ints64,
        vectors: NDArray[np.floating],
        *,
        sequence: int | None = None,
    ) -> None:
        """Add or replace; of an id that comes twice the last stands."""
        known = checked_ids(ids)
        checked = checked_vectors(np.asarray(vectors), known.size, self._dimensions)
        known, checked = _last_of_each(known, checked)
        with self._write:
            self._numbers.bury(known)
            self._append(known, checked)
            self._end(sequence)

    def remove(self, ids: Sequence[int] | Ints64, *, sequence: int | None = None) -> int:
        """Forget these ids; how many were there."""
        known = np.unique(checked_ids(ids))
        with self._write:
            buried = self._numbers.bury(known)
            self._end(sequence)
        return buried

    def advance(self, sequence: int) -> None:
        """Record that all changes up to this one are in."""
        self._sequence = sequence

    def _end(self, sequence: int | None) -> None:
        if sequence is not None:
            self._sequence = sequence
        self._publish()
        if self._numbers.used - self._numbers.living > max(BLOCK, self._numbers.used // HOLES):
            self._empty_worst()
            self._publish()

    def _publish(self) -> None:
        self._reader = FlatReader(self._dimensions, self._numbers.publish(), tuple(self._blocks))

    def _new_block(self) -> Block:
        return Block(np.empty((BLOCK, self._dimensions), np.float32))

    def _leave_last(self) -> None:
        """Leave the last block, which is full, to a file; where that cannot be, all stay in memory from now on."""
        if self._folder is None:
            return
        try:
            self._blocks[-1] = Block(*storage.set_aside(self._blocks[-1].rows, self._folder))
        except OSError as error:
            logger.warning("vectors stay in memory: %s", error.strerror)
            self._folder = None

    def _append(self, ids: Ints64, vectors: Floats32) -> None:
        row, end = self._numbers.used, self._numbers.used + ids.size
        at = 0
        while row < end:
            if row == len(self._blocks) * BLOCK:
                self._blocks.append(self._new_block())
            inside = row % BLOCK
            count = min(BLOCK - inside, end - row)
            self._blocks[-1].rows[inside : inside + count] = vectors[at : at + count]
            row, at = row + count, at + count
            if row % BLOCK == 0:
                self._leave_last()
        self._numbers.append(ids)

    def _empty_worst(self) -> None:
        """Move the living of the full blocks with the most holes to the end, and drop those blocks."""
        then = self._numbers.publish()
        full = then.used // BLOCK
        alive = then.all_alive()
        holes = BLOCK - alive[: full * BLOCK].reshape(full, BLOCK).sum(axis=1)
        worst = np.argsort(-holes, kind="stable")[:BLOCKS_AT_ONCE]
        worst = worst[holes[worst] > 0]
        dropped = np.zeros(len(self._blocks), np.bool_)
        dropped[worst] = True
        by_row = np.repeat(dropped, BLOCK)[: then.used]
        stay, move = np.flatnonzero(~by_row), np.flatnonzero(by_row & alive)
        old = self._blocks
        self._blocks = [block for at, block in enumerate(old) if not dropped[at]]
        ids = then.ids
        self._numbers = RowNumbers(max(BLOCK, int((stay.size + move.size) * 9 / 8)))
        self._numbers.restore(np.where(alive[stay], ids[stay], -1))
        for at in worst.tolist():
            inside = move[(move >= at * BLOCK) & (move < (at + 1) * BLOCK)]
            self._append(ids[inside].astype(np.int64), old[at].rows[inside - at * BLOCK])

    # --- keeping ---------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the vectors beside `path` and rename them there."""
        reader, sequence = self._reader, self._sequence
        ids = reader.ids()
        storage.write(
            path,
            {
                "fingerprint": self._fingerprint,
                "dimensions": self._dimensions,
                "sequence": sequence,
            },
            {
                "ids": ids,
                "vectors": storage.Streamed(
                    np.dtype(np.float32), (ids.size, self._dimensions), reader.passing(ids)
                ),
            },
        )

    @classmethod
    def load(cls, path: Path, *, fingerprint: str) -> "FlatVectors":
        """Read what `save` wrote.

        Raises:
            IndexDamaged: missing, cut short or altered.
            IndexStale: made by another encoder or format.
        """
        header, arrays = storage.read(path)
        if header.get("fingerprint") != fingerprint:
            msg = "the saved vectors were made by another encoder"
            raise IndexStale(msg)
        return cls.adopt(
            arrays["ids"], arrays["vectors"], fingerprint, sequence=int(header["sequence"])
        )


def _near_together(rows: Ints64) -> Ints64 | NDArray[np.uint16]:
    """By what rows are put in an order that leaves blocks whole: small numbers, sorted many times as fast."""
    shift = max(0, (BLOCK // NEIGHBOURHOODS).bit_length() - 1)
    if int(rows.max()) >> shift < 1 << 16:
        return (rows >> shift).astype(np.uint16)
    return rows


def inner_products(vectors: Floats32, rows: Ints64, query: Floats32) -> Floats32:
    """Of some rows of a contiguous matrix with a vector, by FAISS, without copying the rows.

    A row's result does not depend on the others asked for.
    """
    found = np.empty(rows.size, np.float32)
    rows = np.ascontiguousarray(rows, np.int64)
    KERNELS.fvec_inner_products_by_idx(
        faiss.swig_ptr(found),
        faiss.swig_ptr(np.ascontiguousarray(query, np.float32)),
        faiss.swig_ptr(vectors),
        faiss.swig_ptr(rows),
        vectors.shape[1],
        1,
        rows.size,
    )
    return found


def _last_of_each(ids: Ints64, vectors: Floats32) -> tuple[Ints64, Floats32]:
    if ids.size < 2:
        return ids, vectors
    _, from_behind = np.unique(ids[::-1], return_index=True)
    if from_behind.size == ids.size:
        return ids, vectors
    kept = np.sort(ids.size - 1 - from_behind)
    return ids[kept], vectors[kept]
