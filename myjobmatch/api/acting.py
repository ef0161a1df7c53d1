"""Who calls an HTTP endpoint, and the services it may call."""

from __future__ import annotations

from starlette.requests import Request

from myjobmatch.api.sessions import COOKIE
from myjobmatch.container import current
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Unauthenticated
from myjobmatch.services.application import Application


async def signed_in(request: Request) -> Actor:
    """The holder of the session cookie.

    Raises:
        Unauthenticated: there is none, or no longer (`signed_out`).
    """
    token = request.cookies.get(COOKIE, "")
    actor = await current().sessions.resolve(token) if token else None
    if actor is None:
        raise Unauthenticated("signed_out")
    return actor


def services() -> Application:
    """What runs the services.

    Raises:
        RuntimeError: the process was started without them.
    """
    application = current().application
    if application is None:
        raise RuntimeError("the services are not wired")
    return application
