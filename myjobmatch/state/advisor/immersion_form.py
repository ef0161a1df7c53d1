"""The forms of an immersion: what they begin with, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from myjobmatch.domain.enums import ContractKind, LabelledEnum
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionDone,
    ImmersionPurpose,
    ImmersionReviewView,
    ObjectivesMet,
)
from myjobmatch.services.immersion_review import ReviewImmersion

Form = Mapping[str, str | bool]
E = TypeVar("E", bound=LabelledEnum)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of an agreement begins with."""

    title: str = ""
    host_name: str = ""
    host_siret: str = ""
    host_address: str = ""
    host_signer: str = ""
    tutor: str = ""
    tutor_function: str = ""
    purpose: str = ""
    objectives: str = ""
    tasks: str = ""
    starts_on: str = ""
    ends_on: str = ""
    weekly_hours: str = ""
    schedule: str = ""
    representative: str = ""
    minor_work: bool = False


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What the form of a review begins with; `correct`: it was reviewed before."""

    done: str = ""
    objectives_met: str = ""
    hired: bool = False
    contract: str = ""
    contract_starts_on: str = ""
    contract_ends_on: str = ""
    youth_words: str = ""
    host_words: str = ""
    correct: bool = False


def review_draft_of(review: ImmersionReviewView | None) -> ReviewDraft:
    """A review as the form shows it; an empty one where there is none yet."""
    if review is None:
        return ReviewDraft()
    starts, ends = review.contract_starts_on, review.contract_ends_on
    return ReviewDraft(
        done=review.done.value,
        objectives_met=review.objectives_met.value,
        hired=review.hired,
        contract=review.contract.value if review.contract else "",
        contract_starts_on=starts.isoformat() if starts else "",
        contract_ends_on=ends.isoformat() if ends else "",
        youth_words=review.youth_words,
        host_words=review.host_words,
        correct=True,
    )


def draft_of(content: ImmersionContent) -> Draft:
    """An agreement as the form shows it."""
    return Draft(
        title=content.title,
        host_name=content.host_name,
        host_siret=content.host_siret,
        host_address=content.host_address,
        host_signer=content.host_signer,
        tutor=content.tutor,
        tutor_function=content.tutor_function,
        purpose=content.purpose.value if content.purpose else "",
        objectives=content.objectives,
        tasks=content.tasks,
        starts_on=content.starts_on.isoformat() if content.starts_on else "",
        ends_on=content.ends_on.isoformat() if content.ends_on else "",
        weekly_hours="" if content.weekly_hours is None else written(content.weekly_hours),
        schedule=content.schedule,
        representative=content.representative,
        minor_work=content.minor_work,
    )


def written(hours: float) -> str:
    """A number of hours as one types it in French."""
    return f"{hours:g}".replace(".", ",")


def read_agreement(form: Form) -> tuple[ImmersionContent, list[FieldProblem]]:
    """The agreement typed, and the fields that hold no number or date."""
    found: list[FieldProblem] = []
    content = ImmersionContent(
        title=text(form, "title"),
        host_name=text(form, "host_name"),
        host_siret=text(form, "host_siret"),
        host_address=text(form, "host_address"),
        host_signer=text(form, "host_signer"),
        tutor=text(form, "tutor"),
        tutor_function=text(form, "tutor_function"),
        purpose=_chosen(ImmersionPurpose, form, "purpose"),
        objectives=text(form, "objectives"),
        tasks=text(form, "tasks"),
        starts_on=_day(form, "starts_on", found),
        ends_on=_day(form, "ends_on", found),
        weekly_hours=_hours(form, found),
        schedule=text(form, "schedule"),
        representative=text(form, "representative"),
        minor_work=bool(form.get("minor_work")),
    )
    return content, found


def read_review(
    immersion_id: str, form: Form, *, correct: bool
) -> tuple[ReviewImmersion | None, list[FieldProblem]]:
    """The review typed; None where something of it cannot be read."""
    found: list[FieldProblem] = []
    done = _chosen(ImmersionDone, form, "done")
    met = _chosen(ObjectivesMet, form, "objectives_met")
    hired = bool(form.get("hired"))
    starts = _day(form, "contract_starts_on", found) if hired else None
    ends = _day(form, "contract_ends_on", found) if hired else None
    for name, value in (("done", done), ("objectives_met", met)):
        if value is None:
            found.append(FieldProblem(name, "immersion_needed"))
    if done is None or met is None or found:
        return None, found
    return ReviewImmersion(
        immersion_id,
        done,
        met,
        hired=hired,
        contract=_chosen(ContractKind, form, "contract") if hired else None,
        contract_starts_on=starts,
        contract_ends_on=ends,
        youth_words=text(form, "youth_words"),
        host_words=text(form, "host_words"),
        correct=correct,
    ), found


def by_field(
    found: Sequence[FieldProblem],
) -> tuple[dict[str, str], dict[str, dict[str, str | int | float]]]:
    """The first problem of each field, and the values of its sentence."""
    codes: dict[str, str] = {}
    values: dict[str, dict[str, str | int | float]] = {}
    for problem in found:
        if problem.field not in codes:
            codes[problem.field], values[problem.field] = problem.code, problem.params
    return codes, values


def text(form: Form, name: str) -> str:
    """What was typed in a field."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def day_in(form: Form, name: str) -> date | None:
    """The day chosen in a field; None where there is none.

    Raises:
        ValueError: what stands there is no day.
    """
    typed = text(form, name).strip()
    return date.fromisoformat(typed) if typed else None


def _chosen(kind: type[E], form: Form, name: str) -> E | None:
    value = text(form, name)
    return kind(value) if value in {member.value for member in kind} else None


def _day(form: Form, name: str, found: list[FieldProblem]) -> date | None:
    try:
        return day_in(form, name)
    except ValueError:
        found.append(FieldProblem(name, "immersion_day"))
        return None


def _hours(form: Form, found: list[FieldProblem]) -> float | None:
    typed = text(form, "weekly_hours").strip().replace(",", ".")
    if not typed:
        return None
    try:
        hours = float(typed)
    except ValueError:
        hours = -1.0
    if not 0 <= hours < 1000:
        found.append(FieldProblem("weekly_hours", "immersion_number"))
        return None
    return hours
