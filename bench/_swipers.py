"""The load of `bench/events.py`, in a process of its own: reads a plan, prints what it saw, as JSON.

    python bench/_swipers.py swipe|count PLAN.json

`swipe`: every youth signs in by HTTP, opens the deck's page (its websocket, as the browser opens it), and decides
once a second by `POST /api/v1/commands`, filling the deck by `GET /api/v1/sync` when it runs low,
as the phone does. Some commands are sent twice with one id. `count`: every page sends the counter's event
once a second and waits for the new state.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from _crowd import PASSWORD
from _page_socket import PageSocket, SocketClosedError
from _processes import cpu_seconds

DECK_SIZE = 30
DECK_LOW = 12
PAGE = "/decouvrir"
SIGN_INS_AT_ONCE = 4
OPENINGS_AT_ONCE = 10
TRIES = 5


@dataclass
class Seen:
    """What all clients saw, added up."""

    took_ms: list[float] = field(default_factory=list)
    replay_ms: list[float] = field(default_factory=list)
    sync_ms: list[float] = field(default_factory=list)
    decided: list[tuple[str, str, str]] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    unlike_count: int = 0
    replays_count: int = 0
    refused_count: int = 0
    empty_count: int = 0
    updates_count: int = 0
    sign_in_s: float = 0.0
    open_s: float = 0.0
    run_s: float = 0.0
    server_cpu_s: float = 0.0

    def failed(self, what: str) -> None:
        """Count an error by its kind."""
        self.errors[what] = self.errors.get(what, 0) + 1


class Swiper:
    """One youth's phone."""

    def __init__(
        self, plan: dict[str, Any], login: str, seen: Seen, client: aiohttp.ClientSession
    ) -> None:
        """A phone that nobody has signed in on."""
        self.url, self.login, self.seen, self.client = plan["url"], login, seen, client
        self.random = random.Random(f"{plan['seed']}-{login}")
        self.replayed = float(plan["replayed"])
        self.cards: list[str] = []
        self.account = ""
        self.seq: int | None = None
        self.cookie = ""
        self.socket: PageSocket | None = None

    async def sign_in(self) -> None:
        """Sign in as the form does.

        Raises:
            aiohttp.ClientResponseError: refused.
        """
        body = {"login": self.login, "password": PASSWORD}
        async with self.client.post(
            f"{self.url}/api/v1/session", json=body, headers=self._headers()
        ) as answer:
            answer.raise_for_status()
            self.cookie = f"mjm_session={answer.cookies['mjm_session'].value}"

    async def open(self) -> None:
        """Open the page: its socket, and the first deck."""
        self.socket = await PageSocket(self.client, self.url, PAGE, self.cookie).__aenter__()
        await self.sync()

    async def sync(self) -> None:
        """Ask what changed; cards too when few are left."""
        asked: dict[str, str] = {}
        if self.seq is not None:
            asked["since"] = str(self.seq)
        if len(self.cards) < DECK_LOW:
            asked["have"] = ",".join(self.cards)
            asked["want"] = str(DECK_SIZE - len(self.cards))
        begin = time.perf_counter()
        async with self.client.get(
            f"{self.url}/api/v1/sync", params=asked, headers=self._headers()
        ) as answer:
            if answer.status != 200:
                self.seen.failed(f"sync {answer.status}")
                return
            news = await answer.json()
        self.seen.sync_ms.append((time.perf_counter() - begin) * 1000)
        self.seq, self.account = news["seq"], news["account"]
        held = set(self.cards) | set(news["gone"])
        self.cards = [card for card in self.cards if card not in news["gone"]]
        self.cards += [
            card["id"]
            for card in (news.get("deck") or {"cards": []})["cards"]
            if card["id"] not in held
        ]

    async def swipe(self) -> None:
        """Decide on the first card; now and then the same command goes out twice."""
        if not self.cards:
            self.seen.empty_count += 1
            await self.sync()
            return
        offer = self.cards.pop(0)
        payload = {"offer_id": offer, "kind": self.random.choice(["like", "pass"]), "reason": ""}
        command = {
            "id": str(uuid4()),
            "kind": "decide",
            "payload": payload,
            "at": "2026-01-01T00:00:00Z",
        }
        twice = self.random.random() < self.replayed
        both = twice and self.random.random() < 0.5
        if both:
            first, again = await asyncio.gather(
                self._post(command, self.seen.took_ms), self._post(command, self.seen.replay_ms)
            )
        else:
            first = await self._post(command, self.seen.took_ms)
            again = await self._post(command, self.seen.replay_ms) if twice else None
        if twice:
            self.seen.replays_count += 1
            self.seen.unlike_count += (
                again is None or first is None or again["results"] != first["results"]
            )
        if first is None:
            return
        result = first["results"][0]
        if result["status"] == "done":
            self.seen.decided.append((self.login, offer, command["id"]))
        else:
            self.seen.refused_count += 1
            self.seen.failed(f"refused {result['code']}")
        if first["alone"] and not both:
            self.seq = first["seq"]
        if not first["alone"] or both or len(self.cards) < DECK_LOW:
            await self.sync()

    async def _post(self, command: dict[str, Any], took: list[float]) -> dict[str, Any] | None:
        """Send until it is answered, with one id, as the outbox does."""
        body = {"account": self.account, "commands": [command], "since": self.seq}
        for _ in range(TRIES):
            begin = time.perf_counter()
            try:
                async with self.client.post(
                    f"{self.url}/api/v1/commands", json=body, headers=self._headers()
                ) as answer:
                    told = await answer.json()
                    took.append((time.perf_counter() - begin) * 1000)
                    if answer.status == 200:
                        return dict(told)
                    self.seen.failed(f"commands {answer.status}")
            except (aiohttp.ClientError, TimeoutError) as error:
                self.seen.failed(type(error).__name__)
            await asyncio.sleep(1)
        return None

    def _headers(self) -> dict[str, str]:
        tab = {"x-mjm-tab": self.socket.token} if self.socket else {}
        headers = {
            "Origin": self.url,
            "Accept": "application/json",
            "Sec-Fetch-Site": "same-origin",
        }
        return headers | tab | ({"Cookie": self.cookie} if self.cookie else {})


