"""Which signs the CV's fonts can draw: Latin first, then Cyrillic and Greek, then Arabic."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
FAMILIES = ("atkinson", "noto-sans", "noto-sans-arabic")
"""The first draws what it can, the others what is left. Their licences (OFL 1.1) lie beside them."""

_SILENT = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")


def font_file(family: str, weight: str) -> Path:
    """Where a font lies; `weight` is `regular` or `bold`."""
    return FOLDER / f"{family}-{weight}.ttf"


@cache
def _drawn() -> frozenset[int]:
    drawn: set[int] = set()
    for family in FAMILIES:
        with TTFont(font_file(family, "regular"), lazy=True) as font:
            drawn |= set(font.getBestCmap())
    return frozenset(drawn)


def printable(text: str) -> tuple[str, int]:
    """The text without the signs that no font draws, and how many those were."""
    known = _drawn()
    kept: list[str] = []
    lost = 0
    for sign in unicodedata.normalize("NFC", text):
        if sign in "\n\t" or ord(sign) in known:
            kept.append(sign)
        elif unicodedata.category(sign) == "Zs":
            kept.append(" ")
        elif sign not in _SILENT and unicodedata.category(sign) != "Mn":
            lost += 1
    clean = " ".join("".join(kept).split())
    return (clean, lost) if set(clean) - _SILENT - {" "} else ("", lost)
