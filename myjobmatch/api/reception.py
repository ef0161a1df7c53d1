"""`GET /api/v1/reception`: the code that a structure's screen at reception shows now (services/reception.py).

Answers JSON `{code, qr, stays_ms}` to an advisor or a manager; `qr` is a picture of the address that a phone opens.
"""

from __future__ import annotations

import orjson
import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.services.action_tellers import WEEK
from myjobmatch.services.reception import reception_code
from myjobmatch.settings import get_settings


async def reception(request: Request) -> Response:
    """Answer what the screen asks for, each time the code changes."""
    actor = await signed_in(request)
    shown = await services().run(reception_code, actor, None)
    base = get_settings().public_url or str(request.base_url).rstrip("/")
    address = f"{base.rstrip('/')}{WEEK}#signer={shown.code}"
    picture = segno.make(address, error="m").svg_data_uri(scale=8, border=2, light="#fff")
    answer = {"code": shown.code, "qr": picture, "stays_ms": round(shown.seconds * 1000)}
    return Response(
        orjson.dumps(answer),
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


ROUTES = [Route("/api/v1/reception", reception, methods=["GET"])]
