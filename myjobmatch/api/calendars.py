"""Calendars: an appointment as a file, and the feed that a calendar subscribes to.

`GET /api/v1/appointments/{id}.ics`: an appointment of the reader's. `GET /calendrier/{secret}.ics`: an advisor's
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

KIND = "text/calendar; charset=utf-8"
LONGEST_SECRET = 100


async def one(request: Request) -> Response:
    """An appointment, to be added to a calendar."""
    actor = await signed_in(request)
    data = await services().run(appointment_file, actor, request.path_params["appointment_id"])
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
    Route("/api/v1/appointments/{appointment_id}.ics", one, methods=["GET"]),
    Route(FEED_PATH + "{secret}.ics", feed, methods=["GET"]),
]
