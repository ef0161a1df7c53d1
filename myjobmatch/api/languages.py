"""Where a reader's language comes from when they sign in: this browser's choice, else the account's."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from myjobmatch.api.forwarded import by_https
from myjobmatch.container import OpenedSession, current
from myjobmatch.domain.enums import Role
from myjobmatch.domain.languages import Language
from myjobmatch.i18n.catalogue import DESK_LOCALES, LOCALES

COOKIE = "mjm_lang"
A_YEAR = 365 * 24 * 3600


async def settle_language(request: Request, response: Response, opened: OpenedSession) -> None:
    """Keep with the account what was chosen in this browser; else read here what the account chose.

    So a language taken at first sight stays, and follows to another phone. Desks take over only a
    language that they speak.
    """
    here = request.cookies.get(COOKIE, "")
    kept = opened.language
    spoken_there = LOCALES if opened.actor.role is Role.YOUTH else DESK_LOCALES
    if here in LOCALES:
        if here in spoken_there and here != kept:
            await current().sessions.set_locale(opened.actor, Language(here))
        return
    if kept is not None:
        response.set_cookie(
            COOKIE,
            kept.value,
            max_age=A_YEAR,
            path="/",
            samesite="lax",
            secure=by_https(current().settings, request.headers, request.url.scheme),
        )
