"""The index of offers: filling, saving, starting from its file, changes, memory, and exact search.

    python bench/index.py [--offers 100000] [--keep FOLDER] [--json]

`start_ms` and `process_mib` are those of a fresh process that loads the file, and deals twenty decks;
`process_mib` is the most it ever held, Python and mapped file included. `changes_per_s` are offers changed
in batches of 100 from profiles, `single_changes_per_s` one by one; `visible_p95_ms` is from the call to the
view that has it. `loop_lag_` is how late an event loop wakes in this process, set as the server is (`short_turns`), while a
thread changes 5,000 offers a second, orders the rows anew and saves; `idle_lag_` the same with nothing going
on, and `counting_lag_` beside a thread that only counts in Python: on a busy machine the system may stop
whoever holds the interpreter's lock, and no work in a thread does better than that. The three take turns,
five rounds of them, and each figure is the median of the rounds'. `lag_added_p99_ms` is the median of what
the work added to its own round's idle figure, `lag_times_counting` of its share of its round's counting. `search_` is the 20 nearest among the eligible, by the thread's own time, for 1 % and 10 % of them
at random.

Peers, in the same run, with the recall of each against exact: FAISS's flat index searched first and
filtered after (four times as many as a tenth or hundredth needs), NumPy on the eligible rows copied out,
usearch exact on them, and up to 100,000 offers usearch's graph searched first and filtered after (its
Python interface takes no filter); and, where a PostgreSQL with pgvector can be started (package pgserver), the
same `VectorIndex` kept by it, with the eligible in the query: `search_` of that one is by the clock, since
the server works in processes of its own, and `bulk_per_s` is how fast it took the vectors in. `clock_` is by the
clock for all.

Holds when ours finds all that is nearest, 5,000 changes a second go in, damage to the file is told, the
work adds at most 10 ms to the lag at the 99th percentile, or less than counting does; and at a million the process stays
under 1.5 GiB and starts in under 10 s.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import faiss
import numpy as np
from _lag import BAR_LAG_MS, lag_figures, lags
from _processes import most_mib
from _report import Report, emit, percentile, progress
from _synthetic import (
    DIMENSIONS,
    FINGERPRINT,
    TODAY,
    Land,
    land,
    nation,
    offer_at,
    unit,
    youths,
)
from private_server import ServerUnavailableError, private_postgres
from threadpoolctl import threadpool_limits
from usearch import index as usearch

from myjobmatch.db.vectors import VectorDatabase
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Floats32, Ints64
from myjobmatch.matching.errors import IndexDamaged
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import rank_offers
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.travel import minutes_in_reach
from myjobmatch.services.shared_vectors import SharedVectors
from myjobmatch.services.turns import short_turns

NEAREST = 20
SHARES = {"1pc": 0.01, "10pc": 0.1}
GRAPH_LIMIT = 100_000
PUT_AT_ONCE = 20_000
PGVECTOR = "pgvector_where"
LARGE = 1_000_000
BAR_MIB = 1536
BAR_START_MS = 10_000
BAR_CHANGES = 5_000
ROUNDS = 5
ROUND_S = 2.0
SPACE = "skills.space"


def timed(work: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def start(file: Path, count: int, seed: int) -> None:
    """What a fresh process does: load, deal, tell what it took."""
    ground = land(count, np.random.default_rng(seed))
    skills = SkillSpace.load(file.parent / SPACE, fingerprint=FINGERPRINT, made_of="bench")
    begin = time.perf_counter()
    index = OfferIndex.load(file, fingerprint=FINGERPRINT)
    took = (time.perf_counter() - begin) * 1000
    for youth in youths(ground, 20, seed):
        view, profile = index.view(), youth.profile
        within = FIGURES.hard_minutes(profile.max_minutes)
        minutes = minutes_in_reach(view, youth.home, profile.modes, within=within)
        rank_offers(
            profile, view=view, skills=skills, vector=youth.vector, minutes=minutes, today=TODAY
        )
    json.dump({"start_ms": round(took), "process_mib": most_mib()}, sys.stdout)


def changed(index: OfferIndex, draw: np.random.Generator, count: int, batch: int) -> list[float]:
    """Change so many offers, a batch at a time; milliseconds until each batch is in a view."""
    view = index.view()
    rows = draw.choice(np.flatnonzero(view.alive), count, replace=False)
    offers = [replace(offer_at(view, row), title="changed") for row in rows.tolist()]
    vectors = unit(draw.standard_normal((count, DIMENSIONS)))
    place: list[Point | None] = [Point(48.8, 2.3)] * batch
    waits = []
    for at in range(0, count, batch):
        some = offers[at : at + batch]
        before = index.view()
        waits.append(timed(lambda s=some, a=at: index.upsert(s, vectors[a : a + batch], place)))
        if index.view() is before or index.view().rows_of([some[0].offer_id]).size != 1:
            msg = "a change is not in the view"
            raise RuntimeError(msg)
    return waits


Search = Callable[[Floats32, Ints64], Ints64]


def ways_to_search(
    index: OfferIndex, ids: Ints64, matrix: Floats32, more: int
) -> dict[str, Search]:
    """Each answers places in `ids` of the nearest to a query among the eligible places."""
    reader, order = index.vectors.reader(), np.argsort(ids)
    flat = faiss.IndexFlatIP(DIMENSIONS)
    flat.add(matrix)

    def filtered(places: Ints64, eligible: Ints64) -> Ints64:
        allowed = np.zeros(ids.size, np.bool_)
        allowed[eligible] = True
        return places[allowed[places]][:NEAREST]

    def ours(query: Floats32, eligible: Ints64) -> Ints64:
        hits = reader.search(query, NEAREST, ids[eligible])
        return order[np.searchsorted(ids, hits.ids, sorter=order)]

    def by_faiss(query: Floats32, eligible: Ints64) -> Ints64:
        return filtered(flat.search(query[None], more)[1][0], eligible)

    def by_numpy(query: Floats32, eligible: Ints64) -> Ints64:
        return eligible[np.argsort(-(matrix[eligible] @ query), kind="stable")[:NEAREST]]

    def by_usearch(query: Floats32, eligible: Ints64) -> Ints64:
        found = usearch.search(matrix[eligible], query, NEAREST, "ip", exact=True, threads=1)
        return eligible[found.keys.astype(np.int64)]

    return {
        "ours": ours,
        "faiss_flat_post_filtered": by_faiss,
        "numpy_subset": by_numpy,
        "usearch_exact_subset": by_usearch,
    } | _graph_way(matrix, more, filtered)


def _graph_way(
    matrix: Floats32, more: int, filtered: Callable[[Ints64, Ints64], Ints64]
) -> dict[str, Search]:
    if len(matrix) > GRAPH_LIMIT:
        return {}
    progress("usearch: building its graph")
    graph = usearch.Index(ndim=DIMENSIONS, metric="ip", dtype="f32")
    graph.add(np.arange(len(matrix)), matrix, threads=1)

    def search(query: Floats32, eligible: Ints64) -> Ints64:
        return filtered(graph.search(query, more, threads=1).keys.astype(np.int64), eligible)

    return {"usearch_graph_post_filtered": search}


@contextmanager
def kept_by_pgvector(
    ids: Ints64, matrix: Floats32
) -> Iterator[tuple[dict[str, Search], dict[str, float]]]:
    """The way to search a PostgreSQL of its own, and how fast it was filled; neither without pgvector."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(private_postgres(vectors=True))
        except ServerUnavailableError as reason:
            progress(f"{reason}: that peer is left out")
            yield {}, {}
            return
        progress("pgvector: filling")
        database = VectorDatabase(url)
        stack.callback(database.close)
        store = SharedVectors.opened(database, "offers", DIMENSIONS, FINGERPRINT)
        begin = time.perf_counter()
        for at in range(0, ids.size, PUT_AT_ONCE):
            store.upsert(ids[at : at + PUT_AT_ONCE], matrix[at : at + PUT_AT_ONCE])
        filled = {"bulk_per_s": round(ids.size / (time.perf_counter() - begin))}
        reader, order = store.reader(), np.argsort(ids)

        def search(query: Floats32, eligible: Ints64) -> Ints64:
            hits = reader.search(query, NEAREST, ids[eligible])
            return order[np.searchsorted(ids, hits.ids, sorter=order)]

        yield {PGVECTOR: search}, filled


