"""The port to i-milo, and its default: CSV files of a documented form (docs/imilo.md).

i-milo's own interface is open to few; whoever has it writes an `ImiloPort` and names it in MYJOBMATCH_IMILO as
`package.module:name`.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from myjobmatch.domain.imilo import EntryKind
from myjobmatch.domain.youth_import.reading import Sheet, read_sheet
from myjobmatch.integrations.spreadsheets import CSV_TYPE, Cell, write_csv

CSV = "csv"
CSV_WINDOWS = "csv-windows-1252"

HEADS = (
    "dossier",
    "nom",
    "type",
    "date",
    "intitule",
    "duree_heures",
    "realise_par",
    "saisi_pour_le_jeune",
    "reference",
)
"""The columns of the file that leaves, in this order, for good: programs read them."""

KINDS = {
    EntryKind.APPOINTMENT: "RDV",
    EntryKind.WORKSHOP: "ATELIER",
    EntryKind.ACTION: "ACTION",
    EntryKind.PROPOSAL: "PROPOSITION",
    EntryKind.APPLICATION: "CANDIDATURE",
    EntryKind.IMMERSION: "IMMERSION",
    EntryKind.SITUATION: "SITUATION",
}
"""What stands in the column `type`."""


@dataclass(frozen=True, slots=True)
class ImiloRow:
    """An entry as it leaves."""

    dossier: str
    name: str
    kind: EntryKind
    day: date
    what: str
    hours: float | None
    by: str
    for_youth: bool
    reference: str


@dataclass(frozen=True, slots=True)
class ImiloFile:
    """A file for i-milo."""

    extension: str
    media_type: str
    data: bytes


class ImiloPort(Protocol):
    """How entries leave for i-milo, and how its extracts are read."""

    def write(self, rows: Sequence[ImiloRow]) -> ImiloFile:
        """The file that i-milo takes."""
        ...

    def read(self, data: bytes) -> Sheet:
        """The table in a file that i-milo gave.

        Raises:
            myjobmatch.domain.youth_import.reading.Unreadable: it is none.
        """
        ...


class CsvPort:
    """CSV with semicolons: UTF-8 with its mark, or Windows-1252 for programs that know nothing else."""

    def __init__(self, *, windows: bool = False) -> None:
        """Write in Windows-1252 if `windows`."""
        self._windows = windows

    def write(self, rows: Sequence[ImiloRow]) -> ImiloFile:
        """A line an entry; `reference` is the same for the same fact in every file."""
        lines: Iterable[Sequence[Cell]] = (
            (
                row.dossier,
                row.name,
                KINDS[row.kind],
                row.day,
                row.what,
                row.hours,
                row.by,
                "oui" if row.for_youth else "non",
                row.reference,
            )
            for row in rows
        )
        if not self._windows:
            return ImiloFile("csv", CSV_TYPE, write_csv(HEADS, lines))
        # first of all: what becomes a semicolon or an equals sign is quoted like one that was typed
        plain = ([_in_windows(cell) for cell in line] for line in lines)
        data = write_csv(HEADS, plain).decode("utf-8-sig").encode("cp1252")
        return ImiloFile("csv", "text/csv; charset=windows-1252", data)

    def read(self, data: bytes) -> Sheet:
        """Any CSV that the import of youths reads."""
        return read_sheet(data)


def _in_windows(cell: Cell) -> Cell:
    """What Windows-1252 lacks loses its accent rather than its letter."""
    if not isinstance(cell, str):
        return cell
    written = []
    for sign in cell:
        try:
            sign.encode("cp1252")
            written.append(sign)
        except UnicodeEncodeError:
            base = unicodedata.normalize("NFKD", sign)[0]
            written.append(base.encode("cp1252", errors="replace").decode("cp1252"))
    return "".join(written)


def port_of(name: str) -> ImiloPort:
    """The port that a setting names: `csv`, `csv-windows-1252`, or `package.module:name` of another.

    Raises:
        ValueError: there is no such port.
    """
    if name in (CSV, CSV_WINDOWS):
        return CsvPort(windows=name == CSV_WINDOWS)
    module, _, attribute = name.partition(":")
    try:
        made: ImiloPort = getattr(importlib.import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError, TypeError) as reason:
        raise ValueError(f"MYJOBMATCH_IMILO names no port: {name}") from reason
    return made
