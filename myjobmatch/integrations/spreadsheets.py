"""Tables that leave the product: CSV for any program, XLSX for those who open it in a spreadsheet."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter

from myjobmatch.domain.clock import PARIS

Cell = str | int | float | bool | date | datetime | None
"""None is an empty cell: what is not known is not zero."""

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV as French spreadsheets read it: semicolons, UTF-8 with its mark, decimal commas.

    What a spreadsheet would take for a formula, wide signs too, is written as text (OWASP, "CSV Injection"): names
    come from people.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(head) for head in heads])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX of one sheet: heads that stay in sight, a filter, columns as wide as what they hold.

    Numbers and dates keep their kind; a text is a text whatever it begins with.
    """
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet("".join(sign for sign in name if sign not in "[]:*?/\\'")[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, heads, bold)
        widths = [len(head) for head in heads]
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    told = cell.astimezone(PARIS).replace(tzinfo=None)
                    sheet.write_datetime(last, column, told, moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(last, column, cell, day)
                elif cell is not None:
                    sheet.write(last, column, cell)
                widths[column] = max(widths[column], len(_written(cell)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, _WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        if last and heads:
            sheet.autofilter(0, 0, last, len(heads) - 1)
    return held.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(PARIS).strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if unicodedata.normalize("NFKC", cell[:1]).startswith(_FORMULA) else cell
