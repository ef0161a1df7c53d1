"""A feed kept in step: a whole run, killed half-way and started again, then a day's delta, until it shows in decks.

    python bench/feed.py [--offers 5000] [--json]

An invented feed (JSON, as France Travail delivers it) goes into a SQLite database that has a catalogue, by
`myjobmatch feed run`: the command is killed (SIGKILL) when half of the offers stand, and started again. Then a delta
of 3 % (a third each new, changed, withdrawn) by `feed run --delta`, killed half-way and started again too. `_ms` is
by the clock, `_cpu_ms` the commands' own time, starts of Python included. `first_` is both parts of the whole run,
`delta_` both of the delta, `decks_` a running server's matching from the end of the delta to the index that has it,
`mib` the most memory that a command held. `lost_count` and `doubled_count` are offers missing and offers twice, after
each run (records; `joined_count` of them stand behind another's card, as descriptions are cut out of one text);
`wrong_count` those of the delta that do not stand in the index as they should.

Peer, in the same run: `all_again`, the same day told as a whole export, which is what a feed without deltas costs.

Holds when nothing is lost, doubled or wrong; whole run and its index take less than 3 minutes of own time for 100,000
offers (in proportion for fewer), the delta costs less than the whole told again (from 20,000 on: below, starts of Python weigh more), and shows in decks within a minute of its
beginning, in own time.
"""

import argparse
import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from _report import Report, emit, progress
from import_offers import ROOT, Used, prepared

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import SystemClock
from myjobmatch.services.matching_runtime import MatchingRuntime

BAR_MS_AN_OFFER = 180_000 / 100_000
DELTA_BAR_MS = 60_000
SHARE = 0.03
RECORDS = "SELECT count(*) FROM offer_source WHERE gone_at IS NULL"
CARDS = "SELECT count(*) FROM offer WHERE status = 'published'"
DOUBLED = "SELECT count(*) FROM (SELECT source_id FROM offer_source GROUP BY source, source_id HAVING count(*) > 1)"


