"""The websocket of a Reflex page, spoken as the browser does: Engine.IO and Socket.IO over aiohttp.

Only what a page needs: open the transport, connect the namespace with the first event, answer pings,
send events, hear updates.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import aiohttp

NAMESPACE = "/_event"
ROOT = "reflex___state____state"
HYDRATE = f"{ROOT}.hydrate_and_load"


class SocketClosedError(Exception):
    """The server closed the page's socket, or never opened it."""


class PageSocket:
    """One open page: counts what it hears and hands each update to whoever waits."""

    def __init__(self, client: aiohttp.ClientSession, url: str, page: str, cookie: str) -> None:
        """Prepare a page at `url` (`http://host:port`) showing the path `page`; nothing is sent yet."""
        self._client, self._url, self._page, self._cookie = client, url, page, cookie
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._listener: asyncio.Task[None] | None = None
        self._wanted: tuple[Callable[[dict[str, Any]], bool], asyncio.Future[None]] | None = None
        self.token = str(uuid4())
        self.updates_count = 0

    async def __aenter__(self) -> Self:
        """Connect and hydrate, as a page does when it opens.

        Raises:
            SocketClosedError: the server would not have it.
        """
        headers = {"Origin": self._url, "Accept-Language": "fr"}
        if self._cookie:
            headers["Cookie"] = self._cookie
        self._socket = await self._client.ws_connect(
            f"{self._url}{NAMESPACE}/?token={self.token}&EIO=4&transport=websocket",
            headers=headers,
            autoping=False,
        )
        opened = await self._socket.receive()
        if opened.type is not aiohttp.WSMsgType.TEXT or not str(opened.data).startswith("0"):
            raise SocketClosedError("no Engine.IO handshake")
        heard = self._expect(_is_hydrated)
        self._listener = asyncio.create_task(self._listen())
        first = json.dumps({"event": self._event(HYDRATE, {})})
        await self._socket.send_str(f"40{NAMESPACE},{first}")
        await asyncio.wait_for(heard, 60)
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close the page."""
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError, SocketClosedError):
                await self._listener
        if self._socket is not None:
            await self._socket.close()

    async def send(self, name: str) -> None:
        """Send an event without arguments and wait for the update that it causes.

        Raises:
            SocketClosedError: the socket closed before the answer.
        """
        if self._socket is None:
            raise SocketClosedError("not open")
        heard = self._expect(_has_delta)
        text = json.dumps(["event", self._event(name, {})])
        await self._socket.send_str(f"42{NAMESPACE},{text}")
        await asyncio.wait_for(heard, 60)

    def _event(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        where = {"pathname": self._page, "asPath": self._page}
        return {"name": name, "payload": payload, "router_data": where}

    def _expect(self, wanted: Callable[[dict[str, Any]], bool]) -> asyncio.Future[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._wanted = (wanted, future)
        return future

    async def _listen(self) -> None:
        assert self._socket is not None
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                break
            text = str(message.data)
            if text == "2":
                await self._socket.send_str("3")
            elif text.startswith(f"42{NAMESPACE},"):
                name, body = json.loads(text[len(NAMESPACE) + 3 :])
                if name == "event":
                    self._hear(body)
        if self._wanted is not None and not self._wanted[1].done():
            self._wanted[1].set_exception(SocketClosedError("closed by the server"))

    def _hear(self, update: dict[str, Any]) -> None:
        self.updates_count += 1
        if self._wanted is not None and self._wanted[0](update):
            future = self._wanted[1]
            self._wanted = None
            if not future.done():
                future.set_result(None)


def _is_hydrated(update: dict[str, Any]) -> bool:
    return bool(update.get("delta", {}).get(ROOT, {}).get("is_hydrated_rx_state_"))


def _has_delta(update: dict[str, Any]) -> bool:
    return bool(update.get("delta"))
