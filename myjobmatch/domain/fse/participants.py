"""A participant: who is one, which answers lack, by when they are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.fse.questionnaire import (
    AnswerKind,
    Part,
    Question,
    Questionnaire,
    Without,
)
from myjobmatch.domain.text import one_line

LONGEST_ANSWER = 120
AGE_BAND, LONG_TERM = "age_band", "long_term"
"""What stands in the place of a birth date once a row is cut loose from the person."""
IDENTIFYING = frozenset({"commune"})
"""Answers beside the birth date that tell who it is rather than a class of an indicator."""
_EARLIEST_BIRTH = 1920
_WITHOUT = frozenset(one.value for one in Without)


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody in an operation. `ref` is opaque; `answers` of all parts by code: what nobody answered is not there."""

    ref: str
    entered_on: date
    left_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def counts(one: Participation) -> bool:
    """Whether somebody is a participant: a contact of a day or less is none."""
    return one.left_on is None or one.left_on > one.entered_on


def is_without(value: str) -> bool:
    """Whether a value stands for no answer."""
    return value in _WITHOUT


def asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether a question concerns somebody who gave these answers."""
    return all(answers.get(code) in among for code, among in question.asked_if.items())


def lacking(form: Questionnaire, answers: Mapping[str, str], part: Part) -> tuple[str, ...]:
    """The questions of a part that concern somebody and have no answer that settles them. Nothing is guessed."""
    return tuple(
        one.code for one in form.of_part(part) if asked(one, answers) and not _settled(one, answers)
    )


def _settled(question: Question, answers: Mapping[str, str]) -> bool:
    value = answers.get(question.code, "")
    if question.code == "birth_date" and not value:
        return AGE_BAND in answers
    if is_without(value):
        return Without(value) in question.settled_by
    return value != ""


def checked_answer(question: Question, value: str, today: date) -> str:
    """An answer as it is kept; empty: there is none.

    Raises:
        Invalid: it is none of the question's (`fse_answer`), or no day that can be (`fse_day`).
    """
    text = one_line(value)
    if not text or (is_without(text) and Without(text) in question.without):
        return text
    match question.kind:
        case AnswerKind.CHOICE:
            if question.choice(text) is None:
                raise Invalid("fse_answer")
        case AnswerKind.DAY:
            try:
                day = date.fromisoformat(text)
            except ValueError as error:
                raise Invalid("fse_day") from error
            if not day.year >= _EARLIEST_BIRTH or day >= today:
                raise Invalid("fse_day")
        case AnswerKind.TEXT:
            if len(text) > LONGEST_ANSWER or is_without(text):
                raise Invalid("fse_answer")
    return text


def pertinent(form: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to questions that concern whoever gave the others; what was asked by mistake goes."""
    kept = {code: value for code, value in answers.items() if value}
    for question in form.questions:
        if question.code in kept and not asked(question, kept):
            del kept[question.code]
    return kept


def exit_due(form: Questionnaire, left_on: date) -> date:
    """The last day to tell what became of somebody who left."""
    return left_on + timedelta(days=form.exit_within_days)


def months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    last = (after - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def six_months_on(form: Questionnaire, left_on: date) -> date:
    """The day that the situation six months after is told of."""
    return months_later(left_on, form.months_after)


def six_months_due(form: Questionnaire, left_on: date) -> date:
    """The last day to ask for it."""
    return six_months_on(form, left_on) + timedelta(days=form.six_months_within_days)


def age_of(one: Participation) -> int | None:
    """Completed years at entry; None where the birth date is not there."""
    try:
        return age_on(date.fromisoformat(one.answers.get("birth_date", "")), one.entered_on)
    except ValueError:
        return None


def age_band(one: Participation) -> str:
    """The age class of the indicators; empty where it is not known."""
    age = age_of(one)
    if age is None:
        return one.answers.get(AGE_BAND, "")
    if age < 18:
        return "under_18"
    if age < 30:
        return "18_29"
    return "30_54" if age < 55 else "55_over"


def is_long_term(form: Questionnaire, one: Participation) -> bool:
    """Whether somebody unemployed has been so for long, by the rule of their age."""
    if LONG_TERM in one.answers:
        return one.answers[LONG_TERM] == "yes"
    question = form.question("unemployed_for")
    choice = question.choice(one.answers.get("unemployed_for", "")) if question else None
    age = age_of(one)
    if choice is None or choice.months is None or age is None:
        return False
    young = age < form.long_term_under_age
    return choice.months >= (form.long_term_months_under if young else form.long_term_months)


def classes_only(form: Questionnaire, one: Participation) -> dict[str, str]:
    """The answers without those that tell who it is: the indicators made of them are the same."""
    kept = {
        code: Without.NOT_RECORDED.value if code in IDENTIFYING else value
        for code, value in one.answers.items()
        if code != "birth_date"
    }
    band = age_band(one)
    if band:
        kept[AGE_BAND] = band
    if one.answers.get("labour") == "unemployed":
        kept[LONG_TERM] = "yes" if is_long_term(form, one) else "no"
    return kept


def incomplete(
    form: Questionnaire, one: Participation, today: date
) -> Mapping[Part, Sequence[str]]:
    """What lacks of a row by today: entry data at once, exit data once they left, six months after that."""
    found: dict[Part, Sequence[str]] = {}
    if not counts(one):
        return found
    parts = [Part.ENTRY]
    if one.left_on is not None:
        parts.append(Part.EXIT)
        if six_months_on(form, one.left_on) <= today:
            parts.append(Part.SIX_MONTHS)
    for part in parts:
        codes = lacking(form, one.answers, part)
        if codes:
            found[part] = codes
    return found
