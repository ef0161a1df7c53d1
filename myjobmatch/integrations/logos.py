"""Logos drawn anew: a small square in WebP, with nothing in it but its picture."""

import io

from PIL import Image

from myjobmatch.domain.errors import Invalid
from myjobmatch.integrations.file_content import PICTURES, examined

MOST_BYTES = 2 * 1024 * 1024
SIDE = 96
MOST_DRAWN = 6 * 1024
"""A phone loads it with an offer: it weighs no more than this."""
_QUALITIES = (85, 70, 55, 40, 25, 10)


def drawn_logo(data: bytes) -> bytes:
    """A picture as a logo: whole, in the middle of a square, transparent where it was.

    Raises:
        Invalid: too big (`logo_big`, with `most` MB), or as `file_content.examined`.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("logo_big", most=MOST_BYTES // 1024 // 1024)
    found = examined(data, PICTURES)
    with Image.open(io.BytesIO(found.data)) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 0))
    square.paste(picture, ((SIDE - picture.width) // 2, (SIDE - picture.height) // 2))
    for quality in _QUALITIES:
        out = io.BytesIO()
        square.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_DRAWN:
            break
    else:
        raise Invalid("document_broken")
    return out.getvalue()
