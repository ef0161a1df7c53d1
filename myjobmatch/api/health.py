"""Whether the server can serve: for supervisors, load balancers and `make run`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from myjobmatch.container import current, installed


async def health(request: Request) -> JSONResponse:
    """`GET /api/v1/health`: 200 once the database answers, 503 while it does not."""
    if not installed():
        return JSONResponse({"status": "starting"}, 503)
    seq = await current().changes.latest()
    return JSONResponse({"status": "ok", "seq": seq})


ROUTES = [Route("/api/v1/health", health, methods=["GET"])]
