"""What a youth may keep privately, by its content, and where bytes lie."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from myjobmatch.domain.conversation import FileKind
from myjobmatch.domain.papers import DocumentKind
from myjobmatch.integrations import file_content

_KINDS = {
    FileKind.PDF: DocumentKind.PDF,
    FileKind.PNG: DocumentKind.PNG,
    FileKind.JPEG: DocumentKind.JPEG,
}


@dataclass(frozen=True, slots=True)
class Examined:
    """A document fit to be kept."""

    kind: DocumentKind
    data: bytes


def examined(data: bytes) -> Examined:
    """A document by its content, whatever its name or its sender says; a picture is drawn anew.

    Raises:
        Invalid: as `file_content.examined`.
    """
    found = file_content.examined(data, _KINDS.keys())
    return Examined(_KINDS[found.kind], found.data)


class DocumentFolder:
    """Where documents lie: in the data folder, under names that nobody chose, for this user alone."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made with the first document."""
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Write bytes whole, or not at all; answers the name they lie under."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = secrets.token_hex(24)
        partly = self._folder / f".{name}"
        handle = os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partly.rename(self._folder / name)
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes under a name; None where there are none."""
        try:
            return (self._folder / _own(name)).read_bytes()
        except FileNotFoundError:
            return None

    def holds(self, name: str) -> bool:
        """Whether there are bytes under a name."""
        return (self._folder / _own(name)).is_file()

    def opened(self, name: str) -> BinaryIO | None:
        """The bytes under a name, to be read by blocks; None where there are none."""
        try:
            return (self._folder / _own(name)).open("rb")
        except FileNotFoundError:
            return None

    def scratch(self) -> BinaryIO:
        """A file without a name on the same disk, for what is made to be sent: it is gone once closed."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cast("BinaryIO", tempfile.TemporaryFile(dir=self._folder))

    def forget(self, name: str) -> None:
        """Delete what lies under a name; what is gone is gone."""
        (self._folder / _own(name)).unlink(missing_ok=True)

    def forget_strangers(self, known: set[str], before: datetime) -> int:
        """Delete files older than a moment that no document names; a fresh one may be about to be named."""
        if not self._folder.is_dir():
            return 0
        gone = 0
        for path in self._folder.iterdir():
            if path.name not in known and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def _own(name: str) -> str:
    if not (name.isascii() and name.isalnum()):
        raise ValueError(name)
    return name
