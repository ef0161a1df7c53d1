"""What an offer must say before it may be published."""

from dataclasses import replace
from datetime import date

import pytest

from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.offer_rules import OfferContent, form_problems, publication_problems
from myjobmatch.domain.pay import least_hourly, minimum_wage

TODAY = date(2026, 9, 14)
WHOLE = OfferContent(
    title="Vendeur / Vendeuse en boulangerie",
    description="Vous servez les clients et vous tenez la caisse.",
    contract=ContractKind.CDI,
    weekly_hours=35,
    pay_hourly_min=12.5,
    place="Melun",
    latitude=48.54,
    longitude=2.66,
    starts_on=date(2026, 10, 1),
    skills=((1, True),),
)


def test_a_whole_offer_has_no_problem() -> None:
    assert publication_problems(WHOLE, TODAY) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"title": "  "}, "title", "offer_title_missing"),
        ({"title": "x" * 121}, "title", "offer_title_long"),
        ({"description": "À voir."}, "description", "offer_description_short"),
        ({"contract": None}, "contract", "offer_contract_missing"),
        ({"weekly_hours": None}, "weekly_hours", "offer_hours_missing"),
        ({"weekly_hours": 61}, "weekly_hours", "offer_hours_range"),
        ({"weekly_hours": 0.5}, "weekly_hours", "offer_hours_range"),
        ({"place": ""}, "place", "offer_place_missing"),
        ({"latitude": None, "longitude": None}, "place", "offer_place_unknown"),
        ({"skills": ()}, "skills", "offer_skills_missing"),
        ({"pay_hourly_min": 11.0}, "pay_hourly_min", "offer_pay_low"),
        ({"pay_hourly_min": 1800}, "pay_hourly_min", "offer_pay_range"),
        ({"starts_on": date(2025, 9, 1)}, "starts_on", "offer_start_past"),
        ({"starts_on": date(2036, 9, 1)}, "starts_on", "offer_start_far"),
        ({"positions": 0}, "positions", "offer_positions_range"),
    ],
)
def test_each_fault_is_told_by_its_field(change: dict[str, object], field: str, code: str) -> None:
    problems = publication_problems(replace(WHOLE, **change), TODAY)  # type: ignore[arg-type]

    assert [(p.field, p.code) for p in problems] == [(field, code)]


def test_a_draft_may_lack_what_publication_asks() -> None:
    assert form_problems(OfferContent(title="Vendeur")) == []


def test_apprentices_follow_another_grid_than_the_smic() -> None:
    low = replace(WHOLE, pay_hourly_min=6.0, contract=ContractKind.APPRENTICESHIP)

    assert publication_problems(low, TODAY) == []


def test_the_smic_is_the_one_of_the_day() -> None:
    assert minimum_wage(date(2025, 12, 31)).hourly == 11.88
    assert minimum_wage(date(2026, 1, 1)).hourly == 12.02
    assert least_hourly(ContractKind.IMMERSION, TODAY) is None
