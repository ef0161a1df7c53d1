"""Calendars: an appointment as a file, and the feed that a calendar subscribes to.

`GET /api/v1/appointments/{id}.ics`: an appointment of the reader's; `/api/v1/interviews/{id}.ics` an interview. `GET /calendrier/{secret}.ics`: an advisor's
calendar, without signing in: whoever has the address reads it until it is revoked. 404 and 429 as `{error, params}`.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.api.sessions import client_of
from myjobmatch.i18n.translate import translate
from myjobmatch.services.appointment_calendars import FEED_PATH, appointment_file, read_feed
from myjobmatch.services.building import Service
from myjobmatch.services.interviews import interview_file

KIND = "text/calendar; charset=utf-8"
LONGEST_SECRET = 100


async def one(request: Request) -> Response:
    """An appointment, to be added to a calendar."""
    return await _file(request, appointment_file)


async def interview(request: Request) -> Response:
    """An interview that was agreed on, to be added to a calendar."""
    return await _file(request, interview_file)


async def _file(request: Request, read: Service[str, [], bytes]) -> Response:
    actor = await signed_in(request)
    data = await services().run(read, actor, request.path_params["public_id"])
    name = translate(actor.locale, "notice.calendar.file")
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)
    headers = {
        "Cache-Control": "no-store, private",
        "Content-Disposition": f'attachment; filename="{plain}.ics"',
    }
    return Response(data, media_type=KIND, headers=headers)


async def feed(request: Request) -> Response:
    """A subscribed calendar."""
    secret = request.path_params["secret"][:LONGEST_SECRET]
    data = await read_feed(services(), secret, client_of(request))
    headers = {
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    return Response(data, media_type=KIND, headers=headers)


ROUTES = [
    Route("/api/v1/appointments/{public_id}.ics", one, methods=["GET"]),
    Route("/api/v1/interviews/{public_id}.ics", interview, methods=["GET"]),
    Route(FEED_PATH + "{secret}.ics", feed, methods=["GET"]),
]
