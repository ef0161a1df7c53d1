"""France Travail's "Offres d'emploi v2" over HTTP: signed in as a partner, page by page, politely.

    POST <token address>   grant_type=client_credentials, client_id, client_secret, scope → access_token, expires_in
    GET  <address>/offres/search?range=0-149&departement=91&minCreationDate=…&maxCreationDate=…&sort=1
         200: all of it; 206: a page, `Content-Range: offres 0-149/2310` tells how many there are; 204: none
    GET  <address>/offres/{id}   200: it stands; 204 or 404: it is withdrawn

A search shows its first 1,150 offers at most, 150 a page: one that has more is asked in two halves of time. What
comes meanwhile does not move the pages (the search ends when the run began); what goes meanwhile does, so that a
search whose total changed is read again. Full run: all searches. Delta: the searches from the last run on, and the
ids to be watched one by one.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson

from myjobmatch.domain.clock import Clock
from myjobmatch.domain.feeds import FeedKind, FeedTrouble
from myjobmatch.integrations.feed_source import Asked, FeedPart
from myjobmatch.integrations.france_travail import SOURCE, teller, told_by
from myjobmatch.integrations.problems import OnProblem

PAGE = 150
LAST_INDEX = 1149
"""The index of the last offer that a search shows."""

SCOPE = "api_offresdemploiv2 o2dsoffre"
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
SHORTEST = timedelta(minutes=1)
OVERLAP = timedelta(hours=1)
"""A delta begins so long before the last run began: an offer may appear a while after the date it bears."""

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
LONGEST_ANSWER = 32 << 20
MOST_TRIES = 5
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
LONGEST_ASKED_S = 600.0
"""A longer `Retry-After` ends the run: it is for another day."""

READ_AGAIN = 3
_TOTAL = re.compile(r"(\d+)-(\d+)/(\d+)")
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Access:
    """Where the interface is, and who asks. `departments`: codes such as 91; empty: all of France."""

    url: str
    token_url: str
    client_id: str
    client_secret: str
    departments: tuple[str, ...] = ()
    calls_per_s: float = 3.0
    most_hours: float = 3.0


@dataclass(frozen=True, slots=True)
class _Search:
    """A department's offers (empty: all) created from one moment to another."""

    department: str
    start: datetime
    end: datetime

    def halves(self) -> tuple[_Search, _Search]:
        """The later half first: most offers are young, and a delta's are."""
        # to the second, as the interface is asked: neither half misses one, the seam is in both
        middle = (self.start + (self.end - self.start) / 2).replace(microsecond=0)
        return (
            _Search(self.department, middle, self.end),
            _Search(self.department, self.start, middle),
        )

    def kept(self) -> list[str]:
        """As a cursor keeps it."""
        return [self.department, self.start.isoformat(), self.end.isoformat()]

    @classmethod
    def of(cls, kept: list[str]) -> _Search:
        """Back from a cursor."""
        return cls(kept[0], datetime.fromisoformat(kept[1]), datetime.fromisoformat(kept[2]))


