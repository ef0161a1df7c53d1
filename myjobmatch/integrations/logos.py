"""Logos drawn anew: a small picture in WebP, as wide as it is, with nothing in it but the logo."""

import io

from PIL import Image, ImageChops

from myjobmatch.domain.errors import Invalid
from myjobmatch.integrations.file_content import PICTURES, examined

MOST_BYTES = 2 * 1024 * 1024
SIDE = 96
"""Its height at most."""
WIDEST = 3 * SIDE
"""A name written out is wide: in a square it would be a strip that nobody reads."""
MOST_DRAWN = 6 * 1024
"""A phone loads it with an offer: it weighs no more than this."""
_QUALITIES = (85, 70, 55, 40, 25, 10)
_SHARES = (1.0, 0.5)
"""Of the size, until it weighs little enough."""
_NEARLY_WHITE = 16


def drawn_logo(data: bytes) -> bytes:
    """A picture as a logo: whole, without the empty margin around it, transparent where it was.

    Raises:
        Invalid: too big (`logo_big`, with `most` MB), or as `file_content.examined`.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("logo_big", most=MOST_BYTES // 1024 // 1024)
    found = examined(data, PICTURES)
    with Image.open(io.BytesIO(found.data)) as opened:
        picture = _without_margin(opened.convert("RGBA"))
    for share in _SHARES:
        drawn = picture.copy()
        drawn.thumbnail((WIDEST * share, SIDE * share), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            drawn.save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= MOST_DRAWN:
                return out.getvalue()
    raise Invalid("document_broken")


def _without_margin(picture: Image.Image) -> Image.Image:
    """What is transparent all around is no part of a logo, nor is white where nothing is transparent."""
    alpha = picture.getchannel("A")
    if alpha.getextrema()[0] == 255:
        drawn = ImageChops.invert(picture.convert("L"))
        box = drawn.point(lambda grey: 255 if grey > _NEARLY_WHITE else 0).getbbox()
    else:
        box = alpha.getbbox()
    return picture.crop(box) if box else picture
