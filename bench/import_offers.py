"""The import of a feed of offers, by the command that an administrator runs, until they stand in decks.

    python bench/import_offers.py [--offers 5000] [--json]

An invented feed (JSON, as France Travail delivers it) goes into a SQLite database that has a catalogue,
by `myjobmatch import offers`. `first_` is that command on an empty database, `again_` the same file once
more, which changes nothing; `index_` a server's matching runtime that was running meanwhile, from its
refresh to the view that has every card (`joined_count` offers stand behind another's, as descriptions are cut out
of one text). `_ms` is by the clock, `_cpu_ms` the process's own time (start of
Python included), which others on the machine do not lengthen. `mib` is the most memory that the command
held. By phase, each on its own in this process: `read_cpu_ms` the file into our words, `words_cpu_ms` these
against the catalogue.

Peers, in the same run: `json_alone` parses the file's lines and makes nothing of them; `row_by_row` writes
offers by SQLAlchemy's session as one would first, an object for each row, with no look at what stands, up
to 2,000 of them, given for all.

Holds when import and index together take less than 2 minutes of own time for 100,000 offers (in proportion
for fewer), the second run changes nothing, and the import is quicker than row by row.
"""

import argparse
import asyncio
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import orjson
from _feed import write_feed
from _filled import Words, fill_catalogue
from _report import Report, emit, progress
from _synthetic import SKILLS_PER_OCCUPATION, land
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from myjobmatch.db.models import Offer, OfferSkill, OfferSource, OfferTransition
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import SystemClock
from myjobmatch.domain.enums import OfferOrigin, OfferStatus
from myjobmatch.domain.ids import new_public_id
from myjobmatch.integrations.france_travail import read_offers
from myjobmatch.services.imported_words import OfferWords
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.settings import Settings

BAR_MS_AN_OFFER = 120_000 / 100_000
ROOT = Path(__file__).resolve().parent.parent
ROW_BY_ROW = 2_000


class Used:
    """Time by the clock and of children's own work since this was made."""

    def __init__(self) -> None:
        """Begin."""
        self._clock, self._children = time.perf_counter(), self._worked()

    @staticmethod
    def _worked() -> float:
        told = getrusage(RUSAGE_CHILDREN)
        return told.ru_utime + told.ru_stime

    def figures(self, name: str) -> dict[str, float]:
        """Both, in milliseconds."""
        return {
            f"{name}_ms": round((time.perf_counter() - self._clock) * 1000),
            f"{name}_cpu_ms": round((self._worked() - self._children) * 1000),
        }


