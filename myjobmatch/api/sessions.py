"""Signing in and out: HTTP endpoints, so that the session's cookie never meets a script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.forwarded import by_https, last_forwarded
from myjobmatch.api.languages import settle_language
from myjobmatch.container import OpenedSession, current
from myjobmatch.domain.clients import subscriber
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.domain.homes import HOMES

COOKIE = "mjm_session"
SIGN_IN_PAGE = "/connexion"
CLEAR_SITE_DATA = '"cache", "storage"'

REMEMBERED = timedelta(days=60)
"""How long after its end a session says whose phone this was; it opens nothing."""

MAX_LOGIN_CHARS = 254
MAX_PASSWORD_CHARS = 256


def wants_json(request: Request) -> bool:
    """Whether the caller is a program rather than a form."""
    return "application/json" in request.headers.get("accept", "") or request.headers.get(
        "content-type", ""
    ).startswith("application/json")


def client_of(request: Request) -> str:
    """The caller's address, for the limit on attempts; of IPv6 the network that one subscriber has."""
    address = request.client.host if request.client else ""
    if current().settings.trusted_proxy:
        address = last_forwarded(request.headers, "x-forwarded-for") or address
    return subscriber(address)


def is_https(request: Request) -> bool:
    """Whether the browser reached us by https, so that the cookie is Secure."""
    return by_https(current().settings, request.headers, request.url.scheme)


async def _fields(request: Request) -> tuple[str, str]:
    data: Any
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            data = orjson.loads(await request.body())
        except orjson.JSONDecodeError as error:
            raise Invalid("malformed") from error
    else:
        data = await request.form()
    if not isinstance(data, Mapping):
        raise Invalid("malformed")
    login, password = data.get("login"), data.get("password")
    if not isinstance(login, str) or not isinstance(password, str):
        raise Invalid("malformed")
    login = login.strip()
    if not login or not password:
        raise Invalid("sign_in_empty")
    if len(login) > MAX_LOGIN_CHARS or len(password) > MAX_PASSWORD_CHARS:
        raise Invalid("malformed")
    return login, password


def _welcome(response: Response, opened: OpenedSession) -> Response:
    """What somebody else left in this browser goes; what waits of the same person stays and is sent."""
    if not opened.same_account:
        return _forget(response)
    response.headers["Cache-Control"] = "no-store"
    return response


def _forget(response: Response) -> Response:
    """What the former session left in this browser goes with it."""
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    response.headers["Cache-Control"] = "no-store"
    return response


def _set_cookie(response: Response, request: Request, opened: OpenedSession) -> None:
    # It outlives its session: whoever signs in again then is known to be the same.
    lifetime = opened.expires_at - current().clock.now() + REMEMBERED
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(lifetime.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


async def signed_in_answer(request: Request, opened: OpenedSession, home: str = "") -> Response:
    """`{role, home}` with the cookie of a session just opened; `home` instead of the role's own."""
    role = opened.actor.role
    response = JSONResponse({"role": role.value, "home": home or HOMES[role]})
    _set_cookie(response, request, opened)
    await settle_language(request, response, opened)
    return _welcome(response, opened)


async def signed_in_redirect(request: Request, opened: OpenedSession, home: str) -> Response:
    """303 to a page with the cookie of a session just opened: the answer to a form."""
    response = RedirectResponse(home, 303)
    _set_cookie(response, request, opened)
    await settle_language(request, response, opened)
    return _welcome(response, opened)


async def sign_in(request: Request) -> Response:
    """`POST /api/v1/session`, form or JSON `{login, password}`: 303 to the role's home, or `{role, home}`.

    Errors: 422 `malformed` or `sign_in_empty`, 401 `sign_in_wrong`, 429 `sign_in_too_many`; for a form,
    303 back to the sign-in page with the code.
    """
    try:
        login, password = await _fields(request)
        opened = await current().sessions.sign_in(
            login, password, replaced=request.cookies.get(COOKIE), client=client_of(request)
        )
    except DomainError as error:
        if wants_json(request):
            return JSONResponse({"error": error.code, "params": error.params}, error.http_status)
        query = urlencode({"erreur": error.code, **error.params})
        return RedirectResponse(f"{SIGN_IN_PAGE}?{query}", 303)
    home = HOMES[opened.actor.role]
    response: Response
    if wants_json(request):
        response = JSONResponse({"role": opened.actor.role.value, "home": home})
    else:
        response = RedirectResponse(home, 303)
    _set_cookie(response, request, opened)
    await settle_language(request, response, opened)
    return _welcome(response, opened)


async def sign_out(request: Request) -> Response:
    """`DELETE /api/v1/session` (204) or `POST /api/v1/session/end` (303 to the landing page)."""
    token = request.cookies.get(COOKIE)
    if token:
        await current().sessions.sign_out(token)
    response = (
        Response(status_code=204) if request.method == "DELETE" else RedirectResponse("/", 303)
    )
    response.delete_cookie(
        COOKIE, path="/", httponly=True, samesite="lax", secure=is_https(request)
    )
    return _forget(response)


async def who(request: Request) -> Response:
    """`GET /api/v1/session`: `{role, home, locale}` of the holder, or 401."""
    token = request.cookies.get(COOKIE, "")
    actor = await current().sessions.resolve(token) if token else None
    if actor is None:
        return JSONResponse({"error": "signed_out"}, 401)
    return JSONResponse(
        {"role": actor.role.value, "home": HOMES[actor.role], "locale": actor.locale}
    )


async def demo_accounts(request: Request) -> Response:
    """`GET /api/v1/demo`: the demonstration accounts; 404 outside demonstration mode."""
    container = current()
    if not container.settings.demo:
        return JSONResponse({"error": "not_found"}, 404)
    accounts = await container.demo_accounts()
    return JSONResponse(
        [
            {"login": a.login, "password": a.password, "role": a.role, "name": a.name}
            for a in accounts
        ]
    )


ROUTES = [
    Route("/api/v1/session", sign_in, methods=["POST"]),
    Route("/api/v1/session", sign_out, methods=["DELETE"]),
    Route("/api/v1/session", who, methods=["GET"]),
    Route("/api/v1/session/end", sign_out, methods=["POST"]),
    Route("/api/v1/demo", demo_accounts, methods=["GET"]),
]