def command(folder: Path, *words: str) -> "subprocess.Popen[bytes]":
    """`myjobmatch feed run …` on the bench's database."""
    return subprocess.Popen(
        [sys.executable, "-m", "myjobmatch.cli", "feed", "run", *words],
        cwd=ROOT,
        env=os.environ | {"MYJOBMATCH_DATA_DIR": str(folder), "MYJOBMATCH_DATABASE_URL": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def held(folder: Path, query: str) -> int:
    """A figure of the database, as another process sees it."""
    with sqlite3.connect(
        f"file:{folder / 'myjobmatch.db'}?mode=ro", uri=True, timeout=60
    ) as database:
        return int(database.execute(query).fetchone()[0])


def killed_and_again(folder: Path, half: tuple[str, int], *words: str) -> bool:
    """Run, kill when a figure has been reached, run again to the end; whether it was killed in time."""
    query, least = half
    process = command(folder, *words)
    while held(folder, query) < least and process.poll() is None:
        time.sleep(0.01)
    in_time = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = command(folder, *words)
    if again.wait() != 0:
        raise RuntimeError("the run did not end well")
    return in_time


def day_after(file: Path, folder: Path, count: int) -> tuple[Path, Path, dict[str, int]]:
    """The next day, as a delta and as a whole export; how many offers are of each kind."""
    each = max(1, round(count * SHARE / 3))
    delta, whole = folder / "delta.json", folder / "whole.json"
    sizes = {"new": each, "changed": each, "withdrawn": each}
    with file.open(encoding="utf-8") as source, whole.open("w", encoding="utf-8") as all_of_it:
        told: list[object] = []
        all_of_it.write('{"resultats": [\n')
        at = 0
        lines = []
        for line in source:
            if not line.startswith('{"id"'):
                continue
            row = json.loads(line.rstrip(",\n"))
            if at < each:  # changed
                row["salaire"] = {"libelle": "Horaire de 13,00 Euros sur 12 mois"}
                told.append(row)
            elif at < 2 * each:  # withdrawn
                told.append({"id": row["id"], "retiree": True})
                at += 1
                continue
            if at >= count - each:  # a new one of the same form
                more = row | {"id": f"N{at:07d}", "intitule": f"{row['intitule']} bis"}
                more["description"] = f"Nouveau poste {at}. {row['description'][::-1]}"
                told.append(more)
                lines.append(more)
            lines.append(row)
            at += 1
            if len(lines) >= 1_000:
                all_of_it.writelines(json.dumps(one, ensure_ascii=False) + ",\n" for one in lines)
                lines = []
        all_of_it.write(",\n".join(json.dumps(one, ensure_ascii=False) for one in lines))
        all_of_it.write("\n]}\n")
    delta.write_text(
        '{"resultats": [\n'
        + ",\n".join(json.dumps(one, ensure_ascii=False) for one in told)
        + "\n]}\n",
        encoding="utf-8",
    )
    return delta, whole, sizes


async def wrong(database: Database, runtime: MatchingRuntime) -> int:
    """Offers that the index has and the database does not show, or the other way round."""
    async with database.unit(write=False) as uow:
        open_ids = set(await uow.offers.published_ids(database.clock.now()))
    view = runtime.offers.view()
    indexed = {int(id_) for id_ in view.columns["offer_id"][view.alive]}
    return len(open_ids ^ indexed)


async def measure(count: int, folder: Path, url: str, file: Path) -> Report:
    """One size."""
    database = Database(url, SystemClock())
    runtime = MatchingRuntime(database, None)
    await runtime.refresh()
    delta, whole, sizes = day_after(file, folder, count)
    progress("the whole run, killed half-way and started again")
    used = Used()
    cut = killed_and_again(folder, (RECORDS, count // 2), str(file))
    figures = used.figures("first")
    figures["mib"] = round(getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024, 1)
    lost, doubled = count - held(folder, RECORDS), held(folder, DOUBLED)
    begin, own = time.perf_counter(), time.process_time()
    await runtime.refresh()
    figures["index_ms"] = round((time.perf_counter() - begin) * 1000)
    figures["index_cpu_ms"] = round((time.process_time() - own) * 1000)
    progress("the delta, killed half-way and started again")
    half = sum(sizes.values()) // 3
    seen = f"SELECT coalesce(sum(json_extract(counts, '$.read') >= {half}), 0) FROM feed_run WHERE kind = 'delta'"
    used = Used()
    cut &= killed_and_again(folder, (seen, 1), str(delta), "--delta")
    figures |= used.figures("delta")
    begin, own = time.perf_counter(), time.process_time()
    await runtime.refresh()
    figures["decks_ms"] = round((time.perf_counter() - begin) * 1000)
    figures["decks_cpu_ms"] = round((time.process_time() - own) * 1000)
    lost += abs(count + sizes["new"] - sizes["withdrawn"] - held(folder, RECORDS))
    doubled += held(folder, DOUBLED)
    figures |= {
        "lost_count": lost,
        "doubled_count": doubled,
        "wrong_count": await wrong(database, runtime),
        "offers_per_s": round(count / figures["first_cpu_ms"] * 1000),
        "delta_offers_per_s": round(sum(sizes.values()) / figures["delta_cpu_ms"] * 1000),
        "killed_count": 2 if cut else 0,
        "joined_count": held(folder, RECORDS) - held(folder, CARDS),
    }
    progress("the same day as a whole export")
    used = Used()
    if command(folder, str(whole)).wait() != 0:
        raise RuntimeError("the run did not end well")
    peers = {"all_again": used.figures("delta")}
    await runtime.close()
    await database.close()
    bar = BAR_MS_AN_OFFER * max(count, 10_000)
    holds = (
        not (lost or doubled or figures["wrong_count"])
        and figures["first_cpu_ms"] + figures["index_cpu_ms"] < bar
        and (count < 20_000 or figures["delta_cpu_ms"] < peers["all_again"]["delta_cpu_ms"])
        and figures["delta_cpu_ms"] + figures["decks_cpu_ms"] < DELTA_BAR_MS
    )
    size = {"offers_count": count, "delta_count": sum(sizes.values())}
    return Report("feed", size, figures, peers, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--offers", type=int, default=5_000)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        progress(f"{asked.offers:,} offers: the catalogue and the feed")
        url, file = prepared(asked.offers, Path(folder), asked.seed)
        report = asyncio.run(measure(asked.offers, Path(folder), url, file))
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
