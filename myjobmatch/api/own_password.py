"""One's own password over HTTP, as the session's cookie: neither meets a state of a page."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.doors import Form, read_form
from myjobmatch.api.sessions import COOKIE, client_of
from myjobmatch.services.own_password import (
    FRESH_MINUTES,
    ChangePassword,
    change_password,
    own_password,
)

Password = Annotated[str, Field(max_length=1000)]


class PasswordForm(Form):
    """The password of now, where it is asked for, and another."""

    current: Password = ""
    password: Password


def _token(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


async def standing(request: Request) -> Response:
    """`GET /api/v1/password`: `{has, asked, refused, minutes}` of whoever is signed in."""
    own = await services().run(own_password, await signed_in(request), _token(request))
    told = {"has": own.has, "asked": own.asked, "refused": own.refused}
    return JSONResponse(told | {"minutes": FRESH_MINUTES})


async def change(request: Request) -> Response:
    """`POST /api/v1/password` of a `PasswordForm`: 204; 401, 409, 422 or 429 with a code."""
    actor = await signed_in(request)
    form = await read_form(request, PasswordForm)
    wanted = ChangePassword(form.current, form.password, _token(request))
    await change_password(services(), actor, wanted, client=client_of(request))
    return Response(status_code=204)


ROUTES = [
    Route("/api/v1/password", standing, methods=["GET"]),
    Route("/api/v1/password", change, methods=["POST"]),
]
