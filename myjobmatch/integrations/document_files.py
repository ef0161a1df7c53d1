"""What a document is by its content, pictures drawn anew without what they carry, and where bytes lie."""

import io
import os
import secrets
import struct
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.my_search import MOST_DOCUMENT_BYTES
from myjobmatch.domain.papers import DocumentKind

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3_500
QUALITY = 85
_END_OF_PDF = 2_048
_PICTURES = {b"\x89PNG\r\n\x1a\n": DocumentKind.PNG, b"\xff\xd8\xff": DocumentKind.JPEG}
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Examined:
    """A document fit to be kept."""

    kind: DocumentKind
    data: bytes


def examined(data: bytes) -> Examined:
    """A document by its content, whatever its name or its sender says; a picture is drawn anew.

    Raises:
        Invalid: empty (`document_empty`), too big (`document_big`, with `most` MB), another kind
            (`document_kind`), damaged (`document_broken`), too many pixels (`document_pixels`).
    """
    if not data:
        raise Invalid("document_empty")
    if len(data) > MOST_DOCUMENT_BYTES:
        raise Invalid("document_big", most=MOST_DOCUMENT_BYTES // 1024 // 1024)
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-_END_OF_PDF:]:
            raise Invalid("document_broken")
        return Examined(DocumentKind.PDF, data)
    for start, kind in _PICTURES.items():
        if data.startswith(start):
            with _one_at_a_time:  # a picture of 40 million pixels takes 160 MB for a moment
                return _redrawn(data, kind)
    raise Invalid("document_kind")


def _redrawn(data: bytes, kind: DocumentKind) -> Examined:
    form = kind.value.upper()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as opened:
                # the size is in the head: nothing has been unpacked yet
                if opened.width * opened.height > MOST_PIXELS:
                    raise Invalid("document_pixels")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture = ImageOps.exif_transpose(opened) or opened
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                plain = picture.convert("RGBA" if _see_through(picture) else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise Invalid("document_broken") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("document_pixels") from None
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    if kind is DocumentKind.PNG:
        bare.save(out, "PNG", optimize=False)
    if kind is DocumentKind.JPEG or out.tell() > MOST_DOCUMENT_BYTES:
        out, kind = io.BytesIO(), DocumentKind.JPEG
        _on_white(bare).save(out, "JPEG", quality=QUALITY)
    if out.tell() > MOST_DOCUMENT_BYTES:
        raise Invalid("document_big", most=MOST_DOCUMENT_BYTES // 1024 // 1024)
    return Examined(kind, out.getvalue())


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


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
