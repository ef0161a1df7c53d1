"""Runs an import: reads a file or folder in batches, each written in a transaction of its own."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.taxonomy import TaxonomyRow
from myjobmatch.integrations.esco import esco_files, read_esco
from myjobmatch.integrations.france_travail import read_offers
from myjobmatch.integrations.gtfs.reader import GtfsReader
from myjobmatch.integrations.gtfs.source import GtfsSource
from myjobmatch.integrations.problems import OnProblem, Problem
from myjobmatch.integrations.rome import read_rome, rome_files
from myjobmatch.services.imported_words import OfferWords
from myjobmatch.services.imports import (
    BatchResult,
    OfferBatch,
    TaxonomyBatch,
    import_offers,
    import_taxonomy,
)
from myjobmatch.services.transit import FeedRead, import_feed

OFFERS_A_BATCH = 500
ROWS_A_BATCH = 2000
T = TypeVar("T")
OnBytes = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """What an import did. `counts` by (part, outcome); `gaps` of rows taken and `skips`, by code."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)
    usual_days: tuple[date | None, date | None, date | None] | None = None
    """Of a timetable: the weekday and the Saturday taken, and the last day it is valid."""

    def of(self, part: str, outcome: str) -> int:
        """How many rows of a part came out so."""
        return self.counts[part, outcome]

    @property
    def parts(self) -> list[str]:
        """The parts met, in their order."""
        return list(dict.fromkeys(part for part, _ in self.counts))

    @property
    def changed(self) -> int:
        """How many rows changed anything."""
        return sum(
            n for (_, outcome), n in self.counts.items() if outcome not in ("unchanged", "skipped")
        )


class Importer:
    """Imports files into a database. Problems are told as they come, counts at the end."""

    def __init__(
        self,
        database: Database,
        on_problem: OnProblem = lambda _problem: None,
        on_bytes: OnBytes = lambda _read: None,
    ) -> None:
        """Import into `database`; `on_bytes` hears how many bytes of the input were read."""
        self._database = database
        self._tell = on_problem
        self._on_bytes = on_bytes
        self._summary = Summary()

    async def offers(self, actor: Actor, path: Path) -> Summary:
        """Import offers of France Travail from a JSON or JSON-lines file.

        Raises:
            UnreadableSource: the file as a whole is none of the forms known.
            OSError: it cannot be read.
            Forbidden: the actor may not import.
        """
        async with self._database.unit(write=False) as uow:
            words = await OfferWords.load(uow)
        seen: set[int] = set()
        self._summary = Summary()
        read = read_offers(path, self._problem_of("offers"), self._on_bytes)
        for batch in _batches(read, OFFERS_A_BATCH):
            command = OfferBatch(path.name, batch, words, seen)
            async with self._database.unit() as uow:
                self._add(await import_offers(actor, command, uow))
        return self._summary

    async def rome(self, actor: Actor, folder: Path) -> Summary:
        """Import ROME's open-data files below a folder; raises as `offers` does."""
        rows = read_rome(rome_files(folder), self._problem_of("rows"), self._on_bytes)
        return await self._taxonomy(actor, rows)

    async def esco(self, actor: Actor, folder: Path, languages: Collection[str] = ()) -> Summary:
        """Import ESCO's official files below a folder, in some languages; raises as `offers` does."""
        files = esco_files(folder, languages)
        return await self._taxonomy(
            actor, read_esco(files, self._problem_of("rows"), self._on_bytes)
        )

    async def gtfs(self, actor: Actor, path: Path, name: str = "") -> Summary:
        """Import a public transport feed (GTFS, zip or folder) under its publisher's name or another.

        A feed in force whose files are the same is read again only once the weekday that stands for
        the others has passed. Raises as `offers` does.
        """
        self._summary = Summary()
        with GtfsSource(path) as source:
            digest, today = source.digest(), paris_day(self._database.clock.now())
            async with self._database.unit(write=False) as uow:
                known = await uow.transit.of_digest(digest)
            if known and known.name == (name or known.name) and (known.weekday or today) >= today:
                self._summary.counts["feed", "unchanged"] += 1
                self._summary.usual_days = (known.weekday, known.saturday, known.valid_until)
                return self._summary
            reader = GtfsReader(source, today, self._count, self._on_bytes)
            feed = reader.read()
        feed = replace(feed, name=name or feed.name)
        async with self._database.unit() as uow:
            outcome = await import_feed(actor, FeedRead(feed, digest), uow)
        self._summary.counts.update(reader.counts)
        self._summary.counts["feed", outcome] += 1
        self._summary.usual_days = (feed.days.weekday, feed.days.saturday, feed.days.until)
        return self._summary

    async def _taxonomy(self, actor: Actor, rows: Iterator[TaxonomyRow]) -> Summary:
        self._summary = Summary()
        decided: set[tuple[str, str, str]] = set()
        for batch in _batches(rows, ROWS_A_BATCH):
            async with self._database.unit() as uow:
                self._add(await import_taxonomy(actor, TaxonomyBatch(batch, decided), uow))
        return self._summary

    def _add(self, result: BatchResult) -> None:
        self._summary.counts.update(result.counts)
        for problem in result.problems:
            self._count(problem)

    def _problem_of(self, part: str) -> OnProblem:
        def told(problem: Problem) -> None:
            if problem.skipped:
                self._summary.counts[part, "skipped"] += 1
            self._count(problem)

        return told

    def _count(self, problem: Problem) -> None:
        (self._summary.skips if problem.skipped else self._summary.gaps)[problem.code] += 1
        self._tell(problem)


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
