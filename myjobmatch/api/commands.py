"""`POST /api/v1/commands`: what a youth's phone did, sent by its outbox, answered once each.

Body: `{account, commands: [{id, kind, payload, at}], since?}`, 50 at most. Answers `{results: [{id, status: done |
refused, code, params, data}], seq, alone}`, in order; 401, 403, 409
(`account_changed`), 413 and 422 as `{error, params}`. The
security layer has refused foreign origins and large bodies before.
"""

from __future__ import annotations

from functools import partial

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.domain.errors import Invalid
from myjobmatch.heard import HEARD, TAB_HEADER
from myjobmatch.services.client_commands import carry_out_batch, parsed_batch


async def commands(request: Request) -> Response:
    """Carry out what the outbox holds."""
    body = await request.body()
    # the whole of it beside the loop at once: each step of its own would cost as much as what it does
    return await services().database.aside(partial(_answer, request, body), write=True)


async def _answer(request: Request, body: bytes) -> Response:
    actor = await signed_in(request)
    # A form of another site cannot send this type without a preflight, which nobody answers.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Invalid("malformed")
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid("malformed") from error
    answer = await carry_out_batch(services(), actor, parsed_batch(sent))
    if answer.alone:
        HEARD.note(request.headers.get(TAB_HEADER, ""), actor.account_id, answer.seq)
    told = {
        "results": [
            {
                "id": result.id,
                "status": result.status,
                "code": result.code,
                "params": result.params or {},
                "data": result.data,
            }
            for result in answer.results
        ],
        "seq": answer.seq,
        "alone": answer.alone,
    }
    return Response(orjson.dumps(told), media_type="application/json")


ROUTES = [Route("/api/v1/commands", commands, methods=["POST"])]
