"""Everyone who may be shown, kept in step: filling, changes, memory, and reading them from a database.

    python bench/candidates.py [--youths 100000] [--database 20000] [--json]

`changes_per_s` are people changed in batches of 100 from profiles, `single_changes_per_s` one by one;
`visible_p95_ms` is from the call to the view that has it. `index_mib` are the arrays, `process_mib` what
this process held when it was filled, Python and what the people were made of included.

`read_per_s` are people read from a database of the run's own (SQLite, `--database` of them) as a server does at
its start, encoded and put in; `followed_p95_ms` is one person's change from the database to the view.
`cpu_` figures count this process's own time, which others do not lengthen. `loop_lag_` is how late an event loop wakes meanwhile, `idle_lag_` with nothing going on, `counting_lag_` beside a thread that only counts in Python.

Holds when 5,000 changes a second go in, one person's change is in the view within a second, and, at a
million, the arrays stay under 1.5 GiB.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import faiss
import numpy as np
from _processes import most_mib
from _report import Report, emit, percentile, progress
from _synthetic import (
    DIMENSIONS,
    FINGERPRINT,
    SKILLS_PER_OCCUPATION,
    TODAY,
    Land,
    crowd,
    land,
    person_at,
    unit,
)
from sqlalchemy import Table, insert, update
from threadpoolctl import threadpool_limits

from myjobmatch.db.migrate import upgrade
from myjobmatch.db.models import (
    Occupation,
    Skill,
    Youth,
    YouthIdentity,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import SystemClock
from myjobmatch.domain.enums import FollowUp, Scheme, SkillKind, SkillOrigin
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.candidate_index import CandidateIndex
from myjobmatch.matching.candidate_table import CandidateBatch
from myjobmatch.matching.encoder import load_encoder
from myjobmatch.services.kept_candidates import KeptCandidates
from myjobmatch.services.notices import YOUTH

BAR_CHANGES = 5_000
BAR_VISIBLE_MS = 1_000
BAR_MIB = 1536
LARGE = 1_000_000
LONGEST_INSERT = 5_000


def changed(
    index: CandidateIndex, draw: np.random.Generator, count: int, batch: int
) -> list[float]:
    """Change so many people, a batch at a time; milliseconds until each batch is in a view."""
    pool = index.view().pool
    rows = draw.choice(pool.living(np.arange(pool.rows)), count, replace=False)
    people = [replace(person_at(pool, row), max_minutes=31) for row in rows.tolist()]
    vectors = unit(draw.standard_normal((count, DIMENSIONS)))
    homes: list[Point | None] = [Point(48.8, 2.3)] * batch
    waits, own = [], time.thread_time()
    for at in range(0, count, batch):
        some, before = people[at : at + batch], index.view()
        begin = time.perf_counter()
        index.upsert(some, vectors[at : at + batch], homes)
        waits.append((time.perf_counter() - begin) * 1000)
        if index.view() is before or index.view().pool.rows_of([some[0].youth_id]).size != 1:
            msg = "a change is not in the view"
            raise RuntimeError(msg)
    return waits, time.thread_time() - own


async def settle(database: Database, ground: Land, count: int, seed: int) -> None:
    """Put so many people of the crowd into an empty database, by rows and not by services."""
    now, draw = database.clock.now(), np.random.default_rng(seed)
    occupations = len(ground.occupation_vectors)

    async def put(model: Any, rows: list[dict[str, Any]]) -> None:
        table: Table = model.__table__
        for at in range(0, len(rows), LONGEST_INSERT):
            async with database.unit() as uow:
                await uow.session.execute(insert(table), rows[at : at + LONGEST_INSERT])

    skill = {"source": "bench", "kind": SkillKind.SAVOIR_FAIRE, "active": True}
    every = range(1, occupations * SKILLS_PER_OCCUPATION + 1)
    await put(Skill, [skill | {"id": i, "code": str(i)} for i in every])
    job = {"source": "bench", "riasec": "", "active": True}
    await put(Occupation, [job | {"id": i + 1, "code": str(i)} for i in range(occupations)])
    for group, _ in crowd(ground, count, seed):
        columns, ids = group.columns, group.columns["youth_id"].tolist()
        born = TODAY - timedelta(days=16 * 365)
        days = draw.integers(0, 9 * 365, len(ids)).tolist()
        common = {"follow_up": FollowUp.FOLLOWED, "scheme": Scheme.NONE, "created_at": now}
        shown = {"active": True, "visible": True}
        await put(Youth, [{"id": i, "public_id": new_public_id()} | common | shown for i in ids])
        places = zip(ids, columns["latitude"].tolist(), columns["longitude"].tolist(), strict=True)
        births = [born - timedelta(days=d) for d in days]
        await put(
            YouthIdentity,
            [
                _identity(i, north, east, birth)
                for (i, north, east), birth in zip(places, births, strict=True)
            ],
        )
        minutes = zip(ids, columns["max_minutes"].tolist(), strict=True)
        lists = {"contracts": [], "licences": ["b"], "modes": ["car"], "refused_schedules": []}
        await put(YouthProfile, [{"youth_id": i, "max_minutes": m} | lists for i, m in minutes])
        origin = {"origin": SkillOrigin.OTHER, "added_at": now}
        pairs = _pairs(group, "skill")
        await put(YouthSkill, [{"youth_id": i, "skill_id": s} | origin for i, s in pairs])
        wishes = _pairs(group, "wish")
        await put(YouthOccupation, [{"youth_id": i, "occupation_id": o + 1} for i, o in wishes])


def _identity(youth_id: int, north: float, east: float, birth: date) -> dict[str, Any]:
    known = north == north  # noqa: PLR0124  # NaN is not known
    place = {"latitude": north if known else None, "longitude": east if known else None}
    return {"youth_id": youth_id, "birth_date": birth, "home_languages": []} | place


def _pairs(group: CandidateBatch, name: str) -> list[tuple[int, int]]:
    owner = np.repeat(group.columns["youth_id"], group.columns[f"{name}_count"])
    return list(zip(owner.tolist(), group.lists[name][0].tolist(), strict=True))


async def lags(work: asyncio.Task[Any]) -> list[float]:
    """How late this loop wakes until the work is done, in milliseconds."""
    found = []
    while not work.done():
        begin = time.perf_counter()
        await asyncio.sleep(0.005)
        found.append(max(0.0, (time.perf_counter() - begin - 0.005) * 1000))
    await work
    return found


def count_on(seconds: float) -> None:
    """Nothing but Python in a thread."""
    end, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        number += 1


async def from_database(folder: Path, ground: Land, count: int, seed: int) -> dict[str, float]:
    """Reading everyone, then following changes one by one."""
    url = f"sqlite:///{folder / 'people.sqlite'}"
    await asyncio.to_thread(upgrade, url)
    database, encoder = Database(url, SystemClock()), load_encoder()
    try:
        progress(f"{count:,} youths: into a database")
        await settle(database, ground, count, seed)
        progress(f"{count:,} youths: reading them")

        def text(profile: CandidateProfile) -> str:
            return ", ".join(f"geste {i}" for i in profile.skill_ids)

        people = KeptCandidates(database, encoder, lambda profile: profile, text)
        idle = await lags(asyncio.create_task(asyncio.sleep(3)))
        plain = await lags(asyncio.create_task(asyncio.to_thread(count_on, 3)))
        begin, own = time.perf_counter(), time.process_time()
        busy = await lags(asyncio.create_task(people.load()))
        took, own = time.perf_counter() - begin, time.process_time() - own
        if len(people.view().pool) != count:
            msg = "not everyone was read"
            raise RuntimeError(msg)
        waits = []
        for youth_id in np.random.default_rng(seed).integers(1, count + 1, 50).tolist():
            begin = time.perf_counter()
            async with database.unit() as uow:
                row = update(YouthProfile).where(YouthProfile.youth_id == youth_id)
                await uow.session.execute(row.values(max_minutes=17))
                uow.changed(YOUTH, youth_id)
            async with database.unit(write=False) as uow:
                latest = await uow.ledger.latest_change()
            await people.follow(latest)
            waits.append((time.perf_counter() - begin) * 1000)
            pool = people.view().pool
            if pool.max_minutes[pool.rows_of([youth_id])].tolist() != [17]:
                msg = "a change is not in the view"
                raise RuntimeError(msg)
    finally:
        await database.close()
    return {
        "read_count": count,
        "read_per_s": round(count / took),
        "cpu_read_per_s": round(count / own),
        "followed_p95_ms": round(percentile(waits, 0.95), 3),
        "idle_lag_p99_ms": round(percentile(idle, 0.99), 3),
        "counting_lag_p99_ms": round(percentile(plain, 0.99), 3),
        "loop_lag_p50_ms": round(percentile(busy, 0.5), 3),
        "loop_lag_p99_ms": round(percentile(busy, 0.99), 3),
        "loop_lag_max_ms": round(max(busy), 3),
    }


def measure(count: int, kept: int, folder: Path, seed: int) -> Report:
    """One size."""
    progress(f"{count:,} youths: filling")
    ground = land(count, np.random.default_rng(seed))
    index, spent = CandidateIndex(DIMENSIONS, FINGERPRINT), 0.0
    for group, vectors in crowd(ground, count, seed):
        begin = time.perf_counter()
        index.put(group, vectors)
        spent += time.perf_counter() - begin
    begin = time.perf_counter()
    index.settle()
    ordering = (time.perf_counter() - begin) * 1000
    figures: dict[str, float] = {
        "bulk_per_s": round(count / spent),
        "settle_ms": round(ordering),
        "index_mib": round(index.memory_bytes() / 2**20, 1),
        "process_mib": most_mib(),
    }
    progress("changes")
    draw = np.random.default_rng(seed)
    many, few = min(20_000, count // 2), min(2_000, count // 2)
    waits, own = changed(index, draw, many, 100)
    ones, own_of_ones = changed(index, draw, few, 1)
    figures |= {
        "changes_per_s": round(many / sum(waits) * 1000),
        "single_changes_per_s": round(few / sum(ones) * 1000),
        "cpu_changes_per_s": round(many / own),
        "cpu_single_changes_per_s": round(few / own_of_ones),
        "visible_p95_ms": round(percentile(waits + ones, 0.95), 3),
    }
    figures |= asyncio.run(from_database(folder, ground, kept, seed))
    holds = (
        figures["changes_per_s"] >= BAR_CHANGES
        and figures["visible_p95_ms"] <= BAR_VISIBLE_MS
        and figures["followed_p95_ms"] <= BAR_VISIBLE_MS
    )
    if count >= LARGE:
        holds = holds and figures["index_mib"] < BAR_MIB
    size = {"youths_count": count, "dimensions_count": DIMENSIONS}
    return Report("candidates", size, figures, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--youths", type=int, default=100_000)
    reader.add_argument("--database", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    faiss.omp_set_num_threads(1)
    with threadpool_limits(1), tempfile.TemporaryDirectory() as folder:
        report = measure(asked.youths, asked.database, Path(folder), asked.seed)
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