def searches(
    index: OfferIndex, queries: Floats32
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Ours and the peers' times and recalls, at each share."""
    view = index.view()
    ids: Ints64 = view.columns["offer_id"][np.flatnonzero(view.alive)]
    matrix = index.vectors.reader().vectors(ids)
    with kept_by_pgvector(ids, matrix) as (elsewhere, filled):
        figures = {way: dict(filled) for way in elsewhere}
        compare(index, ids, matrix, queries, elsewhere, figures)
    return figures.pop("ours"), figures


def compare(
    index: OfferIndex,
    ids: Ints64,
    matrix: Floats32,
    queries: Floats32,
    elsewhere: dict[str, Search],
    figures: dict[str, dict[str, float]],
) -> None:
    """Add each way's times and recall at each share to `figures`."""
    for name, share in SHARES.items():
        more = min(ids.size, int(4 * NEAREST / share))
        for way, search in (ways_to_search(index, ids, matrix, more) | elsewhere).items():
            again = np.random.default_rng(int(share * 1000))
            took, clock, recalls = [], [], []
            for query in queries:
                eligible = np.flatnonzero(again.random(ids.size) < share)
                exact = matrix[eligible].astype(np.float64) @ query
                best = set(eligible[np.argsort(-exact, kind="stable")[:NEAREST]].tolist())
                begin, start_clock = time.thread_time(), time.perf_counter()
                found = search(query, eligible)
                took.append((time.thread_time() - begin) * 1000)
                clock.append((time.perf_counter() - start_clock) * 1000)
                recalls.append(len(best & set(found.tolist())) / max(1, len(best)))
            took = clock if way in elsewhere else took
            figures[way] = figures.get(way, {}) | {
                f"search_{name}_p50_ms": round(percentile(took, 0.5), 3),
                f"search_{name}_p95_ms": round(percentile(took, 0.95), 3),
                f"clock_{name}_p50_ms": round(percentile(clock, 0.5), 3),
                f"search_{name}_recall": round(float(np.mean(recalls)), 4),
            }


def is_told(file: Path) -> bool:
    """Whether a flipped bit in the middle of the file is noticed."""
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 2)
        byte = raw.read(1)
        raw.seek(-1, 1)
        raw.write(bytes([byte[0] ^ 1]))
    try:
        OfferIndex.load(file, fingerprint=FINGERPRINT)
    except IndexDamaged:
        return True
    finally:
        with file.open("r+b") as raw:
            raw.seek(file.stat().st_size // 2)
            raw.write(byte)
    return False


def built(ground: Land, file: Path, seed: int) -> tuple[OfferIndex, dict[str, float]]:
    """The index, from the generator or from a former run's file."""
    if file.exists():
        return OfferIndex.load(file, fingerprint=FINGERPRINT), {}
    index, spent = OfferIndex(DIMENSIONS, FINGERPRINT), 0.0
    for batch, vectors in nation(ground, seed):
        begin = time.perf_counter()
        index.put(batch, vectors)
        spent += time.perf_counter() - begin
    skills = SkillSpace.build(ground.skill_ids, ground.skill_vectors, fingerprint=FINGERPRINT)
    skills.save(file.parent / SPACE, made_of="bench")
    saving = timed(lambda: index.save(file))
    return index, {"bulk_per_s": round(ground.count / spent), "save_ms": round(saving)}


def measure(count: int, folder: Path, seed: int) -> Report:
    """One size."""
    progress(f"{count:,} offers: building")
    file = folder / f"offers-{count}-{seed}.index"
    index, figures = built(land(count, np.random.default_rng(seed)), file, seed)
    progress("starting a process from the file")
    told = subprocess.run(
        [sys.executable, __file__, "--start", str(file), "--offers", str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    figures |= json.loads(told.stdout)
    damage = is_told(file)
    figures["index_mib"] = round(index.memory_bytes() / 2**20, 1)
    draw = np.random.default_rng(seed)
    progress("changes")
    many = min(20_000, count // 2)
    waits = changed(index, draw, many, 100)
    ones = changed(index, draw, min(2_000, count // 2), 1)
    figures |= {
        "changes_per_s": round(many / sum(waits) * 1000),
        "single_changes_per_s": round(len(ones) / sum(ones) * 1000),
        "visible_p95_ms": round(percentile(waits + ones, 0.95), 3),
    }
    progress("an event loop beside the work")

    def work() -> None:
        end = time.perf_counter() + ROUND_S
        while time.perf_counter() < end:
            changed(index, draw, 1_000, 100)
            time.sleep(0.1)
        index.settle()
        index.save(folder / "other.index")

    def count_on() -> None:
        end, number = time.perf_counter() + ROUND_S, 0
        while time.perf_counter() < end:
            number += 1

    with short_turns():
        rounds = [
            {
                "idle": lags(None, ROUND_S),
                "counting": lags(count_on, ROUND_S),
                "loop": lags(work, ROUND_S),
            }
            for _ in range(ROUNDS)
        ]
    figures |= lag_figures(rounds)
    progress("searches")
    ours, peers = searches(index, unit(draw.standard_normal((30, DIMENSIONS))))
    figures |= ours
    holds = (
        damage
        and figures["changes_per_s"] >= BAR_CHANGES
        and (figures["lag_added_p99_ms"] <= BAR_LAG_MS or figures["lag_times_counting"] <= 1)
        and all(ours[f"search_{name}_recall"] >= 0.999 for name in SHARES)
    )
    if count >= LARGE:
        holds = holds and figures["process_mib"] < BAR_MIB and figures["start_ms"] < BAR_START_MS
    size = {"offers_count": count, "dimensions_count": DIMENSIONS}
    return Report("index", size, figures, peers, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--offers", type=int, default=100_000)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--keep", type=Path, help="where the made offers stay for a next run")
    reader.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    faiss.omp_set_num_threads(1)
    with threadpool_limits(1), tempfile.TemporaryDirectory() as folder:
        if asked.start:
            start(asked.start, asked.offers, asked.seed)
            return
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        report = measure(asked.offers, place, asked.seed)
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
