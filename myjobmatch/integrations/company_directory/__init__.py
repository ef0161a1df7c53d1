"""The directory of companies: what is publicly known of an establishment, by its SIRET.

`CsvDirectory` reads a file, in the columns of INSEE's open Sirene base (`StockEtablissement`) or in plain ones:
`siret`, `name`, `sector`, `address`, `postcode`, `commune`, and optionally `open` (no: it is closed). Of a large file only where each
line begins is kept in memory. Another directory (a web service, say) is a class with `find`, named by the setting.
"""

from __future__ import annotations

import asyncio
import csv
import importlib
import logging
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np

from myjobmatch.integrations.source_text import decoded

logger = logging.getLogger(__name__)

DEMO = Path(__file__).with_name("demo.csv")


@dataclass(frozen=True, slots=True)
class Establishment:
    """What a directory says of an establishment; what it does not say is empty."""

    siret: str
    name: str
    sector: str = ""
    address: str = ""
    postcode: str = ""
    commune: str = ""
    open: bool = True


class CompanyDirectory(Protocol):
    """Answers what is publicly known of an establishment."""

    async def find(self, siret: str) -> Establishment | None:
        """The establishment of a checked SIRET; None when it is not known, or nobody can say now."""
        ...


_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "enseigne1etablissement",
        "denominationusuelleetablissement",
        "denominationunitelegale",
    ),
    "sector": ("sector", "activiteprincipaleetablissement"),
    "postcode": ("postcode", "codepostaletablissement"),
    "commune": ("commune", "libellecommuneetablissement"),
}
_STREET = (
    "numerovoieetablissement",
    "indicerepetitionetablissement",
    "typevoieetablissement",
    "libellevoieetablissement",
)
_HIDDEN = frozenset({"", "[ND]"})
"""What Sirene writes in the place of what may not be told."""
_CLOSED = frozenset({"f", "no", "non", "false", "0"})


class CsvDirectory:
    """A CSV file, read once for where its lines begin, and again when it was replaced; a line is read when asked for."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`; it is read at the first question."""
        self._path = path
        self._lock = Lock()
        self._separator = ","
        self._head: Sequence[str] | None = None
        self._stamp: tuple[int, ...] = ()
        self._sirets = self._starts = np.empty(0, np.uint64)

    async def find(self, siret: str) -> Establishment | None:
        """The establishment of a SIRET, if the file has it."""
        if len(siret) != 14 or not siret.isdecimal():
            return None
        return await asyncio.to_thread(self._find, siret)

    def _find(self, siret: str) -> Establishment | None:
        with self._lock:
            stamp = self._stamped()
            if self._head is None or (stamp and stamp != self._stamp):
                self._stamp = stamp
                self._read()
            head, separator = self._head or (), self._separator
            sirets, starts = self._sirets, self._starts
        where = int(np.searchsorted(sirets, np.uint64(int(siret))))
        if where == sirets.size or int(sirets[where]) != int(siret):
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(int(starts[where]))
                line = file.readline()
        except OSError:
            return None
        row = dict(zip(head, _cells(line, separator), strict=False))
        # a file that is replaced at this moment has another establishment there
        return _establishment(row, siret) if _number(row) == siret else None

    def _stamped(self) -> tuple[int, ...]:
        """What tells the file from another in its place; empty where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> None:
        self._head = ()
        self._sirets = self._starts = np.empty(0, np.uint64)
        sirets, starts = array("Q"), array("Q")
        try:
            with self._path.open("rb") as file:
                first = file.readline()
                self._separator = ";" if first.count(b";") > first.count(b",") else ","
                head = [cell.strip().lower() for cell in _cells(first, self._separator)]
                if "siret" not in head:
                    logger.warning("the directory of companies has no column siret: %s", self._path)
                    return
                self._head = head
                start = file.tell()
                for line in file:
                    cells = _cells(line, self._separator)
                    number = _number(dict(zip(head, cells, strict=False)))
                    if len(number) == 14 and number.isascii() and number.isdecimal():
                        sirets.append(int(number))
                        starts.append(start)
                    start += len(line)
        except OSError as error:
            logger.warning("the directory of companies cannot be read: %s", type(error).__name__)
            return
        numbers = np.frombuffer(sirets, np.uint64) if sirets else np.empty(0, np.uint64)
        order = np.argsort(numbers, kind="stable")
        self._sirets = numbers[order]
        self._starts = np.frombuffer(starts, np.uint64)[order] if starts else numbers


def _cells(line: bytes, separator: str) -> list[str]:
    text = decoded(line.removeprefix(b"\xef\xbb\xbf"))[0].rstrip("\r\n")
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return []


def _number(row: dict[str, str]) -> str:
    return row.get("siret", "").replace(" ", "")


def _establishment(row: dict[str, str], siret: str) -> Establishment | None:
    def of(names: Sequence[str]) -> str:
        for name in names:
            value = row.get(name, "").strip()
            if value not in _HIDDEN:
                return value[:200]
        return ""

    street = " ".join(value for name in _STREET if (value := of((name,))))
    closed = row.get("etatadministratifetablissement", row.get("open", "")).strip().lower()
    return Establishment(
        siret=siret,
        name=of(_COLUMNS["name"]),
        sector=of(_COLUMNS["sector"]),
        address=of(("address",)) or street,
        postcode=of(_COLUMNS["postcode"]),
        commune=of(_COLUMNS["commune"]),
        open=closed not in _CLOSED,
    )


def directory_of(name: str, data_dir: Path, *, demo: bool = False) -> CompanyDirectory | None:
    """The directory that a setting names: a CSV file, or `package.module:name` of another.

    Empty: `companies.csv` of the data folder where it is there; in the demonstration its own; else none.

    Raises:
        ValueError: there is no such directory.
    """
    if not name:
        own = data_dir / "companies.csv"
        if own.is_file():
            return CsvDirectory(own)
        return CsvDirectory(DEMO) if demo else None
    if name.lower().endswith(".csv"):
        return CsvDirectory(Path(name))
    module, _, attribute = name.partition(":")
    try:
        made: CompanyDirectory = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError, TypeError) as reason:
        raise ValueError(f"MYJOBMATCH_COMPANY_DIRECTORY names no directory: {name}") from reason
    return made
