"""Using a link from a mail: a form's POST, never a GET, which mail scanners send too.

`POST /api/v1/company-links` (form: `jeton`, `person`): 303 to the employer's pages with the session's cookie, or
back to the link's page with a reason.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.doors import doors
from myjobmatch.api.sessions import COOKIE, signed_in_redirect
from myjobmatch.domain.errors import DomainError

LINK_PAGE = "/employeur/lien"


async def enter(request: Request) -> Response:
    """Let whoever holds a link in."""
    async with request.form(max_files=0, max_fields=4) as form:
        token = str(form.get("jeton", ""))[:64]
        person = str(form.get("person", ""))[:300]
    try:
        entered = await doors().companies.enter(token, person, replaced=request.cookies.get(COOKIE))
    except DomainError as error:
        query = urlencode({"jeton": token, "erreur": error.code})
        return RedirectResponse(f"{LINK_PAGE}?{query}", 303)
    if entered.opened is None:
        return RedirectResponse(f"{LINK_PAGE}?demande=1", 303)
    return await signed_in_redirect(request, entered.opened, entered.home)


ROUTES = [Route("/api/v1/company-links", enter, methods=["POST"])]
