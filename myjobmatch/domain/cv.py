"""A curriculum vitae as it is printed: words only, in the order they are read; never a photo, an age or a sex."""

from dataclasses import dataclass

from myjobmatch.domain.papers import CvLayout


@dataclass(frozen=True, slots=True)
class CvSection:
    """A part with its title. `short` lines are words set side by side, others are sentences.

    `aside`: in two columns it stands in the narrow one.
    """

    title: str
    lines: tuple[str, ...]
    short: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class CvContent:
    """All that a CV says. `name` is a neutral title where it is anonymous, and `contact` is empty."""

    name: str
    headline: str
    contact: tuple[str, ...]
    contact_title: str
    sections: tuple[CvSection, ...]
    language: str
    layout: CvLayout


@dataclass(frozen=True, slots=True)
class PrintedCv:
    """A CV of one page. `cut` counts what did not fit in it, `unprintable` the signs that no font has."""

    pdf: bytes
    cut: int
    unprintable: int
