"""Two hundred youths swipe once a second against the production server, their pages open.

    python bench/events.py [--clients 200] [--seconds 30] [--json]

Each signs in by HTTP, opens the deck's page (its websocket, as the browser opens it) and decides by
`POST /api/v1/commands`, as the phone's outbox does; decks are filled by `GET /api/v1/sync`. One
command in twenty goes out twice with the same id, half of these at the same moment. `p…_ms` is the
round trip of a swipe; `cpu_each_ms` is the server's working time a swipe, everything included
(sockets, decks, live pages), which other processes lengthen far less. Afterwards the database is
counted: a decision answered as done that is not there is lost, a pair decided more than once is
doubled. The server's data are the demonstration and the crowd, in SQLite; the load comes from a
process of its own on this machine.

The peer is a bare Reflex counter: as many pages, each sending the counter's event once a second,
until the new state is there. It writes nothing down.

Holds when nothing is lost, doubled or refused, replays are answered as the first time, p95 is under
150 ms and at least 95 % of the swipes asked for were made.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _crowd
import _peer_app
from _places import ROOT
from _processes import memory
from _report import Report, emit, latencies, percentile, progress
from production import clean_environment, production_server, run_command

BAR_P95_MS = 150.0
BAR_RATE = 0.95
REPLAYED = 0.05
EXTRA_S = 240


def load(kind: str, folder: Path, plan: dict[str, Any]) -> dict[str, Any]:
    """Run the load of a kind in its own process, and give what it saw.

    Raises:
        RuntimeError: it did not come to its end.
    """
    file = folder / f"{kind}.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / "bench" / "_swipers.py"), kind, str(file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=float(plan["seconds"]) + EXTRA_S,
        )
    except subprocess.TimeoutExpired as late:
        raise RuntimeError(f"the load did not end in {late.timeout:.0f} s") from late
    if done.returncode:
        raise RuntimeError(f"the load failed: {done.stderr[-2000:]}")
    seen: dict[str, Any] = json.loads(done.stdout)
    for what, times in seen["errors"].items():
        progress(f"{kind}: {what}, {times} times")
    return seen


def lost_and_doubled(database: Path, decided: list[list[str]]) -> tuple[int, int]:
    """How many decisions that were answered as done are not there, and how many stand too often.

    `decided` holds (login, offer's public id, command id). A pair decided twice, a command kept twice and a
    decision that nobody was told of are doubled.
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = Counter(
            connection.execute(
                "SELECT a.login, o.public_id FROM decision d JOIN account a ON a.id = d.account_id"
                " JOIN offer o ON o.id = d.offer_id WHERE d.side = 'youth' AND a.login LIKE 'crowd-%'"
            ).fetchall()
        )
        commands = Counter(
            row[0]
            for row in connection.execute(
                "SELECT c.command_id FROM client_command c JOIN account a ON a.id = c.account_id"
                " WHERE a.login LIKE 'crowd-%'"
            )
        )
    told = {(login, offer) for login, offer, _ in decided}
    lost = sum(pair not in rows for pair in told)
    lost += sum(command not in commands for _, _, command in decided)
    doubled = sum(times - 1 for times in rows.values()) + len(rows.keys() - told)
    return lost, doubled + sum(times - 1 for times in commands.values())


def measure_ours(clients: int, seconds: int, folder: Path) -> dict[str, float | int]:
    """The product under load."""
    data = folder / "data"
    data.mkdir()
    environment = clean_environment() | {
        "MYJOBMATCH_DATA_DIR": str(data),
        "MYJOBMATCH_DEMO": "true",
    }
    progress("ours: the demonstration and the crowd")
    run_command(environment, "migrate")
    run_command(environment, "demo", "--once")
    database = data / "myjobmatch.db"
    _crowd.settle(f"sqlite:///{database}", clients)
    logins = [_crowd.login_of(n) for n in range(clients)]
    with production_server(data) as server:
        progress(f"ours: {clients} youths, {seconds} s, at {server.url}")
        before = memory(server.process.pid)
        plan = {
            "url": server.url,
            "pid": server.process.pid,
            "logins": logins,
            "seconds": seconds,
            "replayed": REPLAYED,
            "seed": 7,
        }
        seen = load("swipe", folder, plan)
        after = memory(server.process.pid)
    lost, doubled = lost_and_doubled(database, seen["decided"])
    return {
        **latencies(seen["took_ms"]),
        "swipes_per_s": round(len(seen["took_ms"]) / seen["run_s"], 1),
        "swipes_count": len(seen["took_ms"]),
        "cpu_each_ms": round(1000 * seen["server_cpu_s"] / len(seen["took_ms"]), 2),
        "lost_count": lost,
        "doubled_count": doubled,
        "errors_count": sum(seen["errors"].values()),
        "replays_count": seen["replays_count"],
        "unlike_count": seen["unlike_count"],
        "empty_count": seen["empty_count"],
        "replay_p95_ms": round(percentile(seen["replay_ms"] or [0.0], 0.95), 3),
        "sync_p95_ms": round(percentile(seen["sync_ms"] or [0.0], 0.95), 3),
        "syncs_count": len(seen["sync_ms"]),
        "updates_count": seen["updates_count"],
        "rss_mib": after["rss_mib"],
        "pss_mib": after["pss_mib"],
        "idle_rss_mib": before["rss_mib"],
        "sign_ins_per_s": round(clients / max(seen["sign_in_s"], 1e-9), 1),
        "openings_per_s": round(clients / max(seen["open_s"], 1e-9), 1),
    }


def measure_peer(clients: int, seconds: int, folder: Path) -> dict[str, float | int]:
    """A bare Reflex counter under the same load."""
    app = folder / "counter"
    _peer_app.write(app, _peer_app.COUNTER)
    with _peer_app.served(app, site=False) as (url, process):
        progress(f"peer: {clients} pages, {seconds} s, at {url}")
        plan = {
            "url": url,
            "pid": process,
            "logins": [""] * clients,
            "seconds": seconds,
            "event": _peer_app.COUNT_EVENT,
        }
        seen = load("count", folder, plan)
        held = memory(process)
    return {
        **latencies(seen["took_ms"]),
        "swipes_per_s": round(len(seen["took_ms"]) / seen["run_s"], 1),
        "swipes_count": len(seen["took_ms"]),
        "cpu_each_ms": round(1000 * seen["server_cpu_s"] / len(seen["took_ms"]), 2),
        "errors_count": sum(seen["errors"].values()),
        "rss_mib": held["rss_mib"],
        "pss_mib": held["pss_mib"],
        "openings_per_s": round(clients / max(seen["open_s"], 1e-9), 1),
    }


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--clients", type=int, default=200)
    reader.add_argument("--seconds", type=int, default=30, help="of swiping (at most 120)")
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    seconds = min(asked.seconds, 120)
    with tempfile.TemporaryDirectory(prefix="bench-events-") as name:
        folder = Path(name)
        peer = measure_peer(asked.clients, seconds, folder)
        ours = measure_ours(asked.clients, seconds, folder)
    clean = not any(
        ours[key] for key in ("lost_count", "doubled_count", "errors_count", "unlike_count")
    )
    enough = ours["swipes_count"] >= BAR_RATE * asked.clients * seconds
    size = {"clients_count": asked.clients, "seconds": seconds}
    ok = clean and enough and ours["p95_ms"] < BAR_P95_MS
    emit([Report("events", size, ours, {"reflex_counter": peer}, ok=ok)], as_json=asked.json)


if __name__ == "__main__":
    main()
