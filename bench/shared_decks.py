"""Whole decks with the offers' vectors in PostgreSQL, beside the same decks with them in memory.

    python bench/shared_decks.py [--offers 20000] [--youths 60] [--json]

The index is filled twice with the same offers, once over `FlatVectors` in this process (the peer
`memory`), once over `SharedVectors` in a PostgreSQL of the run's own with pgvector (ours). Both deal the
same decks of 20 explained cards: for random youths of whom one in ten tells no home, and, as
`1pc_` and `10pc_`, for youths chosen so that about that share of all offers is eligible. By the clock,
since the server works in processes of its own; `cpu_` is this thread's time, without the server's.
`eligible_p50_count` is how many similarities a deck asks for at most. `same_decks` is the share of decks
that have the same cards in the same order; cosines differ by 1e-6, so two cards of nearly equal key could
change places.

Holds when every deck is the same from both; left out, and said so, where no pgvector can be started.
"""

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import faiss
import numpy as np
from _report import Report, emit, progress
from _synthetic import DIMENSIONS, FINGERPRINT, Youth, aimed_youths, land, nation, youths
from deck import SHARES, Bench, Clock
from private_server import ServerUnavailableError, private_postgres
from threadpoolctl import threadpool_limits

from myjobmatch.db.vectors import VectorDatabase
from myjobmatch.matching.index import OfferIndex
from myjobmatch.services.shared_vectors import SharedVectors


def filled(bench: Bench, store: SharedVectors, seed: int) -> tuple[OfferIndex, float]:
    """The same offers over another store, and how many a second went in."""
    index, spent = OfferIndex(DIMENSIONS, FINGERPRINT, vectors=store), 0.0
    for batch, vectors in nation(bench.ground, seed):
        begin = time.perf_counter()
        index.put(batch, vectors)
        spent += time.perf_counter() - begin
    return index, bench.ground.count / spent


def side_by_side(
    bench: Bench, shared: OfferIndex, people: list[Youth], name: str
) -> tuple[dict[str, float], dict[str, float], int]:
    """Figures of the shared store, of memory, and how many decks differ."""
    memory, clocks, other, eligible = bench.index, (Clock(), Clock()), 0, []
    for youth in people:
        decks = []
        for index, clock in zip((shared, memory), clocks, strict=True):
            bench.index = index
            bench.offers(youth)  # plans and pages are then there
            with clock:
                decks.append(bench.offers(youth))
        bench.index = memory
        other += decks[0].ids != decks[1].ids
        eligible.append(decks[0].eligible_count)
    counted = {f"{name}eligible_p50_count": int(np.median(eligible))}
    ours, theirs = (clock.figures(name) for clock in clocks)
    return ours | counted, theirs | counted, other


def measure(count: int, asked: int, seed: int) -> Report | None:
    """One size; None where there is no pgvector."""
    progress(f"{count:,} offers: building")
    bench = Bench(land(count, np.random.default_rng(seed)), seed)
    size = {"offers_count": count, "youths_count": asked, "dimensions_count": DIMENSIONS}
    with ExitStack() as stack:
        try:
            url = stack.enter_context(private_postgres(vectors=True))
        except ServerUnavailableError as reason:
            progress(f"{reason}: nothing to measure")
            return None
        database = VectorDatabase(url)
        stack.callback(database.close)
        store = SharedVectors.opened(database, "offers", DIMENSIONS, FINGERPRINT)
        progress("pgvector: filling")
        shared, rate = filled(bench, store, seed)
        people, view = youths(bench.ground, asked, seed + 1), bench.index.view()
        kinds = {"": people} | {
            f"{name}_": aimed_youths(bench.ground, view, people, share)
            for name, share in SHARES.items()
        }
        ours: dict[str, float] = {"bulk_per_s": round(rate)}
        theirs: dict[str, float] = {"bulk_per_s": round(count / bench.filling)}
        differing = 0
        for name, some in kinds.items():
            progress(f"decks {name or 'of random youths'}")
            mine, memory, other = side_by_side(bench, shared, some, name)
            ours, theirs, differing = ours | mine, theirs | memory, differing + other
        ours["same_decks"] = round(1 - differing / (asked * len(kinds)), 4)
        ours["index_mib"] = round(shared.memory_bytes() / 2**20, 1)
        theirs["index_mib"] = round(bench.index.memory_bytes() / 2**20, 1)
    return Report("shared_decks", size, ours, {"memory": theirs}, ok=differing == 0)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--offers", type=int, default=20_000)
    reader.add_argument("--youths", type=int, default=60)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    faiss.omp_set_num_threads(1)
    with threadpool_limits(1):
        report = measure(asked.offers, asked.youths, asked.seed)
    emit([report or Report("shared_decks", {"offers_count": 0}, {})], as_json=asked.json)


if __name__ == "__main__":
    main()
