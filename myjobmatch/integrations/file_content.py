"""What a file is by its content, whatever its name or its sender says; pictures are drawn anew, bare."""

import io
import struct
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock

from PIL import ExifTags, Image, UnidentifiedImageError

from myjobmatch.domain.conversation import MOST_FILE_BYTES, FileKind
from myjobmatch.domain.errors import Invalid

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3_500
SMALL_SIDE = 480
QUALITY = 85
_END_OF_PDF = 2_048
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by what its notes say of how it was held."""
_one_at_a_time = Lock()

PICTURES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})


@dataclass(frozen=True, slots=True)
class Examined:
    """A file fit to be kept: of a picture, the bytes drawn anew; `small` is a preview of it."""

    kind: FileKind
    data: bytes
    small: bytes = b""


def examined(
    data: bytes,
    kinds: Collection[FileKind] = frozenset(FileKind),
    *,
    preview: bool = False,
) -> Examined:
    """A file by its content, if it is of one of the kinds.

    Raises:
        Invalid: empty (`document_empty`), too big (`document_big`, with `most` MB), another kind
            (`document_kind`), damaged (`document_broken`), too many pixels (`document_pixels`).
    """
    if not data:
        raise Invalid("document_empty")
    if len(data) > MOST_FILE_BYTES:
        raise Invalid("document_big", most=MOST_FILE_BYTES // 1024 // 1024)
    kind = _kind_of(data)
    if kind is None or kind not in kinds:
        raise Invalid("document_kind")
    if kind is FileKind.PDF:
        if b"%%EOF" not in data[-_END_OF_PDF:]:
            raise Invalid("document_broken")
        return Examined(kind, data)
    with _one_at_a_time:  # a picture of 40 million pixels takes 160 MB for a moment
        return _redrawn(data, kind, preview=preview)


def _kind_of(data: bytes) -> FileKind | None:
    if data.startswith(b"%PDF-"):
        return FileKind.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def _redrawn(data: bytes, kind: FileKind, *, preview: bool) -> Examined:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind.value.upper()]) as opened:
                # the size is in the head: nothing has been unpacked yet
                if opened.width * opened.height > MOST_PIXELS:
                    raise Invalid("document_pixels")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture = _upright(opened)
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                plain = picture.convert("RGBA" if _see_through(picture) else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise Invalid("document_broken") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid("document_pixels") from None
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    if kind is FileKind.PNG:
        bare.save(out, "PNG", optimize=False)
    elif kind is FileKind.WEBP:
        bare.save(out, "WEBP", quality=QUALITY)
    if kind is FileKind.JPEG or out.tell() > MOST_FILE_BYTES:
        out, kind = io.BytesIO(), FileKind.JPEG
        _on_white(bare).save(out, "JPEG", quality=QUALITY)
    if out.tell() > MOST_FILE_BYTES:
        raise Invalid("document_big", most=MOST_FILE_BYTES // 1024 // 1024)
    return Examined(kind, out.getvalue(), _small(bare) if preview else b"")


def _upright(picture: Image.Image) -> Image.Image:
    """As it was seen: of its notes only the turn is read, whatever else they hold is no matter."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except (TypeError, ValueError, KeyError, SyntaxError, struct.error):
        turn = None
    return picture if turn is None else picture.transpose(turn)


def _small(picture: Image.Image) -> bytes:
    small = _on_white(picture)
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white
