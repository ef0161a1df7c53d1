"""Workshops by HTTP: a youth's list and signature, the room's screen, the attendance sheet.

`GET /api/v1/workshops` answers `{account, workshops}`; `POST /api/v1/workshops/sign` takes `{code}` and answers
`{title, at, again}`; `GET /api/v1/workshops/{id}/screen` answers the code that holds now, its QR code, and counts;
`GET /api/v1/workshops/{id}/sheet` the PDF. Nothing of it is stored by caches; refusals are `{error, params}`.
"""

from __future__ import annotations

import orjson
import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.forwarded import by_https
from myjobmatch.container import current
from myjobmatch.domain.attendance_code import grouped
from myjobmatch.domain.errors import Invalid
from myjobmatch.services.workshop_attendance import screen_code, sign_by_code
from myjobmatch.services.workshop_phone import own_workshops
from myjobmatch.services.workshop_sheet import print_sheet

JSON = "application/json"
NOT_KEPT = {"Cache-Control": "no-store, private"}
SIGN = "/emargement"


async def workshops(request: Request) -> Response:
    """What a youth may enrol in and what is theirs, as it stands now."""
    actor = await signed_in(request)
    found = await services().run(own_workshops, actor, None)
    return _json({"account": actor.public_id, "workshops": found})


async def sign(request: Request) -> Response:
    """Sign one's presence by the code on the screen."""
    actor = await signed_in(request)
    # A form of another site cannot send this type without a preflight, which nobody answers.
    if request.headers.get("content-type", "").partition(";")[0].strip() != JSON:
        raise Invalid("malformed")
    try:
        sent = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise Invalid("malformed") from error
    code = sent.get("code") if isinstance(sent, dict) else None
    return _json(await sign_by_code(services(), actor, code))


async def screen(request: Request) -> Response:
    """What the room's screen shows for the next seconds."""
    actor = await signed_in(request)
    shown = await services().run(screen_code, actor, request.path_params["workshop_id"])
    qr = ""
    if shown.code:
        # After the sign the code stays in the browser: no log sees it.
        link = f"{_origin(request)}{SIGN}#{shown.code}"
        qr = segno.make(link, error="m").svg_data_uri(scale=10, border=2, light="#fff")
    return _json(
        {
            "title": shown.title,
            "code": grouped(shown.code) if shown.code else "",
            "qr": qr,
            "address": f"{_origin(request)}{SIGN}".partition("://")[2],
            "stays_ms": shown.stays_ms,
            "signed": shown.signed,
            "expected": shown.expected,
            "open": shown.open,
            "opens_at": shown.opens_at,
            "closes_at": shown.closes_at,
        }
    )


async def sheet(request: Request) -> Response:
    """The attendance sheet of the actor's structure."""
    actor = await signed_in(request)
    name, pdf = await print_sheet(services(), actor, request.path_params["workshop_id"])
    said = f'attachment; filename="{name}"'
    return Response(
        pdf, media_type="application/pdf", headers=NOT_KEPT | {"Content-Disposition": said}
    )


def _origin(request: Request) -> str:
    """The address that phones reach us at: the one that is set, or this request's own."""
    settings = current().settings
    if settings.public_url:
        return settings.public_url.rstrip("/")
    https = by_https(settings, request.headers, request.url.scheme)
    return f"{'https' if https else 'http'}://{request.headers.get('host', '')}"


def _json(value: object) -> Response:
    return Response(orjson.dumps(value), media_type=JSON, headers=NOT_KEPT)


ROUTES = [
    Route("/api/v1/workshops", workshops, methods=["GET"]),
    Route("/api/v1/workshops/sign", sign, methods=["POST"]),
    Route("/api/v1/workshops/{workshop_id}/screen", screen, methods=["GET"]),
    Route("/api/v1/workshops/{workshop_id}/sheet", sheet, methods=["GET"]),
]
