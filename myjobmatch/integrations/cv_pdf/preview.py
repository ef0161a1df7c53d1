"""A picture of a CV's page, as a phone shows it before the download: the very PDF, drawn by PDFium."""

import io
from threading import Lock

import pypdfium2

SCALE = 1.5
_one_at_a_time = Lock()  # PDFium is not made for several threads


def picture(pdf: bytes) -> bytes:
    """The first page as a PNG, 893 pixels wide for A4."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            image = document[0].render(scale=SCALE).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    image.convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()
