"""What a document is by its content: disguises, bombs and damage are refused, pictures carry nothing along."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.my_search import MOST_DOCUMENT_BYTES
from myjobmatch.domain.papers import DocumentKind
from myjobmatch.integrations.document_files import DocumentFolder, examined
from myjobmatch.integrations.file_content import LONGEST_SIDE

PDF = b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n"


def picture(
    form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **more)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that would unpack to a picture of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_empty"),
        (b"%PDF-" + b"x" * MOST_DOCUMENT_BYTES, "document_big"),
        (b"MZ\x90\x00 a program named cv.pdf", "document_kind"),
        (b"<html><script>alert(1)</script>", "document_kind"),
        (b"PK\x03\x04 an archive", "document_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "document_kind"),
        (picture("GIF"), "document_kind"),
        (b" " + PDF, "document_kind"),
        (b"%PDF-1.7 cut off", "document_broken"),
        (picture("PNG")[:60], "document_broken"),
        (b"\xff\xd8\xff\xe0 no picture", "document_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "document_broken"),
        (png_that_says(100_000, 100_000), "document_pixels"),
        (png_that_says(30_000, 2_000), "document_pixels"),
        (png_that_says(2**31 - 1, 2**31 - 1), "document_pixels"),
    ],
)
def test_what_is_no_document_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        examined(data)


def test_a_pdf_is_kept_as_it_is() -> None:
    assert examined(PDF) == examined(PDF)
    assert (examined(PDF).kind, examined(PDF).data) == (DocumentKind.PDF, PDF)


def test_a_photo_loses_its_place_its_day_and_its_turn() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A telephone"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 37.0, 0.0)
    data = (
        picture("JPEG", (80, 20), exif=exif, comment=b"who I am")
        + b"<script>after the end</script>"
    )
    kept = examined(data)
    with Image.open(io.BytesIO(kept.data)) as drawn:
        assert (kept.kind, drawn.size) == (DocumentKind.JPEG, (20, 80))
        assert not drawn.getexif()
    for told in (b"telephone", b"who I am", b"script", b"Exif"):
        assert told not in kept.data


@pytest.mark.parametrize(
    ("tag", "kind"),
    [(0x011A, 2), (0x8769, 2), (0x0132, 1)],
    ids=["resolution", "camera", "day"],
)
def test_a_photo_whose_notes_are_odd_is_kept_and_turned(tag: int, kind: int) -> None:
    """Telephones write all sorts of things beside a picture: it is none the worse for them."""
    turned = struct.pack("<HHI4s", 0x0112, 3, 1, b"\6\0\0\0")
    odd = struct.pack("<HHI4s", tag, kind, 3, b"abc\0")
    tags = b"".join(sorted([turned, odd]))
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + tags + bytes(4)
    kept = examined(picture("JPEG", (80, 20), exif=exif))
    with Image.open(io.BytesIO(kept.data)) as drawn:
        assert drawn.size == (20, 80)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_turn_is_undone(turn: int) -> None:
    upright = Image.new("RGB", (60, 30), "white")
    upright.paste("red", (0, 0, 20, 10))  # the upper left corner
    undoing = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    laid = upright.transpose(Image.Transpose(undoing[turn])) if turn > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    laid.save(out, "PNG", exif=exif)
    with Image.open(io.BytesIO(examined(out.getvalue()).data)) as drawn:
        assert drawn.size == (60, 30)
        assert drawn.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
        assert drawn.convert("RGB").getpixel((55, 25)) == (255, 255, 255)


def test_a_png_keeps_what_is_see_through_and_loses_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Lina")
    kept = examined(picture("PNG", mode="RGBA", pnginfo=words))
    with Image.open(io.BytesIO(kept.data)) as drawn:
        assert (drawn.mode, drawn.info) == ("RGBA", {})
    assert b"Lina" not in kept.data


def test_a_large_picture_is_drawn_smaller() -> None:
    kept = examined(picture("JPEG", (5_000, 3_000)))
    with Image.open(io.BytesIO(kept.data)) as drawn:
        assert max(drawn.size) <= LONGEST_SIDE


def test_names_never_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    folder = DocumentFolder(tmp_path / "documents")
    name = folder.keep(b"mine")
    assert folder.read(name) == b"mine"
    assert folder.read("0" * 48) is None
    for wrong in ("../secret", "/etc/passwd", "", "a/b", ".."):
        with pytest.raises(ValueError, match=r".*"):
            folder.read(wrong)
        with pytest.raises(ValueError, match=r".*"):
            folder.forget(wrong)
    folder.forget(name)
    folder.forget(name)
    assert folder.read(name) is None
    assert (tmp_path / "documents").stat().st_mode & 0o777 == 0o700
