"""Tables of the dashboards as files.

`GET /api/v1/dashboard/{table}.{csv|xlsx}?kind&against&first&last&whole&advisor&outside&language`: the same questions as
the page asks, with the same rights; nothing is stored by caches; refusals are `{error, params}`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.dashboard import Cell, CellKind, DashboardQuery, Table, TableKey
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.periods import Against, PeriodKind
from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, DESK_LOCALES
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.spreadsheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from myjobmatch.integrations.spreadsheets import Cell as Written
from myjobmatch.services.dashboards.exporting import ExportTable, export_table

NOT_KEPT = {"Cache-Control": "no-store, private"}

E = TypeVar("E", bound=StrEnum)


async def table(request: Request) -> Response:
    """A table as CSV or XLSX."""
    actor = await signed_in(request)
    asked = request.query_params
    form = request.path_params["form"]
    if form not in ("csv", "xlsx"):
        raise Invalid("malformed")
    command = ExportTable(
        query=_query(asked),
        key=_one(TableKey, request.path_params["table"]),
        outside=asked.get("outside", "") == "yes",
    )
    language = asked.get("language", DEFAULT_LOCALE)
    locale = language if language in DESK_LOCALES else DEFAULT_LOCALE
    exported = await services().run(export_table, actor, command)
    title = translate(locale, f"dashboard.chart.{command.key.value}")
    name = f"{command.key.value}-{exported.period.first}-{exported.period.last}.{form}"
    data = await off_loop(_file, exported.table, title, locale, form)
    return Response(
        data,
        media_type=XLSX_TYPE if form == "xlsx" else CSV_TYPE,
        headers=NOT_KEPT | {"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _file(found: Table, title: str, locale: str, form: str) -> bytes:
    heads = [translate(locale, f"dashboard.head.{head}") for head in found.heads]
    rows = [[_written(cell, locale) for cell in row] for row in found.rows]
    return write_xlsx(title, heads, rows) if form == "xlsx" else write_csv(heads, rows)


def _written(cell: Cell, locale: str) -> Written:
    """A cell as a spreadsheet takes it: numbers as numbers, shares in hundredths, days as days."""
    match cell.kind:
        case CellKind.NONE:
            return None
        case CellKind.FEW:
            return translate(locale, "dashboard.few")
        case CellKind.TEXT:
            return cell.text or translate(locale, "dashboard.nobody")
        case CellKind.EVERYBODY:
            return translate(locale, "dashboard.everybody")
        case CellKind.STEP:
            return translate(locale, f"dashboard.step.{cell.text}")
        case CellKind.SIGNS:
            signs = [translate(locale, f"dashboard.sign.{sign}") for sign in cell.text.split()]
            return ", ".join(signs)
        case CellKind.DAY | CellKind.WEEK:
            return date.fromisoformat(cell.text)
        case CellKind.SHARE:
            return round(100 * cell.number, 1)
        case _:
            whole = cell.number == int(cell.number)
            return int(cell.number) if whole else round(cell.number, 2)


def _query(asked: QueryParams) -> DashboardQuery:
    return DashboardQuery(
        kind=_one(PeriodKind, asked.get("kind", PeriodKind.DAYS_30.value)),
        against=_one(Against, asked.get("against", Against.BEFORE.value)),
        first=_day(asked.get("first", "")),
        last=_day(asked.get("last", "")),
        whole=asked.get("whole", "") == "yes",
        advisor=asked.get("advisor", ""),
    )


def _one(kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise Invalid("malformed") from error


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise Invalid("malformed") from error


ROUTES = [Route("/api/v1/dashboard/{table}.{form}", table, methods=["GET"])]
