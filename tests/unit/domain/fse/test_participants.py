"""Participants: who is one, what lacks, and by when it is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.fse.indicators import figures_of
from myjobmatch.domain.fse.operations import OperationContent, problems_of, rate_of
from myjobmatch.domain.fse.participants import (
    Participation,
    checked_answer,
    classes_only,
    counts,
    exit_due,
    incomplete,
    lacking,
    months_later,
    pertinent,
    six_months_on,
)
from myjobmatch.domain.fse.questionnaire import Part, questionnaires
from tests.unit.domain.fse.rows import ENTRY, FORM, SEEDS, TODAY, entered, left, some


def test_a_contact_of_a_day_is_no_participation() -> None:
    assert not counts(left(on=date(2026, 1, 12)))
    assert counts(left(on=date(2026, 1, 13)))
    assert counts(entered())


def test_empty_is_told_apart_from_the_three_values_without_an_answer() -> None:
    assert lacking(FORM, ENTRY, Part.ENTRY) == ()
    for code, value, lacks in (
        ("disability", "", True),
        ("disability", "not_recorded", True),
        ("disability", "prefers_not", False),
        ("minority", "not_recorded", False),
        ("labour", "", True),
        ("rural", "not_recorded", True),
    ):
        found = lacking(FORM, ENTRY | {code: value}, Part.ENTRY)
        assert (code in found) is lacks, (code, value)
    assert lacking(FORM, {"exit_labour": "unreachable"}, Part.EXIT)[0] == "exit_reason"
    assert "exit_labour" not in lacking(FORM, {"exit_labour": "unreachable"}, Part.EXIT)


def test_who_is_not_unemployed_is_not_asked_for_how_long() -> None:
    working = ENTRY | {"labour": "employed"}
    assert lacking(FORM, working | {"unemployed_for": ""}, Part.ENTRY) == ()
    assert "unemployed_for" not in pertinent(FORM, working)
    assert "unemployed_for" in pertinent(FORM, ENTRY)


def test_parts_are_due_one_after_the_other() -> None:
    assert incomplete(FORM, entered(), TODAY) == {}
    just_left = left(on=date(2026, 9, 1), exit_labour="", exit_reason="")
    assert incomplete(FORM, just_left, TODAY) == {Part.EXIT: ("exit_reason", "exit_labour")}
    long_ago = incomplete(FORM, left(), TODAY)
    assert long_ago == {Part.SIX_MONTHS: ("six_labour",)}
    assert incomplete(FORM, left(on=date(2026, 1, 12), sex=""), TODAY) == {}
    assert exit_due(FORM, date(2026, 9, 1)) == date(2026, 9, 29)
    assert six_months_on(FORM, date(2026, 8, 31)) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 31), 1) == date(2027, 1, 31)


def test_answers_are_of_their_question() -> None:
    questions = {one.code: one for one in FORM.questions}
    assert checked_answer(questions["sex"], " female ", TODAY) == "female"
    assert checked_answer(questions["sex"], "", TODAY) == ""
    assert checked_answer(questions["homeless"], "prefers_not", TODAY) == "prefers_not"
    for code, value in (
        ("sex", "f"),
        ("sex", "unreachable"),
        ("birth_date", "hier"),
        ("birth_date", "2031-01-01"),
        ("birth_date", "1820-01-01"),
        ("commune", "x" * 200),
    ):
        with pytest.raises(Invalid):
            checked_answer(questions[code], value, TODAY)


def test_a_questionnaire_is_sound_data() -> None:
    for version, form in questionnaires().items():
        codes = [one.code for one in form.questions]
        assert form.version == version
        assert len(set(codes)) == len(codes)
        for one in form.questions:
            assert set(one.labels) >= {"fr", "en"}, one.code
            assert one.settled_by <= set(one.without), one.code
            assert set(one.asked_if) <= set(codes), one.code
            for code, among in one.asked_if.items():
                asked = form.question(code)
                assert asked is not None
                assert among <= {choice.value for choice in asked.choices}
            languages = 7 if one.part is Part.SIX_MONTHS else 2
            assert all(len(each.labels) == languages for each in (one, *one.choices)), one.code


def test_the_rate_is_held_against_the_two_amounts() -> None:
    real = OperationContent(
        "Action 2020",
        starts_on=date(2020, 1, 1),
        ends_on=date(2020, 12, 31),
        cost_cents=41_994_599,
        grant_cents=20_997_300,
        rate=5000,
    )
    assert rate_of(41_994_599, 20_997_300) == 5000
    assert problems_of(real) == []
    wrong = OperationContent(
        "", starts_on=TODAY, ends_on=date(2026, 1, 1), cost_cents=100, grant_cents=200
    )
    assert [(one.field, one.code) for one in problems_of(wrong)] == [
        ("title", "fse_needed"),
        ("ends_on", "fse_period_order"),
        ("grant", "fse_grant_over"),
    ]
    off = OperationContent(
        "A", starts_on=TODAY, ends_on=TODAY, cost_cents=1000, grant_cents=500, rate=6000
    )
    assert [(one.code, one.params) for one in problems_of(off)] == [
        ("fse_rate_other", {"rate": 50.0})
    ]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_rows_without_the_person_count_the_same(seed: int) -> None:
    """What is kept after an erasure tells no birth date and no commune, and changes no figure."""
    found = some(seed)
    loose = [
        Participation(one.ref, one.entered_on, one.left_on, classes_only(FORM, one))
        for one in found
    ]
    assert figures_of(FORM, loose, TODAY).counts == figures_of(FORM, found, TODAY).counts
    assert not any(
        "birth_date" in one.answers or one.answers.get("commune") == "Melun" for one in loose
    )
