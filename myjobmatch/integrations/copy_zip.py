"""The ZIP of a copy of everything: the start page, all of it for machines, the files under safe names.

It is written to a file piece by piece, a file at a time by blocks: however much somebody has, little of it is in memory.
"""

import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, BinaryIO

import orjson

PAGE = "index.html"
DATA = "data.json"
FILES = "files"
LONGEST_NAME = 80
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows gives to devices."""
_FORBIDDEN = frozenset('<>:"/\\|?*%')
_AS_IS = 0o600 << 16
_BLOCK = 256 * 1024
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS

Open = Callable[[], BinaryIO | None]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file to be enclosed: its name in the copy, and how it is opened; None where it is gone."""

    path: str
    open: Open


def safe_path(number: int, name: str) -> str:
    """Where a file lies in the copy: no folder, no name that a system refuses or reads the other way round, no two alike."""
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", name))
    stem, dot, ending = plain.rpartition(".")
    if not dot or not ending.isascii() or not ending.isalnum() or len(ending) > 5:
        stem, ending = plain, ""
    stem = _cut(stem.strip(" .-"), LONGEST_NAME).strip(" .-")
    if not stem or stem.lower() in _RESERVED:
        stem = f"_{stem}" if stem else "file"
    return f"{FILES}/{number:03}-{stem}{'.' + ending if ending else ''}"


def write_copy(
    into: IO[bytes],
    at: datetime,
    page: Iterable[str],
    about: Mapping[str, object],
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    enclosed: Iterable[Enclosed],
) -> None:
    """Write the whole; blocks for moments: in a thread. What `tables` holds beside JSON's own types says it by `told()`."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open(_entry(PAGE, at), "w") as file:
            for piece in page:
                file.write(piece.encode("utf-8", "replace"))
        with archive.open(_entry(DATA, at), "w") as file:
            for block in _json(about, tables):
                file.write(block)
        for one in enclosed:
            source = one.open()
            if source is None:
                continue
            # pictures, PDFs and voices are small already
            entry = _entry(one.path, at, zipfile.ZIP_STORED)
            with source, archive.open(entry, "w", force_zip64=True) as file:
                shutil.copyfileobj(source, file, _BLOCK)


def _entry(name: str, at: datetime, how: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type, entry.external_attr = how, _AS_IS
    return entry


def _json(
    about: Mapping[str, object], tables: Mapping[str, Sequence[Mapping[str, object]]]
) -> Iterable[bytes]:
    """One object, a row a line, so that neither we nor a reader need it whole."""
    yield b'{\n"about": ' + _dumped(about) + b',\n"tables": {\n'
    for number, (name, rows) in enumerate(tables.items()):
        yield (b",\n" if number else b"") + _dumped(name) + b": ["
        for place, row in enumerate(rows):
            yield (b",\n" if place else b"\n") + _dumped(row)
        yield b"]"
    yield b"\n}\n}\n"


def _dumped(value: object) -> bytes:
    return orjson.dumps(value, default=_told, option=_OPTIONS)


def _told(value: Any) -> object:
    return value.told()


def _plain(sign: str) -> str:
    """Nothing of a sign that is not seen: those that turn the order of reading round hide an ending."""
    kind = unicodedata.category(sign)[0]
    return "-" if sign in _FORBIDDEN else "" if kind == "C" else " " if kind == "Z" else sign


def _cut(name: str, most: int) -> str:
    """At most so many bytes, whole signs only: file systems count bytes."""
    return name.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")
