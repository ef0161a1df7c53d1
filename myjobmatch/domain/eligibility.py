"""Lawful eligibility: declared rules that cite their article, answered outside the engine as yes or no."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """A rule of law that can bar a card: its code is the catalogue key `eligibility.<code>`."""

    code: str
    article: str


NIGHT_WORK_OF_MINORS = EligibilityRule("night_minor", "Code du travail, L3163-2")
HAZARDOUS_WORK_OF_MINORS = EligibilityRule("hazard_minor", "Code du travail, L4153-8 and D4153-15")
UNDER_16 = EligibilityRule("under_16", "Code du travail, L4153-1")

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
    rules = []
    if age < 16:
        rules.append(UNDER_16)
    if age < 18 and night_work:
        rules.append(NIGHT_WORK_OF_MINORS)
    if age < 18 and hazardous_work:
        rules.append(HAZARDOUS_WORK_OF_MINORS)
    return tuple(rules)
