"""The rules of immersions: length from date to date, two with a host and sixty days, renewal once, minors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.immersion_rules import (
    LENGTHS,
    Earlier,
    Renewal,
    busiest,
    days_of,
    last_day,
    may_be_renewed,
    months_after,
    problems,
    read,
    same_host,
    signers,
)
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionPurpose,
    ObjectivesMet,
    Signer,
)

TODAY = date(2027, 1, 4)
BAKERY, SIRET, OTHER = "Le Fournil", "73282932000074", "35600000000048"
WHOLE = ImmersionContent(
    title="Vendeur / Vendeuse",
    host_name=BAKERY,
    host_siret=SIRET,
    host_address="3 rue du Four, 91000 Évry",
    host_signer="Anne Roche",
    tutor="Paul Lenoir",
    tutor_function="Boulanger",
    purpose=ImmersionPurpose.DISCOVER,
    objectives="Voir si le métier plaît",
    tasks="Accueillir, servir, encaisser",
    starts_on=date(2027, 1, 11),
    ends_on=date(2027, 1, 22),
    weekly_hours=35,
    schedule="Du lundi au vendredi, de 9 h à 17 h",
)


def earlier(starts: date, ends: date, **other: object) -> Earlier:
    known: dict[str, object] = {
        "host_name": BAKERY,
        "host_siret": SIRET,
        "title": "Boulanger / Boulangère",
        "purpose": ImmersionPurpose.CONFIRM,
    }
    return Earlier(**(known | other), starts_on=starts, ends_on=ends)  # type: ignore[arg-type]


def found(
    content: ImmersionContent = WHOLE,
    others: tuple[Earlier, ...] = (),
    *,
    minor: bool = False,
    renews: Renewal | None = None,
) -> dict[str, str]:
    told = problems(content, others, minor=minor, today=TODAY, renews=renews)
    return {one.field: one.code for one in told}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 1, 5), date(2027, 2, 4)),
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 1, 29), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 3, 27)),
        (date(2027, 12, 15), date(2028, 1, 14)),
    ],
)
def test_a_month_is_from_date_to_date(first: date, last: date) -> None:
    assert last_day(first) == last
    day = {"starts_on": first, "ends_on": last}
    today = first - timedelta(days=1)
    assert problems(replace(WHOLE, **day), (), minor=False, today=today) == []
    (wrong,) = problems(
        replace(WHOLE, starts_on=first, ends_on=last + timedelta(days=1)),
        (),
        minor=False,
        today=today,
    )
    assert (wrong.field, wrong.code) == ("ends_on", "immersion_month")
    assert wrong.params == {"last": last.isoformat()}


def test_months_go_both_ways() -> None:
    assert months_after(date(2027, 3, 31), -1) == date(2027, 2, 28)
    assert months_after(date(2027, 1, 15), -12) == date(2026, 1, 15)
    assert days_of(date(2027, 1, 11), date(2027, 1, 11)) == 1


def test_a_whole_agreement_may_be_signed() -> None:
    assert found() == {}


def test_all_that_lacks_is_told_at_once() -> None:
    lacking = found(ImmersionContent("Vendeur"))
    assert set(lacking.values()) == {"immersion_needed"}
    assert {"host_name", "tutor", "purpose", "starts_on", "weekly_hours"} <= set(lacking)
    assert not {"host_siret", "representative", "minor_work"} & set(lacking)


def test_it_begins_neither_long_ago_nor_far_ahead() -> None:
    def starting(day: date) -> dict[str, str]:
        return found(replace(WHOLE, starts_on=day, ends_on=day))

    assert starting(TODAY - timedelta(days=3)) == {}
    assert starting(TODAY - timedelta(days=4)) == {"starts_on": "immersion_started"}
    assert starting(TODAY + timedelta(days=367)) == {"starts_on": "immersion_far"}


def test_a_minor_works_35_hours_by_day_and_somebody_signs_for_them() -> None:
    minor = {"weekly_hours", "representative", "minor_work"}
    assert set(found(replace(WHOLE, weekly_hours=35.5), minor=True)) == minor
    assert found(replace(WHOLE, weekly_hours=39)) == {}
    safe = replace(WHOLE, representative="Rachida Benali", minor_work=True)
    assert found(safe, minor=True) == {}
    assert Signer.REPRESENTATIVE in signers(minor=True)
    assert Signer.REPRESENTATIVE not in signers(minor=False)


def test_a_host_is_known_by_its_siret_else_by_its_name() -> None:
    assert same_host(("Le Fournil", SIRET), ("Autre nom", SIRET))
    assert not same_host(("Le Fournil", SIRET), ("Le Fournil", OTHER))
    assert same_host(("LE  FOURNIL !", ""), ("le fournil", SIRET))
    assert same_host(("Crêperie d'Évry", ""), ("creperie d evry", ""))
    assert not same_host(("", ""), ("", ""))


def test_two_agreements_with_a_host_in_twelve_months() -> None:
    one = earlier(date(2026, 2, 1), date(2026, 2, 5))
    two = earlier(date(2026, 9, 1), date(2026, 9, 5))
    assert found(WHOLE, (one,)) == {}
    told = problems(WHOLE, (one, two), minor=False, today=TODAY)
    assert [(p.field, p.code, p.params["count"]) for p in told] == [
        ("host_name", "immersion_host_twice", 2)
    ]
    long_ago = replace(one, starts_on=date(2026, 1, 11), ends_on=date(2026, 1, 15))
    assert found(WHOLE, (long_ago, two)) == {}
    elsewhere = replace(one, host_name="Garage", host_siret="")
    assert found(WHOLE, (elsewhere, two)) == {}


def test_an_agreement_of_the_past_year_and_one_to_come_are_not_in_one_year() -> None:
    before = earlier(date(2026, 2, 1), date(2026, 2, 20))
    after = earlier(date(2027, 12, 1), date(2027, 12, 20))
    assert busiest(date(2027, 1, 11), (before, after)) == (1, 20)
    assert found(WHOLE, (before, after)) == {}


def test_sixty_days_with_a_host_and_the_sentence_says_how_many_are_left() -> None:
    month = earlier(date(2026, 10, 1), date(2026, 10, 31))
    longest = replace(WHOLE, starts_on=date(2027, 1, 11), ends_on=date(2027, 2, 8))
    assert found(longest, (month,)) == {}
    told = problems(replace(longest, ends_on=date(2027, 2, 9)), (month,), minor=False, today=TODAY)
    assert [(p.field, p.code, p.params) for p in told] == [
        ("ends_on", "immersion_host_days", {"left": 29, "most": 60, "days": 30})
    ]


def test_two_with_a_host_are_for_different_objects() -> None:
    same = {"title": "vendeur /  Vendeuse", "purpose": ImmersionPurpose.DISCOVER}
    before = earlier(date(2026, 10, 1), date(2026, 10, 9), **same)
    assert found(WHOLE, (before,)) == {"title": "immersion_same_object"}
    assert found(replace(WHOLE, purpose=ImmersionPurpose.RECRUIT), (before,)) == {}
    assert found(replace(WHOLE, title="Boulanger / Boulangère"), (before,)) == {}


def test_days_with_a_host_do_not_overlap() -> None:
    before = earlier(date(2027, 1, 4), date(2027, 1, 11))
    assert found(WHOLE, (before,)) == {"starts_on": "immersion_overlaps"}


def test_a_renewal_is_once_after_the_first_and_where_something_is_left() -> None:
    same = {"title": WHOLE.title, "purpose": WHOLE.purpose}
    before = earlier(date(2026, 12, 21), date(2027, 1, 8), **same)
    renewal = Renewal(before, is_renewal=False, renewed=False, objectives_met=ObjectivesMet.PARTLY)
    assert found(WHOLE, (before,), renews=renewal) == {}
    for wrong, code in (
        (replace(renewal, is_renewal=True), "immersion_renewed_once"),
        (replace(renewal, renewed=True), "immersion_renewed_once"),
        (replace(renewal, objectives_met=ObjectivesMet.YES), "immersion_objectives_met"),
        (replace(renewal, objectives_met=None), "immersion_objectives_met"),
    ):
        assert found(WHOLE, (before,), renews=wrong) == {"starts_on": code}
    elsewhere = replace(WHOLE, host_name="Garage", host_siret="")
    assert found(elsewhere, (before,), renews=renewal) == {"host_name": "immersion_renewal_host"}
    early = replace(WHOLE, starts_on=date(2027, 1, 8))
    assert "starts_on" in found(early, (before,), renews=renewal)
    assert [may_be_renewed(met) for met in (*ObjectivesMet, None)] == [False, True, True, False]


def test_what_is_typed_is_read_and_told_by_its_field() -> None:
    content, wrong = read(
        replace(
            WHOLE,
            title="  Vendeur\u202e  /   Vendeuse ",
            host_siret="732 829 320 00074",
            tutor="x" * (LENGTHS["tutor"] + 1),
        )
    )
    assert content.title == "Vendeur / Vendeuse"
    assert content.host_siret == SIRET
    assert [(one.field, one.code) for one in wrong] == [("tutor", "immersion_long")]
    _, wrong = read(
        replace(
            WHOLE,
            title=" ",
            host_siret="123",
            weekly_hours=60,
            ends_on=date(2027, 1, 1),
        )
    )
    assert {one.field: one.code for one in wrong} == {
        "title": "immersion_title",
        "host_siret": "siret_length",
        "weekly_hours": "immersion_hours",
        "ends_on": "immersion_ends_before",
    }


@pytest.mark.parametrize(
    "other",
    [
        {"title": 3},
        {"tasks": None},
        {"starts_on": "2027-01-11"},
        {"ends_on": datetime(2027, 1, 11)},  # noqa: DTZ001  (what no form sends)
        {"weekly_hours": float("nan")},
        {"weekly_hours": "35"},
        {"weekly_hours": True},
        {"purpose": "discover"},
        {"minor_work": "yes"},
    ],
)
def test_what_no_form_sends_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="malformed"):
        read(replace(WHOLE, **other))  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="malformed"):
        read("Vendeur")  # type: ignore[arg-type]
