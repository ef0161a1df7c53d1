"""A process that starts: the index of offers from the database alone, and from its file.

    python bench/start.py [--offers 50000] [--keep FOLDER] [--json]

An invented database (SQLite, the rows that an import leaves) is filled first. Then three processes start
the product's matching runtime, one after the other: `database_` with nothing but the rows, so that every
offer is encoded and its vector kept; `kept_` with these vectors, the index's file gone; `snapshot_` with
the file. Each is timed from nothing to the first deck that could be dealt, catalogue included: `_ms` by the
clock, `cpu_ms` the process's own time, which others on the machine do not lengthen, `_mib` the most memory
it ever held, `left_mib` what it holds in the end, `lag_` how late an event loop woke meanwhile beside `idle_lag_` with nothing going on and
`counting_lag_` beside a thread that only counts in Python.

Peers, in the same run: `rows_alone` reads the same columns with nothing made of them, the least that a
start can take; `an_object_each` reads offers as the repositories give them to services, an entity and a
profile for each, up to 20,000 of them.

Holds when from the database a start takes less than 3 minutes of the process's own time, from the file
less than 10 s, none ever more than 1.5 GiB of memory, and the loop's lag at the 99th percentile is at most 10 ms above doing nothing, or that of
counting.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import sqlite3

from _filled import NOW, fill, opened
from _lag import bearable, lag_until
from _processes import memory, most_mib
from _report import Report, emit, percentile, progress

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.services.matching_runtime import INDEX_FILE, MatchingRuntime
from myjobmatch.services.turns import settle_memory, short_turns

BAR_DATABASE_MS = 180_000
BAR_SNAPSHOT_MS = 10_000
BAR_MIB = 1_536
ENTITIES = 20_000
QUIET_S = 3.0
FILE = "start.db"

_COLUMNS = (
    """SELECT id, title, occupation_id, contract, experience, licences_required, schedules, starts_on,
    latitude, longitude, company_id FROM offer WHERE status = 'published'""",
    "SELECT offer_id, skill_id, essential FROM offer_skill",
    "SELECT offer_id, skill_id FROM offer_aptitude",
)


async def start(folder: Path) -> dict[str, float]:
    """Start a runtime here, with a probe of the loop beside it."""
    settle_memory()
    database = Database(f"sqlite:///{folder / FILE}", FixedClock(NOW))
    runtime = MatchingRuntime(database, folder)
    begin, own = time.perf_counter(), time.process_time()
    loading = asyncio.create_task(runtime.refresh())
    with short_turns():  # as the server does it
        lags = await lag_until(loading.done)
    await loading
    took, worked = time.perf_counter() - begin, time.process_time() - own
    figures = {
        "ms": round(took * 1000),
        "cpu_ms": round(worked * 1000),
        "lag_p99_ms": round(percentile(lags, 0.99), 3),
        "lag_max_ms": round(max(lags), 3),
        "mib": most_mib(),
        "left_mib": memory(os.getpid())["rss_mib"],
        "offers_count": len(runtime.offers),
    }
    await runtime.close()
    await database.close()
    return figures


def started(folder: Path, name: str) -> dict[str, float]:
    """The figures of a process of its own, its keys under a name."""
    progress(f"a start: {name}")
    told = subprocess.run(
        [sys.executable, __file__, "--start", str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    found: dict[str, float] = json.loads(told.stdout)
    return {f"{name}_{key}": value for key, value in found.items()}


def idle_and_counting() -> dict[str, float]:
    """The loop's lag with nothing going on, and beside a thread that counts."""

    def count_on() -> None:
        end, number = time.perf_counter() + QUIET_S, 0
        while time.perf_counter() < end:
            number += 1

    found = {}
    for name, work in (("idle", None), ("counting", count_on)):
        if work is not None:
            threading.Thread(target=work).start()
        end = time.perf_counter() + QUIET_S
        lags = asyncio.run(lag_until(lambda until=end: time.perf_counter() >= until))
        found[f"{name}_lag_p99_ms"] = round(percentile(lags, 0.99), 3)
    return found


def rows_alone(file: Path) -> dict[str, float]:
    """Reading alone: every row of the columns that an index takes, by the driver, thousands at a time."""
    connection = sqlite3.connect(file)
    begin, own = time.perf_counter(), time.process_time()
    for query in _COLUMNS:
        rows = connection.execute(query)
        while rows.fetchmany(2_000):
            pass
    figures = {
        "ms": round((time.perf_counter() - begin) * 1000),
        "cpu_ms": round((time.process_time() - own) * 1000),
    }
    connection.close()
    return figures


async def an_object_each(file: Path, count: int) -> dict[str, float]:
    """The repositories' entities and profiles, two thousand at a time."""
    database = Database(f"sqlite:///{file}", FixedClock(NOW))
    some = min(count, ENTITIES)

    async def read(first: int) -> None:
        async with database.unit(write=False) as uow:
            ids = range(first, min(first + 2_000, some + 1))
            await uow.offers.still_open(ids, NOW)
            await uow.offers.profiles(ids)
            await uow.offers.rows(ids)

    own = time.process_time()
    for first in range(1, some + 1, 2_000):
        await database.aside(lambda at=first: read(at), write=False)
    worked = time.process_time() - own
    await database.close()
    return {"cpu_ms": round(worked * 1000 * count / some), "offers_per_s": round(some / worked)}


def forget(folder: Path) -> None:
    """What an earlier run left beside the rows: the vectors it kept, and the index's file."""
    (folder / INDEX_FILE).unlink(missing_ok=True)
    connection = opened(folder / FILE)
    connection.execute("DELETE FROM embedding")
    connection.close()


def measure(count: int, folder: Path, seed: int) -> Report:
    """One size."""
    file = folder / FILE
    if not file.exists():
        progress(f"{count:,} offers: filling the database")
        fill(file, count, seed)
    else:
        forget(folder)
    figures = started(folder, "database")
    (folder / INDEX_FILE).unlink()
    figures |= started(folder, "kept") | started(folder, "snapshot") | idle_and_counting()
    figures["offers_per_s"] = round(count / figures["database_cpu_ms"] * 1000)
    figures["database_size_mib"] = round(file.stat().st_size / 2**20, 1)
    figures["snapshot_size_mib"] = round((folder / INDEX_FILE).stat().st_size / 2**20, 1)
    progress("peers")
    peers = {
        "rows_alone": rows_alone(file),
        "an_object_each": asyncio.run(an_object_each(file, count)),
    }
    holds = (
        all(figures[f"{name}_cpu_ms"] < BAR_DATABASE_MS for name in ("database", "kept"))
        and all(
            figures[f"{name}_offers_count"] == count for name in ("database", "kept", "snapshot")
        )
        and figures["snapshot_cpu_ms"] < BAR_SNAPSHOT_MS
        and all(figures[f"{name}_mib"] < BAR_MIB for name in ("database", "kept", "snapshot"))
        and all(bearable(figures, f"{name}_lag_p99_ms") for name in ("database", "kept"))
    )
    return Report("start", {"offers_count": count}, figures, peers, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--offers", type=int, default=50_000)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--keep", type=Path, help="where the filled database stays for a next run")
    reader.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    if asked.start:
        json.dump(asyncio.run(start(asked.start)), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        report = measure(asked.offers, place, asked.seed)
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
