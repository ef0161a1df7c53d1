"""CSV and TSV files as dictionaries, whatever the size of their fields or a leading mark."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

_LARGEST_FIELD = 1 << 24


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file with a header; missing cells are empty strings.

    Raises:
        UnicodeDecodeError: the file is not UTF-8.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value or "" for key, value in row.items() if key is not None}


def pairs_of(path: Path) -> Iterator[tuple[str, str]]:
    """Identifier and text of each line of a two-column file without header or quoting."""
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            identifier, tab, text = line.rstrip("\r\n").partition("\t")
            if tab:
                yield identifier, text
