"""What a deck keeps to: facts of offers alone, narrowed by declared rules."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from myjobmatch.domain.deck_terms import Aside, DeckFilters, DeckTerms, asides_of, with_asides
from myjobmatch.domain.enums import (
    AsideKind,
    ContractKind,
    PassReason,
    Schedule,
    WorkingTime,
)

OFFER: dict[str, Any] = {
    "minutes": 40,
    "schedules": [Schedule.DAY, Schedule.NIGHT],
    "weekly_hours": 35.0,
    "contract": ContractKind.CDI,
    "occupation_id": 7,
    "company": "Le Fournil",
    "title": "Vendeur / Vendeuse",
    "hourly_pay": 12.5,
    "missing_skill_id": 3,
}


def test_terms_know_nothing_of_a_person() -> None:
    assert {field.name for field in fields(DeckFilters)} == {
        "minutes", "contracts", "without", "time", "starts",
    }  # fmt: skip
    assert {field.name for field in fields(DeckTerms)} == {
        "within", "less_than", "contracts", "no_contracts", "no_schedules", "times", "starts_by",
        "no_occupations", "no_skills", "no_offers", "pay_above",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "kind", "value"),
    [
        (PassReason.TOO_FAR, AsideKind.TRAVEL, "40"),
        (PassReason.HOURS, AsideKind.SCHEDULE, "night"),
        (PassReason.CONTRACT, AsideKind.CONTRACT, "cdi"),
        (PassReason.NOT_MY_JOB, AsideKind.OCCUPATION, "7"),
        (PassReason.COMPANY, AsideKind.COMPANY, "Le Fournil"),
        (PassReason.PAY, AsideKind.PAY, "12.50"),
        (PassReason.SKILLS, AsideKind.SKILL, "3"),
        (PassReason.ALREADY_APPLIED, AsideKind.SAME_JOB, "Le Fournil\nVendeur / Vendeuse"),
    ],
)
def test_each_reason_has_its_rule(reason: PassReason, kind: AsideKind, value: str) -> None:
    assert asides_of(reason, **OFFER) == (Aside(kind, value),)


def test_usual_hours_put_aside_the_working_time() -> None:
    usual = OFFER | {"schedules": [Schedule.DAY]}
    assert asides_of(PassReason.HOURS, **usual) == (Aside(AsideKind.HOURS, "full"),)
    part = usual | {"weekly_hours": 20.0}
    assert asides_of(PassReason.HOURS, **part) == (Aside(AsideKind.HOURS, "part"),)


@pytest.mark.parametrize("reason", list(PassReason))
def test_what_is_not_told_puts_nothing_aside(reason: PassReason) -> None:
    silent: dict[str, Any] = dict.fromkeys(OFFER) | {
        "schedules": [], "company": "", "title": "", "contract": ContractKind.OTHER,
    }  # fmt: skip
    assert asides_of(reason, **silent) == ()


def test_nobody_puts_the_doorstep_aside() -> None:
    (aside,) = asides_of(PassReason.TOO_FAR, **(OFFER | {"minutes": 1}))
    assert aside.value == "5"


def test_what_was_put_aside_adds_up() -> None:
    terms = with_asides(
        DeckFilters(without=frozenset({Schedule.EVENING})).terms(date(2026, 9, 14)),
        [
            Aside(AsideKind.TRAVEL, "40"),
            Aside(AsideKind.TRAVEL, "25"),
            Aside(AsideKind.SCHEDULE, "night"),
            Aside(AsideKind.HOURS, "full"),
            Aside(AsideKind.OCCUPATION, "7"),
            Aside(AsideKind.PAY, "12.50"),
            Aside(AsideKind.PAY, "12.00"),
        ],
        near=[(7, frozenset({8, 9}))],
        offers=[11],
    )
    assert terms == DeckTerms(
        less_than=25,
        no_schedules=frozenset({Schedule.EVENING, Schedule.NIGHT}),
        times=frozenset({WorkingTime.PART}),
        no_occupations=frozenset({7, 8, 9}),
        no_offers=frozenset({11}),
        pay_above=12.5,
    )
