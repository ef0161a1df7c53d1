"""Files of imports and of i-milo: sent by a form, left as downloads.

`POST /api/v1/imports` (multipart: `kind`, `file`) answers 303 to the draft's page, or back with the reason;
`GET /api/v1/imports/example`, `GET /api/v1/imports/{id}/left`, `POST /api/v1/imports/{id}/codes` (a PDF),
`POST /api/v1/imilo/entries` (the file for i-milo of what a form chooses).
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.container import current
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.errors import DomainError, Forbidden, Invalid
from myjobmatch.domain.imilo import EntryKind
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.youth_import.example import HEADS, ROWS
from myjobmatch.domain.youth_import.words import MOST_BYTES, ImportKind
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.code_sheet import Card, Words, code_sheet
from myjobmatch.integrations.imilo import port_of
from myjobmatch.integrations.spreadsheets import CSV_TYPE, write_csv
from myjobmatch.services.imilo.listing import EntryQuery
from myjobmatch.services.imilo.ticking import TickOff, leave_file
from myjobmatch.services.youth_import.batches import StartImport, start_import
from myjobmatch.services.youth_import.codes import GiveCodes, give_codes
from myjobmatch.services.youth_import.leftovers import left_out

PAGE = "/conseil/importer"
IMILO_PAGE = "/conseil/imilo"
NOT_KEPT = {"Cache-Control": "no-store, private"}
KINDS = {kind.value for kind in ImportKind}
MOST_IDS = 5_000


async def start(request: Request) -> Response:
    """Keep a file as a draft. Who may not is told before its bytes are read."""
    actor = await signed_in(request)
    if not is_accompanying(actor):
        raise Forbidden("not_allowed")
    kind = ImportKind.YOUTHS
    try:
        async with request.form(max_files=1, max_fields=4) as form:
            told = form.get("kind")
            if not isinstance(told, str) or told not in KINDS:
                raise Invalid("malformed")
            kind = ImportKind(told)
            name, data = await _file(form)
        port = port_of(current().settings.imilo)
        command = StartImport(kind, name, data)
        made = await services().run_beside(start_import, actor, command, port)
    except DomainError as error:
        query = urlencode({"erreur": error.code, **error.params, "type": kind.value})
        return RedirectResponse(f"{PAGE}?{query}", 303)
    return RedirectResponse(f"{PAGE}/{made}", 303)


async def _file(form: FormData) -> tuple[str, bytes]:
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Invalid("file_missing")
    if (sent.size or 0) > MOST_BYTES:
        raise Invalid("file_large", most=MOST_BYTES // (1024 * 1024))
    return sent.filename, await sent.read()


async def example(request: Request) -> Response:
    """A file to begin with."""
    actor = await signed_in(request)
    if not is_accompanying(actor):
        raise Forbidden("not_allowed")
    name = translate(actor.locale, "imports.file.example")
    return _download(write_csv(HEADS, ROWS), f"{name}.csv", CSV_TYPE)


async def left(request: Request) -> Response:
    """The rows that did not come in."""
    actor = await signed_in(request)
    found = await services().run(left_out, actor, request.path_params["import_id"])
    name = translate(actor.locale, "imports.file.left")
    return _download(write_csv(found.heads, found.rows), f"{name}.csv", CSV_TYPE)


async def codes(request: Request) -> Response:
    """A sheet of codes to be printed; asking again makes others, and these open nothing any longer."""
    actor = await signed_in(request)
    async with request.form(max_files=0, max_fields=4) as form:
        number = str(form.get("sheet") or "1")
    if not (number.isascii() and number.isdigit()) or len(number) > 4:
        raise Invalid("malformed")
    command = GiveCodes(request.path_params["import_id"], int(number))
    try:
        sheet = await give_codes(services(), actor, command)
    except DomainError as error:
        query = urlencode({"erreur": error.code, **error.params})
        return RedirectResponse(f"{PAGE}?{query}", 303)
    origin = current().settings.public_url.rstrip("/") or request.headers.get("origin", "")
    address = f"{origin}/activation"
    until = sheet.lines[0].expires_at.isoformat() if sheet.lines else ""
    words = Words(
        title=translate("fr", "imports.sheet.title", structure=sheet.structure),
        scan=translate("fr", "imports.sheet.scan"),
        address=address.partition("://")[2],
        until=translate("fr", "imports.sheet.until", at=until) if until else "",
        keep=translate("fr", "imports.sheet.keep"),
    )
    cards = [Card(line.name, line.code, f"{address}#{line.code}") for line in sheet.lines]
    drawn = await off_loop(code_sheet, cards, words)
    name = translate("fr", "imports.sheet.file")
    return _download(drawn, f"{name}.pdf", "application/pdf")


async def entries(request: Request) -> Response:
    """The file for i-milo of what was chosen, or of all that the list holds."""
    actor = await signed_in(request)
    if not is_accompanying(actor):
        raise Forbidden("not_allowed")
    async with request.form(max_files=0, max_fields=12) as form:
        told = {name: value for name, value in form.items() if isinstance(value, str)}
    days, kind = told.get("days", "90"), told.get("kind", "")
    if (
        not (days.isascii() and days.isdigit())
        or len(days) > 4
        or (kind and kind not in set(EntryKind))
    ):
        raise Invalid("malformed")
    ids = tuple(told.get("ids", "").split())
    if len(ids) > MOST_IDS:
        raise Invalid("malformed")
    query = EntryQuery(
        days=int(days),
        kind=EntryKind(kind) if kind else None,
        search=told.get("search", ""),
        everyone=told.get("everyone") == "yes",
    )
    command = TickOff(query, ids, everything=not ids)
    try:
        port = port_of(current().settings.imilo)
        file = await services().run(leave_file, actor, command, port)
    except DomainError as error:
        query_string = urlencode({"erreur": error.code, **error.params})
        return RedirectResponse(f"{IMILO_PAGE}?{query_string}", 303)
    name = translate(actor.locale, "imilo.file.name")
    return _download(file.data, f"{name}.{file.extension}", file.media_type)


def _download(data: bytes, name: str, kind: str) -> Response:
    plain = "".join(
        sign if (sign.isascii() and sign.isalnum()) or sign in "._-" else "-" for sign in name
    )
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=kind, headers=NOT_KEPT | {"Content-Disposition": said})


ROUTES = [
    Route("/api/v1/imports", start, methods=["POST"]),
    Route("/api/v1/imports/example", example, methods=["GET"]),
    Route("/api/v1/imports/{import_id}/left", left, methods=["GET"]),
    Route("/api/v1/imports/{import_id}/codes", codes, methods=["POST"]),
    Route("/api/v1/imilo/entries", entries, methods=["POST"]),
]
