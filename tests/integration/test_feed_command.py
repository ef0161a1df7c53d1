"""`myjobmatch feed run | status` as an operator meets it: killed, started again, held, believed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OFFERS = 4_000


def offers(numbers: range) -> list[dict[str, Any]]:
    return [
        {
            "id": f"K{n:05d}",
            "intitule": f"Employé / Employée numéro {n}",
            "description": f"Vous tenez le rayon numéro {n}.",
            "lieuTravail": {"libelle": "91 - Évry", "commune": "91228"},
            "entreprise": {"nom": f"Magasin {n}"},
        }
        for n in numbers
    ]


def command(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "myjobmatch.cli", "feed", *words],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"MYJOBMATCH_DATA_DIR": str(folder), "MYJOBMATCH_DATABASE_URL": ""}


def said(folder: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "myjobmatch.cli", "feed", *words],
        cwd=ROOT,
        env=environment(folder),
        check=False,
        capture_output=True,
        text=True,
        timeout=110,
    )
    return done.returncode, done.stdout


def held(folder: Path, query: str) -> int:
    """A figure of the database, as another process sees it now."""
    path = folder / "myjobmatch.db"
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as database:
        try:
            return int(database.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # its tables are being made


RECORDS = "SELECT count(*) FROM offer_source"
CARDS = "SELECT count(*) FROM offer WHERE status = 'published'"


def until(folder: Path, query: str, least: int) -> None:
    deadline = time.monotonic() + 100
    while held(folder, query) < least:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_run_that_is_killed_half_way_loses_and_doubles_nothing(tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps(offers(range(OFFERS))), encoding="utf-8")
    process = command(tmp_path, "run", str(feed))
    until(tmp_path, RECORDS, OFFERS // 4)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)
    stopped = held(tmp_path, RECORDS)
    assert stopped < OFFERS
    assert held(tmp_path, CARDS) == stopped

    status, told = said(tmp_path, "run", str(feed))
    assert (status, held(tmp_path, RECORDS), held(tmp_path, CARDS)) == (0, OFFERS, OFFERS)
    assert (
        "4 000 nouvelles" in told.replace("\u202f", " ").replace("\xa0", " ")
        or "4000 nouvelles" in told
    )
    assert held(tmp_path, "SELECT count(*) FROM feed_run") == 1
    assert (
        held(tmp_path, "SELECT count(DISTINCT entity_id) FROM change WHERE topic = 'offer'")
        == OFFERS
    )


def test_a_feed_in_doubt_says_so_until_it_is_accepted(tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps(offers(range(20))), encoding="utf-8")
    assert said(tmp_path, "run", str(feed))[0] == 0
    feed.write_text(json.dumps(offers(range(10))), encoding="utf-8")
    status, told = said(tmp_path, "run", str(feed))
    assert status == 3
    assert "10 offres sur 20 manquent" in told
    assert held(tmp_path, CARDS) == 20
    status, again = said(tmp_path, "status")
    assert status == 3
    assert again.splitlines()[:2] == told.splitlines()
    status, told = said(tmp_path, "run", str(feed), "--accept")
    assert (status, held(tmp_path, CARDS)) == (0, 10)
    assert "10 retirées" in told


def test_without_a_feed_there_is_nothing_to_run(tmp_path: Path) -> None:
    assert said(tmp_path, "run")[0] == 2
    assert said(tmp_path, "status") == (0, "Le flux n'a encore jamais été lu.\n")
