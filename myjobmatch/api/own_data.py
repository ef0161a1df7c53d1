"""What is held of oneself, over HTTP: a copy of everything, and its erasure. Youths only; refusals are `{error, params}`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO
from urllib.parse import quote

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.doors import Form, read_form
from myjobmatch.api.languages import COOKIE as LANGUAGE
from myjobmatch.api.sessions import COOKIE, client_of
from myjobmatch.db.aside import off_loop
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.erasure import Erasure
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.permissions import is_youth
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.services.erasure import AskErasure, ask_for_erasure, keep_account, own_erasure
from myjobmatch.services.own_data import copy_everything, is_shown_only
from myjobmatch.services.own_password import FRESH_MINUTES
from myjobmatch.services.proving import Proof, proof_wanted

Password = Annotated[str, Field(max_length=1000)]

_NOT_KEPT = {"Cache-Control": "no-store, private"}
_BLOCK = 256 * 1024


class ProofForm(Form):
    """The password, where there is one."""

    password: Password = ""


class ErasureForm(ProofForm):
    """Whether it is to be now rather than in a week."""

    now: bool = False


async def standing(request: Request) -> Response:
    """`GET /api/v1/own-data`: `{asked, old, minutes, demo, erasure}`."""
    actor = await _youth(request)
    proof = await services().run(proof_wanted, actor, _token(request))
    erasure = await services().run(own_erasure, actor, None)
    demo = await services().run(is_shown_only, actor, None)
    told = {"asked": proof.asked, "old": proof.old, "minutes": FRESH_MINUTES, "demo": demo}
    return JSONResponse(told | {"erasure": _erasure(erasure) if erasure else None})


async def copy(request: Request) -> Response:
    """`POST /api/v1/own-data/copy` of a `ProofForm`: 200 with a ZIP; 401, 403, 409, 422 or 429 with a code."""
    actor = await _youth(request)
    form = await read_form(request, ProofForm)
    made = await copy_everything(
        services(), actor, _proof(request, form), _language(request, actor)
    )
    plain = f"my-job-match-{made.day.isoformat()}.zip"
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    return StreamingResponse(
        _blocks(made.file),
        media_type="application/zip",
        headers=_NOT_KEPT | {"Content-Disposition": said, "Content-Length": str(made.size)},
    )


async def ask(request: Request) -> Response:
    """`POST /api/v1/own-data/erasure` of an `ErasureForm`: 200 `{due_on, reason, final}`; 401, 403, 409, 422 or 429 with a code."""
    actor = await _youth(request)
    form = await read_form(request, ErasureForm)
    wanted = AskErasure(form.now, _token(request))
    asked = await ask_for_erasure(services(), actor, wanted, _proof(request, form))
    return JSONResponse(_erasure(asked))


async def keep(request: Request) -> Response:
    """`DELETE /api/v1/own-data/erasure`: 204; 401, 403 or 409 with a code."""
    await services().run(keep_account, await _youth(request), None)
    return Response(status_code=204)


async def _youth(request: Request) -> Actor:
    """Who asks, before anything of the request is read."""
    actor = await signed_in(request)
    if not is_youth(actor):
        raise Forbidden("not_allowed")
    return actor


def _token(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def _proof(request: Request, form: ProofForm) -> Proof:
    return Proof(form.password, _token(request), client_of(request))


def _language(request: Request, actor: Actor) -> str:
    """The language read here, else the account's."""
    here = request.cookies.get(LANGUAGE, "")
    return here if here in LOCALES else actor.locale


def _erasure(told: Erasure) -> dict[str, str | bool]:
    return {
        "due_on": told.due_on.isoformat(),
        "reason": told.reason.value,
        "final": told.final,
    }


async def _blocks(file: BinaryIO) -> AsyncIterator[bytes]:
    """A file from where it stands, then it is closed, also if whoever asked has gone."""
    try:
        while block := await off_loop(file.read, _BLOCK):
            yield block
    finally:
        file.close()


ROUTES = [
    Route("/api/v1/own-data", standing, methods=["GET"]),
    Route("/api/v1/own-data/copy", copy, methods=["POST"]),
    Route("/api/v1/own-data/erasure", ask, methods=["POST"]),
    Route("/api/v1/own-data/erasure", keep, methods=["DELETE"]),
]
