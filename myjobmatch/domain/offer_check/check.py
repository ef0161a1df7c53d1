"""Reading a text against all the rules, in time that grows with its length."""

import re
from collections.abc import Iterator

from myjobmatch.domain.offer_check.contacts import hidden_contacts
from myjobmatch.domain.offer_check.finding import Finding, Severity
from myjobmatch.domain.offer_check.frames_fr import BOTH_SEXES
from myjobmatch.domain.offer_check.normal import Plain, signs, words
from myjobmatch.domain.offer_check.rule import Family, Rule
from myjobmatch.domain.offer_check.rules_en_person import FAMILIES as EN_PERSON
from myjobmatch.domain.offer_check.rules_en_selection import FAMILIES as EN_SELECTION
from myjobmatch.domain.offer_check.rules_fr_age import FAMILIES as FR_AGE
from myjobmatch.domain.offer_check.rules_fr_body import FAMILIES as FR_BODY
from myjobmatch.domain.offer_check.rules_fr_origin import FAMILIES as FR_ORIGIN
from myjobmatch.domain.offer_check.rules_fr_sex import FAMILIES as FR_SEX
from myjobmatch.domain.offer_check.rules_fr_society import FAMILIES as FR_SOCIETY
from myjobmatch.domain.offer_check.rules_indirect import FAMILIES as INDIRECT
from myjobmatch.domain.offer_check.scam import FAMILIES as SCAM
from myjobmatch.domain.offer_check.sexed_words import masculine_of

LOOK_BACK = 160
"""How many characters of its sentence are looked at beside a match: no rule says more."""
MOST_FINDINGS = 200
"""Of one rule in one text: who writes more than that is not read to the end."""
MOST_LOOKS = 4000
"""Matches of one rule in one text that are weighed, lawful ones included."""

_FAMILIES: tuple[Family, ...] = (
    *FR_AGE,
    *FR_SEX,
    *FR_ORIGIN,
    *FR_BODY,
    *FR_SOCIETY,
    *EN_SELECTION,
    *EN_PERSON,
    *SCAM,
    *INDIRECT,
)
_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.](?=\d|[a-z]))+")


def check_text(text: str, *, is_title: bool = False, beside: str = "") -> tuple[Finding, ...]:
    """What may not stand in a text of an offer, or should be looked at: in order, none overlapping.

    A title is held to more: a job named in the feminine only asks for a woman. `beside` is the rest
    of the offer, which may say that the job is open to both sexes.
    """
    raw = signs(text)
    plain = words(raw)
    whole = f"{plain.text}\n{words(signs(beside)).text}"
    reading = _Reading(plain, whole, is_title=is_title)
    found = [
        Finding(*_typed(plain, text, start, end), rule.kind, rule.article, rule.severity)
        for rule, start, end in reading.places()
    ]
    for start, end, kind, article, severity in hidden_contacts(raw.text):
        found.append(Finding(*_typed(raw, text, start, end), kind, article, severity))
    return _apart(found)


class _Reading:
    """One text under the rules."""

    def __init__(self, plain: Plain, whole: str, *, is_title: bool) -> None:
        self.text = plain.text
        self.whole = whole
        self.is_title = is_title
        self.both = BOTH_SEXES.search(whole) is not None
        self._words: frozenset[str] | None = None

    def places(self) -> Iterator[tuple[Rule, int, int]]:
        """Each rule broken, and where."""
        sentences = [(m.start(), m.group()) for m in _SENTENCE.finditer(self.text)]
        for family in _FAMILIES:
            called = [pair for pair in sentences if family.trigger.search(pair[1])]
            for rule in family.rules if called else ():
                if (rule.title_only and not self.is_title) or (rule.for_both and self.both):
                    continue
                yield from self._of_rule(rule, called)

    def _of_rule(
        self, rule: Rule, sentences: list[tuple[int, str]]
    ) -> Iterator[tuple[Rule, int, int]]:
        told = looks = 0
        for at, said in sentences:
            if rule.needs is not None and not rule.needs.search(said):
                continue
            lawful: bool | None = None
            for match in rule.pattern.finditer(said):
                looks += 1
                if told >= MOST_FINDINGS or looks > MOST_LOOKS:
                    return
                if match.end() == match.start() or self._excused(rule, said, match):
                    continue
                if rule.unless is not None:
                    lawful = rule.unless.search(said) is not None if lawful is None else lawful
                    if lawful:
                        break
                told += 1
                yield rule, at + match.start(), at + match.end()

    def _excused(self, rule: Rule, said: str, match: re.Match[str]) -> bool:
        """Whether what stands around the words makes them lawful."""
        if rule.before is not None:
            # all of it, at each match of a long sentence, would take time by its square
            before = said[max(0, match.start() - LOOK_BACK) : match.start()]
            if rule.before.search(before):
                return True
        if rule.after is not None:
            after = said[match.end() : match.end() + LOOK_BACK]
            if rule.after.match(after):
                return True
        return rule.feminine and self._masculine_stands(match.group())

    def _masculine_stands(self, said: str) -> bool:
        """Whether the masculine of a job's name is in the offer too."""
        if self._words is None:
            self._words = frozenset(re.findall(r"[a-z]+", self.whole))
        return any(one in self._words or one + "s" in self._words for one in masculine_of(said))


def _typed(plain: Plain, text: str, start: int, end: int) -> tuple[int, int, str]:
    """(start, end, words) in what was typed."""
    first, last = plain.span(start, end)
    return first, last, text[first:last]


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings, the one that refuses, then the one that starts first, then the longest."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
        elif finding.severity is Severity.REFUSE and kept[-1].severity is Severity.ASK:
            kept[-1] = finding
    return tuple(kept)
