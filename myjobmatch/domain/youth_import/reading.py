"""A file as somebody saved it, to a table: which encoding, which delimiter, which lines cannot be read.

A file of bytes says nothing of itself. A mark at its beginning is believed; UTF-8 is what decodes as UTF-8 and is not
there by chance; the rest is Windows-1252, which Excel writes in France and of which Latin-1 is a part.
"""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from myjobmatch.domain.text import one_line
from myjobmatch.domain.youth_import.words import (
    MOST_BYTES,
    MOST_CELL_CHARS,
    MOST_COLUMNS,
    MOST_ROWS,
)

DELIMITERS = (";", ",", "\t", "|")
UTF8, UTF8_MARK, UTF16, WINDOWS = "UTF-8", "UTF-8 BOM", "UTF-16", "Windows-1252"
_SNIFFED_LINES = 50
_UNDEFINED_IN_WINDOWS = dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D))
ROW_PROBLEMS = frozenset({"row_quotes", "row_long", "row_wide"})
"""Why a row cannot be taken, whatever its columns are."""
_ZIP, _OLD_EXCEL, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


class Unreadable(Exception):
    """The file is no table that can be read: `code` says why, `params` with which figures."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Say why."""
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the line of the file that it begins on, its cells; `problem` is why it cannot be taken."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heads."""

    encoding: str
    delimiter: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
    """What was mended while reading: `nul`."""


def read_sheet(data: bytes) -> Sheet:
    """The table in a CSV file, whatever program saved it.

    Raises:
        Unreadable: it is too large (`file_large`), empty (`file_empty`), another kind of file (`import_kind`), has no
            rows (`file_no_rows`), too many (`file_rows`) or too many columns (`file_columns`).
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("file_large", most=MOST_BYTES // (1024 * 1024))
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \r\n\t;,"):
        raise Unreadable("file_empty")
    if data.startswith((_ZIP, _OLD_EXCEL, _PDF)):
        raise Unreadable("import_kind")
    text, encoding = decoded(data)
    notes = ("nul",) if "\x00" in text else ()
    text = text.replace("\x00", "")
    delimiter, text = _delimiter(text)
    rows = _rows(text, delimiter)
    heads_line = next((row for row in rows if any(row.cells)), None)
    if heads_line is None:
        raise Unreadable("file_empty")
    heads = _heads(heads_line.cells)
    if len(heads) > MOST_COLUMNS:
        raise Unreadable("file_columns", most=MOST_COLUMNS)
    lines = tuple(_fitted(row, len(heads)) for row in rows[rows.index(heads_line) + 1 :])
    if not lines:
        raise Unreadable("file_no_rows")
    if len(lines) > MOST_ROWS:
        raise Unreadable("file_rows", most=MOST_ROWS)
    return Sheet(encoding, delimiter, heads, lines, notes)


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was found in."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", errors="replace"), UTF8_MARK
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), UTF16
    if (order := _utf16_without_mark(data)) is not None:
        return data.decode(order, errors="replace"), UTF16
    try:
        return data.decode("utf-8"), UTF8
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").translate(_UNDEFINED_IN_WINDOWS), WINDOWS


def _utf16_without_mark(data: bytes) -> str | None:
    """Every other byte of Latin text in UTF-16 is zero: on the odd places in little endian."""
    start = data[:2000]
    if len(start) < 4 or start.count(0) < len(start) // 4:
        return None
    odd, even = start[1::2].count(0), start[::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without Excel's own line that says so (`sep=;`)."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(first.strip().strip('"')) == 5:
        return first.strip().strip('"')[4], rest
    lines = [line for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]
    head = lines[0] if lines else ""
    best, score = DELIMITERS[0], (-1.0, -1)
    for sign in DELIMITERS:
        counts = [_outside_quotes(line, sign) for line in lines]
        if not counts or counts[0] == 0:
            continue
        alike = Counter(counts)[counts[0]] / len(counts)
        if (alike, counts[0]) > score and _outside_quotes(head, sign):
            best, score = sign, (alike, counts[0])
    return best, text


def _outside_quotes(line: str, sign: str) -> int:
    count, quoted = 0, False
    for each in line:
        if each == '"':
            quoted = not quoted
        elif each == sign and not quoted:
            count += 1
    return count


def _rows(text: str, delimiter: str) -> list[Line]:
    """The rows that hold something, with their first lines; of too many no more than it takes to see that.

    A quote that is never closed costs its own line, not all that follow.
    """
    found: list[Line] = []
    lines = list(io.StringIO(text, newline=""))  # ends of lines alone, no other separators
    nothing = f"{delimiter} \t\r\n"
    position, heads = 0, -1
    while position < len(lines) and (heads < 0 or len(found) - heads <= MOST_ROWS + 1):
        if not lines[position].strip(nothing):
            position += 1
            continue
        taken, cells, problem = _one_row(lines, position, delimiter)
        if problem or any(cells):
            if heads < 0 and any(cells):
                heads = len(found)
            found.append(Line(position + 1, cells, problem))
        position += taken
    return found


_MOST_LINES_OF_A_ROW = 30


def _one_row(lines: list[str], start: int, delimiter: str) -> tuple[int, tuple[str, ...], str]:
    """(how many lines it takes, cells, problem): a quoted cell may hold line ends, but not without end."""
    whole = ""
    for taken in range(1, _MOST_LINES_OF_A_ROW + 1):
        if start + taken > len(lines):
            break
        whole += lines[start + taken - 1]
        if whole.count('"') % 2 == 0 or not _opens_quote(whole, delimiter):
            return taken, *_cells(whole, delimiter)
    return 1, *_cells(lines[start].replace('"', ""), delimiter, "row_quotes")


def _opens_quote(text: str, delimiter: str) -> bool:
    """Whether a cell begins with a quote: one within a cell is only a sign."""
    return text.startswith('"') or f'{delimiter}"' in text


def _cells(text: str, delimiter: str, problem: str = "") -> tuple[tuple[str, ...], str]:
    if len(text) > MOST_CELL_CHARS * 4:
        return (), "row_long"
    try:
        read = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return (), "row_quotes"
    if any(len(cell) > MOST_CELL_CHARS for cell in read):
        return (), "row_long"
    return tuple(_clean(cell) for cell in read), problem


def _clean(cell: str) -> str:
    """A cell on one line, without what a spreadsheet would carry out: a leading `=` or `'` says nothing here."""
    text = one_line("".join(" " if c in "\n\r\t" else c for c in cell if _sound(c)))
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _sound(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cs", "Co", "Cn")


def _heads(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The heads, empty ones at the end left out."""
    heads = list(cells)
    while heads and not heads[-1]:
        heads.pop()
    return tuple(head[:120] for head in heads)


def _fitted(row: Line, width: int) -> Line:
    """As many cells as there are heads; cells beyond them are told, since something has slipped."""
    cells = row.cells
    if row.problem:
        return row
    if any(cells[width:]):
        return Line(row.line, cells[:width], "row_wide")
    return Line(row.line, (cells + ("",) * (width - len(cells)))[:width])
