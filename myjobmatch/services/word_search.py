"""Finding by the letters of words: what a search by meaning lacks while a word is still being typed.

A query of a few letters says little, yet its beginning is the beginning of a word of some label. One
wrong letter is forgiven. Several words are left to the search by meaning, but for their last one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from myjobmatch.matching.encoder.normalise import words_of

SHORTEST = 2
SHORTEST_MENDED = 4
"""Letters of a word in which one may be wrong."""
WHOLE, BEGUN, FIRST, BRIEF, NAMED, MENDED = 0.56, 0.4, 0.14, 0.08, 0.18, 0.08
"""Parts of a score: a whole word, the beginning of one, the first word of its text, a short text, a
text that is the entity's own name; and what a wrong letter costs."""
MOST_WORDS = 200
FEW = 4
"""Fewer than this were found: a letter may be wrong, even if someone else wrote it so."""
_SMALL = (
    "de des du la le les un une et ou en au aux ne pas sa son ses mon ma mes que qui pour par sur "
    "dans avec the an of to and or in on at with for my el los las una con para os as um uma do da "
    "no na"
)
SMALL = frozenset(_SMALL.split())
"""Words that say nothing by themselves, in the languages whose letters we read."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of the texts, in order, and what each gives an entity by where it stands."""

    words: list[str]
    places: list[list[tuple[int, float]]] = field(repr=False)
    by_shape: dict[tuple[str, int], list[int]] = field(repr=False)

    @classmethod
    def build(cls, texts: Iterable[tuple[int, str, bool]]) -> "WordIndex":
        """Index (entity, text, whether that is its own name) triples."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for entity, text, own in texts:
            said = words_of(text)
            worth = BRIEF / max(1, len(said)) + (NAMED if own else 0.0)
            for place, word in enumerate(said):
                if len(word) >= SHORTEST and word not in SMALL:
                    found[word].append((entity, worth + (FIRST if place == 0 else 0.0)))
        words = sorted(found)
        by_shape: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            by_shape[(word[0], len(word))].append(number)
        return cls(words, [found[word] for word in words], dict(by_shape))

    @staticmethod
    def too_short(text: str) -> bool:
        """Whether a text has too few letters to mean something by itself."""
        return len("".join(words_of(text))) < SHORTEST_MENDED

    def find(self, text: str) -> dict[int, float]:
        """Score in [0, 1] by entity for a text of one word; empty for several or too short a one."""
        said = words_of(text)
        if len(said) != 1 or len(said[0]) < SHORTEST:
            return {}
        asked = said[0]
        best = self._scores(self._begun(asked), asked, 0.0)
        if len(best) < FEW and len(asked) >= SHORTEST_MENDED:
            for entity, score in self._scores(self._mended(asked), asked, MENDED).items():
                best[entity] = max(score, best.get(entity, 0.0))
        return best

    def _scores(self, numbers: Iterable[int], asked: str, cost: float) -> dict[int, float]:
        best: dict[int, float] = {}
        for number in numbers:
            word = self.words[number]
            base = BEGUN + (WHOLE - BEGUN) * min(1.0, len(asked) / len(word)) - cost
            for entity, worth in self.places[number]:
                best[entity] = max(base + worth, best.get(entity, 0.0))
        return best

    def _begun(self, asked: str) -> Iterator[int]:
        """The words that begin so."""
        start = bisect_left(self.words, asked)
        for number in range(start, min(start + MOST_WORDS, len(self.words))):
            if not self.words[number].startswith(asked):
                return
            yield number

    def _mended(self, asked: str) -> Iterator[int]:
        """The words that are one letter away."""
        for length in (len(asked) - 1, len(asked), len(asked) + 1):
            for number in self.by_shape.get((asked[0], length), ()):
                if one_letter_away(asked, self.words[number]):
                    yield number


def one_letter_away(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed, or swapped with the next makes `a` of `b`."""
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) == len(b):
        swapped = a[at + 1 : at + 2] + a[at : at + 1] == b[at : at + 2]
        return a[at + 1 :] == b[at + 1 :] or (swapped and a[at + 2 :] == b[at + 2 :])
    return len(b) - len(a) == 1 and a[at:] == b[at + 1 :]
