"""`GET /api/v1/sync`: what a youth's phone must change of what it keeps.

Query: `since` the last change seen (none: everything), `have` the public ids of the cards held, comma
separated, `want` how many cards to add, `shape` what is kept looks like, `language` the one read (none, or not one of ours:
the account's); the filters of the deck: `minutes`, `contracts` and `without` (schedules) comma separated,
`time`, `starts`. Answers JSON `{seq, account, now, gone, unchanged, shape?, cards_shape?, deck?, preparing?, me?,
likes?, matches?, applications?, conversations?, kept?, profile?, asides?}`; 401, 403 and 422 as `{error, params}`.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.domain.deck_terms import DeckFilters
from myjobmatch.domain.enums import ContractKind, Schedule, Starting, WorkingTime
from myjobmatch.domain.errors import Invalid
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.services.phone import (
    CARDS_SHAPE,
    DECK_SIZE,
    MOST_HELD,
    SHAPE,
    Sync,
    SyncQuery,
    synchronise,
)

JSON = "application/json"
MOST_MINUTES = 180


async def sync(request: Request) -> Response:
    """Answer a phone's question."""
    actor = await signed_in(request)
    answer = await synchronise(services(), actor, _query(request))
    return Response(orjson.dumps(_plain(answer)), media_type=JSON)


def _query(request: Request) -> SyncQuery:
    asked = request.query_params
    have = tuple(dict.fromkeys(filter(None, asked.get("have", "").split(","))))
    if len(have) > MOST_HELD:
        raise Invalid("malformed")
    since = asked.get("since")
    language = asked.get("language")
    return SyncQuery(
        since=None if since is None else _number(since, 2**53),
        have=have,
        want=_number(asked.get("want", "0"), DECK_SIZE),
        # a browser's translator writes its own language into the page: the account's then
        language=language if language in LOCALES else None,
        filters=_filters(asked),
        shape=asked.get("shape"),
    )


def _filters(asked: QueryParams) -> DeckFilters:
    """What is set above the deck.

    Raises:
        Invalid: a value that is none of ours (`malformed`).
    """
    try:
        minutes = asked.get("minutes")
        return DeckFilters(
            minutes=None if minutes is None else max(1, _number(minutes, MOST_MINUTES)),
            contracts=frozenset(map(ContractKind, _words(asked, "contracts"))),
            without=frozenset(map(Schedule, _words(asked, "without"))),
            time=WorkingTime(asked["time"]) if asked.get("time") else None,
            starts=Starting(asked["starts"]) if asked.get("starts") else None,
        )
    except ValueError:
        raise Invalid("malformed") from None


def _words(asked: QueryParams, name: str) -> list[str]:
    return [word for word in asked.get(name, "").split(",") if word]


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 16 or int(text) > most:
        raise Invalid("malformed")
    return int(text)


def _plain(answer: Sync) -> dict[str, Any]:
    told: dict[str, Any] = {
        "seq": answer.seq,
        "account": answer.account,
        "now": answer.now,
        "gone": answer.gone,
        "unchanged": answer.contents is None,
    }
    if answer.contents is not None:
        told |= {f.name: getattr(answer.contents, f.name) for f in fields(answer.contents)}
        told["profile"] = answer.profile
        told["shape"], told["cards_shape"] = SHAPE, CARDS_SHAPE
        told["asides"] = answer.asides
    if answer.deck is not None:
        told["deck"] = answer.deck
    if answer.preparing:
        told["preparing"] = True
    return told


ROUTES = [
    Route(
        "/api/v1/sync",
        sync,
        methods=["GET"],
        middleware=[Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)],
    )
]
