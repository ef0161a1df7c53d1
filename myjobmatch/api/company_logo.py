"""Logos of companies.

`POST /api/v1/companies/{company_id}/logo` (multipart: `file`; none takes the logo away): 303 back to the company's
page. `GET /api/v1/logos/{logo_id}`: the picture, for everybody; another logo has another id.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.errors import DomainError, Forbidden, Invalid
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.integrations.logos import MOST_BYTES
from myjobmatch.services.company_logo import KeepLogo, keep_logo, read_logo, set_logo

PAGE = "/employeur/entreprise"
_FOR_LONG = {"Cache-Control": "public, max-age=31536000, immutable"}


async def upload(request: Request) -> Response:
    """Keep a logo, or take it away. Who may not is told before their bytes are read."""
    actor = await signed_in(request)
    if not is_employer_side(actor):
        raise Forbidden("not_allowed")
    company_id = str(request.path_params["company_id"])
    try:
        async with request.form(max_files=1, max_fields=4) as form:
            if form.get("remove"):
                await services().run(keep_logo, actor, KeepLogo(company_id))
                return RedirectResponse(f"{PAGE}?logo=retire", 303)
            sent = form.get("file")
            if not isinstance(sent, UploadFile) or not sent.filename:
                raise Invalid("file_missing")
            if (sent.size or 0) > MOST_BYTES:
                raise Invalid("logo_big", most=MOST_BYTES // 1024 // 1024)
            data = await sent.read()
        await set_logo(services(), actor, company_id, data)
    except DomainError as error:
        query = urlencode({"erreur": error.code, **error.params})
        return RedirectResponse(f"{PAGE}?{query}", 303)
    return RedirectResponse(f"{PAGE}?logo=garde", 303)


async def show(request: Request) -> Response:
    """A logo."""
    data = await services().run(read_logo, SYSTEM, request.path_params["logo_id"])
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type="image/webp", headers=_FOR_LONG)


ROUTES = [
    Route("/api/v1/companies/{company_id}/logo", upload, methods=["POST"]),
    Route("/api/v1/logos/{logo_id}", show, methods=["GET"]),
]