class FranceTravailHttp:
    """The feed behind the interface; one run at a time."""

    source = SOURCE

    def __init__(
        self,
        access: Access,
        clock: Clock,
        on_problem: OnProblem = lambda _problem: None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Ask by `access`; problems of rows are told."""
        self._access = access
        self._clock = clock
        self._tell = on_problem
        self._sleep = sleep
        self._client: httpx.AsyncClient | None = None
        self._token = ""
        self._token_until: datetime | None = None
        self._next_call = 0.0
        self._begun: datetime | None = None

    @property
    def origin(self) -> str:
        """The interface's host and the departments."""
        where = ",".join(self._access.departments) or "fr"
        return f"{httpx.URL(self._access.url).host} {where}"[:120]

    async def mark(self) -> str:
        """The same reading as long as the same is asked for."""
        return self.origin

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def parts(self, asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
        """A search a part; the cursor is the searches, and the watched ids, that are left.

        Raises:
            FeedTrouble: nobody answers, we are not let in, or it takes too long.
        """
        self._begun = self._clock.now()
        searches = [_Search.of(kept) for kept in cursor.get("searches", ())]
        watched = list(cursor.get("watched", ()))
        if "searches" not in cursor:
            start = EARLIEST
            if asked.kind is FeedKind.DELTA and asked.since is not None:
                start = (asked.since - OVERLAP).replace(microsecond=0)
                watched = list(asked.watched)
            end = asked.at.replace(microsecond=0)
            places = self._access.departments or ("",)
            searches = [_Search(place, start, end) for place in reversed(places)]
        while searches:
            search = searches.pop()
            part = await self._read(search)
            if part is None:
                later, earlier = search.halves()
                searches += [later, earlier]
                continue
            part.cursor = {"searches": [one.kept() for one in searches], "watched": watched}
            yield part
        while watched:
            some, watched = watched[:50], watched[50:]
            part = FeedPart({"searches": [], "watched": watched})
            for source_id in some:
                await self._look_at(source_id, part)
            yield part

    async def _read(self, search: _Search) -> FeedPart | None:
        """All of a search; None: it has more than it shows, and can be halved."""
        for _ in range(READ_AGAIN):
            part = FeedPart({})
            total = first_total = -1
            at = 0
            while total < 0 or at < min(total, LAST_INDEX + 1):
                records, total = await self._page(search, at)
                if first_total < 0:
                    first_total = total
                    if total > LAST_INDEX + 1 and search.end - search.start > SHORTEST:
                        return None
                for record in records:
                    self._take(record, part)
                at += PAGE
                if not records:
                    break
            seen = len(part.offers) + len(part.stands) + len(part.gone) + part.unreadable
            if total == first_total and seen >= min(total, LAST_INDEX + 1):
                part.cut = total > LAST_INDEX + 1
                return part
        part.cut = True
        return part

    async def _page(self, search: _Search, at: int) -> tuple[list[Any], int]:
        """The records from an index on, and how many there are in all."""
        query = {
            "range": f"{at}-{min(at + PAGE - 1, LAST_INDEX)}",
            "sort": "1",
            "minCreationDate": f"{search.start:%Y-%m-%dT%H:%M:%SZ}",
            "maxCreationDate": f"{search.end:%Y-%m-%dT%H:%M:%SZ}",
        }
        if search.department:
            query["departement"] = search.department
        answer = await self._get("/offres/search", query)
        if answer.status_code == httpx.codes.NO_CONTENT:
            return [], 0
        records = _json(answer).get("resultats")
        if not isinstance(records, list):
            raise FeedTrouble("malformed", "no results in the answer")
        told = _TOTAL.search(answer.headers.get("content-range", ""))
        if told is None:
            if answer.status_code == httpx.codes.PARTIAL_CONTENT:
                raise FeedTrouble("malformed", "a page that does not say how many there are")
            return records, at + len(records)
        return records, int(told[3])

    async def _look_at(self, source_id: str, part: FeedPart) -> None:
        answer = await self._get(f"/offres/{source_id}", {}, missing_is_fine=True)
        if answer.status_code in (httpx.codes.NO_CONTENT, httpx.codes.NOT_FOUND):
            part.gone.append(source_id)
        else:
            self._take(_json(answer), part)

    def _take(self, record: Any, part: FeedPart) -> None:
        if not isinstance(record, dict):
            part.unreadable += 1
            return
        part.take(told_by(record, 0, teller(self.source, 0, self._tell)))

    # --- calls --------------------------------------------------------------------------------

    async def _get(
        self, path: str, query: Mapping[str, str], *, missing_is_fine: bool = False
    ) -> httpx.Response:
        """One answer that can be used, after as many tries as are polite."""
        renewed = False
        for attempt in range(MOST_TRIES):
            headers = {"Authorization": f"Bearer {await self._signed_in()}"}
            answer = await self._call(
                "GET", self._access.url.rstrip("/") + path, headers, params=query
            )
            status = 0 if answer is None else answer.status_code
            if answer is not None and status in (200, 204, 206):
                return answer
            if answer is not None and status == httpx.codes.NOT_FOUND and missing_is_fine:
                return answer
            if status == httpx.codes.UNAUTHORIZED and not renewed:
                self._token, renewed = "", True
                continue
            if 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS:
                raise FeedTrouble("refused", f"{status}")
            await self._wait(attempt, answer)
        raise FeedTrouble(
            "busy" if status == httpx.codes.TOO_MANY_REQUESTS else "down", f"{status}"
        )

    async def _signed_in(self) -> str:
        now = self._clock.now()
        if self._token and self._token_until is not None and now < self._token_until:
            return self._token
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.client_id,
            "client_secret": self._access.client_secret,
            "scope": SCOPE,
        }
        for attempt in range(MOST_TRIES):
            answer = await self._call("POST", self._access.token_url, {}, data=form)
            if answer is not None and answer.status_code == httpx.codes.OK:
                told = _json(answer)
                token, lasts = told.get("access_token"), told.get("expires_in")
                if not isinstance(token, str) or not token:
                    raise FeedTrouble("malformed", "no token in the answer")
                seconds = lasts if isinstance(lasts, int) else 60
                self._token = token
                self._token_until = now + timedelta(seconds=max(1, seconds - 30))
                return token
            status = 0 if answer is None else answer.status_code
            if 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS:
                raise FeedTrouble("refused", f"sign-in: {status}")
            await self._wait(attempt, answer)
        raise FeedTrouble("down", "sign-in")

    async def _call(
        self, method: str, url: str, headers: Mapping[str, str], **parts: Any
    ) -> httpx.Response | None:
        """One call, no sooner than is polite; None: no answer."""
        self._in_time()
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False)
        loop = asyncio.get_running_loop()
        wait = self._next_call - loop.time()
        if wait > 0:
            await self._sleep(wait)
        self._next_call = loop.time() + 1 / self._access.calls_per_s
        try:
            async with self._client.stream(method, url, headers=dict(headers), **parts) as answer:
                body = bytearray()
                async for some in answer.aiter_bytes():
                    body += some
                    if len(body) > LONGEST_ANSWER:
                        raise FeedTrouble("malformed", "an answer without end")
                return httpx.Response(
                    answer.status_code,
                    headers={
                        name: answer.headers[name]
                        for name in ("content-range", "retry-after")
                        if name in answer.headers and answer.headers[name].isascii()
                    },
                    content=bytes(body),
                )
        except httpx.InvalidURL as error:
            raise FeedTrouble("unset", "no address") from error
        except httpx.HTTPError:
            return None

    async def _wait(self, attempt: int, answer: httpx.Response | None) -> None:
        """As long as was asked for, else longer each time, never at the same moment as others."""
        asked = _retry_after(answer, self._clock.now())
        if asked is not None and asked > LONGEST_ASKED_S:
            raise FeedTrouble("busy", f"again in {asked:.0f} s")
        longer = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempt)
        # jitter, not a secret
        await self._sleep(asked if asked is not None else longer * (0.5 + random.random() / 2))  # noqa: S311

    def _in_time(self) -> None:
        if self._begun is not None and self._clock.now() - self._begun > timedelta(
            hours=self._access.most_hours
        ):
            raise FeedTrouble("slow", f"{self._access.most_hours:g} h")


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        raise FeedTrouble("malformed", "no JSON") from error
    if not isinstance(told, dict):
        raise FeedTrouble("malformed", "no object")
    return told


def _retry_after(answer: httpx.Response | None, now: datetime) -> float | None:
    """The seconds that the answer asks to wait, by number or by date."""
    said = "" if answer is None else answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    if not said:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
