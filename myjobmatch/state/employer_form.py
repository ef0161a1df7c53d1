"""An offer's form read into what the services take; what cannot be read is told by its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.offer_rules import LONGEST_DESCRIPTION, OfferContent
from myjobmatch.domain.remote import Remote
from myjobmatch.services.offer_reading import ReadText

Form = Mapping[str, str | bool]
"""What a browser sends of a form: texts, and whether each box is ticked."""

CONTRACTS = tuple(kind for kind in ContractKind if kind is not ContractKind.OTHER)
LICENCES = (Licence.AM, Licence.B, Licence.C, Licence.CE, Licence.D)


def read_form(
    form: Form,
    *,
    occupation_id: int | None,
    skills: tuple[tuple[int, bool], ...],
    aptitude_ids: tuple[int, ...],
    useful: frozenset[int] = frozenset(),
) -> tuple[OfferContent, list[FieldProblem]]:
    """The content typed, and the fields that hold no number or date."""
    problems: list[FieldProblem] = []
    contract = _text(form, "contract")
    experience = _text(form, "experience")
    remote = _text(form, "remote")
    content = OfferContent(
        title=_text(form, "title"),
        description=_text(form, "description"),
        occupation_id=occupation_id,
        contract=ContractKind(contract) if contract in set(ContractKind) else None,
        weekly_hours=_number(form, "weekly_hours", problems),
        schedules=tuple(s for s in Schedule if form.get(f"schedule_{s.value}")),
        pay_text=_text(form, "pay_text"),
        pay_hourly_min=_number(form, "pay_hourly_min", problems),
        experience=(
            ExperienceDemand(experience)
            if experience in set(ExperienceDemand)
            else ExperienceDemand.BEGINNER
        ),
        licences_required=tuple(x for x in LICENCES if form.get(f"licence_{x.value}")),
        place=_text(form, "place"),
        starts_on=_day(form, "starts_on", problems),
        positions=int(_number(form, "positions", problems) or 1),
        night_work=bool(form.get("night_work")),
        hazardous_work=bool(form.get("hazardous_work")),
        skills=skills,
        aptitude_ids=aptitude_ids,
        useful_aptitudes=useful,
        remote=Remote(remote) if remote in set(Remote) else Remote.NONE,
    )
    return content, problems


def filled_with(
    said: ReadText, pasted: str, typed: OfferContent, place: str
) -> tuple[OfferContent, str, list[str]]:
    """(the content, the place's label, the fields that were filled): a pasted text where nothing was typed."""
    words = said.words
    filled = {
        "title": words.title if not typed.title.strip() else "",
        "description": pasted.strip()[:LONGEST_DESCRIPTION]
        if not typed.description.strip()
        else "",
        "contract": words.contract if typed.contract is None else None,
        "weekly_hours": words.weekly_hours if typed.weekly_hours is None else None,
        "pay_text": words.pay_text if not typed.pay_text.strip() else "",
        "pay_hourly_min": words.pay_hourly_min if typed.pay_hourly_min is None else None,
        "starts_on": words.starts_on if typed.starts_on is None else None,
        "licences_required": (
            tuple(one for one in words.licences if one in LICENCES)
            if not typed.licences_required
            else ()
        ),
        "schedules": said.schedules if not typed.schedules else (),
        "remote": words.remote if typed.remote is Remote.NONE else Remote.NONE,
        "positions": words.positions if typed.positions == 1 else 1,
        "experience": (words.experience if typed.experience is ExperienceDemand.BEGINNER else None),
    }
    empty = {"remote": Remote.NONE, "positions": 1, "experience": ExperienceDemand.BEGINNER}
    read = {name: value for name, value in filled.items() if value and value != empty.get(name)}
    names = list(read)
    if not place.strip() and said.place:
        place, names = said.place, [*names, "place"]
    return replace(typed, **read), place, names  # type: ignore[arg-type]


def _text(form: Form, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _number(form: Form, name: str, problems: list[FieldProblem]) -> float | None:
    text = _text(form, name).strip().replace(" ", "").replace("\u202f", "").replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e9:
        problems.append(FieldProblem(name, "offer_number_wrong"))
        return None
    return value


def _day(form: Form, name: str, problems: list[FieldProblem]) -> date | None:
    text = _text(form, name).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(FieldProblem(name, "offer_date_wrong"))
        return None
