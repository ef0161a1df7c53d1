"""The page of a copy knows every table that a copy has, and has a word for whatever stands in it."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from sqlalchemy import Enum

import myjobmatch.domain
from myjobmatch.db.base import Base
from myjobmatch.db.personal import HELD
from myjobmatch.db.repositories.own_data import ROOTS
from myjobmatch.domain.enums import AsideKind, ContractKind, SkillOrigin
from myjobmatch.domain.own_data import Ref, Who
from myjobmatch.i18n.catalogue import LOCALES, parsed
from myjobmatch.services.copy_shapes import CODES, LABELS, NAMES, SECTIONS, WORDS, Shape
from myjobmatch.services.copy_words import _APART, Words

SHAPES = [shape for _, shapes in SECTIONS for shape in shapes]
MOMENT = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)


def enums() -> list[type[StrEnum]]:
    found: set[type[StrEnum]] = set()
    for module in pkgutil.walk_packages(myjobmatch.domain.__path__, "myjobmatch.domain."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum):
                found.add(value)
    return sorted(found, key=lambda kind: kind.__name__)


def test_every_table_of_a_copy_is_in_one_section() -> None:
    told = [shape.table for shape in SHAPES]
    held = {one.model.__tablename__ for one in HELD if one.left_out is not None}
    assert sorted(told) == sorted(held | {model.__tablename__ for model in ROOTS})


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.table)
def test_every_column_that_is_told_is_there_and_has_its_label(shape: Shape) -> None:
    columns = {column.name for column in Base.metadata.tables[shape.table].columns}
    columns |= {name.removesuffix("_id") for name in columns} | {"by", "file"}
    assert {*shape.title, *shape.facts, *filter(None, [shape.when])} <= columns
    known = parsed("fr")
    assert f"copy.table.{shape.table}" in known
    for name in shape.facts:
        assert f"copy.field.{LABELS.get(name, name)}" in known or name == "body", name


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.table)
def test_no_code_is_shown_for_want_of_a_word(shape: Shape) -> None:
    known = parsed("fr")
    table = Base.metadata.tables[shape.table]
    for name in (*shape.title, *shape.facts):
        kind = table.columns[name].type if name in table.columns else None
        if not isinstance(kind, Enum) or (shape.table, name) in _APART:
            continue
        assert (shape.table, name) not in CODES
        likely = [one for one in enums() if [member.value for member in one] == kind.enums]
        assert likely, name
        assert any(
            one in NAMES
            or all(
                f"{WORDS.get(one, f'enum.{one.__name__}')}.{value}" in known
                or f"copy.word.{value}" in known
                for value in kind.enums
            )
            for one in likely
        ), name


@pytest.mark.parametrize("locale", LOCALES)
def test_values_are_told_in_words(locale: str) -> None:
    words = Words(locale)
    aside = {"kind": AsideKind.CONTRACT, "value": ContractKind.CDI.value}
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("youth_skill", "origin", {"origin": SkillOrigin.JOB}),
        ("deck_aside", "value", aside),
        ("audit_entry", "action", {"action": "youth_read"}),
        ("audit_entry", "action", {"action": "never_heard_of"}),
        ("youth_obstacle", "kind", {"kind": "housing"}),
        ("youth_profile", "modes", {"modes": ["bike", "walk"]}),
        ("message", "author", {"author": Who.ADVISOR}),
        ("candidate_question", "template", {"template": "start", "month": "2026-10"}),
        ("notification", "text", {"text": "matched", "params": {}}),
        ("account", "locale", {"locale": locale}),
        ("consent", "given", {"given": False}),
    ]
    for table, column, row in rows:
        told = words.told(table, column, row)
        assert told
        assert told not in {str(value) for value in row.values()}, (table, told)


def test_what_has_no_word_stands_as_it_is() -> None:
    words = Words("fr")
    assert words.told("youth_obstacle", "kind", {"kind": "autre chose"}) == "autre chose"
    assert (
        words.told("notification", "text", {"text": "told_no_more", "params": {}}) == "told_no_more"
    )
    assert words.told("notification", "text", {"text": "new_offers", "params": {}}) == "new_offers"
    assert words.told("youth_note", "text", {"text": None}) == ""
    assert words.told("match", "offer", {"offer": None}) == ""


def test_a_ranking_names_its_first_offers() -> None:
    offers = [{"offer": Ref(f"p{n}", f"Métier {n}")} for n in range(8)]
    told = Words("fr").told("ranking_log", "log", {"log": {"offers": [{"offer": None}, *offers]}})
    assert told == "Métier 0 / Métier 1 / Métier 2 / Métier 3 / Métier 4 / 3 autres"


def test_days_are_those_of_paris() -> None:
    words = Words("fr")
    assert words.day(MOMENT) == "16 septembre 2026, 11:00"
    assert words.day(date(2026, 9, 16)) == "16 septembre 2026"
    assert words.day(None) == ""
