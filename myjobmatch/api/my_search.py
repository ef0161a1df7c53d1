"""What of a youth's own search needs a network: the CV, documents, what a saved search finds, tips.

`GET /api/v1/cv?layout&anonymous&language&as=pdf|png|json`, `POST /api/v1/documents?name` (the bytes as the
body, `x-mjm-account` whose they are), `GET /api/v1/documents/{id}`, `GET /api/v1/searches/{id}`,
`GET /api/v1/tips?key&language`. Nothing of it is stored by caches; refusals are `{error, params}`.
"""

from __future__ import annotations

from urllib.parse import quote

import orjson
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid
from myjobmatch.domain.papers import CvLayout, DocumentKind
from myjobmatch.domain.permissions import is_youth
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.cv_pdf.preview import picture
from myjobmatch.services.cv import MakeCv, make_cv
from myjobmatch.services.documents import add_document, read_document
from myjobmatch.services.interview import AskTips, tips_for
from myjobmatch.services.saved_searches import find_saved

JSON = "application/json"
TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.PNG: "image/png",
    DocumentKind.JPEG: "image/jpeg",
}
LAYOUTS = {layout.value for layout in CvLayout}
NOT_KEPT = {"Cache-Control": "no-store, private"}


async def cv(request: Request) -> Response:
    """The CV as a PDF, as a picture of it, or what is to be said of it."""
    actor = await signed_in(request)
    asked = request.query_params
    layout, form = asked.get("layout", "clear"), asked.get("as", "pdf")
    language, anonymous = asked.get("language", "fr"), asked.get("anonymous", "no")
    if (
        layout not in LAYOUTS
        or form not in ("pdf", "png", "json")
        or language not in LOCALES
        or anonymous not in ("yes", "no")
    ):
        raise Invalid("malformed")
    command = MakeCv(CvLayout(layout), anonymous == "yes", language)
    made = await make_cv(services(), actor, command)
    if form == "json":
        told = {
            "account": actor.public_id,
            "missing": made.missing,
            "cut": made.printed.cut,
            "unprintable": made.printed.unprintable,
        }
        return Response(orjson.dumps(told), media_type=JSON, headers=NOT_KEPT)
    if form == "png":
        drawn = await off_loop(picture, made.printed.pdf)
        return Response(drawn, media_type="image/png", headers=NOT_KEPT)
    name = translate(language, "cv.print.file_anonymous" if command.anonymous else "cv.print.file")
    return _download(made.printed.pdf, f"{name}.pdf", "application/pdf")


async def upload(request: Request) -> Response:
    """Keep a document. Who may not is told before their bytes are read."""
    actor = await signed_in(request)
    if not is_youth(actor):
        raise Forbidden("not_allowed")
    # A form of another site cannot set this; and on a shared phone somebody else may hold the session.
    if request.headers.get("x-mjm-account") != actor.public_id:
        raise Conflict("account_changed")
    name = request.query_params.get("name", "")[:300]
    kept = await add_document(services(), actor, name, await request.body())
    return Response(orjson.dumps(kept), status_code=201, media_type=JSON)


async def document(request: Request) -> Response:
    """A document's bytes, to be saved and never to be shown as a page of ours."""
    actor = await signed_in(request)
    stored, data = await read_document(services(), actor, request.path_params["document_id"])
    return _download(data, stored.file_name, TYPES[stored.kind])


async def search(request: Request) -> Response:
    """What a saved search finds now."""
    actor = await signed_in(request)
    found = await find_saved(services(), actor, request.path_params["search_id"])
    answer = {"account": actor.public_id, "offers": found}
    return Response(orjson.dumps(answer), media_type=JSON)


async def tips(request: Request) -> Response:
    """Tips before an interview."""
    actor = await signed_in(request)
    language = request.query_params.get("language")
    found = await tips_for(
        services(),
        actor,
        AskTips(request.query_params.get("key", "")),
        language if language in LOCALES else None,
    )
    return Response(orjson.dumps({"account": actor.public_id, "tips": found}), media_type=JSON)


def _download(data: bytes, name: str, kind: str) -> Response:
    plain = "".join(
        sign if (sign.isascii() and sign.isalnum()) or sign in "._-" else "-" for sign in name
    )
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=kind, headers=NOT_KEPT | {"Content-Disposition": said})


_SMALL = [Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)]

ROUTES = [
    Route("/api/v1/cv", cv, methods=["GET"]),
    Route("/api/v1/documents", upload, methods=["POST"]),
    Route("/api/v1/documents/{document_id}", document, methods=["GET"]),
    Route("/api/v1/searches/{search_id}", search, methods=["GET"], middleware=_SMALL),
    Route("/api/v1/tips", tips, methods=["GET"], middleware=_SMALL),
]
