"""Files of an operation that the FSE+ pays for.

`GET /api/v1/operations/{id}/indicators.{csv|xlsx}` (manager: their structure's rows,
masked with `outside=yes`; funder: all, masked),
`GET /api/v1/operations/{id}/incomplete.{csv|xlsx}` (manager), and
`POST /api/v1/operations/{id}/participants.{csv|xlsx}` (manager; form: `reason`, kept in the audit).
`language` is `fr` or `en`. Nothing is stored by caches; refusals are `{error, params}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.dashboards import NOT_KEPT
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.dashboard import Cell, CellKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.fse.indicators import INDICATORS
from myjobmatch.domain.fse.participants import is_without
from myjobmatch.domain.fse.questionnaire import AnswerKind, Part, Question, Questionnaire
from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, DESK_LOCALES
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.spreadsheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from myjobmatch.integrations.spreadsheets import Cell as Written
from myjobmatch.services.fse.exporting import (
    ExportedRow,
    ExportedRows,
    ExportIndicators,
    ExportRows,
    export_incomplete,
    export_indicators,
    export_participants,
)
from myjobmatch.services.fse.figures import OperationFigures

Sheet = tuple[list[str], list[list[Written]]]


async def indicators(request: Request) -> Response:
    """The indicators by everything they are told by, in one table."""
    actor = await signed_in(request)
    form, locale = _form(request), _locale(request)
    outside = request.query_params.get("outside", "") == "yes"
    command = ExportIndicators(request.path_params["operation"], outside)
    found = await services().run(export_indicators, actor, command)
    return await _file("indicators", form, locale, lambda: _indicators(found, locale))


async def incomplete(request: Request) -> Response:
    """The rows that lack something, and what."""
    actor = await signed_in(request)
    form, locale = _form(request), _locale(request)
    found = await services().run(export_incomplete, actor, request.path_params["operation"])
    return await _file("incomplete", form, locale, lambda: _incomplete(found, locale))


async def participants(request: Request) -> Response:
    """The participants one by one, for a control."""
    actor = await signed_in(request)
    form, locale = _form(request), _locale(request)
    async with request.form(max_files=0, max_fields=2) as sent:
        reason = str(sent.get("reason", ""))[:1000]
    command = ExportRows(request.path_params["operation"], reason)
    found = await services().run(export_participants, actor, command)
    return await _file("participants", form, locale, lambda: _participants(found, locale))


def _form(request: Request) -> str:
    form = str(request.path_params["form"])
    if form not in ("csv", "xlsx"):
        raise Invalid("malformed")
    return form


def _locale(request: Request) -> str:
    language = request.query_params.get("language", DEFAULT_LOCALE)
    return language if language in DESK_LOCALES else DEFAULT_LOCALE


async def _file(what: str, form: str, locale: str, sheet: Callable[[], Sheet]) -> Response:
    """A table as a file. Its name says what it is and the day, nothing of whom it is about."""
    title = translate(locale, f"fse.file.{what}")

    def write() -> bytes:
        heads, rows = sheet()
        return write_xlsx(title, heads, rows) if form == "xlsx" else write_csv(heads, rows)

    data = await off_loop(write)
    day = paris_day(services().clock.now()).isoformat()
    return Response(
        data,
        media_type=XLSX_TYPE if form == "xlsx" else CSV_TYPE,
        headers=NOT_KEPT | {"Content-Disposition": f'attachment; filename="{what}-{day}.{form}"'},
    )


def _indicators(found: OperationFigures, locale: str) -> Sheet:
    heads = [translate(locale, f"fse.head.{one}") for one in ("code", "indicator", "total")]
    for table in found.tables:
        by = translate(locale, f"fse.by.{table.by.value}")
        heads += [f"{by} : {_class(table.by.value, one, locale)}" for one in table.heads]
    rows: list[list[Written]] = []
    for place, code in enumerate(INDICATORS):
        row: list[Written] = [code, translate(locale, f"fse.indicator.{code}")]
        row.append(_number(found.tables[0].rows[place][1][0], locale))
        for table in found.tables:
            row += [_number(cell, locale) for cell in table.rows[place][1][1:]]
        rows.append(row)
    return heads, rows


def _class(by: str, name: str, locale: str) -> str:
    return name if by == "year" else translate(locale, f"fse.class.{by}.{name}")


def _number(cell: Cell, locale: str) -> Written:
    if cell.kind is CellKind.FEW:
        return translate(locale, "fse.hidden")
    return int(cell.number)


def _participants(found: ExportedRows, locale: str) -> Sheet:
    heads = [
        translate(locale, f"fse.head.{one}")
        for one in ("ref", "name", "entered_on", "left_on", "counts")
    ]
    heads += [question.labels[locale] for question in found.form.questions]
    rows: list[list[Written]] = []
    for one in found.rows:
        row: list[Written] = [
            one.row.ref,
            one.name or translate(locale, "fse.erased"),
            one.row.entered_on,
            one.row.left_on,
            translate(locale, "fse.yes" if one.counts else "fse.no"),
        ]
        row += [_answer(each, one.row.answers, locale) for each in found.form.questions]
        rows.append(row)
    return heads, rows


def _answer(question: Question, answers: Mapping[str, str], locale: str) -> Written:
    """An answer in words. What nobody answered is an empty cell; what stands for no answer says which."""
    value = answers.get(question.code, "")
    if not value:
        return None
    if is_without(value):
        return translate(locale, f"enum.Without.{value}")
    choice = question.choice(value)
    if question.kind is AnswerKind.CHOICE and choice is not None:
        return choice.labels[locale]
    return value


def _incomplete(found: ExportedRows, locale: str) -> Sheet:
    heads = [
        translate(locale, f"fse.head.{one}") for one in ("ref", "name", "entered_on", "left_on")
    ]
    heads += [translate(locale, f"enum.Part.{part.value}") for part in Part]
    rows: list[list[Written]] = [
        [
            one.row.ref,
            one.name or translate(locale, "fse.erased"),
            one.row.entered_on,
            one.row.left_on,
            *(_lacks(found.form, one, part, locale) for part in Part),
        ]
        for one in found.rows
    ]
    return heads, rows


def _lacks(form: Questionnaire, one: ExportedRow, part: Part, locale: str) -> Written:
    return ", ".join(_labels(form, one.lacking.get(part, ()), locale)) or None


def _labels(form: Questionnaire, codes: Sequence[str], locale: str) -> list[str]:
    return [question.labels[locale] for question in form.questions if question.code in codes]


ROUTES = [
    Route("/api/v1/operations/{operation}/indicators.{form}", indicators, methods=["GET"]),
    Route("/api/v1/operations/{operation}/incomplete.{form}", incomplete, methods=["GET"]),
    Route("/api/v1/operations/{operation}/participants.{form}", participants, methods=["POST"]),
]
