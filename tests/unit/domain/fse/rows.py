"""Rows of participants for tests, whole unless it is said what of them differs."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import strategies as st

from myjobmatch.domain.fse.participants import Participation
from myjobmatch.domain.fse.questionnaire import LATEST, questionnaire

FORM = questionnaire(LATEST)
TODAY = date(2026, 9, 14)

ENTRY = {
    "sex": "female",
    "birth_date": "2006-05-02",
    "labour": "unemployed",
    "unemployed_for": "under_6",
    "education": "niveau_4",
    "nationality": "french",
    "foreign_background": "no",
    "minority": "not_recorded",
    "disability": "no",
    "homeless": "no",
    "commune": "Évry-Courcouronnes",
    "qpv": "no",
    "rural": "no",
}
EXIT = {
    "exit_reason": "job",
    "exit_labour": "employed",
    "exit_training": "no",
    "exit_qualification": "no",
}


def entered(ref: str = "a", **differs: str) -> Participation:
    """Somebody who is still there; an empty answer is none."""
    answers = {code: value for code, value in (ENTRY | differs).items() if value}
    return Participation(ref, date(2026, 1, 12), None, answers)


def left(ref: str = "a", on: date = date(2026, 3, 2), **differs: str) -> Participation:
    """Somebody who left."""
    answers = {code: value for code, value in (ENTRY | EXIT | differs).items() if value}
    return Participation(ref, date(2026, 1, 12), on, answers)


SEEDS = st.integers(0, 2**32)


def some(seed: int) -> list[Participation]:
    """Some rows of any kind, each whole, half empty or brief."""
    random = Random(seed)
    found = []
    for number in range(random.choice((0, 3, 12, 40, 90))):
        entered_on = random.choice([date(2025, 11, 3), date(2026, 1, 12)])
        left_on = random.choice([None, None, entered_on, date(2026, 3, 2), date(2026, 3, 2)])
        answers = {}
        for question in FORM.questions:
            if question.choices:
                among = [one.value for one in question.choices]
                among += sorted(one.value for one in question.settled_by)
                answers[question.code] = random.choice(among)
        born = random.choice(["2009-02-01", "2004-02-01", "1990-02-01", "1960-02-01"])
        answers |= {"birth_date": born, "commune": "Melun"}
        if random.random() < 0.1:
            del answers[random.choice(sorted(answers))]
        found.append(Participation(str(number), entered_on, left_on, answers))
    return found
