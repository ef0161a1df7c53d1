"""What an offer must say before it may be published; each fault is named by its field.

Two severities: what a draft may not hold at all (form), and what publication asks on top (content).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.french_text import is_french
from myjobmatch.domain.pay import least_hourly
from myjobmatch.domain.remote import Remote
from myjobmatch.domain.stated_pay import stated_pay, under

LONGEST_TITLE = 120
LONGEST_DESCRIPTION = 6000
LONGEST_PAY = 200
MOST_SKILLS = 20
MOST_APTITUDES = 8
LEAST_HOURS, MOST_HOURS = 1.0, 60.0
HIGHEST_HOURLY = 200.0
"""Beyond this, a monthly figure was typed into the field of an hour."""
MOST_POSITIONS = 99
OLDEST_START = timedelta(days=31)
LATEST_START = timedelta(days=550)

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class OfferContent:
    """What an employer writes of an offer."""

    title: str = ""
    description: str = ""
    occupation_id: int | None = None
    contract: ContractKind | None = None
    weekly_hours: float | None = None
    schedules: tuple[Schedule, ...] = ()
    pay_text: str = ""
    pay_hourly_min: float | None = None
    experience: ExperienceDemand = ExperienceDemand.BEGINNER
    licences_required: tuple[Licence, ...] = ()
    place: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    starts_on: date | None = None
    positions: int = 1
    night_work: bool = False
    hazardous_work: bool = False
    skills: tuple[tuple[int, bool], ...] = ()
    """(skill id, essential)."""
    aptitude_ids: tuple[int, ...] = ()
    useful_aptitudes: frozenset[int] = frozenset()
    """Those of them that are not essential."""
    remote: Remote = Remote.NONE


def form_problems(content: OfferContent) -> list[FieldProblem]:
    """What even a draft may not hold."""
    found: list[FieldProblem] = []

    def no(name: str, code: str, **params: str | int | float) -> None:
        found.append(FieldProblem(name, code, params))

    if not content.title.strip():
        no("title", "offer_title_missing")
    if len(content.title) > LONGEST_TITLE:
        no("title", "offer_title_long", most=LONGEST_TITLE)
    if len(content.description) > LONGEST_DESCRIPTION:
        no("description", "offer_description_long", most=LONGEST_DESCRIPTION)
    if len(content.pay_text) > LONGEST_PAY:
        no("pay_text", "offer_pay_long", most=LONGEST_PAY)
    if content.weekly_hours is not None and not LEAST_HOURS <= content.weekly_hours <= MOST_HOURS:
        no("weekly_hours", "offer_hours_range", least=int(LEAST_HOURS), most=int(MOST_HOURS))
    if content.pay_hourly_min is not None and not 0 < content.pay_hourly_min <= HIGHEST_HOURLY:
        no("pay_hourly_min", "offer_pay_range", most=int(HIGHEST_HOURLY))
    if not 1 <= content.positions <= MOST_POSITIONS:
        no("positions", "offer_positions_range", most=MOST_POSITIONS)
    if len(content.skills) > MOST_SKILLS:
        no("skills", "offer_skills_many", most=MOST_SKILLS)
    if len(content.aptitude_ids) > MOST_APTITUDES:
        no("aptitudes", "offer_aptitudes_many", most=MOST_APTITUDES)
    if (content.latitude is None) != (content.longitude is None):
        no("place", "offer_place_unknown")
    return found


def publication_problems(content: OfferContent, today: date) -> list[FieldProblem]:
    """What keeps an offer from being published today, form included: one problem a field."""
    found: dict[str, FieldProblem] = {}
    for problem in (*form_problems(content), *_missing(content), *_unlawful(content, today)):
        found.setdefault(problem.field, problem)
    return list(found.values())


def _missing(content: OfferContent) -> list[FieldProblem]:
    """What a youth must be able to read."""
    asked = (
        (not _WORD.search(content.title), "title", "offer_title_missing"),
        (len(_WORD.findall(content.description)) < 5, "description", "offer_description_short"),
        (content.contract is None, "contract", "offer_contract_missing"),
        (content.weekly_hours is None, "weekly_hours", "offer_hours_missing"),
        (not content.place.strip(), "place", "offer_place_missing"),
        (content.latitude is None, "place", "offer_place_unknown"),
        (not content.skills and content.occupation_id is None, "skills", "offer_skills_missing"),
    )
    return [FieldProblem(name, code) for lacking, name, code in asked if lacking]


def _unlawful(content: OfferContent, today: date) -> list[FieldProblem]:
    """No French text, pay under the minimum of its day, and starts that nobody can mean."""
    found: list[FieldProblem] = []
    start = content.starts_on
    if not is_french(content.description):
        found.append(FieldProblem("description", "offer_not_french"))
    if content.contract is ContractKind.IMMERSION:
        found += _paid_immersion(content)
    elif content.contract is not None:
        found += _low_pay(content, least_hourly(content.contract, max(today, start or today)))
    if start is not None and start < today - OLDEST_START:
        found.append(FieldProblem("starts_on", "offer_start_past"))
    if start is not None and start > today + LATEST_START:
        found.append(FieldProblem("starts_on", "offer_start_far"))
    return found


def _paid_immersion(content: OfferContent) -> list[FieldProblem]:
    """A PMSMP is unpaid by law: a figure beside it is a mistake in the contract or in the pay."""
    if content.pay_hourly_min is not None:
        return [FieldProblem("pay_hourly_min", "offer_immersion_paid")]
    if stated_pay(content.pay_text, content.weekly_hours):
        return [FieldProblem("pay_text", "offer_immersion_paid")]
    return []


def _low_pay(content: OfferContent, least: float | None) -> list[FieldProblem]:
    """Pay under the minimum, typed as a figure or told in words."""
    if least is None:
        return []
    found: list[FieldProblem] = []
    if content.pay_hourly_min is not None and content.pay_hourly_min < least:
        found.append(FieldProblem("pay_hourly_min", "offer_pay_low", {"least": least}))
    for name, text in (("pay_text", content.pay_text), ("description", content.description)):
        low = next((p for p in stated_pay(text, content.weekly_hours) if under(p, least)), None)
        if low is not None:
            told = f"« {low.words} » = {_money(low.hourly)} < {_money(least)}"
            found.append(FieldProblem(name, "offer_pay_text_low", {"told": told}))
    return found


def _money(hourly: float) -> str:
    return f"{hourly:.2f} €/h".replace(".", ",")
