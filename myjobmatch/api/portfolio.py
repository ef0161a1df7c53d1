"""`GET /api/v1/portfolio?as=csv|xlsx&q=…`: the table as a file, in its columns, filters and order.

`q` is the JSON that the page asks by: `{filter, search, sort, descending, everyone, columns}`. Answers are not kept by
caches; who took what away is audited.
"""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.portfolio import PortfolioSort
from myjobmatch.domain.portfolio_filter import columns_from, filter_from_json
from myjobmatch.i18n.catalogue import desk_locale
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.spreadsheets import Cell, write_csv, write_xlsx
from myjobmatch.services.portfolio import PortfolioQuery
from myjobmatch.services.portfolio_export import (
    ExportedTable,
    ExportPortfolio,
    export_portfolio,
)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_QUERY = 4000


async def export(request: Request) -> Response:
    """What the table shows, as a file."""
    actor = await signed_in(request)
    form = request.query_params.get("as", "csv")
    if form not in TYPES:
        raise Invalid("malformed")
    command = _command(request.query_params.get("q", "{}"))
    table = await services().run(export_portfolio, actor, command)
    locale = desk_locale(actor.locale)

    def written() -> bytes:
        heads = [
            translate(locale, "portfolio.column.name"),
            *(translate(locale, f"portfolio.column.{one.value}") for one in table.columns),
        ]
        rows = _cells(table, locale)
        if form == "csv":
            return write_csv(heads, rows)
        return write_xlsx(translate(locale, "portfolio.file"), heads, rows)

    day = paris_day(services().clock.now()).isoformat()
    return Response(
        await off_loop(written),
        media_type=TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="portefeuille-{day}.{form}"',
            "Cache-Control": "no-store, private",
        },
    )


def _command(text: str) -> ExportPortfolio:
    if len(text) > LONGEST_QUERY:
        raise Invalid("filter_wrong")
    try:
        asked: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Invalid("filter_wrong") from None
    if not isinstance(asked, dict):
        raise Invalid("filter_wrong")
    sorts = {one.value: one for one in PortfolioSort}
    told = asked.get("filter", {})
    query = PortfolioQuery(
        search=str(asked.get("search", "")),
        sort=sorts.get(str(asked.get("sort")), PortfolioSort.ATTENTION),
        descending=asked.get("descending") is True,
        everyone=asked.get("everyone") is True,
        filter=filter_from_json(told if isinstance(told, dict) else {}),
    )
    return ExportPortfolio(query, columns_from(asked.get("columns")))


def _cells(table: ExportedTable, locale: str) -> list[list[Cell]]:
    def cell(value: Any) -> Cell:
        if isinstance(value, tuple):
            return ", ".join(translate(locale, key) for key in value)
        told: Cell = value
        return told

    return [[name, *(cell(value) for value in values)] for name, values in table.rows]


ROUTES = [Route("/api/v1/portfolio", export, methods=["GET"])]
