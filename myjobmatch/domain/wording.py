"""Discriminatory wording in a French offer: where, under which article, and of which kind.

Rules are data. Each is a pattern over the text in lower case without accents, of the same length, so
that what is found can be marked in the text as it was typed. `needs`, `unless_before` and
`unless_after` look at the same sentence, because the same words are lawful elsewhere ("jeunes
enfants", "la bonne présentation des rayons"). The sentence that explains a kind is in the catalogues:
`employer.wording_why.<kind>` and `employer.wording_instead.<kind>`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from myjobmatch.domain.wording_rules import BOTH_SEXES, FEMININE_ENDINGS, RULES, Rule

LOOK_BACK = 200
"""How many characters of its sentence are looked at beside a match: no rule says more."""

_SENTENCE = re.compile(r"[^.!?;\n•]+")
_OTHER_LETTERS = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "·": "."}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that an offer may not carry: `text[start:end]`."""

    start: int
    end: int
    words: str
    kind: str
    article: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; `kind` is empty where nothing is wrong."""

    text: str
    kind: str = ""


def find_discrimination(
    text: str, *, is_title: bool = False, beside: str = ""
) -> tuple[Finding, ...]:
    """The discriminatory phrases of an offer's text, in order, none overlapping another.

    A title is held to more: a job named in the feminine only asks for a woman. `beside` is the rest
    of the offer, which may say that the job is open to both sexes.
    """
    plain = folded(text)
    whole = f"{plain}\n{folded(beside)}"
    both = BOTH_SEXES.search(whole) is not None
    found: list[Finding] = []
    for rule in RULES:
        if (rule.title_only and not is_title) or (rule.lawful_for_both and both):
            continue
        for start, end in _places(rule, plain):
            if rule.feminine and _masculine_stands(plain[start:end], whole):
                continue
            found.append(Finding(start, end, text[start:end], rule.kind, rule.article))
    return _apart(found)


def segments(text: str, findings: tuple[Finding, ...]) -> tuple[Segment, ...]:
    """The whole text in pieces, the found ones marked with their kind."""
    pieces: list[Segment] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            pieces.append(Segment(text[at : finding.start]))
        pieces.append(Segment(text[finding.start : finding.end], finding.kind))
        at = finding.end
    if at < len(text):
        pieces.append(Segment(text[at:]))
    return tuple(pieces)


def folded(text: str) -> str:
    """Lower case without accents, letter for letter: the same length as the text."""
    return "".join(_plain(letter) for letter in text.translate(_OTHER_LETTERS))


@cache
def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def _places(rule: Rule, plain: str) -> Iterator[tuple[int, int]]:
    for sentence in _SENTENCE.finditer(plain):
        said = sentence.group()
        if rule.needs is not None and not rule.needs.search(said):
            continue
        for match in rule.pattern.finditer(said):
            # all of it, at each match of a long sentence, would take time by its square
            before = said[max(0, match.start() - LOOK_BACK) : match.start()]
            after = said[match.end() : match.end() + LOOK_BACK]
            if rule.unless_before is not None and rule.unless_before.search(before):
                continue
            if rule.unless_after is not None and rule.unless_after.match(after):
                continue
            yield sentence.start() + match.start(), sentence.start() + match.end()


def _masculine_stands(words: str, whole: str) -> bool:
    """Whether the masculine of a job's name, or a bracket that stands for it, is in the offer."""
    job = re.split(r"\s+", words)[-1].removesuffix("s")
    job = "hotesse" if "hotesse" in words else job
    for feminine, masculine in FEMININE_ENDINGS:
        if job.endswith(feminine):
            stem = job.removesuffix(feminine)
            return re.search(rf"\b{re.escape(stem + masculine)}s?\b", whole) is not None
    return False


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings, the one that starts first, then the longest."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return tuple(kept)
