"""The file for i-milo: what Windows-1252 lacks is written otherwise; no sign makes a column or a formula in either."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from myjobmatch.domain.imilo import EntryKind
from myjobmatch.integrations.imilo import HEADS, CsvPort, ImiloRow

ROW = ImiloRow(
    "0042", "Zoé Łukasz", EntryKind.ACTION, date(2026, 11, 30), "Lettre “écrite”", 1.5,
    "Awa Ndiaye", for_youth=True, reference="action:1",
)  # fmt: skip


def read(row: ImiloRow, *, windows: bool = True) -> list[list[str]]:
    data = CsvPort(windows=windows).write([row]).data
    text = data.decode("cp1252" if windows else "utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("CV\uff1b=1+1\uff1bAwa", "CV;=1+1;Awa"),
        ("\uff1d1+1", "'=1+1"),
        ("\uff0b1+1", "'+1+1"),
        ("\uff0d1+1", "'-1+1"),
        ("\uff20SUM(1)", "'@SUM(1)"),
        ("CV \uff02de vente\uff02\uff1bx", 'CV "de vente";x'),
        ("\uff02\uff1b\uff1dHYPERLINK(1)\uff1b\uff02", '";=HYPERLINK(1);"'),
    ],
)
def test_signs_that_windows_writes_otherwise_stay_in_their_cell(typed: str, written: str) -> None:
    heads, line = read(replace(ROW, what=typed, name=typed))

    assert heads == list(HEADS)
    assert len(line) == len(HEADS)
    assert (line[1], line[4]) == (written, written)
    assert (line[0], line[6], line[8]) == ("0042", "Awa Ndiaye", "action:1")


@pytest.mark.parametrize("wide", ["\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe63"])
def test_a_wide_sign_begins_no_formula_in_utf_8(wide: str) -> None:
    line = read(replace(ROW, name=f"{wide}1+1", what=f"2{wide}1"), windows=False)[1]

    assert (line[1], line[4]) == (f"'{wide}1+1", f"2{wide}1")


def test_what_windows_has_is_left_alone() -> None:
    assert read(ROW)[1] == [
        "0042", "Zoé ?ukasz", "ACTION", "30/11/2026", "Lettre “écrite”", "1,5", "Awa Ndiaye",
        "oui", "action:1",
    ]  # fmt: skip
    assert read(ROW, windows=False)[1][1] == "Zoé Łukasz"
    assert read(replace(ROW, name="Ștefan Nový"))[1][1] == "Stefan Nový"
