"""A rule of the checker, and a family of rules that share the words which make them worth a look."""

import re
from dataclasses import dataclass

from myjobmatch.domain.offer_check.finding import Severity

GENERAL = "L1132-1"
SEX = "L1142-1"
AGE = "L5331-2"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying what may not be said.

    `needs` is looked for in the whole sentence, `before` must end where the words begin, `after` begin
    where they end, for them to be lawful; `unless` makes the whole sentence lawful.
    """

    kind: str
    article: str
    pattern: re.Pattern[str]
    severity: Severity = Severity.REFUSE
    needs: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    title_only: bool = False
    for_both: bool = False
    """Lawful where the offer says that it is open to both sexes."""
    feminine: bool = False
    """Lawful where the masculine of the same word stands too."""


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that are tried only on sentences which hold one of their words."""

    trigger: re.Pattern[str]
    rules: tuple[Rule, ...]


def rule(
    kind: str,
    article: str,
    pattern: str,
    *,
    ask: bool = False,
    needs: str = "",
    before: str = "",
    after: str = "",
    unless: str = "",
    title_only: bool = False,
    for_both: bool = False,
    feminine: bool = False,
) -> Rule:
    """A rule from its patterns, in lower case without accents."""
    return Rule(
        kind,
        article,
        re.compile(pattern),
        Severity.ASK if ask else Severity.REFUSE,
        re.compile(needs) if needs else None,
        re.compile(f"(?:{before})$") if before else None,
        re.compile(after) if after else None,
        re.compile(unless) if unless else None,
        title_only,
        for_both,
        feminine,
    )


def family(trigger: str, *rules: Rule) -> Family:
    """Rules under the words that call them."""
    return Family(re.compile(trigger), rules)