def imported(file: Path, folder: Path, name: str) -> tuple[dict[str, float], int]:
    """Run the command; its figures, and how many rows it says it read."""
    used = Used()
    done = subprocess.run(
        [sys.executable, "-m", "myjobmatch.cli", "import", "offers", str(file)],
        check=True,
        cwd=ROOT,
        env=os.environ | {"MYJOBMATCH_DATA_DIR": str(folder), "MYJOBMATCH_DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    digits = [int(word) for word in done.stdout.split() if word.isdigit()]
    return used.figures(name), max(digits, default=0)


async def phases(file: Path, database: Database) -> dict[str, float]:
    """Reading alone, then the catalogue's part."""
    begin = time.process_time()
    offers = list(read_offers(file, lambda _problem: None))
    read = time.process_time() - begin
    async with database.unit(write=False) as uow:
        words = await OfferWords.load(uow)
    begin = time.process_time()
    for offer in offers:
        words.demands(offer)
    return {
        "read_cpu_ms": round(read * 1000),
        "words_cpu_ms": round((time.process_time() - begin) * 1000),
    }


async def into_decks(database: Database, runtime: MatchingRuntime, read: int) -> dict[str, float]:
    """A running server's index takes all of them in; those that stand behind another's card are told apart."""
    begin, own = time.perf_counter(), time.process_time()
    await runtime.refresh()
    figures = {
        "index_ms": round((time.perf_counter() - begin) * 1000),
        "index_cpu_ms": round((time.process_time() - own) * 1000),
    }
    async with database.unit(write=False) as uow:
        cards = await uow.session.scalar(
            select(func.count()).select_from(Offer).where(Offer.status == OfferStatus.PUBLISHED)
        )
    if len(runtime.offers) != cards:
        msg = f"{len(runtime.offers)} offers are in the index, not {cards}"
        raise RuntimeError(msg)
    return figures | {"joined_count": read - cards}


async def row_by_row(file: Path, database: Database, count: int) -> dict[str, float]:
    """Objects of the session, flushed one offer at a time."""
    async with database.unit(write=False) as uow:
        words = await OfferWords.load(uow)
    some = min(count, ROW_BY_ROW)
    own, now = time.process_time(), database.clock.now()
    async with database.unit() as uow:
        for at, offer in enumerate(read_offers(file, lambda _problem: None)):
            if at == some:
                break
            asked = words.demands(offer)
            row = Offer(
                public_id=new_public_id(),
                origin=OfferOrigin.OUTSIDE,
                status=OfferStatus.PUBLISHED,
                title=offer.title,
                description=offer.description,
                company_name=offer.company_name,
                occupation_id=asked.occupation_id,
                contract=offer.contract,
                schedules=[kind.value for kind in offer.schedules],
                latitude=offer.latitude,
                longitude=offer.longitude,
                created_at=now,
                updated_at=now,
                published_at=now,
            )
            uow.session.add(row)
            await uow.session.flush()
            digest = hashlib.sha256(offer.description.encode()).hexdigest()
            uow.session.add(
                OfferSource(
                    offer_id=row.id, source="row_by_row", source_id=offer.source_id,
                    content_hash=digest, first_seen_at=now, last_seen_at=now,
                )
            )  # fmt: skip
            uow.session.add(OfferTransition(offer_id=row.id, before=None, after=row.status, at=now))
            uow.session.add_all(
                OfferSkill(offer_id=row.id, skill_id=skill, essential=essential)
                for skill, essential in asked.skills.items()
            )
            await uow.session.flush()
            uow.changed("offer", row.id)
    worked = time.process_time() - own
    return {"cpu_ms": round(worked * 1000 * count / some), "offers_per_s": round(some / worked)}


def json_alone(file: Path) -> dict[str, float]:
    """Every line parsed."""
    own = time.process_time()
    with file.open("rb") as lines:
        for line in lines:
            if line.startswith(b'{"id"'):
                orjson.loads(line.rstrip(b",\n"))
    return {"cpu_ms": round((time.process_time() - own) * 1000)}


def prepared(count: int, folder: Path, seed: int) -> tuple[str, Path]:
    """A database with a catalogue, its URL, and a feed that refers to it."""
    draw = np.random.default_rng(seed)
    ground, words = land(max(count, 1_000), draw), Words(draw)
    settings = Settings(data_dir=folder, database_url="")
    settings.open_data_dir()
    url = settings.sqlalchemy_url
    titles, labels = fill_catalogue(Path(make_url(url).database or ""), ground, words)
    skills = [
        [(str(at), labels[at]) for at in range(first, first + SKILLS_PER_OCCUPATION)]
        for first in range(0, len(labels), SKILLS_PER_OCCUPATION)
    ]
    occupations = [(f"X{at}", title) for at, title in enumerate(titles)]
    file = folder / "feed.json"
    write_feed(file, count, occupations, skills, " ".join(words.phrases(4_000, 6, 14)), seed)
    return url, file


async def measure(count: int, folder: Path, url: str, file: Path, feed_mib: float) -> Report:
    """One size."""
    database = Database(url, SystemClock())
    runtime = MatchingRuntime(database, None)
    await runtime.refresh()
    progress("the import")
    figures, read = imported(file, folder, "first")
    figures["mib"] = round(getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024, 1)
    progress("into decks")
    figures |= await into_decks(database, runtime, count)
    before = runtime.sequence
    progress("the same file again")
    again, read_again = imported(file, folder, "again")
    figures |= again | await phases(file, database)
    async with database.unit(write=False) as uow:
        unchanged = await uow.ledger.latest_change() == before
    whole = figures["first_cpu_ms"] + figures["index_cpu_ms"]
    figures |= {
        "whole_cpu_ms": whole,
        "whole_ms": figures["first_ms"] + figures["index_ms"],
        "offers_per_s": round(count / figures["first_cpu_ms"] * 1000),
        "feed_mib": feed_mib,
    }
    progress("peers")
    peers = {"json_alone": json_alone(file), "row_by_row": await row_by_row(file, database, count)}
    await runtime.close()
    await database.close()
    holds = (
        read >= count
        and read_again >= count
        and unchanged
        and whole < BAR_MS_AN_OFFER * max(count, 10_000)
        and figures["first_cpu_ms"] < peers["row_by_row"]["cpu_ms"]
    )
    return Report("import_offers", {"offers_count": count}, figures, peers, ok=holds)


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
        feed_mib = round(file.stat().st_size / 2**20, 1)
        report = asyncio.run(measure(asked.offers, Path(folder), url, file, feed_mib))
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
