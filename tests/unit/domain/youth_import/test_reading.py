"""Files as people save them, hostile ones included."""

import time

import pytest

from myjobmatch.domain.youth_import.reading import (
    UTF8,
    UTF8_MARK,
    UTF16,
    WINDOWS,
    Unreadable,
    read_sheet,
)
from myjobmatch.domain.youth_import.words import MOST_CELL_CHARS

TEXT = 'Nom;Prénom;Ville\r\nMartin;"Léa; dite ""Lé""";Évry\r\n\r\nD’Angelo;Zoé;Melun\r\n'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), UTF8),
        (TEXT.encode("utf-8-sig"), UTF8_MARK),
        (TEXT.encode("cp1252"), WINDOWS),
        (TEXT.encode("utf-16"), UTF16),
        (TEXT.encode("utf-16-le"), UTF16),
        (TEXT.encode("utf-16-be"), UTF16),
    ],
)
def test_the_same_table_in_every_encoding(data: bytes, encoding: str) -> None:
    sheet = read_sheet(data)
    assert sheet.encoding == encoding
    assert sheet.heads == ("Nom", "Prénom", "Ville")
    assert [line.cells for line in sheet.lines] == [
        ("Martin", 'Léa; dite "Lé"', "Évry"),
        ("D’Angelo", "Zoé", "Melun"),
    ]
    assert [line.line for line in sheet.lines] == [2, 4]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f'Nom{delimiter}Adresse\nMartin{delimiter}"3, rue; du | Port"\n'
    sheet = read_sheet(text.encode())
    assert sheet.delimiter == delimiter
    assert sheet.lines[0].cells == ("Martin", "3, rue; du | Port")


def test_excels_own_line_on_the_delimiter() -> None:
    sheet = read_sheet(b"sep=,\r\nNom,Prenom\r\nA,B\r\n")
    assert (sheet.delimiter, sheet.heads) == (",", ("Nom", "Prenom"))


def test_one_column_is_a_table_too() -> None:
    assert read_sheet(b"Nom\nMartin\n").lines[0].cells == ("Martin",)


def test_a_quote_never_closed_costs_its_own_line() -> None:
    rows = "".join(f"Nom{n};Prenom{n}\n" for n in range(100))
    sheet = read_sheet(f'Nom;Prenom\nA;B\n"C;D\n{rows}'.encode())
    assert [line.problem for line in sheet.lines[:3]] == ["", "row_quotes", ""]
    assert len(sheet.lines) == 102
    assert sheet.lines[1].line == 3


def test_line_ends_within_quotes_are_one_row() -> None:
    sheet = read_sheet(b'Nom;Note\nA;"un\ndeux"\nB;trois\n')
    assert [(line.line, line.cells) for line in sheet.lines] == [
        (2, ("A", "un deux")),
        (4, ("B", "trois")),
    ]


def test_hostile_cells() -> None:
    long = "x" * (MOST_CELL_CHARS + 1)
    huge = "y" * 1_000_000
    data = f"Nom;Prenom\nA\0;B\n{long};C\n{huge};D\nE;F;G\n\u202egnirt;H\n".encode()
    sheet = read_sheet(data)
    assert sheet.notes == ("nul",)
    assert [line.problem for line in sheet.lines] == ["", "row_long", "row_long", "row_wide", ""]
    assert sheet.lines[0].cells == ("A", "B")
    assert sheet.lines[4].cells == ("gnirt", "H")


def test_short_rows_are_filled_and_spare_columns_forgotten() -> None:
    sheet = read_sheet(b"Nom;Prenom;;\nA\nB;C;;\n")
    assert sheet.heads == ("Nom", "Prenom")
    assert [line.cells for line in sheet.lines] == [("A", ""), ("B", "C")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xff\xfe", "file_empty"),
        (b"%PDF-1.7", "import_kind"),
        (b"PK\x03\x04", "import_kind"),
        (b"\xd0\xcf\x11\xe0\xa1", "import_kind"),
        (b"Nom;Prenom\n;;\n", "file_no_rows"),
        (b";".join([b"a"] * 101) + b"\n1\n", "file_columns"),
    ],
)
def test_what_is_no_table(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read_sheet(data)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (
            b"nom;prenom;ville\r\nPetit;Tom;Melun\r\n" + b";;\r\n" * 400_000 + b"Roy;Ana;\r\n",
            [2, 400_003],
        ),
        (b"nom;prenom\na;b\n" + b"\n" * 3_000_000, [2]),
    ],
    ids=["a spreadsheet's empty rows", "empty lines"],
)
def test_rows_without_anything_take_no_time(data: bytes, lines: list[int]) -> None:
    started = time.process_time()
    assert [line.line for line in read_sheet(data).lines] == lines
    assert time.process_time() - started < 2.5


def test_too_many_rows_are_not_read_to_their_end() -> None:
    started = time.process_time()
    with pytest.raises(Unreadable, match="file_rows"):
        read_sheet(b"nom;prenom\n" + b'a;"b\n' * 1_500_000)
    assert time.process_time() - started < 4
