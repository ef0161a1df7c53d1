"""Answering a candidate from a mail: `POST /api/v1/answers`, the form of the page that its link opens.

Fields: `jeton` (the link's token), `candidat` (an alias), `reponse` (`like` or `pass`), `motif` (why, may be empty).
Answers 303 back to the page, with what was done or why not. `GET` of the page only shows: mail scanners open links.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from myjobmatch.api.acting import services
from myjobmatch.domain.errors import DomainError
from myjobmatch.services.answer_tellers import BY_LINK
from myjobmatch.services.answers import AnswerByLink, answer_by_link

LONGEST = 64


async def answer(request: Request) -> Response:
    """Carry the answer out, and show the page again: others may wait."""
    form = await request.form()
    given = {
        name: str(form.get(name, ""))[:LONGEST]
        for name in ("jeton", "candidat", "reponse", "motif")
    }
    told = {"jeton": given["jeton"]}
    try:
        decision = await answer_by_link(
            services(),
            AnswerByLink(given["jeton"], given["candidat"], given["reponse"], given["motif"]),
        )
    except DomainError as error:
        told["erreur"] = error.code
    else:
        told["fait"] = "match" if decision.match_id else decision.kind
    return RedirectResponse(f"{BY_LINK}?{urlencode(told)}", 303)


ROUTES = [Route("/api/v1/answers", answer, methods=["POST"])]
