"""A CV as a PDF of one page, its fonts in it: smaller letters first, then what is cut, and how much is told.

The text is real text in the order it is read, with the language, a title and an outline; the library
(fpdf2) writes no structure tags.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from threading import Lock

from myjobmatch.domain.cv import CvContent, CvSection, PrintedCv
from myjobmatch.integrations.cv_pdf.glyphs import printable
from myjobmatch.integrations.cv_pdf.sheet import drawn

__all__ = ["printed"]

SCALES = (1.12, 1.0, 0.94, 0.88, 0.82, 0.76)
_LONGEST = (600, 420, 300, 200, 120)
"""Characters of a sentence, tried one after the other when the smallest letters are still too many."""

_MOST = ((12, 40), (9, 24), (7, 16), (5, 12), (4, 8))
"""Sentences and short words of a part, tried with them."""


_one_at_a_time = Lock()


@lru_cache(maxsize=32)
def printed(content: CvContent) -> PrintedCv:
    """Print a CV: up to some seconds for a long one, so in a thread, one at a time.

    The last ones are remembered: a preview, its remarks and the download are the same sheet.
    """
    with _one_at_a_time:
        return _printed(content)


def _printed(content: CvContent) -> PrintedCv:
    clean, unprintable = _clean(content)
    for attempt, scale, cut in _attempts(clean):
        pdf = drawn(attempt, scale)
        if pdf is not None:
            return PrintedCv(pdf, cut, unprintable)
    # nothing of the above is longer than a page by its limits; a name of ten lines might be
    bare = replace(clean, name=clean.name[:60], headline=clean.headline[:80], sections=())
    pdf = drawn(bare, SCALES[-1]) or b""
    return PrintedCv(pdf, sum(len(section.lines) for section in clean.sections), unprintable)


def _attempts(content: CvContent) -> Iterator[tuple[CvContent, float, int]]:
    first, lost = _shortened(content, _LONGEST[0], *_MOST[0])
    for scale in SCALES:
        yield first, scale, lost
    for longest, (most, most_short) in zip(_LONGEST[1:], _MOST[1:], strict=True):
        shorter, lost = _shortened(content, longest, most, most_short)
        yield shorter, SCALES[-1], lost


def _shortened(
    content: CvContent, longest: int, most: int, most_short: int
) -> tuple[CvContent, int]:
    lost = 0
    sections = []
    for section in content.sections:
        kept = section.lines[: most_short if section.short else most]
        lines = tuple(_cut(line, longest) for line in kept)
        lost += len(section.lines) - len(kept)
        lost += sum(1 for before, after in zip(kept, lines, strict=True) if before != after)
        sections.append(replace(section, lines=lines))
    return replace(content, sections=tuple(sections)), lost


def _cut(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _clean(content: CvContent) -> tuple[CvContent, int]:
    lost = 0

    def clean(text: str) -> str:
        nonlocal lost
        kept, gone = printable(text)
        lost += gone
        return kept

    sections = tuple(
        CvSection(
            clean(section.title),
            tuple(line for line in map(clean, section.lines) if line),
            section.short,
            section.aside,
        )
        for section in content.sections
    )
    cleaned = replace(
        content,
        name=clean(content.name),
        headline=clean(content.headline),
        contact=tuple(line for line in map(clean, content.contact) if line),
        sections=tuple(section for section in sections if section.lines),
    )
    return cleaned, lost
