"""Lawful eligibility: declared rules that cite their article, answered outside the engine as yes or no."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """A rule of law that can bar a card to whoever is `under` an age in years.

    Its code is the catalogue key `eligibility.<code>`.
    """

    code: str
    article: str
    under: int


NIGHT_WORK_OF_MINORS = EligibilityRule("night_minor", "Code du travail, L3163-2", 18)
HAZARDOUS_WORK_OF_MINORS = EligibilityRule(
    "hazard_minor", "Code du travail, L4153-8 and D4153-15", 18
)
UNDER_16 = EligibilityRule("under_16", "Code du travail, L4153-1", 16)

RULES = (UNDER_16, NIGHT_WORK_OF_MINORS, HAZARDOUS_WORK_OF_MINORS)


def age_on(birth_date: date, day: date) -> int:
    """Completed years on a day; born on 29 February, one is a year older on 1 March."""
    before = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - int(before)


def barring_rules(
    birth_date: date | None, day: date, *, night_work: bool, hazardous_work: bool
) -> tuple[EligibilityRule, ...]:
    """The rules that bar this person from this work on that day; empty means eligible.

    An unknown birth date bars nothing here: the Mission Locale checks papers before a contract.
    """
    if birth_date is None:
        return ()
    age = age_on(birth_date, day)
    return tuple(rule for rule in _rules_of(night_work, hazardous_work) if age < rule.under)


def last_birth_allowed(day: date, *, night_work: bool, hazardous_work: bool) -> date:
    """The last birth date that `barring_rules` does not bar from this work: who is born later is.

    For asking it of many people at once.
    """
    year = day.year - max(rule.under for rule in _rules_of(night_work, hazardous_work))
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def _rules_of(night_work: bool, hazardous_work: bool) -> tuple[EligibilityRule, ...]:
    rules = [UNDER_16]
    if night_work:
        rules.append(NIGHT_WORK_OF_MINORS)
    if hazardous_work:
        rules.append(HAZARDOUS_WORK_OF_MINORS)
    return tuple(rules)
