"""What leaves as a table comes back the same, and never as a formula."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from openpyxl import load_workbook

from myjobmatch.integrations.spreadsheets import write_csv, write_xlsx

HEADS = ("Nom", "Heures", "Le", "Vu")
ROWS = [
    ("=HYPERLINK(1)", 2.5, date(2026, 11, 29), datetime(2026, 7, 1, 22, 30, tzinfo=UTC)),
    ("Émilie ; « x »\nligne", None, None, None),
]


def test_a_csv_opens_in_a_french_spreadsheet() -> None:
    data = write_csv(HEADS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [
        list(HEADS),
        ["'=HYPERLINK(1)", "2,5", "29/11/2026", "02/07/2026 00:30"],
        ["Émilie ; « x »\nligne", "", "", ""],
    ]


def test_an_xlsx_keeps_the_kinds_of_its_cells() -> None:
    sheet = load_workbook(BytesIO(write_xlsx("Jeunes [1/2]", HEADS, ROWS))).active
    assert sheet is not None
    assert sheet.title == "Jeunes 12"
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[2]] == [
        "=HYPERLINK(1)",
        2.5,
        datetime(2026, 11, 29),  # noqa: DTZ001 - cells have no zone
        datetime(2026, 7, 2, 0, 30),  # noqa: DTZ001
    ]
    assert sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet[3]] == [ROWS[1][0], None, None, None]


def test_a_table_without_rows_is_a_table() -> None:
    assert len(list(load_workbook(BytesIO(write_xlsx("x", HEADS, []))).active or ())) == 1
    assert write_csv((), []) == b"\xef\xbb\xbf\r\n"
