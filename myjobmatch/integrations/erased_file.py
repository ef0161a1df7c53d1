"""The file of the erased: what a restored backup of the database does not know."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from myjobmatch.domain.erasure import Erased, read_line

logger = logging.getLogger(__name__)


class ErasedFile:
    """Lines `day digest`, only ever added to; for this user alone. Kept apart from the backups of the database."""

    def __init__(self, path: Path) -> None:
        """Use a file; it is made with the first line."""
        self._path = path

    def add(self, erased: Iterable[Erased]) -> None:
        """Write lines to the disk before answering.

        Raises:
            OSError: they could not be written: nobody may be erased before.
        """
        text = "".join(f"{one.line}\n" for one in erased)
        if not text:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a+b") as file:
            if file.seek(0, os.SEEK_END) and not self._ends_a_line(file.fileno()):
                text = f"\n{text}"  # a full disk once cut the last one short
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> list[Erased]:
        """Everybody in the file; lines that are none are told in the log and left."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        found = [read_line(line) for line in lines]
        strange = sum(1 for line, one in zip(lines, found, strict=True) if line and one is None)
        if strange:
            logger.warning("%d lines of the file of the erased cannot be read", strange)
        return [one for one in found if one is not None]

    @staticmethod
    def _ends_a_line(handle: int) -> bool:
        size = os.fstat(handle).st_size
        return os.pread(handle, 1, size - 1) == b"\n"
