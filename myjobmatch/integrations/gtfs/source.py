"""A feed's files, in a zip archive or a folder, and what each must have."""

from __future__ import annotations

import errno
import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from myjobmatch.integrations.csv_rows import OnBytes, Table, csv_table
from myjobmatch.integrations.problems import OnProblem, UnreadableSource

NEEDED = {
    "stops.txt": {"stop_id", "stop_lat", "stop_lon"},
    "routes.txt": {"route_id"},
    "trips.txt": {"trip_id", "route_id", "service_id"},
    "stop_times.txt": {"trip_id", "stop_id", "stop_sequence"},
}
OPTIONAL = {
    "agency.txt": {"agency_name"},
    "feed_info.txt": {"feed_publisher_name"},
    "calendar.txt": {"service_id", "start_date", "end_date", "monday", "saturday"},
    "calendar_dates.txt": {"service_id", "date", "exception_type"},
    "frequencies.txt": {"trip_id", "start_time", "end_time", "headway_secs"},
    "transfers.txt": {"from_stop_id", "to_stop_id"},
}
LARGEST = 8 << 30
"""Bytes unpacked: more is no feed but a mistake or an attack."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
"""What reading a damaged archive raises, by the way it is packed."""
_OF_THE_ARCHIVE = (None, errno.EINVAL)
"""Of an `OSError`: bzip2's has no number; a place before the file's beginning is invalid."""


class GtfsSource:
    """The files of a feed; open as long as its block."""

    def __init__(self, path: Path) -> None:
        """Look for the files.

        Raises:
            UnreadableSource: no feed (`no_gtfs_files`), no calendar (`no_calendar`), a broken archive
                (`damaged_zip`) or one that unpacks to too much (`too_large`).
            OSError: it cannot be read.
        """
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        self._sizes: dict[str, int] = {}
        self._members: dict[str, str | Path] = {}
        if path.is_dir():
            for name in (*NEEDED, *OPTIONAL):
                if (path / name).is_file():
                    self._members[name], self._sizes[name] = path / name, _size(path / name)
        else:
            self._look_into_archive(path)
        if not NEEDED.keys() <= self._members.keys():
            raise UnreadableSource("no_gtfs_files", path.name)
        if not {"calendar.txt", "calendar_dates.txt"} & self._members.keys():
            raise UnreadableSource("no_calendar", path.name)
        if self.size > LARGEST:
            raise UnreadableSource("too_large", path.name)

    def _look_into_archive(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (*_BROKEN, OSError) as error:
            raise self._damaged(error) from error
        for info in sorted(self._zip.infolist(), key=lambda info: len(info.filename)):
            name = PurePosixPath(info.filename).name.lower()  # some are packed with their folder
            if name in NEEDED | OPTIONAL and name not in self._members:
                self._members[name], self._sizes[name] = info.filename, info.file_size

    def __enter__(self) -> GtfsSource:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the archive."""
        if self._zip is not None:
            self._zip.close()

    @property
    def size(self) -> int:
        """Bytes of all files that are read, unpacked."""
        return sum(self._sizes.values())

    def has(self, name: str) -> bool:
        """Whether the feed has that file."""
        return name in self._members

    def size_of(self, name: str) -> int:
        """Bytes of a file, unpacked; 0 where it is missing."""
        return self._sizes.get(name, 0)

    def digest(self) -> str:
        """SHA-256 of the files that are read; the same for an archive and for its folder."""
        digest = hashlib.sha256()
        for name in sorted(self._members):
            digest.update(f"{name} {self._sizes[name]}\n".encode())
            with self._open(name) as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        return digest.hexdigest()

    @contextmanager
    def table(
        self, name: str, on_problem: OnProblem, on_bytes: OnBytes
    ) -> Iterator[tuple[dict[str, int], Table]]:
        """Where each column stands, and the rows; no rows where the file is missing.

        Raises:
            UnreadableSource: it lacks a column (`columns`), or its archive is broken (`damaged_zip`).
        """
        if name not in self._members:
            yield {}, iter(())
            return
        with self._open(name) as file:
            columns, rows = csv_table(file, name, on_problem, on_bytes)
            if not (NEEDED | OPTIONAL)[name] <= set(columns):
                raise UnreadableSource("columns", name)
            yield {column: place for place, column in enumerate(columns)}, rows

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        member = self._members[name]
        if isinstance(member, Path):
            with member.open("rb") as file:
                yield file
        elif self._zip is not None:
            try:
                with self._zip.open(member) as packed:
                    yield packed
            except (*_BROKEN, OSError) as error:
                raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> UnreadableSource:
        """What the archive's error is to whoever reads it; one of the disk is raised as it is."""
        if isinstance(error, OSError) and error.errno not in _OF_THE_ARCHIVE:
            raise error
        return UnreadableSource("damaged_zip", self.path.name)


def _size(path: Path) -> int:
    return path.stat().st_size
