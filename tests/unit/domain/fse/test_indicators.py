"""The common indicators, and which of them are hidden where they leave."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from myjobmatch.domain.dashboard import LEAST_PEOPLE, CellKind
from myjobmatch.domain.fse import masking
from myjobmatch.domain.fse.indicators import (
    BREAKDOWNS,
    INDICATORS,
    Figures,
    as_it_stood,
    figures_of,
    indicators_of,
)
from myjobmatch.domain.fse.masking import hidden_keys
from myjobmatch.domain.fse.participants import Participation
from myjobmatch.domain.fse.tables import By, tables_of
from tests.unit.domain.fse.rows import FORM, SEEDS, TODAY, entered, left, some


def codes(one: Participation) -> set[str]:
    return set(indicators_of(FORM, one)) - {"EECO01"}


@pytest.mark.parametrize(
    ("differs", "found"),
    [
        ({}, {"EECO02", "EECO07", "EECO10"}),
        ({"education": "niveau_3"}, {"EECO02", "EECO07", "EECO10"}),
        ({"education": "brevet"}, {"EECO02", "EECO07", "EECO09"}),
        ({"education": "after_4"}, {"EECO02", "EECO07", "EECO10"}),
        ({"education": "niveau_5"}, {"EECO02", "EECO07", "EECO11"}),
        ({"unemployed_for": "from_6"}, {"EECO02", "EECO03", "EECO07", "EECO10"}),
        ({"unemployed_for": "from_6", "birth_date": "1996-01-01"}, {"EECO02", "EECO10"}),
        (
            {"unemployed_for": "from_12", "birth_date": "1996-01-01"},
            {"EECO02", "EECO03", "EECO10"},
        ),
        ({"labour": "education"}, {"EECO04", "EECO07", "EECO10"}),
        ({"labour": "inactive"}, {"EECO04", "EECO07", "EECO10"}),
        ({"labour": "self_employed"}, {"EECO05", "EECO07", "EECO10"}),
        ({"birth_date": "2009-01-01"}, {"EECO02", "EECO06", "EECO10"}),
        ({"birth_date": "1970-01-01"}, {"EECO02", "EECO08", "EECO10"}),
        (
            {
                "disability": "yes",
                "nationality": "third_country",
                "foreign_background": "yes",
                "minority": "yes",
                "homeless": "yes",
                "rural": "yes",
            },
            {"EECO02", "EECO07", "EECO10"} | {f"EECO{number}" for number in range(12, 18)},
        ),
        ({"disability": "prefers_not"}, {"EECO02", "EECO07", "EECO10"}),
        ({"nationality": "eu"}, {"EECO02", "EECO07", "EECO10"}),
    ],
)
def test_who_counts_in_which_output_indicator(differs: dict[str, str], found: set[str]) -> None:
    assert codes(entered(**differs)) == found


@pytest.mark.parametrize(
    ("differs", "found"),
    [
        ({}, {"EECR04"}),
        ({"labour": "employed"}, set()),
        ({"labour": "inactive", "exit_labour": "unemployed"}, {"EECR01"}),
        ({"exit_labour": "unemployed"}, set()),
        ({"exit_labour": "education"}, {"EECR02"}),
        ({"exit_training": "yes"}, {"EECR02", "EECR04"}),
        ({"labour": "education", "exit_training": "yes"}, {"EECR04"}),
        ({"exit_qualification": "yes"}, {"EECR03", "EECR04"}),
        ({"exit_labour": "unreachable", "exit_qualification": "yes"}, {"EECR03"}),
        ({"exit_qualification": ""}, set()),
        ({"six_labour": "employed"}, {"EECR04", "EECR05"}),
        ({"six_labour": "unreachable"}, {"EECR04"}),
        ({"six_labour": "employed", "labour": "employed", "six_better": "yes"}, {"EECR06"}),
        ({"six_labour": "employed", "labour": "employed"}, set()),
    ],
)
def test_who_counts_in_which_result_indicator(differs: dict[str, str], found: set[str]) -> None:
    assert {code for code in codes(left(**differs)) if code.startswith("EECR")} == found


def test_what_lacks_something_counts_nowhere() -> None:
    figures = figures_of(FORM, [entered("a", rural=""), entered("b")], TODAY)
    assert figures.count("EECO01") == 1
    assert (figures.participants, figures.incomplete, figures.lacking) == (2, 1, 1)
    brief = figures_of(FORM, [left(on=date(2026, 1, 12))], TODAY)
    assert (brief.count("EECO01"), brief.brief, brief.participants) == (0, 1, 0)


def test_figures_as_they_stood_at_the_end_of_a_month() -> None:
    stood = as_it_stood([left(), entered("b")], date(2026, 2, 28))
    assert [one.left_on for one in stood] == [None, None]
    assert as_it_stood([entered()], date(2026, 1, 11)) == []


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_classes_add_up_to_their_total(seed: int) -> None:
    found = some(seed)
    figures = figures_of(FORM, found, TODAY)
    for code in INDICATORS:
        for by in (*BREAKDOWNS, "year"):
            told = sum(figures.count(code, by, of) for of in figures.classes(by))
            assert told == figures.count(code), (code, by)
    for parts in (("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11")):
        assert sum(figures.count(code) for code in parts) == figures.count("EECO01")
    assert figures.count("EECO01") == figures.participants - figures.incomplete


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    found = some(seed)
    turned = sorted(found, key=lambda one: one.ref, reverse=True)
    assert figures_of(FORM, turned, TODAY) == figures_of(FORM, found, TODAY)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_what_is_hidden_does_not_follow_from_what_is_shown(seed: int) -> None:
    found = some(seed)
    figures = figures_of(FORM, found, TODAY)
    hidden = hidden_keys(figures)
    assert {key for key, number in figures.counts.items() if number < LEAST_PEOPLE} <= hidden
    assert not masking._determined(masking._sums(figures), set(hidden))
    shown = {
        int(cell.number)
        for table in tables_of(figures, outside=True)
        for _, cells in table.rows
        for cell in cells
        if cell.kind is CellKind.COUNT
    }
    assert not shown & {1, 2, 3, 4}


def test_two_groups_are_not_told_by_their_sum() -> None:
    """Three men among thirty: neither they nor the women are told, and both stay hidden elsewhere."""
    found = [entered(str(number)) for number in range(27)]
    found += [entered(f"m{number}", sex="male") for number in range(3)]
    figures = figures_of(FORM, found, TODAY)
    hidden = hidden_keys(figures)
    assert {("EECO01", "sex", "male"), ("EECO01", "sex", "female")} <= hidden
    assert ("EECO01", "total", "") not in hidden
    by_sex = next(one for one in tables_of(figures, outside=True) if one.by is By.SEX)
    assert by_sex.heads == ("female", "male", "non_binary")
    first = by_sex.rows[0][1]
    assert [cell.kind for cell in first] == [
        CellKind.COUNT, CellKind.FEW, CellKind.FEW, CellKind.COUNT,
    ]  # fmt: skip
    assert tables_of(figures, outside=False)[0].rows[0][1][1].number == 27


def test_several_sums_together_give_nothing_away() -> None:
    """Each sum alone has two hidden figures; the rule looks at all of them at once."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for sex, qpv, times in (("female", "yes", 6), ("female", "no", 3), ("male", "yes", 9)):
        one = entered(sex=sex, qpv=qpv)
        for code in indicators_of(FORM, one):
            counts[code, "total", ""] += times
            counts[code, "sex", sex] += times
            counts[code, "qpv", qpv] += times
            counts[code, "age", "18_29"] += times
            counts[code, "isced", "3_4"] += times
            counts[code, "year", "2026"] += times
    figures = Figures(dict(counts), ("2026",))
    hidden = hidden_keys(figures)
    assert ("EECO01", "qpv", "no") in hidden
    assert not masking._determined(masking._sums(figures), set(hidden))
