"""The common indicators of annex I of regulation (EU) 2021/1057, counted from rows: each by sex, QPV, age, ISCED, year.

An output indicator counts who entered, from entry data that are complete; a result indicator who left, from exit
data, or from those six months later, that are complete. A row that lacks something counts in none of what it lacks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.fse.participants import (
    Participation,
    age_band,
    counts,
    incomplete,
    is_long_term,
    lacking,
)
from myjobmatch.domain.fse.questionnaire import Part, Questionnaire

OUTPUTS = tuple(f"EECO{number:02}" for number in range(1, 18))
RESULTS = tuple(f"EECR{number:02}" for number in range(1, 7))
INDICATORS = (*OUTPUTS, *RESULTS)

BREAKDOWNS: Mapping[str, tuple[str, ...]] = {
    "sex": ("female", "male", "non_binary"),
    "qpv": ("yes", "no", "not_recorded"),
    "age": ("under_18", "18_29", "30_54", "55_over"),
    "isced": ("0_2", "3_4", "5_8"),
}
"""What indicators are told by, and the classes; years of entry come on top."""
TOTAL = ("total", "")

Key = tuple[str, str, str]
"""An indicator, what it is told by, the class: `("EECO02", "sex", "female")`."""

_FLAGS = {
    "EECO12": ("disability", "yes"),
    "EECO13": ("nationality", "third_country"),
    "EECO14": ("foreign_background", "yes"),
    "EECO15": ("minority", "yes"),
    "EECO16": ("homeless", "yes"),
    "EECO17": ("rural", "yes"),
}
_AGES = {"under_18": "EECO06", "18_29": "EECO07", "55_over": "EECO08"}
_LEVELS = {"0_2": "EECO09", "3_4": "EECO10", "5_8": "EECO11"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by key, and how many rows they rest on.

    `participants` are all who count as such; `incomplete` those of them whose entry data lack something, and who are
    in no indicator; `brief` were there for a day or less.
    """

    counts: Mapping[Key, int]
    years: tuple[str, ...]
    participants: int = 0
    present: int = 0
    left: int = 0
    incomplete: int = 0
    lacking: int = 0
    brief: int = 0

    def count(self, indicator: str, by: str = "total", of: str = "") -> int:
        """How many."""
        return self.counts.get((indicator, by, of), 0)

    def classes(self, by: str) -> tuple[str, ...]:
        """The classes of a breakdown, in their order."""
        return self.years if by == "year" else BREAKDOWNS[by]


def education_class(form: Questionnaire, answers: Mapping[str, str]) -> str:
    """The ISCED class of the highest qualification: French levels 3 and 4 are both ISCED 3."""
    question = form.question("education")
    choice = question.choice(answers.get("education", "")) if question else None
    if choice is None or choice.isced is None:
        return ""
    if choice.isced <= 2:
        return "0_2"
    return "3_4" if choice.isced <= 4 else "5_8"


def means(form: Questionnaire, answers: Mapping[str, str], code: str) -> str:
    """What a situation on the labour market counts as; empty where it is not told."""
    question = form.question(code)
    choice = question.choice(answers.get(code, "")) if question else None
    return choice.means if choice else ""


def indicators_of(form: Questionnaire, one: Participation) -> frozenset[str]:
    """The indicators that a row counts in."""
    if not counts(one) or lacking(form, one.answers, Part.ENTRY):
        return frozenset()
    return frozenset(_outputs(form, one) | _on_leaving(form, one) | _six_months(form, one))


def _outputs(form: Questionnaire, one: Participation) -> set[str]:
    answers = one.answers
    found = {"EECO01"}
    found |= {code for code, (asked, yes) in _FLAGS.items() if answers.get(asked) == yes}
    situation = means(form, answers, "labour")
    if situation == "unemployed":
        found |= {"EECO02", "EECO03"} if is_long_term(form, one) else {"EECO02"}
    elif situation in ("inactive", "education"):
        found.add("EECO04")
    elif situation == "employed":
        found.add("EECO05")
    for told, among in ((age_band(one), _AGES), (education_class(form, answers), _LEVELS)):
        if told in among:
            found.add(among[told])
    return found


def _on_leaving(form: Questionnaire, one: Participation) -> set[str]:
    """What changed on leaving: newly looking, newly learning, newly at work; a qualification whatever they were."""
    answers = one.answers
    if one.left_on is None or lacking(form, answers, Part.EXIT):
        return set()
    before, after = means(form, answers, "labour"), means(form, answers, "exit_labour")
    found = set()
    if before in ("inactive", "education") and after == "unemployed":
        found.add("EECR01")
    if before != "education" and (answers.get("exit_training") == "yes" or after == "education"):
        found.add("EECR02")
    if answers.get("exit_qualification") == "yes":
        found.add("EECR03")
    if before != "employed" and after == "employed":
        found.add("EECR04")
    return found


def _six_months(form: Questionnaire, one: Participation) -> set[str]:
    answers = one.answers
    if one.left_on is None or lacking(form, answers, Part.SIX_MONTHS):
        return set()
    before, after = means(form, answers, "labour"), means(form, answers, "six_labour")
    found = set()
    if before != "employed" and after == "employed":
        found.add("EECR05")
    if before == "employed" and after == "employed" and answers.get("six_better") == "yes":
        found.add("EECR06")
    return found


def classes_of(form: Questionnaire, one: Participation) -> Mapping[str, str]:
    """The class of a row in each breakdown."""
    return {
        "sex": one.answers.get("sex", ""),
        "qpv": one.answers.get("qpv", ""),
        "age": age_band(one),
        "isced": education_class(form, one.answers),
        "year": str(one.entered_on.year),
    }


def as_it_stood(rows: Iterable[Participation], day: date) -> list[Participation]:
    """The rows without who entered after a day; who left after it was still there."""
    return [
        Participation(
            one.ref,
            one.entered_on,
            one.left_on if one.left_on is not None and one.left_on <= day else None,
            one.answers,
        )
        for one in rows
        if one.entered_on <= day
    ]


def figures_of(form: Questionnaire, rows: Iterable[Participation], today: date) -> Figures:
    """The figures of an operation, once for each of its participants; today says what is due and lacks."""
    found: Counter[Key] = Counter()
    years: set[str] = set()
    told: Counter[str] = Counter()
    for one in rows:
        if not counts(one):
            told["brief"] += 1
            continue
        told["participants"] += 1
        told["left" if one.left_on is not None else "present"] += 1
        told["lacking"] += bool(incomplete(form, one, today))
        codes = indicators_of(form, one)
        told["incomplete"] += not codes
        if not codes:
            continue
        classes = classes_of(form, one)
        years.add(classes["year"])
        for code in codes:
            found[code, *TOTAL] += 1
            for by, of in classes.items():
                found[code, by, of] += 1
    return Figures(
        counts=dict(found),
        years=tuple(sorted(years)),
        participants=told["participants"],
        present=told["present"],
        left=told["left"],
        incomplete=told["incomplete"],
        lacking=told["lacking"],
        brief=told["brief"],
    )
