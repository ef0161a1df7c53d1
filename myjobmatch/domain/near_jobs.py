"""The same job in other words: an agency's advert and another's of one post are one card.

Adverts are compared within a block alone: same commune, contract, and occupation or title. There their titles must
say the same, hours and pay must not contradict, and a good share of the shorter description must stand in the longer
one. What many adverts have in common (an agency's words on itself) tells nothing, and is left out. Shares are
estimated from the smallest hashes of a text's runs of three words: below the smaller of two texts' largest kept
hashes both are whole (bottom-k sketches: Cohen and Kaplan, 2007).
"""

import re
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

MARKS = 96
"""Hashes kept of a description; an estimated share is off by about 0.05."""

LEAST_LEFT = 8
"""Fewer hashes that are not common to many adverts tell nothing."""

MANY = 5
"""A run of words of so many adverts is somebody's usual words."""

LEAST_RUNS = 20
"""A description of fewer runs of words does not tell a job from another."""

ALIKE = 0.45
"""The share of the shorter description that must stand in the longer one, told by different employers."""

ALIKE_WITHIN = 0.9
"""The same for one employer's: two posts of one shop differ by less than two agencies' adverts of one post."""

LEAST_COMMON = ceil(min(ALIKE, ALIKE_WITHIN) * LEAST_LEFT)

TITLES_ALIKE = 0.5
HOURS_APART = 1.0
PAY_APART = 0.1

_GENDERS = re.compile(r"\b[hfx]\b")
_NOISE = frozenset(
    # in the words of adverts' titles, folded
    [
        "h",
        "f",
        "x",
        "hf",
        "fh",
        "mf",
        "cdi",
        "cdd",
        "interim",
        "interimaire",
        "mission",
        "temps",
        "plein",
        "partiel",
        "urgent",
        "recherche",
        "recrute",
        "en",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "un",
        "une",
        "pour",
        "au",
        "aux",
        "et",
        "ou",
        "sur",
        "poste",
        "offre",
        "emploi",
        "debutant",
        "accepte",
    ]
)
_LAST, _STEP, _SPREAD, _MASK = 1_000_003, 8_191, 2_654_435_761, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class JobMarks:
    """What of an advert is compared. Hours a week and pay an hour where they are told; marks as made or as kept."""

    title: frozenset[str]
    employer: str
    marks: frozenset[int] | bytes
    hours: float | None = None
    pay: float | None = None


class UsualWords:
    """Counts in how many adverts a run of words was met: in little memory, now and then one too many."""

    _CELLS = 1 << 24
    _MOST = 100_000

    def __init__(self) -> None:
        """Nothing was met."""
        self._met = bytearray(self._CELLS)
        self._adverts = 0

    def meet(self, marks: Iterable[int]) -> None:
        """One advert more; after very many no more are counted."""
        if self._adverts >= self._MOST:
            return
        self._adverts += 1
        met, last = self._met, self._CELLS - 1
        for mark in marks:
            if met[mark & last] < MANY:
                met[mark & last] += 1

    def without(self, marks: Iterable[int]) -> frozenset[int]:
        """Those marks that are not of many adverts."""
        met, last = self._met, self._CELLS - 1
        return frozenset(mark for mark in marks if met[mark & last] < MANY)


NOTHING_USUAL = UsualWords()


def blocks_of(place: str, contract: str, occupation: str, title: frozenset[str]) -> tuple[str, str]:
    """The blocks an advert is compared in, by occupation and by title; empty: it lacks what makes one."""
    by_title = f"{place}|{contract}|{' '.join(sorted(title))}" if place and title else ""
    return f"{place}|{contract}|{occupation}" if place and occupation else "", by_title


@lru_cache(8192)
def title_words(folded_title: str) -> frozenset[str]:
    """A title's telling words, by their beginnings: "vendeur / vendeuse" is one."""
    words = _GENDERS.sub(" ", folded_title).split()
    return frozenset(word[:5] for word in words if word not in _NOISE and len(word) > 1)


def marks_of(folded_text: str) -> frozenset[int]:
    """The smallest hashes, 32 bits each, of a text's runs of words; none: it is too short to tell."""
    words = list(map(_number, folded_text.split()))
    if len(words) < LEAST_RUNS + 2:
        return frozenset()
    last, step, spread, mask = _LAST, _STEP, _SPREAD, _MASK  # a million offers are read so
    runs = {
        ((a * last + b) * step + c) * spread & mask
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    }
    if len(runs) < LEAST_RUNS:
        return frozenset()
    return frozenset(runs if len(runs) <= MARKS else sorted(runs)[:MARKS])


def packed(marks: frozenset[int]) -> bytes:
    """Marks as they are kept, smallest first."""
    return array("I", sorted(marks)).tobytes()


def unpacked(kept: bytes) -> frozenset[int]:
    """Marks as they were kept."""
    return frozenset(array("I", kept))


@lru_cache(65536)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def share_within(
    one: frozenset[int], other: frozenset[int], usual: UsualWords = NOTHING_USUAL
) -> float:
    """The estimated share of the shorter text's telling runs that the longer one has too, 0 to 1."""
    if not one or not other:
        return 0.0
    ends = [max(marks) for marks in (one, other) if len(marks) >= MARKS]
    bound = min(ends, default=_MASK)
    left, right = (usual.without(mark for mark in marks if mark <= bound) for marks in (one, other))
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer >= LEAST_LEFT else 0.0


def may_be_alike(one: frozenset[int], other: frozenset[int] | bytes) -> bool:
    """Whether marks, as made or as kept, have so much in common that `same_job` may say yes; most have not."""
    common = one.intersection(array("I", other) if isinstance(other, bytes) else other)
    return len(common) >= LEAST_COMMON


def same_job(one: JobMarks, other: JobMarks, usual: UsualWords = NOTHING_USUAL) -> bool:
    """Whether two adverts of one block are of the same job."""
    if _apart(one.hours, other.hours, HOURS_APART):
        return False
    if one.pay and other.pay and _apart(one.pay, other.pay, PAY_APART * max(one.pay, other.pay)):
        return False
    fewer = min(len(one.title), len(other.title))
    if not fewer or len(one.title & other.title) < TITLES_ALIKE * fewer:
        return False
    within = one.employer == other.employer and bool(one.employer)
    marks, marks_other = (
        unpacked(job.marks) if isinstance(job.marks, bytes) else job.marks for job in (one, other)
    )
    return share_within(marks, marks_other, usual) >= (ALIKE_WITHIN if within else ALIKE)


def _apart(one: float | None, other: float | None, most: float) -> bool:
    return one is not None and other is not None and abs(one - other) > most


def first_alike(
    one: JobMarks, others: Iterable[tuple[int | str, JobMarks]], usual: UsualWords = NOTHING_USUAL
) -> int | str | None:
    """The first of some jobs that an advert is of; None: a job of its own."""
    if not one.marks:
        return None
    return next((ref for ref, other in others if same_job(one, other, usual)), None)
