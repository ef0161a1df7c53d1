"""Passkeys over HTTP: options, proofs, the list. The challenge's token is a cookie that no script sees."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.doors import CHALLENGE_COOKIE, Form, Short, answer_of, doors, read_form, site_of
from myjobmatch.api.own_password import Password
from myjobmatch.api.sessions import COOKIE, client_of, is_https, signed_in_answer
from myjobmatch.domain.joining import checked_login
from myjobmatch.domain.passkeys import Asked
from myjobmatch.services.passkeys import LIFE, Proof, list_passkeys, remove_passkey

Credential = Annotated[str, Field(max_length=20_000)]


class OptionsForm(Form):
    """What the key is for; `login` when an account is about to be made, `current` where the password must be told."""

    purpose: Literal["join", "add", "sign_in"]
    login: Short = ""
    current: Password = ""


class KeyForm(Form):
    """A credential as JSON text, and what its owner calls the device."""

    credential: Credential
    name: Annotated[str, Field(max_length=60)] = ""


async def options(request: Request) -> Response:
    """`POST /api/v1/passkeys/options` of an `OptionsForm`: the options, and the challenge's cookie."""
    form = await read_form(request, OptionsForm)
    keys, site = doors().passkeys, site_of(request)
    if form.purpose == "add":
        actor = await signed_in(request)
        proof = Proof(request.cookies.get(COOKIE, ""), form.current, client_of(request))
        asked = await keys.ask_to_add(site, actor, proof)
    elif form.purpose == "join":
        asked = await keys.ask_to_join(site, checked_login(form.login))
    else:
        asked = await keys.ask_to_sign_in(site)
    return _asked(request, asked)


def _asked(request: Request, asked: Asked) -> Response:
    response = Response(asked.options, media_type="application/json")
    response.set_cookie(
        CHALLENGE_COOKIE,
        asked.token,
        max_age=int(LIFE.total_seconds()),
        path="/api/v1",
        httponly=True,
        samesite="strict",
        secure=is_https(request),
    )
    return response


async def sign_in(request: Request) -> Response:
    """`POST /api/v1/session/passkey` of a `KeyForm`: 200 `{role, home}`, 401, 422 or 429 with a code."""
    form = await read_form(request, KeyForm)
    opened = await doors().passkeys.sign_in(
        site_of(request),
        answer_of(request, form.credential),
        replaced=request.cookies.get(COOKIE),
        client=client_of(request),
    )
    return await signed_in_answer(request, opened)


async def keys(request: Request) -> Response:
    """`GET /api/v1/passkeys`: `[{id, name, created_at, last_used_at}]` of whoever is signed in."""
    found = await services().run(list_passkeys, await signed_in(request), None)
    return JSONResponse(
        [
            {
                "id": key.id,
                "name": key.name,
                "created_at": key.created_at.isoformat(),
                "last_used_at": key.last_used_at.isoformat() if key.last_used_at else "",
            }
            for key in found
        ]
    )


async def add(request: Request) -> Response:
    """`POST /api/v1/passkeys` of a `KeyForm`: 204, 409 or 422 with a code."""
    actor = await signed_in(request)
    form = await read_form(request, KeyForm)
    answer = answer_of(request, form.credential, form.name)
    await doors().passkeys.add(site_of(request), actor, answer)
    return Response(status_code=204)


async def remove(request: Request) -> Response:
    """`DELETE /api/v1/passkeys/{key}`: 204, 404 or 409 with a code."""
    actor = await signed_in(request)
    await services().run(remove_passkey, actor, request.path_params["key"])
    return Response(status_code=204)


ROUTES = [
    Route("/api/v1/passkeys/options", options, methods=["POST"]),
    Route("/api/v1/session/passkey", sign_in, methods=["POST"]),
    Route("/api/v1/passkeys", keys, methods=["GET"]),
    Route("/api/v1/passkeys", add, methods=["POST"]),
    Route("/api/v1/passkeys/{key}", remove, methods=["DELETE"]),
]
