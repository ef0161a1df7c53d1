"""`GET /api/v1/hints`: what would open doors to a youth (services/hints.py).

Query: `language` the one read (none, or not one of ours: the account's). Answers JSON `{account, hints: [{kind,
value, skill_id, label, count, offers: [{id, title, company, place}]}]}`; 401 and 403 as `{error, params}`.
"""

from __future__ import annotations

import orjson
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.services.hints import hints_for


async def hints(request: Request) -> Response:
    """Answer what the space page asks when it is opened."""
    actor = await signed_in(request)
    language = request.query_params.get("language")
    # a browser's translator writes its own language into the page: the account's then
    found = await hints_for(services(), actor, language if language in LOCALES else None)
    answer = {"account": actor.public_id, "hints": found}
    return Response(orjson.dumps(answer), media_type="application/json")


ROUTES = [
    Route(
        "/api/v1/hints",
        hints,
        methods=["GET"],
        middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)],
    )
]