async def every_second(
    act: Callable[[], Coroutine[Any, Any, None]], seconds: float, offset: float, seen: Seen
) -> None:
    """Act once a second until the time is over; what is late starts at once."""
    start = time.perf_counter() + offset
    for turn in range(int(seconds)):
        await asyncio.sleep(max(0.0, start + turn - time.perf_counter()))
        if time.perf_counter() > start + seconds:
            return
        try:
            await act()
        except (aiohttp.ClientError, SocketClosedError, TimeoutError) as error:
            seen.failed(type(error).__name__)


async def _at_once(limit: int, work: list[Callable[[], Coroutine[Any, Any, None]]]) -> float:
    """Do all, `limit` at a time; answers how long it took, in seconds."""
    gate = asyncio.Semaphore(limit)
    begin = time.perf_counter()

    async def one(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async with gate:
            await act()

    await asyncio.gather(*[one(act) for act in work])
    return time.perf_counter() - begin


async def swipe(plan: dict[str, Any], client: aiohttp.ClientSession, seen: Seen) -> None:
    """Sign in, open, swipe."""
    phones = [Swiper(plan, login, seen, client) for login in plan["logins"]]
    seen.sign_in_s = await _at_once(SIGN_INS_AT_ONCE, [phone.sign_in for phone in phones])
    seen.open_s = await _at_once(OPENINGS_AT_ONCE, [phone.open for phone in phones])
    seen.sync_ms.clear()
    await _run(plan, [phone.swipe for phone in phones], seen)
    for phone in phones:
        if phone.socket is not None:
            seen.updates_count += phone.socket.updates_count
            await phone.socket.__aexit__()


async def count(plan: dict[str, Any], client: aiohttp.ClientSession, seen: Seen) -> None:
    """Open, count."""
    pages = [PageSocket(client, plan["url"], "/", "") for _ in plan["logins"]]
    seen.open_s = await _at_once(OPENINGS_AT_ONCE, [page.__aenter__ for page in pages])

    def counting(page: PageSocket) -> Callable[[], Coroutine[Any, Any, None]]:
        async def act() -> None:
            begin = time.perf_counter()
            await page.send(plan["event"])
            seen.took_ms.append((time.perf_counter() - begin) * 1000)

        return act

    await _run(plan, [counting(page) for page in pages], seen)
    for page in pages:
        await page.__aexit__()


async def _run(
    plan: dict[str, Any], acts: list[Callable[[], Coroutine[Any, Any, None]]], seen: Seen
) -> None:
    seconds = float(plan["seconds"])
    begin, spent = time.perf_counter(), cpu_seconds(plan["pid"])
    await asyncio.gather(
        *[every_second(act, seconds, n / len(acts), seen) for n, act in enumerate(acts)]
    )
    seen.run_s = time.perf_counter() - begin
    seen.server_cpu_s = cpu_seconds(plan["pid"]) - spent


async def make_load(kind: str, plan: dict[str, Any]) -> Seen:
    """Make the load of a kind; answers what was seen."""
    seen = Seen()
    limits = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    patience = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(
        connector=limits, timeout=patience, cookie_jar=aiohttp.DummyCookieJar()
    ) as client:
        await {"swipe": swipe, "count": count}[kind](plan, client, seen)
    return seen


def main() -> None:
    """Read the plan, make the load, print what was seen."""
    plan = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    seen = asyncio.run(make_load(sys.argv[1], plan))
    json.dump(asdict(seen), sys.stdout)


if __name__ == "__main__":
    main()
