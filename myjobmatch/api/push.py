"""Devices that may be rung, and the link of e-mails that stops them.

`GET /api/v1/push/key`: `{key}`, what a browser subscribes with. `POST /api/v1/push/subscription`:
`{endpoint, keys: {p256dh, auth}, replaced?}` as the browser's PushManager gives it; 204. `DELETE` of the same:
`{endpoint}`; 204. 401, 403 and 422 (`push_endpoint`, `malformed`) as `{error, params}`.

`/api/v1/notices/stop?jeton=…`: what stands in `List-Unsubscribe`. `POST` stops all e-mails of that account
(RFC 8058, no sign-in); `GET` leads to the page that asks first.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.sessions import COOKIE
from myjobmatch.container import current
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.services.notification_settings import stop_emails
from myjobmatch.services.push_devices import Subscribe, Unsubscribe, subscribe, unsubscribe
from myjobmatch.services.senders import Senders
from myjobmatch.services.sessions import token_hash

LARGEST_BODY = 4096
STOP_PAGE = "/alertes/arret"

Url = Annotated[str, Field(max_length=1000)]
Key = Annotated[str, Field(max_length=120, pattern=r"^[A-Za-z0-9_-]+={0,2}$")]


class Keys(BaseModel):
    """What is sent is encrypted for these."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    p256dh: Key
    auth: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]+={0,2}$")]


class Subscription(BaseModel):
    """A PushSubscription as `toJSON()` gives it; browsers may add to it."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    endpoint: Url
    keys: Keys
    replaced: Url = ""


class Leaving(BaseModel):
    """Which device is to be rung no more."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    endpoint: Url


def _senders() -> Senders:
    senders = current().senders
    if senders is None:
        raise RuntimeError("the senders are not wired")
    return senders


async def push_key(request: Request) -> Response:
    """What a browser needs to subscribe."""
    return JSONResponse({"key": _senders().push_key})


async def _sent(request: Request) -> object:
    # A form of another site cannot send this type without a preflight, which nobody answers.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Invalid("malformed")
    body = await request.body()
    if len(body) > LARGEST_BODY:
        raise Invalid("malformed")
    try:
        sent: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid("malformed") from error
    return sent


async def add_device(request: Request) -> Response:
    """Let this browser be rung, for as long as its session lives."""
    actor = await signed_in(request)
    try:
        given = Subscription.model_validate(await _sent(request))
    except ValidationError:
        raise Invalid("malformed") from None
    command = Subscribe(
        endpoint=given.endpoint,
        p256dh=given.keys.p256dh,
        auth=given.keys.auth,
        session_hash=token_hash(request.cookies.get(COOKIE, "")),
        user_agent=request.headers.get("user-agent", "")[:300],
        replaced=given.replaced,
    )
    await services().run(subscribe, actor, command, _senders().push_hosts)
    return Response(status_code=204)


async def remove_device(request: Request) -> Response:
    """Ring this browser no more."""
    actor = await signed_in(request)
    try:
        given = Leaving.model_validate(await _sent(request))
    except ValidationError:
        raise Invalid("malformed") from None
    await services().run(unsubscribe, actor, Unsubscribe(given.endpoint))
    return Response(status_code=204)


async def stop(request: Request) -> Response:
    """`POST` stops the e-mails: a mail program's one click (200), or our page's form (303 back to it)."""
    token = request.query_params.get("jeton", "")[:64]
    if request.method == "GET":
        return RedirectResponse(f"{STOP_PAGE}?{urlencode({'jeton': token})}", 303)
    form = request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    )
    sent = await request.form() if form else {}
    by_page = str(sent.get("jeton", ""))[:64]
    try:
        await stop_emails(services().database, by_page or token)
    except DomainError as error:
        if by_page:
            return RedirectResponse(f"{STOP_PAGE}?{urlencode({'erreur': error.code})}", 303)
        raise
    return RedirectResponse(f"{STOP_PAGE}?fait=1", 303) if by_page else Response("", 200)


ROUTES = [
    Route("/api/v1/push/key", push_key, methods=["GET"]),
    Route("/api/v1/push/subscription", add_device, methods=["POST"]),
    Route("/api/v1/push/subscription", remove_device, methods=["DELETE"]),
    Route("/api/v1/notices/stop", stop, methods=["GET", "POST"]),
]
