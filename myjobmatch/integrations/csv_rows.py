"""Rows of a published CSV file with their line numbers, whatever is broken in it."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from myjobmatch.integrations.problems import OnProblem, Problem, UnreadableSource
from myjobmatch.integrations.source_text import decoded, storable

csv.field_size_limit(1 << 20)

_LONGEST_LINE = 2 << 20
"""Bytes: no line is longer, or it is none; of an archive it might be all the memory there is."""
_AT_ONCE = 1 << 18
OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: cells by lower-case column name, trimmed, never None."""

    line: int
    cells: dict[str, str]

    def get(self, *columns: str) -> str:
        """The first non-empty cell of these columns, else empty."""
        for column in columns:
            if value := self.cells.get(column):
                return value
        return ""


def header_of(path: Path) -> tuple[str, ...]:
    """The column names, in lower case; empty for an empty file."""
    with path.open("rb") as file:
        first = decoded(file.readline(1 << 16).removeprefix(b"\xef\xbb\xbf"))[0]
    names = next(csv.reader([first], delimiter=_delimiter(first)), [])
    return tuple(name.strip().lower() for name in names)


def csv_rows(
    path: Path, on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> Iterator[Row]:
    """The rows of a CSV file with a heading (comma, semicolon or tab; with or without BOM).

    A row with fewer cells than columns is told and left out; broken UTF-8 is repaired and told.

    Raises:
        UnreadableSource: it is in UTF-16 or has no heading.
        OSError: it cannot be opened or read.
    """
    with path.open("rb") as file:
        columns, table = csv_table(file, path.name, on_problem, on_bytes)
        for line, cells in table:
            if len(cells) < len(columns):
                on_problem(Problem(path.name, line, "", "short_row", skipped=True))
                continue
            named = zip(columns, cells, strict=False)
            yield Row(line, {name: storable(cell).strip() for name, cell in named})


Table = Iterator[tuple[int, list[str]]]


def csv_table(
    file: IO[bytes], name: str, on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> tuple[tuple[str, ...], Table]:
    """The column names of an open CSV file, in lower case, and its rows with their lines, as they are.

    Raises:
        UnreadableSource: it is in UTF-16 or has no heading.
        OSError: it cannot be read.
    """
    head = file.readline(1 << 16)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource("utf16", name)
    first = decoded(head.removeprefix(b"\xef\xbb\xbf"))[0]
    delimiter = _delimiter(first)
    columns = tuple(
        column.strip().lower() for column in next(csv.reader([first], delimiter=delimiter), [])
    )
    if not columns:
        raise UnreadableSource("empty", name)
    return columns, _cells(file, name, delimiter, on_problem, on_bytes)


def _cells(
    file: IO[bytes], name: str, delimiter: str, on_problem: OnProblem, on_bytes: OnBytes
) -> Table:
    repaired: list[int] = []
    texts = _texts(file, name, repaired, on_problem, on_bytes)
    reader = csv.reader(texts, delimiter=delimiter)
    line = 2
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            on_problem(Problem(name, line, "", "bad_csv", skipped=True))
            line = reader.line_num + 2
            continue
        if cells is None:
            return
        begin, line = line, reader.line_num + 2
        if not any(cells):
            continue
        if repaired:
            on_problem(Problem(name, begin, "", "encoding"))
            repaired.clear()
        yield begin, cells


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _texts(
    file: IO[bytes], name: str, repaired: list[int], on_problem: OnProblem, on_bytes: OnBytes
) -> Iterator[str]:
    number = 0
    lines = io.BufferedReader(cast(io.RawIOBase, file), _AT_ONCE)  # an archive's own are slow
    try:
        while raw := lines.readline(_LONGEST_LINE):
            whole = len(raw) < _LONGEST_LINE or raw.endswith(b"\n")
            if not whole:
                on_problem(Problem(name, number + 2, "", "bad_csv", skipped=True))
                while raw and not raw.endswith(b"\n"):
                    raw = lines.readline(_LONGEST_LINE)
            text, sound = decoded(raw) if whole else ("", True)
            if not sound:
                repaired.append(number)
            if number % 500 == 0:
                on_bytes(lines.tell())
            number += 1
            yield text.replace("\x00", "")
        on_bytes(lines.tell())
    finally:
        with suppress(ValueError):  # it is closed already
            lines.detach()
